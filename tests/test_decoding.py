"""A broken or hostile fact base is refused in one line that says what is wrong and where."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xjcli.errors import FactError
from xjcli.facts import FactBase
from xjcli.loading import decode

# The observation stands alone on line 3: a place on that line counts from its brace.
HEAD = """{"sources": {"article": {"publisher": "P"}},
"series": [{"id": "s", "title": "T", "theme": "trade", "unit": "CNY", "measure": "flow", "freq": "A", "observations": [
"""
TAIL = """
]}]}
"""
PLAIN = '{"period": "2024", "value": "434.1", "source": "article"}'
ADVICE = 'write at most 28 digits as a string, such as "158.9"'
NO_PERIOD = "is not a period; write 2024, 2024-06, 2024-06-25 or 2024-01/2024-11"
OBSERVATION = "$.series[0].observations[0]"
FULL_WIDTH = '"\uff14\uff13"'


def document(observation: str = PLAIN) -> str:
    """Make a fact base of one observation."""
    return HEAD + observation + TAIL


def with_value(value: str, key: str = "value") -> str:
    """Make a fact base whose figure is that JSON text, in the columns 20 and following of line 3."""
    return document(f'{{"period": "2024", "{key}": {value}, "source": "article"}}')


def refusal(data: str | bytes) -> str:
    """Return the sentence with which a document is refused: always one line about the file."""
    with pytest.raises(FactError) as caught:
        decode(data.encode() if isinstance(data, str) else data, "facts.json")
    sentence = str(caught.value)
    assert sentence.startswith("'facts.json' ")
    assert sentence.splitlines() == [sentence]
    assert len(sentence) <= 400
    return sentence


def value_of(data: str | bytes) -> Decimal | None:
    """Return the figure of the only observation."""
    base = decode(data.encode() if isinstance(data, str) else data, "facts.json")
    return base.series[0].observations[0].value


# What is accepted


@pytest.mark.parametrize(
    "printed",
    ["158.9", "19.0", "6.1480", "-28.9", "0", "0.00", "16800", "1" * 28, "0." + "3" * 28, "-" + "9" * 28 + ".5"],
)
def test_a_value_keeps_every_digit_that_is_printed(printed: str) -> None:
    assert f"{value_of(with_value(json.dumps(printed))):f}" == printed


@pytest.mark.parametrize("space", ["", " ", "  ", "\t", "\n", "\r\n "], ids=repr)
def test_any_white_space_may_stand_before_a_value(space: str) -> None:
    assert value_of(document(PLAIN.replace('"value": ', f'"value"{space}:{space}'))) == Decimal("434.1")


def test_a_value_may_be_escaped() -> None:
    assert value_of(with_value('"\\u0034\\u0033"', key="\\u0076alue")) == Decimal(43)


def test_a_byte_order_mark_is_accepted() -> None:
    assert value_of(b"\xef\xbb\xbf" + document().encode()) == Decimal("434.1")


def test_the_tables_of_an_article_are_optional() -> None:
    assert decode(b'{"series": [], "sources": {}}', "facts.json") == FactBase(series=(), sources={})


def test_a_range_replaces_the_value() -> None:
    text = document('{"period": "2024", "value": null, "low": "40", "high": "50", "source": "article"}')
    only = decode(text.encode(), "facts.json").series[0].observations[0]
    assert (only.value, only.low, only.high) == (None, Decimal(40), Decimal(50))


def test_a_range_may_be_one_point() -> None:
    text = document('{"period": "2024", "low": "40", "high": "40", "source": "article"}')
    only = decode(text.encode(), "facts.json").series[0].observations[0]
    assert (only.low, only.high) == (Decimal(40), Decimal(40))


@pytest.mark.parametrize(
    "note",
    [
        'he said "value": 5',
        "value: 1e5",
        '{"low": NaN}',
        "line\nbreak",
        "进出口总值",
        "\\u0070eriod",
        "\U0001f682",
        "\x1b[2J",
    ],
)
def test_a_note_may_say_anything(note: str) -> None:
    data = document(f'{{"period": "2024", "value": "1", "source": "article", "note": {json.dumps(note)}}}')
    assert decode(data.encode(), "facts.json").series[0].observations[0].note == note


@pytest.mark.parametrize("key", ["value", "low", "high", "rounded_to", "period", "$.series[0]"])
def test_a_source_may_have_any_key(key: str) -> None:
    data = f'{{"series": [], "sources": {{"{key}": {{"publisher": "P"}}}}}}'
    assert decode(data.encode(), "facts.json").sources[key].publisher == "P"


# What is no JSON


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"", "line 1, column 1", id="empty"),
        pytest.param(b" \n ", "line 2, column 2", id="blank"),
        pytest.param(document()[:-1] + "x\n", "line 4, column ", id="text after the end"),
        pytest.param(document() + document(), "line 5, column ", id="two documents"),
        pytest.param(document()[: len(HEAD) + 15], "line 3, column 12", id="cut inside a string"),
        pytest.param(document()[: len(HEAD) + 29], "line 3, column 29", id="cut inside a value"),
        pytest.param(with_value("NaN"), "line 3, column 29", id="NaN"),
        pytest.param(with_value("Infinity"), "line 3, column 29", id="Infinity"),
        pytest.param(with_value("'1'"), "line 3, column 29", id="single quotes"),
        pytest.param(document(PLAIN + "\n// comment"), "line 4, column 1", id="comment"),
        pytest.param(document(PLAIN + "\n,"), "line 5, column 1", id="comma too many"),
        pytest.param(document(PLAIN.replace("2024", "2024\0")), "line 3, column 17", id="NUL"),
        pytest.param(document(PLAIN.replace("2024", "2024\n")), "line 3, column 17", id="newline in a string"),
        pytest.param(document(PLAIN.replace("2024", "\\x")), "line 3, column ", id="unknown escape"),
        pytest.param(document(PLAIN.replace("2024", "\\ud800")), "line 3, column ", id="high surrogate alone"),
        pytest.param(document(PLAIN.replace("2024", "\\udc00")), "line 3, column ", id="low surrogate alone"),
        pytest.param(b"\xef\xbb\xbf" * 2 + document().encode(), "line 1, column 1", id="two byte order marks"),
    ],
)
def test_what_is_no_json_is_refused_with_line_and_column(data: str | bytes, place: str) -> None:
    sentence = refusal(data)
    assert sentence.startswith("'facts.json' is not JSON: ")
    assert f" at {place}" in sentence


@pytest.mark.parametrize("end", range(len(document()) - 1))
def test_a_document_cut_anywhere_is_refused(end: int) -> None:
    assert refusal(document()[:end])


@pytest.mark.parametrize("digits", [100, 5_000, 100_000])
def test_a_document_cut_after_a_long_number_is_refused(digits: int) -> None:
    assert refusal(document('{"period": "2024", "value": ' + "1" * digits)[: -len(TAIL)])


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param(b'{"series": "\xff"}', "byte 0xff at line 1, column 13", id="no start of a character"),
        pytest.param(b'{\n "series": "\xc3"}', "byte 0xc3 at line 2, column 13", id="half a character"),
        pytest.param(b'{\n"\xed\xa0\x80"}', "byte 0xed at line 2, column 2", id="surrogate"),
        pytest.param(document().encode("utf-16"), "byte 0xff at line 1, column 1", id="UTF-16"),
        pytest.param(
            document(PLAIN.replace("2024", "\xe9")).encode("latin-1"), "byte 0xe9 at line 3, column 13", id="Latin-1"
        ),
    ],
)
def test_what_is_not_utf8_is_refused_with_the_byte_and_its_place(data: bytes, fault: str) -> None:
    assert refusal(data) == f"'facts.json' is not UTF-8: {fault}"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("[" * 100_000, id="arrays"),
        pytest.param('{"a":' * 100_000, id="objects"),
        pytest.param('{"series":' + "[" * 100_000, id="arrays as series"),
        pytest.param('{"sources":' + '{"a":' * 100_000, id="objects as sources"),
        pytest.param('{"series": [], "sources": {}, "version": ' + "[" * 100_000, id="arrays as text"),
        pytest.param(with_value("[" * 100_000 + "]" * 100_000), id="closed arrays as value"),
    ],
)
def test_a_hundred_thousand_levels_are_refused(data: str) -> None:
    assert refusal(data)


# What is JSON, but no fact base


@pytest.mark.parametrize(
    ("data", "what", "where"),
    [
        pytest.param("[]", "array", "", id="array on top"),
        pytest.param("null", "null", "", id="null on top"),
        pytest.param('"x"', "str", "", id="text on top"),
        pytest.param("{}", "series", "", id="nothing in it"),
        pytest.param('{"series": []}', "sources", "", id="no sources"),
        pytest.param('{"series": {}, "sources": {}}', "object", "$.series", id="series in an object"),
        pytest.param('{"series": [], "sources": {"a": 5}}', "int", "$.sources[", id="number as source"),
        pytest.param('{"series": [], "sources": {}, "serie": []}', "serie", "", id="unknown table"),
        pytest.param(document().replace('"title"', '"titel"'), "titel", "$.series[0]", id="misspelt key"),
        pytest.param(document().replace('"unit": "CNY", ', ""), "unit", "$.series[0]", id="missing key"),
        pytest.param(document().replace('"CNY"', "5"), "int", "$.series[0].unit", id="number as unit"),
        pytest.param(document().replace('"CNY"', "null"), "null", "$.series[0].unit", id="null as unit"),
        pytest.param(document().replace('"flow"', '"flux"'), "flux", "$.series[0].measure", id="unknown measure"),
        pytest.param(
            document().replace('"unit": "CNY"', '"unit": "CNY", "unit_mult": 5'),
            "5",
            "$.series[0].unit_mult",
            id="unknown multiplier",
        ),
        pytest.param(document('{"period": "2024", "value": "1"}'), "source", OBSERVATION, id="figure without source"),
        pytest.param(
            document(PLAIN.replace('"value"', '"status": "Z", "value"')), "Z", f"{OBSERVATION}.status", id="status Z"
        ),
        pytest.param(
            document(PLAIN.replace('"value"', '"rank": "preferred", "value"')),
            "preferred",
            f"{OBSERVATION}.rank",
            id="rank preferred",
        ),
        pytest.param(
            document(PLAIN.replace('"value"', '"qualifier": "under", "value"')),
            "under",
            f"{OBSERVATION}.qualifier",
            id="qualifier under",
        ),
        pytest.param(
            document(PLAIN + ", " + PLAIN[:-1] + ', "x": 1}'), "x", "$.series[0].observations[1]", id="second"
        ),
        pytest.param(with_value('"many"'), "decimal", f"{OBSERVATION}.value", id="words as value"),
        pytest.param(with_value('""'), "decimal", f"{OBSERVATION}.value", id="empty value"),
        pytest.param(with_value('"16,800"'), "decimal", f"{OBSERVATION}.value", id="thousands separator"),
        pytest.param(with_value("true"), "bool", f"{OBSERVATION}.value", id="true as value"),
        pytest.param(with_value("[1]"), "array", f"{OBSERVATION}.value", id="list as value"),
    ],
)
def test_what_is_no_fact_base_is_refused_with_what_and_where(data: str, what: str, where: str) -> None:
    sentence = refusal(data)
    assert sentence.startswith("'facts.json' is not a fact base: ")
    assert what in sentence
    assert sentence.endswith(where) or f" {where}" in sentence


@pytest.mark.parametrize(
    ("observation", "fault"),
    [
        pytest.param('{"period": "2024", "low": "5", "high": "4.9", "source": "a"}', "low is above high", id="low"),
        pytest.param(
            '{"period": "2024", "source": "a"}', "an observation needs a value, or low and high", id="no figure"
        ),
        pytest.param(
            '{"period": "2024", "low": "5", "source": "a"}',
            "an observation needs a value, or low and high",
            id="low alone",
        ),
        pytest.param(
            '{"period": "2024", "high": "5", "source": "a"}',
            "an observation needs a value, or low and high",
            id="high alone",
        ),
        pytest.param(
            '{"period": "2024", "value": "5", "low": "4", "source": "a"}',
            "an observation has a value, or low and high, not both",
            id="value and low",
        ),
        pytest.param(
            '{"period": "2024", "value": "5", "high": "6", "source": "a"}',
            "an observation has a value, or low and high, not both",
            id="value and high",
        ),
        pytest.param(
            '{"period": "2024", "value": "5", "rounded_to": "0", "source": "a"}',
            "rounded_to is not above zero",
            id="rounded to zero",
        ),
        pytest.param(
            '{"period": "2024", "value": "5", "rounded_to": "-100", "source": "a"}',
            "rounded_to is not above zero",
            id="rounded to less than zero",
        ),
    ],
)
def test_a_figure_that_contradicts_itself_is_refused_with_its_place(observation: str, fault: str) -> None:
    assert refusal(document(observation)) == f"'facts.json' is not a fact base: {fault} - at {OBSERVATION}"


@pytest.mark.parametrize(
    "period",
    [
        "2024-13",
        "2024-00",
        "2024-00-15",
        "2024-06-00",
        "2024-06-31",
        "2024-02-30",
        "2023-02-29",
        "2024-11/2024-01",
        "2024/",
        "/2024",
        "2024/2025/2026",
        "24",
        "0000",
        "2024-1",
        "",
        " 2024",
        "2024-06-25T00:00",
        "\uff12\uff10\uff12\uff14",
        "Jan 2024",
    ],
    ids=ascii,
)
def test_a_period_that_is_none_is_refused_with_its_place(period: str) -> None:
    fault = f"'{period}' {NO_PERIOD} - at {OBSERVATION}"
    assert refusal(document(PLAIN.replace("2024", period))) == f"'facts.json' is not a fact base: {fault}"


@pytest.mark.parametrize(
    ("table", "record"),
    [
        pytest.param("events", '{"date": "soon", "event": "e", "source": "a"}', id="event"),
        pytest.param(
            "routes", '{"id": "r", "name": "n", "mode": "air", "source": "a", "since": "soon"}', id="named route"
        ),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_place(table: str, record: str) -> None:
    data = f'{{"series": [], "sources": {{}}, "{table}": [{record}]}}'
    assert refusal(data) == f"'facts.json' is not a fact base: 'soon' {NO_PERIOD} - at $.{table}[0]"


# What the types cannot see


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("434.1", "434.1", id="number"),
        pytest.param("434", "434", id="whole number"),
        pytest.param("4e2", "4e2", id="number with exponent"),
        pytest.param("1" * 5000, "1" * 40, id="number of 5,000 digits"),
        pytest.param('"4e2"', '"4e2"', id="exponent"),
        pytest.param('"1E-400"', '"1E-400"', id="large exponent"),
        pytest.param('"4_3"', '"4_3"', id="underscore"),
        pytest.param('"' + "1" * 29 + '"', '"' + "1" * 29 + '"', id="29 digits"),
        pytest.param('"0.' + "1" * 29 + '"', '"0.' + "1" * 29 + '"', id="29 decimals"),
        pytest.param('"' + "1" * 5000 + '"', '"' + "1" * 39, id="5,000 digits"),
        pytest.param(FULL_WIDTH, FULL_WIDTH, id="full-width digits"),
        pytest.param('"٤٣"', '"٤٣"', id="Arabic digits"),
        pytest.param('"+5"', '"+5"', id="plus"),
        pytest.param('" 5"', '" 5"', id="space before"),
        pytest.param('"5 "', '"5 "', id="space after"),
        pytest.param('"5."', '"5."', id="point without decimals"),
        pytest.param('".5"', '".5"', id="point without digits"),
    ],
)
def test_a_value_must_be_a_string_of_printed_digits(value: str, shown: str) -> None:
    place = "line 3, column 20"
    assert refusal(with_value(value)) == f"'facts.json' holds the value {shown} at {place}; {ADVICE}"


@pytest.mark.parametrize("colon", [":", " :", ": ", "\t:\n"], ids=repr)
def test_a_bad_value_is_found_whatever_stands_around_its_colon(colon: str) -> None:
    data = document(PLAIN.replace('"value": "434.1"', f'"value"{colon}434.1'))
    assert refusal(data) == f"'facts.json' holds the value 434.1 at line 3, column 20; {ADVICE}"


@pytest.mark.parametrize("value", ["434.1", '"4e2"', '"1_0"', '"' + "9" * 29 + '"', FULL_WIDTH])
@pytest.mark.parametrize("key", ["low", "high", "rounded_to"])
def test_what_holds_for_a_value_holds_for_its_limits(key: str, value: str) -> None:
    rest = {"low": '"high": "99e30"', "high": '"low": "1"', "rounded_to": '"value": "1"'}[key]
    data = document(f'{{"period": "2024", "{key}": {value}, {rest}, "source": "article"}}')
    assert refusal(data) == f"'facts.json' holds the value {value} at line 3, column 20; {ADVICE}"


@pytest.mark.parametrize("value", ["NaN", "sNaN", "-NaN", "nan", "Infinity", "-inf", "1e999999", "-1E+999999"])
@pytest.mark.parametrize("key", ["value", "low", "high", "rounded_to"])
def test_what_is_no_finite_number_is_refused(key: str, value: str) -> None:
    rest = {"value": '"rounded_to": "1"', "low": '"high": "2"', "high": '"low": "1"', "rounded_to": '"value": "1"'}[key]
    assert refusal(document(f'{{"period": "2024", "{key}": "{value}", {rest}, "source": "article"}}'))


@pytest.mark.parametrize("value", ["434.1", "4e2", '"4e2"', '"1e400"', '"' + "1" * 29 + '"', '"NaN"'])
def test_an_escaped_key_does_not_let_a_value_through(value: str) -> None:
    assert refusal(with_value(value, key="\\u0076alue"))


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(document(PLAIN[:-1] + ', "period": "2023"}'), "period", id="period"),
        pytest.param(document(PLAIN[:-1] + ', "\\u0070eriod": "2023"}'), "period", id="escaped key"),
        pytest.param(document(PLAIN[:-1] + ', "value": "434.1"}'), "value", id="equal values"),
        pytest.param(document().replace('"title"', '"id": "t", "title"'), "id", id="series"),
        pytest.param('{"series": [], "sources": {}, "series": []}', "series", id="top"),
        pytest.param('{"series": [], "sources": {"a": {"publisher": "P"}, "a": {"publisher": "Q"}}}', "a", id="source"),
        pytest.param(
            '{"series": [], "sources": {"a": {"publisher": "P", "publisher": "Q"}}}', "publisher", id="nested"
        ),
    ],
)
def test_a_key_given_twice_is_refused_by_its_name(data: str, key: str) -> None:
    assert refusal(data).startswith(f"'facts.json' gives the key '{key}' twice in one object")


# What looks like a second key and is none, what hides one, and all of it together.
_TRICKY = st.sampled_from(["", ":", '":', '\\":', '": "', "\\", '"', '"value":', "x", "\\u0022:", "é"])


# Control characters mark the places of quotes and colons that are to hide behind escapes.
_HIDING = [{}, {ord('"'): "\x01"}, {ord(":"): "\x02"}]


@st.composite
def _strings(draw: st.DrawFn) -> str:
    text = "".join(draw(st.lists(_TRICKY, max_size=3)))
    written = json.dumps(text.translate(draw(st.sampled_from(_HIDING))), ensure_ascii=draw(st.booleans()))
    return written.replace("\\u0001", "\\u0022").replace("\\u0002", "\\u003a")


@st.composite
def _observations(draw: st.DrawFn) -> str:
    """Write an observation in which keys may come twice, be escaped, stand apart from their colons or hold defaults."""
    colon = st.sampled_from([":", ": ", " :", "\n:\t"])
    note, escaped = st.just('"note"'), st.just('"\\u006eote"')
    value = st.tuples(st.sampled_from(['"value"', '"\\u0076alue"']), st.sampled_from(['"1.5"', '"1e5"', "15", '"1"']))
    pairs = [('"period"', '"2024"'), ('"source"', draw(_strings())), draw(value)]
    pairs += draw(st.lists(st.one_of(st.tuples(note | escaped, _strings()), value), max_size=2))
    pairs += draw(st.sampled_from([[], [('"status"', '"A"')], [('"note"', "null")]]))
    return "{" + ", ".join(f"{key}{draw(colon)}{value}" for key, value in draw(st.permutations(pairs))) + "}"


def _is_accepted(data: str) -> bool:
    try:
        decode(data.encode(), "facts.json")
    except FactError:
        return False
    return True


def _has_each_key_once_and_plain_digits(observation: str) -> bool:
    pairs: list[tuple[str, object]] = []
    json.loads(observation, object_pairs_hook=pairs.extend)
    keys = [key for key, _ in pairs]
    return len(set(keys)) == len(keys) and dict(pairs)["value"] in {"1.5", "1"}


@settings(max_examples=500)
@given(_observations())
# A key too many is made up for by one that does not look like a key, or by text that comes to look like one.
@example('{"period":"2024","source":"s","value":"1","note" :"a","note":"b"}')
@example('{"period":"2024","source":"\\u003a","value":"1","note":"a","note":"b"}')
@example('{"period":"2024","source":"\\u0022:","value":"1","note":"a","note":"b"}')
def test_a_quick_look_at_the_bytes_lets_nothing_through(observation: str) -> None:
    assert _is_accepted(document(observation)) is _has_each_key_once_and_plain_digits(observation)


# The sentence itself


def test_a_long_name_of_a_file_is_cut() -> None:
    with pytest.raises(FactError) as caught:
        decode(b"", "x" * 200)
    assert str(caught.value).startswith("'" + "x" * 80 + "…' is not JSON: ")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document().replace('"title"', f'"{"x" * 100_000}": 1, "title"'), id="unknown key"),
        pytest.param(document().replace('"flow"', f'"{"x" * 100_000}"'), id="unknown measure"),
        pytest.param(with_value(f'"{"x" * 100_000}"'), id="value"),
        pytest.param(document(PLAIN.replace("2024", "2" * 100_000)), id="period"),
        pytest.param(f'{{"series": [], "sources": {{}}, "{"x" * 100_000}": 1}}', id="unknown table"),
    ],
)
def test_what_is_long_is_quoted_in_part(data: str) -> None:
    assert len(refusal(data)) <= 400


BREAKS = ["\n", "\r", "\x85", "\u2028"]


@pytest.mark.parametrize("character", BREAKS, ids=ascii)
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document().replace('"title"', '"a#b": 1, "title"'), id="unknown key"),
        pytest.param(document().replace('"flow"', '"a#b"'), id="unknown measure"),
        pytest.param(document(PLAIN.replace("2024", "2024#")), id="period"),
        pytest.param(with_value('"1#"'), id="value"),
        pytest.param(
            '{"series": [], "sources": {"a#b": {"publisher": "P"}, "a#b": {"publisher": "P"}}}', id="source given twice"
        ),
    ],
)
def test_a_line_break_in_the_file_makes_no_second_line(data: str, character: str) -> None:
    assert refusal(data.replace("#", f"\\u{ord(character):04x}"))


def test_a_line_break_in_the_name_of_the_file_makes_no_second_line() -> None:
    with pytest.raises(FactError) as caught:
        decode(b"", "a\nb")
    assert len(str(caught.value).splitlines()) == 1


def test_of_many_faults_the_first_is_told() -> None:
    # Looked for one by one, their places would take minutes.
    numbers = ",\n".join(
        PLAIN.replace('"434.1"', str(10_000 + n)).replace("2024", str(1000 + n % 9000)) for n in range(9000)
    )
    assert refusal(document(numbers)) == f"'facts.json' holds the value 10000 at line 3, column 20; {ADVICE}"


def outcome(data: bytes) -> FactBase | str:
    """Return the fact base, or the sentence with which it is refused."""
    try:
        return decode(data, "facts.json")
    except FactError as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        pytest.param('"title"', f'"{"x" * 1000}": 1, "title"', "$.series[0]", id="unknown key"),
        pytest.param('"flow"', f'"{"x" * 1000}"', "$.series[0].measure", id="unknown measure"),
    ],
)
def test_the_place_is_told_however_long_the_fault(before: str, after: str, place: str) -> None:
    assert refusal(document().replace(before, after)).endswith(f" - at {place}")


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_whatever_stands_as_value_is_kept_as_printed_or_refused_in_one_line(text: str) -> None:
    found = outcome(with_value(json.dumps(text)).encode())
    if isinstance(found, FactBase):
        assert f"{found.series[0].observations[0].value:f}" == text
    else:
        assert found.splitlines() == [found]


@settings(max_examples=200, deadline=None)
@given(st.binary(), st.integers(0, len(document())))
def test_bytes_in_any_place_are_accepted_or_refused(noise: bytes, at: int) -> None:
    data = document().encode()
    found = outcome(data[:at] + noise + data[at:])
    assert isinstance(found, FactBase) or found.startswith("'facts.json' ")
