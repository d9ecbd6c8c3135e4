"""What tells two figures of one period apart? A rank: 1 is the preferred figure, 2 and up are its alternatives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from xjcli.reports.selection import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period

PREFERRED = 1
ABOUT = "1 is the preferred figure of its period; 2 and up are what other sources say, in the order of the fact base"


class Figure(NamedTuple):
    """A figure with its series and its place among the figures of one period."""

    series: Series
    period: Period
    rank: int
    observation: Observation


def figures(facts: FactBase) -> Iterator[Figure]:
    """List all figures: series by series, in time order, the preferred figure of a period before its alternatives.

    An alternative never has rank 1, also where its period has no preferred figure.
    """
    for series in facts.series:
        alternatives: Counter[tuple[date, date]] = Counter()
        for period, observation in in_order(series):
            alternatives[period.span] += observation.rank is not None
            rank = PREFERRED + alternatives[period.span] if observation.rank else PREFERRED
            yield Figure(series, period, rank, observation)
