"""What can a word of a command line be? What each option and argument takes, from the code and from the facts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xjcli.options import COLORS
from xjcli.shells import SCRIPTS, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xjcli.facts import FactBase, Series


class Line(NamedTuple):
    """What stands before the last word: the command, the values of its options, its arguments.

    `waiting` is an option that still lacks its value; after two dashes no word `may_be_option`.
    """

    command: Any
    options: dict[str, str]
    arguments: list[str]
    waiting: Any = None
    may_be_option: bool = True


def _base(line: Line) -> FactBase:
    """Load the facts that the line asks; none from what would have to be waited for."""
    from xjcli import loading, streams
    from xjcli.facts import FactBase

    path = line.options.get("facts_file") or os.environ.get("XJCLI_FACTS")
    if not path:
        return loading.bundled()
    file = Path(path).expanduser()
    known = path != "-" and file.is_file()
    return loading.decode(streams.read(str(file)), path) if known else FactBase((), {})


def _of_theme(line: Line, base: FactBase) -> list[Series]:
    """List the series that a command may name."""
    theme = line.command.name
    return [one for one in base.series if one.theme == theme or theme not in {"trade", "routes"}]


def _series(line: Line, _text: str) -> Iterable[Word]:
    base = _base(line)
    chosen = [one for one in _of_theme(line, base) if one.id not in line.arguments]
    return [Word(one.id, f"{one.title}, {base.unit_of(one)}") for one in chosen]


def _series_or_periods(line: Line, text: str) -> Iterable[Word]:
    return _periods(line, text) if text[:1].isdigit() else _series(line, text)


def _periods(line: Line, _text: str) -> Iterable[Word]:
    """List the periods of the series named, or of those shown unasked; of one series alone, with its figures."""
    base = _base(line)
    pool = _of_theme(line, base)
    named = [one for one in pool if one.id in line.arguments]
    return _figures(base, named or [one for one in pool if one.headline] or pool)


def _periods_of_first(line: Line, _text: str) -> Iterable[Word]:
    """List the periods of the one series of which a bare value is printed."""
    base = _base(line)
    pool = _of_theme(line, base)
    named = [one for name in line.arguments for one in pool if one.id == name]
    return _figures(base, (named or [one for one in pool if one.headline] or pool)[:1])


def _figures(base: FactBase, chosen: list[Series]) -> Iterable[Word]:
    from xjcli.reports.selection import preferred, spelled

    found = {}
    for series in chosen:
        for period, one in preferred(series).items():
            found[period] = f"{one.qualifier or ''} {spelled(one)} {base.unit_of(series)}".strip()
    return [Word(period.text, found[period] if len(chosen) == 1 else "") for period in sorted(found)]


def _dimension(name: str) -> Callable[[Line, str], Iterable[Word]]:
    def words(line: Line, _text: str) -> Iterable[Word]:
        base = _base(line)
        holders = base.routes if "named" in line.options else _of_theme(line, base)
        found = {getattr(one, name, None) or "" for one in holders}
        # A route that serves two countries has both.
        return [Word(part) for part in sorted({part.strip() for value in found for part in value.split(";")})]

    return words


def _claims(line: Line, _text: str) -> Iterable[Word]:
    return [Word(claim.id, claim.says) for claim in _base(line).claims if claim.id not in line.arguments]


def _sources(line: Line, _text: str) -> Iterable[Word]:
    sources = _base(line).sources.items()
    return [Word(key, source.title or source.publisher) for key, source in sources if key not in line.arguments]


def _formats(line: Line, _text: str) -> Iterable[Word]:
    from xjcli import render

    known = render.CHARTED_FORMATS if "chart" in line.options else render.WRITERS
    cites = line.command.name == "sources" or "cite" in line.options
    return [Word(name) for name in known if cites or name not in render.CITATION_FORMATS]


def _columns(line: Line, _text: str) -> Iterable[Word]:
    from xjcli import columns

    found = columns.of_answer(line.command.name, line.options, line.arguments, lambda: _base(line))
    return [Word(one.name, " ".join(one.label.split())) for one in found if one.data != "never"]


def _order(line: Line, text: str) -> Iterable[Word]:
    """List what rows can be sorted by, which happens before they turn into their sources; with a minus for down."""
    kept = {name: value for name, value in line.options.items() if name != "cite"}
    minus = "-" if text.startswith("-") else ""
    return [Word(f"{minus}{name}", label) for name, label in _columns(line._replace(options=kept), text)]


def _currencies(_line: Line, _text: str) -> Iterable[Word]:
    from xjcli.currencies import CURRENCIES

    return [Word(currency) for currency in CURRENCIES]


def _exports(_line: Line, _text: str) -> Iterable[Word]:
    from xjcli import exports

    return [Word(name) for name in exports.FORMATS]


def _fixed(*words: str) -> Callable[[Line, str], Iterable[Word]]:
    return lambda _line, _text: [Word(word) for word in words]


# What each parameter takes, by its name; what is in none of these, such as a number, is free.
WORDS: dict[str, Callable[[Line, str], Iterable[Word]]] = {
    "color": _fixed(*COLORS),
    "columns": _columns,
    "country": _dimension("country"),
    "currency": _currencies,
    "flow": _dimension("flow"),
    "get": _periods_of_first,
    "ids": _claims,
    "index": _periods,
    "keys": _sources,
    "kind": _exports,
    "lang": _fixed("en", "zh"),
    "layout": _formats,
    "mode": _dimension("mode"),
    "order": _order,
    "partner": _dimension("partner"),
    "period": _periods,
    "port": _dimension("port"),
    "series": _series,
    "shell": _fixed(*SCRIPTS),
    "since": _periods,
    "sought": _series,
    "until": _periods,
    "words": _series_or_periods,
}
LISTS = ("columns",)
FILES = ("facts_file", "file", "path")
