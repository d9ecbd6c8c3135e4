"""How is failure named? Each kind once, with the finished sentence a user reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


class XjcliError(Exception):
    """A failure that a user can understand from one sentence."""


class FactError(XjcliError):
    """The fact base cannot be read, decoded or believed."""


class UsageError(XjcliError):
    """The question is wrong: an unknown series, column, format or period."""


class RefusalError(XjcliError):
    """The question is well formed, but an answer would compare what cannot be compared."""


class OutputError(XjcliError):
    """The answer could not be written."""


_MOST_QUOTED = 80
_MOST_NAMES = 20


def quoted(text: str) -> str:
    """Quote what a user typed or a file holds, harmless and cut so that an error stays one readable line."""
    return f"'{visible(text[:_MOST_QUOTED])}{'…' if len(text) > _MOST_QUOTED else ''}'"


def unknown(what: str, asked: str, known: Iterable[str]) -> UsageError:
    """Name what is unknown and offer the nearest known name, or all names where they are few."""
    # Only a failure pays for difflib.
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(asked[:_MOST_QUOTED].casefold(), names, n=1, cutoff=0.6)
    if near:
        return UsageError(f"unknown {what} {quoted(asked)}; did you mean '{near[0]}'?")
    few = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    return UsageError(f"unknown {what} {quoted(asked)}; there are: {few}")
