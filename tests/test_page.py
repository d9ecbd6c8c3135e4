"""The page for a browser: the cells of csv, named for people and for machines, and data that stays data."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest
from asking import Record, fact_base

from xjcli import loading, page, questions, render
from xjcli.intervals import Estimate
from xjcli.periods import parse
from xjcli.streams import Screen
from xjcli.table import Column, Figure, Heading, Inherited, Points, Table, choose, limit
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xjcli.facts import FactBase
    from xjcli.table import Cell, Row

Attributes = dict[str, str]
VOID = {"meta"}


class Element(NamedTuple):
    """An element: its name, its attributes, its text, and what stands small in it."""

    tag: str
    attributes: Attributes
    text: str
    small: str


class Page(HTMLParser):
    """A page taken apart: all elements, closed in the order opened, and the cells of each row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.rows: list[list[Element]] = []
        self._open: list[tuple[str, Attributes, list[str], list[str]]] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in VOID:
            self.elements.append(Element(tag, attributes, "", ""))
        else:
            self._open.append((tag, attributes, [], []))

    def handle_endtag(self, tag: str) -> None:
        name, attributes, texts, small = self._open.pop()
        assert name == tag
        found = Element(tag, attributes, "".join(texts), " ".join(small))
        self.elements.append(found)
        if tag in {"th", "td"}:
            self.rows[-1].append(found._replace(text=found.text.strip()))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "small":
            for _, _, _, small in self._open:
                small.append(data)
        else:
            for _, _, texts, _ in self._open:
                texts.append(data)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    @property
    def head(self) -> list[Element]:
        return self.rows[0]

    @property
    def headings(self) -> list[str]:
        return [f"{row[0].text} | {row[0].small}" for row in self.rows if row[0].attributes.get("scope") == "rowgroup"]

    @property
    def body(self) -> list[list[Element]]:
        return [row for row in self.rows[1:] if row[0].attributes.get("scope") != "rowgroup"]


def written(table: Table) -> str:
    return "".join(page.write(table, render.spelled))


def read(table: Table) -> Page:
    return Page(written(table))


def as_csv(table: Table) -> list[list[str]]:
    lines = render.writer("csv", render.Paper(Screen(is_terminal=False, width=None, color=False)))(table)
    return list(csv.reader(lines))


@cache
def bundled() -> FactBase:
    return loading.bundled()


def facts(*series: Record, **more: object) -> FactBase:
    return loading.decode(fact_base(*series, **more).encode(), "a fact base")


def of_one(**observation: object) -> FactBase:
    return facts({"id": "a", "observations": [{"period": "2020", "value": "1.50", "source": "s"} | observation]})


def small(*rows: Row, **columns: str) -> Table:
    return Table(tuple(Column(name, name, kind) for name, kind in columns.items()), rows, [])  # type: ignore[arg-type]


QUESTIONS: dict[str, Callable[[], Table]] = {
    "trade": lambda: questions.figures(bundled(), "trade"),
    "routes": lambda: questions.figures(bundled(), "routes", filters={"mode": "rail"}),
    "growth": lambda: questions.growth(bundled()),
    "yearly": lambda: questions.yearly(bundled(), "trade", "trains"),
    "years": lambda: questions.compare(bundled(), "2012", "2024"),
    "series": lambda: questions.compare(bundled(), "trade", "ftz-tasks-done"),
    "index": lambda: questions.compare(bundled(), "trade", "trains", index="2021"),
    "named": lambda: questions.named_routes(bundled()),
    "claims": lambda: questions.claims(bundled()),
    "why": lambda: questions.why(bundled(), "trade", "2012", "2024"),
    "facts": lambda: questions.search(bundled(), "horgos"),
    "observations": lambda: questions.observations(bundled()),
    "sources": lambda: questions.sources(bundled()),
    "said": lambda: questions.growth_said(bundled()),
    "value": lambda: questions.value(bundled(), "trade", "2024"),
    "empty": lambda: questions.figures(bundled(), "trade", since="2030"),
}
EVERY = pytest.mark.parametrize("name", QUESTIONS)
STATUSES = {"normal": "A", "forecast": "F", "estimated": "E", "provisional": "P"}
NASTY = {
    "script": "<script>alert(1)</script>",
    "end of caption": "</caption></table><h1>x",
    "comment": "<!-- x",
    "quotes": "\"' onclick='x' \"",
    "entity": "&lt;b&gt; &amp;",
    "braces": "{title} {{}}",
    "chinese": "新疆",
    "escape": "\x1b[2J",
    "bidi": "\u202eabc",
    "newline": "a\nb",
    "not encodable": "a\ud800b",
}


