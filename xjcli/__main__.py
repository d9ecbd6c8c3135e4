"""Run the command line as `python -m xjcli`."""

from xjcli.cli import main

if __name__ == "__main__":
    main()
