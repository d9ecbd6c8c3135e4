"""In which money? Figures of one currency expressed in another, only at the fact base's own rate of the same period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from xjcli.errors import unknown
from xjcli.facts import Converted
from xjcli.intervals import product, ratio, stands_for

if TYPE_CHECKING:
    from xjcli.facts import FactBase, Observation, Series

RATES = "cny-per-usd"
CURRENCIES = ("CNY", "USD")


def expressed(facts: FactBase, currency: str) -> FactBase:
    """Express every series of the other currency in this one.

    A series in this currency gets the years it lacks from its twin in the other; a twin is no headline any more, since
    its figures are in both. What has no rate of its own period is left out. Raises UsageError for an unknown currency.
    """
    if currency not in CURRENCIES:
        raise unknown("currency", currency, CURRENCIES)
    rates = {
        rate.period: rate
        for series in facts.series
        if series.id == RATES
        for rate in series.observations
        if rate.rank is None
    }
    series = (_in_currency(facts, series, currency, rates) for series in facts.series)
    return structs.replace(facts, series=tuple(series))


def _in_currency(facts: FactBase, series: Series, currency: str, rates: dict[str, Observation]) -> Series:
    if series.unit not in CURRENCIES:
        return series
    twin = _twin(facts, series)
    if series.unit != currency:
        observations = _converted(facts, series, currency, rates)
        return structs.replace(
            series, unit=currency, headline=series.headline and twin is None, observations=observations
        )
    if twin is None:
        return series
    own = {observation.period for observation in series.observations}
    missing = [one for one in _converted(facts, twin, currency, rates) if one.period not in own]
    return structs.replace(series, observations=(*series.observations, *missing))


def _twin(facts: FactBase, series: Series) -> Series | None:
    """Find the series that measures the same in the other currency: all but id, title and figures are alike."""

    def measured(one: Series) -> tuple[object, ...]:
        place = (one.theme, one.ref_area, one.flow, one.partner, one.mode, one.port, one.operator)
        return (*place, one.measure, one.freq, one.prices, one.title)

    alike = (one for one in facts.series if one.unit in CURRENCIES and one.unit != series.unit)
    return next((one for one in alike if measured(one) == measured(series)), None)


def _converted(
    facts: FactBase, series: Series, currency: str, rates: dict[str, Observation]
) -> tuple[Observation, ...]:
    pairs = ((observation, rates.get(observation.period)) for observation in series.observations)
    return tuple(_at_rate(facts, series, one, currency, rate) for one, rate in pairs if rate and one.value is not None)


def _at_rate(
    facts: FactBase, series: Series, observation: Observation, currency: str, rate: Observation
) -> Observation:
    """Convert a figure: estimated at best, and as uncertain as figure and rate together."""
    if observation.value is None or rate.value is None:
        raise ValueError(observation.period)
    figure = stands_for(observation.value, rounded_to=observation.rounded_to, qualifier=observation.qualifier)
    known = (product if currency == "CNY" else ratio)(figure, stands_for(rate.value, rounded_to=rate.rounded_to))
    origin = f"converted from {observation.value} {facts.unit_of(series)} at {rate.value} CNY per USD, the average rate"
    note = f"{origin} of {rate.period} ({rate.source})"
    return Converted(
        period=observation.period,
        source=observation.source,
        value=known.value,
        low=known.low,
        high=known.high,
        qualifier=observation.qualifier,
        status="F" if observation.status == "F" else "E",
        rank=observation.rank,
        as_of=observation.as_of,
        note=f"{note}; {observation.note}" if observation.note else note,
    )
