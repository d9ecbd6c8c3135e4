"""How does a table look in a browser? As one page that needs nothing else: the table, its sources and its notes."""

from __future__ import annotations

import re
from html import escape
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from xjcli.intervals import Estimate
from xjcli.table import STATUS_WORDS, Figure, Inherited, Points
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from xjcli.table import Cell, Column, Row, Table

_STYLE = """\
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --quiet: #595959; --line: #d4d4d4; --band: #f2f2f2;
  --link: #0b57d0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #161616; --quiet: #b0b0b0; --line: #4a4a4a; --band: #2a2a2a; --link: #9dc1ff; }
}
body { margin: 0 auto; padding: 1rem; max-width: 90rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: start; }
h1, h2 { margin: 1.5rem 0 .5rem; font-size: 1.15rem; line-height: 1.3; }
h1 { margin-top: 0; font-size: 1.4rem; }
h1, [scope=rowgroup] > span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 4rem); }
th, td { padding: .3rem .6rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
td, [scope=row] { font-weight: normal; white-space: nowrap; }
thead th { vertical-align: bottom; }
[scope=rowgroup] { padding-top: .8rem; background: var(--band); }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.long { min-width: 20rem; white-space: normal; overflow-wrap: anywhere; }
small, [value=A] { color: var(--quiet); font-weight: normal; }
tr:has([value=F]) { font-style: italic; }
a { color: var(--link); }
li { overflow-wrap: anywhere; }
:target { background: var(--band); }
@media print { .wide { overflow: visible; } td, [scope=row] { white-space: normal; } }
"""
# Nothing is loaded and nothing runs, whatever the data says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CLOSING = "</main>\n</body>\n</html>\n"
# So many rows are read before the head is written, to see whether all of a table that ends there share a unit.
_AHEAD = 1000
# Text of more characters folds.
_LONG = 40
_STATUSES = {"A": "normal"} | STATUS_WORDS
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# What may stand in an address; all else, brackets among it, has a code there.
_FIT_FOR_URL = "%:/?#@!$&'()*+,;=-._~"


class _Place(NamedTuple):
    """A column on the page: where its cells stand in a row, what they are, and the names and kinds of all columns."""

    at: int
    kind: str
    tag: str
    looks: str
    beside: frozenset[tuple[str, str]]


def write(table: Table, spell: Callable[[Cell, str], str]) -> Iterator[str]:
    """Write a page of HTML that stands alone; rows are written as they are made, notes after the last.

    A missing value is an empty cell. What a cell holds beyond its number, and no column shows, stands small beside it.
    `spell` writes a cell of a kind of column as machine formats have it.
    """
    rows = iter(table.rows)
    ahead = list(islice(rows, _AHEAD))
    yield _opening(_text(table.title or "Table"))
    yield _head(table, _shared_unit(table, ahead))
    used = yield from _body(table, chain(ahead, rows), spell)
    yield "</table>\n</div>\n"
    # A table without a column for sources still stands on some.
    has_column = any(column.kind == "source" for column in table.columns)
    yield _list("Sources", "ol", [_source(table, key) for key in (used if has_column else table.sources)])
    yield _list("Notes", "ul", [f"<li>{_text(note)}</li>\n" for note in table.notes])
    yield _CLOSING


