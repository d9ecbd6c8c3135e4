"""A SQLite file holds every figure digit for digit, keeps its own rules, and answers questions at once."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from asking import figures as some
from exporting import BASE, FIELDS, HOSTILE, OBSERVATIONS, RAW, exported, small

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from exporting import Key, Known


def ask(path: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question, values).fetchall()


def refused(path: Path, statement: str) -> str:
    """Say why a database does not take a change."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError) as caught:
            connection.execute(statement)
        return str(caught.value)


def by_key(rows: Iterable[dict[str, Any]]) -> dict[Key, Known]:
    return {
        (row["series"], row["period"], row["rank"]): {name: row[name] for name in (*FIELDS, "unit", "status")}
        for row in rows
    }


# What another program reads


@pytest.fixture(name="sqlite_utils")
def _sqlite_utils() -> ModuleType:
    found: ModuleType = pytest.importorskip("sqlite_utils")
    return found


def test_another_program_reads_every_figure_back_from_the_tables(sqlite_utils: ModuleType, tmp_path: Path) -> None:
    with closing(sqlite_utils.Database(exported(tmp_path, "sqlite")).conn) as connection:
        database = sqlite_utils.Database(connection)
        labels = {row["id"]: row["unit_label"] for row in database["series"].rows}
        rows = [row | {"unit": labels[row["series"]]} for row in database["observations"].rows]
    assert by_key(rows) == OBSERVATIONS
    assert len(rows) == 201


def test_another_program_reads_every_figure_back_from_the_views(sqlite_utils: ModuleType, tmp_path: Path) -> None:
    with closing(sqlite_utils.Database(exported(tmp_path, "sqlite")).conn) as connection:
        database = sqlite_utils.Database(connection)
        assert database.view_names() == ["figures", "alternatives"]
        preferred = [row | {"rank": 1} for row in database["figures"].rows]
        others = [row | {"rank": 2} for row in database["alternatives"].rows]
    assert (len(preferred), len(others)) == (195, 6)
    assert by_key(preferred + others) == OBSERVATIONS


@pytest.mark.parametrize("kind", ["series", "routes", "goods", "events", "claims"])
def test_another_program_reads_everything_else_back(kind: str, sqlite_utils: ModuleType, tmp_path: Path) -> None:
    with closing(sqlite_utils.Database(exported(tmp_path, "sqlite")).conn) as connection:
        rows = list(sqlite_utils.Database(connection)[kind].rows)
    beyond = {"observations", "check"}
    assert [
        {name: row[name] for name in raw if name not in beyond} for row, raw in zip(rows, RAW[kind], strict=True)
    ] == [{name: value for name, value in raw.items() if name not in beyond} for raw in RAW[kind]]


@pytest.mark.parametrize(("kind", "key"), [("sources", "key"), ("units", "code")])
def test_another_program_reads_sources_and_units_back(
    kind: str, key: str, sqlite_utils: ModuleType, tmp_path: Path
) -> None:
    with closing(sqlite_utils.Database(exported(tmp_path, "sqlite")).conn) as connection:
        rows = list(sqlite_utils.Database(connection)[kind].rows)
    found = {row.pop(key): {name: value for name, value in row.items() if value is not None} for row in rows}
    assert found == RAW[kind]


def test_another_program_sees_keys(sqlite_utils: ModuleType, tmp_path: Path) -> None:
    with closing(sqlite_utils.Database(exported(tmp_path, "sqlite")).conn) as connection:
        database = sqlite_utils.Database(connection)
        keys = {table.name: [(key.column, key.other_table) for key in table.foreign_keys] for table in database.tables}
        assert database["observations"].pks == ["series", "period", "rank"]
    assert {name: sorted(found) for name, found in keys.items()} == {
        "observations": [("series", "series"), ("source", "sources")],
        "series": [("out_of", "series"), ("published_growth", "series"), ("unit", "units")],
        "sources": [],
        "units": [],
        "routes": [("source", "sources")],
        "goods": [("source", "sources")],
        "events": [("source", "sources")],
        "claims": [("series", "series"), ("source", "sources")],
        "fact_base": [],
    }


def test_the_program_of_sqlite_itself_answers_a_question(tmp_path: Path) -> None:
    question = "SELECT period, value, unit, publisher FROM figures WHERE series = 'trade' LIMIT 2"
    try:
        done = subprocess.run(["sqlite3", exported(tmp_path, "sqlite"), question], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("sqlite3 is not installed")
    assert done.stdout.decode() == (
        "2012|158.9|billion CNY|CCTV Video News Agency, via Bastille Post\n"
        "2019|164.09|billion CNY|Wang Li, Yili Normal University (journal article)\n"
    )


# What can be asked


def test_numbers_sort_and_sum_in_the_views(tmp_path: Path) -> None:
    path = exported(tmp_path, "sqlite")
    question = "SELECT value, number FROM figures WHERE series = 'trade' ORDER BY number DESC LIMIT 2"
    assert ask(path, question) == [("520.37", 520.37), ("434.1", 434.1)]
    question = "SELECT sum(number) FROM figures WHERE series = 'partners' AND period IN ('2012', '2024')"
    assert ask(path, question) == [(193.0 + 223.0,)]


def test_a_figure_comes_with_all_that_it_needs(tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(tmp_path, "sqlite"))) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute("SELECT * FROM alternatives WHERE series = 'trains'").fetchone()
    assert dict(row) == {
        "series": "trains",
        "title": "China-Europe and China-Central Asia freight trains through Xinjiang",
        "theme": "routes",
        "period": "2024",
        "first_day": "2024-01-01",
        "last_day": "2024-12-31",
        "value": "16800",
        "number": 16800.0,
        "low": None,
        "high": None,
        "rounded_to": "100",
        "unit": "trains",
        "qualifier": "about",
        "status": "F",
        "publisher": "CCTV Video News Agency, via Bastille Post",
        "source_title": "Xinjiang trade soars with wider opening up",
        "published": "2025",
        "url": "https://www.bastillepost.com/global/article/5196864-xinjiang-trade-soars-with-wider-opening-up",
        "source": "article",
        "as_of": None,
        "printed": None,
        "note": "expected in the article; the actual figure follows",
    }


