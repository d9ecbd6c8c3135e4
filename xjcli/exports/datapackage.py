"""What do tools for open data read? A Data Package: CSV files and a descriptor of every column."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from xjcli.exports.delivery import DESCRIPTOR
from xjcli.exports.lines import spelled
from xjcli.exports.tables import KEYS, tables
from xjcli.text import escaped

if TYPE_CHECKING:
    from pathlib import Path

    from xjcli.exports.columns import Field
    from xjcli.exports.tables import Table
    from xjcli.facts import FactBase, Source

Json: TypeAlias = "dict[str, object]"

# Data Package 2.0, https://datapackage.org
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_ABOUT = (
    "Figures with unit, period, status and source. Numbers have the digits that their sources print, so trailing zeros"
    " mean something. A period has one preferred figure, of rank 1; figures of other ranks are alternatives to it."
)
# An identifier of the Open Definition is asked for, and no licence covers what many sources have published.
_LICENSE = {"name": "notspecified", "title": "The figures belong to their sources; cite each figure by its own source."}


def write(facts: FactBase, folder: Path) -> None:
    """Write a fact base as a new folder of CSV files and their descriptor."""
    found = tables(facts)
    folder.mkdir()
    for table in found:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(spelled([[field.name for field in table.fields]], "\n"))
            file.writelines(spelled(table.rows, "\n"))
    text = json.dumps(_package(facts, found), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(f"{escaped(text)}\n", encoding="utf-8", newline="\n")


def _package(facts: FactBase, found: list[Table]) -> Json:
    """Describe the package; what the fact base does not say is left out."""
    package: Json = {
        "$schema": _PROFILE,
        "name": "xjcli-fact-base",
        "title": "Fact base of xjcli",
        "description": _ABOUT,
        "version": facts.version,
        "created": _created(facts.date),
        "licenses": [_LICENSE],
        "sources": [_source(source) for source in facts.sources.values()],
        "resources": [_resource(table) for table in found],
    }
    return {name: value for name, value in package.items() if value}


def _created(day: str | None) -> str | None:
    """Spell a whole day as the moment it begins; no moment is known of what is no day."""
    try:
        return f"{date.fromisoformat(day or '').isoformat()}T00:00:00Z"
    except ValueError:
        return None


def _source(source: Source) -> Json:
    title = {"title": ", ".join(part for part in (source.publisher, source.title, source.published) if part)}
    is_address = source.url is not None and source.url.startswith(("http://", "https://"))
    return {**title, "path": source.url} if is_address else {**title}


def _resource(table: Table) -> Json:
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> Json:
    schema: Json = {
        "fields": [_column(table, field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": KEYS[table.name],
    }
    keys = [_foreign_key(table, field.name, field.refers) for field in table.fields if field.refers]
    return schema | ({"foreignKeys": keys} if keys else {})


def _foreign_key(table: Table, field: str, refers: str) -> Json:
    """Refer to another table by its name, and to the table itself, as the standard wants it, by none."""
    other = {} if refers == table.name else {"resource": refers}
    return {"fields": [field], "reference": {**other, "fields": KEYS[refers]}}


def _column(table: Table, field: Field) -> Json:
    constraints: Json = {}
    if field.required:
        constraints["required"] = True
    if KEYS[table.name] == (field.name,):
        constraints["unique"] = True
    if field.options:
        constraints["enum"] = list(field.options)
    column: Json = {"name": field.name, "type": field.kind, "description": field.about}
    return column | ({"constraints": constraints} if constraints else {})
