"""What is a figure? The frozen record of an observation, and the kinds of text that records are made of."""

# No postponed annotations here: msgspec would have to evaluate every one of them at every start.
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from xjcli import periods

# The same in JSON Schema and in Python, where a dollar sign would let a line break follow.
_END = r"(?![\s\S])"
DIGITS = r"[0-9]{1,28}(?:\.[0-9]{1,28})?"
AS_PRINTED = 'write at most 28 digits as a string, such as "158.9"'
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_MONTH_AND_DAY = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:[01][1-9]|[12]0|2[1-8])"
)
_DAY = rf"(?!0000)(?:[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]|{_MONTH_AND_DAY}))?|{_LEAP_YEAR}-02-29)"
PRINTED = f"^-?{DIGITS}{_END}"
ABOVE_ZERO = f"^(?=[0.]*[1-9]){DIGITS}{_END}"
PERIOD = f"^{_DAY}(?:/{_DAY})?{_END}"
YEAR = rf"^(?!0000)([0-9]{{4}})(?:(?:-01(?:-01)?)?/\1(?:-12(?:-31)?)?)?{_END}"
WORDS = r"\S"

Printed: TypeAlias = Annotated[Decimal, Meta(extra_json_schema={"pattern": PRINTED})]
AboveZero: TypeAlias = Annotated[Decimal, Meta(extra_json_schema={"pattern": ABOVE_ZERO})]
When: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": PERIOD})]
Name: TypeAlias = Annotated[str, Meta(extra_json_schema={"minLength": 1})]
Status = Literal["A", "F", "E", "P"]
Qualifier = Literal["over", "nearly", "about"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A record of the file: nothing changes after it was read, and a misspelt key is a fault."""


class Observation(Record, frozen=True, gc=False):
    """A figure of one period: a value, or a range from low to high, with its source."""

    period: Annotated[
        When, Meta(description="Time of the figure, ISO 8601: 2024, 2024-06, 2024-06-25, 2024-01/2024-11")
    ]
    source: Annotated[str, Meta(description="Key of the source", extra={"refers": "sources"})]
    value: Annotated[Printed | None, Meta(description="Value, its digits exactly as printed: 158.9")] = None
    low: Annotated[Printed | None, Meta(description="Lower end of a range, in place of a value")] = None
    high: Annotated[Printed | None, Meta(description="Upper end of a range, in place of a value")] = None
    rounded_to: Annotated[
        AboveZero | None, Meta(description="Last place that was meant, where more digits are printed: 100 for 16800")
    ] = None
    qualifier: Annotated[
        Qualifier | None,
        Meta(description="The value is a lower bound (over), an upper bound (nearly) or a hint (about)"),
    ] = None
    status: Annotated[
        Status,
        Meta(description="Observation status, SDMX CL_OBS_STATUS: A normal, F forecast, E estimated, P provisional"),
    ] = "A"
    rank: Annotated[
        Literal["alternative"] | None, Meta(description="Another source says otherwise; absent, the preferred figure")
    ] = None
    as_of: Annotated[str | None, Meta(description="Vintage: when the figure was published, ISO 8601")] = None
    printed: Annotated[str | None, Meta(description="Words of the source, where it prints no digits")] = None
    note: Annotated[str | None, Meta(description="Note on the figure, one line")] = None

    def __post_init__(self) -> None:
        """Refuse what no report could show; the decoder adds the place to the message."""
        periods.parse(self.period)
        value = self.value
        if value is not None and self.low is None and self.high is None and self.rounded_to is None:
            # The rest is for the few figures among a million that are more than a value.
            if not value.is_finite():
                raise ValueError("a value is not a number")
            return
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


class Stated(Observation, frozen=True):
    """A figure as a claim states it, of the claim's own series unless it names another; its source is the claimant."""

    # In the file "period" opens observations only, one a line.
    period: Annotated[
        When, Meta(description="Time of the figure, ISO 8601: 2024, 2024-06, 2024-06-25, 2024-01/2024-11")
    ] = field(name="at")
    source: Annotated[
        str, Meta(description="Key of the source; absent, that of the claim", extra={"refers": "sources"})
    ] = ""
    series: Annotated[
        str | None, Meta(description="Id of the series; absent, that of the claim", extra={"refers": "series"})
    ] = None
