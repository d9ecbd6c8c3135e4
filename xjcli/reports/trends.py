"""How did it go? The figures of a series that can be compared with each other, one a calendar year."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from xjcli.periods import stretch
from xjcli.table import Trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xjcli.facts import Observation, Series
    from xjcli.periods import Period

Dated = TypeVar("Dated", bound="tuple[Period, Observation]")
# A longer course fits no line.
_MOST_YEARS = 100


def comparable(series: Series, figures: Sequence[Dated]) -> list[Dated]:
    """Choose, in time order, the figures that can be compared with each other.

    Full years of an annual series; flows over the same days of different years, ending as late as possible; snapshots
    of any day.
    """
    if series.freq == "A":
        return [one for one in figures if one[0].is_year]
    if series.measure != "flow":
        return list(figures)
    counts = Counter(stretch(period) for period, _ in figures)
    last = next((stretch(period) for period, _ in reversed(figures) if counts[stretch(period)] > 1), None)
    return [one for one in figures if stretch(one[0]) == last]


def trend(series: Series, figures: Sequence[tuple[Period, Observation]]) -> Trend | None:
    """Follow a series from its first to its last year, by the last figure of each, or by its last figure alone.

    A year without a figure is missing, and so is a range, which is no one value. None where there is nothing to follow,
    or more than can be shown.
    """
    values = {
        period.last.year: observation.value
        for period, observation in comparable(series, figures) or figures[-1:]
        if observation.value is not None
    }
    if not values or max(values) - min(values) >= _MOST_YEARS:
        return None
    return Trend(tuple(values.get(year) for year in range(min(values), max(values) + 1)))
