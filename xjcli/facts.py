"""What is known? The frozen records of a fact base. The only room that knows the shape of the file."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from pkgutil import get_data
from typing import Literal

import msgspec
from msgspec import Struct

from xjcli import periods
from xjcli.errors import FactError, quoted, unknown
from xjcli.text import visible

Status = Literal["A", "F", "E", "P"]
Qualifier = Literal["over", "nearly", "about"]
Scale = Literal[0, 2, 3, 4, 6, 8, 9, 12]

_SCALES = {
    2: "hundred",
    3: "thousand",
    4: "ten thousand",
    6: "million",
    8: "hundred million",
    9: "billion",
    12: "trillion",
}
_SCALES_ZH = {2: "百", 3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿", 12: "万亿"}
_LANGUAGES = ("en", "zh")
# A value is a string of plain digits: no exponent, no underscore, no JSON number that a reader may turn into a float.
_VALUES = frozenset({"value", "low", "high", "rounded_to"})
_PRINTED = re.compile(r"-?[0-9]{1,28}(?:\.[0-9]{1,28})?")
_SUCH_AS = '"158.9"'
_MOST_SHOWN = 40
_MOST_SAID = 140
_BYTE = re.compile(r"\(byte ([0-9]+)\)")


class _Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A record of the file: nothing changes after it was read, and a misspelt key is a fault."""


class Unit(_Record, frozen=True):
    """A unit of measure; counts are exact, percent changes in points, currencies do not mix."""

    label: str
    label_zh: str
    kind: Literal["count", "currency", "percent", "quantity"]


class Source(_Record, frozen=True):
    """Who says so, when and where."""

    publisher: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    cites: str | None = None
    note: str | None = None


class Observation(_Record, frozen=True, gc=False):
    """A figure of one period: a value, or a range from low to high, with its source."""

    period: str
    source: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    rounded_to: Decimal | None = None
    qualifier: Qualifier | None = None
    status: Status = "A"
    rank: Literal["alternative"] | None = None
    as_of: str | None = None
    printed: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no report could show; the decoder adds the place to the message."""
        periods.parse(self.period)
        if not all(
            value.is_finite() for value in (self.value, self.low, self.high, self.rounded_to) if value is not None
        ):
            raise ValueError("a value is not a number")
        if self.value is None:
            if self.low is None or self.high is None:
                raise ValueError("an observation needs a value, or low and high")
            if self.low > self.high:
                raise ValueError("low is above high")
        elif self.low is not None or self.high is not None:
            raise ValueError("an observation has a value, or low and high, not both")
        if self.rounded_to is not None and self.rounded_to <= 0:
            raise ValueError("rounded_to is not above zero")


class Converted(Observation, frozen=True):
    """A figure computed from one in another currency, with the interval that figure and rate leave; in no file."""

    def __post_init__(self) -> None:
        """Accept what was computed from checked figures: a value together with its limits."""


class Series(_Record, frozen=True):
    """Observations of one thing in one unit."""

    id: str
    title: str
    theme: Literal["trade", "routes", "zone"]
    unit: str
    measure: Literal["flow", "stock", "rate", "share", "price", "index"]
    freq: Literal["A", "YTD", "_Z"]
    observations: tuple[Observation, ...]
    title_zh: str | None = None
    headline: bool = False
    unit_mult: Scale = 0
    prices: str | None = None
    ref_area: str = "CN-XJ"
    flow: str | None = None
    partner: str | None = None
    mode: str | None = None
    port: str | None = None
    operator: str | None = None
    out_of: str | None = None
    published_growth: str | None = None

    def __post_init__(self) -> None:
        """Refuse two preferred figures of one period: no report could tell which is meant."""
        spans = [periods.parse(one.period).span for one in self.observations if one.rank is None]
        if len(spans) != len(set(spans)):
            twice = next(one.period for one in self.observations if spans.count(periods.parse(one.period).span) > 1)
            raise ValueError(f"two preferred figures of {twice}")


class Route(_Record, frozen=True):
    """A named route; `since` is its first known date, `by` when it may be older."""

    id: str
    name: str
    mode: str
    source: str
    origin: str | None = None
    destination: str | None = None
    country: str | None = None
    operator: str | None = None
    since: str | None = None
    since_qualifier: Literal["by"] | None = None

    def __post_init__(self) -> None:
        """Refuse a date that no window could place."""
        if self.since is not None:
            periods.parse(self.since)


class Good(_Record, frozen=True):
    """A product that travels a route."""

    product: str
    origin: str
    destination: str
    direction: Literal["export", "import"]
    source: str


class Event(_Record, frozen=True):
    """Something that happened on a date."""

    date: str
    event: str
    source: str

    def __post_init__(self) -> None:
        """Refuse a date that no window could place."""
        periods.parse(self.date)


class Stated(Observation, frozen=True):
    """A figure as a claim states it, of the claim's own series unless it names another; its source is the claimant."""

    # In the file "period" opens observations only, one a line.
    period: str = msgspec.field(name="at")
    source: str = ""
    series: str | None = None


