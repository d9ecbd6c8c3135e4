"""What do viewers of statistics read? JSON-stat 2.0: one sparse cube of series, periods and ranks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from xjcli.exports import ranks
from xjcli.exports.lines import plain
from xjcli.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xjcli.exports.ranks import Figure
    from xjcli.facts import FactBase, Series

Json: TypeAlias = "dict[str, object]"

_NOTES = [
    "Numbers have the digits that their sources print; unit.decimals is the most that a series has.",
    "Status is that of SDMX CL_OBS_STATUS: A normal, E estimated, F forecast, P provisional.",
    f"Rank: {ranks.ABOUT}.",
    "extension.observations says more by the same index; a range, from low to high, has no value.",
]
_DIMENSIONS = ("series", "period", "rank")
# What an observation says beyond its value and status.
_OF_OBSERVATION = ("low", "high", "rounded_to", "qualifier", "as_of", "printed", "note", "source")
_OF_SERIES = (
    *("theme", "unit", "unit_mult", "measure", "freq", "prices", "ref_area"),
    *("flow", "partner", "mode", "port", "operator", "out_of", "published_growth"),
)


class _Cube(NamedTuple):
    """The categories of each dimension, and every figure by its index, which counts ranks fastest."""

    periods: list[str]
    ranks: list[str]
    figures: dict[str, Figure]


def write(facts: FactBase, path: Path) -> None:
    """Write the figures of a fact base as a new file of JSON-stat, numbers with the digits as printed."""
    text = msgspec.json.format(msgspec.json.encode(_dataset(facts)), indent=2).decode()
    path.write_text(f"{escaped(text)}\n", encoding="utf-8", newline="\n")


def _cube(facts: FactBase) -> _Cube:
    """Find the place of every figure."""
    figures = list(ranks.figures(facts))
    periods = sorted({figure.period for figure in figures})
    highest = max((figure.rank for figure in figures), default=ranks.PREFERRED)
    rows = {series.id: row for row, series in enumerate(facts.series)}
    columns = {period: column for column, period in enumerate(periods)}
    found = {}
    for figure in figures:
        cell = rows[figure.series.id] * len(periods) + columns[figure.period]
        found[str(cell * highest + figure.rank - 1)] = figure
    return _Cube([period.text for period in periods], [str(rank + 1) for rank in range(highest)], found)


def _dataset(facts: FactBase) -> Json:
    cube = _cube(facts)
    dataset: Json = {
        "version": "2.0",
        "class": "dataset",
        "label": "Figures of a fact base of xjcli",
        "source": "Each figure has its own source, named in extension.observations",
    }
    if facts.date and _is_day(facts.date):
        dataset["updated"] = facts.date
    figures = cube.figures.items()
    return dataset | {
        "note": _NOTES,
        "id": _DIMENSIONS,
        "size": [len(facts.series), len(cube.periods), len(cube.ranks)],
        "role": {"time": ["period"], "metric": ["series"]},
        "dimension": {
            "series": {"label": "Series", "category": _series(facts)},
            "period": {"label": "Period", "category": _category((text, text) for text in cube.periods)},
            "rank": {"label": "Rank", "category": _category((rank, _rank(rank)) for rank in cube.ranks)},
        },
        "value": {at: _number(one.observation.value) for at, one in figures if one.observation.value is not None},
        "status": {at: one.observation.status for at, one in figures},
        "extension": {
            "version": facts.version,
            "series": {series.id: _said(series, _OF_SERIES) for series in facts.series},
            "observations": {at: _said(one.observation, _OF_OBSERVATION) for at, one in figures},
            "sources": facts.sources,
        },
    }


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _category(labels: Iterable[tuple[str, str]]) -> Json:
    named = dict(labels)
    return {"index": list(named), "label": named}


def _rank(rank: str) -> str:
    return "preferred" if rank == str(ranks.PREFERRED) else f"alternative {int(rank) - ranks.PREFERRED}"


def _series(facts: FactBase) -> Json:
    """Name the series, each with its id: many readers tell categories apart by their labels alone."""
    category = _category((series.id, f"{series.title} ({series.id})") for series in facts.series)
    units = {series.id: {"label": facts.unit_of(series), "decimals": _decimals(series)} for series in facts.series}
    return category | {"unit": units}


def _decimals(series: Series) -> int:
    """Count the most digits that a figure of a series has behind the point."""
    values = (value for one in series.observations for value in (one.value, one.low, one.high) if value is not None)
    return max((len(plain(value).partition(".")[2]) for value in values), default=0)


def _said(record: msgspec.Struct, names: Iterable[str]) -> Json:
    """Collect what a record says."""
    found = {name: getattr(record, name) for name in names}
    return {name: _number(value) for name, value in found.items() if value is not None}


def _number(value: object) -> object:
    """Keep the digits of a number: written by the encoder, a small one would have an exponent."""
    return msgspec.Raw(plain(value).encode()) if isinstance(value, Decimal) else value
