"""Compared with what? Series side by side, by period or as an index, and years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.errors import RefusalError, UsageError
from xjcli.periods import parse
from xjcli.rates import index
from xjcli.reports.growth import End, as_points, between, remarks, unlike
from xjcli.reports.selection import cite, estimate, figure, inherited, keys, named, preferred, spelled
from xjcli.table import STATUS_WORDS, Chart, Column, Inherited, Row, Table
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.intervals import Estimate
    from xjcli.periods import Period, Window
    from xjcli.rates import Growth
    from xjcli.table import Cell, Kind

_FEWEST = 2
_FIRST_COLUMN = "period"
# On no screen and in no format: the sources of a row, for those of the rows that are shown.
_CITED = Column("cited", "Sources", "source", data="never", screen="never")


def compare(facts: FactBase, words: Sequence[str], window: Window, base: str | None) -> Table:
    """Answer `compare`: periods among the words are compared for series, else series are compared by period.

    Raises UsageError for too few words, RefusalError when nothing that is left can be compared.
    """
    ids = {series.id for series in facts.series}
    years = [parse(word) for word in words if word[:1].isdigit() and word not in ids]
    names = [word for word in words if not word[:1].isdigit() or word in ids]
    named(facts, names)  # a misspelt name is the better message than a missing period
    if not years:
        return _by_period(facts, names, window, base)
    if base is not None or window.since or window.until:
        raise UsageError("--index, --since and --until go with series; periods are already named")
    if len({year.span for year in years}) < len(years) or len(years) < _FEWEST:
        raise UsageError("compare needs two different periods, such as: xjcli compare 2012 2024")
    return _by_series(facts, years, names)


def _by_series(facts: FactBase, years: Sequence[Period], names: Sequence[str]) -> Table:
    """Show one row a series, one column a period, and the change from the first named period to the last."""
    notes: list[str] = []
    rows: list[Row] = []
    used: list[tuple[Series, Period, Observation]] = []
    for series in named(facts, names) or facts.series:
        spans = {period.span: End(period, observation) for period, observation in preferred(series).items()}
        ends = [spans.get(year.span) for year in years]
        present = [end for end in ends if end]
        refusal = _why_not(series, years, present)
        if not refusal:
            found = between(facts, series, present[0], present[-1])
            rows.append(_year_row(facts, series, present, found))
            notes += remarks(facts, series, present[0], present[-1], found)
            used += ((series, end.period, end.observation) for end in present)
        elif names:
            notes.append(refusal)
    if rows and years[-1].last < years[0].last:
        notes.append(f"from {years[0].text} back to {years[-1].text}: the annual rate is that of going forward")
    if not rows:
        raise RefusalError("; ".join(notes) or f"no series has figures of both {' and '.join(y.text for y in years)}")
    columns = (
        Column("series", "Series", "word"),
        Column("unit", "Unit", "word"),
        *(Column(year.text, year.text, "figure") for year in years),
        Column("change", "Change", "change", drop=2),
        Column("change_pct", "Growth", "rate"),
        Column("multiple", "Multiple", "factor", drop=3),
        Column("cagr_pct", "A year", "rate", drop=1),
        Column("status", "Status", "status"),
        _CITED,
    )
    about = frozenset(names or (series.id for series, _, _ in used))
    return Table(
        columns,
        rows,
        notes,
        title=f"{', '.join(year.text for year in years)} compared",
        chart=Chart("series", tuple(year.text for year in years), "row", unit="unit"),
        about=about,
        sources=_cited(facts, used),
    )


def _why_not(series: Series, years: Sequence[Period], present: Sequence[End]) -> str | None:
    """Say why the periods cannot be compared for a series; None when they can."""
    if len(present) < len(years):
        lacking = ", ".join(year.text for year in years if year.span not in {end.period.span for end in present})
        return f"{series.id}: no figure of {lacking}"
    return unlike(series, *years)


def _year_row(facts: FactBase, series: Series, ends: Sequence[End], found: Growth) -> Row:
    status = inherited(*(end.observation.status for end in ends))
    figures = (figure(end.observation) for end in ends)
    head: Row = (series.id, facts.unit_of(series), *figures)
    rates = (found.change_pct, found.multiple, found.cagr_pct)
    cited = tuple(dict.fromkeys(key for end in ends for key in keys(end.observation)))
    return (*head, as_points(facts, series, found.change), *rates, status, cited)


def _by_period(facts: FactBase, names: Sequence[str], window: Window, base: str | None) -> Table:
    """Show one row a period and one column a series: figures, or index numbers with the base period as 100."""
    chosen = named(facts, names)
    if len(chosen) < _FEWEST:
        raise UsageError("compare needs two series or two periods, such as: xjcli compare trade partners")
    if _FIRST_COLUMN in {series.id for series in chosen}:
        raise UsageError(f"a series with the id '{_FIRST_COLUMN}' cannot be a column beside the one of that name")
    notes: list[str] = []
    answers: Mapping[str, Mapping[Period, Cell]]
    if base is None:
        answers = {series.id: {p: figure(o) for p, o in preferred(series).items()} for series in chosen}
    else:
        alike = _with_one_unit(facts, chosen, notes)
        if len(alike) < _FEWEST:
            raise RefusalError("; ".join(notes))
        answers = _indexed(facts, alike, parse(base), notes)
    shown = [series for series in chosen if series.id in answers]
    # A year is one row however each series spells it: as the first of them does.
    there = sorted({period.span: period for id_ in reversed(answers) for period in answers[id_]}.values())
    periods = [period for period in there if window.holds(period)]
    if not periods:
        instead = f"; the first is of {there[0].text}, the last of {there[-1].text}" if there else ""
        notes.append(f"no figure {window}".rstrip() + f" of {', '.join(series.id for series in shown)}{instead}")
    at = {id_: {period.span: cell for period, cell in cells.items()} for id_, cells in answers.items()}
    used = [(s, p, o) for s in shown for p, o in preferred(s).items() if p in answers[s.id] and window.holds(p)]
    cited: dict[tuple[date, date], dict[str, None]] = {}
    for _, period, observation in used:
        cited.setdefault(period.span, {}).update(dict.fromkeys(keys(observation)))
    notes += _remarks(used)
    captions = {s.id: facts.unit_of(s) if base is None else f"{base} = 100" for s in shown}
    kind: Kind = "figure" if base is None else "factor"
    return Table(
        (
            Column(_FIRST_COLUMN, "Period", "period"),
            *(Column(series.id, f"{visible(series.id)}\n{visible(captions[series.id])}", kind) for series in shown),
            _CITED,
        ),
        [
            (period, *(at[series.id].get(period.span) for series in shown), tuple(cited[period.span]))
            for period in periods
        ],
        notes,
        title=f"{', '.join(series.id for series in shown)} compared{'' if base is None else f', {base} = 100'}",
        chart=Chart(_FIRST_COLUMN, tuple(series.id for series in shown), "column" if base is None else "all"),
        about=frozenset(names),
        sources=_cited(facts, used),
    )


def _cited(facts: FactBase, used: Sequence[tuple[Series, Period, Observation]]) -> dict[str, str]:
    """Cite each source with the figures that it gives, since no column refers to it."""
    given: dict[str, dict[str, list[str]]] = {}
    for series, period, observation in used:
        for key in keys(observation):
            given.setdefault(key, {}).setdefault(series.id, []).append(period.text)
    said = {key: [f"{name} {', '.join(at)}" for name, at in series.items()] for key, series in given.items()}
    return {key: f"{cite(facts, key)}: {'; '.join(figures)}" for key, figures in said.items()}


def _remarks(used: Sequence[tuple[Series, Period, Observation]]) -> list[str]:
    """Say what bare numbers in a column hide: a qualifier, a range, a status other than normal; alike ones together."""
    hidden: dict[tuple[str, str], list[str]] = {}
    for series, period, observation in used:
        said = []
        if observation.value is None:
            said.append(f"a range, {spelled(observation)}")
        elif observation.qualifier:
            said.append(f"{observation.qualifier} {spelled(observation)}")
        if observation.status in STATUS_WORDS:
            said.append(STATUS_WORDS[observation.status])
        if said:
            hidden.setdefault((series.id, ", ".join(said)), []).append(period.text)
    return [f"{name}: {', '.join(at)} {'is' if len(at) == 1 else 'are'} {said}" for (name, said), at in hidden.items()]


def _with_one_unit(facts: FactBase, chosen: Sequence[Series], notes: list[str]) -> list[Series]:
    """Keep the series that may share one index: all in percent or none, and no second currency."""
    kept: list[Series] = []
    percent = facts.kind_of(chosen[0]) == "percent"
    currency = next((series.unit for series in chosen if facts.kind_of(series) == "currency"), None)
    for series in chosen:
        kind = facts.kind_of(series)
        if (kind == "percent") != percent:
            notes.append(
                f"{series.id} is in {facts.unit_of(series)}, {chosen[0].id} in {facts.unit_of(chosen[0])}: "
                "a percentage and an amount have no common index"
            )
        elif kind == "currency" and series.unit != currency:
            notes.append(
                f"{series.id} is in {series.unit}: an index of two currencies would measure their exchange "
                f"rate too; {currency} came first"
            )
        else:
            kept.append(series)
    return kept


def _indexed(
    facts: FactBase, chosen: Sequence[Series], base: Period, notes: list[str]
) -> dict[str, dict[Period, Cell]]:
    """Compute index numbers of each series that has a base above zero; flows over other stretches are left out."""
    answers: dict[str, dict[Period, Cell]] = {}
    for series in chosen:
        figures = preferred(series)
        estimates = {period: estimate(facts, series, figure) for period, figure in figures.items()}
        start = next((period for period in figures if period.span == base.span), None)
        if start is None:
            there = ", ".join(period.text for period in list(figures)[:20])
            notes.append(f"{series.id}: no figure of {base.text} to be 100; there is {there}")
            continue
        at = estimates[start]
        if index(at, at) is None:
            notes.append(f"{series.id}: the figure of {base.text} is not above zero, so it cannot be 100")
            continue
        apart = dict.fromkeys(period for period in estimates if unlike(series, period, base))
        if apart:
            texts = ", ".join(period.text for period in apart)
            notes.append(f"{series.id}: {texts} left out, not comparable with the stretch of {base.text}")
        answers[series.id] = {
            period: _inherited(index(known, at), figures[period].status, figures[start].status)
            for period, known in estimates.items()
            if period not in apart
        }
    if not answers:
        raise RefusalError("; ".join(notes))
    return answers


def _inherited(number: Estimate | None, *statuses: str) -> Inherited | None:
    return None if number is None else Inherited(number.value, number.low, number.high, inherited(*statuses))
