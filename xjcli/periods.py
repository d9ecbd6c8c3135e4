"""When? Periods of ISO 8601: parsed, ordered, cut by a window, measured in years."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import lru_cache

from msgspec import Struct

from xjcli.errors import UsageError

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DECEMBER = 12
# Whatever a caller of Python has set for its own decimals.
_YEARS = Context(prec=28)
_YEAR_END = (12, 31)


class PeriodError(UsageError, ValueError):
    """A text is not a period; a value error too, so that the decoder of a fact base adds the place."""


class Period(Struct, frozen=True, order=True):
    """A span of whole days, ordered by its first day, then by its last."""

    first: date
    last: date
    text: str

    @property
    def span(self) -> tuple[date, date]:
        """Tell the days apart from the spelling: 2024 and 2024-01/2024-12 have one span."""
        return self.first, self.last

    @property
    def is_year(self) -> bool:
        """Tell whether the period is one whole calendar year."""
        first, last = self.first, self.last
        return first.year == last.year and first.month == first.day == 1 and (last.month, last.day) == _YEAR_END


class Window(Struct, frozen=True):
    """What is shown: the periods wholly in or after `since` and wholly in or before `until`."""

    since: Period | None = None
    until: Period | None = None

    def holds(self, period: Period) -> bool:
        """Tell whether the whole period lies in the window."""
        return (self.since is None or period.first >= self.since.first) and (
            self.until is None or period.last <= self.until.last
        )

    def __str__(self) -> str:
        """Say the window as it goes into a sentence: "since 2012 until 2024"."""
        ends = (("since", self.since), ("until", self.until))
        return " ".join(f"{word} {end.text}" for word, end in ends if end)


def _last_day(year: int, month: int) -> date:
    # The last month of year 9999 has no next month to count back from.
    return date(year, 12, 31) if month == _DECEMBER else date(year, month + 1, 1) - timedelta(days=1)


def _ends(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text)
    if found is None:
        raise PeriodError(text)
    year, month, day = (None if part is None else int(part) for part in found.groups())
    if year is None or month is None:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if day is None:
        return date(year, month, 1), _last_day(year, month)
    return date(year, month, day), date(year, month, day)


@lru_cache(maxsize=65536)
def parse(text: str) -> Period:
    """Read a year, month, day or an interval of them: 2024, 2024-06, 2024-06-25, 2024-01/2024-11.

    Raises PeriodError for any other text, for a day that does not exist and for an interval that ends before it starts.
    """
    text = str(text)  # a year is a number to Python
    start, _, end = text.partition("/")
    try:
        first = _ends(start)[0]
        last = _ends(end if "/" in text else start)[1]
    except ValueError:
        first, last = date.max, date.min
    if first > last:
        message = f"'{text[:40]}' is not a period; write 2024, 2024-06, 2024-06-25 or 2024-01/2024-11"
        raise PeriodError(message)
    return Period(first, last, text)


@lru_cache(maxsize=65536)
def year_before(period: Period) -> Period | None:
    """Find the same period one year earlier; None where there is none (29 February alone, year 1).

    The end of a month stays one: January to February of a leap year follows January to February of any year.
    """
    if period.first.year == date.min.year:
        return None
    try:
        first = period.first.replace(year=period.first.year - 1)
        if _is_month_end(period.last) and period.first != period.last:
            last = _last_day(period.last.year - 1, period.last.month)
        else:
            last = period.last.replace(year=period.last.year - 1)
    except ValueError:
        return None
    # Spelled by its days where the end of February moves.
    text = "/".join(f"{int(end[:4]) - 1:04}{end[4:]}" for end in period.text.split("/"))
    same = "02-28" not in text and "02-29" not in text
    return Period(first, last, text if same else f"{first.isoformat()}/{last.isoformat()}")


def stretch(period: Period) -> tuple[int, ...]:
    """Describe which part of a year a period covers, the same for every year: flows over it can be compared."""
    first, last = period.first, period.last
    if last == date.max:  # no day comes after it
        return first.month, first.day, 1, 1, last.year + 1 - first.year
    after = last + timedelta(days=1)
    return first.month, first.day, after.month, after.day, after.year - first.year


def window(since: str | None, until: str | None) -> Window:
    """Make the window between two periods; raises PeriodError when it ends before it starts."""
    cut = Window(None if since is None else parse(since), None if until is None else parse(until))
    if cut.since and cut.until and cut.since.first > cut.until.last:
        message = f"--since {cut.since.text} is after --until {cut.until.text}"
        raise PeriodError(message)
    return cut


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1 if day < date.max else True


def _anniversary(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February in a year that has none
        return date(year, 2, 28)


def elapsed_years(start: Period, end: Period) -> Decimal:
    """Measure the years from the last day of one period to the last day of another; negative when it goes back.

    Between ends of months it counts months (2012 to 2025-08: 12 years and 8 months, 12.67), else whole years and
    then days as a share of the year they lie in (2024-06-25 to 2025-06-25: 1).
    """
    if start.last > end.last:
        return _YEARS.minus(elapsed_years(end, start))
    a, b = start.last, end.last
    if _is_month_end(a) and _is_month_end(b):
        return _YEARS.divide(Decimal((b.year - a.year) * 12 + b.month - a.month), Decimal(12))
    years = b.year - a.year - (_anniversary(a, b.year) > b)
    whole = _anniversary(a, a.year + years)
    # Measured backwards from `b` the next anniversary could lie beyond the last year that dates know.
    length = 366 if _has_leap_day(whole) else 365
    return _YEARS.add(Decimal(years), _YEARS.divide(Decimal((b - whole).days), Decimal(length)))


def _has_leap_day(start: date) -> bool:
    """Tell whether the year that begins at `start` contains a 29 February."""
    year = start.year + ((start.month, start.day) > (2, 28))
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
