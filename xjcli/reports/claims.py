"""Is it true? Statements held against the fact base, each tried with every figure on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from xjcli.currencies import CURRENCIES, RATES
from xjcli.errors import RefusalError, quoted, unknown
from xjcli.facts import Converts, Figures, Grows, Happens, Rises
from xjcli.intervals import EXACT, Estimate, difference, product, ratio, stands_for
from xjcli.periods import parse
from xjcli.rates import growth_pct
from xjcli.reports.growth import unlike
from xjcli.reports.selection import citations, cite, estimate, in_order
from xjcli.reports.verdicts import (
    CONTRADICTED,
    DISPUTED,
    NOT_MET,
    SUPPORTED,
    UNCORROBORATED,
    Finding,
    Trial,
    agree,
    sources_of,
    together,
    weigh,
)
from xjcli.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from xjcli.facts import Claim, FactBase, Observation, Series, Stated

_ALONE = "by no other source"
_FITS = {True: "which fits", False: "not", None: "which leaves open"}

COLUMNS = (
    Column("id", "Id", "word"),
    Column("claim", "Claim", "text"),
    Column("verdict", "Verdict", "word"),
    Column("working", "Working", "text"),
    Column("source", "Source", "source"),
    Column("heard", "Heard", "source", data="never", screen="never"),
)


def claims(facts: FactBase, ids: Sequence[str]) -> Table:
    """Answer `claims`: the claims of these ids, or all; raises UsageError with the nearest id for an unknown one."""
    known = {claim.id: claim for claim in facts.claims}
    for name in ids:
        if name not in known:
            raise unknown("claim", name, known)
    chosen = [known[name] for name in dict.fromkeys(ids or known)]
    rows = [_row(facts, claim) for claim in chosen]
    notes = [] if rows else ["this fact base holds no claims"]
    return Table(
        COLUMNS,
        rows,
        notes,
        title="Claims held against the figures",
        about=frozenset(claim.series for claim in chosen),
        sources=citations(facts, (key for row in rows for cell in row if isinstance(cell, tuple) for key in cell)),
    )


def _row(facts: FactBase, claim: Claim) -> Row:
    verdict, working, heard = judge(facts, claim)
    return claim.id, claim.says, verdict, working, (claim.source,), heard


def has_contradiction(table: Table) -> bool:
    """Tell whether a claim in an answer is contradicted; the answer must still have all its columns."""
    at = [column.name for column in COLUMNS].index("verdict")
    return any(row[at] == CONTRADICTED for row in table.rows)


def judge(facts: FactBase, claim: Claim) -> Finding:
    """Hold one claim against the figures; one that cannot be checked is uncorroborated, and the working says why."""
    if claim.check is None:
        return Finding(UNCORROBORATED, "there is nothing to check it by")
    try:
        return _KINDS[type(claim.check)](facts, claim, claim.check)
    except RefusalError as refusal:
        return Finding(UNCORROBORATED, str(refusal))


def _series(facts: FactBase, name: str) -> Series:
    found = next((series for series in facts.series if series.id == name), None)
    if found is None:
        raise RefusalError(f"there is no series {quoted(name)} to check it by")
    return found


def _counted(series: Series, period: str) -> list[Observation]:
    """List the figures of a period, the preferred one first; a forecast is no evidence."""
    span = parse(period).span
    return [figure for at, figure in in_order(series) if at.span == span and figure.status != "F"]


def _figures(facts: FactBase, claim: Claim, check: Figures) -> Finding:
    return together((_figure(facts, claim, stated) for stated in check.of), "; ")


def _figure(facts: FactBase, claim: Claim, stated: Stated) -> Finding:
    """Hold a stated figure against those of other sources, and against the claimant's own where it is preferred."""
    series = _series(facts, stated.series or claim.series)
    known = estimate(facts, series, stated)
    trials = [
        Trial((figure,), agree(known, estimate(facts, series, figure)), figure.source != claim.source)
        for figure in _counted(series, stated.period)
        if figure.source != claim.source or figure.rank is None
    ]
    if not any(trial.independent for trial in trials):
        trials += _nearby(facts, claim, series, stated)
    verdict, said = weigh(trials), f"{stated.period}: {_written(stated)}"
    if facts.kind_of(series) != "count" and not stated.printed:
        said += f" {facts.unit_of(series)}"
    if stated.status == "F":
        said, verdict = f"{said} expected", NOT_MET if verdict == CONTRADICTED else verdict
    heard = [trial for trial in trials if trial.independent or trial.agrees is False]
    said += _heard([(_cited(facts, t.figures[0], stated), t.agrees) for t in heard])
    return Finding(verdict, said, sources_of(heard))


