"""Known when, and known at all? Fact bases cut to what had been published by a day, or to what is no forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from xjcli.periods import PeriodError, parse

if TYPE_CHECKING:
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period


class Lost(NamedTuple):
    """How many figures of a series were published later, and how many have no known date."""

    late: int
    undated: int


def known_by(facts: FactBase, day: Period) -> tuple[FactBase, dict[str, Lost]]:
    """Keep the figures that had been published by the end of a period, and count what each series loses.

    A figure is as old as its `as_of` or its source, whichever is earlier; one without either is left out. Where the
    preferred figure of a period was not yet known, the latest of the others takes its place.
    """
    kept: list[Series] = []
    lost: dict[str, Lost] = {}
    for series in facts.series:
        dated = [(_published(facts, observation), observation) for observation in series.observations]
        known = [(at, observation) for at, observation in dated if at is not None and at <= day.last]
        undated = sum(at is None for at, _ in dated)
        lost[series.id] = Lost(len(dated) - len(known) - undated, undated)
        kept.append(structs.replace(series, observations=_with_preferred(known)))
    return structs.replace(facts, series=tuple(kept)), lost


def _published(facts: FactBase, observation: Observation) -> date | None:
    source = facts.sources.get(observation.source)
    days = [_last_day(text) for text in (observation.as_of, source.published if source else None) if text]
    return min((day for day in days if day), default=None)


def _last_day(text: str) -> date | None:
    try:
        return parse(text).last
    except PeriodError:
        return None


def _with_preferred(known: list[tuple[date, Observation]]) -> tuple[Observation, ...]:
    """Prefer the latest figure of each period that has lost its preferred one."""
    spans = [parse(observation.period).span for _, observation in known]
    preferred = {span for span, (_, observation) in zip(spans, known, strict=True) if observation.rank is None}
    latest: dict[tuple[date, date], tuple[date, Observation]] = {}
    for span, (at, observation) in zip(spans, known, strict=True):
        if span not in preferred and (span not in latest or at >= latest[span][0]):
            latest[span] = at, observation
    chosen = {id(observation) for _, observation in latest.values()}
    return tuple(
        structs.replace(observation, rank=None) if id(observation) in chosen else observation
        for _, observation in known
    )


def counted(facts: FactBase) -> tuple[FactBase, dict[str, list[str]]]:
    """Leave out all forecasts, and list the periods that each series loses with them."""
    lost = {
        series.id: [one.period for one in series.observations if one.status == "F" and one.rank is None]
        for series in facts.series
    }
    without = (
        structs.replace(series, observations=tuple(one for one in series.observations if one.status != "F"))
        for series in facts.series
    )
    return structs.replace(facts, series=tuple(without)), {name: periods for name, periods in lost.items() if periods}
