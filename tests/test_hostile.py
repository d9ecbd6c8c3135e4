"""A fact base may say anything, anywhere: it is refused in one line or shown harmlessly, in bounded time and memory."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import pytest
from asking import ask, fact_base, figures
from faults import launch
from running import environment, in_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from asking import Record

TEXT = (
    "=1+1|\"q\",'s' \x1b[2J\x1b]0;T\x07\u202eB\n\r\x08`*_[/red][link=http://e.example]x[/link]:smile:{0}%s${HOME}"
    "\\input{/etc/passwd}<script>alert(1)</script>&amp;\t\u2028\x85\x9b#^~"
)
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]")
# Every command, asked so that it shows what the base says.
QUESTIONS = {
    "trade": ["trade", "--alternatives"],
    "trade: all columns": ["trade", "-c", "series,unit,rank,as_of,printed,source,note"],
    "trade: citations": ["trade", "--cite"],
    "trade in Chinese": ["trade", "--lang", "zh"],
    "trade by partner": ["trade", "--partner", TEXT],
    "routes": ["routes"],
    "named routes": ["routes", "--named"],
    "growth": ["growth"],
    "yearly growth": ["growth", "--yearly"],
    "growth said": ["growth", "--say"],
    "growth said in Chinese": ["growth", "--say", "--lang", "zh"],
    "compare series": ["compare", TEXT, f"{TEXT}2"],
    "compare with an index": ["compare", TEXT, f"{TEXT}2", "--index", "2023"],
    "compare years": ["compare", "2023", "2024"],
    "why a figure": ["why", TEXT, "2024"],
    "why growth": ["why", TEXT, "2023", "2024"],
    "why said": ["why", TEXT, "2023", "2024", "--say"],
    "facts": ["facts"],
    "facts found": ["facts", "script"],
    "observations": ["facts", "--observations"],
    "claims": ["claims"],
    "sources": ["sources"],
}
REFUSED = {
    "unknown series": ["trade", f"{TEXT}3"],
    "unknown source": ["sources", f"{TEXT}3"],
    "unknown claim": ["claims", f"{TEXT}3"],
    "unknown period": ["trade", "--since", TEXT],
    "unknown column": ["trade", "-c", TEXT],
    "another theme": ["routes", TEXT],
    "no figure": ["why", TEXT, "1999"],
}
questions = pytest.mark.parametrize("words", QUESTIONS.values(), ids=QUESTIONS)


def hostile(text: str) -> Record:
    """Make a fact base that says this text wherever it can, and refers to itself and to what is not there."""
    observations = [
        one | {"note": text, "printed": text, "as_of": text, "source": text}
        for one in (*figures(("2023", "1.50"), ("2024", "2.50")), *figures(("2024", "3"), rank="alternative"))
    ]
    series = {"title": text, "title_zh": text, "unit": text, "measure": "flow", "freq": "A", "headline": True}
    series |= dict.fromkeys(("prices", "ref_area", "flow", "partner", "mode", "port", "operator"), text)
    series |= {"out_of": text, "published_growth": text, "observations": observations}
    claim = {"says": text, "series": text, "source": text}
    route = dict.fromkeys(("id", "name", "mode", "source", "origin", "destination", "country", "operator"), text)
    return {
        "units": {text: {"label": text, "label_zh": text, "kind": "quantity"}},
        "sources": {text: dict.fromkeys(("publisher", "title", "published", "url", "cites", "note"), text)},
        "series": [
            {"id": text, "theme": "trade"} | series,
            {"id": f"{text}2", "theme": "trade"} | series,
            {"id": f"{text}r", "theme": "routes"} | series,
        ],
        "routes": [route | {"since": "2020"}],
        "goods": [dict.fromkeys(("product", "origin", "destination", "source"), text) | {"direction": "export"}],
        "events": [{"date": "2020", "event": text, "source": text}],
        "claims": [
            claim | {"id": text, "check": {"kind": "figures", "of": [{"at": "2024", "value": "5", "note": text}]}},
            claim | {"id": f"{text}2", "check": {"kind": "happens", "date": "2020", "event": "script"}},
            claim | {"id": f"{text}4", "series": f"{text}5", "source": f"{text}6"},
        ],
        "version": text,
        "date": text,
    }


BASE, HARMLESS = json.dumps(hostile(TEXT)), json.dumps(hostile("script"))


def shown(words: list[str], layout: str) -> str:
    answer = ask("--facts", "-", *words, "-f", layout, stdin=BASE)
    assert answer.code == 0, answer.err
    assert not STEERING.search(answer.err)
    assert answer.out.count("\n") > 1
    return answer.out


def harmless(words: list[str], layout: str) -> str:
    """Ask the same of the same base with a harmless text in it."""
    return ask("--facts", "-", *(word.replace(TEXT, "script") for word in words), "-f", layout, stdin=HARMLESS).out


def cells(words: list[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(shown(words, "csv"), newline="")))


# What is shown


@questions
def test_csv_and_json_carry_the_same_exact_cells(words: list[str]) -> None:
    records = json.loads(shown(words, "json"), parse_float=str)
    rows = [["" if cell is None else str(cell) for cell in record.values()] for record in records]
    rows.insert(0, list(records[0]))
    assert cells(words) == rows
    assert any(TEXT in cell for row in rows for cell in row)


@pytest.mark.parametrize("layout", ["table", "json", "html", "markdown", "latex"])
@questions
def test_nothing_that_steers_a_terminal_is_shown(words: list[str], layout: str) -> None:
    assert not STEERING.search(shown(words, layout))


class Elements(HTMLParser):
    """List the elements of a page with the names of their attributes, but for how they look."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs if name != "class")))


