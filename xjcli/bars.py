"""How long is a bar? From zero to its number on one scale, never cut, and open where the number is a bound."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from xjcli.intervals import EXACT, Estimate
from xjcli.table import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xjcli.table import Cell

_ZERO = Decimal(0)
_OPEN = {"over": ">", "nearly": "<"}


class Extent(NamedTuple):
    """The ends between which a number lies, alike for a plain number, and where it lies beyond them: > or <."""

    low: Decimal
    high: Decimal
    beyond: str = ""


class Glyphs(NamedTuple):
    """What bars are drawn with: a character for each fill, and the parts of a cell that a bar may end in."""

    series: tuple[str, ...]
    hatched: str
    light: str
    quiet: str
    right: tuple[str, ...]
    left: tuple[str, ...]
    zero: str
    gap: str


BLOCKS = Glyphs(
    series=("█", "▓", "▒", "▚", "▄"),
    hatched="╱",  # noqa: RUF001 - no slash, but a line from corner to corner
    light="░",
    quiet="▒",
    right=("", "▏", "▎", "▍", "▌", "▋", "▊", "▉"),
    # No more parts than these stand at the right of their cell.
    left=("", "▕", "▕", "▕", "▐", "▐", "▐", "▐"),
    zero="│",
    gap="···",
)
ASCII = Glyphs(
    series=("#", "%", "*", "+", "o"),
    hatched="/",
    light=":",
    quiet="=",
    right=(),
    left=(),
    zero="|",
    gap="...",
)


class Scale(NamedTuple):
    """So many cells at the left of zero, and eighths of a cell for each unit."""

    left: int
    eighths: Decimal


def extent(cell: Cell) -> Extent | None:
    """Find where a bar ends; None where nothing is known."""
    if isinstance(cell, Figure):
        known = _OPEN.get(cell.qualifier or "", "")
        if cell.value is not None and cell.low is None and cell.high is None:
            return Extent(cell.value, cell.value, known)
        found = extent(Estimate(cell.value, cell.low, cell.high))
        return found and found._replace(beyond=known or found.beyond)
    if not isinstance(cell, Estimate):
        return None
    if cell.low is None or cell.high is None:
        bound = cell.high if cell.low is None else cell.low
        return None if bound is None else Extent(bound, bound, "<" if cell.low is None else ">")
    return Extent(cell.low, cell.high) if cell.value is None else Extent(cell.value, cell.value)


def scale(extents: Sequence[Extent], width: int) -> Scale:
    """Fit bars into so many cells: zero stands at the left, or between the two sides where some are below zero."""
    above = max((one.high for one in extents if one.high > 0), default=_ZERO)
    below = max((-one.low for one in extents if one.low < 0), default=_ZERO)
    # An open end takes a cell, and so does the light part of a range that is hardly longer than its solid part.
    spare = int(any(one.beyond or one.low < one.high for one in extents))
    if not below:
        return Scale(0, _eighths(width - spare, above))
    cells = width - 1 - 2 * spare
    left = cells
    if above:
        share = EXACT.divide(below, EXACT.add(below, above))
        left = min(max(int(EXACT.multiply(share, Decimal(cells)).to_integral_value()), 1), cells - 1)
    sides = [(left, below), (cells - left, above)]
    return Scale(left + spare, min(_eighths(room, side) for room, side in sides if side))


def _eighths(cells: int, number: Decimal) -> Decimal:
    return EXACT.divide(Decimal(8 * cells), number) if number else _ZERO


def bar(one: Extent, on: Scale, fill: str, glyphs: Glyphs) -> str:
    """Draw a bar, filled up to the low end and light up to the high end, with a mark where the number lies beyond."""
    inks = (fill, glyphs.light)
    right = _side(one.low, one.high, on, inks, glyphs.right)
    left = _side(-one.high, -one.low, on, inks, glyphs.left)[::-1]
    is_right = bool(right) or not left
    right, left = (right + one.beyond, left) if is_right else (right, one.beyond + left)
    return left.rjust(on.left) + glyphs.zero + right if on.left else right


def _side(near: Decimal, far: Decimal, on: Scale, inks: tuple[str, str], parts: Sequence[str]) -> str:
    """Draw one side of zero, outwards: filled to the near end, light from there to the far end."""
    fill, light = inks
    filled = _cells(near, on, fill, parts)
    if far <= max(near, _ZERO):
        return filled
    beyond = _cells(far, on, light, parts)[len(filled) :]
    return filled + (beyond if light in beyond else light)


def _cells(number: Decimal, on: Scale, fill: str, parts: Sequence[str]) -> str:
    """Draw so many cells; what is more than nothing has the thinnest mark at least."""
    if number <= 0:
        return ""
    length = max(int(EXACT.multiply(number, on.eighths).to_integral_value()), 1)
    if not parts:
        return fill * max((length + 4) // 8, 1)
    return fill * (length // 8) + parts[length % 8]
