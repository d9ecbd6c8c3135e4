"""How it looks to a person: real output in a real pseudo-terminal, and whole tables in a pipe."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from asking import fact_base, figures
from hypothesis import given, settings
from hypothesis import strategies as st
from running import environment, in_pipe, in_terminal

from xjcli.drawing import draw
from xjcli.streams import Screen
from xjcli.table import Column, Figure, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

XJCLI = [sys.executable, "-m", "xjcli"]
COLOUR = re.compile(r"\x1b\[([0-9;]*;)?3[0-8]m")


PLAIN = {"NO_COLOR": "1"}
COLOURED = {"NO_COLOR": ""}


def drawn(*words: str, columns: int = 80, extra: Mapping[str, str] = PLAIN) -> str:
    return in_terminal([*XJCLI, *words], columns=columns, extra=extra)


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "words",
    [
        ["trade"],
        ["routes", "--mode", "rail", "--alternatives"],
        ["routes", "--named"],
        ["growth"],
        ["compare", "trade", "partners", "--index", "2012"],
        ["compare", "2012", "2024"],
        ["facts"],
        ["facts", "--observations"],
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(words: list[str], columns: int) -> None:
    lines = [line for line in drawn(*words, columns=columns).splitlines() if not line.startswith("note: ")]
    assert max(len(line) for line in lines) <= columns
    assert "…" not in "".join(lines)


def test_a_heading_names_series_and_unit_and_numbers_align_at_the_point() -> None:
    lines = drawn("trade", "trade", "--since", "2022").splitlines()
    assert lines[3] == "Foreign trade in goods (imports + exports)  trade, billion CNY"
    assert {(line[11], line[19]) for line in lines if re.match(r"20\d\d ", line)} == {(".", ".")}


def test_sources_are_numbered_notes_below() -> None:
    out = drawn("trade", "trade", "--since", "2024")
    assert "[1] CCTV Video News Agency, via Bastille Post, 2025" in out
    assert "[2] Xinhua, 2026-01-28, citing Xinjiang department of commerce" in out


def test_a_forecast_looks_like_a_forecast() -> None:
    out = drawn("routes", "trains", "--alternatives", extra=COLOURED, columns=120)
    line = next(line for line in out.splitlines() if "16800" in line)
    assert "about 16800" in line
    assert "forecast" in line
    assert "\x1b[3;35m" in line


def test_what_only_another_source_says_stays_in_the_background() -> None:
    out = drawn("routes", "trains-horgos", "--alternatives", extra=COLOURED, columns=120)
    assert "\x1b[2m2020" in out
    assert out.count("\x1b[2m2020") < out.count("2020 ")


def test_headings_of_more_lines_end_in_one_line() -> None:
    lines = drawn("trade", "partners", "--since", "2023").splitlines()
    assert lines[:2] == ["                         On year", "Period           Value    before  Source"]


def test_a_bound_shows_its_direction() -> None:
    out = drawn("routes", "trains-horgos", "--since", "2022", "--until", "2023")
    assert "over 7000   over 10.2 %" in out
    assert "     7762  under 10.9 %" in out


def test_only_justified_digits_are_shown_with_the_interval_below() -> None:
    out = drawn("growth", "trade", "--since", "2012", "--until", "2024")
    assert "+173.2 %" in out
    assert "173.07 to 173.31" in out
    assert "+8.74 %" in out
    assert "8.731 to 8.740" in out


def test_a_column_that_does_not_fit_leaves_and_this_is_said() -> None:
    assert "Too narrow for trend, years, doubling_years, multiple; a wider terminal" in drawn("growth")
    assert "Too narrow" not in drawn("growth", columns=150)


@pytest.mark.parametrize("columns", [0, 1, 20, 40])
def test_a_very_narrow_terminal_loses_no_character(columns: int, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(fact_base({"id": "a", "title": "新疆维吾尔自治区", "observations": figures(("2020", "-0.25"))}))
    out = drawn("--facts", str(file), "facts", "--observations", columns=columns)
    assert sorted(set("新疆维吾尔自治区-0.252020") - set(out)) == []
    assert "…" not in out


def test_columns_of_wide_characters_align() -> None:
    document = fact_base(
        {"id": "a", "title": "新疆", "observations": figures(("2020", "1"))},
        {"id": "b", "title": "Ürümqi x", "observations": figures(("2021", "1"))},
    )
    out = in_pipe("--facts", "-", "facts", "-f", "table", "-c", "title,first", stdin=document.encode()).stdout.decode()
    assert out.splitlines()[1:3] == ["新疆      2020", "Ürümqi x  2021"]


@pytest.mark.parametrize(
    ("extra", "coloured"),
    [
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "", "TERM": "dumb"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": "0"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_the_environment_decides_about_colour(extra: dict[str, str], coloured: bool) -> None:
    out = drawn("routes", "trains", "--alternatives", extra=extra)
    assert bool(COLOUR.search(out)) is coloured


def test_the_option_decides_before_the_environment() -> None:
    words = ("routes", "trains", "--alternatives")
    assert COLOUR.search(drawn(*words, "--color", "always"))
    assert not COLOUR.search(drawn(*words, "--color", "never", extra=COLOURED))
    assert b"\x1b[" in in_pipe(*words, "-f", "table", "--color", "always").stdout


COLUMNS = (
    Column("group", "Group", "word", screen="heading"),
    Column("text", "Text\nin two lines", "text"),
    Column("value", "Value", "figure"),
    Column("source", "Source", "source"),
)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.integers()), max_size=4), st.booleans())
def test_a_pipe_gets_the_lines_of_a_terminal_that_is_wide_enough(
    rows: list[tuple[str, str, int]], grouped: bool
) -> None:
    table = Table(
        COLUMNS,
        [(key, text, Figure(Decimal(number) / 100), (text,)) for key, text, number in rows],
        [],
        group="group" if grouped else None,
        headings={key: Heading(key, text) for key, text, _ in rows},
        sources={text: f"{text} {key}" for key, text, _ in rows},
    )
    wide = Screen(is_terminal=True, width=1000, color=False)
    assert "".join(draw(table, Screen(is_terminal=False, width=None, color=False))) == "".join(draw(table, wide))


def test_a_table_of_nothing_but_gaps_keeps_its_headings() -> None:
    table = Table((Column("a", "A"), Column("b", "B")), [(None, None)], [])
    assert "".join(draw(table, Screen(is_terminal=False, width=None, color=False))).rstrip() == "A  B"


def test_a_table_in_a_pipe_has_its_natural_width_and_no_colour() -> None:
    out = in_pipe("trade", "-f", "table", extra={"COLUMNS": "40"}).stdout.decode()
    note = "the article converts it to 22.3 billion US dollars at a rate of about 2025; at the 2012 average it is 25.17"
    assert any(note in line for line in out.splitlines())
    assert "\x1b" not in out


@pytest.mark.parametrize(("color", "loads"), [("never", False), ("always", True)])
def test_only_colours_and_terminals_need_a_console_of_rich(color: str, loads: bool) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "xjcli", "trade", "-f", "table", "--color", color]
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=60, check=True)
    assert (b"rich.console" in done.stderr) is loads


@pytest.mark.parametrize("layout", ["table", "csv", "tsv", "json", "markdown"])
def test_no_format_lets_data_steer_a_terminal(layout: str, tmp_path: Path) -> None:
    nasty = "A\x1b[2J\x1b]0;T\x07\u202eB"
    one = {"id": "a", "title": nasty, "observations": [{"period": "2020", "value": "1", "source": "s", "note": nasty}]}
    file = tmp_path / "facts.json"
    file.write_text(fact_base(one))
    out = drawn("--facts", str(file), "trade", "-f", layout, columns=200)
    assert [c for c in "\x1b\x07\u202e" if c in out] == []
    assert "[2J" in out


def test_brackets_and_emoji_codes_are_data(tmp_path: Path) -> None:
    nasty = "[link=http://evil.example]x[/link][/] [bold] :smile: {0.__class__}"
    file = tmp_path / "facts.json"
    file.write_text(fact_base({"id": "a", "title": nasty, "observations": figures(("2020", "1"))}))
    assert nasty in drawn("--facts", str(file), "trade", columns=200)
