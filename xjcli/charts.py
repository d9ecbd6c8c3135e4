"""Which bars are drawn? One for each number of a chart, with its labels, its figure as in the table, and its status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xjcli.bars import extent
from xjcli.cells import Piece, piece
from xjcli.errors import UsageError
from xjcli.layout import in_line, label_lines, runs
from xjcli.periods import Period
from xjcli.table import STATUS_WORDS, Figure, Heading, Inherited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xjcli.bars import Extent
    from xjcli.table import Chart, Column, Row, Table


class Bar(NamedTuple):
    """A line of a chart: its labels, its figure, its sources, and where its bar ends.

    Bars that are alike in `scale` are drawn on one. A status is that of SDMX; `series` counts those side by side.
    Without an extent there is no bar, and `missing` says why.
    """

    labels: tuple[str, ...]
    scale: object = None
    figure: Piece = Piece()
    status: str = "A"
    is_alternative: bool = False
    sources: str = ""
    extent: Extent | None = None
    missing: str = ""
    series: int | None = None

    @property
    def words(self) -> str:
        """Say what the looks of the bar say."""
        said = (STATUS_WORDS.get(self.status), "alternative" if self.is_alternative else None)
        return ", ".join(word for word in said if word)


class Block(NamedTuple):
    """Bars under one heading, where they have one."""

    heading: Heading | None
    bars: list[Bar]


class _Frame(NamedTuple):
    """What all bars of a table share: its chart, where its columns stand, which name a bar and which hold numbers."""

    table: Table
    chart: Chart
    at: dict[str, int]
    labels: list[str]
    drawn: list[Column]
    source: str | None
    numbers: dict[str, int]

    @property
    def is_side_by_side(self) -> bool:
        """Tell whether each row has a bar of each of several series."""
        return len(self.chart.bars) > 1 and self.chart.scale != "row"

    def text(self, row: Row, name: str | None) -> str:
        """Write the cell of a column as the table does; nothing for a column that is not there."""
        at = self.at.get(name or "")
        return "" if at is None else piece(self.table.columns[at], row[at], self.numbers).text


def _frame(table: Table, numbers: dict[str, int]) -> _Frame:
    chart, at = table.chart, {column.name: i for i, column in enumerate(table.columns)}
    if chart is None:
        raise UsageError(
            "--chart draws the figures of trade and routes, growth and comparisons; here are none of these"
        )
    # The group is named by each bar where no heading names it.
    labels = [name for name in (None if table.group else chart.group, chart.label, *chart.also) if name]
    drawn = [table.columns[at[name]] for name in chart.bars if name in at]
    needed = [name for name in (chart.group, *labels, chart.unit) if name]
    if not drawn or any(name not in at for name in needed):
        raise UsageError(f"--chart needs the columns {', '.join(dict.fromkeys((*needed, *chart.bars)))}")
    shown = (column.name for column in table.columns if column.kind == "source" and column.screen == "shown")
    return _Frame(table, chart, at, labels, drawn, next(shown, None), numbers)


def blocks(table: Table, rows: Sequence[Row], numbers: dict[str, int]) -> list[Block]:
    """Make the bars of a table; `numbers` are those of the notes in which the sources stand.

    Raises UsageError where the table has nothing to draw, or lacks a column that bars need.
    """
    frame = _frame(table, numbers)
    if frame.chart.scale == "row":
        found = [_of_row(frame, row, place) for place, row in enumerate(rows)]
    else:
        at = None if frame.chart.group is None else frame.at[frame.chart.group]
        found = [_of_run(frame, key, rows[run.start : run.stop]) for key, run in runs(rows, at)]
    return [Block(heading, _in_line(bars)) for heading, bars in found]


def _in_line(bars: Sequence[Bar]) -> list[Bar]:
    return [
        one._replace(figure=figure) for one, figure in zip(bars, in_line([one.figure for one in bars]), strict=True)
    ]


def _of_row(frame: _Frame, row: Row, place: int) -> Block:
    heading = Heading(frame.text(row, frame.chart.label), frame.text(row, frame.chart.unit))
    return Block(heading, [_bar(frame, row, column, (label_lines(column)[0],), place) for column in frame.drawn])


def _of_run(frame: _Frame, key: str | None, rows: Sequence[Row]) -> Block:
    """Make the bars of a run of rows, with a line for each gap between its years."""
    label = frame.at[frame.chart.label]
    periods = [cell for row in rows if isinstance(cell := row[label], Period)]
    missing = gaps(periods) if frame.chart.in_order and len(periods) == len(rows) else {}
    bars = []
    for place, row in enumerate(rows):
        if place in missing:
            labels = tuple(missing[place] if name == frame.chart.label else "" for name in frame.labels)
            bars.append(Bar(labels, missing="no figure"))
        bars += _of_run_row(frame, row, key)
    return Block(frame.table.headings.get(key or "") if frame.table.group else None, bars)


def _of_run_row(frame: _Frame, row: Row, key: str | None) -> Iterator[Bar]:
    """Make the bars of a row, those of several series below each other with the label at the first."""
    labels = tuple(frame.text(row, name) for name in frame.labels)
    scales = {"group": key, "all": None}
    for series, column in enumerate(frame.drawn):
        scale = scales.get(frame.chart.scale, column.name)
        if frame.is_side_by_side:
            yield _bar(frame, row, column, (*labels, label_lines(column)[0]), scale)._replace(series=series)
            labels = ("",) * len(labels)
        else:
            yield _bar(frame, row, column, labels, scale)


def _bar(frame: _Frame, row: Row, column: Column, labels: tuple[str, ...], scale: object) -> Bar:
    cell = row[frame.at[column.name]]
    found, figure = extent(cell), piece(column, cell, frame.numbers)
    if frame.chart.group and not frame.table.group:
        figure = figure._replace(after=f"{figure.after} {frame.text(row, frame.chart.unit)}")
    status = cell.status if isinstance(cell, (Figure, Inherited)) else None
    return Bar(
        labels,
        scale,
        figure._replace(below="") if found else Piece(),
        status or (str(row[frame.at["status"]]) if "status" in frame.at else "A"),
        "rank" in frame.at and row[frame.at["rank"]] is not None,
        frame.text(row, frame.source),
        found,
        "" if found else _missing(frame, row, column),
    )


def _missing(frame: _Frame, row: Row, column: Column) -> str:
    """Say that a number is missing, and what there is instead."""
    said = "no rate" if column.kind == "rate" else "no figure" if row[frame.at[column.name]] is None else "not known"
    instead = frame.text(row, frame.chart.instead)
    if not instead:
        return said
    label = frame.table.columns[frame.at[frame.chart.instead or ""]].label
    return f"{said}; {' '.join(label.split()).lower()} {instead}"


def gaps(periods: Sequence[Period]) -> dict[int, str]:
    """Name the years without a figure between periods, by the place before which they are missing.

    None where the periods stand in the order of time neither upwards nor downwards.
    """
    years = [(period.first.year, period.last.year) for period in periods]
    if years != sorted(years):
        is_downwards = years == sorted(years, reverse=True)
        return {len(years) - place: gap for place, gap in gaps(periods[::-1]).items()} if is_downwards else {}
    found, latest = {}, years[0][1] if years else 0
    for place, (first, last) in enumerate(years):
        if first > latest + 1:
            found[place] = f"{latest + 1:04}" if first == latest + 2 else f"{latest + 1:04}-{first - 1:04}"
        latest = max(latest, last)
    return found


def header(table: Table) -> Bar | None:
    """Name the labels and the figures as the table does; None where other headings say it all."""
    frame = _frame(table, {})
    if frame.chart.scale == "row":
        return None
    labels = tuple(" ".join(label_lines(table.columns[frame.at[name]])) for name in frame.labels)
    caption = frame.chart.caption or " ".join(label_lines(frame.drawn[0]))
    return Bar(labels, figure=Piece("" if frame.is_side_by_side else caption))


def legend(table: Table) -> list[str]:
    """Name the series that stand side by side, each with its unit; nothing where there are none."""
    frame = _frame(table, {})
    return [", ".join(label_lines(column)) for column in frame.drawn] if frame.is_side_by_side else []
