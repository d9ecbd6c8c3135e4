"""How does Python ask? The questions of the command line as functions, with what comes before and after them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from msgspec import structs

from xjcli import loading, questions, render, streams
from xjcli.errors import XjcliError
from xjcli.facts import FactBase, Observation, Series
from xjcli.reports.selection import named
from xjcli.table import Table
from xjcli.views import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from os import PathLike

P = ParamSpec("P")

__all__ = [
    "FactBase",
    "Observation",
    "Series",
    "Table",
    "View",
    "XjcliError",
    "claims",
    "compare",
    "figures",
    "growth",
    "load",
    "named_routes",
    "records",
    "search",
    "series",
    "sources",
    "why",
    "yearly",
]


def _kept(question: Callable[P, Table]) -> Callable[P, Table]:
    """Keep the rows of an answer, which the command line makes while it writes them: Python may read them twice."""

    @wraps(question)
    def ask(*args: P.args, **options: P.kwargs) -> Table:
        answer = question(*args, **options)
        return structs.replace(answer, rows=tuple(answer.rows))

    return ask


claims = _kept(questions.claims)
compare = _kept(questions.compare)
figures = _kept(questions.figures)
growth = _kept(questions.growth)
named_routes = _kept(questions.named_routes)
search = _kept(questions.search)
sources = _kept(questions.sources)
why = _kept(questions.why)
yearly = _kept(questions.yearly)


def load(path: str | PathLike[str] | None = None) -> FactBase:
    """Load the bundled fact base, or one from a file; "-" is standard input.

    Raises FactError, in one sentence with the place of the first fault, for what cannot be read or believed.
    """
    if path is None:
        return loading.bundled()
    name = str(path)
    return loading.decode(streams.read(name), "standard input" if name == "-" else name)


def series(facts: FactBase, name: str) -> Series:
    """Find one series by its id, with its observations as they were printed; raises UsageError for an unknown id."""
    return named(facts, [name])[0]


def records(table: Table) -> list[dict[str, str | int | Decimal | None]]:
    """Read an answer as one dictionary a row, with the columns that CSV has; what is missing is None.

    Printed figures keep their digits; computed numbers are rounded half to even to four decimals.
    """
    return list(render.records(table))
