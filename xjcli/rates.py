"""How fast? Change, multiple, growth rate, average annual growth, doubling time and index, with their intervals."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from xjcli.intervals import EXACT, Estimate, bounded, difference, periods_to_double, power, ratio, scaled


class Growth(Struct, frozen=True):
    """What lies between two figures; a rate that is not defined is None."""

    change: Estimate
    multiple: Estimate | None = None
    change_pct: Estimate | None = None
    cagr_pct: Estimate | None = None
    doubling_years: Estimate | None = None


def has_ratio(end: Estimate, start: Estimate) -> bool:
    """Tell whether a ratio is defined: from above zero to zero or above, with no end wholly unknown."""
    base = start.low if start.value is None else start.value
    reached = end.low if end.value is None else end.value
    return base is not None and base > 0 and reached is not None and reached >= 0


def growth_pct(end: Estimate, start: Estimate) -> Estimate | None:
    """Compute the growth rate in percent, (end / start - 1) * 100; None where no ratio is defined."""
    return scaled(_multiple(end, start), 100, -100) if has_ratio(end, start) else None


def _multiple(end: Estimate, start: Estimate) -> Estimate:
    """Divide; nothing shrinks by more than everything, though a figure printed as 0 may stand for -0.5."""
    found = ratio(end, start)
    if found.low is None or found.low >= 0:
        return found
    return Estimate(found.value, Decimal(0), found.high)


def growth(end: Estimate, start: Estimate, years: Decimal | None, *, in_points: bool = False) -> Growth:
    """Compute all that lies between two figures `years` apart.

    A series in percent changes in points only, as does one whose base is not above zero. Average annual growth is
    the compound rate (end / start) ** (1 / years) - 1 of national accounts; it needs a known number of years other
    than zero.
    """
    change = difference(end, start)
    if in_points or not has_ratio(end, start):
        return Growth(change)
    multiple = _multiple(end, start)
    change_pct = scaled(multiple, 100, -100)
    if not years:
        return Growth(change, multiple, change_pct)
    factor = power(multiple, EXACT.divide(Decimal(1), years))
    return Growth(change, multiple, change_pct, scaled(factor, 100, -100), _doubling(factor))


def _doubling(factor: Estimate) -> Estimate | None:
    """Compute ln 2 / ln(annual factor) in years; None when not growing. The faster, the shorter: ends change places."""

    def double(number: Decimal | None) -> Decimal | None:
        return None if number is None or number <= 1 else periods_to_double(number)

    value = double(factor.value)
    return None if value is None else bounded(value, double(factor.high), double(factor.low))


def index(figure: Estimate, base: Estimate) -> Estimate | None:
    """Compute the index number of a figure, 100 at its base; None where no ratio is defined."""
    if not has_ratio(figure, base):
        return None
    # The base measured against itself is 100 by definition, however roughly it was printed.
    multiple = Estimate(Decimal(1), Decimal(1), Decimal(1)) if figure is base else _multiple(figure, base)
    return scaled(multiple, 100)
