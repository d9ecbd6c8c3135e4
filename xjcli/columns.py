"""Which columns will an answer have? Those of its report, which is loaded alone: some options make it another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from xjcli.facts import FactBase
    from xjcli.table import Column

    Columns: TypeAlias = "tuple[Column, ...]"


def of_answer(
    command: str, options: Container[str], arguments: Sequence[str], facts: Callable[[], FactBase]
) -> Columns:
    """List the columns of the answer of a command; those of a comparison need the facts, and raise what it raises."""
    chosen = [columns for name, columns in _BY_OPTION.items() if name in options]
    if chosen:
        return chosen[0]()
    if command == "compare":
        from xjcli import questions

        return questions.compare(facts(), *arguments).columns
    return _BY_COMMAND[command]()


def _check() -> Columns:
    from xjcli.soundness import COLUMNS

    return COLUMNS


def _claims() -> Columns:
    from xjcli.reports.claims import COLUMNS

    return COLUMNS


def _figures() -> Columns:
    from xjcli.reports.figures import COLUMNS

    return COLUMNS


def _growth() -> Columns:
    from xjcli.reports.growth import COLUMNS

    return COLUMNS


def _lookup() -> Columns:
    from xjcli.reports.lookup import COLUMNS

    return COLUMNS


def _named() -> Columns:
    from xjcli.reports.named import COLUMNS

    return COLUMNS


def _search() -> Columns:
    from xjcli.reports.search import COLUMNS

    return COLUMNS


def _sentences() -> Columns:
    from xjcli.reports.sentences import COLUMNS

    return COLUMNS


def _sources() -> Columns:
    from xjcli.reports.sources import COLUMNS

    return COLUMNS


def _why() -> Columns:
    from xjcli.reports.why import COLUMNS

    return COLUMNS


def _yearly() -> Columns:
    from xjcli.reports.yearly import COLUMNS

    return COLUMNS


# The first of these that was given decides.
_BY_OPTION = {
    "cite": _sources,
    "get": _lookup,
    "named": _named,
    "yearly": _yearly,
    "say": _sentences,
    "observations": _figures,
}
_BY_COMMAND = {
    "trade": _figures,
    "routes": _figures,
    "growth": _growth,
    "why": _why,
    "facts": _search,
    "claims": _claims,
    "sources": _sources,
    "check": _check,
}