@EVERY
def test_every_cell_of_csv_is_a_cell_of_the_page(name: str) -> None:
    found = read(QUESTIONS[name]())
    status = [i for i, cell in enumerate(found.head) if cell.attributes["data-column"] == "status"]
    cells = [[cell.text for cell in row] for row in found.body]
    coded = [[STATUSES[cell] if i in status else cell for i, cell in enumerate(row)] for row in cells]
    # What is written small stands for no cell, but for the ranges and words that csv has no column for.
    assert [[cell.attributes["data-column"] for cell in found.head], *coded] == as_csv(QUESTIONS[name]())


@EVERY
def test_every_header_cell_says_what_it_is_the_header_of(name: str) -> None:
    scopes = [cell.attributes.get("scope") for row in read(QUESTIONS[name]()).rows for cell in row if cell.tag == "th"]
    assert set(scopes) <= {"col", "row", "rowgroup"}
    assert scopes.count("col") == len(as_csv(QUESTIONS[name]())[0])


@EVERY
def test_a_group_heading_spans_all_columns(name: str) -> None:
    found = read(QUESTIONS[name]())
    spans = {row[0].attributes["colspan"] for row in found.rows if row[0].attributes.get("scope") == "rowgroup"}
    assert spans <= {str(len(found.head))}


@EVERY
def test_every_link_leads_to_the_web_or_to_a_source_on_the_page(name: str) -> None:
    found = read(QUESTIONS[name]())
    ids = [element.attributes["id"] for element in found.elements if "id" in element.attributes]
    targets = {link.attributes["href"] for link in found.all("a")}
    inner = {target.removeprefix("#") for target in targets if target.startswith("#")}
    assert len(set(ids)) == len(ids)
    assert inner <= set(ids)
    assert {target.partition("//")[0] for target in targets if not target.startswith("#")} <= {"http:", "https:"}


def test_a_page_is_one_whole_document() -> None:
    text = written(QUESTIONS["trade"]())
    found = Page(text)
    assert text.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert text.endswith("</main>\n</body>\n</html>\n")
    assert [len(found.all(tag)) for tag in ("html", "head", "body", "main", "table", "thead", "caption", "h1")] == [
        1
    ] * 8


@EVERY
def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(name: str) -> None:
    found = read(QUESTIONS[name]())
    policy = [meta.attributes["content"] for meta in found.all("meta") if "http-equiv" in meta.attributes]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert {element.tag for element in found.elements} & {"script", "link", "img", "iframe", "form"} == set()
    assert [element for element in found.elements if "url(" in element.text or "@import" in element.text] == []


def test_the_title_names_page_table_and_scroll_region() -> None:
    found = read(QUESTIONS["claims"]())
    region = next(element for element in found.all("div"))
    assert [found.all(tag)[0].text for tag in ("title", "caption", "h1")] == ["Claims held against the figures"] * 3
    assert region.attributes == {"class": "wide", "role": "region", "aria-labelledby": "title", "tabindex": "0"}
    assert found.all("h1")[0].attributes == {"id": "title"}


def test_a_table_without_a_title_is_called_table() -> None:
    assert read(small(("x",), a="text")).all("caption")[0].text == "Table"


def test_a_row_is_named_by_its_first_cell() -> None:
    rows = read(QUESTIONS["years"]()).body
    assert {tuple(cell.attributes.get("scope") for cell in row) for row in rows} == {("row", *[None] * 8)}


def test_a_row_of_a_group_is_named_by_group_and_next_cell() -> None:
    rows = read(QUESTIONS["trade"]()).body
    assert {tuple(cell.attributes.get("scope") for cell in row) for row in rows} == {("row", "row", *[None] * 9)}


def test_an_empty_cell_is_no_header() -> None:
    (row,) = read(small((None, "x"), a="text", b="text")).body
    assert [(cell.tag, cell.attributes, cell.text) for cell in row] == [("td", {}, ""), ("td", {}, "x")]


