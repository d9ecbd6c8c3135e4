"""What is known? The frozen records of a fact base; only `observations` and `checks` know more of the file's shape."""

# No postponed annotations here: msgspec would have to evaluate every one of them at every start.
from collections.abc import Hashable, Iterable
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, field, structs

from xjcli import periods
from xjcli.checks import Claim, Converts, Figures, Grows, Happens, Rises
from xjcli.errors import quoted, unknown
from xjcli.observations import Converted, Name, Observation, Qualifier, Record, Stated, Status, When

__all__ = [
    "Claim",
    "Converted",
    "Converts",
    "Event",
    "FactBase",
    "Figures",
    "Good",
    "Grows",
    "Happens",
    "Observation",
    "Qualifier",
    "Rises",
    "Route",
    "Scale",
    "Series",
    "Source",
    "Stated",
    "Status",
    "Unit",
    "repeated",
]

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
# Years alone, months alone or days alone: those spelled differently are different. Only intervals have two spellings.
_ALIKE = ({4}, {7}, {10})

Item = TypeVar("Item", bound=Hashable)


def repeated(items: Iterable[Item]) -> Item | None:
    """Find the first item that comes a second time; None when all are different."""
    seen: set[Item] = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None


class Unit(Record, frozen=True):
    """A unit of measure; counts are exact, percent changes in points, currencies do not mix."""

    label: Annotated[str, Meta(description="Label in English: tonnes")]
    label_zh: Annotated[str, Meta(description="Label in Chinese: 吨")]
    kind: Annotated[
        Literal["count", "currency", "percent", "quantity"], Meta(description="Kind of unit: what may be computed")
    ]


class Source(Record, frozen=True):
    """Who says so, when and where."""

    publisher: Annotated[str, Meta(description="Publisher, with the medium that passes it on")]
    title: Annotated[str | None, Meta(description="Title")] = None
    published: Annotated[str | None, Meta(description="Date of publication, ISO 8601")] = None
    url: Annotated[str | None, Meta(description="Address, where a stable one exists")] = None
    cites: Annotated[str | None, Meta(description="Whom the source cites")] = None
    note: Annotated[str | None, Meta(description="Note on the source, one line")] = None


class Series(Record, frozen=True):
    """Observations of one thing in one unit."""

    id: Annotated[Name, Meta(description="Identifier, kebab-case", extra={"names": "series"})]
    title: Annotated[str, Meta(description="Title in English")]
    theme: Annotated[
        Literal["trade", "routes", "zone"], Meta(description="Command that shows it: trade, routes; or zone")
    ]
    unit: Annotated[str, Meta(description="Unit of measure (UNIT_MEASURE): key of a unit", extra={"refers": "units"})]
    measure: Annotated[
        Literal["flow", "stock", "rate", "share", "price", "index"],
        Meta(description="What is measured: a flow over a period, a stock at a date, or a ratio of either"),
    ]
    freq: Annotated[
        Literal["A", "YTD", "_Z"],
        Meta(description="Frequency (FREQ): A annual, YTD year to date, _Z no rhythm (snapshots)"),
    ]
    observations: Annotated[tuple[Observation, ...], Meta(description="Observations, in order of time")]
    title_zh: Annotated[str | None, Meta(description="Title in Chinese")] = None
    headline: Annotated[bool, Meta(description="Shown when no series is named")] = False
    unit_mult: Annotated[
        Scale, Meta(description="Unit multiplier (UNIT_MULT), a power of ten: 9 for billion, 8 for 亿")
    ] = 0
    prices: Annotated[str | None, Meta(description="Price base: current or constant")] = None
    ref_area: Annotated[str, Meta(description="Reference area (REF_AREA), ISO 3166")] = "CN-XJ"
    flow: Annotated[str | None, Meta(description="Direction of trade: exports, imports or total")] = None
    partner: Annotated[str | None, Meta(description="Counterpart area (COUNTERPART_AREA): trading partner")] = None
    mode: Annotated[str | None, Meta(description="Mode of transport: rail, road, air, port, pipeline")] = None
    port: Annotated[str | None, Meta(description="Port or airport")] = None
    operator: Annotated[str | None, Meta(description="Company that operates it")] = None
    out_of: Annotated[
        str | None, Meta(description="Id of the series that is the whole of this part", extra={"refers": "series"})
    ] = None
    published_growth: Annotated[
        str | None, Meta(description="Id of the series of its published growth rate", extra={"refers": "series"})
    ] = None

    def __post_init__(self) -> None:
        """Refuse two preferred figures of one period: no report could tell which is meant."""
        texts = [one.period for one in self.observations if one.rank is None]
        if len(set(texts)) == len(texts) and set(map(len, texts)) in _ALIKE:
            return  # as in nearly all of ten thousand
        figures = [periods.parse(text) for text in texts]
        twice = repeated(period.span for period in figures)
        if twice:
            text = next(period.text for period in figures if period.span == twice)
            raise ValueError(f"two preferred figures of {text}")


