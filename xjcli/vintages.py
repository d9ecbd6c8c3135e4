"""Known when, and known at all? Fact bases cut to what had been published by a day, or to what is no forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from xjcli.periods import PeriodError, parse

if TYPE_CHECKING:
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period


def known_by(facts: FactBase, day: Period) -> tuple[FactBase, str]:
    """Keep the figures that had been published by the end of a period, and say how many were not.

    A figure is as old as its `as_of` or else as its source; one without either is left out. Where the preferred
    figure of a period was not yet known, the latest of the others takes its place.
    """
    kept: list[Series] = []
    late = undated = 0
    for series in facts.series:
        dated = [(_published(facts, observation), observation) for observation in series.observations]
        undated += sum(known is None for known, _ in dated)
        late += sum(known is not None and known > day.last for known, _ in dated)
        known = [(known, observation) for known, observation in dated if known is not None and known <= day.last]
        kept.append(structs.replace(series, observations=_with_preferred(known)))
    note = f"as of {day.text}: {late} figures were published later"
    return structs.replace(facts, series=tuple(kept)), note + (f", {undated} have no known date" if undated else "")


def _published(facts: FactBase, observation: Observation) -> date | None:
    source = facts.sources.get(observation.source)
    text = observation.as_of or (source.published if source else None)
    try:
        return parse(text).last if text else None
    except PeriodError:
        return None


def _with_preferred(known: list[tuple[date, Observation]]) -> tuple[Observation, ...]:
    """Prefer the latest figure of each period that has lost its preferred one."""
    preferred = {observation.period for _, observation in known if observation.rank is None}
    latest: dict[str, Observation] = {}
    for _, observation in sorted(known, key=lambda pair: pair[0]):
        if observation.period not in preferred:
            latest[observation.period] = observation
    return tuple(
        structs.replace(observation, rank=None) if observation is latest.get(observation.period) else observation
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