@pytest.mark.parametrize("kind", ["text", "word", "period", "figure", "rate", "source", "status"])
def test_a_missing_value_is_an_empty_cell_of_any_kind(kind: str) -> None:
    looks = ' class="number"' if kind in {"figure", "rate"} else ""
    assert f'<tr><th scope="row">x</th><td{looks}></td></tr>\n' in written(small(("x", None), a="word", b=kind))


def test_numbers_are_marked_as_numbers_and_missing_ones_too() -> None:
    found = read(questions.figures(bundled(), "trade", "trade", until="2012"))
    numbers = [i for i, cell in enumerate(found.head) if cell.attributes.get("class") == "number"]
    assert [found.head[i].attributes["data-column"] for i in numbers] == ["value", "low", "high", "yoy_pct"]
    assert [found.body[0][i].text for i in numbers] == ["158.9", "", "", ""]
    assert [i for i, cell in enumerate(found.body[0]) if cell.attributes.get("class") == "number"] == numbers


def test_only_text_that_is_long_folds() -> None:
    (row,) = read(small(("x" * 40, "x" * 41), a="text", b="text")).body
    assert [cell.attributes.get("class") for cell in row] == [None, "long"]


def test_columns_are_named_for_people_on_one_line() -> None:
    assert [cell.text for cell in read(QUESTIONS["trade"]()).head] == [
        *("Series", "Period", "Value", "Low", "High", "Unit", "Qualifier", "Status"),
        *("On year before (%)", "Source", "Note"),
    ]


def test_a_bound_is_named_after_what_it_bounds() -> None:
    names = {cell.attributes["data-column"]: cell.text for cell in read(QUESTIONS["growth"]()).head}
    assert (names["from"], names["change_pct"]) == ("From", "Growth (%)")
    assert names["change_pct_low"] == "Growth, from (%)"
    assert names["cagr_pct_high"] == "A year, to (%)"


def test_a_bound_without_what_it_bounds_keeps_its_own_name() -> None:
    (name,) = read(choose(QUESTIONS["growth"](), "cagr_pct_low")).head
    assert name.text == "cagr_pct_low"


def test_years_are_not_named_twice() -> None:
    names = {cell.attributes["data-column"]: cell.text for cell in read(QUESTIONS["growth"]()).head}
    assert (names["years"], names["doubling_years"]) == ("Years", "Doubles in (years)")


def test_a_unit_that_all_rows_share_stands_above_the_figures() -> None:
    found = read(questions.figures(bundled(), "trade", "trade"))
    assert [cell.text for cell in found.head[2:6]] == [
        *("Value (billion CNY)", "Low (billion CNY)", "High (billion CNY)"),
        "Unit",
    ]
    assert {row[5].text for row in found.body} == {"billion CNY"}


def test_a_unit_that_not_all_rows_are_known_to_share_stands_beside_them() -> None:
    def table(count: int, last: str) -> Table:
        return small(*[("1", "X")] * (count - 1), ("1", last), value="figure", unit="word")

    heads = [read(table(*which)).head[0].text for which in ((999, "X"), (999, "Y"), (1000, "X"))]
    assert heads == ["value (X)", "value", "value"]


def test_a_series_called_unit_is_no_unit() -> None:
    (_, name) = read(small((parse("2020"), Figure(None)), period="period", unit="figure")).head
    assert name.text == "unit"


def test_a_series_in_a_column_of_its_own_has_its_unit_there() -> None:
    assert [cell.text for cell in read(QUESTIONS["series"]()).head] == [
        *("Period", "trade (billion CNY)", "ftz-tasks-done (tasks)")
    ]


def test_rows_of_a_group_stand_together_below_its_heading() -> None:
    found = read(limit(questions.figures(bundled(), "trade", "trade", "partners"), 9))
    assert found.headings == [
        "Foreign trade in goods (imports + exports) | trade, billion CNY",
        "Countries and regions trading with Xinjiang | partners, countries",
    ]
    assert len(found.all("tbody")) == 2
    assert len(found.body) == 9


def test_a_heading_that_says_no_more_than_its_rows_is_left_out() -> None:
    assert read(QUESTIONS["sources"]()).headings == []


def test_a_group_without_a_heading_has_none() -> None:
    table = Table((Column("a", "A"), Column("b", "B")), [("x", "1"), ("y", "2")], [], "a", {"y": Heading("Y", "z")})
    assert read(table).headings == ["Y | z"]


