"""In which money? Figures of one currency expressed in another, only at the fact base's own rate of the same period."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from xjcli.errors import unknown
from xjcli.facts import Converted
from xjcli.intervals import Estimate, product, ratio, rounded, stands_for
from xjcli.periods import parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series

RATES = "cny-per-usd"
CURRENCIES = ("CNY", "USD")
_DECIMALS = 4
_NAMES_ZH = ("（美元）", "（人民币）")


class _Exchange(NamedTuple):
    """What a conversion needs: the currency wanted, the rate of each span, and series by what they measure."""

    facts: FactBase
    currency: str
    rates: dict[tuple[date, date], Observation]
    twins: dict[tuple[object, ...], Series]


def expressed(facts: FactBase, currency: str) -> tuple[FactBase, dict[str, list[str]]]:
    """Express every series of the other currency in this one, and list the periods that lack a rate of their own.

    A series in this currency gets the years it lacks from its twin in the other, which is then no headline any more.
    Raises UsageError for an unknown currency.
    """
    if currency.upper() not in CURRENCIES:
        raise unknown("currency", currency, CURRENCIES)
    rates = {
        parse(rate.period).span: rate
        for series in facts.series
        if series.id == RATES
        for rate in series.observations
        if rate.rank is None and _is_rate(rate)
    }
    twins = {_measured(series, series.unit): series for series in reversed(facts.series)}
    exchange = _Exchange(facts, currency.upper(), rates, twins)
    lost: dict[str, list[str]] = {}
    series = tuple(_in_currency(exchange, series, lost) for series in facts.series)
    return structs.replace(facts, series=series), lost


def _is_rate(rate: Observation) -> bool:
    """Tell whether money can be converted at a figure: a value that is surely above zero, and no bound."""
    if rate.value is None:
        return False
    known = stands_for(rate.value, rounded_to=rate.rounded_to, qualifier=rate.qualifier)
    return known.low is not None and known.low > 0 and known.high is not None


def _in_currency(exchange: _Exchange, series: Series, lost: dict[str, list[str]]) -> Series:
    if series.unit not in CURRENCIES:
        return series
    other = next(unit for unit in CURRENCIES if unit != series.unit)
    twin = exchange.twins.get(_measured(series, other))
    if series.unit != exchange.currency:
        title = series.title_zh
        for name in _NAMES_ZH if title else ():
            title = title.removesuffix(name) if title else None
        return structs.replace(
            series,
            unit=exchange.currency,
            title_zh=title,
            headline=series.headline and twin is None,
            observations=_converted(exchange, series, series.observations, lost, series.id),
        )
    if twin is None:
        return series
    own = {parse(observation.period).span for observation in series.observations}
    missing = [one for one in twin.observations if parse(one.period).span not in own]
    filled = _converted(exchange, twin, missing, lost, series.id)
    return structs.replace(series, observations=(*series.observations, *filled))


def _measured(series: Series, unit: str) -> tuple[object, ...]:
    """Describe what a series measures in a currency: all but its id and figures."""
    place = (series.theme, series.ref_area, series.flow, series.partner, series.mode, series.port, series.operator)
    return (unit, series.unit_mult, series.measure, series.freq, series.prices, series.title, *place)


def _converted(
    exchange: _Exchange, series: Series, figures: Iterable[Observation], lost: dict[str, list[str]], name: str
) -> tuple[Observation, ...]:
    """Convert what has a rate of its own period; note under a name what has none."""
    found = []
    for one in figures:
        rate = exchange.rates.get(parse(one.period).span)
        if rate is None or rate.value is None:
            lost.setdefault(name, []).append(one.period)
            continue
        known = stands_for(rate.value, rounded_to=rate.rounded_to, qualifier=rate.qualifier)
        printed = f"{one.value:f}" if one.value is not None else f"{one.low:f} to {one.high:f}"
        note = (
            f"converted from {printed} {exchange.facts.unit_of(series)} at {rate.value:f} CNY per USD, "
            f"the average rate of {rate.period} ({rate.source})"
        )
        found.append(_at_rate(one, rate, _times(exchange, one, known), f"{note}; {one.note}" if one.note else note))
    return tuple(found)


def _times(exchange: _Exchange, figure: Observation, rate: Estimate) -> Estimate:
    if figure.value is None:
        known = Estimate(None, figure.low, figure.high)
    else:
        known = stands_for(figure.value, rounded_to=figure.rounded_to, qualifier=figure.qualifier)
    return (product if exchange.currency == "CNY" else ratio)(known, rate)


def _at_rate(figure: Observation, rate: Observation, known: Estimate, note: str) -> Converted:
    """Make the converted figure: estimated at best, with the bound itself where the figure was a bound.

    A range has its limits rounded outwards.
    """
    if known.value is None and known.low is not None and known.high is not None:
        low, high = rounded(known.low, _DECIMALS, ROUND_FLOOR), rounded(known.high, _DECIMALS, ROUND_CEILING)
        known = Estimate(None, low, high)
    bound = {"over": known.low, "nearly": known.high}.get(figure.qualifier or "", known.value)
    return Converted(
        period=figure.period,
        source=figure.source,
        rate_source=rate.source,
        value=bound,
        low=known.low,
        high=known.high,
        qualifier=figure.qualifier,
        status="F" if "F" in {figure.status, rate.status} else "E",
        rank=figure.rank,
        as_of=figure.as_of,
        note=note,
    )
