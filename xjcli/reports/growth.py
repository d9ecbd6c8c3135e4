"""How fast? One row a series: its first and its last figure in the window, and what lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xjcli.errors import RefusalError
from xjcli.periods import elapsed_years, stretch
from xjcli.rates import growth
from xjcli.reports.selection import (
    citations,
    estimate,
    figure,
    heading,
    headline,
    inherited,
    keys,
    named,
    preferred,
    spelled,
)
from xjcli.reports.trends import comparable, trend
from xjcli.table import Chart, Column, Points, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.intervals import Estimate
    from xjcli.periods import Period, Window
    from xjcli.rates import Growth
    from xjcli.table import Trend

COLUMNS = (
    Column("series", "Series", "word", screen="heading"),
    Column("from", "From", "period", screen="never"),
    Column("to", "To", "period", screen="never"),
    Column("years", "Years", "years", drop=4),
    Column("start", "Start", "figure"),
    Column("end", "End", "figure"),
    Column("trend", "Trend", "word", data="extra", drop=5),
    Column("unit", "Unit", "word", screen="heading"),
    Column("change", "Change", "change", drop=1),
    Column("change_pct", "Growth", "rate", interval=True),
    Column("change_pct_low", "from", "bound", screen="never"),
    Column("change_pct_high", "to", "bound", screen="never"),
    Column("multiple", "Multiple", "factor", drop=2, interval=True),
    Column("cagr_pct", "A year", "rate", interval=True),
    Column("cagr_pct_low", "from", "bound", screen="never"),
    Column("cagr_pct_high", "to", "bound", screen="never"),
    Column("doubling_years", "Doubles in", "years", drop=3),
    Column("status", "Status", "status"),
    Column("sources", "Sources", "source"),
)


class End(NamedTuple):
    """An end point: a period and its preferred figure."""

    period: Period
    observation: Observation


class Span(NamedTuple):
    """A series with the two figures between which its growth lies."""

    series: Series
    start: End
    end: End


def of_series(facts: FactBase, names: Sequence[str], window: Window) -> Table:
    """Answer `growth`: for each series what lies between the ends of the window."""
    spans, notes = answerable(facts, names, window)
    return Table(
        COLUMNS,
        _rows(facts, spans, window, notes),
        notes,
        title="Growth between the first and the last figure of each series",
        chart=Chart("series", ("cagr_pct",), "all", also=("from", "to"), caption="Growth a year", instead="change"),
        group="series",
        headings={series.id: heading(facts, series) for series in asked(facts, names)},
        about=frozenset(series.id for series in asked(facts, names)),
        size=lambda: len(spans),
        sources=citations(
            facts, (key for span in spans for end in (span.start, span.end) for key in keys(end.observation))
        ),
    )


def _rows(facts: FactBase, spans: Sequence[Span], window: Window, notes: list[str]) -> Iterator[Row]:
    """Compute row by row; what numbers cannot show is noted before the series that were left out."""
    left_out, said = len(notes), []
    for span in spans:
        found = between(facts, *span)
        said += remarks(facts, *span, found)
        course = [figure for figure in preferred(span.series).items() if window.holds(figure[0])]
        yield _row(facts, span, found, trend(span.series, course))
    notes[len(notes) - left_out : len(notes) - left_out] = said


def asked(facts: FactBase, names: Sequence[str]) -> list[Series]:
    """Find the series named, or the headline series unasked."""
    return named(facts, names) if names else headline(facts)


def answerable(facts: FactBase, names: Sequence[str], window: Window) -> tuple[list[Span], list[str]]:
    """Find the two ends of each series, and what to note of those that have none.

    A series that cannot be answered is left out with a note. Raises RefusalError when none can be.
    """
    notes: list[str] = []
    refusals: list[str] = []
    spans: list[Span] = []
    for series in asked(facts, names):
        try:
            ends = _ends(series, window, notes)
        except RefusalError as refusal:
            refusals.append(str(refusal))
            continue
        if ends:
            spans.append(Span(series, *ends))
    if not facts.series:
        notes.append("this fact base holds no series")
    if refusals and not spans:
        raise RefusalError("; ".join(refusals))
    return spans, notes + refusals


def _ends(series: Series, window: Window, notes: list[str]) -> tuple[End, End] | None:
    """Choose the first and the last comparable figure; None when the window holds no figure at all."""
    everything = [End(*figure) for figure in preferred(series).items()]
    inside = [end for end in everything if window.holds(end.period)]
    if not inside:
        there = f"; there is {_span(everything)}" if everything else ""
        notes.append(f"{series.id}: no figure {window}".rstrip() + there)
        return None
    if series.freq == "A":
        return _of_full_years(series, inside, notes)
    if series.measure == "flow":
        return _of_like_stretches(series, inside, notes)
    if len(inside) == 1:
        raise RefusalError(f"{series.id}: only one figure, {_span(inside)}; growth needs two")
    return inside[0], inside[-1]


def _span(ends: Sequence[End]) -> str:
    first, last = ends[0].period.text, ends[-1].period.text
    return first if first == last else f"{first} to {last}"


def _of_full_years(series: Series, inside: Sequence[End], notes: list[str]) -> tuple[End, End]:
    years = comparable(series, inside)
    parts = ", ".join(end.period.text for end in inside if not end.period.is_year)
    if len(years) > 1:
        if parts:
            notes.append(f"{series.id}: {parts} left out, part of a year in an annual series")
        return years[0], years[-1]
    if parts and years:
        raise RefusalError(f"{series.id}: {parts} is part of a year and cannot be compared with {years[0].period.text}")
    if parts:
        raise RefusalError(f"{series.id}: only part of a year, {parts}; growth of an annual series needs full years")
    raise RefusalError(f"{series.id}: only one figure, {_span(years)}; growth needs two")


def _of_like_stretches(series: Series, inside: Sequence[End], notes: list[str]) -> tuple[End, End]:
    """Choose flows over the same days of different years."""
    alike = comparable(series, inside)
    if alike:
        unlike = ", ".join(end.period.text for end in inside if stretch(end.period) != stretch(alike[-1].period))
        if unlike:
            notes.append(f"{series.id}: {unlike} left out, another part of a year than {alike[-1].period.text}")
        return alike[0], alike[-1]
    if len(inside) == 1:
        raise RefusalError(f"{series.id}: only one figure, {_span(inside)}; growth needs two")
    raise RefusalError(
        f"{series.id}: {_span(inside)} are flows over different parts of a year and cannot be compared; "
        "growth needs the same months of two years"
    )


def unlike(series: Series, *periods: Period) -> str | None:
    """Say why figures cannot be compared, flows over different parts of a year; None when they can."""
    if series.measure != "flow" or len({stretch(period) for period in periods}) == 1:
        return None
    texts = ", ".join(period.text for period in periods)
    return f"{series.id}: flows over different parts of a year ({texts}) cannot be compared"


def _row(facts: FactBase, span: Span, found: Growth, course: Trend | None) -> Row:
    series, start, end = span
    pct, cagr = found.change_pct, found.cagr_pct
    return (
        series.id,
        start.period,
        end.period,
        years_between(start.period, end.period),
        figure(start.observation, start.period.text),
        figure(end.observation, end.period.text),
        course,
        facts.unit_of(series),
        as_points(facts, series, found.change),
        pct,
        pct and pct.low,
        pct and pct.high,
        found.multiple,
        cagr,
        cagr and cagr.low,
        cagr and cagr.high,
        found.doubling_years,
        inherited(start.observation.status, end.observation.status),
        tuple(dict.fromkeys((*keys(start.observation), *keys(end.observation)))),
    )


def years_between(start: Period, end: Period) -> Decimal | None:
    """Measure the years between two figures; None where their periods overlap, so that nobody knows the order."""
    overlap = max(start.first, end.first) <= min(start.last, end.last)
    return None if overlap else elapsed_years(start, end)


def between(facts: FactBase, series: Series, start: End, end: End) -> Growth:
    """Compute what lies between two figures of a series."""
    return growth(
        estimate(facts, series, end.observation),
        estimate(facts, series, start.observation),
        years_between(start.period, end.period),
        in_points=facts.kind_of(series) == "percent",
    )


def has_base(facts: FactBase, series: Series, start: End) -> bool:
    """Tell whether a rate can start from a figure."""
    known = estimate(facts, series, start.observation)
    base = known.low if known.value is None else known.value
    return base is not None and base > 0


def as_points(facts: FactBase, series: Series, change: Estimate) -> Estimate:
    """Carry a change into a table; that of a series in percent is in points."""
    return Points(change.value, change.low, change.high) if facts.kind_of(series) == "percent" else change


def remarks(facts: FactBase, series: Series, start: End, end: End, found: Growth) -> list[str]:
    """Say what the numbers between two figures cannot show by themselves."""
    said = []
    for period, observation in (start, end):
        if observation.value is None:
            said.append(f"{series.id}: {period.text} is a range, {spelled(observation)}")
        elif observation.qualifier == "about" and observation.rounded_to is None:
            said.append(f"{series.id}: {period.text} is about {spelled(observation)}; how rough is not known")
        elif observation.qualifier in {"over", "nearly"}:
            said.append(
                f"{series.id}: {period.text} is {observation.qualifier} {spelled(observation)}, so results are bounds"
            )
    if found.multiple is None and facts.kind_of(series) != "percent":
        where = f"{end.period.text} is below" if has_base(facts, series, start) else f"{start.period.text} is not above"
        said.append(f"{series.id}: no rate, since {where} zero")
    elif found.multiple and found.multiple.low is None and found.multiple.high is None:
        said.append(
            f"{series.id}: no rate, since {start.period.text} and {end.period.text} are bounds of one direction"
        )
    elif found.multiple and found.cagr_pct is None:
        said.append(f"{series.id}: no annual rate, since {start.period.text} and {end.period.text} overlap")
    return said
