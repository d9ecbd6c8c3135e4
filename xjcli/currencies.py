"""In which money? Figures of one currency expressed in another, only at the fact base's own rate of the same period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from xjcli.errors import unknown
from xjcli.facts import Converted
from xjcli.intervals import Estimate, product, ratio, stands_for
from xjcli.periods import parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series

RATES = "cny-per-usd"
CURRENCIES = ("CNY", "USD")
_NAMES_ZH = ("（美元）", "（人民币）")


class _Exchange(NamedTuple):
    """What a conversion needs: the currency wanted, and the preferred rate of each span."""

    facts: FactBase
    currency: str
    rates: dict[tuple[date, date], Observation]


def expressed(facts: FactBase, currency: str) -> tuple[FactBase, dict[str, list[str]]]:
    """Express every series of the other currency in this one, and list the periods that lack a rate of their own.

    A series in this currency gets the years it lacks from its twin in the other; a twin is no headline any more, since
    its figures are in both. Raises UsageError for an unknown currency.
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
    exchange = _Exchange(facts, currency.upper(), rates)
    lost: dict[str, list[str]] = {}
    series = tuple(_in_currency(exchange, series, lost) for series in facts.series)
    return structs.replace(facts, series=series), lost


def _is_rate(rate: Observation) -> bool:
    """Tell whether money can be converted at a figure: a value that is surely above zero."""
    if rate.value is None:
        return False
    low = stands_for(rate.value, rounded_to=rate.rounded_to, qualifier=rate.qualifier).low
    return low is not None and low > 0


def _in_currency(exchange: _Exchange, series: Series, lost: dict[str, list[str]]) -> Series:
    if series.unit not in CURRENCIES:
        return series
    twin = _twin(exchange.facts, series)
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


def _twin(facts: FactBase, series: Series) -> Series | None:
    """Find the series that measures the same in the other currency: all but id, title and figures are alike."""

    def measured(one: Series) -> tuple[object, ...]:
        place = (one.theme, one.ref_area, one.flow, one.partner, one.mode, one.port, one.operator)
        return (*place, one.unit_mult, one.measure, one.freq, one.prices, one.title)

    alike = (one for one in facts.series if one.unit in CURRENCIES and one.unit != series.unit)
    return next((one for one in alike if measured(one) == measured(series)), None)


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
        printed = one.value if one.value is not None else f"{one.low} to {one.high}"
        note = (
            f"converted from {printed} {exchange.facts.unit_of(series)} at {rate.value} CNY per USD, "
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
    """Make the converted figure: estimated at best, with the bound itself where the figure was a bound."""
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
