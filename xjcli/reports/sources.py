"""Who says so? The sources of a fact base, and those that an answer rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from xjcli.errors import unknown
from xjcli.table import Column, Heading, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xjcli.facts import FactBase

COLUMNS = (
    # On a screen the keys, which are long and are there to be copied, stand in the headings and never fold.
    Column("key", "Key", "text", screen="heading"),
    Column("title", "Title", "text", screen="heading"),
    Column("publisher", "Publisher", "text"),
    Column("published", "Published", "word"),
    Column("url", "Address", "text", drop=1),
    Column("figures", "Figures", "count"),
    Column("number", "Number", "count", data="extra", screen="never"),
    Column("cites", "Cites", "text", data="extra", screen="never"),
    Column("note", "Note", "text", data="extra", screen="never"),
    Column("accessed", "Accessed", "word", data="extra", screen="never"),
    Column("used_by", "Used by", "count", data="extra", screen="never"),
)


def sources(facts: FactBase, keys: Sequence[str]) -> Table:
    """Answer `sources`: those named, each once, in the order named, or all.

    Raises UsageError with the nearest key for an unknown one. A fact base without sources leaves a note.
    """
    for key in keys:
        if key not in facts.sources:
            raise unknown("source", key, facts.sources)
    notes = [] if facts.sources else ["the fact base names no sources"]
    return _table(facts, keys or facts.sources, notes)


def cited(facts: FactBase, table: Table) -> Table:
    """List the sources that the rows of an answer show, in the order of first use; the answer's notes stay.

    Where no column shows sources, those that the answer as a whole stands on. A key that the fact base does not know
    stands for itself. Reads all rows.
    """
    shown = dict.fromkeys(key for row in table.rows for cell in row if isinstance(cell, tuple) for key in cell)
    has_column = any(column.kind == "source" for column in table.columns)
    cited_keys = shown if has_column else table.sources
    return msgspec.structs.replace(_table(facts, cited_keys, table.notes), meant_for="references")


def _table(facts: FactBase, keys: Iterable[str], notes: list[str]) -> Table:
    figures = Counter(observation.source for series in facts.series for observation in series.observations)
    used_by = Counter(
        [
            *(route.source for route in facts.routes),
            *(good.source for good in facts.goods),
            *(event.source for event in facts.events),
            *(claim.source for claim in facts.claims),
        ]
    )
    chosen = list(dict.fromkeys(keys))
    return Table(
        COLUMNS,
        [_row(facts, key, figures[key], number, used_by[key]) for number, key in enumerate(chosen, 1)],
        notes,
        title="Sources",
        group="key",
        headings={key: Heading(key, _title(facts, key)) for key in chosen},
    )


def _title(facts: FactBase, key: str) -> str:
    source = facts.sources.get(key)
    return (source and source.title) or ""


def _row(facts: FactBase, key: str, figures: int, number: int, used_by: int) -> Row:
    source = facts.sources.get(key)
    if source is None:
        return key, None, None, None, None, figures, number, None, None, facts.date, used_by
    return (
        key,
        source.title,
        source.publisher,
        source.published,
        source.url,
        figures,
        number,
        source.cites,
        source.note,
        facts.date,
        used_by,
    )