def _nearby(facts: FactBase, claim: Claim, series: Series, stated: Stated) -> list[Trial]:
    """Try the snapshots that others took within the period, or else their last one before it.

    One within may agree. None contradicts: the number of one day may be another on another day.
    """
    if series.measure != "stock":
        return []
    period, known = parse(stated.period), estimate(facts, series, stated)
    others = [(at, figure) for at, figure in in_order(series) if figure.source != claim.source and figure.status != "F"]
    within = [figure for at, figure in others if period.first <= at.first and at.last <= period.last]
    before = [figure for at, figure in others if at.last < period.first and figure.rank is None][-1:]
    agreeing = [agree(known, estimate(facts, series, figure)) or None for figure in within] or [None]
    return [Trial((f,), a, independent=True) for f, a in zip(within or before, agreeing, strict=False)]


def _written(figure: Observation) -> str:
    number = f"{figure.low} to {figure.high}" if figure.value is None else f"{figure.value}"
    return figure.printed or (f"{figure.qualifier} {number}" if figure.qualifier else number)


def _cited(facts: FactBase, figure: Observation, stated: Stated) -> str:
    when = "" if parse(figure.period).span == parse(stated.period).span else f" of {figure.period}"
    return f"{_written(figure)}{when} ({cite(facts, figure.source)})"


def _heard(cited: Sequence[tuple[str, bool | None]]) -> str:
    """Say which sources agree, which do not, and which leave it open."""
    listed = {which: ", ".join(text for text, agrees in cited if agrees is which) for which in (True, False, None)}
    said = f", also {listed[True]}" if listed[True] else ""
    said += f", but {listed[False]}" if listed[False] else ""
    return (said or f", {_ALONE}") + (f", compare {listed[None]}" if listed[None] else "")


def _tried(
    facts: FactBase,
    claim: Claim,
    stated: Estimate,
    ends: Sequence[tuple[Series, str]],
    compute: Callable[[Estimate, Estimate], Estimate | None],
) -> list[Trial]:
    """Compute from two figures, from every figure of either period, the preferred pair first.

    Raises RefusalError where a period has no figure.
    """
    figures = [_counted(*end) for end in ends]
    for (series, period), known in zip(ends, figures, strict=True):
        if not known:
            raise RefusalError(f"no figure of {period} in {series.id}")
    trials = []
    for first in figures[0]:
        for last in figures[1]:
            found = compute(estimate(facts, ends[0][0], first), estimate(facts, ends[1][0], last))
            independent = claim.source not in {first.source, last.source}
            trials.append(Trial((first, last), agree(stated, found), independent, found))
    return trials


def _rises(facts: FactBase, claim: Claim, check: Rises) -> Finding:
    """Try every year; 100 itself is not over 100."""
    verdict, working, heard = together((_rise(facts, claim, check, year) for year in check.years), ", ")
    goal = f"over {check.value} every year"
    endings = {
        SUPPORTED: goal,
        CONTRADICTED: f"not {goal}",
        DISPUTED: f"{goal} by some figures only",
        UNCORROBORATED: f"{goal} is shown {_ALONE}",
    }
    return Finding(verdict, f"{working}; {endings[verdict]}", heard)


def _rise(facts: FactBase, claim: Claim, check: Rises, year: int) -> Finding:
    series, stated = _series(facts, claim.series), stands_for(check.value, qualifier="over")
    try:
        trials = _tried(facts, claim, stated, [(series, f"{year:04}"), (series, f"{year - 1:04}")], difference)
    except RefusalError as refusal:
        return Finding(UNCORROBORATED, f"{year:04}: {refusal}")
    other = _otherwise(trials, _number)
    working = f"{year:04}: {_number(trials[0].found)}{other and f' ({other})'}"
    return Finding(weigh(trials), working, sources_of(trials))


