"""Who says so, and how it is cited: sources counted by hand, citations read back by other programs."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

from xjcli import loading, render
from xjcli.errors import UsageError
from xjcli.facts import FactBase, Observation, Route, Series, Source
from xjcli.periods import window
from xjcli.reports import compare, figures, named, selection
from xjcli.reports.sources import cited, sources
from xjcli.streams import Screen
from xjcli.table import Column, Table, choose, limit, sort
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bibtexparser.model import Entry

BASE = loading.bundled()
RAW: dict[str, Any] = json.loads((Path(__file__).parent.parent / "facts.json").read_text(encoding="utf-8"))
PIPE = Screen(is_terminal=False, width=None, color=False)
# The schema of CSL data, from the Citation Style Language project (MIT licence), as it stands there.
SCHEMA = json.loads((Path(__file__).parent / "csl-data.json").read_text(encoding="utf-8"))
# The least style: whatever a processor does with names, titles, dates and addresses happens here too.
STYLE = b"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>T</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><group delimiter=" / "><names variable="author"/><text variable="title"/>
<date variable="issued">
<date-part name="year"/><date-part name="month" form="numeric" prefix="-"/><date-part name="day" prefix="-"/>
</date><text variable="URL"/>
<date variable="accessed">
<date-part name="year"/><date-part name="month" form="numeric" prefix="-"/><date-part name="day" prefix="-"/>
</date></group></layout></bibliography>
</style>"""
PEOPLE = "people-s-daily-online-2025-01-13"
HOSTILE = {
    "braces": "} and {both} {",
    "backslash": r"\input{x} \n \\",
    "quotes": "a \"b\" 'c' ''d'' `` e",
    "newlines": "a\nb\r\nc",
    "escapes": "\x1b[2J\u202eabc\u2028",
    "specials": "100 % & $5 #1 a_b ~ ^",
    "chinese": "新疆外贸进出口总值首次突破3500亿元",
    "dashes": "a -- b --- c",
    "entry": "x}},\n@online{evil,\n title = {{y",
    "markup": "<script>|[bold]",
}


def written(table: Table, layout: str) -> str:
    return "".join(render.writer(layout, render.Paper(PIPE))(table))


def records(table: Table) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def one(key: str = "s", **known: str) -> Table:
    return sources(FactBase(series=(), sources={key: Source(**{"publisher": "P"} | known)}, date="2026-11-23"), [])


def entries(bibtex: str, *, decoded: bool = True) -> list[Entry]:
    library = parse_string(bibtex, append_middleware=[LatexDecodingMiddleware()] if decoded else [])
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries)
    return library.entries


def fields(entry: Entry) -> dict[str, str]:
    return {field.key: field.value for field in entry.fields}


# The answer


def test_the_columns_of_machine_formats_are_six() -> None:
    assert written(sources(BASE, ["article"]), "csv") == (
        "key,title,publisher,published,url,figures\n"
        'article,Xinjiang trade soars with wider opening up,"CCTV Video News Agency, via Bastille Post",2025,'
        "https://www.bastillepost.com/global/article/5196864-xinjiang-trade-soars-with-wider-opening-up,19\n"
    )


def test_more_is_known_when_asked() -> None:
    table = choose(sources(BASE, ["ecb-rates", PEOPLE]), "number,key,cites,note,accessed,used_by")
    assert written(table, "csv") == (
        "number,key,cites,note,accessed,used_by\n"
        "1,ecb-rates,,"
        '"annual mean of the daily cross rate (CNY per EUR) / (USD per EUR), all days on which both are published",'
        "2026-11-23,0\n"
        f"2,{PEOPLE},GAC,,2026-11-23,0\n"
    )


def test_all_sources_come_in_the_order_of_the_fact_base() -> None:
    assert [record["key"] for record in records(sources(BASE, []))] == list(RAW["sources"])


def test_named_sources_come_once_in_the_order_named() -> None:
    found = records(sources(BASE, ["ecb-rates", "article", "ecb-rates"]))
    assert [(record["number"], record["key"]) for record in found] == [(1, "ecb-rates"), (2, "article")]


def test_an_unknown_source_is_refused_with_the_nearest_key() -> None:
    with pytest.raises(UsageError, match=r"^unknown source 'ecb-rate'; did you mean 'ecb-rates'\?$"):
        sources(BASE, ["article", "ecb-rate"])


def test_every_source_counts_the_figures_that_rest_on_it() -> None:
    counted = Counter(figure["source"] for series in RAW["series"] for figure in series["observations"])
    found = {record["key"]: record["figures"] for record in records(sources(BASE, []))}
    assert found == {key: counted[key] for key in RAW["sources"]}
    assert (sum(found.values()), len(found)) == (201, 132)


