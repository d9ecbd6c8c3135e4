"""The JSON Schema and the check of soundness find the same faults in the same places, as far as a schema can see.

One rule makes the paths comparable: a key that is missing is a fault of the object that lacks it, a key that is unknown
or empty is a fault at that key. A schema reports all of these at the object; `located` moves the last two to the key.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from breaking import GONE, SMALL, VALUES, changed, leaves, written
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from xjcli import schema
from xjcli.loading import bundled_bytes
from xjcli.observations import ABOVE_ZERO, PERIOD, YEAR
from xjcli.periods import PeriodError, parse
from xjcli.places import step
from xjcli.soundness import faults

if TYPE_CHECKING:
    from breaking import Path
    from jsonschema import ValidationError

SHIPPED: dict[str, Any] = json.loads(bundled_bytes())
DOCUMENT: dict[str, Any] = schema.document()
VALIDATOR = Draft202012Validator(DOCUMENT)
TRADE: Path = ("series", 0)
FIGURE: Path = (*TRADE, "observations", 0)
RANGE: Path = ("series", 47, "observations", 0)
STATED: Path = ("claims", 0, "check", "of", 0)


def spelled(path: Path) -> str:
    """Spell a path as `check` does."""
    return "$" + "".join(f"[{one}]" if isinstance(one, int) else step(one) for one in path)


def located(error: ValidationError) -> set[str]:
    """Tell where a fault that a schema finds stands, by the rule above."""
    owner = spelled(tuple(error.absolute_path))
    if error.validator == "additionalProperties":
        return {owner + step(key) for key in error.instance if key not in error.schema["properties"]}
    if "propertyNames" in error.absolute_schema_path:
        return {owner + step(error.instance)}
    return {owner}


def by_schema(document: object) -> set[str]:
    """List the places in which the schema finds a fault."""
    return {place for error in VALIDATOR.iter_errors(document) for place in located(error)}


def by_check(document: object) -> set[str]:
    """List the places in which `check` finds a fault."""
    return {fault.path for fault in faults(written(document))}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(DOCUMENT)


def test_the_fact_base_that_is_shipped_is_valid_and_sound() -> None:
    assert (by_schema(SHIPPED), by_check(SHIPPED)) == (set(), set())


def test_the_small_fact_base_is_valid_and_sound() -> None:
    assert (by_schema(SMALL), by_check(SMALL)) == (set(), set())


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        pytest.param(("series",), GONE, "$", id="no series"),
        pytest.param(("sources",), GONE, "$", id="no sources"),
        pytest.param(("serie",), [], "$.serie", id="unknown table"),
        pytest.param(("series",), {}, "$.series", id="series in an object"),
        pytest.param(("sources", ""), {"publisher": "P"}, "$.sources['']", id="empty key"),
        pytest.param(("sources", "a-b"), {}, "$.sources['a-b']", id="source without publisher"),
        pytest.param(("units", "CNY", "kind"), "money", "$.units.CNY.kind", id="unknown kind of unit"),
        pytest.param(("language",), "fr", "$.language", id="unknown language"),
        pytest.param(("series", 1, "id"), "", "$.series[1].id", id="empty id"),
        pytest.param((*TRADE, "titel"), "T", "$.series[0].titel", id="misspelt key"),
        pytest.param((*TRADE, "unit"), GONE, "$.series[0]", id="missing unit"),
        pytest.param((*TRADE, "title"), 5, "$.series[0].title", id="number as title"),
        pytest.param((*TRADE, "title"), None, "$.series[0].title", id="null as title"),
        pytest.param((*TRADE, "measure"), "flux", "$.series[0].measure", id="unknown measure"),
        pytest.param((*TRADE, "unit_mult"), 5, "$.series[0].unit_mult", id="unknown multiplier"),
        pytest.param((*TRADE, "headline"), "yes", "$.series[0].headline", id="text as switch"),
        pytest.param((*FIGURE, "value"), 158.9, f"{spelled(FIGURE)}.value", id="number as value"),
        pytest.param((*FIGURE, "value"), "1e5", f"{spelled(FIGURE)}.value", id="exponent"),
        pytest.param((*FIGURE, "value"), "16,800", f"{spelled(FIGURE)}.value", id="thousands separator"),
        pytest.param((*FIGURE, "value"), "1" * 29, f"{spelled(FIGURE)}.value", id="29 digits"),
        pytest.param((*FIGURE, "value"), "5\n", f"{spelled(FIGURE)}.value", id="line break after digits"),
        pytest.param((*FIGURE, "value"), GONE, spelled(FIGURE), id="no figure"),
        pytest.param((*FIGURE, "value"), None, spelled(FIGURE), id="null for a figure"),
        pytest.param((*FIGURE, "low"), "1", spelled(FIGURE), id="value and low"),
        pytest.param((*FIGURE, "high"), "1", spelled(FIGURE), id="value and high"),
        pytest.param((*RANGE, "value"), "45", spelled(RANGE), id="range and value"),
        pytest.param((*RANGE, "low"), GONE, spelled(RANGE), id="high alone"),
        pytest.param((*RANGE, "low"), None, spelled(RANGE), id="null as low"),
        pytest.param((*RANGE, "high"), GONE, spelled(RANGE), id="low alone"),
        pytest.param((*RANGE, "high"), None, spelled(RANGE), id="null as high"),
        pytest.param((*FIGURE, "rounded_to"), "0.00", f"{spelled(FIGURE)}.rounded_to", id="rounded to zero"),
        pytest.param((*FIGURE, "period"), "2024-13", f"{spelled(FIGURE)}.period", id="no such month"),
        pytest.param((*FIGURE, "period"), "2023-02-29", f"{spelled(FIGURE)}.period", id="no such day"),
        pytest.param((*FIGURE, "period"), "0000", f"{spelled(FIGURE)}.period", id="year 0"),
        pytest.param((*FIGURE, "period"), "2024-01/", f"{spelled(FIGURE)}.period", id="interval without end"),
        pytest.param((*FIGURE, "status"), "Z", f"{spelled(FIGURE)}.status", id="unknown status"),
        pytest.param((*FIGURE, "qualifier"), "under", f"{spelled(FIGURE)}.qualifier", id="unknown qualifier"),
        pytest.param((*FIGURE, "rank"), "preferred", f"{spelled(FIGURE)}.rank", id="unknown rank"),
        pytest.param((*TRADE, "observations", 1), [], "$.series[0].observations[1]", id="list as observation"),
        pytest.param(("routes", 0, "since"), "soon", "$.routes[0].since", id="route since no date"),
        pytest.param(("goods", 0, "direction"), "out", "$.goods[0].direction", id="unknown direction"),
        pytest.param(("events", 0, "date"), "2024-6", "$.events[0].date", id="event on no date"),
        pytest.param(("claims", 0, "check"), [], "$.claims[0].check", id="list as check"),
        pytest.param(("claims", 0, "check", "kind"), GONE, "$.claims[0].check", id="check of no kind"),
        pytest.param(("claims", 0, "check", "kind"), "fits", "$.claims[0].check.kind", id="unknown kind of check"),
        pytest.param(("claims", 0, "check", "of"), [], "$.claims[0].check.of", id="figures without figures"),
        pytest.param((*STATED, "at"), "24", f"{spelled(STATED)}.at", id="claim of no period"),
        pytest.param((*STATED, "value"), GONE, spelled(STATED), id="claim of no figure"),
        pytest.param(("claims", 1, "check", "since"), "2022-06", "$.claims[1].check.since", id="rises since a month"),
        pytest.param(("claims", 2, "check", "value"), "0", "$.claims[2].check.value", id="converts to nothing"),
        pytest.param(("claims", 8, "check", "event"), " ", "$.claims[8].check.event", id="event without words"),
        pytest.param(("claims", 16, "check", "value"), GONE, "$.claims[16].check", id="grows by nothing"),
    ],
)
def test_schema_and_check_find_a_fault_in_the_same_place(path: Path, value: object, place: str) -> None:
    document = changed(SHIPPED, path, value)
    assert (by_schema(document), by_check(document)) == ({place}, {place})


@pytest.mark.parametrize("path", [(*FIGURE, "low"), (*FIGURE, "high"), (*RANGE, "value"), ("claims", 0, "check")])
def test_null_stands_for_nothing(path: Path) -> None:
    document = changed(SHIPPED, path, None)
    assert (by_schema(document), by_check(document)) == (set(), set())


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        pytest.param((*FIGURE, "source"), "nobody", f"{spelled(FIGURE)}.source", id="unknown source"),
        pytest.param(("events", 0, "source"), "nobody", "$.events[0].source", id="unknown source of an event"),
        pytest.param((*TRADE, "unit"), "YUAN", "$.series[0].unit", id="unknown unit"),
        pytest.param((*TRADE, "published_growth"), "x", "$.series[0].published_growth", id="unknown growth series"),
        pytest.param(("claims", 0, "series"), "x", "$.claims[0].series", id="unknown series of a claim"),
        pytest.param(("series", 1, "id"), "trade", "$.series[1].id", id="two series of one id"),
        pytest.param(("routes", 1, "id"), "rail-yuxinou", "$.routes[1].id", id="two routes of one id"),
        pytest.param((*TRADE, "observations", 1, "period"), "2012", "$.series[0].observations[1]", id="two preferred"),
        pytest.param((*FIGURE, "rank"), "alternative", spelled(FIGURE), id="none preferred"),
        pytest.param((*FIGURE, "period"), "2012-06/2012-01", f"{spelled(FIGURE)}.period", id="interval backwards"),
        pytest.param(("claims", 15, "check", "of", 0, "low"), "60", "$.claims[15].check.of[0]", id="low above high"),
        pytest.param(("claims", 1, "check", "since"), "2024", "$.claims[1].check", id="rises in no time"),
        pytest.param(("claims", 16, "check", "since"), "2025", "$.claims[16].check", id="grows backwards"),
        pytest.param((*TRADE, "unit_mult"), 9.0, "$.series[0].unit_mult", id="a whole number with a point"),
    ],
)
def test_what_takes_a_comparison_only_check_finds(path: Path, value: object, place: str) -> None:
    document = changed(SHIPPED, path, value)
    assert (by_schema(document), by_check(document)) == (set(), {place})


# What `check` says of names that are used or given twice, of figures of one period, of ends that are no interval.
BEYOND = (
    "unknown source", "unknown series", "unknown unit '", "two ", "no preferred figure", "low is above", "since is not",
    "rises needs",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(leaves(SMALL)), VALUES)
def test_schema_and_check_agree_on_a_change_of_any_leaf(path: Path, value: object) -> None:
    # Half of a surrogate pair is no text, an interval may end before it starts, and JSON Schema takes 8.0 for 8.
    assume("\\ud" not in json.dumps(value) and "/" not in json.dumps(value) and not isinstance(value, float))
    document = changed(SMALL, path, value)
    assert by_schema(document) == {one.path for one in faults(written(document)) if not one.says.startswith(BEYOND)}


# What the patterns let through


def is_period(text: str) -> bool:
    """Tell whether a text is a period."""
    try:
        return bool(parse(text))
    except PeriodError:
        return False


@pytest.mark.parametrize("year", ["0000", "0001", "0004", "1900", "2000", "2023", "2024", "2100", "9996", "9999"])
def test_the_pattern_of_a_period_knows_every_day(year: str) -> None:
    days = [year, *(f"{year}-{month:02}" for month in range(14))]
    days += [f"{year}-{month:02}-{day:02}" for month in range(14) for day in range(33)]
    assert [day for day in days if bool(re.search(PERIOD, day)) is not is_period(day)] == []
    assert [day for day in days if bool(re.search(PERIOD, f"0001/{day}")) is not is_period(f"0001/{day}")] == []


@pytest.mark.parametrize(
    "text", ["2024 ", " 2024", "2024\n", "2024-1", "2024/", "/2024", "2024/2025/2026", "20244", ""]
)
def test_the_pattern_of_a_period_takes_nothing_around_it(text: str) -> None:
    assert re.search(PERIOD, text) is None


YEARS = ["2024", "2024/2024", "2024-01/2024", "2024-01/2024-12", "2024-01-01/2024-12-31", "2024-01/2024-12-31"]
NO_YEARS = ["2024/2025", "2024-01", "2024-01/2024-11", "2024-02/2024-12", "2024-01-02/2024", "2024\n", "0000", "x2024"]


@pytest.mark.parametrize("text", [*YEARS, *NO_YEARS])
def test_the_pattern_of_a_year_takes_every_spelling_of_one(text: str) -> None:
    assert bool(re.search(YEAR, text)) is (is_period(text) and parse(text).is_year) is (text in YEARS)


@pytest.mark.parametrize("text", ["1", "0.01", "100", "00.10", "9" * 28])
def test_the_pattern_of_what_is_above_zero_takes_it(text: str) -> None:
    assert re.search(ABOVE_ZERO, text)


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "1.", ".1", "1\n", "9" * 29, "0" * 28 + "1", "1e5", ""])
def test_the_pattern_of_what_is_above_zero_takes_nothing_else(text: str) -> None:
    assert re.search(ABOVE_ZERO, text) is None


# What the schema tells a reader


def described(part: object) -> list[bool]:
    """Tell of each property in a part of the schema whether it is described."""
    properties = part.get("properties", {}).values() if isinstance(part, dict) else ()
    return ["description" in one for one in properties]


@pytest.mark.parametrize("record", DOCUMENT["$defs"])
def test_every_key_is_described(record: str) -> None:
    assert set(described(DOCUMENT["$defs"][record])) == {True}


def test_the_kind_of_a_check_is_described() -> None:
    assert described(DOCUMENT["$defs"]["Claim"]["properties"]["check"]) == [True]


def test_nothing_is_described_by_a_docstring() -> None:
    assert [name for name, record in DOCUMENT["$defs"].items() if "description" in record] == []


@pytest.mark.parametrize("record", DOCUMENT["$defs"])
def test_no_record_takes_further_keys(record: str) -> None:
    assert DOCUMENT["$defs"][record]["additionalProperties"] is False


def test_the_schema_says_which_it_is() -> None:
    assert DOCUMENT["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert DOCUMENT["title"] == "Fact base of xjcli"


def test_the_schema_has_a_definition_for_every_record() -> None:
    assert list(DOCUMENT["$defs"]) == [
        "FactBase", "Series", "Observation", "Source", "Unit", "Route", "Good", "Event", "Claim",
        "Figures", "Stated", "Rises", "Grows", "Converts", "Happens",
    ]  # fmt: skip


def test_the_text_is_the_document_line_by_line() -> None:
    assert json.loads(schema.text()) == DOCUMENT
    assert schema.text().splitlines()[:2] == ["{", '  "$schema": "https://json-schema.org/draft/2020-12/schema",']
    assert schema.text().endswith("\n}\n")


def test_the_text_keeps_chinese_readable() -> None:
    assert "Label in Chinese: 吨" in schema.text()


@pytest.mark.parametrize("word", ["discriminator", "format"])
def test_the_schema_has_no_keyword_that_a_strict_reader_refuses(word: str) -> None:
    assert f'"{word}"' not in schema.text()


def test_a_file_may_name_its_schema() -> None:
    assert by_check(SMALL | {"$schema": "facts.schema.json"}) == by_schema(SMALL | {"$schema": "x"}) == set()
