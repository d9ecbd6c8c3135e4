"""How is failure told? In one line on standard error, with the right exit code; the only room with exit codes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from xjcli import errors, streams

if TYPE_CHECKING:
    from collections.abc import Callable

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
# Typer 0.26 took Click into itself: in no one place can its base error be imported from every version.
_ClickError: Any = typer.BadParameter.__mro__[2]
_LONGEST_MESSAGE = 400


class Group(TyperGroup):
    """The commands, with failure told in one line and the right exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line and exit."""
        sys.exit(_guarded(lambda: self.run(*args, **{**extra, "standalone_mode": False})))

    def run(self, *args: Any, **extra: Any) -> Any:
        """Run a command line and return its exit code, or nothing when all went well."""
        return super().main(*args, **extra)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command, or offer the nearest."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise errors.unknown("command", args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def _guarded(run: Callable[[], object]) -> int:
    """Run, and turn each kind of failure into its exit code and one line on standard error."""
    code: object
    try:
        if sys.stdout is None:
            raise errors.OutputError("cannot write to standard output: it is closed")
        code = run()
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except (errors.UsageError, _ClickError) as failure:
        code = _told(failure, MISUSED)
    except (errors.XjcliError, OSError, MemoryError) as failure:
        code = _told(failure, FAILED)
    return code if isinstance(code, int) else DONE


def _told(failure: Exception, code: int) -> int:
    """Say what is wrong in one line; what a user typed into it may be of any length."""
    if isinstance(failure, OSError):
        # Reading has its own errors: what is left is the help, which others print.
        streams.abandon()
        sentence = f"cannot write to standard output: {failure.strerror}"
    elif isinstance(failure, MemoryError):
        sentence = "not enough memory for this fact base"
    else:
        sentence = failure.format_message() if isinstance(failure, _ClickError) else str(failure)
    streams.say(f"xjcli: {sentence[:_LONGEST_MESSAGE]}{'…' if len(sentence) > _LONGEST_MESSAGE else ''}")
    return code