@pytest.mark.parametrize(
    ("code", "word"), [(None, "normal"), ("F", "forecast"), ("E", "estimated"), ("P", "provisional")]
)
def test_a_status_is_a_word_that_holds_its_code(code: str | None, word: str) -> None:
    base = of_one(**({"status": code} if code else {}))
    (status,) = read(questions.figures(base, "trade")).all("data")
    assert (status.text, status.attributes) == (word, {"value": code or "A"})


@pytest.mark.parametrize(
    ("cell", "text", "beside"),
    [
        (Figure(Decimal(90), qualifier="over"), "90", "over"),
        (Figure(None, Decimal(80), Decimal("90.0")), "", "80 to 90.0"),
        (Figure(Decimal("1.50"), qualifier="nearly", status="F"), "1.50", "nearly forecast"),
        (Figure(Decimal(85), Decimal(80), Decimal(90), status="E"), "85", "estimated"),
        (Figure(None, Decimal(80)), "", "above 80"),
        (Figure(None, None, Decimal(90), "about"), "", "about below 90"),
        (Figure(None), "", ""),
        (Estimate(Decimal(2), Decimal(1), Decimal(3)), "2", ""),
        (Estimate(None, Decimal(1), Decimal(3)), "", "1 to 3"),
        (Estimate(None, None, None), "", ""),
        (Estimate(Decimal(2), None, None), "2", ""),
        (Estimate(Decimal(75), Decimal(75), None), "75", "above"),
        (Estimate(Decimal(75), None, Decimal(75)), "75", "below"),
        (Estimate(Decimal("2.123456"), Decimal("2.012345"), None), "2.1235", "(above 2.0123)"),
        (Estimate(None, None, Decimal("-2.012345")), "", "below -2.0123"),
        (Estimate(None, Decimal(0), None), "", "above 0"),
        (Points(Decimal(2), Decimal(1), Decimal(3)), "2", "points"),
        (Points(Decimal(2), Decimal(1), None), "2", "(above 1) points"),
        (Points(Decimal(2), None, Decimal(2)), "2", "below points"),
        (Points(None, None, None), "", ""),
        (Inherited(Decimal(2), Decimal(1), Decimal(3)), "2", ""),
        (Inherited(Decimal(2), Decimal(2), None, "F"), "2", "above forecast"),
    ],
)
def test_what_a_number_alone_would_hide_stands_small_beside_it(cell: Cell, text: str, beside: str) -> None:
    (row,) = read(small((cell,), a="change")).body
    assert (row[0].text, row[0].small) == (text, beside)


def test_the_qualifier_stands_before_the_number_and_the_status_after_it() -> None:
    figure = Figure(Decimal(90), qualifier="over", status="F")
    cell = '<td class="number"><small>over</small> 90 <small>forecast</small></td>'
    assert f'<tr><th scope="row">x</th>{cell}</tr>\n' in written(small(("x", figure), a="word", b="figure"))


def test_what_a_column_shows_of_a_figure_is_not_said_twice() -> None:
    base = of_one(value=None, low="8", high="9", qualifier="about", status="F")
    (row,) = read(questions.figures(base, "trade")).body
    assert [cell.small for cell in row] == [""] * 11
    assert [cell.text for cell in row[2:8]] == ["", "8", "9", "things", "about", "forecast"]


def test_sources_are_listed_in_the_order_in_which_rows_first_name_them() -> None:
    rows: list[Row] = [(("b", "a"),), (("c",),), (("a",),)]
    table = Table((Column("source", "Source", "source"),), rows, [], sources={"a": "A", "b": "B", "unused": "U"})
    found = read(table)
    assert [(item.attributes["id"], item.text) for item in found.all("li")] == [
        *(("source-b", "b B"), ("source-a", "a A"), ("source-c", "c"))
    ]
    assert [(row[0].text) for row in found.body] == ["b; a", "c", "a"]
    assert [link.attributes["href"] for link in found.all("a")] == ["#source-b", "#source-a", "#source-c", "#source-a"]


def test_the_source_of_a_rate_is_listed_though_no_cell_shows_it() -> None:
    table = Table(
        (Column("a", "A"), Column("cited", "S", "source", data="never")), [("x", ("s",))], [], sources={"s": "S"}
    )
    assert [item.text for item in read(table).all("li")] == ["s S"]


def test_a_table_without_a_column_of_sources_lists_those_that_it_stands_on() -> None:
    keys = [item.text for item in read(QUESTIONS["years"]()).all("b")]
    assert keys == ["article", "people-s-daily-online-2022-05-20", "people-s-daily-online-2025-01-13", "ecb-rates"]


