"""How it looks to a machine: the same cells in every format, exact bytes, data that stays data."""

from __future__ import annotations

import csv
import io
import json

import pytest
from asking import ask, fact_base
from running import in_pipe

from xjcli.render import CITATION_FORMATS, WRITERS

ANY_TABLE = [name for name in WRITERS if name not in CITATION_FORMATS]
NASTY = {
    "comma": "a,b",
    "quote": 'a "b"',
    "tab": "a\tb",
    "newline": "a\nb",
    "return": "a\rb",
    "backslash": "a\\nb",
    "pipe": "a|b",
    "markup": "[bold]x[/] <b>&amp;",
    "formula": "=1+1",
    "number": "007",
    "outer spaces": "  a ",
    "chinese": "新疆",
    "escape": "\x1b[2J",
    "bidi": "\u202eabc",
    "separator": "a\u2028b",
}


def with_note(text: str) -> str:
    observation = {"period": "2020", "value": "1.50", "source": "s", "note": text}
    return fact_base({"id": "a", "observations": [observation]})


def shown(text: str, layout: str) -> str:
    answer = ask("--facts", "-", "trade", "-c", "value,note", "-f", layout, stdin=with_note(text))
    assert (answer.code, answer.err) == (0, "")
    return answer.out


def cells(layout: str, *words: str) -> list[list[str]]:
    out = ask(*words, "-f", layout).out
    if layout == "csv":
        return list(csv.reader(io.StringIO(out, newline="")))
    if layout == "tsv":
        return [line.split("\t") for line in out.split("\n")[:-1]]
    rows = (
        json.loads(out, parse_float=str)
        if layout == "json"
        else [json.loads(one, parse_float=str) for one in out.splitlines()]
    )
    return [list(rows[0])] + [["" if cell is None else str(cell) for cell in row.values()] for row in rows]


@pytest.mark.parametrize("layout", ["tsv", "json", "jsonl"])
@pytest.mark.parametrize(
    "words",
    [["trade"], ["routes", "--named"], ["growth"], ["compare", "2012", "2024"], ["facts"], ["facts", "--observations"]],
    ids=str,
)
def test_machine_formats_carry_the_same_cells(words: list[str], layout: str) -> None:
    assert cells(layout, *words) == cells("csv", *words)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_csv_gives_back_the_exact_text(text: str) -> None:
    assert list(csv.reader(io.StringIO(shown(text, "csv"), newline="")))[1] == ["1.50", text]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_json_gives_back_the_exact_text_and_digits(text: str) -> None:
    out = shown(text, "json")
    assert json.loads(out) == [{"value": 1.5, "note": text}]
    assert '"value":1.50' in out


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_tsv_keeps_one_row_a_line_and_can_be_undone(text: str) -> None:
    lines = shown(text, "tsv").split("\n")
    cell = lines[1].split("\t")[1]
    undone = (
        cell.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")
    )
    assert (len(lines), undone) == (3, text)


@pytest.mark.parametrize("name", ["escape", "bidi", "separator"])
def test_json_escapes_what_a_terminal_may_obey(name: str) -> None:
    assert NASTY[name] not in shown(NASTY[name], "jsonl")


@pytest.mark.parametrize("layout", [name for name in ANY_TABLE if name not in {"csv", "tsv", "json", "jsonl"}])
@pytest.mark.parametrize("name", ["escape", "bidi", "separator", "newline", "return"])
def test_what_people_read_shows_controls_as_text(layout: str, name: str) -> None:
    plain, nasty = shown("xx", layout), shown(NASTY[name], layout)
    assert nasty.count("\n") == plain.count("\n")
    assert [c for c in "\x1b\u202e\u2028\r" if c in nasty] == []


@pytest.mark.parametrize(
    ("layout", "text", "written"),
    [
        ("markdown", "a|b<script>[x](y)", r"a\|b\<script\>\[x\](y)"),
        ("markdown", "*a* `b`", r"\*a\* \`b\`"),
        ("html", "<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("latex", "50% & $5_0", r"50\% \& \$5\_0"),
        ("latex", "[a]", "{[}a{]}"),
        ("mediawiki", "a|b<i>", "<nowiki>a|b&lt;i></nowiki>"),
        ("mediawiki", "~~~~", "<nowiki>~~~~</nowiki>"),
        ("rst", "*a*", r"\*a\*"),
        ("rst", "- a", r"\- a"),
        ("markdown", "$5 :smile: 12:30", r"\$5 \:smile: 12:30"),
    ],
)
def test_markup_in_data_stays_data(layout: str, text: str, written: str) -> None:
    assert written in shown(text, layout)


@pytest.mark.parametrize("layout", ANY_TABLE)
def test_every_format_shows_printed_digits_and_whole_text(layout: str) -> None:
    text = "L" + "abcdefghij" * 12
    out = shown(text, layout)
    assert text in out
    # The last column alone has no values.
    assert ("1.50" in out) is (layout != "lines")


@pytest.mark.parametrize("layout", ANY_TABLE)
def test_every_format_answers_when_nothing_matches(layout: str) -> None:
    answer = ask("trade", "--since", "2030", "-f", layout)
    assert (answer.code, answer.err.count("\n")) == (0, 1)


def test_json_of_nothing_is_an_empty_array_and_jsonl_is_empty() -> None:
    assert ask("trade", "--since", "2030", "-f", "json").out == "[]\n"
    assert ask("trade", "--since", "2030", "-f", "jsonl").out == ""


def test_small_numbers_have_no_exponent() -> None:
    base = fact_base({"id": "a", "observations": [{"period": "2020", "value": "0.00000001", "source": "s"}]})
    assert '"value":0.00000001' in ask("--facts", "-", "trade", "-f", "json", stdin=base).out


@pytest.mark.parametrize("layout", ["csv", "tsv", "json", "html", "svg"])
@pytest.mark.parametrize(
    "extra",
    [{"FORCE_COLOR": "1"}, {"COLUMNS": "1"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
    ids=str,
)
def test_machine_formats_do_not_depend_on_the_surroundings(layout: str, extra: dict[str, str]) -> None:
    words = ("facts", "horgos", "--lang", "zh", "-c", "id,title", "-f", layout)
    assert in_pipe(*words, extra=extra).stdout == in_pipe(*words).stdout


def test_help_names_every_format() -> None:
    text = " ".join(ask("trade", "--help").out.split())
    listed = text[text.index("--format FORMAT") : text.index("Without it")].split()[2:]
    assert sorted(word.strip(",;.") for word in listed) == sorted([*WRITERS, "for", "sources", "also"])


def test_html_is_a_whole_page() -> None:
    assert ask("trade", "-f", "html").out.startswith("<!doctype html>\n")


@pytest.mark.parametrize(("text", "written"), [("a\0b", "a\0b"), ("a\rb", '"a\rb"'), (" a ", " a "), ('"', '""""')])
def test_csv_is_quoted_only_where_it_must_be(text: str, written: str) -> None:
    assert shown(text, "csv") == f"value,note\n1.50,{written}\n"


def test_a_csv_line_of_one_empty_cell_is_a_line() -> None:
    assert ask("trade", "trade", "-c", "yoy_pct", "-n", "1", "-f", "csv").out == 'yoy_pct\n""\n'