@questions
def test_a_page_has_the_elements_of_a_harmless_one(words: list[str]) -> None:
    assert Elements(shown(words, "html")).found == Elements(harmless(words, "html")).found


@questions
def test_markdown_has_one_line_a_row_and_one_bar_a_cell(words: list[str]) -> None:
    bars = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in shown(words, "markdown").splitlines()]
    header, *rows = cells(words)
    assert bars == [len(header) + 1] * (len(rows) + 2)


# The whole of what LaTeX may be told: a table, and characters by their names.
TOLD = re.compile(r"\\(?:begin|end)\{tabular\}|\{[lr]+\}\n|\\hline\n|\\text[a-z]+\{\}|\\[&%$#_{}]|\{[\[\]]\}|\\\\\n")


@questions
def test_latex_is_told_nothing_but_a_table(words: list[str]) -> None:
    header, *rows = cells(words)
    out = shown(words, "latex")
    left = TOLD.sub("", out)
    assert [character for character in r"\%$#_{}^~<>[]" if character in left] == []
    assert left.count("&") == (len(header) - 1) * (len(rows) + 1)
    assert out.count("\\\\\n") == len(rows) + 1


@questions
def test_a_table_has_the_lines_of_a_harmless_one(words: list[str]) -> None:
    assert shown(words, "table").count("\n") == harmless(words, "table").count("\n")


