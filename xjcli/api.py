"""How does Python ask? The questions of the command line as functions, with what comes before and after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli import loading, render, streams
from xjcli.errors import XjcliError
from xjcli.facts import FactBase, Observation, Series
from xjcli.questions import (
    claims,
    compare,
    figures,
    growth,
    named_routes,
    search,
    sources,
    why,
    yearly,
)
from xjcli.reports.selection import named
from xjcli.table import Table
from xjcli.views import View

if TYPE_CHECKING:
    from decimal import Decimal
    from os import PathLike

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

    Printed figures keep their digits; computed numbers are rounded half to even to four decimals. The notes of the
    answer are complete afterwards.
    """
    return list(render.records(table))