def test_every_source_counts_what_else_rests_on_it() -> None:
    kinds = ("routes", "goods", "events", "claims")
    counted = Counter(thing["source"] for kind in kinds for thing in RAW[kind])
    found = {record["key"]: record["used_by"] for record in records(sources(BASE, []))}
    assert found == {key: counted[key] for key in RAW["sources"]}


def test_a_fact_base_without_sources_says_so() -> None:
    table = sources(FactBase(series=(), sources={}), [])
    assert (written(table, "csv"), table.notes) == (
        "key,title,publisher,published,url,figures\n",
        ["the fact base names no sources"],
    )


def drawn(table: Table, width: int) -> list[str]:
    return "".join(
        render.writer("table", render.Paper(Screen(is_terminal=True, width=width, color=False)))(table)
    ).split("\n")


def test_a_screen_shows_the_whole_key_above_its_source() -> None:
    assert drawn(sources(BASE, [PEOPLE]), 80) == [
        "Publisher                      Published   Address                       Figures",
        "",
        "people-s-daily-online-2025-01-13  China's foreign trade hits new high in 2024 as",
        'nation\'s "friends circle" expands',
        "Xinhua, via People's Daily     2025-01-13  http://en.people.cn/n3/2025/        1",
        "Online                                     0113/c90000-20265299.html",
        "",
    ]


@pytest.mark.parametrize("by", [None, "-figures"])
def test_no_line_of_all_sources_is_wider_than_eighty_columns(by: str | None) -> None:
    table = sources(BASE, [])
    lines = drawn(sort(table, by) if by else table, 80)
    assert max(len(line) for line in lines) <= 80


# What an answer rests on


def test_the_sources_of_an_answer_come_in_the_order_of_first_use() -> None:
    notes: list[str] = []
    series = selection.named(BASE, ["trade"])
    answer = figures.observations(BASE, series, figures.Cut(window("2012", "2024")), notes)
    found = records(cited(BASE, answer))
    assert [record["key"] for record in found] == [
        "article",
        "journal-paper-by-wang-li-2021-09-15",
        "china-daily-2022-01-30",
        "xinjiang-daily-text-2024-01-25",
        "www-gov-cn-2024-01-30",
    ]
    assert [record["number"] for record in found] == [1, 2, 3, 4, 5]


def test_only_the_rows_that_are_shown_are_cited() -> None:
    answer = named.routes(BASE, window(None, None), None, "Serbia")
    assert [record["key"] for record in records(cited(BASE, limit(answer, 1)))] == ["xinhua-2025-07-05"]


def test_an_answer_without_a_column_of_sources_is_cited_as_a_whole() -> None:
    answer = compare.compare(BASE, ["2012", "2024", "trade", "cny-per-usd"], window(None, None), None)
    assert [record["key"] for record in records(cited(BASE, answer))] == ["article", "ecb-rates"]


def test_the_notes_of_the_answer_stay() -> None:
    notes: list[str] = []
    series = selection.named(BASE, ["trade"])
    answer = figures.observations(BASE, series, figures.Cut(window("2030", None)), notes)
    table = cited(BASE, answer)
    assert list(table.rows) == []
    assert table.notes == ["no figure since 2030; the first is of 2012, the last of 2025"]


def test_a_source_that_the_fact_base_lacks_stands_for_itself() -> None:
    figure = Observation("2024", "me", Decimal(1))
    series = Series("a", "A", "trade", "X", "price", "A", (figure,))
    unknown = FactBase(series=(series,), sources={}, routes=(Route("r", "R", "air", "me"),))
    answer = figures.observations(unknown, [series], figures.Cut(window(None, None)), [])
    table = cited(unknown, answer)
    assert records(table)[0] | {"publisher": None, "figures": 1, "used_by": 1} == records(table)[0]
    assert written(table, "references") == "[1] me. n.d.\n"
    assert written(table, "bibtex") == "@misc{me,\n  author = {{me}},\n}\n"


# Citations


@pytest.mark.parametrize("layout", render.CITATION_FORMATS)
def test_a_citation_of_anything_but_sources_is_refused(layout: str) -> None:
    with pytest.raises(UsageError, match=f"^{layout} goes with sources and --cite, and takes no --columns$"):
        render.writer(layout, render.Paper(PIPE))(Table((Column("key", "Key"),), [("a",)], []))


