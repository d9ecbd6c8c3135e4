"""What holds for any fact base and any question: formats agree, numbers are recomputed, failure is one line."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pytest
from asking import Answer, fact_base
from generating import (
    FORMS,
    OPTIONS,
    Line,
    arrangements,
    encoded,
    fact_bases,
    periods,
    questions,
    texts,
)
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from reference import EXPECTED_OF, Exact, Expected, is_as, lies_in, seen_by, span
from typer.testing import CliRunner

from xjcli.cli import app
from xjcli.render import CITATION_FORMATS, WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Record: TypeAlias = "dict[str, Any]"
Question: TypeAlias = "tuple[Record, Line]"

# With XJCLI_LAWS=100 each law is tried on a hundred times as many examples, and on others every time.
_TIMES = int(os.environ.get("XJCLI_LAWS", "1"))


def law(examples: int) -> settings:
    """Say on how many examples a law is tried: the same ones every time, so that it fails for everybody or nobody."""
    return settings(
        max_examples=examples * _TIMES,
        deadline=None,
        derandomize=_TIMES == 1,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        # A fact base is large as examples go, and few are refused: what is slow here is slow by design.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


@pytest.fixture(autouse=True, scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Ask in an empty folder, with output sent line by line: half an answer before a failure would be seen."""
    folder = tmp_path_factory.mktemp("nowhere")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XJCLI_")]:
            patch.delenv(name)
        patch.chdir(folder)
        patch.setenv("HOME", str(folder))
        patch.setattr("xjcli.streams._CHUNK", 1)
        yield folder


