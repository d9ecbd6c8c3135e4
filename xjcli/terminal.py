"""How does a table look to a person? The only room that knows Rich."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from xjcli.cells import Piece, piece
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xjcli.streams import Screen
    from xjcli.table import Column, Row, Table

# Sixteen colours at most, and none that is hard to read on light or on dark.
_TITLE, _QUIET, _FORECAST = "bold", "dim", "italic magenta"
_GAP = 2
_NARROWEST_TEXT = 14
# Groups of rows are drawn a slice at a time, so that a reader who leaves early has not paid for the rest.
_SLICE = 500


class _Size(NamedTuple):
    """The width that a column would like, and the least that it can do with."""

    natural: int
    least: int


class _Plan(NamedTuple):
    """The columns that fit, the width of each, and the names of those that do not."""

    at: list[int]
    widths: list[int]
    dropped: list[str]


def draw(table: Table, screen: Screen) -> Iterator[str]:
    """Draw a table: groups under headings, numbers aligned at the point, sources as numbered notes below.

    On a terminal text folds and whole columns leave, which is said; without a width everything has its natural size.
    """
    rows = list(table.rows)
    numbers = _number_sources(table, rows)
    whole = pieces = _aligned(table, rows, numbers)
    shown = [
        i
        for i, column in enumerate(table.columns)
        if column.screen == "shown" or (column.screen == "heading" and table.group is None)
    ]
    filled = [i for i in shown if not rows or any(line[i].text for line in pieces)]
    plan = _fit(table, pieces, filled, screen.width)
    if plan is None:
        pieces = _without_intervals(table, pieces)
        plan = _fit(table, pieces, filled, screen.width, ["the intervals"])
    sheet = _Sheet(screen)
    if plan is None:
        yield from _as_records(table, rows, whole, filled, sheet)
    else:
        yield from _as_table(table, rows, pieces, plan, sheet)
    yield from _footnotes(table, numbers, sheet)


def _aligned(table: Table, rows: Sequence[Row], numbers: dict[str, int]) -> list[list[Piece]]:
    """Write all cells, the numbers of one group with as many places behind the decimal point in each column."""
    group = next((i for i, column in enumerate(table.columns) if column.name == table.group), None)
    keys = [None if group is None else str(row[group]) for row in rows]
    pieces = [[piece(column, cell, numbers) for column, cell in zip(table.columns, row, strict=True)] for row in rows]
    at = [i for i, column in enumerate(table.columns) if column.is_number]
    longest: dict[tuple[str | None, int], int] = {}
    for key, line in zip(keys, pieces, strict=True):
        for i in at:
            longest[key, i] = max(longest.get((key, i), 0), len(line[i].tail))
    for key, line in zip(keys, pieces, strict=True):
        for i in at:
            if line[i].text:
                line[i] = line[i]._replace(tail=line[i].tail.ljust(longest[key, i]))
    return pieces


def _without_intervals(table: Table, pieces: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    return [
        [one._replace(below="") if column.interval else one for column, one in zip(table.columns, line, strict=True)]
        for line in pieces
    ]


class _Sheet:
    """A Rich console that writes to a string."""

    def __init__(self, screen: Screen) -> None:
        self.width = screen.width
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            # Without a terminal there is no width: far beyond any line, so that Rich never folds.
            width=screen.width or 1 << 20,
            height=1 << 20,
            color_system="standard" if screen.color else None,
            # Decided already, from the option and then from the environment that Rich would ask again.
            no_color=not screen.color,
            force_terminal=screen.color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def print(self, what: Text | RichTable) -> None:
        self._console.print(what, overflow="fold", soft_wrap=self.width is None)

    def print_unfolded(self, line: str) -> None:
        """Leave folding to the terminal, which loses nothing at any width."""
        self._console.print(Text(line), soft_wrap=True)

    def text(self) -> str:
        drawn = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return "\n".join(line.rstrip(" ") for line in drawn.split("\n"))


def _number_sources(table: Table, rows: Sequence[Row]) -> dict[str, int]:
    """Give the sources numbers in the order in which the rows first name them."""
    used = dict.fromkeys(key for row in rows for cell in row if isinstance(cell, tuple) for key in cell)
    # A table without a column for sources still stands on some: they are listed, if only below.
    has_column = any(column.kind == "source" for column in table.columns)
    return {key: number for number, key in enumerate(used if has_column else table.sources, 1)}


def _fit(
    table: Table, pieces: Sequence[Sequence[Piece]], at: list[int], width: int | None, missing: Sequence[str] = ()
) -> _Plan | None:
    """Choose columns and widths: text gives way first, then whole columns leave; None when no table fits."""
    at = list(at)
    dropped = list(missing)
    measured = {i: _measure(table.columns[i], [row[i] for row in pieces]) for i in at}
    while True:
        natural = [measured[i].natural for i in at]
        least = [measured[i].least for i in at]
        gaps = _GAP * (len(at) - 1)
        if width is None or sum(natural) + gaps <= width:
            widths = natural
            break
        if sum(least) + gaps <= width:
            widths = _share(natural, least, width - gaps)
            break
        droppable = [i for i in at if table.columns[i].drop]
        if not droppable:
            return None
        leaves = max(droppable, key=lambda i: table.columns[i].drop)
        at.remove(leaves)
        dropped.append(table.columns[leaves].name)
    return _Plan(at, widths, dropped)


def _measure(column: Column, pieces: Sequence[Piece]) -> _Size:
    size = max((max(cell_len(one.text), cell_len(one.below)) for one in pieces), default=0)
    label = max(cell_len(line) for line in _visible_lines(column.label))
    natural = least = max(size, label)
    if column.kind == "text":
        least = min(natural, max(_NARROWEST_TEXT, label))
    elif column.kind == "period":
        least = max((cell_len(part) for one in pieces for part in _broken(one.head).split("\n")), default=0)
    return _Size(natural, max(least, label))


def _broken(interval: str) -> str:
    """Break an interval between its two days, the one place where a period may fold."""
    return interval.replace("/", "/\n")


def _visible_lines(label: str) -> list[str]:
    """Split a heading into its lines, each safe to show."""
    return [visible(line) for line in label.split("\n")]


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


def _grouped(table: Table, rows: Sequence[Row]) -> Iterator[tuple[str | None, range]]:
    """Cut the rows into runs of one group, and long runs into slices."""
    at = next((i for i, column in enumerate(table.columns) if column.name == table.group), None)
    start = 0
    while start < len(rows):
        key = None if at is None else rows[start][at]
        end = start + 1
        while end < len(rows) and end - start < _SLICE and (at is None or rows[end][at] == key):
            end += 1
        yield None if key is None else str(key), range(start, end)
        start = end


def _as_table(
    table: Table, rows: Sequence[Row], pieces: Sequence[Sequence[Piece]], plan: _Plan, sheet: _Sheet
) -> Iterator[str]:
    sheet.print(_grid(table, plan, []))
    yield sheet.text()
    previous = None
    for key, run in _grouped(table, rows):
        if key is not None and key != previous:
            _print_heading(table, key, sheet)
        previous = key
        lines = [(pieces[i], _row_style(table, rows[i])) for i in run]
        sheet.print(_grid(table, plan, lines, with_header=False))
        yield sheet.text()
    if plan.dropped:
        sheet.print(Text(f"\nToo narrow for {', '.join(plan.dropped)}; a wider terminal or -f csv shows all.", _QUIET))
        yield sheet.text()


def _print_heading(table: Table, key: str, sheet: _Sheet) -> None:
    heading = table.headings.get(key)
    if heading is None:
        return
    sheet.print(Text())
    sheet.print(Text.assemble((visible(heading.title), _TITLE), "  ", (visible(heading.detail), _QUIET)))


def _row_style(table: Table, row: Row) -> str:
    """Choose a style: a forecast looks like a forecast, what only another source says stays in the background."""
    by_name = dict(zip((column.name for column in table.columns), row, strict=True))
    if by_name.get("status") == "F":
        return _FORECAST
    return _QUIET if by_name.get("rank") == "alternative" else ""


def _grid(
    table: Table, plan: _Plan, lines: Sequence[tuple[Sequence[Piece], str]], *, with_header: bool = True
) -> RichTable:
    # Versions of Rich differ in whether the width of a column holds its padding: the gaps are columns of their own.
    grid = RichTable(box=None, show_header=with_header, pad_edge=False, padding=0, header_style=_QUIET)
    for place, (i, width) in enumerate(zip(plan.at, plan.widths, strict=True)):
        if place:
            grid.add_column(width=_GAP)
        label = _placed(table.columns[i], _visible_lines(table.columns[i].label), width)
        grid.add_column(Text("\n".join(label)), width=width, overflow="fold")
    for row, style in lines:
        cells: list[Text | None] = []
        for i, width in zip(plan.at, plan.widths, strict=True):
            cells += [None, _cell(table.columns[i], row[i], width)]
        grid.add_row(*cells[1:], style=style)
    return grid


def _cell(column: Column, written: Piece, width: int) -> Text:
    lines = [written.text, written.below] if written.below else [written.text]
    if column.kind == "period" and cell_len(written.text) > width:
        lines = _broken(written.text).split("\n")
    first, *rest = _placed(column, lines, width)
    return Text.assemble(first, *((f"\n{line}", _QUIET) for line in rest))


def _placed(column: Column, lines: Sequence[str], width: int) -> list[str]:
    """Put numbers to the right; Rich would strip the places that keep their decimal points in line."""
    return [" " * (width - cell_len(line)) + line if column.is_number else line for line in lines]


def _as_records(
    table: Table, rows: Sequence[Row], pieces: Sequence[Sequence[Piece]], at: Sequence[int], sheet: _Sheet
) -> Iterator[str]:
    """Write one value a line, for a terminal in which no table fits; the terminal itself folds what is longer."""
    previous = None
    for key, run in _grouped(table, rows):
        for r in run:
            if key is not None and key != previous:
                heading = table.headings[key]
                sheet.print_unfolded(f"{visible(heading.title)}\n{visible(heading.detail)}\n")
            previous = key
            for i in at:
                if pieces[r][i].text:
                    label = " ".join(_visible_lines(table.columns[i].label))
                    below = f" ({pieces[r][i].below})" if pieces[r][i].below else ""
                    sheet.print_unfolded(f"{label}: {pieces[r][i].text.strip()}{below}")
            sheet.print_unfolded("")
        yield sheet.text()


def _footnotes(table: Table, numbers: dict[str, int], sheet: _Sheet) -> Iterator[str]:
    """List the sources under their numbers."""
    if not numbers:
        return
    notes = RichTable(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0), style=_QUIET)
    notes.add_column(justify="right", no_wrap=True)
    notes.add_column(overflow="fold")
    for key, number in numbers.items():
        notes.add_row(f"[{number}]", Text(visible(table.sources.get(key, key))))
    sheet.print(Text())
    sheet.print(notes)
    yield sheet.text()