class Route(Record, frozen=True):
    """A named route; `since` is its first known date, `by` when it may be older."""

    id: Annotated[Name, Meta(description="Identifier, kebab-case", extra={"names": "routes"})]
    name: Annotated[str, Meta(description="Name")]
    mode: Annotated[str, Meta(description="Mode of transport: rail, road, air")]
    source: Annotated[str, Meta(description="Key of the source", extra={"refers": "sources"})]
    origin: Annotated[str | None, Meta(description="Place where it starts")] = None
    destination: Annotated[str | None, Meta(description="Place where it ends")] = None
    country: Annotated[str | None, Meta(description="Country abroad")] = None
    operator: Annotated[str | None, Meta(description="Company that operates it")] = None
    since: Annotated[When | None, Meta(description="First known date, ISO 8601")] = None
    since_qualifier: Annotated[Literal["by"] | None, Meta(description="In service by then, perhaps earlier")] = None

    def __post_init__(self) -> None:
        """Refuse a date that no window could place."""
        if self.since is not None:
            periods.parse(self.since)


class Good(Record, frozen=True):
    """A product that travels a route."""

    product: Annotated[str, Meta(description="Product")]
    origin: Annotated[str, Meta(description="Place where it comes from")]
    destination: Annotated[str, Meta(description="Place where it goes")]
    direction: Annotated[Literal["export", "import"], Meta(description="Direction, seen from the reference area")]
    source: Annotated[str, Meta(description="Key of the source", extra={"refers": "sources"})]


class Event(Record, frozen=True):
    """Something that happened on a date."""

    date: Annotated[When, Meta(description="Date, ISO 8601: 2024, 2024-06 or 2024-06-25")]
    event: Annotated[str, Meta(description="What happened, in our own words")]
    source: Annotated[str, Meta(description="Key of the source", extra={"refers": "sources"})]

    def __post_init__(self) -> None:
        """Refuse a date that no window could place."""
        periods.parse(self.date)


class FactBase(Record, frozen=True):
    """All that is known, with the units and the sources it rests on."""

    series: Annotated[tuple[Series, ...], Meta(description="Series of observations")]
    sources: Annotated[
        dict[str, Source],
        Meta(
            description="Sources by key",
            extra_json_schema={"propertyNames": {"minLength": 1}},
            extra={"names": "sources"},
        ),
    ]
    units: Annotated[
        dict[str, Unit],
        Meta(
            description="Units of measure by code",
            extra_json_schema={"propertyNames": {"minLength": 1}},
            extra={"names": "units"},
        ),
    ] = field(default_factory=dict)
    routes: Annotated[tuple[Route, ...], Meta(description="Named routes")] = ()
    goods: Annotated[tuple[Good, ...], Meta(description="Products that travel the routes")] = ()
    events: Annotated[tuple[Event, ...], Meta(description="Dated events")] = ()
    claims: Annotated[tuple[Claim, ...], Meta(description="Statements to hold against the figures")] = ()
    version: Annotated[str | None, Meta(description="Version of the fact base")] = None
    date: Annotated[str | None, Meta(description="Date on which the fact base was last changed, ISO 8601")] = None
    language: Annotated[Literal["en", "zh"], Meta(description="Language of titles and unit labels")] = "en"
    described_by: Annotated[str | None, Meta(description="Address of this schema, for editors")] = field(
        default=None, name="$schema"
    )

    def __post_init__(self) -> None:
        """Refuse two series of one name: no question could tell which is meant."""
        twice = repeated(series.id for series in self.series)
        if twice is not None:
            raise ValueError(f"two series have the id {quoted(twice)}")

    def in_language(self, language: str) -> "FactBase":
        """Show titles and units in another language, where there are any; raises UsageError for an unknown one."""
        if language.lower() not in _LANGUAGES:
            raise unknown("language", language, _LANGUAGES)
        if language.lower() == "en":
            return self
        series = tuple(structs.replace(one, title=one.title_zh or one.title) for one in self.series)
        units = {code: structs.replace(unit, label=unit.label_zh) for code, unit in self.units.items()}
        return structs.replace(self, series=series, units=units, language="zh")

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
