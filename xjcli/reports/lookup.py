"""What is the one number? The figure of a period in the first series asked for, for a script that needs just that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.errors import RefusalError
from xjcli.reports.selection import citations, figure, keys, preferred, spelled
from xjcli.table import STATUS_WORDS, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period

COLUMNS = (
    Column("series", "Series", "word"),
    Column("period", "Period", "period"),
    Column("unit", "Unit", "word"),
    Column("qualifier", "Qualifier", "word", screen="never"),
    Column("status", "Status", "status"),
    Column("source", "Source", "source"),
    # Last, where a format of bare lines looks for what it prints.
    Column("value", "Value", "figure"),
)


def value(facts: FactBase, chosen: Sequence[Series], asked: Period, notes: Sequence[str]) -> Table:
    """Answer `--get`: the preferred figure of a period in the first series, as printed; what it hides is noted.

    Raises RefusalError where there is no such series or figure, and for a range, which is no one value.
    """
    if not chosen:
        raise RefusalError("; ".join(notes))
    series = chosen[0]
    found = next((figure for figure in preferred(series).items() if figure[0].span == asked.span), None)
    if found is None:
        there = ", ".join(period.text for period in preferred(series))
        raise RefusalError(f"{series.id}: no figure of {asked.text}; there is {there or 'none at all'}")
    period, observation = found
    if observation.value is None:
        raise RefusalError(f"{series.id}: {period.text} is a range, {spelled(observation)}, and no one value")
    row = (
        *(series.id, period, facts.unit_of(series), observation.qualifier, observation.status),
        *(keys(observation), figure(observation)),
    )
    return Table(
        COLUMNS,
        [row],
        _hidden(series, period, observation),
        title=f"{series.title}, {period.text}",
        about=frozenset({series.id}),
        sources=citations(facts, keys(observation)),
        meant_for="lines",
    )


def _hidden(series: Series, period: Period, observation: Observation) -> list[str]:
    """Say what a bare number hides: that it is a bound or a hint, or of a status other than normal."""
    qualified = f"{observation.qualifier} {spelled(observation)}" if observation.qualifier else None
    said = [word for word in (qualified, STATUS_WORDS.get(observation.status)) if word]
    return [f"{series.id}: {period.text} is {', '.join(said)}"] if said else []
