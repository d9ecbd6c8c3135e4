"""What is known? The frozen records of a fact base. The only room that knows the shape of the file."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec
from msgspec import Struct

from xjcli import periods
from xjcli.errors import quoted, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

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


Item = TypeVar("Item", bound=Hashable)


def repeated(items: Iterable[Item]) -> Item | None:
    """Find the first item that comes a second time; None when all are different."""
    seen: set[Item] = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None


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

    rate_source: str = ""

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
        figures = [periods.parse(one.period) for one in self.observations if one.rank is None]
        twice = repeated(period.span for period in figures)
        if twice:
            text = next(period.text for period in figures if period.span == twice)
            raise ValueError(f"two preferred figures of {text}")


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
        twice = repeated(series.id for series in self.series)
        if twice is not None:
            raise ValueError(f"two series have the id {quoted(twice)}")

    def in_language(self, language: str) -> FactBase:
        """Show titles and units in another language, where there are any; raises UsageError for an unknown one."""
        if language.lower() not in _LANGUAGES:
            raise unknown("language", language, _LANGUAGES)
        if language.lower() == "en":
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
