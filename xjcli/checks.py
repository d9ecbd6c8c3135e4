"""How is a statement held against the figures? The frozen records of claims and of the kinds of check."""

# No postponed annotations here: msgspec would have to evaluate every one of them at every start.
from typing import Annotated, Literal

from msgspec import Meta

from xjcli import periods
from xjcli.observations import WORDS, YEAR, AboveZero, Name, Printed, Qualifier, Record, Stated, When


class Figures(Record, frozen=True, tag_field="kind", tag="figures"):
    """A check that these are the figures; one of status F is an expectation."""

    of: Annotated[tuple[Stated, ...], Meta(description="Figures as stated", extra_json_schema={"minItems": 1})]

    def __post_init__(self) -> None:
        """Refuse a check that checks nothing."""
        if not self.of:
            raise ValueError("figures needs at least one figure")


class Rises(Record, frozen=True, tag_field="kind", tag="rises"):
    """A check that the series rose by more than the value, in its own unit, in every year after the first."""

    since: Annotated[str, Meta(description="First year", extra_json_schema={"pattern": YEAR})]
    until: Annotated[str, Meta(description="Last year", extra_json_schema={"pattern": YEAR})]
    value: Annotated[Printed, Meta(description="Rise that every year exceeded, in the unit of the series")]

    def __post_init__(self) -> None:
        """Refuse what are no years, or no two."""
        first, last = periods.parse(self.since), periods.parse(self.until)
        if not (first.is_year and last.is_year and first.first < last.first):
            raise ValueError("rises needs a year and a later year")

    @property
    def years(self) -> range:
        """List the years that have to rise above the year before."""
        return range(periods.parse(self.since).first.year + 1, periods.parse(self.until).first.year + 1)


class Grows(Record, frozen=True, tag_field="kind", tag="grows"):
    """A check that the series grew by the value, in percent, from one period to the other."""

    since: Annotated[When, Meta(description="Period from which it grew")]
    until: Annotated[When, Meta(description="Period until which it grew")]
    value: Annotated[Printed, Meta(description="Growth in percent, its digits exactly as printed")]
    qualifier: Annotated[
        Qualifier | None,
        Meta(description="The value is a lower bound (over), an upper bound (nearly) or a hint (about)"),
    ] = None

    def __post_init__(self) -> None:
        """Refuse a period that is none, and two that are not in order."""
        if periods.parse(self.since).span >= periods.parse(self.until).span:
            raise ValueError("since is not before until")


class Converts(Record, frozen=True, tag_field="kind", tag="converts", rename={"period": "at"}):
    """A check that the figure of the series, at the rate of its period, is the value in the other currency."""

    period: Annotated[When, Meta(description="Period of the figure, and of the rate")]
    into: Annotated[Literal["CNY", "USD"], Meta(description="Currency of the value")]
    value: Annotated[AboveZero, Meta(description="Amount in the other currency, its digits exactly as printed")]

    def __post_init__(self) -> None:
        """Refuse a period that is none, and an amount that implies no rate."""
        periods.parse(self.period)
        if self.value.is_nan() or self.value <= 0:
            raise ValueError("value is not above zero")


class Happens(Record, frozen=True, tag_field="kind", tag="happens"):
    """A check that the event whose text has all these words happened on the date."""

    date: Annotated[When, Meta(description="Date, or the period that the event falls in")]
    event: Annotated[str, Meta(description="Words of the event", extra_json_schema={"pattern": WORDS})]

    def __post_init__(self) -> None:
        """Refuse a date that is none, and words that every event has."""
        periods.parse(self.date)
        if not self.event.split():
            raise ValueError("event needs at least one word")


class Claim(Record, frozen=True):
    """A statement about a series, in our own words, and how to hold it against the figures."""

    id: Annotated[Name, Meta(description="Identifier, kebab-case", extra={"names": "claims"})]
    says: Annotated[str, Meta(description="Statement, in our own words")]
    series: Annotated[str, Meta(description="Id of the series that it is about", extra={"refers": "series"})]
    source: Annotated[str, Meta(description="Key of the source that states it", extra={"refers": "sources"})]
    check: Annotated[
        Figures | Rises | Grows | Converts | Happens | None,
        Meta(
            description="How to hold it against the figures; absent, it cannot be checked. "
            "figures: these are the figures; rises: by more than the value in every year; "
            "grows: by the value, in percent; converts: the figure is the value in the other currency; "
            "happens: the event happened on the date"
        ),
    ] = None
