"""How sure? The interval a printed number stands for, and arithmetic that carries it along."""

from __future__ import annotations

from decimal import Context, Decimal, Overflow

from msgspec import Struct

# Figures have at most 28 digits; 80 keep every difference exact and leave room for four decimals of every ratio.
EXACT = Context(prec=80)
# Beyond this size a rate says nothing (a change of one day raised to the power of a year) and is left empty.
_LARGEST = 30


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
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


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
        half = rounded_to / 2
    else:
        half = Decimal(0) if count and qualifier is None else half_place(value)
    return Estimate(value, EXACT.subtract(value, half), EXACT.add(value, half))


def _known(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Estimate:
    """Keep the value only where an end bounds it: between two bounds of one direction nothing is known."""
    return Estimate(None if low is None and high is None else value, low, high)


def difference(end: Estimate, start: Estimate) -> Estimate:
    """Subtract: from (b low - a high) to (b high - a low)."""

    def subtract(b: Decimal | None, a: Decimal | None) -> Decimal | None:
        return None if a is None or b is None else EXACT.subtract(b, a)

    return _known(subtract(end.value, start.value), subtract(end.low, start.high), subtract(end.high, start.low))


def ratio(end: Estimate, start: Estimate) -> Estimate:
    """Divide: from b low / a high to b high / a low, for a positive divisor; an end at or below zero bounds nothing."""

    def divide(b: Decimal | None, a: Decimal | None) -> Decimal | None:
        return None if a is None or b is None or a <= 0 else EXACT.divide(b, a)

    low = divide(end.low, start.low if end.low is not None and end.low < 0 else start.high)
    return _known(divide(end.value, start.value), low, divide(end.high, start.low))


def power(base: Estimate, exponent: Decimal) -> Estimate:
    """Raise to a power, end by end; negative ends count as zero, and what grows beyond reason is unknown."""

    def raised(number: Decimal | None) -> Decimal | None:
        if number is None or (number <= 0 and exponent < 0):
            return None
        try:
            result = EXACT.power(max(number, Decimal(0)), exponent)
        except Overflow:
            return None
        return result if result.adjusted() <= _LARGEST else None

    low, high = raised(base.low), raised(base.high)
    if exponent < 0:
        low, high = high, low
    return _known(raised(base.value), low, high)


def scaled(estimate: Estimate, factor: int, shift: int = 0) -> Estimate:
    """Multiply by a positive factor, then add: a multiple of 1.5 as a growth of 50 percent is (100, -100)."""

    def scale(number: Decimal | None) -> Decimal | None:
        return None if number is None else EXACT.add(EXACT.multiply(number, Decimal(factor)), Decimal(shift))

    return Estimate(scale(estimate.value), scale(estimate.low), scale(estimate.high))
