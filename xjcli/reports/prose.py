"""What does prose of any language need? Which way and how far, amounts at a readable scale, the parts of a date."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from xjcli.intervals import EXACT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period
    from xjcli.reports.growth import End

Direction = Literal["up", "down", "level", "open"]
Measured = Literal["rate", "points", "amount"]
Hedge = Literal["", "roughly", "at least", "at most", "less than"]

_DECEMBER = 12
_HOME = "CN-XJ"
_MOST_DECIMALS = 2


class Size(NamedTuple):
    """How far: a number with its hedge, or from one number to another; without sign unless it may go either way."""

    hedge: Hedge
    number: Decimal
    to: Decimal | None = None

    @property
    def numbers(self) -> list[Decimal]:
        """List the numbers there are."""
        return [self.number] if self.to is None else [self.number, self.to]

    @property
    def is_either_way(self) -> bool:
        """Tell whether it runs from a decrease to an increase."""
        return self.to is not None and self.number < 0 < self.to


class Step(NamedTuple):
    """What lies between two figures: which way, how far and how far a year; None where nothing can be said."""

    direction: Direction
    measured: Measured
    size: Size | None = None
    yearly: Size | None = None


class Language(NamedTuple):
    """The sentences of one language: between two figures, of one figure, and either with its sources."""

    between: Callable[[FactBase, Series, End, End, Step], str]
    of_figure: Callable[[FactBase, Series, Period, Observation], str]
    cited: Callable[[str, Sequence[Sequence[str]]], str]


def needs_place(series: Series, *titles: str) -> bool:
    """Tell whether a sentence must name Xinjiang itself, since the title does not."""
    return series.ref_area == _HOME and not any(name in title for title in titles for name in ("Xinjiang", "新疆"))


def figures(observation: Observation) -> list[Decimal]:
    """List what an observation prints: its value, or both ends of its range."""
    return [number for number in (observation.value, observation.low, observation.high) if number is not None]


def at_scale(numbers: Sequence[Decimal], mult: int, steps: Sequence[tuple[int, str]]) -> tuple[list[Decimal], str]:
    """Move numbers of a multiplier to the largest step that leaves them above one and readable; no digit is lost.

    `steps` are powers of ten with their words, the largest first and the last of them zero. Where every step leaves
    more than two decimals, the largest is taken.
    """
    largest = max(abs(number) for number in numbers).scaleb(mult, EXACT)
    eligible = [step for step in steps if step[0] == 0 or largest >= Decimal(1).scaleb(step[0])]
    for power, word in eligible:
        moved = [_moved(number, mult - power) for number in numbers]
        padded = power == 0 and any(_exponent(number) > 0 for number in moved)
        if not padded and all(_exponent(number) >= -_MOST_DECIMALS for number in moved):
            return moved, word
    power, word = eligible[0]
    return [_moved(number, mult - power) for number in numbers], word


def _moved(number: Decimal, places: int) -> Decimal:
    """Move the point: the zeros at the end of 16400 may go (1.64), a printed decimal zero stays."""
    if not places:
        return number
    return (number if _exponent(number) < 0 else number.normalize(EXACT)).scaleb(places, EXACT)


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def date_parts(period: Period) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Split both ends of a period into year, month and day, only as fine as both need: twice (2024,) for 2024."""
    first, last = period.span
    most = 3
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        most = 1 if first.month == 1 and last.month == _DECEMBER else 2
    return _parts(first)[:most], _parts(last)[:most]


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def in_common(first: Sequence[int], last: Sequence[int]) -> int:
    """Count the parts that two dates share from the year on, so that a sentence need not say them twice."""
    return next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first))