@pytest.mark.parametrize("key", ["a b", "新疆", "\"'<>&", "a%20b", "#", "/", "\u202e", "\ud800", "a\tb"])
def test_a_link_finds_its_source_whatever_the_key(key: str) -> None:
    rows: list[Row] = [((key, "other"),)]
    found = read(Table((Column("source", "Source", "source"),), rows, [], sources={key: "A", "other": "B"}))
    link, item = found.all("a")[0], found.all("li")[0]
    assert link.attributes["href"] == f"#{item.attributes['id']}"
    assert (link.text, item.text) == (visible(key), f"{visible(key)} A")
    assert item.attributes["id"].isascii()
    assert not any(character in item.attributes["id"] for character in " \t\"'<>#/")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("http://example.org/新", "http://example.org/%E6%96%B0"),
        ("https://example.org/'[x]{y}", "https://example.org/'%5Bx%5D%7By%7D"),
        ("P, 2020, https://example.org/a,b", "https://example.org/a,b"),
        ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2"),
        ("a <i> &amp;, https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://example.org", None),
        ("//example.org", None),
        ("see https://example.org", None),
        ("https://example.org/ x", None),
        ('https://example.org/"onclick="x', None),
        ("https://example.org/\u202ex", None),
        ("https://example.org/<b>", None),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(text: str, link: str | None) -> None:
    found = read(small((text,), a="text"))
    assert [one.attributes for one in found.all("a")] == ([{"href": link}] if link else [])
    assert found.body[0][0].text == visible(text)


def test_an_address_in_a_citation_becomes_a_link() -> None:
    table = Table((Column("a", "A"),), [("x",)], [], sources={"s": "P, 2020, https://example.org/a"})
    (link,) = read(table).all("a")
    assert (link.text, link.attributes["href"]) == ("https://example.org/a", "https://example.org/a")


def test_notes_that_the_last_row_adds_are_on_the_page() -> None:
    notes = ["early"]

    def rows() -> Iterator[Row]:
        yield ("x",)
        notes.append("late <b>")

    found = read(Table((Column("a", "A"),), rows(), notes))
    assert [heading.text for heading in found.all("h2")] == ["Notes"]
    assert [item.text for item in found.all("li")] == ["early", "late <b>"]


def test_a_page_without_sources_and_notes_has_no_such_sections() -> None:
    assert read(small(("x",), a="text")).all("section") == []


def test_a_page_of_nothing_has_a_head_and_says_what_there_is() -> None:
    found = read(QUESTIONS["empty"]())
    assert (len(found.head), found.body, found.headings) == (11, [], [])
    assert [item.text for item in found.all("li")] == ["no figure since 2030; the first is of 2008, the last of 2025"]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_hostile_text_stays_text_wherever_it_stands(text: str) -> None:
    def table(text: str) -> Table:
        columns = (
            Column(text, text, "word"),
            Column("b", text),
            Column("c", "C", "status"),
            Column("d", "D", "source"),
        )
        rows: list[Row] = [(text, text, text, (text,))]
        return Table(
            columns, rows, [text], columns[0].name, {text: Heading(f"{text}!", text)}, {text: f"{text}!"}, title=text
        )

    found, calm = read(table(text)), read(table("calm"))
    assert [(one.tag, set(one.attributes)) for one in found.elements] == [
        (one.tag, set(one.attributes)) for one in calm.elements
    ]
    assert [cell.text for cell in found.body[0]] == [visible(text).strip()] * 4
    assert {found.all(tag)[0].text for tag in ("title", "h1")} == {visible(text)}
    assert found.head[0].attributes["data-column"] == visible(text)
    assert found.all("data")[0].attributes["value"] == visible(text)
    assert found.headings == [f"{visible(text)}! | {visible(text)}"]
    assert [item.text for item in found.all("li")] == [f"{visible(text)} {visible(text)}!", visible(text)]


def test_rows_are_written_while_they_are_made() -> None:
    made = 0

    def rows() -> Iterator[Row]:
        nonlocal made
        for made in range(1, 3001):
            yield (str(made),)

    parts = page.write(Table((Column("a", "A"),), rows(), []), render.spelled)
    assert next(part for part in parts if part.startswith("<tr>")) == '<tr><th scope="row">1</th></tr>\n'
    assert made == 1000
