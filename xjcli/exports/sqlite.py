"""What do databases read? A SQLite file: tables with keys and checks, and views to ask."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xjcli.exports import ranks
from xjcli.exports.lines import plain
from xjcli.exports.tables import KEYS, tables

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from xjcli.exports.columns import Field
    from xjcli.exports.lines import Value
    from xjcli.exports.tables import Table
    from xjcli.facts import FactBase

# "xjcl" tells other programs what the file is; the layout is to be counted up whenever a table or a view changes.
_APPLICATION = 0x786A636C
_LAYOUT = 1
_PRAGMAS = (
    # What is half written is thrown away as a whole.
    "journal_mode = OFF",
    "synchronous = OFF",
    f"application_id = {_APPLICATION}",
    f"user_version = {_LAYOUT}",
)
# Numbers are text: as REAL 434.10 would come back as 434.1, and a long number as its neighbour.
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_CHECKS = {"boolean": "{} IN (0, 1)", "number": "{} NOT GLOB '*[^-0-9.]*'"}
_MORE = {
    "observations": (
        'CHECK ("first_day" <= "last_day")',
        'CHECK ("value" IS NOT NULL OR ("low" IS NOT NULL AND "high" IS NOT NULL))',
        f'CHECK ("rank" >= {ranks.PREFERRED})',
    )
}
_FACT_BASE = 'CREATE TABLE "fact_base" ("version" TEXT, "date" TEXT, "language" TEXT NOT NULL)'
_VIEW = """CREATE VIEW "{}" AS -- {}
SELECT
  o."series", s."title", s."theme", o."period", o."first_day", o."last_day",
  o."value", -- digits as printed
  CAST(o."value" AS REAL) AS "number", -- to sort by and to compute with; digits may be lost
  o."low", o."high", o."rounded_to", s."unit_label" AS "unit", o."qualifier", o."status",
  coalesce(p."publisher", p."key") AS "publisher", p."title" AS "source_title", p."published", p."url",
  o."source", o."as_of", o."printed", o."note"
FROM "observations" AS o JOIN "series" AS s ON s."id" = o."series" JOIN "sources" AS p ON p."key" = o."source"
WHERE o."rank" {} {}
ORDER BY s.rowid, o."first_day", o."last_day", o."rank\""""
_VIEWS = (
    _VIEW.format("figures", "The preferred figure of each period", "=", ranks.PREFERRED),
    _VIEW.format("alternatives", "What other sources say of the same periods", ">", ranks.PREFERRED),
)


def write(facts: FactBase, path: Path) -> None:
    """Write a fact base as a new SQLite database; raises OSError when the disk does not take it."""
    # Only an export to SQLite pays for it.
    import sqlite3

    found = tables(facts)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for table in found:
            _fill(connection, table)
        connection.execute(_FACT_BASE)
        connection.execute('INSERT INTO "fact_base" VALUES (?, ?, ?)', (facts.version, facts.date, facts.language))
        for view in _VIEWS:
            connection.execute(view)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _fill(connection: Connection, table: Table) -> None:
    """Create a table with its indexes and insert its rows; what another table says is not repeated."""
    at = [i for i, field in enumerate(table.fields) if not field.repeats]
    fields = [table.fields[i] for i in at]
    connection.execute(_definition(table, fields))
    marks = ", ".join("?" * len(at))
    rows = ([_stored(row[i]) for i in at] for row in table.rows)
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - our own names
    # What is asked for by its source or its day need not be looked for in the whole table.
    wanted = [field.name for field in fields if field.refers or field.name == "first_day"]
    for name in [name for name in wanted if name != KEYS[table.name][0]]:
        connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def _definition(table: Table, fields: list[Field]) -> str:
    key = ", ".join(f'"{name}"' for name in KEYS[table.name])
    columns = "\n".join(f"  {_column(field)}, -- {field.about}" for field in fields)
    more = ",\n  ".join((f"PRIMARY KEY ({key})", *_MORE.get(table.name, ())))
    return f'CREATE TABLE "{table.name}" ( -- {table.about}\n{columns}\n  {more}\n)'


def _column(field: Field) -> str:
    name = f'"{field.name}"'
    parts = [name, _TYPES.get(field.kind, "TEXT"), "NOT NULL" if field.required else ""]
    if field.refers:
        parts.append(f'REFERENCES "{field.refers}" ("{KEYS[field.refers][0]}")')
    if field.options:
        choice = ", ".join(f"'{option}'" if isinstance(option, str) else str(option) for option in field.options)
        parts.append(f"CHECK ({name} IN ({choice}))")
    elif field.kind in _CHECKS:
        parts.append(f"CHECK ({_CHECKS[field.kind].format(name)})")
    return " ".join(part for part in parts if part)


def _stored(value: Value) -> str | int | None:
    """Reduce a value to what SQLite keeps exactly."""
    return plain(value) if isinstance(value, (Decimal, date)) else value
