"""Run the command line, as `xjcli` and as `python -m xjcli`."""

import gc


def main() -> None:
    """Run the command line."""
    # Looking for garbage while Typer loads, and once more at the end, would take a fifth of the time of a short answer.
    gc.disable()
    from xjcli.cli import app

    try:
        app(prog_name="xjcli")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
