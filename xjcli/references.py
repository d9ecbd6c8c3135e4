"""How is a source cited? One writer a format of citations, each for a table that has the columns of sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from msgspec import Struct

from xjcli.errors import UsageError
from xjcli.periods import PeriodError, parse
from xjcli.text import escaped, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xjcli.table import Cell, Table

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts every brace, whether or not a backslash stands before it: braces in text must be spelled as words.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&$#_"},
    }
)
# LaTeX would join two of these into another character: "--" into a dash.
_JOINED = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)")
_UNFIT_FOR_KEY = re.compile(r"[^A-Za-z0-9.:+-]+")
# What may stand in an address; all else, braces among it, has a code there.
_FIT_FOR_URL = "%:/?#[]@!$&'()*+,;=-._~"
_ENDS = (".", "?", "!", "…", "。", "\uff1f", "\uff01")


class Reference(Struct, frozen=True):
    """One source as it is cited; its publisher is its key where nothing else is known of it."""

    number: str
    key: str
    publisher: str
    title: str | None
    published: str | None
    url: str | None
    accessed: str | None
    remark: str | None


_NEEDED = ("number", "key", "publisher", "title", "published", "url", "accessed", "cites", "note")


def _read(table: Table, layout: str) -> list[Reference]:
    """Read the rows of a table of sources; raises UsageError for any other table."""
    at = {column.name: i for i, column in enumerate(table.columns)}
    if not at.keys() >= set(_NEEDED):
        raise UsageError(f"{layout} goes with sources and --cite, and takes no --columns")
    return [_reference(*(_text(row[at[name]]) for name in _NEEDED)) for row in table.rows]


def _text(cell: Cell) -> str | None:
    return None if cell is None or not str(cell).strip() else str(cell)


def _reference(number: str | None, key: str | None, publisher: str | None, *others: str | None) -> Reference:
    title, published, url, accessed, cites, note = others
    remark = "; ".join(part for part in (cites and f"citing {cites}", note) if part)
    # Who has no address to go to has nothing that was accessed.
    seen = accessed if url else None
    return Reference(number or "", key or "", publisher or key or "", title, published, url, seen, remark or None)


def _dates(text: str | None) -> list[list[int]]:
    """Take a date apart into year, month and day as far as known, an interval into two; nothing for other text."""
    try:
        parse(text or "")
    except PeriodError:
        return []
    return [[int(part) for part in end.split("-")] for end in (text or "").split("/")]


def bibtex(table: Table) -> Iterator[str]:
    """Write entries for BibTeX and BibLaTeX; raises UsageError for a table of anything but sources."""
    references = _read(table, "bibtex")
    keys = _unique([_UNFIT_FOR_KEY.sub("-", reference.key).strip("-") or "source" for reference in references])
    return (_entry(reference, key) for reference, key in zip(references, keys, strict=True))


def _unique(keys: list[str]) -> list[str]:
    """Add a number to all but the first of equal keys; BibTeX takes keys that differ in case only for equal."""
    taken: set[str] = set()
    found = []
    for key in keys:
        candidate, count = key, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{key}-{count}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def _entry(reference: Reference, key: str) -> str:
    """Write one entry; a date that is none stands as it is in the year, which alone may hold any text."""
    dates = _dates(reference.published)
    has_month = len(dates) == 1 and len(dates[0]) > 1
    fields = {
        # A second pair of braces keeps a name whole, commas and all, and the capitals of a title.
        "author": f"{{{_latex(reference.publisher)}}}",
        "title": reference.title and f"{{{_latex(reference.title)}}}",
        "year": f"{dates[0][0]:04}" if dates else reference.published and _latex(reference.published),
        "month": _MONTHS[dates[0][1] - 1] if has_month else None,
        "date": reference.published if dates else None,
        "url": reference.url and quote(reference.url, safe=_FIT_FOR_URL),
        "urldate": reference.accessed if _dates(reference.accessed) else None,
        "note": reference.remark and _latex(reference.remark),
    }
    # The names of months are macros of BibTeX, which stand without braces.
    lines = (f"  {name} = {text if name == 'month' else f'{{{text}}}'},\n" for name, text in fields.items() if text)
    return f"@{'online' if reference.url else 'misc'}{{{key},\n{''.join(lines)}}}\n"


def _latex(text: str) -> str:
    return _JOINED.sub("{}", visible(text).translate(_LATEX))


def csl_json(table: Table) -> Iterator[str]:
    """Write an array of items of the Citation Style Language; raises UsageError for a table of anything but sources."""
    items = [escaped(msgspec.json.encode(_item(reference)).decode()) for reference in _read(table, "csl-json")]
    return iter(["[\n", ",\n".join(items), "\n]\n"] if items else ["[]\n"])


def _item(reference: Reference) -> dict[str, object]:
    fields = {
        "id": reference.key,
        "type": "webpage",
        # As an author, the publisher leads in every style; as a publisher or a container, some styles show it nowhere.
        "author": [{"literal": reference.publisher}],
        "title": reference.title,
        "issued": _csl_date(reference.published),
        "accessed": _csl_date(reference.accessed),
        "URL": reference.url,
        "note": reference.remark,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_date(text: str | None) -> dict[str, object] | None:
    dates = _dates(text)
    if dates:
        return {"date-parts": dates}
    return {"literal": text} if text else None


def references(table: Table) -> Iterator[str]:
    """Write numbered lines to paste; raises UsageError for a table of anything but sources."""
    return (_line(reference) for reference in _read(table, "references"))


def _line(reference: Reference) -> str:
    sentences = (reference.publisher, reference.title, reference.published or "n.d.")
    parts = [_sentence(text) for text in sentences if text]
    # A full stop behind an address would be taken for a part of it.
    parts += [reference.url] if reference.url else []
    parts += [_sentence(f"Accessed {reference.accessed}")] if reference.accessed else []
    return f"[{reference.number}] {visible(' '.join(parts))}\n"


def _sentence(text: str) -> str:
    return text if text.endswith(_ENDS) else f"{text}."


WRITERS = {"references": references, "bibtex": bibtex, "csl-json": csl_json}
