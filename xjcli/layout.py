"""Where does everything stand? The columns that fit and their widths, numbers in line at their points, runs of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

# What Rich folds is measured as Rich measures it.
from rich.cells import cell_len

from xjcli.cells import piece
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xjcli.cells import Piece
    from xjcli.table import Column, Row, Table

GAP = 2
_NARROWEST_TEXT = 14
# Groups of rows are drawn a slice at a time, so that a reader who leaves early has not paid for the rest.
_SLICE = 500


class _Size(NamedTuple):
    """The width that a column would like, and the least that it can do with."""

    natural: int
    least: int


class Plan(NamedTuple):
    """The columns that fit and the width of each, as places among those written, and the names of those that do not."""

    at: list[int]
    widths: list[int]
    dropped: list[str]


class Written(NamedTuple):
    """The cells that a screen could show, written: the columns, and a piece of each for every row."""

    columns: list[Column]
    pieces: list[list[Piece]]


def breadth(text: str) -> int:
    """Measure text in the columns of a screen."""
    return len(text) if text.isascii() else cell_len(text)


def number_sources(table: Table, rows: Sequence[Row]) -> dict[str, int]:
    """Give the sources numbers in the order in which the rows first name them."""
    at = [i for i, column in enumerate(table.columns) if column.kind == "source"]
    # A table that shows no column for sources still stands on some: they are listed, if only below.
    shown = [i for i in at if table.columns[i].screen == "shown"] or at
    used = dict.fromkeys(key for row in rows for i in shown if isinstance(cell := row[i], tuple) for key in cell)
    return {key: number for number, key in enumerate(used if at else table.sources, 1)}


def place_of(table: Table, name: str | None) -> int | None:
    """Find the position of the column of that name; None where there is none."""
    return next((i for i, column in enumerate(table.columns) if column.name == name), None)


def written(table: Table, rows: Sequence[Row], numbers: dict[str, int], *, unicode: bool) -> Written:
    """Write the cells that a screen shows, the numbers of one group in line at their points in each column."""
    shown = [
        i
        for i, column in enumerate(table.columns)
        if column.screen == "shown" or (column.screen == "heading" and table.group is None)
    ]
    columns = [table.columns[i] for i in shown]
    pieces = [[piece(table.columns[i], row[i], numbers, unicode=unicode) for i in shown] for row in rows]
    for _, run in runs(rows, place_of(table, table.group)):
        for place, column in enumerate(columns):
            if column.is_number:
                for r, one in zip(run, in_line([pieces[r][place] for r in run]), strict=True):
                    pieces[r][place] = one
    every = range(len(columns))
    # Columns without a word are left out, unless nothing would be left.
    filled = [place for place in every if any(line[place].text for line in pieces)] or every
    return Written([columns[place] for place in filled], [[line[place] for place in filled] for line in pieces])


def in_line(pieces: Sequence[Piece]) -> list[Piece]:
    """Give numbers as many places behind the decimal point as the longest of them has."""
    longest = max((len(one.tail) for one in pieces), default=0)
    return [one._replace(tail=one.tail.ljust(longest)) if one.text else one for one in pieces]


def runs(rows: Sequence[Row], at: int | None) -> Iterator[tuple[str | None, range]]:
    """Cut the rows into runs of one group: those that are alike in the column at that position."""
    start = 0
    while start < len(rows):
        key = None if at is None else rows[start][at]
        end = len(rows) if at is None else start + 1
        while end < len(rows) and at is not None and rows[end][at] == key:
            end += 1
        yield None if key is None else str(key), range(start, end)
        start = end


def slices(run: range) -> Iterator[range]:
    """Cut a long run into parts."""
    yield from (run[start : start + _SLICE] for start in range(0, len(run), _SLICE))


def fit(cells: Written, width: int | None) -> tuple[Written, Plan] | None:
    """Choose columns and widths: text gives way first, then whole columns leave, then the intervals below numbers.

    None when no table fits.
    """
    plan = _fit(cells, width, [])
    if plan is None:
        bare = [
            [
                one._replace(below="") if column.interval else one
                for column, one in zip(cells.columns, line, strict=True)
            ]
            for line in cells.pieces
        ]
        cells = Written(cells.columns, bare)
        plan = _fit(cells, width, ["the intervals"])
    return plan and (cells, plan)


def _fit(cells: Written, width: int | None, dropped: list[str]) -> Plan | None:
    at = list(range(len(cells.columns)))
    measured = [_measure(column, [line[i] for line in cells.pieces]) for i, column in enumerate(cells.columns)]
    while True:
        natural = [measured[i].natural for i in at]
        least = [measured[i].least for i in at]
        gaps = GAP * (len(at) - 1)
        if width is None or sum(natural) + gaps <= width:
            return Plan(at, natural, dropped)
        if sum(least) + gaps <= width:
            return Plan(at, _share(natural, least, width - gaps), dropped)
        droppable = [i for i in at if cells.columns[i].drop]
        if not droppable:
            return None
        leaves = max(droppable, key=lambda i: cells.columns[i].drop)
        at.remove(leaves)
        dropped.append(cells.columns[leaves].name)


def _measure(column: Column, pieces: Sequence[Piece]) -> _Size:
    size = max((max(breadth(one.text), breadth(one.below)) for one in pieces), default=0)
    label = max(map(breadth, label_lines(column)))
    natural = least = max(size, label)
    if column.kind == "text":
        least = min(natural, max(_NARROWEST_TEXT, label))
    elif column.kind == "period":
        least = max((breadth(part) for one in pieces for part in broken(one.head)), default=0)
    return _Size(natural, max(least, label))


def _share(natural: list[int], least: list[int], width: int) -> list[int]:
    """Share out what the columns need least and what is left over, evenly among those that want more."""
    widths = list(least)
    left = width - sum(least)
    while left:
        wanting = [i for i, size in enumerate(widths) if size < natural[i]]
        if not wanting:
            break
        for i in wanting[:left]:
            widths[i] += 1
        left -= min(left, len(wanting))
    return widths


def broken(interval: str) -> list[str]:
    """Break an interval between its two days, the one place where a period may fold."""
    return interval.replace("/", "/\n").split("\n")


def label_lines(column: Column) -> list[str]:
    """Split a heading into its lines, each safe to show."""
    return [visible(line) for line in column.label.split("\n")]


def cell_lines(column: Column, one: Piece, width: int) -> list[str]:
    """Split a cell into its lines."""
    if column.kind == "period" and breadth(one.text) > width:
        return broken(one.text)
    return [one.text, one.below] if one.below else [one.text]


def placed(column: Column, lines: Sequence[str], width: int) -> list[str]:
    """Put numbers to the right; Rich would strip the places that keep their decimal points in line."""
    return [" " * (width - breadth(line)) + line if column.is_number else line for line in lines]