def asked(*words: str, stdin: str | bytes = "") -> Answer:
    """Ask, and hold what every answer must keep to: no traceback, an error in one line, no output of what failed."""
    result = CliRunner().invoke(app, words, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    # The runner's own text turns a carriage return before a line feed into nothing.
    answer = Answer(result.exit_code, result.stdout_bytes.decode(), result.stderr)
    said = answer.err.splitlines(keepends=True)
    assert all(line.endswith("\n") for line in said)
    if said and said[0].startswith("xjcli: "):
        assert answer.code in {1, 2}
        assert (len(said), answer.out) == (1, "")
    else:
        # That a claim is contradicted or a fact base unsound is an answer, and a failure.
        assert answer.code == 0 or (answer.code == 1 and not {"claims", "check"}.isdisjoint(words))
        assert all(line.startswith("note: ") for line in said)
    return answer


def answered(question: Question, *more: str) -> Answer:
    """Put a question to its own fact base."""
    base, line = question
    return asked(*line.spelled("--facts=-", *more), stdin=encoded(base))


class Number(str):
    """A number of JSON, with the digits it was written with."""

    __slots__ = ()


def _no_number(text: str) -> None:
    raise AssertionError(text)


def pairs(text: str) -> list[Any]:
    """Read JSON: objects as pairs, so that none gets lost, and numbers as their digits."""
    found = json.loads(
        text, parse_float=Number, parse_int=Number, parse_constant=_no_number, object_pairs_hook=lambda some: some
    )
    return found if isinstance(found, list) else [found]


def records(question: Question, *more: str) -> list[Record]:
    """Ask for JSON; a question that is refused has no records."""
    answer = answered(question, *more, "-f", "json")
    return [dict(record) for record in pairs(answer.out)] if answer.out else []


def options(arrangement: dict[str, str]) -> list[str]:
    return [word for pair in arrangement.items() for word in pair]


_TSV = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def read_tsv(text: str) -> list[list[str]]:
    # A carriage return may end a line too.
    cells = (line.split("\t") for line in io.StringIO(text, newline=None).read().split("\n")[:-1])
    return [[re.sub(r"\\[\\tnr]", lambda found: _TSV[found[0]], cell) for cell in line] for line in cells]


def read_csv(text: str) -> list[list[str]]:
    # Before Python 3.11 the reader fails over NUL; no text has half of a surrogate pair.
    lines = csv.reader(io.StringIO(text.replace("\0", "\udc00"), newline=""))
    # An empty line is a record of one empty cell, which the reader takes for none.
    return [[cell.replace("\udc00", "\0") for cell in line] or [""] for line in lines]


def spelled(cell: str | None) -> str:
    return "" if cell is None else cell


@law(120)
@given(questions(), st.data())
def test_machine_formats_carry_the_same_cells(question: Question, data: st.DataObject) -> None:
    more = options(data.draw(arrangements(question[1])))
    answers = {name: answered(question, *more, "-f", name) for name in ("csv", "tsv", "json", "jsonl")}
    assert len({(answer.code, answer.err) for answer in answers.values()}) == 1
    assert answers["csv"].code < 2
    if not answers["csv"].out:
        return
    names, *rows = read_csv(answers["csv"].out)
    assert read_tsv(answers["tsv"].out) == [names, *rows]
    objects = pairs(answers["json"].out)
    assert [[name for name, _ in one] for one in objects] == [names] * len(rows)
    assert [[spelled(cell) for _, cell in one] for one in objects] == rows
    assert [pairs(line) for line in answers["jsonl"].out.split("\n")[:-1]] == objects


# A picture is of numbers, which not every answer has.
_FORMATS = [name for name in WRITERS if name not in {*CITATION_FORMATS, "svg"}]


@law(25)
@given(questions(), st.data())
def test_what_is_right_is_answered_or_refused_in_every_format(question: Question, data: st.DataObject) -> None:
    arranged = options(data.draw(arrangements(question[1])))
    codes = {answered(question, *arranged, "-f", layout).code for layout in _FORMATS}
    assert codes | {answered(question, *arranged).code} in ({0}, {1})


def is_explained(row: Record, expected: Expected) -> bool:
    """Tell whether a row is as expected, and no number in it is anything else."""
    found = {name for name, cell in row.items() if isinstance(cell, Number)}
    computed = {name for name, one in expected.items() if isinstance(one, (Fraction, Exact)) and row[name] is not None}
    return computed <= found <= expected.keys() and all(is_as(row, *one) for one in expected.items())


@pytest.mark.parametrize("form", EXPECTED_OF)
@law(25)
@given(st.data())
def test_every_number_is_printed_or_recomputed(form: str, data: st.DataObject) -> None:
    hold_explained(data.draw(questions(form)))


@pytest.mark.parametrize("form", [form for form in EXPECTED_OF if "--currency" in FORMS[form].options])
@law(15)
@given(st.data())
def test_every_number_is_recomputed_in_another_currency(form: str, data: st.DataObject) -> None:
    hold_explained(data.draw(questions(form, money=True)))


def hold_explained(question: Question) -> None:
    line = question[1]
    form = "sources" if "--cite" in line.options else line.form
    # Where the columns are named after series and years, there are none besides.
    names = [] if form in {"series", "index", "years"} else ["-c", ",".join(FORMS[form].columns)]
    for number, row in enumerate(records(question, *names), 1):
        expected = list(EXPECTED_OF[form](question, row | {"row": number}))
        assert any(is_explained(row, one) for one in expected), (row, expected)


def without(question: Question, *names: str) -> Question:
    """Take options from a question."""
    base, line = question
    return base, line._replace(options={name: one for name, one in line.options.items() if name not in names})


def with_options(question: Question, more: dict[str, str]) -> Question:
    """Give options to a question."""
    base, line = question
    return base, line._replace(options=line.options | more)


@st.composite
def windows(draw: st.DrawFn) -> dict[str, str]:
    """Draw a window that does not end before it starts."""
    ends = draw(st.fixed_dictionaries({}, optional={"--since": periods, "--until": periods}))
    if len(ends) == 2 and span(ends["--since"])[0] > span(ends["--until"])[1]:
        return {"--since": ends["--until"], "--until": ends["--since"]}
    return ends


@law(40)
@given(questions("trade", "routes", "observations"), windows())
def test_a_narrower_window_shows_some_of_the_same_rows(question: Question, ends: dict[str, str]) -> None:
    wide = without(question, "--since", "--until", "--cite")
    kept = [row for row in records(wide) if lies_in(span(row["period"]), ends.get("--since"), ends.get("--until"))]
    assert records(with_options(wide, ends)) == kept


@law(30)
@given(questions("trade", "routes"))
def test_every_figure_of_the_series_named_is_shown(question: Question) -> None:
    plain = without(question, "--cite", "--flow", "--partner", "--mode", "--port")
    names, given_options = plain[1].words, plain[1].options
    assume(names)
    window = given_options.get("--since"), given_options.get("--until")
    expected = [
        (name, one.days)
        for name in names
        for one in seen_by(plain, forecasts=True).figures[name]
        if lies_in(one.days, *window) and (one.is_preferred or "--alternatives" in given_options)
    ]
    rows = records(plain, "-c", "series,period")
    assert Counter((row["series"], span(row["period"])) for row in rows) == Counter(expected)


@law(30)
@given(questions("index"))
def test_the_base_of_an_index_is_100(question: Question) -> None:
    plain, base = without(question, "--cite", "--since", "--until"), question[1].options["--index"]
    at_base = [row for row in records(plain) if span(row["period"]) == span(base)]
    assert all(cell in {"100", None} for row in at_base for name, cell in row.items() if name != "period")
    assert all(any(cell == "100" for cell in row.values()) for row in at_base)


@law(30)
@given(questions("years"))
def test_going_back_undoes_what_lies_between(question: Question) -> None:
    base, line = without(question, "--cite")
    dates = [word for word in line.words if word not in seen_by(question).series]
    names = [word for word in line.words if word not in dates]
    ahead = records((base, line._replace(words=[*dates[:2], *names])))
    back = {row["series"]: row for row in records((base, line._replace(words=[*dates[1::-1], *names])))}
    assert [row["series"] for row in ahead] == list(back)
    for row in ahead:
        other = back[row["series"]]
        assert (row["unit"], row["status"]) == (other["unit"], other["status"])
        if row["change"] is not None:
            assert Fraction(row["change"]) == -Fraction(other["change"])
        if row["multiple"] is not None and other["multiple"] is not None:
            one, inverse = printed_range(row["multiple"]), printed_range(other["multiple"])
            assert one[0] * inverse[0] <= 1 <= one[1] * inverse[1]
            # There is one annual rate between two figures, whichever is named first.
            assert numbers(row["cagr_pct"]) == numbers(other["cagr_pct"])


def numbers(*texts_of: str | None) -> list[Fraction | None]:
    return [None if text is None else Fraction(text) for text in texts_of]


def printed_range(text: str) -> tuple[Fraction, Fraction]:
    """Find the numbers that are printed like this, with four decimals."""
    half = Fraction(1, 20_000)
    return Fraction(text) - half, Fraction(text) + half


class Truth(NamedTuple):
    """A number, and a figure by which somebody who knows it may print it."""

    number: Fraction
    figure: Record


_tenths = st.integers(1, 50_000).map(lambda number: Fraction(number, 10))


def decimal(number: Fraction) -> str:
    """Print a number that has few decimals."""
    return f"{Decimal(number.numerator) / number.denominator:f}"


def _rounded(number: Fraction, places: int) -> Truth:
    return Truth(number, {"value": f"{Decimal(round(number * 10**places)).scaleb(-places):f}"})


def _rounded_to(number: Fraction, step: str) -> Truth:
    return Truth(number, {"value": f"{round(number / Fraction(step)) * Decimal(step):f}", "rounded_to": step})


def _bounded(number: Fraction, off: Fraction, word: str) -> Truth:
    bound = number - off if word == "over" else number + off
    return Truth(number, {"value": decimal(bound), "qualifier": word})


def _in_range(number: Fraction, below: int, above: int) -> Truth:
    return Truth(number, {"low": decimal(max(Fraction(0), number - below)), "high": decimal(number + above)})


_hundredths = st.integers(100, 500_000).map(lambda number: Fraction(number, 100))
truths = st.one_of(
    st.builds(_rounded, _hundredths, st.integers(0, 2)),
    st.builds(_rounded_to, _hundredths, st.sampled_from(("0.5", "5", "100"))),
    st.builds(_bounded, _tenths, _tenths, st.sampled_from(("over", "nearly"))),
    st.builds(_in_range, _tenths, st.integers(0, 20), st.integers(0, 20)),
)


def series_of(found: Sequence[Truth], **more: object) -> Record:
    """Write the figures of a series, one a year from 2015 on."""
    dated = [{"period": f"{year}", "source": "s", **one.figure} for year, one in enumerate(found, 2015)]
    return {"id": "a", "observations": dated} | more


def holds(row: Record, name: str, number: Fraction) -> bool:
    """Tell whether an interval holds a number; a missing end is none, and the printed ends were rounded."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return (low is None or printed_range(low)[0] <= number) and (high is None or number <= printed_range(high)[1])


def ask_of(base: str, *words: str) -> list[Record]:
    answer = asked("--facts=-", *words, "-f", "json", stdin=base)
    return [dict(record) for record in pairs(answer.out)]


@law(100)
@given(st.lists(truths, min_size=2, max_size=4))
def test_an_interval_holds_the_rate_of_whatever_was_rounded(found: list[Truth]) -> None:
    base = fact_base(series_of(found))
    first, last, years = found[0].number, found[-1].number, len(found) - 1
    row = ask_of(base, "growth", "a")[0]
    assert holds(row, "change_pct", (last / first - 1) * 100)
    low, high = row["cagr_pct_low"], row["cagr_pct_high"]
    assert low is None or (1 + printed_range(low)[0] / 100) ** years <= last / first
    assert high is None or last / first <= (1 + printed_range(high)[1] / 100) ** years
    for row, one, before in zip(ask_of(base, "growth", "a", "--yearly")[1:], found[1:], found, strict=False):
        assert holds(row, "yoy_pct", (one.number / before.number - 1) * 100)


_rates = st.builds(_rounded, _hundredths, st.integers(0, 2)) | st.builds(_rounded_to, _hundredths, st.just("0.5"))


@law(60)
@given(st.lists(truths, min_size=2, max_size=2), st.lists(_rates, min_size=2, max_size=2), st.booleans())
def test_an_interval_holds_what_was_converted_at_any_rate(found: list[Truth], at: list[Truth], divides: bool) -> None:
    unit, into = ("CNY", "USD") if divides else ("USD", "CNY")
    base = fact_base(series_of(found, unit=unit), series_of(at, id="cny-per-usd"))
    true = [
        one.number / rate.number if divides else one.number * rate.number for one, rate in zip(found, at, strict=True)
    ]
    rows = ask_of(base, "trade", "a", "--currency", into)
    for row in rows:
        number = true[("2015", "2016").index(row["period"])]
        assert row["low"] is None or printed_range(row["low"])[0] <= number
        assert row["high"] is None or number <= printed_range(row["high"])[1]
    if len(rows) == 2:
        assert holds(ask_of(base, "growth", "a", "--currency", into)[0], "change_pct", (true[1] / true[0] - 1) * 100)


@law(60)
@given(st.lists(truths, min_size=3, max_size=3))
def test_growth_over_two_steps_is_the_product_of_both(found: list[Truth]) -> None:
    base = fact_base(series_of(found))
    one, two, both = (ask_of(base, "growth", "a", *cut)[0] for cut in (("--until=2016",), ("--since=2016",), ()))
    if one["multiple"] and two["multiple"] and both["multiple"]:
        low, high = (x * y for x, y in zip(printed_range(one["multiple"]), printed_range(two["multiple"]), strict=True))
        within = printed_range(both["multiple"])
        assert low <= within[1]
        assert within[0] <= high
    ends = [[row[f"change_pct_{end}"] for row in (one, two, both)] for end in ("low", "high")]
    # What lies between the outer two figures cannot reach beyond what the steps can reach together.
    if None not in ends[0]:
        factors = [1 + printed_range(end)[i] / 100 for i, end in zip((0, 0, 1), ends[0], strict=True)]
        assert factors[0] * factors[1] <= factors[2]
    if None not in ends[1]:
        factors = [1 + printed_range(end)[i] / 100 for i, end in zip((1, 1, 0), ends[1], strict=True)]
        assert factors[2] <= factors[0] * factors[1]


@law(60)
@given(st.lists(truths, min_size=2, max_size=5))
def test_average_growth_over_all_years_makes_the_multiple(found: list[Truth]) -> None:
    row = ask_of(fact_base(series_of(found)), "growth", "a")[0]
    if row["cagr_pct"] is not None:
        low, high = ((1 + end / 100) ** (len(found) - 1) for end in printed_range(row["cagr_pct"]))
        within = printed_range(row["multiple"])
        assert low <= within[1]
        assert within[0] <= high


_WRONG_ANYWHERE = (
    ("--nonsense",),
    ("-f", "nonsense"),
    ("-c", "nonsense"),
    ("-c", ""),
    ("--sort", "-nonsense"),
    ("--color=nonsense",),
    ("-n", "-1"),
    ("-n", "x"),
    ("--no-header", "-f", "json"),
)
# What is wrong with an option that a question takes.
_WRONG_OF = {
    "--since": (("--since=20x",), ("--since=2024-13",), ("--since=2025", "--until=2024")),
    "--until": (("--until=",), ("--until=2023/2022",), ("--since=2024-12", "--until=2024-11-30")),
    "--as-of": (("--as-of=yesterday",),),
    "--lang": (("--lang=nonsense",),),
    "--currency": (("--currency=EUR",),),
}


@law(40)
@given(questions(), st.data())
def test_whatever_is_wrong_is_refused_as_wrong_usage(question: Question, data: st.DataObject) -> None:
    line = question[1]
    possible = [*_WRONG_ANYWHERE, *(one for name in FORMS[line.form].options for one in _WRONG_OF.get(name, ()))]
    wrong = data.draw(st.sampled_from(possible))
    if answered(question).out:
        assert answered(question, *wrong).code == 2


@law(40)
@given(questions("trade", "routes", "growth", "yearly", "series", "index", "years", "why", "claims"))
def test_an_unknown_name_is_refused_as_wrong_usage(question: Question) -> None:
    base, line = question
    if answered(question).out:
        words = ["nonsense", *line.words[1:]] if line.form == "why" else [*line.words, "nonsense"]
        assert answered((base, line._replace(words=words))).code == 2


# Those that answer with a table, and others.
_COMMANDS = sorted({form.asked[0] for form in FORMS.values()} | {"schema", "export", "completion"})
_WORDS = [
    *(word for form in FORMS.values() for word in (*form.asked, *form.columns)),
    *OPTIONS,
    *("-f", "-c", "-n", "--sort", "--no-header", "--color", "--facts", "--facts=-", "-", "--", "-h", "--help"),
    *(*WRITERS, "--version", "--chart", "--force", "bash", "sqlite", "sdmx-csv", "json-stat", "datapackage", "out"),
    *(
        "0",
        "3",
        "-1",
        "99999999999999999999",
        "CNY",
        "zh",
        "value,unit",
        "-period",
        "2012",
        "2024",
        "2024-06",
        "2024-13",
    ),
    *("trade", "trains", "partners", "exports-usd", "cny-per-usd", "trade-2012-2024", "article"),
]
_known_words = st.sampled_from(_WORDS)
# No word of a shell holds a NUL.
_any_words = _known_words | _known_words | periods | texts.filter(lambda text: "\0" not in text)


@law(120)
@given(st.sampled_from((*_COMMANDS, "")), st.lists(_any_words, max_size=6))
def test_any_words_are_answered_or_refused_in_one_line(command: str, words: list[str]) -> None:
    asked(*([command] if command else []), *words)


_ODD: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "2024",
    "2024-13",
    "0000",
    "9" * 29,
    "1e5",
    "NaN",
    "\ud800",
    [],
    {},
)
_odd_values = st.sampled_from(_ODD) | texts


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """List the places of a JSON value: a holder, and the key or index in it."""
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from places(one)


@st.composite
def misshapen(draw: st.DrawFn) -> bytes:
    """Draw a fact base in which one place holds something else, or is gone."""
    base = draw(fact_bases())
    found = list(places(base))
    holder, key = found[draw(st.integers(0, len(found) - 1))]
    if draw(st.booleans()):
        holder[key] = draw(_odd_values)
    else:
        del holder[key]
    return json.dumps(base).encode()


_TOKENS = (
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"null", b"NaN", b"1e999", b"-", b"0", b"9" * 5000, b"\n"),
    *(b"\xff", b"\0", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"[" * 3000, b'"value":', b'"value":"1",', b"\\ud800"),
)


@st.composite
def torn(draw: st.DrawFn) -> bytes:
    """Draw the bytes of a fact base with some cut out and others put in."""
    data = encoded(draw(fact_bases())).encode()
    start = draw(st.integers(0, len(data)))
    end = start + draw(st.integers(0, 20))
    return data[:start] + draw(st.sampled_from(_TOKENS) | st.binary(max_size=3)) + data[end:]


_DEEP = b'{"series":[],"sources":{},"claims":[{"check":{"x":' + b"[" * 100_000
_WHOLE = (b"", b"null", b"NaN", b"[]", b'"x"', b"\xef\xbb\xbf", b"[" * 100_000, _DEEP, b"9" * 10_000)
_RIGHT = (
    ("facts",),
    ("facts", "--observations", "-f", "json"),
    ("trade", "--alternatives", "--currency=CNY"),
    ("routes", "--named"),
    ("growth", "--forecasts"),
    ("growth", "--yearly"),
    ("growth", "--say", "--lang=zh"),
    ("compare", "2022", "2023"),
    ("claims",),
    ("sources", "-f", "bibtex"),
    ("trade", "--as-of=2024", "--cite"),
)


@law(60)
@given(st.sampled_from(_RIGHT), misshapen() | misshapen() | torn() | st.sampled_from(_WHOLE) | st.binary(max_size=20))
def test_any_fact_base_is_used_or_refused_in_one_line(words: tuple[str, ...], data: bytes) -> None:
    # A right question to a fact base that is none is no wrong usage.
    assert asked("--facts=-", *words, stdin=data).code < 2


def in_order_of(name: str, cell: str) -> Any:  # noqa: ANN401 - a key to sort by
    """Order numbers as numbers, periods in time, all else as text."""
    if isinstance(cell, Number):
        return Fraction(cell)
    if name in {"period", "from", "to", "first", "last", "since"}:
        return span(cell.removeprefix("by "))
    return cell


# A range has no value and is ordered by its low end.
_MAY_BE_RANGES = {"value", "start", "end", "previous"}


@law(40)
@given(questions(), st.data(), st.booleans())
def test_sorting_only_moves_rows_and_orders_them(question: Question, data: st.DataObject, descends: bool) -> None:
    plain = without(question, "--cite")
    rows = records(plain)
    assume(rows)
    # A minus before a name turns the order round.
    name = data.draw(st.sampled_from([name for name in rows[0] if not name.startswith("-")]))
    found = records(plain, f"--sort={'-' if descends else ''}{name}")
    assert Counter(json.dumps(row) for row in found) == Counter(json.dumps(row) for row in rows)
    known = [in_order_of(name, row[name]) for row in found if row[name] is not None]
    assert known == sorted(known, reverse=descends)
    if name not in _MAY_BE_RANGES and plain[1].form not in {"series", "index", "years"}:
        assert all(row[name] is None for row in found[len(known) :])


@law(30)
@given(questions(), st.integers(0, 5))
def test_a_limit_keeps_the_first_rows(question: Question, most: int) -> None:
    plain = without(question, "--cite")
    assert records(plain, "-n", str(most)) == records(plain)[:most]


@law(30)
@given(questions(), st.data())
def test_choosing_columns_takes_them_from_the_whole(question: Question, data: st.DataObject) -> None:
    rows = records(question)
    assume(rows)
    # A comma parts the names, and blanks around one do not count.
    names = [name for name in rows[0] if name.strip() == name and "," not in name]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    expected = [[(name, row[name]) for name in chosen] for row in rows]
    assert [list(row.items()) for row in records(question, "-c", ",".join(chosen))] == expected
