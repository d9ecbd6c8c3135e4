"""A trend is one character a year, the taller the more; a year without a comparable figure is a blank."""

from __future__ import annotations

import csv
import io
import re
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from asking import ask, fact_base, figures, records
from hypothesis import given
from hypothesis import strategies as st
from running import in_terminal

from xjcli.sparks import ASCII, BLOCKS, spark

if TYPE_CHECKING:
    from asking import Record

XJCLI = [sys.executable, "-m", "xjcli"]
numbers = st.decimals("-1e30", "1e30", allow_nan=False) | st.decimals("-1", "1", places=9)


def drawn(*values: str | None) -> str:
    return spark([None if value is None else Decimal(value) for value in values])


def trends(*series: Record, words: tuple[str, ...] = ("facts",)) -> list[str]:
    """Ask for the column of trends as a script does."""
    answer = ask("--facts", "-", *words, "-c", "trend", "-f", "csv", stdin=fact_base(*series))
    assert answer.code == 0, answer.err
    return [row[0] if row else "" for row in csv.reader(io.StringIO(answer.out))][1:]


def of(*pairs: tuple[str, str], words: tuple[str, ...] = ("facts",), **more: object) -> str:
    return trends({"id": "a", "observations": figures(*pairs), **more}, words=words)[0]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["0", "1", "2", "3", "4", "5", "6", "7"], "▁▂▃▄▅▆▇█"),
        (["100", "100.1"], "▁█"),
        (["8", "-8", "0"], "█▁▅"),
        (["1", None, None, "2"], "▁  █"),
        (["5", "5.0", "5"], "▅▅▅"),
        (["0"], "▅"),
        (["0", "49.9", "50", "100"], "▁▄▅█"),
        (["1e-30", "1e30"], "▁█"),
        ([None], " "),
        ([], ""),
    ],
    ids=str,
)
def test_levels_are_equal_bands_from_the_lowest_to_the_highest(values: list[str | None], text: str) -> None:
    assert drawn(*values) == text


def test_a_screen_without_blocks_gets_darker_characters_instead() -> None:
    assert spark([*map(Decimal, range(8)), None, Decimal(0)], ASCII) == ".:-=+*#@ ."


def test_a_terminal_without_blocks_is_given_none() -> None:
    out = in_terminal([*XJCLI, "growth", "trade"], columns=150, extra={"NO_COLOR": "1", "TERM": "dumb"})
    assert ".      . .:+#@" in out


@pytest.mark.parametrize("ramp", [BLOCKS, ASCII])
@given(st.lists(numbers, min_size=2, max_size=20))
def test_a_larger_value_never_stands_lower_and_the_ends_are_used(ramp: str, values: list[Decimal]) -> None:
    levels = [ramp.index(one) for one in spark(sorted(values), ramp)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == ((0, 7) if min(values) < max(values) else (4, 4))


@given(st.lists(st.none() | numbers, max_size=20))
def test_every_step_has_its_character_and_a_gap_is_a_blank(values: list[Decimal | None]) -> None:
    assert [one == " " for one in spark(values)] == [value is None for value in values]


def test_an_annual_series_is_followed_year_by_year_over_its_gaps() -> None:
    assert of(("2020", "1"), ("2021", "3"), ("2024", "2")) == "▁█  ▅"


def test_part_of_a_year_is_left_out_of_an_annual_series() -> None:
    assert of(("2020", "1"), ("2021", "3"), ("2021-01/2021-06", "9"), ("2022-01/2022-06", "9")) == "▁█"


def test_a_snapshot_is_the_last_of_its_year() -> None:
    pairs = (("2020-03-01", "9"), ("2020-12-31", "1"), ("2021-06", "2"), ("2023", "3"))
    assert of(*pairs, measure="stock", freq="_Z") == "▁▅ █"


def test_flows_are_followed_over_the_same_months_only() -> None:
    halves = (("2021-01/2021-06", "1"), ("2022-01/2022-06", "2"), ("2024-01/2024-06", "3"), ("2024-01/2024-11", "9"))
    assert of(*halves, measure="flow", freq="YTD") == "▁▅ █"


def test_flows_over_different_months_are_no_course() -> None:
    assert of(("2024-01/2024-06", "1"), ("2024-01/2024-11", "2"), measure="flow", freq="YTD") == "▅"


def test_a_forecast_is_no_part_of_the_course() -> None:
    observations = figures(("2020", "1"), ("2021", "2")) + figures(("2022", "9"), status="F")
    assert trends({"id": "a", "observations": observations}) == ["▁█"]


def test_growth_follows_a_forecast_where_it_counts_one() -> None:
    series = {"id": "a", "observations": figures(("2020", "1"), ("2021", "2")) + figures(("2022", "9"), status="F")}
    assert trends(series, words=("growth",)) == ["▁█"]
    assert trends(series, words=("growth", "--forecasts")) == ["▁▂█"]


def test_growth_follows_what_lies_in_the_window() -> None:
    pairs = (("2019", "9"), ("2020", "1"), ("2021", "2"), ("2022", "3"), ("2023", "9"))
    assert of(*pairs, words=("growth", "--since", "2020", "--until", "2022")) == "▁▅█"


def test_an_alternative_is_no_part_of_the_course() -> None:
    observations = figures(("2020", "1"), ("2021", "2")) + figures(("2021", "0"), rank="alternative")
    assert trends({"id": "a", "observations": observations}) == ["▁█"]


def test_a_range_is_no_one_value_and_a_bound_stands_where_it_is_printed() -> None:
    observations = figures(("2020", "1"), ("2022", "3")) + figures(("2023", "2"), qualifier="over")
    ranged = {"period": "2021", "low": "1", "high": "2", "source": "s"}
    assert trends({"id": "a", "observations": [*observations, ranged]}) == ["▁ █▅"]


def test_nothing_to_follow_has_no_trend() -> None:
    ranged = {"period": "2021", "low": "1", "high": "2", "source": "s"}
    assert trends({"id": "a"}, {"id": "b", "observations": [ranged]}) == ["", ""]
    assert of(("2021-01/2021-06", "9")) == "▅"


def test_a_course_of_more_than_a_hundred_years_fits_no_line() -> None:
    assert len(of(("1900", "1"), ("1999", "2"))) == 100
    assert of(("1900", "1"), ("2000", "2")) == ""


def test_only_series_have_a_trend() -> None:
    found = records("facts", "horgos", "-c", "kind,trend")
    assert {record["kind"] for record in found if record["trend"]} == {"series"}
    assert {record["kind"] for record in found} > {"series"}


@pytest.mark.parametrize("words", ["facts", "growth"])
def test_machine_formats_have_no_trend_unless_asked(words: str) -> None:
    assert "trend" not in records(words)[0]
    assert ask(words, "-c", "trend", "-f", "csv").out.splitlines()[1] == "▁      ▁ ▁▂▅▇█"


@pytest.mark.parametrize("words", [("facts",), ("growth",), ("facts", "trains"), ("growth", "trade")], ids=" ".join)
@pytest.mark.parametrize("columns", [60, 80, 110, 140])
def test_a_narrow_screen_drops_the_trend_before_anything_else(words: tuple[str, ...], columns: int) -> None:
    out = in_terminal([*XJCLI, *words], columns=columns, extra={"NO_COLOR": "1"})
    left = re.findall("Too narrow for (?:the intervals, )?([a-z_]+)", out)
    assert left in ([], ["trend"])
    assert ("Trend" in out) is (left == [])


def test_a_trend_has_no_order() -> None:
    rows = records("facts", "--sort", "-trend", "-c", "id")
    assert rows == records("facts", "-c", "id")
