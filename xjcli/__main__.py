"""Run the command line, as `xjcli` and as `python -m xjcli`."""

import gc
import sys


def main() -> int:
    """Run the command line; it exits by itself unless it is interrupted before it has begun."""
    # Looking for garbage while Typer loads, and once more at the end, would take a fifth of the time of a short answer.
    gc.disable()
    try:
        from xjcli.cli import app

        app(prog_name="xjcli")
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()
    return 0


if __name__ == "__main__":
    sys.exit(main())
