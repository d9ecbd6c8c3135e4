"""Every fault of a fact base is found at once, each at its path and line."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from breaking import GONE, SMALL, SOUND, VALUES, changed, places, written
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect as types

from xjcli import inspection, soundness, values
from xjcli.errors import FactError
from xjcli.facts import FactBase
from xjcli.loading import bundled_bytes, decode
from xjcli.soundness import Fault, check, faults
from xjcli.table import Column
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST, SECOND, THIRD = (f"$.series[0].observations[{n}]" for n in range(3))
DIGITS = 'is not a value as printed; write at most 28 digits as a string, such as "158.9"'
NO_PERIOD = "is not a period; write 2024, 2024-06, 2024-06-25 or 2024-01/2024-11"
LEAST = 'the least fact base is {"series": [], "sources": {}}'
NEEDS = "an observation needs a value, or low and high"


def found(before: str, after: str) -> list[Fault]:
    """List the faults that a change of its text makes in the sound fact base."""
    assert before in SOUND
    return faults(SOUND.replace(before, after, 1).encode())


def one(path: str, line: int, says: str) -> list[Fault]:
    """Expect one fault."""
    return [Fault(path, line, says)]


def test_the_fact_base_that_is_shipped_is_sound() -> None:
    assert faults(bundled_bytes()) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SOUND.encode(), id="every table"),
        pytest.param(b'{"series": [], "sources": {}}', id="the least"),
        pytest.param(json.dumps(SMALL, separators=(",", ":")).encode(), id="no space"),
        pytest.param(json.dumps(SMALL, separators=(" ,\n", "\t: ")).encode(), id="much space"),
        pytest.param(b"\xef\xbb\xbf" + SOUND.encode(), id="byte order mark"),
        pytest.param(SOUND.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(SOUND.replace('"2.50"', '"-0"').encode(), id="minus zero"),
        pytest.param(
            SOUND.replace('"period": "2023"', '"note": null, "period": "2023"').encode(), id="null for nothing"
        ),
        pytest.param(SOUND.replace('{"series', '{"$schema": "facts.schema.json", "series').encode(), id="schema"),
        pytest.param(
            SOUND.replace('[{"at": "2024"', '[{"at": "2024", "series": "b"').encode(), id="claim on two series"
        ),
        pytest.param(SOUND.replace('[{"at": "2024"', '[{"at": "2024", "source": "s"').encode(), id="claim of a source"),
        pytest.param(SOUND.replace('[{"at": "2024"', '[{"source": "", "at": "2024"').encode(), id="of the claimant"),
        pytest.param(SOUND.replace('"unit_mult": 8', '"unit_mult": -0').encode(), id="no multiplier"),
    ],
)
def test_what_is_sound_has_no_fault(data: bytes) -> None:
    assert faults(data) == soundness._found(data) == []  # noqa: SLF001 - the quick way and the full one


def test_a_source_that_nobody_names_is_no_fault() -> None:
    assert found('"sources": {', '"sources": {"unused": {"publisher": "P"}, ') == []


# Where nothing can be read


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        pytest.param(b"", 1, f"the file is empty; {LEAST}", id="empty"),
        pytest.param(b"\n \n", 1, f"the file is empty; {LEAST}", id="blank"),
        pytest.param(b"\xef\xbb\xbf", 1, f"the file is empty; {LEAST}", id="byte order mark alone"),
        pytest.param(b"[]", 1, f"expected an object, got a list; {LEAST}", id="list"),
        pytest.param(b"\n null", 2, f"expected an object, got null; {LEAST}", id="null"),
        pytest.param(b'"x"', 1, f"expected an object, got text; {LEAST}", id="text"),
        pytest.param(b"NaN", 1, f"expected an object, got a number; {LEAST}", id="NaN"),
        pytest.param(b'{\n"\xff": 1}', 2, "not UTF-8: byte 0xff in column 2", id="not UTF-8"),
        pytest.param(b"\n\xff", 2, "not UTF-8: byte 0xff in column 1", id="not UTF-8 after an empty line"),
        pytest.param('{"a":\n\n"é"}'.encode("latin-1"), 3, "not UTF-8: byte 0xe9 in column 2", id="Latin-1"),
        pytest.param(SOUND.encode("utf-16"), 1, "not UTF-8: byte 0xff in column 1", id="UTF-16"),
        pytest.param(b'{"series":\n"\0"}', 2, "a NUL byte, which no text has", id="NUL"),
        pytest.param(b'{"series":\n x}', 2, "not JSON: Expecting value, in column 2", id="word"),
        pytest.param(b"{}\n{}", 2, "not JSON: Extra data, in column 1", id="two documents"),
        pytest.param(b"\xef\xbb\xbf" * 2 + b"{}", 1, "not JSON: Expecting value, in column 1", id="two marks"),
        pytest.param(b'{"series":\n"', 2, "not JSON: Unterminated string starting, in column 1", id="cut"),
        pytest.param(b'["\t"]', 1, "not JSON: Invalid control character, in column 3", id="tab in a string"),
        pytest.param(b'["\\x"]', 1, "not JSON: Invalid \\escape, in column 3", id="unknown escape"),
    ],
)
def test_what_cannot_be_read_has_one_fault(data: bytes, line: int, says: str) -> None:
    assert faults(data) == one("$", line, says)


def test_an_empty_object_is_told_what_is_missing_and_what_is_the_least() -> None:
    assert faults(b"{}") == [
        Fault("$", 1, f"missing key 'series'; {LEAST}"),
        Fault("$", 1, f"missing key 'sources'; {LEAST}"),
    ]


# One fault


@pytest.mark.parametrize(
    ("before", "after", "path", "line", "says"),
    [
        # keys
        pytest.param(
            '"unit": "X", "measure": "flow"', '"unit": "X", "unit": "X", "measure": "flow"',
            "$.series[0].unit", 3, "the key 'unit' again in one object", id="key twice",
        ),
        pytest.param(
            '"title": "A"', '"title": "A", "\\u0074itle": "B"',
            "$.series[0].title", 3, "the key 'title' again in one object", id="key twice, once escaped",
        ),
        pytest.param(
            '"id": "a"', '"id": "a", "id": "a"',
            "$.series[0].id", 3, "the key 'id' again in one object", id="the same id twice in one series",
        ),
        pytest.param(
            '"sources": {', '"sources": {"s": {"publisher": "Q"},\n',
            "$.sources.s", 3, "the key 's' again in one object", id="source twice",
        ),
        pytest.param(
            '"sources": {', '"sources": {"other-one": {"publisher": "Q"},\n',
            "$.sources['other-one']", 3, "the key 'other-one' again in one object", id="source with a dash twice",
        ),
        pytest.param(
            '"source": "s", "rounded_to"', '"source": "s", "ruonded_to": "1", "rounded_to"',
            f"{SECOND}.ruonded_to", 5, "unknown key 'ruonded_to'; did you mean 'rounded_to'?", id="misspelt key",
        ),
        pytest.param(
            '"publisher": "P"', '"publisher": "P", "x": 1', "$.sources.s.x", 2,
            "unknown key 'x'; there are: publisher, title, published, url, cites, note", id="unknown key",
        ),
        pytest.param(
            '"kind": "rises"', '"kind": "rises", "of": []', "$.claims[1].check.of", 17,
            "unknown key 'of'; there are: since, until, value", id="key of another kind of check",
        ),
        pytest.param('"title": "A", ', "", "$.series[0]", 3, "missing key 'title'", id="missing key"),
        pytest.param('{"at": "2024", "value"', '{"value"', "$.claims[0].check.of[0]", 15, "missing key 'at'", id="at"),
        pytest.param('"kind": "grows", ', "", "$.claims[2].check", 19, "missing key 'kind'", id="check of no kind"),
        # types
        pytest.param('"id": "r"', '"id": 5', "$.routes[0].id", 10, "expected text, got a number", id="number as text"),
        pytest.param('"unit": "X"', '"unit": null', "$.series[0].unit", 3, "expected text, got null", id="null"),
        pytest.param('"title": "B"', '"title": {}', "$.series[1].title", 8,
                     "expected text, got an object", id="object"),
        pytest.param('"headline": true', '"headline": 1', "$.series[1].headline", 8,
                     "expected true or false, got a number", id="number as switch"),
        pytest.param('"headline": true', '"headline": "true"', "$.series[1].headline", 8,
                     "expected true or false, got text", id="text as switch"),
        pytest.param('"publisher": "P"', '"publisher": false', "$.sources.s.publisher", 2,
                     "expected text, got false", id="switch as text"),
        pytest.param('"observations": []', '"observations": {}', "$.series[1].observations", 9,
                     "expected a list, got an object", id="object as list"),
        pytest.param('"observations": []', '"observations": [[]]', "$.series[1].observations[0]", 9,
                     "expected an object, got a list", id="list as observation"),
        pytest.param('"units": {', '"units": {"Y": [],\n ', "$.units.Y", 1,
                     "expected an object, got a list", id="list as unit"),
        pytest.param('{"kind": "happens", "date": "2024", "event": "e"}', '"happens"', "$.claims[4].check", 23,
                     "expected an object, got text", id="text as check"),
        # words
        pytest.param('"status": "E"', '"status": "Z"', f"{SECOND}.status", 5,
                     "unknown status 'Z'; there are: A, E, F, P", id="unknown status"),
        pytest.param('"measure": "flow"', '"measure": "floww"', "$.series[0].measure", 3,
                     "unknown measure 'floww'; did you mean 'flow'?", id="misspelt measure"),
        pytest.param('"rank": "alternative"', '"rank": 1', f"{THIRD}.rank", 6,
                     "expected one of alternative, got a number", id="number as rank"),
        pytest.param('"unit_mult": 8', '"unit_mult": 5', "$.series[1].unit_mult", 8,
                     "unknown unit_mult '5'; there are: 0, 2, 3, 4, 6, 8, 9, 12", id="unknown multiplier"),
        pytest.param('"unit_mult": 8', '"unit_mult": 8.0', "$.series[1].unit_mult", 8,
                     "unknown unit_mult '8.0'; there are: 0, 2, 3, 4, 6, 8, 9, 12", id="multiplier with a decimal"),
        pytest.param('"unit_mult": 8', '"unit_mult": "8"', "$.series[1].unit_mult", 8,
                     "expected one of 0, 2, 3, 4, 6, 8, 9, 12, got text", id="multiplier as text"),
        pytest.param('"kind": "grows"', '"kind": "grow"', "$.claims[2].check.kind", 19,
                     "unknown kind 'grow'; did you mean 'grows'?", id="misspelt kind of check"),
        pytest.param('"kind": "grows"', '"kind": 1', "$.claims[2].check.kind", 19,
                     "expected one of figures, rises, grows, converts, happens, got a number", id="kind of a number"),
        # values
        pytest.param('"2.50"', "2.50", f"{SECOND}.value", 5, f"2.50 {DIGITS}", id="number as value"),
        pytest.param('"2.50"', "NaN", f"{SECOND}.value", 5, f"NaN {DIGITS}", id="NaN as value"),
        pytest.param('"2.50"', "-Infinity", f"{SECOND}.value", 5, f"-Infinity {DIGITS}", id="infinity"),
        pytest.param('"2.50"', "true", f"{SECOND}.value", 5, f"true {DIGITS}", id="switch as value"),
        pytest.param('"2.50"', '["1"]', f"{SECOND}.value", 5, f'["1"] {DIGITS}', id="list as value"),
        pytest.param('"2.50"', '"NaN"', f"{SECOND}.value", 5, f'"NaN" {DIGITS}', id="NaN in quotes"),
        pytest.param('"2.50"', '"2e3"', f"{SECOND}.value", 5, f'"2e3" {DIGITS}', id="exponent"),
        pytest.param('"2.50"', '"16,800"', f"{SECOND}.value", 5, f'"16,800" {DIGITS}', id="thousands separator"),
        pytest.param('"2.50"', '"5\\n"', f"{SECOND}.value", 5, f'"5\\n" {DIGITS}', id="line break after digits"),
        pytest.param('"2.50"', '"\uff15"', f"{SECOND}.value", 5, f'"\uff15" {DIGITS}', id="full-width digit"),
        pytest.param('"2.50"', f'"{"1" * 29}"', f"{SECOND}.value", 5, f'"{"1" * 29}" {DIGITS}', id="29 digits"),
        pytest.param('"low": "2"', '"low": 2', f"{THIRD}.low", 6, f"2 {DIGITS}", id="number as low"),
        pytest.param('"0.05"', '"0.00"', f"{SECOND}.rounded_to", 5, "rounded_to is not above zero", id="to zero"),
        pytest.param('"0.05"', '"-1"', f"{SECOND}.rounded_to", 5, "rounded_to is not above zero", id="below zero"),
        pytest.param('"USD", "value": "1"', '"USD", "value": "0"', "$.claims[3].check.value", 21,
                     "value is not above zero", id="no amount"),
        # periods
        pytest.param('"2023"', '"2023-02-29"', f"{FIRST}.period", 4, f"'2023-02-29' {NO_PERIOD}", id="no such day"),
        pytest.param('"2023"', '"2023/2022"', f"{FIRST}.period", 4, f"'2023/2022' {NO_PERIOD}", id="backwards"),
        pytest.param('"2023"', '"2023\\u202e"', f"{FIRST}.period", 4, f"'2023\\u202e' {NO_PERIOD}", id="bidi"),
        pytest.param('"2019-07"', '"soon"', "$.routes[0].since", 10, f"'soon' {NO_PERIOD}", id="route"),
        pytest.param('"2024-06"', '"soon"', "$.events[0].date", 12, f"'soon' {NO_PERIOD}", id="event"),
        pytest.param('"at": "2024"', '"at": "soon"', "$.claims[0].check.of[0].at", 15, f"'soon' {NO_PERIOD}", id="at"),
        pytest.param('"since": "2022"', '"since": "2022-06"', "$.claims[1].check.since", 17,
                     "'2022-06' is not a year; write 2024", id="month as year"),
        pytest.param('"since": "2022"', '"since": "22"', "$.claims[1].check.since", 17,
                     f"'22' {NO_PERIOD}", id="no period as year"),
        pytest.param('"2022", "until": "2024"', '"2022", "until": "2024-06"', "$.claims[1].check.until", 17,
                     "'2024-06' is not a year; write 2024", id="until a month"),
        pytest.param('"at": "2024", "into"', '"at": "soon", "into"', "$.claims[3].check.at", 21,
                     f"'soon' {NO_PERIOD}", id="converts at no time"),
        # what a record holds true
        pytest.param('"value": "1", "source"', '"source"', FIRST, 4, NEEDS, id="no figure"),
        pytest.param('"value": "1", "source"', '"low": "1", "source"', FIRST, 4, NEEDS, id="low alone"),
        pytest.param('"low": "2"', '"low": "4"', THIRD, 6, "low is above high", id="low above high"),
        pytest.param('"low": "2"', '"value": "2"', THIRD, 6,
                     "an observation has a value, or low and high, not both", id="value and high"),
        pytest.param('"at": "2024", "value": "2"', '"at": "2024"', "$.claims[0].check.of[0]", 15, NEEDS, id="claim"),
        pytest.param('"since": "2022"', '"since": "2024"', "$.claims[1].check", 17,
                     "rises needs a year and a later year", id="rises in no time"),
        pytest.param('"since": "2023"', '"since": "2024"', "$.claims[2].check", 19,
                     "since is not before until", id="grows in no time"),
        pytest.param('"event": "e"}}', '"event": " "}}', "$.claims[4].check.event", 23,
                     "event needs at least one word", id="event without words"),
        pytest.param('[{"at": "2024", "value": "2"}]', "[]", "$.claims[0].check.of", 15,
                     "of needs at least one", id="no figures"),
        pytest.param('"2023"', '"2024-01/2024-12"', SECOND, 5,
                     "two preferred figures of 2024", id="two preferred, spelled differently"),
    ],
)  # fmt: skip
def test_what_loading_refuses_is_found_at_its_place(before: str, after: str, path: str, line: int, says: str) -> None:
    assert found(before, after) == one(path, line, says)
    with pytest.raises(FactError):
        decode(SOUND.replace(before, after, 1).encode(), "")


@pytest.mark.parametrize(
    ("before", "after", "path", "line", "says"),
    [
        pytest.param('"source": "s"}', '"source": "ss"}', f"{FIRST}.source", 4,
                     "unknown source 'ss'; did you mean 's'?", id="source of an observation"),
        pytest.param('"mode": "air", "source": "s"', '"mode": "air", "source": "other"', "$.routes[0].source", 10,
                     "unknown source 'other'; did you mean 'other-one'?", id="source of a route"),
        pytest.param('"export", "source": "s"', '"export", "source": "?"', "$.goods[0].source", 11,
                     "unknown source '?'; there are: s, other-one", id="source of a good"),
        pytest.param('"event": "e", "source": "s"', '"event": "e", "source": ""', "$.events[0].source", 12,
                     "unknown source ''; there are: s, other-one", id="source of an event"),
        pytest.param('"says": "t", "series": "a", "source": "s"', '"says": "t", "series": "a", "source": "x"',
                     "$.claims[0].source", 14, "unknown source 'x'; there are: s, other-one", id="source of a claim"),
        pytest.param('{"at": "2024", ', '{"at": "2024", "source": "x", ', "$.claims[0].check.of[0].source", 15,
                     "unknown source 'x'; there are: s, other-one", id="source of a figure of a claim"),
        pytest.param('"unit": "X", "unit_mult"', '"unit": "XX", "unit_mult"', "$.series[1].unit", 8,
                     "unknown unit 'XX'; there are: X", id="unit"),
        pytest.param('"out_of": "a"', '"out_of": "c"', "$.series[1].out_of", 8,
                     "unknown series 'c'; there are: a, b", id="whole"),
        pytest.param('"out_of": "a"', '"published_growth": "c"', "$.series[1].published_growth", 8,
                     "unknown series 'c'; there are: a, b", id="published growth"),
        pytest.param('"says": "t", "series": "a"', '"says": "t", "series": "c"', "$.claims[0].series", 14,
                     "unknown series 'c'; there are: a, b", id="series of a claim"),
        pytest.param('{"at": "2024", ', '{"at": "2024", "series": "c", ', "$.claims[0].check.of[0].series", 15,
                     "unknown series 'c'; there are: a, b", id="series of a figure of a claim"),
        pytest.param('"id": "c2"', '"id": "c1"', "$.claims[1].id", 16, "two claims have the id 'c1'", id="claim twice"),
        pytest.param('"id": "r"', '"id": ""', "$.routes[0].id", 10, "id is empty", id="empty id of a route"),
        pytest.param('"id": "b"', '"id": ""', "$.series[1].id", 8, "id is empty", id="empty id of a series"),
        pytest.param('"id": "c5"', '"id": ""', "$.claims[4].id", 22, "id is empty", id="empty id of a claim"),
        pytest.param('"sources": {', '"sources": {"": {"publisher": "P"}, ', "$.sources['']", 2,
                     "a key of sources is empty", id="empty key of a source"),
        pytest.param('"status": "E"', '"status": "E", "rank": "alternative"', SECOND, 5,
                     "no preferred figure of 2024; the one to prefer has no rank", id="alternatives only"),
    ],
)  # fmt: skip
def test_what_loading_lets_pass_is_found_at_its_place(before: str, after: str, path: str, line: int, says: str) -> None:
    assert found(before, after) == one(path, line, says)
    assert decode(SOUND.replace(before, after, 1).encode(), "")


def test_two_series_of_one_id_are_told_at_the_second() -> None:
    assert found('"id": "b"', '"id": "a"') == one("$.series[1].id", 8, "two series have the id 'a'")


def test_two_routes_of_one_id_are_told_at_the_second() -> None:
    route = '{"id": "r", "name": "R", "mode": "air", "source": "s"}'
    assert found('"routes": [', f'"routes": [\n{route},\n') == one("$.routes[1].id", 12, "two routes have the id 'r'")


def test_without_units_a_unit_is_told_that_there_are_none() -> None:
    series = SMALL["series"][1] | {"out_of": None}
    assert faults(written({"sources": {}, "series": [series]})) == one(
        "$.series[0].unit", 1, "unknown unit 'X'; there are none"
    )


# Many faults


def test_no_fault_hides_another() -> None:
    text = SOUND.replace('"period": "2023", "value": "1"', '"period": "x", "value": 1, "low": "1", "vaule": "1"', 1)
    text = text.replace('"measure": "stock"', '"measure": "stok"').replace('"id": "r"', '"id": ""')
    assert faults(text.encode()) == [
        Fault(FIRST, 4, "an observation has a value, or low and high, not both"),
        Fault(f"{FIRST}.period", 4, f"'x' {NO_PERIOD}"),
        Fault(f"{FIRST}.value", 4, f"1 {DIGITS}"),
        Fault(f"{FIRST}.vaule", 4, "unknown key 'vaule'; did you mean 'value'?"),
        Fault("$.series[1].measure", 9, "unknown measure 'stok'; did you mean 'stock'?"),
        Fault("$.routes[0].id", 10, "id is empty"),
    ]


def test_every_missing_key_is_a_fault_of_its_own() -> None:
    assert [one.says for one in found('"series": [', '"series": [{}, ')] == [
        f"missing key '{key}'" for key in ("id", "title", "theme", "unit", "measure", "freq", "observations")
    ]


def test_each_further_preferred_figure_is_a_fault() -> None:
    figure = '{"period": "2023", "value": "1", "source": "s"}'
    assert [one.path for one in found(figure, f"{figure}, {figure}, {figure}")] == [SECOND, THIRD]


def test_each_period_without_a_preferred_figure_is_a_fault() -> None:
    text = SOUND.replace('"value": "1", "source": "s"', '"value": "1", "source": "s", "rank": "alternative"')
    text = text.replace('"status": "E"', '"status": "E", "rank": "alternative"')
    assert [(one.path, one.says[:27]) for one in faults(text.encode())] == [
        (FIRST, "no preferred figure of 2023"),
        (SECOND, "no preferred figure of 2024"),
    ]


def test_a_figure_that_cannot_be_read_may_be_the_preferred_one() -> None:
    faulty = found('{"period": "2024", "value": "2.50"', '{"period": "2024-13", "value": "2.50"')
    assert [one.path for one in faulty] == [f"{SECOND}.period"]


def test_a_table_that_cannot_be_read_may_have_every_name() -> None:
    faulty = found('"sources": {', '"sources": 5, "x": {')
    assert [one.path for one in faulty] == ["$.sources", "$.x"]


def test_a_missing_table_of_sources_is_one_fault() -> None:
    faulty = found('"sources": {', '"x": {')
    assert [(one.path, one.says.split(";")[0]) for one in faulty] == [
        ("$", "missing key 'sources'"),
        ("$.x", "unknown key 'x'"),
    ]


def test_a_broken_value_still_counts_as_given() -> None:
    faulty = found('"low": "2"', '"value": 2, "low": "2"')
    assert [one.path for one in faulty] == [THIRD, f"{THIRD}.value"]


def test_faults_come_in_the_order_of_the_file() -> None:
    # Links are held against the tables after all has been read.
    lines = [one.line for one in faults(SOUND.replace('"s"', '"x"').replace('"x": {', '"s": {').encode())]
    assert lines == sorted(lines)
    assert len(lines) == 10


# Hostile files


@pytest.mark.parametrize(
    ("data", "path", "line", "says"),
    [
        pytest.param("[" * 100_000, "$", 1, "nested too deeply", id="arrays"),
        pytest.param('\n{"a":' * 100_000, "$", 102, "nested too deeply", id="objects, a level a line"),
        pytest.param('{"x": "[[\\"[",\n"series":' + "[" * 100_000, "$", 2, "nested too deeply", id="after a string"),
        pytest.param(
            SOUND.replace('"2.50"', "[" * 100_000 + "]" * 100_000), "$", 5, "nested too deeply", id="closed again"
        ),
        pytest.param(SOUND.replace('"2.50"', "1" * 5000), f"{SECOND}.value", 5, f"{'1' * 40} {DIGITS}", id="digits"),
        pytest.param(
            SOUND.replace('"2.50"', f'"{"1" * 5000}"'), f"{SECOND}.value", 5, f'"{"1" * 40}" {DIGITS}', id="in quotes"
        ),
        pytest.param(
            SOUND.replace('"unit_mult": 8', '"unit_mult": ' + "8" * 5000), "$.series[1].unit_mult", 8,
            f"unknown unit_mult '{'8' * 80}…'; there are: 0, 2, 3, 4, 6, 8, 9, 12", id="a long multiplier",
        ),
        pytest.param(
            SOUND.replace('"2019-07"', '"\u202e\\u001b[2J"'), "$.routes[0].since", 10,
            f"'\\u202e\\x1b[2J' {NO_PERIOD}", id="steering",
        ),
        pytest.param(
            SOUND.replace('"date": "2024-06"', '"date": "2024-06", "\\u001b[2J": 1'), "$.events[0]['\\x1b[2J']", 12,
            "unknown key '\\x1b[2J'; there are: date, event, source", id="steering key",
        ),
        pytest.param(
            '{"x": [' + "[[]]," * 200 + "\n[" * 100_000, "$", 100, "nested too deeply", id="after what is closed",
        ),
        pytest.param(
            SOUND.replace('"2019-07"', '"\\ud800"'), "$.routes[0].since", 10, "half of a surrogate pair", id="half date"
        ),
        pytest.param(SOUND.replace('"R"', '"\\ud800"'), "$.routes[0].name", 10, "half of a surrogate pair", id="half"),
        pytest.param(
            SOUND.replace('"sources": {', '"sources": {"\\udc00": {"publisher": "P"}, '), "$.sources['\\udc00']", 2,
            "half of a surrogate pair", id="half as key",
        ),
        pytest.param(
            SOUND.replace('"2.50"', '"\\ud800"'), f"{SECOND}.value", 5, f'"\\ud800" {DIGITS}', id="half as value"
        ),
        pytest.param(
            SOUND.replace('"sources": {', '"sources": {"it\'s\\\\": 1, '), "$.sources['it\\'s\\\\']", 2,
            "expected an object, got a number", id="quotes in a key",
        ),
    ],
)  # fmt: skip
def test_what_is_hostile_has_one_harmless_fault_soon(data: str, path: str, line: int, says: str) -> None:
    started = time.process_time()
    assert faults(data.encode()) == one(path, line, says)
    assert time.process_time() - started < 1


def test_a_long_key_is_quoted_in_part() -> None:
    (fault,) = found('"title": "A"', f'"title": "A", "{"x" * 100_000}": 1')
    assert fault.path == f"$.series[0]['{'x' * 80}…']"
    assert fault.says.startswith(f"unknown key '{'x' * 80}…'; there are: id, ")


def test_names_that_are_offered_are_harmless_and_short() -> None:
    name = "\x1b" + "x" * 100_000
    (fault,) = faults(written(changed(changed(SMALL, ("sources", name), {"publisher": "P"}), ("sources", "s"), GONE)))[
        :1
    ]
    assert "\x1b" not in fault.says
    assert len(fault.says) < 200


def figures(change: Callable[[int], dict[str, object]]) -> bytes:
    """Write 20,000 figures, each changed in its way."""
    plain = {"period": "2024-06-25", "value": "1", "source": "s", "rank": "alternative"}
    return written(changed(SMALL, ("series", 1, "observations"), [plain | change(n) for n in range(20_000)]))


@pytest.mark.parametrize(
    ("change", "count"),
    [
        pytest.param(lambda _: {"value": 1, "period": "soon", "x": 1}, 60_000, id="three faults each"),
        pytest.param(lambda n: {"source": f"s{n}"}, 20_001, id="another unknown source each"),
        pytest.param(lambda n: {f"vaule{n}": 1}, 20_001, id="another unknown key each"),
    ],
)
def test_many_faults_take_seconds(change: Callable[[int], dict[str, object]], count: int) -> None:
    data = figures(change)
    started = time.process_time()
    assert len(faults(data)) == count
    assert time.process_time() - started < 5


def test_names_are_offered_only_as_long_as_that_takes_no_minutes() -> None:
    said = [one.says for one in faults(figures(lambda n: {"source": f"s{n}"})) if "source" in one.says]
    assert said[0] == "unknown source 's0'; did you mean 's'?"
    assert said[-1] == "unknown source 's19999'"


# The table


def test_check_answers_with_path_line_and_fault() -> None:
    table = check(SOUND.replace('"freq": "_Z"', '"freq": "M"').encode())
    assert [column.name for column in table.columns] == ["path", "line", "fault"]
    assert list(table.rows) == [("$.series[1].freq", 9, "unknown freq 'M'; there are: A, YTD, _Z")]
    assert table.has_fault
    assert table.notes == []


def test_lines_are_numbers() -> None:
    assert check(b"").columns[1] == Column("line", "Line", "count")


@pytest.mark.parametrize(
    ("data", "note"),
    [
        pytest.param(SOUND.encode(), "sound: 2 series, 3 observations, 2 sources", id="several"),
        pytest.param(b'{"series": [], "sources": {}}', "sound: 0 series, 0 observations, 0 sources", id="none"),
        pytest.param(
            b'{"units": {"X": {"label": "x", "label_zh": "x", "kind": "count"}}, "sources": {"s": {"publisher": "P"}}, '
            b'"series": [{"id": "a", "title": "A", "theme": "trade", "unit": "X", "measure": "flow", "freq": "A", '
            b'"observations": [{"period": "2024", "value": "1", "source": "s"}]}]}',
            "sound: 1 series, 1 observation, 1 source",
            id="one",
        ),
    ],
)
def test_a_sound_fact_base_has_no_rows_and_a_note_of_its_size(data: bytes, note: str) -> None:
    table = check(data)
    assert list(table.rows) == []
    assert table.notes == [note]
    assert not table.has_fault


# What holds for every fact base


def kinds_of(shape: types.Type) -> set[tuple[type, Any]]:
    """Collect the kinds of all types that a type is made of, each with its pattern."""
    part = values.part(shape)
    inner: list[types.Type] = []
    for one in part.type.types if isinstance(part.type, types.UnionType) else (part.type,):
        if isinstance(one, types.StructType):
            inner += [field.type for field in one.fields]
        elif isinstance(one, types.VarTupleType):
            inner.append(one.item_type)
        elif isinstance(one, types.DictType):
            inner.append(one.value_type)
    return {(type(part.type), part.facets.get("pattern"))}.union(*map(kinds_of, inner))


def test_every_kind_of_type_has_a_reader() -> None:
    assert {kind for kind, _ in kinds_of(types.type_info(FactBase))} == set(inspection.READERS)


def test_every_pattern_has_a_sentence() -> None:
    assert {pattern for _, pattern in kinds_of(types.type_info(FactBase)) if pattern} == set(values.PATTERNS)


def test_a_rule_that_only_loading_knows_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "RULES", {})
    assert found('"low": "2"', '"low": "4"') == one("$", 1, f"is not a fact base: low is above high - at {THIRD}")


PLACES = st.sampled_from(sorted(places(SMALL), key=str))
KEYS = st.sampled_from(("x", "kind", "value", "low", "source", "series", "since", "period", "id", "", "\ud800"))


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """Change a fact base in a few places: other values, values gone, further keys."""
    document = SMALL
    for _ in range(draw(st.integers(1, 3))):
        path = draw(PLACES)
        if isinstance(path[-1], str) and draw(st.booleans()):
            path = (*path[:-1], draw(KEYS))
        try:
            document = changed(document, path, draw(st.one_of(st.just(GONE), VALUES)))
        except (KeyError, IndexError, TypeError):  # taken away by an earlier change
            continue
    return written(document)


def refusal(data: bytes) -> str | None:
    """Tell with which sentence loading refuses, or None."""
    try:
        decode(data, "")
    except FactError as error:
        return str(error).removeprefix("'' ")
    return None


def hold_to_loading(data: bytes) -> None:
    """Hold the faults of a file against what loading says of it."""
    refused, listed = refusal(data), faults(data)
    assert listed or refused is None
    # With the words of loading a fault that has no reader of its own would be told.
    assert refused not in {one.says for one in listed}
    # A sound file is not read in full.
    assert listed == soundness._found(data)  # noqa: SLF001 - both ways must agree


@settings(max_examples=400, deadline=None)
@given(broken())
def test_what_loading_refuses_has_a_fault_and_what_has_none_loads(data: bytes) -> None:
    hold_to_loading(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=4), st.integers(0, len(SOUND.encode())), st.integers(0, 3))
def test_the_same_holds_for_noise_in_the_text(noise: bytes, at: int, lost: int) -> None:
    data = SOUND.encode()
    hold_to_loading(data[:at] + noise + data[at + lost :])


@settings(max_examples=100, deadline=None)
@given(broken())
def test_a_fault_is_one_harmless_line(data: bytes) -> None:
    for fault in faults(data):
        said = f"{fault.path} {fault.says}"
        assert (visible(said), fault.line) == (said, 1)


def test_a_value_of_a_check_that_is_no_number_is_refused() -> None:
    text = SOUND.replace('"into": "USD", "value": "1"', '"into": "USD", "value": "NaN"')
    assert refusal(text.encode()) == "is not a fact base: value is not above zero - at $.claims[3].check"


def test_digits_are_read_as_they_stand() -> None:
    base = decode(json.dumps(SMALL).encode(), "")
    assert base.series[0].observations[1].value == Decimal("2.50")
