"""Does the growth computed agree with the growth published? One row a period."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from xjcli.facts import Converted
from xjcli.intervals import difference
from xjcli.periods import year_before
from xjcli.rates import growth_pct
from xjcli.reports.growth import as_points, asked
from xjcli.reports.selection import (
    citations,
    estimate,
    figure,
    heading,
    in_order,
    inherited,
    keys,
    keys_of,
    preferred,
    spelled,
)
from xjcli.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.intervals import Estimate
    from xjcli.periods import Period, Window

COLUMNS = (
    Column("series", "Series", "word", screen="heading"),
    Column("period", "Period", "period"),
    Column("value", "Value", "figure"),
    Column("unit", "Unit", "word", screen="heading"),
    Column("previous", "Year\nbefore", "figure", drop=2),
    Column("change", "Change", "change", drop=1),
    Column("yoy_pct", "Computed", "rate", interval=True),
    Column("yoy_pct_low", "From", "bound", screen="never"),
    Column("yoy_pct_high", "To", "bound", screen="never"),
    Column("published_pct", "Published", "rate"),
    Column("verdict", "Verdict", "word"),
    Column("status", "Status", "status"),
    Column("source", "Source", "source", screen="never"),
    Column("cited", "Source", "source", data="never"),
)
_PERCENT = 100
AGREES, DIFFERS, UNPUBLISHED, GAP = "agrees", "differs", "no published rate", "gap"


def of_series(facts: FactBase, names: Sequence[str], window: Window) -> Table:
    """Answer `growth --yearly`: computed growth on the year before beside the published rate, and a verdict."""
    chosen = asked(facts, names)
    notes: list[str] = []
    return Table(
        COLUMNS,
        chain.from_iterable(_rows(facts, series, window, notes) for series in chosen),
        notes,
        title="Growth on the year before, computed and published",
        group="series",
        headings={series.id: heading(facts, series) for series in chosen},
        about=frozenset(series.id for series in chosen),
        size=lambda: sum(len(preferred(series)) for series in chosen),
        sources=citations(facts, chain.from_iterable(_keys_of(facts, series) for series in chosen)),
    )


def _keys_of(facts: FactBase, series: Series) -> list[str]:
    """Name the sources of a series and of its published growth rates."""
    holder = _holder(facts, series)
    return [*keys_of(series), *(keys_of(holder) if holder else ())]


def _rows(facts: FactBase, series: Series, window: Window, notes: list[str]) -> Iterator[Row]:
    figures = preferred(series)
    by_span = {period.span: observation for period, observation in figures.items()}
    rates = published(facts, series)
    shown = [period for period in figures if window.holds(period)]
    if not shown:
        notes.append(f"{series.id}: no figure {window}".rstrip())
    for period in shown:
        now, earlier = figures[period], year_before(period)
        before = by_span.get(earlier.span) if earlier else None
        found = rates.get(period.span)
        # A rate was published for the figures of one currency, and says nothing of converted ones.
        if isinstance(now, Converted) or isinstance(before, Converted):
            found = None
        growth = computed(facts, series, now, before) if before else None
        verdict = judge(growth, found.rate if found else None) if before else GAP
        if found and verdict == DIFFERS:
            why = explained(facts, series, period, found.rate)
            notes.append(f"{series.id}: the published {found.rate.value} % of {period.text} {why}")
        used = [one for one in (now, before, found and found.observation) if one]
        yield (
            *_figures(facts, series, period, now, before),
            *(growth, growth and growth.low, growth and growth.high),
            *(found and found.rate, verdict, now.status if before is None else inherited(now.status, before.status)),
            *((now.source,), tuple(dict.fromkeys(key for one in used for key in keys(one)))),
        )


def _figures(facts: FactBase, series: Series, period: Period, now: Observation, before: Observation | None) -> Row:
    head: Row = (series.id, period, figure(now), facts.unit_of(series))
    if before is None:
        return (*head, None, None)
    change = difference(estimate(facts, series, now), estimate(facts, series, before))
    return (*head, figure(before), as_points(facts, series, change))


class Published(NamedTuple):
    """An officially published growth rate, as printed and as what it stands for, in percent."""

    observation: Observation
    rate: Estimate


def published(facts: FactBase, series: Series) -> dict[tuple[date, date], Published]:
    """Map spans to the officially published growth rates of a series; empty where it has none."""
    holder = _holder(facts, series)
    rates = preferred(holder) if holder else {}
    return {at.span: Published(rate, estimate(facts, holder, rate)) for at, rate in rates.items() if holder}


def _holder(facts: FactBase, series: Series) -> Series | None:
    """Find the series that holds the published growth of another."""
    if series.published_growth is None:
        return None
    return next((other for other in facts.series if other.id == series.published_growth), None)


def computed(facts: FactBase, series: Series, now: Observation, before: Observation) -> Estimate | None:
    """Compute growth on the year before in percent; None for a series in percent and where no ratio is defined."""
    if facts.kind_of(series) == "percent":
        return None
    return growth_pct(estimate(facts, series, now), estimate(facts, series, before))


def judge(growth: Estimate | None, rate: Estimate | None) -> str:
    """Tell whether the published rate, with its own rounding, meets the interval of the computed one."""
    if rate is None or growth is None:
        return UNPUBLISHED
    return AGREES if meet(growth, rate) else DIFFERS


def meet(one: Estimate, other: Estimate) -> bool:
    """Tell whether two intervals have a number in common; a missing end is no limit."""
    return all(
        low is None or high is None or low <= high for low, high in ((one.low, other.high), (other.low, one.high))
    )


def explained(facts: FactBase, series: Series, period: Period, rate: Estimate) -> str:
    """Name the alternative figures with which a published rate would agree, or else the base that it implies."""
    figures: dict[tuple[date, date], list[Observation]] = {}
    for at, observation in in_order(series):
        figures.setdefault(at.span, []).append(observation)
    earlier = year_before(period)
    for now, before in product(figures[period.span], figures.get(earlier.span, []) if earlier else []):
        growth = computed(facts, series, now, before)
        others = [f"{spelled(one)} ({one.source})" for one in (now, before) if one.rank and one.status != "F"]
        if others and growth and growth.low is not None and growth.high is not None and meet(growth, rate):
            given = f"{growth.low:.2f} to {growth.high:.2f}" if growth.value is None else f"{growth.value:.2f}"
            return f"agrees with another figure, {' and '.join(others)}, which gives {given} %"
    now = figures[period.span][0]
    if earlier is None or now.value is None or rate.value is None or rate.value <= -_PERCENT:
        return "is explained by no figure known here"
    implied = now.value * _PERCENT / (_PERCENT + rate.value)
    return f"is explained by no figure known here; it implies {implied:.4g} for {earlier.text}"