def _grows(facts: FactBase, claim: Claim, check: Grows) -> Finding:
    """Compute the growth rate; as elsewhere there is none of a percentage, nor between parts of a year and a year."""
    series = _series(facts, claim.series)
    if facts.kind_of(series) == "percent":
        raise RefusalError(f"{series.id} is in percent and changes in points")
    refusal = unlike(series, parse(check.since), parse(check.until))
    if refusal:
        raise RefusalError(refusal)
    stated = stands_for(check.value, qualifier=check.qualifier)
    trials = _tried(facts, claim, stated, [(series, check.until), (series, check.since)], growth_pct)
    end, start = map(_written, trials[0].figures)
    said = f"{check.since} to {check.until}: {start} to {end} {facts.unit_of(series)} is "
    goal = f"{check.qualifier} {check.value}" if check.qualifier else f"{check.value}"
    return _concluded(said, trials, goal, lambda found: f"{_number(found, _places(check.value))} %")


def _converts(facts: FactBase, claim: Claim, check: Converts) -> Finding:
    """Convert the amount at the rate of its own period; the amount is the claim's to name, the rate is not."""
    series, rates = _series(facts, claim.series), _series(facts, RATES)
    if {series.unit, check.into} != set(CURRENCIES):
        raise RefusalError(f"{series.id} is in {facts.unit_of(series)}: there is no rate into {check.into}")
    divides = check.into == "USD"
    ends = [(series, check.period), (rates, check.period)]
    trials = _tried(facts, claim, stands_for(check.value), ends, ratio if divides else product)
    trials = [trial._replace(independent=trial.figures[1].source != claim.source) for trial in trials]
    amount, rate = trials[0].figures
    unit, places = facts.unit_of(msgspec.structs.replace(series, unit=check.into)), _places(check.value)
    said = f"{_written(amount)} {facts.unit_of(series)} {'/' if divides else '*'} {_written(rate)} = "
    finding = _concluded(said, trials, f"{check.value}", lambda found: f"{_number(found, places, '')} {unit}")
    if trials[0].agrees is not False or amount.value is None or amount.value <= 0:
        return finding
    implied = EXACT.divide(amount.value, check.value) if divides else EXACT.divide(check.value, amount.value)
    return finding._replace(working=f"{finding.working}; {check.value} implies a rate of {implied:.{places}f}")


def _happens(facts: FactBase, claim: Claim, check: Happens) -> Finding:
    """Look for the event in other sources; a date agrees that shares a day with the one stated."""
    stated, words = parse(check.date), check.event.casefold().split()
    cited, heard = [], []
    for event in facts.events:
        if event.source != claim.source and all(word in event.event.casefold() for word in words):
            date = parse(event.date)
            agrees = date.first <= stated.last and stated.first <= date.last
            cited.append((f"{event.date} ({cite(facts, event.source)})", agrees))
            heard.append(event.source)
    trials = [Trial((), agrees, independent=True) for _, agrees in cited]
    return Finding(weigh(trials), f"{check.date}{_heard(cited)}", tuple(heard))


_KINDS: dict[type, Callable[..., Finding]] = {
    Figures: _figures,
    Rises: _rises,
    Grows: _grows,
    Converts: _converts,
    Happens: _happens,
}


def _concluded(said: str, trials: Sequence[Trial], goal: str, write: Callable[[Estimate | None], str]) -> Finding:
    """Say what the preferred figures come to, and with which others the claim would come out otherwise."""
    first, verdict, other = trials[0], weigh(trials), _otherwise(trials, write)
    alone = f"; {_ALONE}" if verdict == UNCORROBORATED and first.agrees else ""
    working = f"{said}{write(first.found)}, {_FITS[first.agrees]} {goal}{other and f'; {other}'}{alone}"
    return Finding(verdict, working, sources_of(trials))


def _otherwise(trials: Sequence[Trial], write: Callable[[Estimate | None], str]) -> str:
    for trial in trials:
        if trial.agrees is not None and trial.agrees != trials[0].agrees:
            changed = [a for a, b in zip(trial.figures, trials[0].figures, strict=True) if a is not b]
            return f"with {' and '.join(map(_written, changed))} it is {write(trial.found)}"
    return ""


def _places(value: Decimal) -> int:
    """Count the decimals that show whether a computed number rounds to a stated one."""
    return max(2, 1 - int(value.as_tuple().exponent))


def _number(found: Estimate | None, places: int | None = None, sign: str = "+") -> str:
    """Write a computed number with so many decimals, or with all it has; a bound says which way it bounds."""
    style = f"{sign}f" if places is None else f"{sign}.{places}f"
    if found is None or found.low is found.high is None:
        return "unknown"
    if found.low is None:
        return f"at most {found.high:{style}}"
    if found.high is None:
        return f"at least {found.low:{style}}"
    if found.value is None:
        return f"{found.low:{style}} to {found.high:{style}}"
    return f"{found.value:{style}}"