def _opening(title: str) -> str:
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<div class="wide" role="region" aria-labelledby="title" tabindex="0">
<table>
<caption><h1 id="title">{title}</h1></caption>
"""


def _text(text: str) -> str:
    """Make text harmless between tags and in the value of an attribute."""
    return escape(visible(text))


def _shared_unit(table: Table, ahead: Sequence[Row]) -> str | None:
    """Find the unit that all rows share; None where they do not, and where more rows follow those that were read."""
    at = _find(table, "unit")
    units = set() if at is None or len(ahead) == _AHEAD else {row[at] for row in ahead}
    unit = units.pop() if len(units) == 1 else None
    # A series may be called so, and have its figures in a column of that name.
    return unit if isinstance(unit, str) else None


def _find(table: Table, name: str | None) -> int | None:
    return next((i for i, column in enumerate(table.columns) if column.name == name), None)


def _head(table: Table, unit: str | None) -> str:
    units = {"figure": unit, "rate": "%", "years": "years"}
    by_name = {column.name: column for column in table.columns}
    cells = []
    for column in (table.columns[i] for i in table.data_columns()):
        bounded = by_name.get(column.name.rpartition("_")[0]) if column.kind == "bound" else None
        own = units.get((bounded or column).kind)
        label = _label(column, bounded)
        said = f"{label} ({own})" if own and own != label.lower() else label
        looks = ' class="number"' if column.is_number else ""
        cells.append(f'<th scope="col"{looks} data-column="{_text(column.name)}">{_text(said)}</th>\n')
    return f"<thead>\n<tr>\n{''.join(cells)}</tr>\n</thead>\n"


def _label(column: Column, bounded: Column | None) -> str:
    """Name a column for people, on one line; a bound is named after the column that it bounds."""
    if column.kind == "bound":
        return f"{_label(bounded, None)}, {column.label.lower()}" if bounded else column.name
    first, *others = column.label.split("\n")
    # A series in a column of its own has its unit below its id.
    return f"{first} ({' '.join(others)})" if others and first == column.name else " ".join((first, *others))


def _places(table: Table, group: int | None) -> list[_Place]:
    """Place the columns: the first names its row, and where it only names the group, so does the next."""
    at = table.data_columns()
    naming = {*at[:1], *[i for i in at if i != group][:1]}
    shown = [(i, table.columns[i], 'th scope="row"' if i in naming else "td") for i in at]
    names = frozenset((column.name, column.kind) for _, column, _ in shown)
    return [_Place(i, one.kind, tag, "number" if one.is_number else "", names) for i, one, tag in shown]


def _body(
    table: Table, rows: Iterable[Row], spell: Callable[[Cell, str], str]
) -> Generator[str, None, dict[str, None]]:
    """Write the rows, those of a group together, and return the keys of the sources that they name."""
    group = _find(table, table.group)
    places = _places(table, group)
    used: dict[str, None] = {}
    for key, run in groupby(rows, lambda row: "" if group is None else str(row[group])):
        yield f"<tbody>\n{_heading(table, key, len(places))}"
        for row in run:
            used.update(dict.fromkeys(key for cell in row if isinstance(cell, tuple) for key in cell))
            yield f"<tr>{''.join(_cell(place, row[place.at], spell) for place in places)}</tr>\n"
        yield "</tbody>\n"
    return used


def _heading(table: Table, key: str, width: int) -> str:
    heading = table.headings.get(key)
    # Where the title is the key, the rows already say what the heading would.
    if heading is None or heading.title == key or table.group is None:
        return ""
    said = f"{_text(heading.title)} <small>{_text(heading.detail)}</small>"
    return f'<tr><th scope="rowgroup" colspan="{width}"><span>{said}</span></th></tr>\n'


def _cell(place: _Place, cell: Cell, spell: Callable[[Cell, str], str]) -> str:
    text = spell(cell, place.kind)
    looks = place.looks or ("long" if len(text) > _LONG else "")
    opening = f' class="{looks}">' if looks else ">"
    inner = _inner(place, cell, text)
    if isinstance(cell, Figure):
        inner = _between(inner, *_figure_words(cell, place.beside))
    elif isinstance(cell, Estimate):
        inner = _between(inner, *_estimate_words(cell, spell))
    # A header without words would name nothing.
    return f"<{place.tag}{opening}{inner}</{place.tag[:2]}>" if inner else f"<td{opening}</td>"


def _between(inner: str, before: str, after: str) -> str:
    """Put what a number alone would hide beside it: a bound stays a bound, a range a range."""
    words = (before and f"<small>{_text(before)}</small>", inner, after and f"<small>{_text(after)}</small>")
    return " ".join(word for word in words if word)


def _inner(place: _Place, cell: Cell, text: str) -> str:
    if isinstance(cell, tuple):
        return "; ".join(f'<a href="#{_anchor(key)}">{_text(key)}</a>' for key in cell)
    if place.kind == "status" and text:
        return f'<data value="{_text(text)}">{_text(_STATUSES.get(text, text))}</data>'
    return _linked(text) if place.kind == "text" else _text(text)


def _figure_words(figure: Figure, beside: frozenset[tuple[str, str]]) -> tuple[str, str]:
    """Say of a figure what the page says nowhere else: before it its qualifier or range, after it its status."""
    qualifier = (figure.qualifier or "") if ("qualifier", "word") not in beside else ""
    status = STATUS_WORDS.get(figure.status, "") if ("status", "status") not in beside else ""
    if figure.value is not None or ("low", "figure") in beside:
        return qualifier, status
    spread = _spread(*("" if end is None else f"{end:f}" for end in (figure.low, figure.high)))
    return f"{qualifier} {spread}".strip(), status


def _estimate_words(estimate: Estimate, spell: Callable[[Cell, str], str]) -> tuple[str, str]:
    """Say of a computed number before it which way it is a bound, or what it lies between, and after it what it is."""
    value, low, high = ("" if n is None else spell(n, "bound") for n in (estimate.value, estimate.low, estimate.high))
    said = STATUS_WORDS.get(estimate.status, "") if isinstance(estimate, Inherited) else ""
    if isinstance(estimate, Points) and (low or high):
        said = "points"
    if not value:
        return _spread(low, high), said
    if bool(low) == bool(high):
        return "", said
    bound = _spread(low, high)
    return (bound.split()[0], said) if value in {low, high} else ("", f"({bound}) {said}".rstrip())


def _spread(low: str, high: str) -> str:
    if low and high:
        return f"{low} to {high}"
    return f"above {low}" if low else high and f"below {high}"


def _anchor(key: str) -> str:
    """Name a source so that a link finds it, whatever its key: an id holds no space."""
    return f"source-{quote(key, safe='', errors='surrogatepass')}"


def _source(table: Table, key: str) -> str:
    said = table.sources.get(key, key)
    return f'<li id="{_anchor(key)}"><b>{_text(key)}</b>{"" if said == key else f" {_linked(said)}"}</li>\n'


def _linked(text: str) -> str:
    """Make a link of an address that is the text, or its end after a comma; only the web is linked to."""
    before, comma, last = text.rpartition(", ")
    if not (_ADDRESS.fullmatch(last) and last.isprintable()):
        return _text(text)
    return f'{_text(before + comma)}<a href="{escape(quote(last, safe=_FIT_FOR_URL))}">{_text(last)}</a>'


def _list(title: str, tag: str, items: Sequence[str]) -> str:
    return f"<section>\n<h2>{title}</h2>\n<{tag}>\n{''.join(items)}</{tag}>\n</section>\n" if items else ""