class Figures(_Record, frozen=True, tag_field="kind", tag="figures"):
    """A check that these are the figures; one of status F is an expectation."""

    of: tuple[Stated, ...]

    def __post_init__(self) -> None:
        """Refuse a check that checks nothing."""
        if not self.of:
            raise ValueError("figures needs at least one figure")


class Rises(_Record, frozen=True, tag_field="kind", tag="rises"):
    """A check that the series rose by more than the value, in its own unit, in every year after the first."""

    since: str
    until: str
    value: Decimal

    def __post_init__(self) -> None:
        """Refuse what are no years, or no two."""
        first, last = periods.parse(self.since), periods.parse(self.until)
        if not (first.is_year and last.is_year and first.first < last.first):
            raise ValueError("rises needs a year and a later year")

    @property
    def years(self) -> range:
        """List the years that have to rise above the year before."""
        return range(periods.parse(self.since).first.year + 1, periods.parse(self.until).first.year + 1)


class Grows(_Record, frozen=True, tag_field="kind", tag="grows"):
    """A check that the series grew by the value, in percent, from one period to the other."""

    since: str
    until: str
    value: Decimal
    qualifier: Qualifier | None = None

    def __post_init__(self) -> None:
        """Refuse a period that is none, and two that are not in order."""
        if periods.parse(self.since).span >= periods.parse(self.until).span:
            raise ValueError("since is not before until")


class Converts(_Record, frozen=True, tag_field="kind", tag="converts", rename={"period": "at"}):
    """A check that the figure of the series, at the rate of its period, is the value in the other currency."""

    period: str
    into: Literal["CNY", "USD"]
    value: Decimal

    def __post_init__(self) -> None:
        """Refuse a period that is none, and an amount that implies no rate."""
        periods.parse(self.period)
        if self.value <= 0:
            raise ValueError("value is not above zero")


class Happens(_Record, frozen=True, tag_field="kind", tag="happens"):
    """A check that the event whose text has all these words happened on the date."""

    date: str
    event: str

    def __post_init__(self) -> None:
        """Refuse a date that is none, and words that every event has."""
        periods.parse(self.date)
        if not self.event.split():
            raise ValueError("event needs at least one word")


class Claim(_Record, frozen=True):
    """A statement about a series, in our own words, and how to hold it against the figures."""

    id: str
    says: str
    series: str
    source: str
    check: Figures | Rises | Grows | Converts | Happens | None = None


