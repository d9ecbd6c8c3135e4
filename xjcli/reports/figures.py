"""How much, since when, and who says so? The figures of series, each with growth on the year before."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from xjcli.periods import Period, Window, parse, year_before
from xjcli.rates import growth_pct
from xjcli.reports.selection import (
    citations,
    estimator,
    figure,
    heading,
    in_order,
    keys,
    keys_of,
    limits,
    listed,
    preferred,
)
from xjcli.table import STATUS_WORDS, Chart, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.intervals import Estimate

COLUMNS = (
    Column("series", "Series", "word", screen="heading"),
    Column("period", "Period", "period"),
    Column("value", "Value", "figure"),
    Column("low", "Low", "figure", screen="never"),
    Column("high", "High", "figure", screen="never"),
    Column("unit", "Unit", "word", screen="heading"),
    Column("qualifier", "Qualifier", "word", screen="never"),
    Column("status", "Status", "status", screen="never"),
    Column("rank", "Rank", "word", data="extra", screen="never"),
    Column("standing", "Status", "text", data="never"),
    Column("yoy_pct", "On year\nbefore", "rate"),
    Column("yoy_pct_low", "From", "bound", data="extra", screen="never"),
    Column("yoy_pct_high", "To", "bound", data="extra", screen="never"),
    Column("as_of", "As of", "word", data="extra", screen="never"),
    Column("printed", "Printed", "text", data="extra", screen="never"),
    Column("source", "Source", "source", screen="never"),
    Column("note", "Note", "text"),
    # Last on a screen, where its numbers stand in line whatever the notes do.
    Column("cited", "Source", "source", data="never"),
)


class Cut(Struct, frozen=True):
    """Which figures are shown: those in a window, with alternatives or not; and whether growth knows forecasts."""

    window: Window
    alternatives: bool = False
    forecasts: bool = False


def observations(facts: FactBase, chosen: Sequence[Series], cut: Cut, notes: list[str]) -> Table:
    """Show the figures of series; growth is computed before the window cuts, and without forecasts unless asked for."""
    return Table(
        COLUMNS,
        _rows(facts, chosen, cut, notes),
        notes,
        title="Figures by period",
        chart=Chart("period", ("value",), "group", group="series", unit="unit"),
        group="series",
        headings={series.id: heading(facts, series) for series in chosen},
        about=frozenset(series.id for series in chosen),
        size=lambda: _size(chosen, cut.window),
        sources=citations(facts, chain.from_iterable(map(keys_of, chosen))),
    )


def _size(chosen: Sequence[Series], window: Window) -> int:
    """Count the figures in a window: thousands of series share their few hundred periods."""
    counts = Counter(chain.from_iterable(map(attrgetter("period"), series.observations) for series in chosen))
    return sum(count for text, count in counts.items() if window.holds(parse(text)))


def _rows(facts: FactBase, chosen: Sequence[Series], cut: Cut, notes: list[str]) -> Iterator[Row]:
    silent, bounds = [], []
    for series in chosen:
        empty = True
        unit = facts.unit_of(series)
        figures = in_order(series)
        growth_of = _year_on_year(facts, series, figures, forecasts=cut.forecasts)
        for period, observation in figures:
            if not cut.window.holds(period) or (observation.rank and not cut.alternatives):
                continue
            empty = False
            growth = growth_of(period, observation)
            if growth and (growth.low is None or growth.high is None):
                bounds.append(f"{series.id} {period.text} ({'at most' if growth.low is None else 'at least'})")
            yield _row(series, period, observation, unit, growth)
        if empty:
            silent.append(series)
    notes += _nothing_of(silent, chosen, cut.window)
    if bounds:
        notes.append(f"growth on the year before is a bound, not a rate, for {listed(bounds)}")


def _row(series: Series, period: Period, observation: Observation, unit: str, growth: Estimate | None) -> Row:
    cited = keys(observation)
    low, high = limits(observation)
    return (
        series.id,
        period,
        figure(observation),
        low,
        high,
        unit,
        observation.qualifier,
        observation.status,
        observation.rank,
        _standing(observation.status, observation.rank),
        growth,
        growth and growth.low,
        growth and growth.high,
        observation.as_of,
        observation.printed,
        cited[:1],
        observation.note,
        cited,
    )


@lru_cache
def _standing(status: str, rank: str | None) -> str:
    """Say in words what a reader must know of a figure: its status, and that another one is preferred."""
    return ", ".join(word for word in (STATUS_WORDS.get(status), rank) if word)


def _year_on_year(
    facts: FactBase, series: Series, figures: Sequence[tuple[Period, Observation]], *, forecasts: bool
) -> Callable[[Period, Observation], Estimate | None]:
    """Make what computes growth on the same period a year before, preferred figure on preferred figure, in percent.

    Missing where either does not exist. A series in percent has none: it changes in points. Forecasts have none unless
    they are let in.
    """
    if facts.kind_of(series) == "percent":
        return lambda _period, _observation: None
    counted = {
        period.span: observation
        for period, observation in figures
        if observation.rank is None and (forecasts or observation.status != "F")
    }
    stands_for = estimator(facts, series)

    def growth_of(period: Period, observation: Observation) -> Estimate | None:
        earlier = year_before(period)
        before = counted.get(earlier.span) if earlier else None
        if before is None or counted.get(period.span) is not observation:
            return None
        return growth_pct(stands_for(observation), stands_for(before))

    return growth_of


def _nothing_of(silent: Sequence[Series], chosen: Sequence[Series], window: Window) -> list[str]:
    """Say what there is instead of the series that show nothing."""
    hidden = [series.id for series in silent if not preferred(series) and series.observations]
    empty = [series.id for series in silent if not series.observations]
    notes = [f"{listed(hidden)}: only alternative figures; --alternatives shows them"] if hidden else []
    notes += [f"{listed(empty)}: no figures at all"] if empty else []
    outside = [series for series in silent if preferred(series)]
    if not outside:
        return notes
    spans = [list(preferred(series)) for series in outside]
    first, last = min(span[0] for span in spans).text, max(span[-1] for span in spans).text
    ids = f" of {listed([series.id for series in outside])}" if len(outside) < len(chosen) else ""
    return [*notes, f"no figure {window}{ids}; the first is of {first}, the last of {last}"]
