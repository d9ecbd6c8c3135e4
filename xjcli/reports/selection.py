"""Which series and figures does a question mean? Names, filters, preferred figures and what each figure stands for."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter, lt
from typing import TYPE_CHECKING

from xjcli.errors import UsageError, quoted, unknown
from xjcli.facts import Converted
from xjcli.intervals import Estimate, rounded, stands_for
from xjcli.periods import Period, parse
from xjcli.table import Figure, Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from xjcli.facts import FactBase, Observation, Series

_COMMANDS = ("trade", "routes")
_THEMES = (*_COMMANDS, "zone")
_FILTERS = ("flow", "partner", "mode", "port")
_MOST_LISTED = 20


def named(facts: FactBase, names: Sequence[str]) -> list[Series]:
    """Find series by id, each once, in the order named; raises UsageError with the nearest id for an unknown one."""
    known = {series.id: series for series in facts.series}
    for name in names:
        if name not in known:
            raise unknown("series", name, known)
    return [known[name] for name in dict.fromkeys(names)]


def headline(facts: FactBase) -> list[Series]:
    """Take the series that are shown unasked; a fact base that marks none means all."""
    return [series for series in facts.series if series.headline] or list(facts.series)


def of_theme(
    facts: FactBase, theme: str, names: Sequence[str], filters: Mapping[str, str | None], notes: list[str]
) -> list[Series]:
    """Take the series of a theme that are named and fit the filters, or its headline series unasked.

    Raises UsageError for a series that is unknown or of another theme. A filter that fits nothing leaves a note.
    """
    if theme not in _THEMES:
        raise unknown("theme", theme, _THEMES)
    for name in filters:
        if name not in _FILTERS:
            raise unknown("filter", name, _FILTERS)
    wanted = {name: value for name, value in filters.items() if value is not None}
    pool = [series for series in facts.series if series.theme == theme]
    chosen = [series for series in named(facts, names) if _belongs(series, theme)] if names else pool
    if not pool:
        notes.append(_why_none(facts, theme, {}))
    elif not names and not wanted:
        return [series for series in pool if series.headline] or pool
    for name, value in wanted.items():
        chosen = [series for series in chosen if _fits(series, name, value)]
    if pool and not chosen:
        notes.append(_why_none(facts, theme, wanted))
    return chosen


def _fits(series: Series, name: str, value: str) -> bool:
    return (getattr(series, name) or "").casefold() == value.casefold()


def _why_none(facts: FactBase, theme: str, wanted: Mapping[str, str]) -> str:
    """Say which filter fits nothing and what there is, or that only all of them together do not."""
    pool = [series for series in facts.series if series.theme == theme]
    for name, value in wanted.items():
        if not any(_fits(series, name, value) for series in pool):
            there = sorted({getattr(series, name) for series in pool} - {None})
            return f"no series has {name} {quoted(value)}; there is: {', '.join(there) or 'none at all'}"
    asked = " and ".join(f"--{name} {quoted(value)}" for name, value in wanted.items())
    if wanted:
        return f"no series named fits {asked} together"
    return f"no series of theme {theme}; xjcli facts lists all that there are"


def _belongs(series: Series, theme: str) -> bool:
    if series.theme == theme:
        return True
    command = series.theme if series.theme in _COMMANDS else "facts --observations"
    raise UsageError(f"series '{series.id}' is of theme {series.theme}, not {theme}; ask: xjcli {command} {series.id}")


def in_order(series: Series) -> list[tuple[Period, Observation]]:
    """Order the figures of a series by period, the preferred figure of a period before its alternatives."""
    figures = [(parse(observation.period), observation) for observation in series.observations]
    starts = [period.first for period, _ in figures]
    # As a file has them that is kept in order, and then there is nothing to sort.
    if not all(map(lt, starts, starts[1:])):
        figures.sort(key=lambda figure: (figure[0].span, figure[1].rank is not None))
    return figures


def preferred(series: Series) -> dict[Period, Observation]:
    """Map each period to its one preferred figure, in time order."""
    return {period: observation for period, observation in in_order(series) if observation.rank is None}


def estimate(facts: FactBase, series: Series, observation: Observation) -> Estimate:
    """Find what a figure stands for in its series: counts as printed are exact, a range is its own interval."""
    return estimator(facts, series)(observation)


def estimator(facts: FactBase, series: Series) -> Callable[[Observation], Estimate]:
    """Make what finds for one series what its figures stand for."""
    count = series.unit_mult == 0 and facts.kind_of(series) == "count"

    def stand(one: Observation) -> Estimate:
        if one.value is None or isinstance(one, Converted):
            return Estimate(one.value, one.low, one.high)
        return stands_for(one.value, rounded_to=one.rounded_to, qualifier=one.qualifier, count=count)

    return stand


def figure(observation: Observation, below: str = "") -> Figure:
    """Carry a figure as printed into a table, with what a screen shows below it."""
    one = observation
    return Figure(one.value, one.low, one.high, one.qualifier, one.status, below)


def limits(observation: Observation) -> tuple[Decimal | Estimate | None, Decimal | Estimate | None]:
    """Carry the limits of a range as printed, or those of a converted figure as computed, into a table."""
    low, high = observation.low, observation.high
    if not isinstance(observation, Converted):
        return low, high
    return low and Estimate(low, low, low), high and Estimate(high, high, high)


def heading(facts: FactBase, series: Series) -> Heading:
    """Make the heading of a series: its title, its id and its unit."""
    return Heading(series.title, f"{series.id}, {facts.unit_of(series)}")


def keys(observation: Observation) -> tuple[str, ...]:
    """Name the sources that a figure rests on: its own, and that of the rate at which it was converted."""
    own = (observation.source,)
    return (*own, observation.rate_source) if isinstance(observation, Converted) else own


def keys_of(series: Series) -> list[str]:
    """Name each source that a series rests on once."""
    rates = (one.rate_source for one in series.observations if isinstance(one, Converted))
    return list(dict.fromkeys(chain(map(attrgetter("source"), series.observations), rates)))


def listed(items: Sequence[str]) -> str:
    """List what a note is about, at most twenty and how many more: a sentence is for people."""
    more = f" and {len(items) - _MOST_LISTED} more" if len(items) > _MOST_LISTED else ""
    return ", ".join(items[:_MOST_LISTED]) + more


def spelled(observation: Observation) -> str:
    """Write the value of a figure into a sentence: as printed, or as converted to four decimals."""
    if observation.value is None:
        return f"{observation.low:f} to {observation.high:f}"
    return f"{rounded(observation.value, 4) if isinstance(observation, Converted) else observation.value:f}"


def citations(facts: FactBase, sources: Iterable[str]) -> dict[str, str]:
    """Cite each source once, in the order of first use."""
    return {key: cite(facts, key) for key in dict.fromkeys(sources)}


def cite(facts: FactBase, key: str) -> str:
    """Cite one source in a short line; a key that the fact base does not know stands for itself."""
    source = facts.sources.get(key)
    if source is None:
        return key
    citing = f"citing {source.cites}" if source.cites else None
    return ", ".join(part for part in (source.publisher, source.published, citing) if part)


def inherited(*statuses: str) -> str:
    """Choose the status that a computed number inherits: forecast before estimated before provisional before normal."""
    return min(statuses, key="FEPA".index)
