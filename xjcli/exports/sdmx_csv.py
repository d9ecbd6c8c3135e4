"""What do systems of official statistics read? SDMX-CSV 2.0: one row an observation, its attributes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.exports import ranks
from xjcli.exports.lines import spelled
from xjcli.periods import stretch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xjcli.exports.lines import Value
    from xjcli.facts import FactBase, Source
    from xjcli.periods import Period

# The dataflow of all fact bases, whose version counts the columns below, and the action: data to be informed of.
_DATAFLOW = "XJCLI:FIGURES(1.0.0)"
_EVERY_ROW = {"STRUCTURE": "dataflow", "STRUCTURE_ID": _DATAFLOW, "ACTION": "I"}
# In the order that the format asks for: dimensions, measure, attributes.
_DIMENSIONS = ("SERIES", "RANK", "TIME_PERIOD")
_MEASURE = ("OBS_VALUE",)
# Attributes of an observation, and the fields that they come from.
_OF_OBSERVATION = {
    "OBS_LOW": "low",
    "OBS_HIGH": "high",
    "ROUNDED_TO": "rounded_to",
    "QUALIFIER": "qualifier",
    "OBS_STATUS": "status",
    "AS_OF": "as_of",
    "PRINTED": "printed",
    "COMMENT_OBS": "note",
    "SOURCE": "source",
}
_OF_SOURCE = {
    "SOURCE_PUBLISHER": "publisher",
    "SOURCE_TITLE": "title",
    "SOURCE_PUBLISHED": "published",
    "SOURCE_URL": "url",
    "SOURCE_CITES": "cites",
}
_OF_SERIES = {
    "TITLE": "title",
    "THEME": "theme",
    "UNIT_MEASURE": "unit",
    "UNIT_MULT": "unit_mult",
    "MEASURE": "measure",
    "FREQ": "freq",
    "PRICES": "prices",
    "REF_AREA": "ref_area",
    "FLOW": "flow",
    "COUNTERPART_AREA": "partner",
    "TRANSPORT_MODE": "mode",
    "PORT": "port",
    "OPERATOR": "operator",
}
_COLUMNS = (
    *_EVERY_ROW,
    *_DIMENSIONS,
    *_MEASURE,
    "PERIOD",
    *_OF_OBSERVATION,
    *_OF_SOURCE,
    *_OF_SERIES,
)
# RFC 4180, on which the format stands, ends lines so.
_END = "\r\n"


def write(facts: FactBase, path: Path) -> None:
    """Write the figures of a fact base as a new file of SDMX-CSV.

    A range has no OBS_VALUE but OBS_LOW and OBS_HIGH. An interval is spelled as SDMX wants it, by its first day and how
    long it lasts; PERIOD holds every period as the fact base spells it.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(spelled([_COLUMNS], _END))
        file.writelines(spelled(_rows(facts), _END))


def _rows(facts: FactBase) -> Iterator[tuple[Value, ...]]:
    for series, period, rank, observation in ranks.figures(facts):
        source = facts.sources.get(observation.source)
        yield (
            *_EVERY_ROW.values(),
            series.id,
            rank,
            time_period(period),
            observation.value,
            period.text,
            *(getattr(observation, name) for name in _OF_OBSERVATION.values()),
            *(_of(source, name) for name in _OF_SOURCE.values()),
            *(getattr(series, name) for name in _OF_SERIES.values()),
        )


def _of(source: Source | None, name: str) -> str | None:
    return getattr(source, name) if source else None


def time_period(period: Period) -> str:
    """Spell a period as SDMX does: a year, month or day as it stands, an interval as its first day and its duration.

    Whole months are counted in months, anything else in days; the last day is part of the duration.
    """
    if "/" not in period.text:
        return period.text
    month, day, month_after, day_after, years = stretch(period)
    whole = day == day_after == 1
    duration = f"{years * 12 + month_after - month}M" if whole else f"{(period.last - period.first).days + 1}D"
    return f"{period.first.isoformat()}/P{duration}"
