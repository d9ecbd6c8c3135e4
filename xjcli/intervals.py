"""How sure? The interval a printed number stands for, and arithmetic that carries it along."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, Overflow
from functools import lru_cache

from msgspec import Struct

# Figures have at most 28 digits; 80 keep every difference exact and leave room for four decimals of every ratio.
EXACT = Context(prec=80)
# What money of 28 digits becomes at a rate of 28 digits, twice and divided, still has a place behind the point.
_WIDE = Context(prec=200)
# Logarithms and powers have no last digit: 50 digits are computed, 40 are kept, so that the root of 4 is 2.
_FINE, _KEPT = Context(prec=50), Context(prec=40)
# Beyond this size a rate says nothing (a change of one day raised to the power of a year) and is left empty.
_LARGEST = 30
# What people read has no more decimals than these, unless a number needs more to lie in its own interval.
MOST_DECIMALS = 2
_FINEST = 6
_MOST_PLACES = 20


class Estimate(Struct, frozen=True):
    """A number and the interval it is known to lie in; a missing end is unbounded, a missing value unknown."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def is_exact(self) -> bool:
        """Tell whether nothing but the value itself is possible."""
        return self.value is not None and self.value == self.low == self.high


def half_place(value: Decimal) -> Decimal:
    """Take half of the last printed place: 0.05 for 158.9, 0.005 for 158.90."""
    return _half(int(value.as_tuple().exponent))


@lru_cache
def _half(exponent: int) -> Decimal:
    return Decimal(5).scaleb(exponent - 1)


def stands_for(
    value: Decimal, *, rounded_to: Decimal | None = None, qualifier: str | None = None, count: bool = False
) -> Estimate:
    """Find what a printed value stands for.

    It is the value plus or minus half of `rounded_to` or else of its last printed place; a count is exact; "over"
    bounds it below and "nearly" above, with the value itself as the bound; "about" alone widens nothing.
    """
    if qualifier == "over":
        return Estimate(value, value, None)
    if qualifier == "nearly":
        return Estimate(value, None, value)
    if rounded_to is not None:
        half = EXACT.divide(rounded_to, Decimal(2))
    elif count and qualifier is None:
        return Estimate(value, value, value)
    else:
        half = half_place(value)
    return Estimate(value, EXACT.subtract(value, half), EXACT.add(value, half))


def bounded(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Estimate:
    """Keep the value only where an end bounds it: between two bounds of one direction nothing is known."""
    return Estimate(None if low is None and high is None else value, low, high)


def difference(end: Estimate, start: Estimate) -> Estimate:
    """Subtract: from (b low - a high) to (b high - a low)."""

    def subtract(b: Decimal | None, a: Decimal | None) -> Decimal | None:
        return None if a is None or b is None else EXACT.subtract(b, a)

    return bounded(subtract(end.value, start.value), subtract(end.low, start.high), subtract(end.high, start.low))


def ratio(end: Estimate, start: Estimate) -> Estimate:
    """Divide: from b low / a high to b high / a low, for a positive divisor; an end at or below zero bounds nothing."""
    low = _divided(end.low, start.low if end.low is not None and end.low < 0 else start.high)
    high = _divided(end.high, start.high if end.high is not None and end.high < 0 else start.low)
    return bounded(_divided(end.value, start.value), low, high)


def _divided(number: Decimal | None, divisor: Decimal | None) -> Decimal | None:
    return None if divisor is None or number is None or divisor <= 0 else EXACT.divide(number, divisor)


def product(one: Estimate, other: Estimate) -> Estimate:
    """Multiply by a positive factor: from low * low to high * high, and with the other end of it below zero."""

    def multiply(a: Decimal | None, b: Decimal | None) -> Decimal | None:
        return None if a is None or b is None else EXACT.multiply(a, b)

    low = multiply(one.low, other.high if one.low is not None and one.low < 0 else other.low)
    high = multiply(one.high, other.low if one.high is not None and one.high < 0 else other.high)
    return bounded(multiply(one.value, other.value), low, high)


def power(base: Estimate, exponent: Decimal) -> Estimate:
    """Raise to a power, end by end; negative ends count as zero, and what grows beyond reason is unknown."""

    def raised(number: Decimal | None) -> Decimal | None:
        if number is None or (number <= 0 and exponent < 0):
            return None
        if number <= 0:
            return Decimal(0)
        try:
            result = _KEPT.plus(_FINE.exp(_FINE.multiply(_FINE.ln(number), exponent)))
        except Overflow:
            return None
        return result if result.adjusted() <= _LARGEST else None

    low, high = raised(base.low), raised(base.high)
    if exponent < 0:
        low, high = high, low
    return bounded(raised(base.value), low, high)


def periods_to_double(factor: Decimal) -> Decimal:
    """Compute ln 2 / ln(factor), how often a factor above one is applied until it has doubled what it is applied to."""
    return _KEPT.divide(_ln_2(), _FINE.ln(factor))


@lru_cache
def _ln_2() -> Decimal:
    return _FINE.ln(Decimal(2))


def scaled(estimate: Estimate, factor: int, shift: int = 0) -> Estimate:
    """Multiply by a positive factor, then add: a multiple of 1.5 as a growth of 50 percent is (100, -100)."""
    value, low, high = estimate.value, estimate.low, estimate.high
    return Estimate(
        None if value is None else EXACT.fma(value, factor, shift),
        None if low is None else EXACT.fma(low, factor, shift),
        None if high is None else EXACT.fma(high, factor, shift),
    )


def rounded(number: Decimal, places: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to so many decimals; nothing is left of a minus before zero."""
    cut = number.quantize(_place(places), rounding, _WIDE)
    return cut or abs(cut)


@lru_cache
def _place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def decimals(estimate: Estimate) -> int:
    """Count the decimals that an interval justifies: the value is known to within one of the last place shown."""
    if estimate.low is None or estimate.high is None:
        return min(1, own_decimals(estimate.low if estimate.high is None else estimate.high))
    half = EXACT.divide(EXACT.subtract(estimate.high, estimate.low), Decimal(2)).normalize(EXACT)
    if not half:
        return min(MOST_DECIMALS, own_decimals(estimate.low))
    places = max(0, -half.adjusted() - (half.as_tuple().digits != (1,)))
    places = max(0, min(MOST_DECIMALS, places))
    # 11.628 known to lie between 11.39 and 11.87 is no 12: what is shown lies in the interval.
    while places < MOST_DECIMALS and not _is_inside(estimate, places, finest=True):
        places += 1
    # 1.2148 between 1.2147 and 1.2150 is no 1.21 either, which would stand above "1.214 to 1.215".
    while places < _FINEST and not _is_inside(estimate, places, finest=False):
        places += 1
    return places


def outwards(estimate: Estimate, places: int) -> tuple[Decimal, Decimal] | None:
    """Round the interval so that what is shown of it holds it; None for an interval with an open end."""
    if estimate.low is None or estimate.high is None:
        return None
    return rounded(estimate.low, places, ROUND_FLOOR), rounded(estimate.high, places, ROUND_CEILING)


def _is_inside(estimate: Estimate, places: int, *, finest: bool) -> bool:
    """Tell whether the rounded value lies in the interval: as known to the finest, or as a screen shows it."""
    ends = outwards(estimate, _MOST_PLACES if finest else places + 1)
    return estimate.value is None or ends is None or ends[0] <= rounded(estimate.value, places) <= ends[1]


def own_decimals(number: Decimal | None) -> int:
    """Count the decimals a number has itself: an exact 800 needs no zeros behind a point."""
    return 0 if number is None else max(0, -int(number.normalize(EXACT).as_tuple().exponent))
