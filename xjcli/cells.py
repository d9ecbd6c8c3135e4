"""How is one value written for a person? With justified digits, and words for bounds and status."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from xjcli.intervals import MOST_DECIMALS, Estimate, decimals, outwards, own_decimals, rounded
from xjcli.periods import Period
from xjcli.sparks import ASCII, BLOCKS, spark
from xjcli.table import STATUS_WORDS, Figure, Percent, Points, Trend
from xjcli.text import visible

if TYPE_CHECKING:
    from xjcli.table import Cell, Column

_AFTER = {"rate": " %", "years": " years"}


class Piece(NamedTuple):
    """A cell on its way to the screen: before and from the decimal point, what it counts, and a quiet line below."""

    head: str = ""
    tail: str = ""
    after: str = ""
    below: str = ""

    @property
    def text(self) -> str:
        """Join what alignment took apart."""
        return self.head + self.tail + self.after


def piece(column: Column, cell: Cell, numbers: dict[str, int], *, unicode: bool = True) -> Piece:
    """Write a cell for a person; `numbers` are those of the notes in which the sources stand."""
    if isinstance(cell, tuple):
        return Piece(" ".join(f"[{numbers[key]}]" for key in cell))
    if isinstance(cell, Trend):
        return Piece(spark(cell.values, BLOCKS if unicode else ASCII))
    if isinstance(cell, Figure):
        return _figure(cell)
    if isinstance(cell, Estimate):
        kind = "rate" if isinstance(cell, Percent) else column.kind
        written = _estimate(kind, cell, " points" if isinstance(cell, Points) else _AFTER.get(kind, ""))
        return written if column.interval else written._replace(below="")
    if isinstance(cell, Decimal):
        places = own_decimals(cell)
        return _split(_fixed(cell, places if column.kind == "figure" else min(places, MOST_DECIMALS)))
    text = cell.text if isinstance(cell, Period) else "" if cell is None else str(cell)
    return Piece(visible(STATUS_WORDS.get(text, "") if column.kind == "status" else text))


def _split(number: str, after: str = "") -> Piece:
    whole, point, fraction = number.partition(".")
    return Piece(whole, point + fraction, after)


def _figure(figure: Figure) -> Piece:
    before = f"{figure.qualifier} " if figure.qualifier else ""
    if figure.value is None:
        return Piece(f"{before}{figure.low:f} to {figure.high:f}", below=figure.below)
    if figure.low is not None or figure.high is not None:
        computed = _estimate("figure", Estimate(figure.value, figure.low, figure.high), "")
        return computed._replace(below=figure.below)
    return _split(f"{before}{figure.value:f}")._replace(below=figure.below)


def _estimate(kind: str, estimate: Estimate, after: str) -> Piece:
    """Write a computed number with justified digits; a bound says which way it bounds."""
    if estimate.low is None and estimate.high is None:
        return Piece()
    sign = "+" if kind in {"change", "rate"} else ""
    places = min(decimals(estimate), 1) if kind == "years" else decimals(estimate)
    if estimate.low is None or estimate.high is None:
        bound = estimate.high if estimate.low is None else estimate.low
        below, above = ("below", "above") if bound is not None and bound < 0 else ("under", "over")
        return _split(f"{below if estimate.low is None else above} {_fixed(bound, places)}", after)
    low, high = outwards(estimate, places + 1) or (None, None)
    between = f"{low:f} to {high:f}"
    if estimate.value is None:
        return Piece(between + after)
    below = "" if estimate.is_exact else between
    return _split(_fixed(estimate.value, places, sign=sign), after)._replace(below=below)


def _fixed(number: Decimal | None, places: int, *, sign: str = "") -> str:
    return "" if number is None else format(rounded(number, places), f"{sign}f")
