"""What may a fact base hold, and what may be asked of it? Strategies for fact bases and for command lines."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st
from reference import RATES, span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

Record: TypeAlias = "dict[str, Any]"
Words: TypeAlias = "list[str]"

_FRAGMENTS = (
    *("a", "b c", "trade", "班列", "é", "\U0001f682", " ", "", "0", "-0.5", "null", "=1+1", "@", "+", "-x", "#", "*"),
    *("\t", "\n", "\r", "\t", "\n", "\r", "\r\n", "\0", "\x1b[31m", "\x7f", "\x85", "\xa0"),
    *("\u061c", "\u200b", "\u2028", "\u202e"),
    *("\\", "\\n", '"', '""', "'", ",", ";", "; ", "|", "&", "<b>", "$", "%", "{", "}", "~", "^", "\ufeff"),
    *("[red]", "[/x]", ":smile:", "`", "_", "https://example.org/a?b=c"),
)
_fragments = st.sampled_from(_FRAGMENTS)
texts = st.one_of([_fragments, *[st.builds(str.__add__, _fragments, _fragments)] * 2, st.text(max_size=3)])

_IDS = (
    *("a", "b", "period", "series", "c-d", "A", "trade", "trains", "班列", "2012", "1x", "a b", "a\tb\n", '"', "[/x]"),
    *("-x", "", "é,"),
)
_SOURCES = ("s", "t", "s; t", "班", "")
_UNITS = {
    "X": ("quantity", "things"),
    "N": ("count", "pieces"),
    "CNY": ("currency", "CNY"),
    "USD": ("currency", "USD"),
    "PERCENT": ("percent", "percent"),
}

_YEARS = tuple(str(year) for year in range(2020, 2026))
_PARTS = tuple(f"{year}-01/{year}-{month}" for year in range(2023, 2026) for month in ("02", "06"))
_DATES = ("2022-06-25", "2023-06-25", "2023-11", "2024-02-29", "2024-06-25", "2024-11", "2025-02-28", "2025-06-24")
_ODD_PERIODS = (
    *("2024-01/2024-11", "2024-01", "2023-01/2023-12"),
    *("2024-01-01/2024-02-29", "0001", "9999", "1999-12-31/2000-01-01", "2000", "2023-03/2023-12", "2022/2024"),
)
periods = st.sampled_from((*_YEARS, *_PARTS, *_DATES, *_ODD_PERIODS))
_days_known = st.sampled_from(("2024", "2024-06", "2025-01-25", "9999"))


def _printed(number: int, places: int) -> str:
    """Print a number of units of the last place."""
    digits = f"{abs(number):0{places + 1}}"
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if number < 0 else ''}{whole}{'.' if places else ''}{fraction}"


# One number for digits and places: each draw takes its time.
_positive_values = st.integers(5, 25_000).map(lambda number: _printed(number // 5, number % 5))
_ODD_VALUES = (
    *("0", "0.0", "-0", "-5", "-12.5", "0.5", "007", "1", "1.0"),
    *("9" * 28, f"0.{'0' * 27}1", f"{'8' * 28}.{'3' * 28}"),
)
# Branches are drawn alike: seven of eight values are plain.
_values = st.one_of([*[_positive_values] * 7, st.sampled_from(_ODD_VALUES)])


def _some(most: int, **fields: SearchStrategy[Any]) -> SearchStrategy[Record]:
    """Draw at most so many of the fields: to draw each and whether it is there takes ten times as long."""
    pairs = [st.tuples(st.just(name), strategy) for name, strategy in fields.items()]
    return st.lists(st.one_of(pairs), max_size=most).map(dict)


def _with(needed: dict[str, SearchStrategy[Any]], more: SearchStrategy[Record]) -> SearchStrategy[Record]:
    return st.tuples(st.fixed_dictionaries(needed), more).map(lambda both: both[0] | both[1])


def _ranges(one: str, other: str) -> Record:
    low, high = sorted((one, other), key=Decimal)
    return {"low": low, "high": high}


_sizes = st.one_of(
    [
        *[_positive_values.map(lambda value: {"value": value})] * 6,
        st.sampled_from([{"value": value} for value in _ODD_VALUES]),
        st.builds(_ranges, _positive_values, _positive_values),
    ]
)
_REMARKS: list[Record] = [
    *({} for _ in range(8)),
    *({"qualifier": word} for word in ("over", "nearly", "about")),
    *({"status": code} for code in "AFEP"),
    *({"rounded_to": step} for step in ("1", "0.5", "100")),
    {"rounded_to": "10", "qualifier": "about"},
    {"rounded_to": "10", "qualifier": "over", "status": "F"},
    {"qualifier": "nearly", "status": "E"},
    {"as_of": "2024-06", "printed": "1亿", "note": "a | b\n\x1b[31m"},
]
# By number: what is drawn from is written out in many a message, and these would be long.
_plain_remarks = st.integers(0, len(_REMARKS) * len(_SOURCES) - 1).map(
    lambda number: {"source": _SOURCES[number % len(_SOURCES)]} | _REMARKS[number // len(_SOURCES)]
)
_odd_remarks = st.builds(lambda name, text: {name: text, "source": "s"}, st.sampled_from(("as_of", "note")), texts)
_sayings = st.builds(dict.__or__, _sizes, st.one_of([*[_plain_remarks] * 4, _odd_remarks]))


def _ranked(found: list[Record]) -> list[Record]:
    """Leave one preferred figure of each period."""
    seen = set()
    for figure in found:
        if (days := span(figure["period"])) in seen:
            figure["rank"] = "alternative"
        seen.add(days)
    return found


def _dated(start: int, in_a_row: list[Record], others: list[tuple[str, Record]], chain: Sequence[str]) -> list[Record]:
    """Date what is said: one period after another, so that most have one before, as far as they go; then others."""
    dated = [*zip(chain[start:], in_a_row, strict=False), *others]
    return _ranked([{"period": period, **said} for period, said in dated])


def observations(chain: Sequence[str], most: int = 5) -> SearchStrategy[list[Record]]:
    """Draw figures, of each period one that is preferred."""
    others = st.lists(st.tuples(st.sampled_from((*chain, *chain, *chain, *_ODD_PERIODS)), _sayings), max_size=2)
    in_a_row = st.lists(_sayings, min_size=min(3, most), max_size=most)
    return st.builds(_dated, st.integers(0, 2), in_a_row, others, st.just(chain))


# What each rhythm has in a row.
_observations_of = {"A": observations(_YEARS), "YTD": observations(_PARTS), "_Z": observations(_DATES)}


_dimensions = _some(
    4,
    title_zh=texts,
    headline=st.booleans(),
    unit_mult=st.sampled_from((0, 2, 3, 8, 9, 12)),
    prices=texts,
    flow=st.sampled_from(("total", "exports")),
    partner=st.sampled_from(("Kazakhstan", "[x]")),
    mode=st.sampled_from(("rail", "road")),
    port=st.sampled_from(("Horgos", "霍尔果斯")),
    operator=texts,
    out_of=st.sampled_from(_IDS),
)
_KINDS = [
    {"theme": theme, "unit": unit, "measure": measure}
    for theme in ("trade", "trade", "routes", "zone")
    for unit in (*_UNITS, "N", "CNY", "USD", "LACKING")
    for measure in ("flow", "stock", "share", "price")
]
_kinds = st.integers(0, len(_KINDS) - 1).map(lambda number: _KINDS[number])
_RHYTHMS = ("A", "A", "A", "YTD", "_Z")


@st.composite
def _series(draw: DrawFn, name: str, rhythm: str) -> Record:
    """Draw a series, most often of the given rhythm."""
    freq = draw(st.sampled_from((*[rhythm] * 6, "A")))
    figures = draw(_observations_of[freq])
    return {
        "id": name,
        "title": draw(texts),
        **draw(_kinds),
        "freq": freq,
        **draw(_dimensions),
        "observations": figures,
    }


def _rates(found: list[Record]) -> Record:
    plain = {"theme": "trade", "unit": "X", "measure": "price", "freq": "A"}
    return {"id": RATES, "title": "yuan", **plain, "observations": found}


_rate_series = _observations_of["A"].map(_rates)
_routes = _with(
    {"id": texts, "name": texts, "mode": st.sampled_from(("rail", "[x]")), "source": st.sampled_from(_SOURCES)},
    _some(
        4,
        origin=texts,
        destination=texts,
        country=st.sampled_from(("Germany", "Germany; Poland", "[x]", ";")),
        operator=texts,
        since=periods,
        since_qualifier=st.just("by"),
    ),
)
_goods = st.fixed_dictionaries(
    {
        "product": texts,
        "origin": texts,
        "destination": texts,
        "direction": st.sampled_from(("export", "import")),
        "source": st.sampled_from(_SOURCES),
    }
)
_events = st.fixed_dictionaries({"date": periods, "event": texts, "source": st.sampled_from(_SOURCES)})


def _stated(figure: Record) -> Record:
    """Turn a figure into one that a claim states."""
    return {{"period": "at"}.get(name, name): value for name, value in figure.items() if name not in {"rank", "as_of"}}


_two_periods = st.lists(periods, min_size=2, max_size=2, unique_by=span).map(lambda two: sorted(two, key=span))
_two_years = st.lists(st.sampled_from(_YEARS), min_size=2, max_size=2, unique=True).map(sorted)
_above_zero = st.builds(_printed, st.integers(1, 5000), st.integers(0, 2))
_checks = st.one_of(
    st.none(),
    observations(_YEARS, most=2).map(lambda of: {"kind": "figures", "of": [_stated(one) for one in of]}),
    st.builds(lambda two, v: {"kind": "rises", "since": two[0], "until": two[1], "value": v}, _two_years, _values),
    st.builds(lambda two, v: {"kind": "grows", "since": two[0], "until": two[1], "value": v}, _two_periods, _values),
    st.builds(
        lambda at, into, v: {"kind": "converts", "at": at, "into": into, "value": v},
        st.sampled_from(_YEARS),
        st.sampled_from(("CNY", "USD")),
        _above_zero,
    ),
    st.builds(lambda at, word: {"kind": "happens", "date": at, "event": word}, periods, st.sampled_from("ab班")),
)


def _claims(names: Words) -> SearchStrategy[Record]:
    return st.fixed_dictionaries(
        {
            "id": st.sampled_from(_IDS),
            "says": texts,
            "series": st.sampled_from((*names, "none")),
            "source": st.sampled_from(_SOURCES),
            "check": _checks,
        }
    )


_source_records = _with(
    {"publisher": texts, "published": _days_known | _days_known | _days_known | texts},
    _some(2, title=texts, url=texts, cites=texts, note=texts),
)


# The last of the keys is known to no fact base.
_source_tables = st.fixed_dictionaries(
    dict.fromkeys(_SOURCES[:2], _source_records), optional=dict.fromkeys(_SOURCES[2:-1], _source_records)
)


def _unit_table(odd: str) -> Record:
    """Write the table of units, with an odd label for the plainest."""
    plain = {code: {"label": label, "label_zh": f"{label}单位", "kind": kind} for code, (kind, label) in _UNITS.items()}
    return plain | {"X": {"label": odd, "label_zh": odd, "kind": "quantity"}}


@st.composite
def _surroundings(draw: DrawFn, names: Words) -> Record:
    """Draw what a fact base holds besides series, half of the time nothing."""
    if draw(st.booleans()):
        return {"routes": [], "goods": [], "events": [], "claims": []}
    return {
        "routes": draw(st.lists(_routes, max_size=2)),
        "goods": draw(st.lists(_goods, max_size=1)),
        "events": draw(st.lists(_events, max_size=2)),
        "claims": list({claim["id"]: claim for claim in draw(st.lists(_claims(names), max_size=3))}.values()),
    }


@st.composite
def fact_bases(draw: DrawFn, *, money: bool = False) -> Record:
    """Draw a fact base that is accepted: few series over few years, so that much can be compared, and odd ones.

    With money, the first two series are the same in yuan and in dollars, and there are rates.
    """
    names = draw(st.lists(st.sampled_from(_IDS), min_size=2, max_size=4, unique=True))
    rhythm = draw(st.sampled_from(_RHYTHMS))
    found = [draw(_series(name, rhythm)) for name in names]
    if money:
        found[0] |= {"theme": "trade", "unit": "CNY"}
        found[1] = found[0] | {"id": names[1], "unit": "USD", "observations": draw(_observations_of["A"])}
        found.append(draw(_rate_series))
    found[0]["published_growth"] = names[-1]
    return {
        "units": _unit_table(draw(texts)),
        "sources": draw(_source_tables),
        "series": found,
        **draw(_surroundings(names)),
    }


def encoded(base: Record) -> str:
    """Write a fact base as it goes into standard input."""
    return json.dumps(base, ensure_ascii=False)


class Form(NamedTuple):
    """A way to ask: the command and what makes it this question, what goes with it, and the columns it answers with.

    `words` draws the names and periods that it takes from a fact base; None where that has too few. It is this question
    with the `needed` options only; where the columns are named after series, those are not listed.
    """

    asked: tuple[str, ...]
    words: Callable[[Record], SearchStrategy[Words] | None]
    options: tuple[str, ...]
    columns: tuple[str, ...]
    needed: tuple[str, ...] = ()


class Line(NamedTuple):
    """A command line that is right for its fact base: a way to ask, names and periods, and the values of options."""

    form: str
    words: Words
    options: dict[str, str]

    def spelled(self, *more: str) -> Words:
        """Write the line, with more options."""
        options = [word for name, value in self.options.items() for word in _option(name, value)]
        # What begins with a minus is an option unless two of them stand before it.
        last = ["--", *self.words] if any(word.startswith("-") for word in self.words) else self.words
        return [*FORMS[self.form].asked, *options, *more, *last]


def _option(name: str, value: str) -> Words:
    if OPTIONS.get(name) is _flag:
        return [name]
    return [f"{name}={value}"] if name.startswith("--") else [name, value]


_flag = st.just("")
# An option of a question: what it takes. Each form below names its own.
OPTIONS: dict[str, SearchStrategy[str]] = {
    "--since": periods,
    "--until": periods,
    "--flow": st.sampled_from(("total", "Exports")),
    "--partner": st.sampled_from(("kazakhstan", "[x]")),
    "--mode": st.sampled_from(("rail", "ROAD")),
    "--port": st.sampled_from(("Horgos", "霍尔果斯")),
    "--country": st.sampled_from(("Germany", "poland", "[x]")),
    "--index": st.sampled_from(_YEARS),
    "--get": st.sampled_from(_YEARS),
    "--as-of": _days_known,
    "--currency": st.sampled_from(("CNY", "USD", "usd")),
    "--lang": st.sampled_from(("en", "zh", "ZH")),
    "--alternatives": _flag,
    "--forecasts": _flag,
    "--cite": _flag,
}

SOURCES = ("key", "title", "publisher", "published", "url", "figures", "number", "cites", "note", "accessed", "used_by")
_FIGURES = (
    *("series", "period", "value", "low", "high", "unit", "qualifier", "status", "rank", "yoy_pct", "yoy_pct_low"),
    *("yoy_pct_high", "as_of", "printed", "source", "note"),
)
_GROWTH = (
    *("series", "from", "to", "years", "start", "end", "unit", "change", "change_pct", "change_pct_low"),
    *("change_pct_high", "multiple", "cagr_pct", "cagr_pct_low", "cagr_pct_high", "doubling_years", "status"),
    *("trend", "sources"),
)
_YEARLY = (
    *("series", "period", "value", "unit", "previous", "change", "yoy_pct", "yoy_pct_low", "yoy_pct_high"),
    *("published_pct", "verdict", "status", "source"),
)
_WHY = (
    *("series", "part", "period", "value", "low", "high", "unit", "qualifier", "status", "as_of", "difference"),
    *("difference_pct", "source", "url", "note"),
)
_NAMED = ("id", "name", "mode", "origin", "destination", "country", "operator", "since", "source")
_YEARS_COMPARED = ("series", "unit", "change", "change_pct", "multiple", "cagr_pct", "status")
_FOUND = ("kind", "id", "title", "unit", "first", "last", "trend", "figures")
_CLAIMS = ("id", "claim", "verdict", "working", "source")
_ONE = ("series", "period", "unit", "qualifier", "status", "source", "value")
_SENTENCES = ("series", "sources", "sentence")


def ids(base: Record, theme: str | None = None) -> Words:
    """List the ids of the series of a theme, or of all."""
    return [series["id"] for series in base["series"] if theme in {None, series["theme"]}]


def _names(theme: str | None = None) -> Callable[[Record], SearchStrategy[Words] | None]:
    return lambda base: _from(ids(base, theme))


def _two_names(base: Record) -> SearchStrategy[Words] | None:
    # A series cannot be a column beside the first one when it has its name.
    return _from([name for name in ids(base) if name != "period"], fewest=2)


def _from(names: Words, fewest: int = 0) -> SearchStrategy[Words] | None:
    if len(names) < fewest:
        return None
    if not names:
        return st.just([])
    # All of them often: an answer of many rows says more.
    return st.just(names) | st.lists(st.sampled_from(names), min_size=fewest, max_size=3, unique=True)


def _dates_and_names(base: Record) -> SearchStrategy[Words] | None:
    """Draw periods of one series, and it or no name; a word that is the id of a series is no period."""
    found = []
    for series in base["series"]:
        dates = [figure["period"] for figure in series["observations"]]
        apart = _from(list({span(one): one for one in dates if one not in ids(base)}.values()), fewest=2)
        if apart is not None:
            found.append(st.builds(list.__add__, apart, st.sampled_from(([], [series["id"]]))))
    return st.one_of(found) if found else None


def _name_and_dates(count: int) -> Callable[[Record], SearchStrategy[Words] | None]:
    """Draw a series and so many periods of it, each ending later than the one before."""

    def words(base: Record) -> SearchStrategy[Words] | None:
        found = []
        for series in base["series"]:
            ends = {span(figure["period"])[1]: figure["period"] for figure in series["observations"]}
            found += [[series["id"], *dates] for dates in combinations([ends[last] for last in sorted(ends)], count)]
        return st.sampled_from(found) if found else None

    return words


def _nothing(_base: Record) -> SearchStrategy[Words]:
    return st.just([])


def _searched(_base: Record) -> SearchStrategy[Words]:
    return st.lists(st.sampled_from(("a", "trade", "班", "x", "[", "\t", "")), max_size=2)


def _claim_ids(base: Record) -> SearchStrategy[Words] | None:
    return _from([claim["id"] for claim in base["claims"]])


def _source_keys(base: Record) -> SearchStrategy[Words] | None:
    return _from(list(base["sources"]))


_WINDOW = ("--since", "--until")
_VIEW = ("--as-of", "--lang")
_LOOK = (*_VIEW, "--cite")
_MONEY = (*_LOOK, "--forecasts", "--currency")
_TRADE = (*_MONEY, *_WINDOW, "--flow", "--partner", "--alternatives")
_ROUTES = (*_LOOK, *_WINDOW, "--mode", "--port", "--alternatives", "--forecasts")
# A new command, or a new way to ask one, is a line here.
FORMS = {
    "trade": Form(("trade",), _names("trade"), _TRADE, _FIGURES),
    "routes": Form(("routes",), _names("routes"), _ROUTES, _FIGURES),
    "one of trade": Form(("trade",), _names("trade"), (*_LOOK, "--flow", "--partner"), _ONE, ("--get",)),
    "one of routes": Form(("routes",), _names("routes"), (*_LOOK, "--mode", "--port"), _ONE, ("--get",)),
    "named": Form(("routes", "--named"), _nothing, (*_LOOK, *_WINDOW, "--mode", "--country"), _NAMED),
    "growth": Form(("growth",), _names(), (*_MONEY, *_WINDOW), _GROWTH),
    "yearly": Form(("growth", "--yearly"), _names(), (*_MONEY, *_WINDOW), _YEARLY),
    "said growth": Form(("growth", "--say"), _names(), (*_MONEY, *_WINDOW), _SENTENCES),
    "series": Form(("compare",), _two_names, (*_MONEY, *_WINDOW), ("period",)),
    "index": Form(("compare",), _two_names, (*_MONEY, *_WINDOW), ("period",), ("--index",)),
    "years": Form(("compare",), _dates_and_names, _MONEY, _YEARS_COMPARED),
    "why": Form(("why",), _name_and_dates(1), (*_LOOK, "--forecasts"), _WHY),
    "why growth": Form(("why",), _name_and_dates(2), (*_LOOK, "--forecasts"), _WHY),
    "said figure": Form(("why", "--say"), _name_and_dates(1), (*_LOOK, "--forecasts"), _SENTENCES),
    "said why": Form(("why", "--say"), _name_and_dates(2), (*_LOOK, "--forecasts"), _SENTENCES),
    "facts": Form(("facts",), _searched, _VIEW, _FOUND),
    "observations": Form(("facts", "--observations"), _searched, (*_VIEW, *_WINDOW), _FIGURES),
    "claims": Form(("claims",), _claim_ids, _LOOK, _CLAIMS),
    "sources": Form(("sources",), _source_keys, ("--lang",), SOURCES),
    "check": Form(("check",), _nothing, (), ("path", "line", "fault")),
}


@st.composite
def questions(draw: DrawFn, *forms: str, money: bool | None = None) -> tuple[Record, Line]:
    """Draw a fact base and a command line of one of the forms, or of any, that is right for it.

    Nothing in the line is unknown, and no window ends before it starts. With money, it asks for one currency.
    """
    form = draw(st.sampled_from(forms or tuple(FORMS)))
    base = draw(fact_bases(money=draw(st.booleans()) if money is None else money))
    words = FORMS[form].words(base)
    assume(words is not None)
    offered = FORMS[form].options
    asked = draw(st.lists(st.sampled_from(offered), max_size=3, unique=True)) if offered else []
    needed = (*FORMS[form].needed, *(["--currency"] if money else []))
    options = {name: draw(OPTIONS[name]) for name in (*asked, *needed)}
    if {*_WINDOW} <= options.keys() and span(options["--since"])[0] > span(options["--until"])[1]:
        del options["--until"]
    return base, Line(form, draw(words) if words is not None else [], options)


@st.composite
def arrangements(draw: DrawFn, line: Line) -> dict[str, str]:
    """Draw how an answer is arranged: sorted by a column, cut to so many rows, projected to some columns."""
    columns = FORMS[line.form].columns
    shown = SOURCES if "--cite" in line.options else columns
    sort = st.builds(str.__add__, st.sampled_from(("", "-")), st.sampled_from(columns))
    choice = st.lists(st.sampled_from(shown), min_size=1, max_size=4, unique=True).map(",".join)
    return draw(st.fixed_dictionaries({}, optional={"--sort": sort, "-n": st.sampled_from("0123"), "-c": choice}))
