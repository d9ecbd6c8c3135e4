"""Where do bars stand? In lines of one width: labels, figures and words in columns, and the bars in what is left."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from xjcli.bars import ASCII, BLOCKS, bar, scale
from xjcli.charts import blocks, header, legend
from xjcli.layout import GAP, breadth, broken
from xjcli.sheets import BARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xjcli.bars import Extent, Glyphs, Scale
    from xjcli.charts import Bar
    from xjcli.sheets import Line, Style
    from xjcli.table import Heading, Row, Table

# Where no screen limits them, longer bars would show nothing more.
_WIDTH_OF_FILE = 100
_NARROWEST_BAR = 8


class Plot(NamedTuple):
    """The lines at the top of a chart, and those of the bars under each heading."""

    top: list[Line]
    blocks: list[tuple[Heading | None, list[Line]]]


class _Plan(NamedTuple):
    """The widths of the labels, of what is said between them and the bars, and of the bars; and whether labels fold."""

    labels: list[int]
    said: list[int]
    bar: int
    folds: bool


def plot(
    table: Table, rows: Sequence[Row], numbers: dict[str, int], width: int | None, *, unicode: bool
) -> Plot | None:
    """Draw the bars of a table; None where the screen is too narrow for bars of any use.

    Raises UsageError where the table has no numbers to draw, or lacks a column that bars need.
    """
    glyphs = BLOCKS if unicode else ASCII
    found, first = blocks(table, rows, numbers), header(table)
    bars = [one for block in found for one in block.bars]
    plan = _fit([first, *bars] if first else bars, width, glyphs)
    if plan is None:
        return None
    scales = _scales(bars, plan.bar)
    drawn = [
        (block.heading, [line for one in block.bars for line in _lines(one, plan, scales, glyphs)]) for block in found
    ]
    return Plot([*_legend(table, glyphs), *(_lines(first, plan, scales, glyphs) if first else [])], drawn)


def _fit(bars: Sequence[Bar], width: int | None, glyphs: Glyphs) -> _Plan | None:
    """Find the widths: bars give way first, then labels fold; None where bars would be too short."""
    for folds in (False, True):
        named = [_labels(one, glyphs, folds=folds) for one in bars]
        labels = [max(max(map(breadth, parts)) for parts in column) for column in zip_longest(*named, fillvalue=[""])]
        said = [max(map(breadth, column)) for column in zip(*map(_said, bars), strict=True)]
        before = sum(size + GAP for size in labels)
        between = sum(size + GAP for size in said if size)
        least = before + max([between + _NARROWEST_BAR, *(breadth(_instead(one, glyphs)) for one in bars)])
        room = max(_WIDTH_OF_FILE, least) if width is None else width
        if least <= room:
            return _Plan(labels, said, room - before - between, folds)
    return None


def _labels(one: Bar, glyphs: Glyphs, *, folds: bool) -> list[list[str]]:
    labels = list(one.labels)
    if one.series is not None:
        labels[-1] = f"{_swatch(one.series, glyphs)} {labels[-1]}"
    return [broken(label) if folds else [label] for label in labels]


def _swatch(series: int, glyphs: Glyphs) -> str:
    return glyphs.series[series % len(glyphs.series)]


def _said(one: Bar) -> tuple[str, str, str]:
    return ("", "", "") if one.missing else (one.figure.text, one.words, one.sources)


def _instead(one: Bar, glyphs: Glyphs) -> str:
    """Say what is missing, in the place of the figure and of the bar."""
    parts = (f"{glyphs.gap} {one.missing}", one.words, one.sources)
    return (" " * GAP).join(part for part in parts if part) if one.missing else ""


def _scales(bars: Sequence[Bar], width: int) -> dict[object, Scale]:
    """Make a scale for all bars that share one."""
    extents: dict[object, list[Extent]] = {}
    for one in bars:
        if one.extent:
            extents.setdefault(one.scale, []).append(one.extent)
    return {key: scale(found, width) for key, found in extents.items()}


def _lines(one: Bar, plan: _Plan, scales: dict[object, Scale], glyphs: Glyphs) -> list[Line]:
    """Draw a bar behind what is said of it; labels that fold take more lines."""
    (*first, last), *more = _columns(_labels(one, glyphs, folds=plan.folds), plan.labels)
    style = _style(one)
    color: Style = style or BARS[0] if one.series is None else BARS[one.series % len(BARS)]
    line: Line = [("".join(first), style)]
    line += [(last, style)] if one.series is None else [(last[:1], color), (last[1:], style)]
    if one.missing:
        line.append((_instead(one, glyphs), "quiet"))
    else:
        figure, words, sources = _said(one)
        said = (" " * (plan.said[0] - breadth(figure)) + figure, words, sources)
        line.append(("".join(_padded(text, size) for text, size in zip(said, plan.said, strict=True) if size), style))
    if one.extent:
        line.append((bar(one.extent, scales[one.scale], _fill(one, glyphs), glyphs), color))
    return [line, *([("".join(parts), style)] for parts in more)]


def _columns(labels: Sequence[Sequence[str]], widths: Sequence[int]) -> list[list[str]]:
    """Set the lines of labels side by side."""
    filled = [*labels, *([""] for _ in widths[len(labels) :])]
    return [
        [_padded(text, size) for text, size in zip(line, widths, strict=True)]
        for line in zip_longest(*filled, fillvalue="")
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - breadth(text) + GAP)


def _style(one: Bar) -> Style:
    if one.status == "F":
        return "forecast"
    return "quiet" if one.is_alternative or one.extent is None else ""


def _fill(one: Bar, glyphs: Glyphs) -> str:
    known = {"F": glyphs.hatched, "E": glyphs.light}.get(one.status)
    return known or (glyphs.quiet if one.is_alternative else _swatch(one.series or 0, glyphs))


def _legend(table: Table, glyphs: Glyphs) -> list[Line]:
    """Say which bar is of which series, and in which unit."""
    names = legend(table)
    lines: list[Line] = [[(_swatch(i, glyphs), BARS[i % len(BARS)]), (f" {name}", "")] for i, name in enumerate(names)]
    if names and table.chart and table.chart.scale == "column":
        lines.append([("Each series has a scale of its own.", "quiet")])
    return [*lines, []] if lines else []