@pytest.mark.parametrize(("layout", "nothing"), [("bibtex", ""), ("csl-json", "[]\n"), ("references", "")])
def test_citations_of_nothing_are_empty(layout: str, nothing: str) -> None:
    assert written(limit(sources(BASE, []), 0), layout) == nothing


def test_references_are_numbered_lines() -> None:
    assert written(sources(BASE, [PEOPLE, "2019", "caderus-com-n15"]), "references") == (
        "[1] Xinhua, via People's Daily Online. China's foreign trade hits new high in 2024 as nation's \"friends "
        'circle" expands. 2025-01-13. http://en.people.cn/n3/2025/0113/c90000-20265299.html Accessed 2026-11-23.\n'
        "[2] Horgos Customs (repost). 2019.\n"
        "[3] caderus.com. China sees total export and import volume fall 7 percent in 2015. n.d.\n"
    )


def test_a_sorted_reference_keeps_its_number() -> None:
    table = sort(sources(BASE, ["article", "2019"]), "published")
    assert [line[:3] for line in written(table, "references").splitlines()] == ["[2]", "[1]"]


def test_a_sentence_that_has_an_end_gets_no_second() -> None:
    assert written(one(title="Why?", published="2020"), "references") == "[1] P. Why? 2020.\n"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_reference_stays_one_harmless_line(text: str) -> None:
    assert written(one(title=text), "references") == f"[1] P. {visible(text)}. n.d.\n"


def test_bibtex_is_an_entry_a_source() -> None:
    assert written(sources(BASE, [PEOPLE, "rayhaber-2023-11"]), "bibtex") == (
        f"@online{{{PEOPLE},\n"
        "  author = {{Xinhua, via People's Daily Online}},\n"
        "  title = {{China's foreign trade hits new high in 2024 as nation's \"friends circle\" expands}},\n"
        "  year = {2025},\n"
        "  month = jan,\n"
        "  date = {2025-01-13},\n"
        "  url = {http://en.people.cn/n3/2025/0113/c90000-20265299.html},\n"
        "  urldate = {2026-11-23},\n"
        "  note = {citing GAC},\n"
        "}\n"
        "@misc{rayhaber-2023-11,\n"
        "  author = {{CRI, via RayHaber (Marathi)}},\n"
        "  year = {2023},\n"
        "  month = nov,\n"
        "  date = {2023-11},\n"
        "}\n"
    )


def test_a_bibtex_parser_reads_every_source_back() -> None:
    bibtex = written(sources(BASE, []), "bibtex")
    # An address is not LaTeX: BibLaTeX takes it as it stands, while this parser would decode it too.
    raw = {entry.key: fields(entry) for entry in entries(bibtex, decoded=False)}
    found = {entry.key: {**fields(entry), "url": raw[entry.key].get("url")} for entry in entries(bibtex)}
    names = {"author": "publisher", "title": "title", "date": "published", "url": "url"}
    assert {key: {name: entry.get(name) for name in names} for key, entry in found.items()} == {
        key: {name: source.get(known) for name, known in names.items()} for key, source in RAW["sources"].items()
    }


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("} {x}", r"\textbraceright{} \textbraceleft{}x\textbraceright{}"),
        ("a\\b", r"a\textbackslash{}b"),
        ("1 % & $ # _", r"1 \% \& \$ \# \_"),
        ("~ ^", r"\textasciitilde{} \textasciicircum{}"),
        ("a -- b '' ``", "a -{}- b '{}' `{}`"),
        ("a\nb\x1b\u202e", r"a\textbackslash{}nb\textbackslash{}x1b\textbackslash{}u202e"),
        ("新疆 Ürümqi", "新疆 Ürümqi"),
    ],
)
def test_what_latex_would_obey_is_spelled_out(text: str, latex: str) -> None:
    assert f"title = {{{{{latex}}}}}," in written(one(title=text), "bibtex")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_bibtex_parser_finds_no_more_than_one_entry_whatever_the_title(text: str) -> None:
    found = entries(
        written(one(title=text, publisher=text, url=text, published=text, note=text), "bibtex"), decoded=False
    )
    assert [(entry.key, list(fields(entry))) for entry in found] == [
        ("s", ["author", "title", "year", "url", "urldate", "note"])
    ]


@pytest.mark.parametrize("name", ["quotes", "newlines", "escapes", "chinese", "dashes", "markup"])
def test_a_bibtex_parser_reads_a_hostile_title_back(name: str) -> None:
    assert fields(entries(written(one(title=HOSTILE[name]), "bibtex"))[0])["title"] == visible(HOSTILE[name])


