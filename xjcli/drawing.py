"""How does an answer look to a person? A table or a chart, groups under headings, sources as numbered notes below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from xjcli.layout import (
    GAP,
    breadth,
    cell_lines,
    fit,
    label_lines,
    number_sources,
    place_of,
    placed,
    runs,
    slices,
    written,
)
from xjcli.sheets import Plain
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xjcli.layout import Plan, Written
    from xjcli.sheets import GridRow, Sheet, Style
    from xjcli.streams import Screen
    from xjcli.table import Heading, Row, Table


def draw(table: Table, screen: Screen, *, chart: bool = False) -> Iterator[str]:
    """Draw a table, or its numbers as bars.

    On a terminal text folds and whole columns leave, which is said; without a width everything has its natural size.
    Raises UsageError where there is nothing to draw as bars.
    """
    yield from _drawn(table, screen, _sheet(screen), chart=chart)


def picture(table: Table, screen: Screen, *, chart: bool = False) -> str:
    """Draw the same as an SVG image, in colours; as wide as the terminal, or else as its widest line.

    Raises UsageError where there is nothing to draw as bars.
    """
    from xjcli.terminal import Terminal

    title, table = visible(table.title), msgspec.structs.replace(table, rows=list(table.rows))
    width = screen.width
    if width is None:
        natural = "".join(_drawn(table, screen, Plain(), chart=chart))
        width = max(map(breadth, [title, *natural.split("\n")]))
    sheet = Terminal(width, color=True, record=True)
    if title:
        sheet.print([(title, "title")])
        sheet.print([])
    for _ in _drawn(table, screen, sheet, chart=chart):
        pass
    return sheet.picture(title)


def _sheet(screen: Screen) -> Sheet:
    if screen.width is None and not screen.color:
        return Plain()
    # Rich takes longer to load than everything else together.
    from xjcli.terminal import Terminal

    return Terminal(screen.width, color=screen.color)


def _drawn(table: Table, screen: Screen, sheet: Sheet, *, chart: bool) -> Iterator[str]:
    rows = list(table.rows)
    numbers = number_sources(table, rows)
    if chart:
        yield from _as_chart(table, rows, numbers, screen, sheet)
    else:
        yield from _as_table(table, rows, numbers, screen, sheet)
    _print_notes(table, numbers, screen, sheet)
    yield sheet.text()


def _as_chart(
    table: Table, rows: Sequence[Row], numbers: dict[str, int], screen: Screen, sheet: Sheet
) -> Iterator[str]:
    from xjcli.plots import plot

    found = plot(table, rows, numbers, screen.width, unicode=screen.unicode)
    if found is None:
        yield from _as_records(table, rows, written(table, rows, numbers, unicode=screen.unicode), sheet)
        sheet.print_unfolded("Too narrow for bars; a wider terminal shows them.")
        return
    for line in found.top:
        sheet.print(line)
    is_first = not found.top
    for heading, lines in found.blocks:
        _print_heading(heading, sheet, is_first=is_first)
        is_first = False
        for line in lines:
            sheet.print(line)
        yield sheet.text()


def _as_table(
    table: Table, rows: Sequence[Row], numbers: dict[str, int], screen: Screen, sheet: Sheet
) -> Iterator[str]:
    cells = written(table, rows, numbers, unicode=screen.unicode)
    fitted = fit(cells, screen.width)
    if fitted is None:
        yield from _as_records(table, rows, cells, sheet)
        return
    cells, plan = fitted
    sheet.grid(plan.widths, GAP, [(_header(cells, plan), "quiet")])
    style = _styles(table)
    for key, run in runs(rows, place_of(table, table.group)):
        _print_heading(table.headings.get(key or ""), sheet)
        for part in slices(run):
            sheet.grid(plan.widths, GAP, ((_row(cells, plan, place), style(rows[place])) for place in part))
            yield sheet.text()
    if plan.dropped:
        asked = {column.name for column in table.columns if column.data == "extra"} & set(plan.dropped)
        extra = f" with -c {','.join(sorted(asked))}" if asked else ""
        remark = f"Too narrow for {', '.join(plan.dropped)}; a wider terminal or -f csv{extra} shows all."
        sheet.print([])
        sheet.print([(remark, "quiet")])
    yield sheet.text()


def _header(cells: Written, plan: Plan) -> list[list[str]]:
    """Set the headings of the columns, the last lines of all in one line."""
    columns = [cells.columns[i] for i in plan.at]
    height = max(len(label_lines(column)) for column in columns)
    labels = [[""] * (height - len(lines)) + lines for lines in map(label_lines, columns)]
    return [placed(*one) for one in zip(columns, labels, plan.widths, strict=True)]


def _row(cells: Written, plan: Plan, place: int) -> list[list[str]]:
    line, columns = cells.pieces[place], cells.columns
    return [
        placed(columns[i], cell_lines(columns[i], line[i], width), width)
        for i, width in zip(plan.at, plan.widths, strict=True)
    ]


def _styles(table: Table) -> Callable[[Row], Style]:
    """Choose styles: a forecast looks like a forecast, what only another source says stays in the background."""
    status, rank = place_of(table, "status"), place_of(table, "rank")

    def style(row: Row) -> Style:
        if status is not None and row[status] == "F":
            return "forecast"
        return "quiet" if rank is not None and row[rank] == "alternative" else ""

    return style


def _print_heading(heading: Heading | None, sheet: Sheet, *, is_first: bool = False) -> None:
    if heading is not None:
        if not is_first:
            sheet.print([])
        sheet.print([(visible(heading.title), "title"), ("  ", ""), (visible(heading.detail), "quiet")])


def _as_records(table: Table, rows: Sequence[Row], cells: Written, sheet: Sheet) -> Iterator[str]:
    """Write one value a line, for a terminal in which nothing else fits; the terminal itself folds what is longer."""
    for key, run in runs(rows, place_of(table, table.group)):
        heading = table.headings.get(key or "")
        if heading is not None:
            sheet.print_unfolded(f"{visible(heading.title)}\n{visible(heading.detail)}\n")
        for part in slices(run):
            for place in part:
                for column, one in zip(cells.columns, cells.pieces[place], strict=True):
                    if one.text:
                        below = f" ({one.below})" if one.below else ""
                        sheet.print_unfolded(f"{' '.join(label_lines(column))}: {one.text.strip()}{below}")
                sheet.print_unfolded("")
            yield sheet.text()


def _print_notes(table: Table, numbers: dict[str, int], screen: Screen, sheet: Sheet) -> None:
    """List the sources under their numbers."""
    if not numbers:
        return
    notes = [(f"[{number}]", visible(table.sources.get(key, key))) for key, number in numbers.items()]
    first = max(len(number) for number, _ in notes)
    second = max(breadth(text) for _, text in notes)
    if screen.width is not None:
        second = max(min(second, screen.width - first - 1), 1)
    rows: list[GridRow] = [([[number.rjust(first)], [text]], "quiet") for number, text in notes]
    sheet.print([])
    sheet.grid([first, second], 1, rows)
