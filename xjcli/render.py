"""How does it look? One writer a format, and one dict that knows them all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Struct

from xjcli import intervals
from xjcli.errors import UsageError, unknown
from xjcli.intervals import EXACT, Estimate
from xjcli.periods import Period
from xjcli.sparks import spark
from xjcli.streams import Screen
from xjcli.table import Figure, Inherited, Percent, Points, Trend
from xjcli.text import escaped, in_quotes, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xjcli.table import Cell, Table

Writer: TypeAlias = "Callable[[Table, Paper], Iterator[str]]"
Plain: TypeAlias = "str | int | Decimal | None"

_DECIMALS = 4
# Exact in a pipe: UTF-8, whatever the locale says.
EXACT_FORMATS = ("csv", "tsv", "json", "jsonl", "html", "svg", "bibtex", "csl-json")
# For tables of sources only.
CITATION_FORMATS = ("bibtex", "csl-json", "references")
HEADERLESS_FORMATS = ("csv", "tsv")
CHARTED_FORMATS = ("table", "svg")


class Paper(Struct, frozen=True):
    """What a writer writes for: who reads it, whether the names of columns come first, whether numbers become bars."""

    screen: Screen
    header: bool = True
    chart: bool = False


def rounded(number: Decimal) -> Decimal:
    """Round a computed number half to even to four decimals: 15.5440 was rounded, while 25 and 275.2 are exact."""
    cut = intervals.rounded(number, _DECIMALS)
    return cut if cut != number else cut.normalize(EXACT)


def plain(cell: Cell, kind: str) -> Plain:
    """Reduce a cell to what a machine format can carry: text, a number, or nothing."""
    return cell if cell is None else _PLAIN[type(cell)](cell, kind)


def _figure(cell: Figure, _kind: str) -> Plain:
    # A value with limits was converted, one without is printed.
    is_printed = cell.low is None and cell.high is None
    return cell.value if is_printed or cell.value is None else rounded(cell.value)


def _estimate(cell: Estimate, _kind: str) -> Plain:
    return None if cell.value is None else rounded(cell.value)


# By type and not by a chain of questions: a million figures have ten million cells.
_PLAIN: dict[type, Callable[[Any, str], Plain]] = {
    str: lambda cell, _: cell,
    int: lambda cell, _: cell,
    Period: lambda cell, _: cell.text,
    Figure: _figure,
    Decimal: lambda cell, kind: cell if kind == "figure" else rounded(cell),
    tuple: lambda cell, _: "; ".join(cell),
    Trend: lambda cell, _: spark(cell.values),
    **dict.fromkeys((Estimate, Percent, Points, Inherited), _estimate),
}


def _spelled(value: Plain) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def spelled(cell: Cell, kind: str) -> str:
    """Write a cell as CSV has it; a missing value is empty."""
    return _spelled(plain(cell, kind))


def _names(table: Table) -> list[str]:
    return [table.columns[i].name for i in table.data_columns()]


def records(table: Table) -> Iterator[dict[str, Plain]]:
    """Read the rows as machine formats carry them, by the names of the columns."""
    at = [(i, column.name, column.kind) for i, column in enumerate(table.columns) if column.data == "shown"]
    for row in table.rows:
        yield {name: plain(row[i], kind) for i, name, kind in at}


def _lines(table: Table, *, header: bool) -> Iterator[list[str]]:
    if header:
        yield _names(table)
    at = [(i, table.columns[i].kind) for i in table.data_columns()]
    for row in table.rows:
        yield [
            cell if type(cell := row[i]) is str else "" if cell is None else _spelled(plain(cell, kind))
            for i, kind in at
        ]


# The standard library's writer fails over NUL before Python 3.11, and leaves a lone carriage return bare.
_QUOTED = re.compile(r'[",\r\n]')


def _csv(table: Table, paper: Paper) -> Iterator[str]:
    for line in _lines(table, header=paper.header):
        cells = [visible(text) for text in line] if paper.screen.is_terminal else line
        text = ",".join(cells)
        if '"' in text or "\r" in text or "\n" in text or text.count(",") >= len(cells):
            text = ",".join(map(_csv_cell, cells))
        # A line of one empty cell would be no line to some readers.
        yield f"{text}\n" if text else '""\n'


def _csv_cell(text: str) -> str:
    return in_quotes(text) if _QUOTED.search(text) else text


_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _tsv(table: Table, paper: Paper) -> Iterator[str]:
    for line in _lines(table, header=paper.header):
        text = "\t".join(text.translate(_TSV_ESCAPES) for text in line)
        yield f"{_on(paper.screen, text)}\n"


def _on(screen: Screen, text: str) -> str:
    # A tab between cells is the format's own.
    return "\t".join(visible(part) for part in text.split("\t")) if screen.is_terminal else text


def _objects(table: Table) -> Iterator[str]:
    encoder = msgspec.json.Encoder(decimal_format="number")
    for record in records(table):
        values = {name: _number(value) if isinstance(value, Decimal) else value for name, value in record.items()}
        yield escaped(encoder.encode(values).decode())


def _number(value: Decimal) -> Decimal | msgspec.Raw:
    """Keep the digits of a number: small ones would be written with an exponent."""
    text = str(value)
    return msgspec.Raw(format(value, "f").encode()) if "E" in text else value


def _json(table: Table, _paper: Paper) -> Iterator[str]:
    before = "[\n"
    for text in _objects(table):
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _jsonl(table: Table, _paper: Paper) -> Iterator[str]:
    for text in _objects(table):
        yield f"{text}\n"


def _lines_alone(table: Table, _paper: Paper) -> Iterator[str]:
    for line in _lines(table, header=False):
        yield f"{visible(line[-1])}\n"


def _table(table: Table, paper: Paper) -> Iterator[str]:
    # Rich takes longer to load than everything else together.
    from xjcli.drawing import draw

    yield from draw(table, paper.screen, chart=paper.chart)


def _svg(table: Table, paper: Paper) -> Iterator[str]:
    from xjcli.drawing import picture

    # In a file it is UTF-8, whatever the screen can show.
    screen = paper.screen if paper.screen.is_terminal else msgspec.structs.replace(paper.screen, unicode=True)
    yield picture(table, screen, chart=paper.chart)


def _html(table: Table, _paper: Paper) -> Iterator[str]:
    from xjcli import page

    return page.write(table, spelled)


_LATEX = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    # A row that began with a bracket would be an argument of the line break before it.
    "[": "{[}",
    "]": "{]}",
}
_WIKI_MARKUP = re.compile(r"[|\[\]{}<>'=&~]|__|^[*#:;]|:(?=\w+:)")


def _markdown(text: str) -> str:
    return re.sub(r"[\\`*_\[\]<>|~&$]|:(?=[\w+-]+:)", r"\\\g<0>", text)


def _rst(text: str) -> str:
    # At the start of a cell a dash, a plus, a number sign or a number would make a list.
    return re.sub(r"[\\`*_|]|^[-+#](?=\s)|^(?=\w+[.)]\s)", r"\\\g<0>", text)


def _mediawiki(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<nowiki>{safe}</nowiki>" if _WIKI_MARKUP.search(text) else text


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


# What tabulate calls each format, and how the format is told that data is data.
_TABULATE: dict[str, tuple[str, Callable[[str], str]]] = {
    "markdown": ("pipe", _markdown),
    "latex": ("latex_raw", _latex),
    "plain": ("plain", str),
    "simple": ("simple", str),
    "grid": ("grid", str),
    "psql": ("psql", str),
    "rst": ("rst", _rst),
    "mediawiki": ("mediawiki", _mediawiki),
}


def _tabulated(name: str) -> Writer:
    def write(table: Table, _paper: Paper) -> Iterator[str]:
        from tabulate import tabulate

        layout, escape = _TABULATE[name]
        sides = ["right" if table.columns[i].is_number else "left" for i in table.data_columns()]
        header, *rows = [[escape(visible(text)) for text in line] for line in _lines(table, header=True)]
        # Parsing numbers would turn 158.90 into 158.9 and 1234567.891 into 1.23457e+06.
        alignment = sides if rows else None
        text = tabulate(rows, headers=header, tablefmt=layout, disable_numparse=True, colalign=alignment)
        # Without rows tabulate aligns no column, which LaTeX refuses.
        yield text.replace("{tabular}{}", f"{{tabular}}{{{'l' * len(header)}}}") + "\n"

    return write


def _cited(name: str) -> Writer:
    def write(table: Table, _paper: Paper) -> Iterator[str]:
        from xjcli import references

        return references.WRITERS[name](table)

    return write


WRITERS: dict[str, Writer] = {
    "table": _table,
    "tsv": _tsv,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "lines": _lines_alone,
    "markdown": _tabulated("markdown"),
    "html": _html,
    "svg": _svg,
    **{name: _tabulated(name) for name in _TABULATE if name != "markdown"},
    **{name: _cited(name) for name in CITATION_FORMATS},
}


def writer(name: str, paper: Paper) -> Callable[[Table], Iterator[str]]:
    """Find the writer of a format; raises UsageError for an unknown one, or for what a format cannot do."""
    if name not in WRITERS:
        raise unknown("format", name, WRITERS)
    if not paper.header and name not in HEADERLESS_FORMATS:
        raise UsageError(f"--no-header goes with {' and '.join(HEADERLESS_FORMATS)}, not with {name}")
    if paper.chart and name not in CHARTED_FORMATS:
        raise UsageError(f"--chart goes with {' and '.join(CHARTED_FORMATS)}, not with {name}")
    return lambda table: WRITERS[name](table, paper)
