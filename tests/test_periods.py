"""Periods: parsed, ordered, cut by a window, measured in years."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xjcli.periods import Period, PeriodError, Window, elapsed_years, parse, stretch, window, year_before
from xjcli.render import rounded

_DAYS = st.dates()
_ENDS = st.one_of(
    _DAYS.map(lambda day: f"{day:%Y}".zfill(4)),
    _DAYS.map(lambda day: day.isoformat()[:7]),
    _DAYS.map(lambda day: day.isoformat()),
)
_INTERVALS = st.tuples(_DAYS, _DAYS).map(lambda days: "/".join(day.isoformat() for day in sorted(days)))
_TEXTS = st.one_of(_ENDS, _INTERVALS)
_PERIODS = _TEXTS.map(parse)


def _between(days: tuple[date, ...]) -> Period:
    return parse(f"{days[0].isoformat()}/{days[-1].isoformat()}")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2024", date(2024, 1, 1), date(2024, 12, 31), id="year"),
        pytest.param("2024-06", date(2024, 6, 1), date(2024, 6, 30), id="month"),
        pytest.param("2024-12", date(2024, 12, 1), date(2024, 12, 31), id="december"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="february of a leap year"),
        pytest.param("2023-02", date(2023, 2, 1), date(2023, 2, 28), id="february of a common year"),
        pytest.param("1900-02", date(1900, 2, 1), date(1900, 2, 28), id="february of a century"),
        pytest.param("2024-06-25", date(2024, 6, 25), date(2024, 6, 25), id="day"),
        pytest.param("2024-01/2024-11", date(2024, 1, 1), date(2024, 11, 30), id="months"),
        pytest.param("2012/2024", date(2012, 1, 1), date(2024, 12, 31), id="years"),
        pytest.param("2024-06-25/2025", date(2024, 6, 25), date(2025, 12, 31), id="from a day to a year"),
        pytest.param("2024-06-25/2024-06-25", date(2024, 6, 25), date(2024, 6, 25), id="a day to itself"),
        pytest.param("0001", date(1, 1, 1), date(1, 12, 31), id="first year"),
        pytest.param("9999-12", date(9999, 12, 1), date(9999, 12, 31), id="last month"),
    ],
)
def test_a_period_spans_whole_days(text: str, first: date, last: date) -> None:
    period = parse(text)
    assert (period.first, period.last) == (first, last)
    assert period.span == (first, last)


@given(_TEXTS)
def test_a_period_keeps_its_spelling(text: str) -> None:
    assert parse(text).text == text


@given(_PERIODS)
def test_a_period_ends_no_earlier_than_it_starts(period: Period) -> None:
    assert period.first <= period.last


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("24", id="two digits"),
        pytest.param("20245", id="five digits"),
        pytest.param("-2024", id="sign"),
        pytest.param("0000", id="year zero"),
        pytest.param("2024-6", id="month of one digit"),
        pytest.param("2024-13", id="month thirteen"),
        pytest.param("2024-00", id="month zero"),
        pytest.param("2024-00-15", id="day of month zero"),
        pytest.param("2024-06-00", id="day zero"),
        pytest.param("2024-00/2024-11", id="interval from month zero"),
        pytest.param("2024-06-31", id="day that the month lacks"),
        pytest.param("2023-02-29", id="leap day of a common year"),
        pytest.param("202406", id="no hyphen"),
        pytest.param("2024-06-25T12:00", id="hour"),
        pytest.param("2024-Q2", id="quarter"),
        pytest.param(" 2024", id="space before"),
        pytest.param("2024\n", id="newline after"),
        pytest.param("\uff12\uff10\uff12\uff14", id="digits of another script"),
        pytest.param("2024/", id="interval without an end"),
        pytest.param("/2024", id="interval without a start"),
        pytest.param("/", id="interval without ends"),
        pytest.param("2022/2023/2024", id="three ends"),
        pytest.param("2024-06/2024-05", id="interval that ends before it starts"),
        pytest.param("2024--2025", id="another mark of an interval"),
        pytest.param("trade", id="word"),
    ],
)
def test_any_other_text_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(text)
    assert str(refused.value) == f"'{text}' is not a period; write 2024, 2024-06, 2024-06-25 or 2024-01/2024-11"


def test_a_refusal_quotes_at_most_forty_characters() -> None:
    with pytest.raises(PeriodError) as refused:
        parse("9" * 41)
    assert str(refused.value).startswith(f"'{'9' * 40}' is not a period")


def test_equal_periods_and_windows_find_each_other() -> None:
    year = Period(date(2024, 1, 1), date(2024, 12, 31), "2024")
    assert {parse("2024"): "found"}[year] == "found"
    assert {window("2024", None): "found"}[Window(year)] == "found"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2024", True),
        ("2024-01/2024-12", True),
        ("2024-01-01/2024-12-31", True),
        ("2024-01/2024-11", False),
        ("2024-02/2024-12", False),
        ("2024-01-02/2024-12", False),
        ("2023/2024", False),
        ("2024-12", False),
        ("2024-12-31", False),
    ],
)
def test_a_year_is_one_whole_calendar_year_however_spelled(text: str, whole: bool) -> None:
    assert parse(text).is_year is whole


def test_periods_are_ordered_by_first_day_then_by_last() -> None:
    in_order = ["2023", "2024-01-01", "2024-01", "2024-01/2024-11", "2024", "2024-01-02", "2024-06", "2025"]
    assert [period.text for period in sorted(map(parse, reversed(in_order)))] == in_order


@pytest.mark.parametrize(
    ("since", "until", "text", "held"),
    [
        pytest.param("2012", None, "2012", True, id="in since"),
        pytest.param("2012", None, "2025-08", True, id="after since"),
        pytest.param("2012", None, "2011-12-31", False, id="before since"),
        pytest.param("2012", None, "2011-12/2012-01", False, id="across the first day"),
        pytest.param("2012-06", None, "2012", False, id="a year that begins before since"),
        pytest.param(None, "2024", "2024", True, id="in until"),
        pytest.param(None, "2024", "2008", True, id="before until"),
        pytest.param(None, "2024", "2025-01-01", False, id="after until"),
        pytest.param(None, "2024", "2024-12/2025-01", False, id="across the last day"),
        pytest.param(None, "2024-06", "2024", False, id="a year that ends after until"),
        pytest.param("2012", "2024", "2012/2024", True, id="the whole window"),
        pytest.param("2012", "2024", "2011", False, id="before both"),
        pytest.param("2012", "2024", "2025", False, id="after both"),
        pytest.param("2024-06-25", "2024-06-25", "2024-06-25", True, id="one day"),
        pytest.param(None, None, "0001", True, id="no window"),
    ],
)
def test_a_window_holds_what_lies_wholly_inside(since: str | None, until: str | None, text: str, held: bool) -> None:
    assert window(since, until).holds(parse(text)) is held


@given(st.tuples(*[_DAYS] * 6).map(sorted))
def test_a_wider_window_and_a_shorter_period_stay_held(days: list[date]) -> None:
    outer, inner, period = _between((days[0], days[5])), _between((days[1], days[4])), _between((days[2], days[3]))
    assert Window(inner, inner).holds(period)
    assert Window(outer, outer).holds(period)
    assert Window(outer, outer).holds(inner)


@given(_PERIODS, _PERIODS, _PERIODS)
def test_opening_a_window_loses_nothing(since: Period, until: Period, period: Period) -> None:
    if Window(since, until).holds(period):
        assert Window(since, None).holds(period)
        assert Window(None, until).holds(period)


@given(_PERIODS, _PERIODS, _PERIODS)
def test_a_window_holds_what_both_its_ends_hold(since: Period, until: Period, period: Period) -> None:
    both = Window(since, None).holds(period) and Window(None, until).holds(period)
    assert Window(since, until).holds(period) is both


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodError, match=r"^--since 2024 is after --until 2012-06$"):
        window("2024", "2012-06")


@pytest.mark.parametrize(
    ("since", "until"), [("2024", "2024"), ("2024-06", "2024"), ("2024", "2024-06"), ("2024-06-25", "2024-06-25")]
)
def test_a_window_may_be_as_short_as_its_ends_overlap(since: str, until: str) -> None:
    assert window(since, until) == Window(parse(since), parse(until))


def test_a_window_without_ends_holds_all_there_is() -> None:
    assert Window().holds(parse("0001/9999"))


def test_an_end_of_a_window_must_be_a_period() -> None:
    with pytest.raises(PeriodError, match="'soon' is not a period"):
        window("soon", None)
    with pytest.raises(PeriodError, match="'later' is not a period"):
        window(None, "later")
    with pytest.raises(PeriodError, match="'' is not a period"):
        window("", None)
    with pytest.raises(PeriodError, match="'' is not a period"):
        window(None, "")


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2012", "2024-06", "since 2012 until 2024-06"),
        ("2012", None, "since 2012"),
        (None, "2024-06", "until 2024-06"),
        (None, None, ""),
    ],
)
def test_a_window_is_said_as_it_was_asked(since: str | None, until: str | None, said: str) -> None:
    assert str(window(since, until)) == said


@pytest.mark.parametrize(
    ("text", "before"),
    [
        pytest.param("2024", "2023", id="year"),
        pytest.param("2024-06", "2023-06", id="month"),
        pytest.param("2024-02", "2023-02", id="february"),
        pytest.param("2024-06-25", "2023-06-25", id="day"),
        pytest.param("2024-01/2024-11", "2023-01/2023-11", id="part of a year"),
        pytest.param("2024-12/2025-02", "2023-12/2024-02", id="across new year"),
        pytest.param("1000", "0999", id="four digits"),
    ],
)
def test_the_year_before_is_the_same_period_one_year_earlier(text: str, before: str) -> None:
    assert year_before(parse(text)) == parse(before)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2024-01-01/2024-02-29", date(2023, 1, 1), date(2023, 2, 28), id="after a leap year"),
        pytest.param("2025-01-01/2025-02-28", date(2024, 1, 1), date(2024, 2, 29), id="after a common year"),
        pytest.param("2025-01-01/2025-02-27", date(2024, 1, 1), date(2024, 2, 27), id="a day before the end"),
        pytest.param("2025-02-28", date(2024, 2, 28), date(2024, 2, 28), id="a day is no end of a month"),
    ],
)
def test_the_year_before_ends_with_a_month_as_the_year_does(text: str, first: date, last: date) -> None:
    before = year_before(parse(text))
    assert before is not None
    assert before.span == (first, last)


@pytest.mark.parametrize("text", ["2024-02-29", "2024-02-29/2024-03-31", "0001", "0001-06-25", "0001/0002"])
def test_where_there_is_no_year_before_there_is_no_period(text: str) -> None:
    assert year_before(parse(text)) is None


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        pytest.param("2012", "2024", "12", id="years"),
        pytest.param("2005", "2025", "20", id="twenty years"),
        pytest.param("2024", "2024", "0", id="a period and itself"),
        pytest.param("2012", "2025-08", "12.6667", id="years and months"),
        pytest.param("2024-01", "2024-02", "0.0833", id="one month"),
        pytest.param("2024-11", "2025-01", "0.1667", id="months across new year"),
        pytest.param("2024-01/2024-11", "2025-01/2025-11", "1", id="the same part of two years"),
        pytest.param("2024-06-25", "2025-06-25", "1", id="the same day of two years"),
        pytest.param("2024-06-25", "2025-06-24", "0.9973", id="a day short of a year"),
        pytest.param("2022-06-25", "2023-06-24", "0.9973", id="a day short of a year before a leap year"),
        pytest.param("2024-06-25", "2025-06-26", "1.0027", id="a day more than a year"),
        pytest.param("2024-06-25", "2024", "0.5178", id="from a day to the end of a year"),
        pytest.param("2024-02-28", "2025-02-28", "1", id="the day before a leap day"),
        pytest.param("2024-02-29", "2025-02-28", "1", id="from a leap day to the end of february"),
        pytest.param("2023-02-28", "2024-02-29", "1", id="from the end of february to a leap day"),
        pytest.param("2024-02-29", "2027-03-15", "3.0411", id="from a leap day to another day"),
        pytest.param("9999-11", "9999", "0.0833", id="the last month there is"),
        pytest.param("0001", "9999", "9998", id="all years there are"),
        pytest.param("9999-12-30", "9999-12-31", "0.0027", id="the last day there is"),
    ],
)
def test_elapsed_years_run_from_last_day_to_last_day(start: str, end: str, years: str) -> None:
    assert rounded(elapsed_years(parse(start), parse(end))) == Decimal(years)


def test_twelve_years_and_eight_months_are_12_67_years() -> None:
    assert elapsed_years(parse("2012"), parse("2025-08")).quantize(Decimal("0.01")) == Decimal("12.67")


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        pytest.param("2024-01-15", "2024-01-16", 366, id="before a leap day"),
        pytest.param("2024-02-28", "2024-03-01", 183, id="across a leap day"),
        pytest.param("2024-02-29", "2024-03-01", 365, id="from a leap day"),
        pytest.param("2024-03-01", "2024-03-02", 365, id="after a leap day"),
        pytest.param("2023-02-27", "2023-02-28", 365, id="a year before a leap day"),
        pytest.param("2023-03-01", "2023-03-02", 366, id="with a leap day next year"),
        pytest.param("2000-01-15", "2000-01-16", 366, id="a century that leaps"),
        pytest.param("2100-01-15", "2100-01-16", 365, id="a century that does not"),
    ],
)
def test_a_day_is_a_share_of_the_year_it_lies_in(start: str, end: str, days: int) -> None:
    assert elapsed_years(parse(start), parse(end)) == 1 / Decimal(days)


@given(_PERIODS, _PERIODS)
def test_elapsed_years_change_sign_with_direction(start: Period, end: Period) -> None:
    assert elapsed_years(start, end) == -elapsed_years(end, start)


@given(_PERIODS, _PERIODS)
def test_elapsed_years_are_positive_exactly_when_the_last_day_is_later(start: Period, end: Period) -> None:
    assert (elapsed_years(start, end) > 0) is (end.last > start.last)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_whole_years_elapse_as_whole_numbers(start: int, end: int) -> None:
    assert elapsed_years(parse(f"{start:04}"), parse(f"{end:04}")) == end - start


@given(_DAYS, _DAYS)
def test_elapsed_years_stay_within_five_days_of_the_calendar(start: date, end: date) -> None:
    years = elapsed_years(parse(start.isoformat()), parse(end.isoformat()))
    assert abs(years * Decimal("365.2425") - (end - start).days) < 5


def test_the_last_year_of_all_is_as_long_as_any_other() -> None:
    assert stretch(parse("9999")) == stretch(parse("2024"))
    assert stretch(parse("9998/9999")) == stretch(parse("2023/2024"))


def test_the_years_between_two_periods_do_not_depend_on_the_decimals_of_the_caller() -> None:
    with localcontext(Context(prec=6)):
        assert str(elapsed_years(parse("2023"), parse("2024-10"))) == "0." + "8" + "3" * 27