class FactBase(_Record, frozen=True):
    """All that is known, with the units and the sources it rests on."""

    series: tuple[Series, ...]
    sources: dict[str, Source]
    units: dict[str, Unit] = {}
    routes: tuple[Route, ...] = ()
    goods: tuple[Good, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    version: str | None = None
    date: str | None = None
    language: Literal["en", "zh"] = "en"

    def __post_init__(self) -> None:
        """Refuse two series of one name: no question could tell which is meant."""
        ids = [series.id for series in self.series]
        if len(ids) != len(set(ids)):
            raise ValueError(f"two series have the id {quoted(next(name for name in ids if ids.count(name) > 1))}")

    def in_language(self, language: str) -> FactBase:
        """Show titles and units in another language, where there are any; raises UsageError for an unknown one."""
        if language not in _LANGUAGES:
            raise unknown("language", language, _LANGUAGES)
        if language == "en":
            return self
        series = tuple(msgspec.structs.replace(one, title=one.title_zh or one.title) for one in self.series)
        units = {code: msgspec.structs.replace(unit, label=unit.label_zh) for code, unit in self.units.items()}
        return msgspec.structs.replace(self, series=series, units=units, language="zh")

    def kind_of(self, series: Series) -> str:
        """Tell the kind of unit of a series; a unit that the table lacks is a quantity."""
        unit = self.units.get(series.unit)
        return unit.kind if unit else "quantity"

    def unit_of(self, series: Series) -> str:
        """Spell the unit of a series with its multiplier: "billion CNY"."""
        unit = self.units.get(series.unit)
        label = unit.label if unit else series.unit
        if self.language == "zh":
            return f"{_SCALES_ZH.get(series.unit_mult, '')}{label}"
        return f"{_SCALES.get(series.unit_mult, '')} {label}".strip()


def bundled() -> FactBase:
    """Load the fact base that came with the program: inside the package, or beside it in a checkout."""
    try:
        data = get_data("xjcli", "facts.json")
    except OSError:
        data = (Path(__file__).parent.parent / "facts.json").read_bytes()
    return msgspec.json.decode(data or b"", type=FactBase)


def decode(data: bytes, name: str) -> FactBase:
    """Decode a fact base from anywhere; raises FactError with the place of the first fault.

    What is not UTF-8, repeats a key, holds a value in anything but printed digits or is no fact base is refused.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    fault: str | None
    try:
        data.decode("utf-8")
        base = msgspec.json.decode(data, type=FactBase)
    except UnicodeDecodeError as error:
        fault = f"is not UTF-8: byte 0x{data[error.start]:02x} at {_place(data, error.start)}"
    except msgspec.ValidationError as error:
        fault = f"is not a fact base: {_plain(error)}"
    except (msgspec.DecodeError, RecursionError) as error:
        fault = f"is not JSON: {_why_not_json(data, error)}"
    else:
        fault = _beyond_types(data)
        if not fault:
            return base
    raise FactError(f"{quoted(name)} {fault}")


def _plain(error: Exception) -> str:
    """Turn a decoder's message into plain words: no backquotes, a long name cut, the place kept."""
    reason, at, place = str(error).replace("`", "").replace("Object", "an object", 1).rpartition(" - at ")
    return visible(f"{reason[:_MOST_SAID]}{at}{place[:_MOST_SAID]}")


def _place(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    column = offset - (data.rfind(b"\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def _why_not_json(data: bytes, error: Exception) -> str:
    """Ask the decoder for the place; where it has none, ask the slower one of the standard library."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    found = _BYTE.search(str(error))
    if found:
        reason = str(error).removeprefix("JSON is malformed: ")[: -len(found[0])].strip()
        return f"{reason} at {_place(data, int(found[1]))}"
    import json

    try:
        json.loads(data, parse_int=_Number)
    except json.JSONDecodeError as slower:
        return f"{slower.msg} at line {slower.lineno}, column {slower.colno}"
    except RecursionError:
        return "it is nested too deeply"
    # The standard library lets through just one thing that is not text.
    return "half of a surrogate pair in a string"


class _Number(str):
    """A JSON number, kept as text: a long one would cost quadratic time and is no part of any fact base."""

    __slots__ = ()


def _beyond_types(data: bytes) -> str | None:
    """Find what the types cannot see: values that are not printed digits, and keys given twice in one object."""
    import json

    twice: list[str] = []
    unprinted: list[tuple[str, object]] = []

    def look(pairs: list[tuple[str, object]]) -> None:
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            twice.append(next(key for key in keys if keys.count(key) > 1))
        # Objects arrive here as None: a source may have the key "value".
        unprinted.extend(
            pair for pair in pairs if pair[0] in _VALUES and pair[1] is not None and not _is_printed(pair[1])
        )

    json.loads(data, object_pairs_hook=look, parse_int=_Number, parse_float=_Number)
    if twice:
        return f"gives the key {quoted(twice[0])} twice in one object"
    if unprinted:
        return f"holds the value {_where(data, *unprinted[0])}; write at most 28 digits as a string, such as {_SUCH_AS}"
    return None


def _is_printed(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, _Number) and bool(_PRINTED.fullmatch(value))


def _where(data: bytes, key: str, value: object) -> str:
    """Quote a value as the file has it, with its place unless the file hides it behind escapes."""
    text = str(value) if isinstance(value, _Number) else f'"{value}"'
    found = re.search(rb'"%s"\s*:\s*%s' % (key.encode(), re.escape(text.encode("utf-8", "replace"))), data)
    shown = visible(text[:_MOST_SHOWN])
    return f"{shown} at {_place(data, found.start())}" if found else shown