def test_figures_come_series_by_series_in_time_order(tmp_path: Path) -> None:
    path = exported(tmp_path, "sqlite")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE observations SET rowid = -rowid")
    found = ask(path, "SELECT series, first_day FROM figures")
    ids = [series["id"] for series in RAW["series"]]
    assert found == sorted(found, key=lambda row: (ids.index(row[0]), row[1]))
    assert len(found) == 195


def test_a_range_has_no_number(tmp_path: Path) -> None:
    question = "SELECT value, number, low, high FROM figures WHERE series = 'trucks-waiting'"
    assert ask(exported(tmp_path, "sqlite"), question) == [(None, None, "40", "50")]


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = exported(tmp_path, "sqlite")
    assert ask(path, "PRAGMA application_id") == [(int.from_bytes(b"xjcl", "big"),)]
    assert ask(path, "PRAGMA user_version") == [(1,)]
    assert ask(path, "SELECT * FROM fact_base") == [("1.0.0", "2026-11-23", "en")]


def test_every_column_says_what_it_means(tmp_path: Path) -> None:
    question = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name <> 'fact_base'"
    lines = [line for (sql,) in ask(exported(tmp_path, "sqlite"), question) for line in sql.split("\n")]
    columns = [line for line in lines if line.startswith('  "')]
    assert len(columns) == 71
    assert [line for line in columns if not line.partition(" -- ")[2]] == []


@pytest.mark.parametrize("column", ["source", "first_day"])
def test_what_is_often_asked_for_is_found_without_reading_everything(column: str, tmp_path: Path) -> None:
    question = f"EXPLAIN QUERY PLAN SELECT * FROM observations WHERE {column} = 'x'"  # noqa: S608 - a name from above
    plan = ask(exported(tmp_path, "sqlite"), question)
    assert f"USING INDEX observations_{column} " in plan[0][-1]


# Rules


def test_the_database_is_sound(tmp_path: Path) -> None:
    path = exported(tmp_path, "sqlite")
    assert ask(path, "PRAGMA foreign_key_check") == []
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE observations SET status = 'X'", "CHECK constraint failed: "),
        ("UPDATE observations SET qualifier = 'some'", "CHECK constraint failed: "),
        ("UPDATE observations SET value = '1,5'", "CHECK constraint failed: "),
        ("UPDATE observations SET value = NULL", "CHECK constraint failed: "),
        ("UPDATE observations SET rank = 0", "CHECK constraint failed: "),
        ("UPDATE observations SET last_day = '0001-01-01'", "CHECK constraint failed: "),
        ("UPDATE series SET headline = 2", "CHECK constraint failed: "),
        ("UPDATE series SET unit_mult = 1", "CHECK constraint failed: "),
        ("UPDATE observations SET source = 'nobody'", "FOREIGN KEY constraint failed"),
        ("UPDATE observations SET series = 'nothing' WHERE rowid = 1", "FOREIGN KEY constraint failed"),
        ("UPDATE series SET unit = 'NOTHING'", "FOREIGN KEY constraint failed"),
        ("UPDATE series SET out_of = 'nothing'", "FOREIGN KEY constraint failed"),
        ("UPDATE observations SET rank = 1", "UNIQUE constraint failed: "),
        ("UPDATE routes SET id = 'r'", "UNIQUE constraint failed: "),
        ("UPDATE series SET title = NULL", "NOT NULL constraint failed: "),
    ],
)
def test_the_database_takes_no_change_against_its_rules(change: str, reason: str, tmp_path: Path) -> None:
    assert refused(exported(tmp_path, "sqlite"), change).startswith(reason)


LOOSE = small(
    {"id": "a", "unit": "Y", "out_of": "b", "published_growth": "c", "observations": some(("2024", "1"), source="t")},
    claims=[{"id": "c", "says": "d", "series": "e", "source": "u"}],
)


def test_keys_that_lead_nowhere_break_no_rule(tmp_path: Path) -> None:
    path = exported(tmp_path, "sqlite", LOOSE)
    assert ask(path, "PRAGMA foreign_key_check") == []
    assert ask(path, "SELECT series, value, unit, publisher FROM figures") == [("a", "1", "Y", "t")]
    assert ask(path, "SELECT out_of, published_growth FROM series") == [("b", "c")]
    assert ask(path, "SELECT series FROM claims") == [("e",)]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_comes_back(text: str, tmp_path: Path) -> None:
    facts = small(
        {"id": text, "title": text, "unit": text, "observations": some(("2024", "1"), source=text, note=text)},
        sources={text: {"publisher": text}},
    )
    path = exported(tmp_path, "sqlite", facts)
    assert ask(path, "SELECT series, title, source, publisher, note FROM figures") == [(text,) * 5]
    assert (text, None) in ask(path, "SELECT code, label FROM units")


def test_units_come_in_the_language_of_the_facts(tmp_path: Path) -> None:
    path = exported(tmp_path, "sqlite", BASE.in_language("zh"))
    assert ask(path, "SELECT DISTINCT unit FROM figures WHERE series = 'trade'") == [("十亿元",)]
    assert ask(path, "SELECT language FROM fact_base") == [("zh",)]
