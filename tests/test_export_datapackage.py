"""A Data Package holds every figure digit for digit, and the tool that people check packages with finds no fault."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from asking import figures as some
from exporting import BASE, FIELDS, HOSTILE, OBSERVATIONS, RAW, exported, small

from xjcli.exports import columns, tables
from xjcli.facts import Claim, Event, FactBase, Good, Observation, Route, Series, Source, Unit

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from msgspec import Struct

Row: TypeAlias = "dict[str, Any]"


def read(path: Path, name: str) -> list[dict[str, str]]:
    """Read a table as text."""
    with (path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def descriptor(path: Path) -> Row:
    found: Row = json.loads((path / "datapackage.json").read_bytes())
    return found


def resource(path: Path, name: str) -> Row:
    found: Row = next(one for one in descriptor(path)["resources"] if one["name"] == name)
    return found


def keys_to(path: Path, name: str) -> dict[str, str]:
    found = resource(path, name)["schema"].get("foreignKeys", [])
    return {key["fields"][0]: key["reference"].get("resource", "itself") for key in found}


def plain(cell: object) -> str | None:
    return None if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


# What another program reads


@pytest.fixture(name="frictionless")
def _frictionless() -> ModuleType:
    found: ModuleType = pytest.importorskip("frictionless")
    return found


def test_a_validator_finds_no_fault(frictionless: ModuleType, tmp_path: Path) -> None:
    report = frictionless.validate(str(exported(tmp_path, "datapackage") / "datapackage.json"))
    assert (report.valid, report.stats["tasks"], report.flatten(["type", "note"])) == (True, 8, [])


def test_a_validator_reads_every_figure_back(frictionless: ModuleType, tmp_path: Path) -> None:
    package = frictionless.Package(str(exported(tmp_path, "datapackage") / "datapackage.json"))
    rows = package.get_resource("observations").read_rows()
    found = {
        (row["series"], row["period"], row["rank"]): {name: plain(row[name]) for name in FIELDS}
        | {"unit": row["unit_label"], "status": row["status"]}
        for row in rows
    }
    assert found == OBSERVATIONS
    assert len(rows) == 201


@pytest.mark.parametrize("kind", ["series", "routes", "goods", "events", "claims"])
def test_a_validator_reads_everything_else_back(kind: str, frictionless: ModuleType, tmp_path: Path) -> None:
    package = frictionless.Package(str(exported(tmp_path, "datapackage") / "datapackage.json"))
    rows = [row.to_dict() for row in package.get_resource(kind).read_rows()]
    beyond = {"observations", "check"}
    assert [
        {name: row[name] for name in raw if name not in beyond} for row, raw in zip(rows, RAW[kind], strict=True)
    ] == [{name: value for name, value in raw.items() if name not in beyond} for raw in RAW[kind]]


@pytest.mark.parametrize(("kind", "key"), [("sources", "key"), ("units", "code")])
def test_a_validator_reads_sources_and_units_back(
    kind: str, key: str, frictionless: ModuleType, tmp_path: Path
) -> None:
    package = frictionless.Package(str(exported(tmp_path, "datapackage") / "datapackage.json"))
    rows = [row.to_dict() for row in package.get_resource(kind).read_rows()]
    found = {row.pop(key): {name: value for name, value in row.items() if value is not None} for row in rows}
    assert found == RAW[kind]


def test_a_validator_reads_checks_of_claims_back(frictionless: ModuleType, tmp_path: Path) -> None:
    package = frictionless.Package(str(exported(tmp_path, "datapackage") / "datapackage.json"))
    rows = [row.to_dict() for row in package.get_resource("claims").read_rows()]
    found = {row["id"]: row["check_terms"] and {"kind": row["check_kind"], **row["check_terms"]} for row in rows}
    assert found == {claim["id"]: claim.get("check") for claim in RAW["claims"]}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_validator_reads_a_hostile_text_back(text: str, frictionless: ModuleType, tmp_path: Path) -> None:
    source = {"publisher": text, "title": text, "note": text, "url": text}
    facts = small({"id": "a", "title": text, "observations": some(("2024", "1"), note=text)}, sources={"s": source})
    path = exported(tmp_path, "datapackage", facts) / "datapackage.json"
    assert frictionless.validate(str(path)).flatten(["type", "note"]) == []
    package = frictionless.Package(str(path))
    assert package.get_resource("series").read_rows()[0]["title"] == text
    assert package.get_resource("observations").read_rows()[0]["note"] == text
    assert package.get_resource("sources").read_rows()[0]["publisher"] == text


def test_a_validator_finds_no_fault_where_keys_lead_nowhere(frictionless: ModuleType, tmp_path: Path) -> None:
    report = frictionless.validate(str(exported(tmp_path, "datapackage", LOOSE) / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []


def test_a_validator_finds_no_fault_in_nothing(frictionless: ModuleType, tmp_path: Path) -> None:
    report = frictionless.validate(str(exported(tmp_path, "datapackage", small()) / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("observations.status", "X", "constraint-error"),
        ("observations.value", "1,5", "type-error"),
        ("observations.source", "nobody", "foreign-key"),
        ("observations.series", "nothing", "foreign-key"),
        ("series.out_of", "nothing", "foreign-key"),
        ("series.unit", "NOTHING", "foreign-key"),
        ("series.title", "", "constraint-error"),
        ("claims.series", "nothing", "foreign-key"),
        ("units.code", "CNY", "primary-key"),
    ],
)
def test_a_validator_would_find_a_fault(
    place: str, value: str, fault: str, frictionless: ModuleType, tmp_path: Path
) -> None:
    table, field = place.split(".")
    path = exported(tmp_path, "datapackage")
    rows = read(path, table)
    rows[-1][field] = value
    with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    report = frictionless.validate(str(path / "datapackage.json"))
    assert fault in {found for (found,) in report.flatten(["type"])}


# The files


def test_every_figure_stands_in_the_file_digit_for_digit(tmp_path: Path) -> None:
    rows = read(exported(tmp_path, "datapackage"), "observations")
    found = {
        (row["series"], row["period"], int(row["rank"])): {name: row[name] or None for name in FIELDS}
        | {"unit": row["unit_label"], "status": row["status"]}
        for row in rows
    }
    assert found == OBSERVATIONS


def test_a_row_of_figures_reads_so(tmp_path: Path) -> None:
    lines = (exported(tmp_path, "datapackage") / "observations.csv").read_bytes().decode().split("\n")
    assert lines[0] == (
        "series,period,first_day,last_day,rank,value,low,high,rounded_to,unit,unit_mult,unit_label,qualifier,status,"
        "as_of,printed,source,note"
    )
    assert lines[5] == (
        "trade,2022,2022-01-01,2022-12-31,2,240,,,,CNY,9,billion CNY,over,A,,,china-xinjiang-2023-01-19,"
        "regional government work report"
    )
    assert [line for line in lines if line.startswith("trucks-waiting")] == [
        "trucks-waiting,2025,2025-01-01,2025-12-31,1,,40,50,,TRUCK,0,trucks,,A,,,article,"
    ]
    assert "\r" not in "".join(lines)


def test_yes_and_no_are_true_and_false(tmp_path: Path) -> None:
    found = {row["id"]: row["headline"] for row in read(exported(tmp_path, "datapackage"), "series")}
    assert (found["trade"], found["exports"]) == ("true", "false")


@pytest.mark.parametrize("table", ["goods", "events"])
def test_what_has_no_id_is_counted(table: str, tmp_path: Path) -> None:
    assert [row["number"] for row in read(exported(tmp_path, "datapackage"), table)] == ["1", "2", "3"]


def test_digits_are_never_shortened_or_spelled_with_an_exponent(tmp_path: Path) -> None:
    printed = ("158.90", "0.0000000000000000000000000001", "9999999999999999999999999999.10", "-0.0")
    facts = small({"id": "a", "observations": some(*zip(("2021", "2022", "2023", "2024"), printed, strict=True))})
    rows = read(exported(tmp_path, "datapackage", facts), "observations")
    assert tuple(row["value"] for row in rows) == printed


RECORDS: dict[str, tuple[type[Struct], set[str]]] = {
    "observations": (Observation, set()),
    "series": (Series, {"observations"}),
    "sources": (Source, set()),
    "units": (Unit, set()),
    "routes": (Route, set()),
    "goods": (Good, set()),
    "events": (Event, set()),
    "claims": (Claim, {"check"}),
}


@pytest.mark.parametrize("table", RECORDS)
def test_no_field_of_a_record_is_left_out(table: str) -> None:
    record, elsewhere = RECORDS[table]
    assert set(record.__struct_fields__) - {field.name for field in columns.fields(table)} == elsewhere


def test_every_table_of_the_facts_is_there() -> None:
    said_once = {"version", "date", "language", "described_by"}
    assert {*FactBase.__struct_fields__} - said_once == {table.name for table in tables.tables(BASE)} - {"observations"}


def test_titles_and_units_come_in_the_language_of_the_facts(tmp_path: Path) -> None:
    path = exported(tmp_path, "datapackage", BASE.in_language("zh"))
    assert read(path, "series")[0]["title"] == "进出口总值"
    assert read(path, "observations")[0]["unit_label"] == "十亿元"


# The descriptor


def test_the_descriptor_says_what_the_package_is(tmp_path: Path) -> None:
    found = descriptor(exported(tmp_path, "datapackage"))
    assert [one["name"] for one in found.pop("resources")] == [*RECORDS]
    sources = found.pop("sources")
    assert (len(sources), sources[0], sources[3]) == (
        132,
        {"title": "Horgos Customs (repost), 2019"},
        {
            "title": "CCTV Video News Agency, via Bastille Post, Xinjiang trade soars with wider opening up, 2025",
            "path": "https://www.bastillepost.com/global/article/5196864-xinjiang-trade-soars-with-wider-opening-up",
        },
    )
    assert found.pop("description").startswith("Figures with unit, period, status and source. ")
    assert found == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "xjcli-fact-base",
        "title": "Fact base of xjcli",
        "version": "1.0.0",
        "created": "2026-11-23T00:00:00Z",
        "licenses": [
            {
                "name": "notspecified",
                "title": "The figures belong to their sources; cite each figure by its own source.",
            }
        ],
    }


@pytest.mark.parametrize("date", ["2026", "2026-11", "yesterday", ""])
def test_a_date_that_is_no_day_is_no_moment(date: str, tmp_path: Path) -> None:
    assert "created" not in descriptor(exported(tmp_path, "datapackage", small(date=date)))


def test_what_the_facts_do_not_say_is_left_out(tmp_path: Path) -> None:
    found = descriptor(exported(tmp_path, "datapackage", small(sources={})))
    assert {"version", "created", "sources"} & {*found} == set()


def test_an_address_that_is_none_is_no_path(tmp_path: Path) -> None:
    facts = small(sources={"s": {"publisher": "P", "url": "/etc/passwd"}})
    assert descriptor(exported(tmp_path, "datapackage", facts))["sources"] == [{"title": "P"}]


def test_a_descriptor_cannot_steer_a_terminal(tmp_path: Path) -> None:
    facts = small(sources={"s": {"publisher": "\x1b[31m\u202e新"}})
    path = exported(tmp_path, "datapackage", facts)
    text = (path / "datapackage.json").read_text(encoding="utf-8")
    assert '"title": "\\u001b[31m\\u202e新"' in text
    assert descriptor(path)["sources"] == [{"title": "\x1b[31m\u202e新"}]


def test_a_resource_says_how_its_file_is_to_be_read(tmp_path: Path) -> None:
    found = resource(exported(tmp_path, "datapackage"), "sources")
    del found["schema"]
    assert found == {
        "name": "sources",
        "type": "table",
        "path": "sources.csv",
        "description": "Sources by key",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
    }


def test_every_column_says_what_it_means(tmp_path: Path) -> None:
    path = exported(tmp_path, "datapackage")
    for table in RECORDS:
        fields = resource(path, table)["schema"]["fields"]
        assert [field["name"] for field in fields] == [*read(path, table)[0]]
        assert [field["name"] for field in fields if not field["description"]] == []


def test_columns_have_kinds_and_constraints_of_their_types(tmp_path: Path) -> None:
    schema = resource(exported(tmp_path, "datapackage"), "observations")["schema"]
    found = {field["name"]: (field["type"], field.get("constraints")) for field in schema["fields"]}
    assert {name: found[name] for name in ("series", "first_day", "rank", "value", "unit_mult", "status")} == {
        "series": ("string", {"required": True}),
        "first_day": ("date", {"required": True}),
        "rank": ("integer", {"required": True}),
        "value": ("number", None),
        "unit_mult": ("integer", {"required": True, "enum": [0, 2, 3, 4, 6, 8, 9, 12]}),
        "status": ("string", {"required": True, "enum": ["A", "E", "F", "P"]}),
    }
    assert found["qualifier"] == ("string", {"enum": ["about", "nearly", "over"]})
    assert (schema["primaryKey"], schema["missingValues"]) == (["series", "period", "rank"], [""])


def test_the_check_of_a_claim_has_its_kinds(tmp_path: Path) -> None:
    schema = resource(exported(tmp_path, "datapackage"), "claims")["schema"]
    found = {field["name"]: (field["type"], field.get("constraints")) for field in schema["fields"]}
    kinds = ["converts", "figures", "grows", "happens", "rises"]
    assert (found["check_kind"][0], sorted(found["check_kind"][1]["enum"])) == ("string", kinds)
    assert found["check_terms"] == ("object", None)


def test_tables_refer_to_one_another(tmp_path: Path) -> None:
    path = exported(tmp_path, "datapackage")
    assert {table: keys_to(path, table) for table in RECORDS} == {
        "observations": {"series": "series", "unit": "units", "source": "sources"},
        "series": {"unit": "units", "out_of": "itself", "published_growth": "itself"},
        "sources": {},
        "units": {},
        "routes": {"source": "sources"},
        "goods": {"source": "sources"},
        "events": {"source": "sources"},
        "claims": {"series": "series", "source": "sources"},
    }


# Keys that lead nowhere

LOOSE = small(
    {"id": "a", "unit": "Y", "out_of": "b", "published_growth": "c", "observations": some(("2024", "1"), source="t")},
    claims=[{"id": "c", "says": "d", "series": "e", "source": "u"}],
)


def test_what_is_only_named_has_a_row_of_its_key_alone(tmp_path: Path) -> None:
    path = exported(tmp_path, "datapackage", LOOSE)
    assert [[*row.values()] for row in read(path, "sources")] == [
        ["s", "P", "", "2020", "", "", ""],
        ["t", "", "", "", "", "", ""],
        ["u", "", "", "", "", "", ""],
    ]
    assert [*read(path, "units")[-1].values()] == ["Y", "", "", ""]
    assert read(path, "observations")[0]["unit_label"] == "Y"


def test_a_column_that_names_an_unknown_series_refers_to_no_table(tmp_path: Path) -> None:
    path = exported(tmp_path, "datapackage", LOOSE)
    assert (keys_to(path, "series"), keys_to(path, "claims")) == ({"unit": "units"}, {"source": "sources"})
    assert read(path, "series")[0]["out_of"] == "b"