@pytest.mark.parametrize("name", ["trade", "named routes", "why a figure", "facts found", "claims", "sources"])
def test_nothing_steers_a_real_terminal(name: str, tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(BASE)
    command = [sys.executable, "-m", "xjcli", "--facts", str(tmp_path / "facts.json"), *QUESTIONS[name]]
    out = in_terminal(command, extra={"NO_COLOR": "1"})
    assert not STEERING.search(out)
    assert "x1b[2J" in "".join(out.split())


# What is said


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_a_hostile_name_is_quoted_in_one_short_line(words: list[str]) -> None:
    answer = ask("--facts", "-", *words, stdin=BASE)
    assert (answer.code in {1, 2}, answer.out, answer.err.count("\n")) == (True, "", 1)
    assert not STEERING.search(answer.err)
    assert len(answer.err) < 420


# Numbers and dates at the edges

NINES = f"{'9' * 28}.{'9' * 28}"
LEAST = f"0.{'0' * 27}1"
EDGES = [(LEAST, NINES), (NINES, LEAST), ("0", NINES), (f"-{NINES}", NINES), ("-0", "0.00"), (NINES, NINES)]
DATES = [("0001", "9999"), ("9998-12-31", "9999-01-01"), ("0001-01/0002-12", "9999")]


@pytest.mark.parametrize(("first", "last"), DATES)
@pytest.mark.parametrize(("start", "end"), EDGES)
@pytest.mark.parametrize(
    "words",
    [["trade"], ["growth"], ["growth", "--yearly"], ["compare", "a", "b", "--index"], ["compare"], ["why", "a"]],
    ids=" ".join,
)
def test_the_largest_and_the_smallest_figures_give_finite_numbers(
    words: list[str], start: str, end: str, first: str, last: str
) -> None:
    both = figures((first, start), (last, end))
    base = fact_base({"id": "a", "observations": both}, {"id": "b", "freq": "_Z", "observations": both})
    dates = {"compare": [first, last], "why a": [first, last], "compare a b --index": [first]}
    answer = ask("--facts", "-", *words, *dates.get(" ".join(words), []), "-f", "csv", stdin=base)
    assert (answer.code, bool(answer.out)) in {(0, True), (1, False)}
    assert re.fullmatch(r"(?:(?:note|xjcli): .*\n)*", answer.err)
    assert not re.search(r"inf|nan|\dE", answer.out, re.IGNORECASE)


@pytest.mark.parametrize("key", ["id", "unit_mult", "headline", "observations"])
@pytest.mark.parametrize("number", ["9" * 5_000, "1" * 100_000, "-0.0", "1e999999999", f"1.{'0' * 5_000}"], ids=len)
def test_a_number_of_any_length_in_any_place_is_refused_in_one_line(key: str, number: str) -> None:
    base = fact_base({"id": "a", key: "<number>"}).replace('"<number>"', number)
    answer = ask("--facts", "-", "trade", stdin=base)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert len(answer.err) < 420


# The real program, within limits

XJCLI = (sys.executable, "-m", "xjcli")


class Outcome(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: bytes
    err: bytes


def within(mib: int, folder: Path, *command: str) -> Outcome:
    """Run a command; the code of what takes more memory than that is 125, of what takes over 20 seconds 124."""
    out, err = folder / "out", folder / "err"
    limits = ["limited", str(mib), "20", str(out), str(err)]
    done = subprocess.run(
        [sys.executable, launch.__file__, *limits, *command], env=environment(), timeout=60, check=False
    )
    return Outcome(done.returncode, out.read_bytes(), err.read_bytes())


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_an_endless_device_costs_neither_time_nor_memory(device: str, tmp_path: Path) -> None:
    answer = within(100, tmp_path, *XJCLI, "--facts", device, "trade")
    assert (answer.code, answer.out, answer.err.count(b"\n")) == (1, b"", 1)
    assert answer.err.startswith(f"xjcli: '{device}' is not text: it holds a NUL byte at offset ".encode())


def test_an_endless_pipe_is_refused_in_one_line_when_memory_runs_out(tmp_path: Path) -> None:
    script = 'ulimit -v 262144; yes | "$0" "$@"'
    answer = within(300, tmp_path, "sh", "-c", script, *XJCLI, "--facts", "-", "trade")
    assert answer == (1, b"", b"xjcli: not enough memory for this fact base\n")


def test_a_small_file_needs_little_address_space(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(fact_base({"id": "a", "observations": figures(("2020", "1.50"))}))
    script = 'ulimit -v 262144; exec "$0" "$@"'
    answer = within(100, tmp_path, "sh", "-c", script, *XJCLI, "--facts", str(path), "trade", "-c", "value")
    assert answer == (0, b"value\n1.50\n", b"")


def test_a_file_that_grows_while_it_is_read_is_read_to_an_end(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(fact_base({"id": "a", "observations": figures(("2020", "1.50"))}))
    ended = Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not ended.is_set() and file.tell() < 1 << 28:
                file.write(b" " * (1 << 16))
                time.sleep(0.0005)

    writer = Thread(target=grow)
    writer.start()
    try:
        answer = within(600, tmp_path, *XJCLI, "--facts", str(path), "trade", "-c", "value")
    finally:
        ended.set()
        writer.join()
    assert answer == (0, b"value\n1.50\n", b"")


@pytest.mark.parametrize("layout", ["table", "csv", "json", "html", "markdown", "latex"])
def test_a_text_of_a_million_letters_is_shown_whole(layout: str, tmp_path: Path) -> None:
    long = "L" * 1_000_000
    observation = {"period": "2020", "value": "1.50", "source": "s", "note": long}
    (tmp_path / "facts.json").write_text(fact_base({"id": "a", "observations": [observation]}))
    answer = within(200, tmp_path, *XJCLI, "--facts", str(tmp_path / "facts.json"), "trade", "-f", layout)
    assert (answer.code, answer.err, answer.out.count(long.encode())) == (0, b"", 1)
