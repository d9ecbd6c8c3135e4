"""What passes between question and answer? Tables of raw values: nothing is cut or rounded, nothing has looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import islice
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from xjcli.errors import UsageError, quoted, unknown
from xjcli.intervals import Estimate
from xjcli.periods import Period

# The codes of SDMX CL_OBS_STATUS that a fact base may use, but for A, normal.
STATUS_WORDS = {"F": "forecast", "E": "estimated", "P": "provisional"}


class Figure(Struct, frozen=True):
    """A figure as printed, a value or a range, or as converted, a value and its limits.

    A screen shows qualifier and status with it, and one more line below.
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str | None = None
    status: str = "A"
    below: str = ""


class Percent(Estimate, frozen=True):
    """A growth rate in percent, in a column of other numbers."""


class Points(Estimate, frozen=True):
    """A change of a percentage, in percentage points."""


class Inherited(Estimate, frozen=True):
    """A computed number with the status that it inherits, in a table without a column for it."""

    status: str = "A"


class Trend(Struct, frozen=True):
    """Figures of one series at equal steps of time, to be drawn small; a gap is a missing value."""

    values: tuple[Decimal | None, ...]


# A tuple holds the keys of sources.
Cell: TypeAlias = "str | int | Decimal | Period | Figure | Estimate | Trend | tuple[str, ...] | None"
Row: TypeAlias = "tuple[Cell, ...]"

# text folds, word does not; figure is printed, the others are computed; source and status have words of their own.
Kind = Literal[
    "text", "word", "period", "figure", "change", "rate", "factor", "years", "bound", "count", "source", "status"
]


_NUMBERS = frozenset({"figure", "change", "rate", "factor", "years", "bound", "count"})


class Column(Struct, frozen=True):
    """A column: its name in machine formats, its heading on a screen, and where it appears.

    `data` is "extra" for a column that machine formats show when it is asked for; `screen` is "heading" for one that
    the heading of a group of rows replaces. The column with the highest `drop` leaves a narrow screen first. A screen
    shows the `interval` below the number.
    """

    name: str
    label: str
    kind: Kind = "text"
    data: Literal["shown", "extra", "never"] = "shown"
    screen: Literal["shown", "heading", "never"] = "shown"
    drop: int = 0
    interval: bool = False

    @property
    def is_number(self) -> bool:
        """Tell whether the column holds numbers."""
        return self.kind in _NUMBERS


class Heading(Struct, frozen=True):
    """What stands above the rows of one series: its title, and its id and unit."""

    title: str
    detail: str


class Chart(Struct, frozen=True):
    """How rows become bars: one bar for each of the columns `bars`, named by the column `label` and those of `also`.

    Bars are measured on one scale for all, for each group of rows, for each column or for each row. The columns `group`
    and `unit` travel with the bars where no heading says them. `caption` is the heading of the bars where that of their
    column is not enough; where one is missing, the column `instead` is said in words. Rows that are not `in_order` do
    not show what lies between them.
    """

    label: str
    bars: tuple[str, ...]
    scale: Literal["all", "group", "column", "row"]
    also: tuple[str, ...] = ()
    group: str | None = None
    unit: str | None = None
    caption: str = ""
    instead: str | None = None
    in_order: bool = True


class Table(Struct, frozen=True):
    """Columns and rows, with what explains them: a title, headings of groups, sources by key, notes for whoever asked.

    Rows may be made while they are read; the notes are complete when the last row has been read. `about`
    holds the ids of the series that the answer is of, where it is of some; `meant_for` is the format for whoever asked
    for none; `has_fault` makes a script stop; `size` counts the rows there will be, for whoever waits for them.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    notes: list[str]
    group: str | None = None
    headings: dict[str, Heading] = {}
    sources: dict[str, str] = {}
    about: frozenset[str] = frozenset()
    meant_for: str | None = None
    has_fault: bool = False
    title: str = ""
    chart: Chart | None = None
    size: Callable[[], int] | None = None

    def data_columns(self) -> list[int]:
        """List the positions of the columns that machine formats show."""
        return [i for i, column in enumerate(self.columns) if column.data == "shown"]


def _sort_key(cell: Cell) -> tuple[int, object]:
    """Order numbers as numbers and periods in time, each kind apart."""
    if isinstance(cell, Figure):
        cell = cell.low if cell.value is None else cell.value
    elif isinstance(cell, Estimate):
        cell = cell.value
    if isinstance(cell, (int, Decimal)):
        return 0, cell
    if isinstance(cell, Period):
        return 1, cell.span
    if isinstance(cell, Trend):
        return 2, ""  # a course is neither more nor less than another
    return 2, "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def _is_missing(cell: Cell) -> bool:
    if isinstance(cell, Figure):
        return cell.value is None and cell.low is None
    return cell is None or (isinstance(cell, Estimate) and cell.value is None)


def _find(table: Table, name: str) -> int:
    """Find the position of the column of that name; raises UsageError when machine formats know none."""
    names = [column.name for column in table.columns if column.data != "never"]
    if name not in names:
        raise unknown("column", name, names)
    return next(i for i, column in enumerate(table.columns) if column.name == name)


def sort(table: Table, by: str) -> Table:
    """Sort rows by a column, descending with a minus before its name; a missing cell comes last either way."""
    name = by.removeprefix("-")
    at = _find(table, name)
    rows = list(table.rows)
    present = [row for row in rows if not _is_missing(row[at])]
    present.sort(key=lambda row: _sort_key(row[at]), reverse=by.startswith("-"))
    missing = [row for row in rows if _is_missing(row[at])]
    group = table.group if name == table.group else None
    in_order = name == table.group or (table.chart is not None and name == table.chart.label)
    chart = table.chart and msgspec.structs.replace(table.chart, in_order=in_order)
    return msgspec.structs.replace(table, rows=present + missing, group=group, chart=chart)


def limit(table: Table, most: int) -> Table:
    """Keep the first rows; raises UsageError for a negative number."""
    if most < 0:
        raise UsageError(f"--limit {most} is below zero")
    return msgspec.structs.replace(table, rows=islice(table.rows, min(most, sys.maxsize)))


def _is_hidden(column: Column) -> bool:
    return column.data == "never" and column.screen == "never"


def choose(table: Table, names: str) -> Table:
    """Keep the named columns, in the order named; raises UsageError for an unknown name."""
    at = [_find(table, name.strip()) for name in names.split(",")]
    if len(set(at)) < len(at):
        raise UsageError(f"--columns {quoted(names)} names a column twice")
    columns = tuple(msgspec.structs.replace(table.columns[i], data="shown", screen="shown", drop=0) for i in at)
    if all(column.kind != "source" or _is_hidden(column) for column in table.columns):
        # No column refers to the sources: they are those of the rows, whichever columns are chosen.
        hidden = [i for i, column in enumerate(table.columns) if _is_hidden(column)]
        at, columns = at + hidden, (*columns, *(table.columns[i] for i in hidden))
    rows = (tuple(row[i] for i in at) for row in table.rows)
    # Without the column that refers to them, notes on sources would stand for rows that nobody can find.
    sources = table.sources if any(column.kind == "source" for column in columns) else {}
    return msgspec.structs.replace(table, columns=columns, rows=rows, group=None, sources=sources)