def test_an_address_in_bibtex_has_codes_for_what_is_not_allowed_there() -> None:
    assert "url = {https://x.org/a_b?c=%20&d=%7Be%7D%5C%E6%96%B0%0A#f},\n" in written(
        one(url="https://x.org/a_b?c=%20&d={e}\\新\n#f"), "bibtex"
    )


@pytest.mark.parametrize(
    ("published", "lines"),
    [
        ("2025", ["year = {2025}", "date = {2025}"]),
        ("2025-01", ["year = {2025}", "month = jan", "date = {2025-01}"]),
        ("2025-12-31", ["year = {2025}", "month = dec", "date = {2025-12-31}"]),
        ("2024-11/2025-01", ["year = {2024}", "date = {2024-11/2025-01}"]),
        ("2025-02-30", ["year = {2025-02-30}"]),
        ("spring {20%", [r"year = {spring \textbraceleft{}20\%}"]),
    ],
)
def test_a_date_in_bibtex_says_what_is_known(published: str, lines: list[str]) -> None:
    text = written(one(published=published), "bibtex")
    assert text == "@misc{s,\n  author = {{P}},\n" + "".join(f"  {line},\n" for line in lines) + "}\n"


def test_keys_of_bibtex_are_safe_and_unique() -> None:
    known = {key: Source("P") for key in ("a b", "A-B", "新疆", "{,}", "a-b-2", "fine.2:x+y")}
    table = sources(FactBase(series=(), sources=known), [])
    found = [entry.key for entry in entries(written(table, "bibtex"))]
    assert found == ["a-b", "A-B-2", "source", "source-2", "a-b-2-2", "fine.2:x+y"]


def test_csl_json_is_an_array_of_web_pages() -> None:
    text = written(sources(BASE, [PEOPLE, "rayhaber-2023-11"]), "csl-json")
    assert json.loads(text) == [
        {
            "id": PEOPLE,
            "type": "webpage",
            "author": [{"literal": "Xinhua, via People's Daily Online"}],
            "title": "China's foreign trade hits new high in 2024 as nation's \"friends circle\" expands",
            "issued": {"date-parts": [[2025, 1, 13]]},
            "accessed": {"date-parts": [[2026, 11, 23]]},
            "URL": "http://en.people.cn/n3/2025/0113/c90000-20265299.html",
            "note": "citing GAC",
        },
        {
            "id": "rayhaber-2023-11",
            "type": "webpage",
            "author": [{"literal": "CRI, via RayHaber (Marathi)"}],
            "issued": {"date-parts": [[2023, 11]]},
        },
    ]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2025", {"date-parts": [[2025]]}),
        ("2024-11/2025-01", {"date-parts": [[2024, 11], [2025, 1]]}),
        ("spring 2020", {"literal": "spring 2020"}),
    ],
)
def test_a_date_in_csl_json_says_what_is_known(published: str, issued: Mapping[str, object]) -> None:
    assert json.loads(written(one(published=published), "csl-json"))[0]["issued"] == issued


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_csl_json_gives_back_the_exact_title(text: str) -> None:
    out = written(one(title=text), "csl-json")
    assert json.loads(out)[0]["title"] == text
    assert [c for c in "\x1b\u202e\u2028\r" if c in out] == []


def test_a_citation_processor_reads_every_source() -> None:
    items = json.loads(written(sources(BASE, []), "csl-json"))
    with warnings.catch_warnings():
        # Not ours: the processor says what it does not know, and leaves files open.
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(BytesIO(STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = dict(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))
    assert len(lines) == 132
    assert lines["2019"] == "Horgos Customs (repost) / 2019"
    assert lines["wen-wei-po-2013-01-21"] == (
        "Wen Wei Po / 2013-1-21 / http://news.wenweipo.com/2013/01/21/NN1301210015.htm / 2026-11-23"
    )
    assert lines["xinjiang-daily-text-2024-01-25"] == (
        "Xinjiang Daily, via cabb123.com / 连创历史新高 稳中提质向好 / 2024-1-25"
    )


def test_csl_json_of_all_sources_is_what_the_schema_asks_for() -> None:
    jsonschema.validate(json.loads(written(sources(BASE, []), "csl-json")), SCHEMA)


@pytest.mark.parametrize("text", ["", "a\nb", "{\\", "新疆"])
def test_csl_json_of_any_title_is_what_the_schema_asks_for(text: str) -> None:
    jsonschema.validate(json.loads(written(one(title=text, published="2025-01"), "csl-json")), SCHEMA)


def test_the_schema_would_refuse_what_is_no_citation() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "a", "type": "rumour"}], SCHEMA)
