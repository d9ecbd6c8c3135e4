"""Why this number? The audit trail of a figure, or of the growth between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.errors import RefusalError, UsageError
from xjcli.intervals import Estimate, difference
from xjcli.periods import parse, year_before
from xjcli.rates import growth_pct
from xjcli.reports import yearly
from xjcli.reports.growth import End, as_points, between, remarks, unlike, years_between
from xjcli.reports.selection import estimate, figure, heading, in_order, inherited, named, spelled
from xjcli.table import STATUS_WORDS, Column, Percent, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period
    from xjcli.rates import Growth

COLUMNS = (
    Column("series", "Series", "word", data="extra", screen="heading"),
    Column("part", "Part", "word"),
    Column("period", "Period", "period"),
    Column("value", "Value", "figure", interval=True),
    Column("low", "From", "figure", screen="never"),
    Column("high", "To", "figure", screen="never"),
    Column("unit", "Unit", "word", drop=1),
    Column("qualifier", "Qualifier", "word", screen="never"),
    Column("status", "Status", "status"),
    Column("as_of", "As of", "word", drop=2),
    Column("difference", "Differs\nby", "change", screen="never"),
    Column("difference_pct", "Differs\nby", "rate"),
    Column("source", "Source", "source", screen="never"),
    Column("url", "Link", "text", screen="never"),
    Column("note", "Note", "text"),
    Column("cited", "Source", "source", data="never"),
)


def why(facts: FactBase, name: str, periods: Sequence[str], *, forecasts: bool) -> Table:
    """Answer `why`: each end with what it stands for and what contradicts it, then what lies between two ends.

    Raises UsageError for an unknown series and for ends in the wrong order, RefusalError for a period without a figure
    and for what cannot be compared, such as a forecast that was not let in.
    """
    series = named(facts, [name])[0]
    trails = [figures_of(series, parse(text)) for text in periods]
    if len(trails) == 1:
        rows, notes = list(_trail(facts, series, trails[0], "")), []
    else:
        start, end = (End(*trail[0]) for trail in trails)
        hold_comparable(series, start, end, forecasts=forecasts)
        rows = [*_trail(facts, series, trails[0], "start"), *_trail(facts, series, trails[1], "end")]
        found = between(facts, series, start, end)
        rows += _computed(facts, series, start, end, found)
        notes = remarks(facts, series, start, end, found)
    keys = (key for row in rows for cell in row if isinstance(cell, tuple) for key in cell)
    return Table(
        COLUMNS,
        rows,
        notes,
        title=f"Where {series.id} {' and '.join(periods)} comes from",
        group="series",
        headings={series.id: heading(facts, series)},
        about=frozenset({series.id}),
        sources={key: _in_full(facts, key) for key in dict.fromkeys(keys)},
    )


def figures_of(series: Series, asked: Period) -> list[tuple[Period, Observation]]:
    """Find the figures of one period, the preferred first."""
    everything = in_order(series)
    found = [(period, observation) for period, observation in everything if period.span == asked.span]
    if not found:
        there = ", ".join(dict.fromkeys(period.text for period, _ in everything))
        raise RefusalError(f"{series.id}: no figure of {asked.text}; there is {there or 'none at all'}")
    return found


def hold_comparable(series: Series, start: End, end: End, *, forecasts: bool) -> None:
    """Raise UsageError or RefusalError unless growth leads from one figure to the other."""
    if end.period.last <= start.period.last:
        raise UsageError(f"{end.period.text} does not come after {start.period.text}")
    forecast = next((one.period.text for one in (start, end) if one.observation.status == "F"), None)
    if forecast and not forecasts:
        raise RefusalError(f"{series.id}: {forecast} is a forecast; --forecasts lets it in")
    refusal = unlike(series, start.period, end.period)
    if refusal:
        raise RefusalError(refusal)


def _trail(facts: FactBase, series: Series, figures: Sequence[tuple[Period, Observation]], side: str) -> Iterator[Row]:
    """Write one row a figure of a period: the preferred one, then how far the others are from it."""
    preferred = estimate(facts, series, figures[0][1])
    for period, observation in figures:
        known = estimate(facts, series, observation)
        other = bool(observation.rank)
        source = facts.sources.get(observation.source)
        yield (
            series.id,
            " ".join(word for word in (side, "alternative" if other else "" if side else "figure") if word),
            period,
            figure(observation, _stands_for(known)),
            known.low,
            known.high,
            facts.unit_of(series),
            observation.qualifier,
            observation.status,
            observation.as_of,
            as_points(facts, series, difference(known, preferred)) if other else None,
            growth_pct(known, preferred) if other and facts.kind_of(series) != "percent" else None,
            (observation.source,),
            source.url if source else None,
            observation.note,
            (observation.source,),
        )


def _stands_for(known: Estimate) -> str:
    """Spell the interval that a printed figure stands for."""
    if known.is_exact:
        return "exact"
    if known.low is None:
        return f"at most {known.high}"
    return f"at least {known.low}" if known.high is None else f"{known.low} to {known.high}"


def _computed(facts: FactBase, series: Series, start: End, end: End, found: Growth) -> Iterator[Row]:
    """Write one row a computed number, with its formula, the numbers filled in."""
    a, b = (_number(one.observation) for one in (start, end))
    years = years_between(start.period, end.period)
    results = [("change", as_points(facts, series, found.change), facts.unit_of(series), f"{b} - {a}")]
    if found.multiple and found.change_pct:
        results.append(("multiple", found.multiple, _word(facts, "times"), f"{b} / {a}"))
        results.append(("growth", _percent(found.change_pct), _word(facts, "percent"), f"({b} / {a} - 1) * 100"))
    if found.cagr_pct and years is not None and years != 1:
        formula = f"(({b} / {a}) ^ (1 / {years:.4f}) - 1) * 100".replace(".0000)", ")")
        results.append(("growth a year", _percent(found.cagr_pct), _word(facts, "percent"), formula))
    status = inherited(start.observation.status, end.observation.status)
    for part, value, unit, formula in results:
        low, high = (None if limit is None else Estimate(limit, limit, limit) for limit in (value.low, value.high))
        head: Row = (series.id, part, None, value, low, high, unit, None, status)
        yield (*head, None, None, None, None, None, formula + _origin(start, end), None)
    yield from _published(facts, series, start, end)


def _percent(rate: Estimate) -> Percent:
    return Percent(rate.value, rate.low, rate.high)


def _word(facts: FactBase, unit: str) -> str:
    """Spell the unit of a computed number in the language of the facts."""
    return {"times": "倍", "percent": "%"}[unit] if facts.language == "zh" else unit


def _number(observation: Observation) -> str:
    return spelled(observation) if observation.value is not None else f"[{spelled(observation)}]"


def _origin(start: End, end: End) -> str:
    """Say from which end a status or a bound is inherited."""
    said = []
    for one in (start, end):
        word = STATUS_WORDS.get(one.observation.status)
        said += [f"{word} like {one.period.text}"] if word else []
        said += [f"bounded by '{one.observation.qualifier}' of {one.period.text}"] if one.observation.qualifier else []
    return "".join(f"; {one}" for one in said)


def _published(facts: FactBase, series: Series, start: End, end: End) -> Iterator[Row]:
    """Write the officially published growth rate, where the ends are a year apart and there is one."""
    found = yearly.published(facts, series).get(end.period.span)
    earlier = year_before(end.period)
    if found is None or earlier is None or earlier.span != start.period.span:
        return
    observation, rate = found
    verdict = yearly.judge(yearly.computed(facts, series, end.observation, start.observation), rate)
    why_so = f"; {yearly.explained(facts, series, end.period, rate)}" if verdict == yearly.DIFFERS else ""
    source = facts.sources.get(observation.source)
    yield (
        series.id,
        "published growth",
        end.period,
        figure(observation, _stands_for(rate)),
        rate.low,
        rate.high,
        _word(facts, "percent"),
        observation.qualifier,
        observation.status,
        observation.as_of,
        None,
        None,
        (observation.source,),
        source.url if source else None,
        "; ".join(part for part in (f"{verdict}{why_so}", observation.note) if part),
        (observation.source,),
    )


def _in_full(facts: FactBase, key: str) -> str:
    """Cite a source with title and link, as an audit needs it."""
    source = facts.sources.get(key)
    if source is None:
        return key
    parts = (source.publisher, source.published, source.title, f"citing {source.cites}" if source.cites else None)
    return ", ".join(part for part in (*parts, source.url) if part)
