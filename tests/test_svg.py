"""A picture shows what the screen shows, opens anywhere and loads nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from asking import ask, fact_base, figures
from hypothesis import given
from hypothesis import strategies as st
from running import in_pipe

from xjcli.drawing import draw, picture
from xjcli.layout import breadth
from xjcli.pictures import COLORS
from xjcli.streams import Screen
from xjcli.table import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium")
PIPE = Screen(is_terminal=False, width=None, color=False)
CELL, LINE = 12, 24.4
ANSWERS = pytest.mark.parametrize(
    "words",
    [
        ("trade",),
        ("growth",),
        ("facts",),
        ("claims",),
        ("trade", "--chart"),
        ("growth", "--chart"),
        ("compare", "trade", "partners", "--index", "2012", "--chart"),
        ("trade", "--since", "2030"),
    ],
    ids=" ".join,
)


def svg(*words: str) -> str:
    answer = ask(*words, "-f", "svg")
    assert answer.code == 0, answer.err
    return answer.out


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - the program under test wrote it


def texts(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter() if one.tag.endswith("}text")]


def lines(root: ET.Element) -> list[str]:
    """Put the texts back into the lines in which they stand."""
    found: dict[int, str] = {}
    for one in texts(root):
        row, column = round((float(one.attrib["y"]) - 20) / LINE), round(float(one.attrib["x"]) / CELL)
        found[row] = found.get(row, "").ljust(column) + (one.text or "").replace("\xa0", " ")
    return [found.get(row, "").rstrip() for row in range(max(found) + 1)]


def table(cell: str, title: str = "A title") -> Table:
    return Table((Column("a", "A"), Column("b", "B")), [(cell, "b")], [], title=title)


@ANSWERS
def test_a_picture_shows_the_lines_of_the_table_under_its_title(words: tuple[str, ...]) -> None:
    title, blank, *shown = lines(parsed(svg(*words)))
    assert title
    assert blank == ""
    assert shown == ask(*words, "-f", "table").out.splitlines()


def test_the_title_is_that_of_the_answer_for_eyes_and_for_screen_readers() -> None:
    root = parsed(svg("compare", "2012", "2024"))
    title = next(iter(root))
    assert (title.tag.rpartition("}")[2], title.text) == ("title", "2012, 2024 compared")
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert lines(root)[0] == title.text
    assert "font-weight: bold" in svg("compare", "2012", "2024").split(f".{texts(root)[0].attrib['class']} ")[1][:60]


@ANSWERS
def test_a_picture_loads_nothing(words: tuple[str, ...]) -> None:
    drawn = svg(*words).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"href|url\(|@import|@font-face|<image|<script|<foreignObject|<use", drawn) == []


@ANSWERS
def test_a_picture_is_the_same_every_time(words: tuple[str, ...]) -> None:
    assert svg(*words) == svg(*words)


def test_a_picture_in_a_pipe_does_not_depend_on_the_surroundings() -> None:
    words = ("trade", "--lang", "zh", "--chart", "-f", "svg")
    extra = {"PYTHONIOENCODING": "ascii", "TERM": "dumb", "COLUMNS": "20", "NO_COLOR": "1"}
    assert in_pipe(*words, extra=extra).stdout == in_pipe(*words).stdout
    assert "█".encode() in in_pipe(*words).stdout


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("a & b < c > d ]]> \"e\" 'f'", "a & b < c > d ]]> \"e\" 'f'"),
        ("</text><script>alert(1)</script>", "</text><script>alert(1)</script>"),
        ("<!-- {unique_id} {0} {{", "<!-- {unique_id} {0} {{"),
        ("&amp; &#160; &lt;", "&amp; &#160; &lt;"),
        ("\x00\x1b[31m\x7f\x85", "\\x00\\x1b[31m\\x7f\\x85"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\u202e\u2028\ud800", "\\u202e\\u2028\\ud800"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("[bold]x[/] :smile:", "[bold]x[/] :smile:"),
        ("\\g<0> \\1", "\\g<0> \\1"),
    ],
    ids=ascii,
)
def test_data_stays_data(cell: str, shown: str) -> None:
    root = parsed(picture(table(cell, title=cell), PIPE))
    assert lines(root)[0].rstrip() == lines(root)[3][:-1].rstrip() == shown
    assert next(iter(root)).text == shown


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_data_makes_well_formed_xml(cell: str, title: str) -> None:
    parsed(picture(table(cell, title=title), PIPE))


def test_wide_characters_take_two_cells_and_narrow_ones_beside_them_one() -> None:
    drawn = texts(parsed(picture(table("新疆 trade 2012年"), PIPE)))[3:6]
    assert [(one.text, one.attrib["x"], one.attrib["textLength"]) for one in drawn] == [
        ("新疆", "0", "48"),
        ("\xa0trade\xa02012", "48", "132"),
        ("年", "180", "24"),
    ]


def test_a_picture_is_as_wide_as_its_widest_line() -> None:
    assert parsed(picture(table("x" * 100), PIPE)).attrib["width"] == str(103 * CELL + 18)
    assert parsed(picture(table("x", title="t" * 50), PIPE)).attrib["width"] == str(50 * CELL + 18)


def test_on_a_terminal_a_picture_is_as_wide_as_the_terminal() -> None:
    screen = Screen(is_terminal=True, width=30, color=False)
    root = parsed(picture(table("word " * 20), screen))
    assert root.attrib["width"] == str(30 * CELL + 18)
    assert lines(root)[2:] == "".join(draw(table("word " * 20), screen)).splitlines()


def contrast(color: tuple[int, ...], ground: tuple[int, ...] = COLORS[0]) -> float:
    """Compare the luminance of two colours as WCAG 2 defines it."""

    def luminance(one: tuple[int, ...]) -> float:
        shares = [part / 255 for part in one]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    return (luminance(ground) + 0.05) / (luminance(color) + 0.05)


@ANSWERS
def test_every_colour_can_be_read(words: tuple[str, ...]) -> None:
    fills = set(re.findall(r"\{ fill: #([0-9a-f]{6})", svg(*words)))
    assert fills
    assert [fill for fill in fills if contrast(tuple(bytes.fromhex(fill))) < 4.5] == []


@pytest.mark.parametrize("color", [*COLORS[2], *COLORS[3]], ids=str)
def test_every_colour_of_a_terminal_can_be_read(color: tuple[int, int, int]) -> None:
    assert contrast(color) >= 4.5


def test_a_forecast_looks_like_a_forecast() -> None:
    drawn = svg("routes", "trains", "--alternatives", "--chart")
    style = re.search(r"\.xjcli-(r\d+) \{ fill: #[0-9a-f]{6};font-style: italic", drawn)
    assert style
    assert re.search(rf'class="xjcli-{style[1]}"[^>]*>╱+', drawn)  # noqa: RUF001 - a hatch, no slash


@pytest.mark.parametrize("width", [1, 10, 20])
def test_a_picture_of_a_narrow_terminal_loses_nothing(width: int) -> None:
    screen = Screen(is_terminal=True, width=width, color=False)
    shown = "".join(lines(parsed(picture(table("0123456789" * 4, title="abc"), screen))))
    assert shown.count("9") == 4
    assert shown.startswith("abc")


_MEASURES = """
<pre id="found"></pre><script>
const boxed = (one) => [one.textContent, one.getBBox().x, one.getBBox().width];
const drawn = [...document.querySelectorAll("text")].map(boxed);
document.getElementById("found").textContent = btoa(encodeURIComponent(JSON.stringify(drawn)));
</script>
"""


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to look with")
def test_a_browser_gives_every_text_the_room_of_its_cells(tmp_path: Path) -> None:
    base = fact_base({"id": "a", "title": "新疆 & <b>", "observations": figures(("2020", "1"), ("2021", "2"))})
    drawn = ask("--facts", "-", "trade", "--chart", "-f", "svg", stdin=base).out
    page = tmp_path / "page.html"
    page.write_text(f'<!doctype html><meta charset="utf-8">{drawn}{_MEASURES}', encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom")
    done = subprocess.run([str(CHROMIUM), *flags, page.as_uri()], capture_output=True, timeout=60, check=True)
    found = re.search('id="found">([^<]*)<', done.stdout.decode())
    assert found
    measured = json.loads(unquote(b64decode(found[1]).decode()))
    assert [one for one in measured if abs(one[2] - CELL * breadth(one[0])) > CELL / 4] == []
    assert [round(one[2] / CELL) for one in measured if "█" in one[0]] == [40, 80]
    assert ("新疆", 0, 48) in {(text, round(x), round(width)) for text, x, width in measured}
