"""`why`: the audit trail of a figure, and of the growth between two."""

from __future__ import annotations

import pytest
from asking import ask, fact_base, figures, records

COLUMNS = [
    "part", "period", "value", "low", "high", "unit", "qualifier", "status", "as_of", "difference", "difference_pct",
    "source", "url", "note",
]  # fmt: skip


def test_a_figure_is_followed_by_what_other_sources_say_and_how_far_they_are() -> None:
    first, second = records("why", "trade", "2024")
    assert list(first) == COLUMNS
    assert (first["part"], first["value"], first["low"], first["high"]) == ("figure", "434.1", "434.05", "434.15")
    assert (second["part"], second["value"], second["as_of"]) == ("alternative", "435.11", "2025-01")
    assert (second["difference"], second["difference_pct"]) == ("1.01", "0.2327")
    assert second["url"] == "https://news.qq.com/rain/a/20250121A03Q5B00?suid=&media_id="


def test_the_story_of_2024_is_told() -> None:
    found = {row["part"]: row for row in records("why", "trade", "2023", "2024")}
    assert list(found) == ["start", "end", "end alternative", "change", "multiple", "growth", "published growth"]
    assert found["growth"]["value"] == "21.4843"
    assert found["growth"]["note"] == "(434.1 / 357.33 - 1) * 100"
    assert found["published growth"]["value"] == "21.8"
    assert found["published growth"]["note"].startswith(
        "differs; agrees with another figure, 435.11 (china-daily-2025-01-21), which gives 21.77 %"
    )


def test_over_more_than_a_year_growth_a_year_shows_its_formula() -> None:
    found = {row["part"]: row for row in records("why", "trade", "2012", "2024")}
    assert found["growth a year"]["value"] == "8.7357"
    assert found["growth a year"]["note"] == "((434.1 / 158.9) ^ (1 / 12) - 1) * 100"


def test_what_is_inherited_says_from_where() -> None:
    found = {row["part"]: row for row in records("why", "ftz-tasks-done", "2024-12-31", "2025")}
    assert (found["growth"]["low"], found["growth"]["high"]) == ("2.2727", None)
    assert found["growth"]["note"] == "(90 / 88 - 1) * 100; bounded by 'over' of 2025"
    observations = figures(("2020", "1.0"), status="E") + figures(("2021", "2.0"))
    rows = records(
        "--facts", "-", "why", "a", "2020", "2021", stdin=fact_base({"id": "a", "observations": observations})
    )
    assert [(row["status"], row["note"]) for row in rows if row["part"] == "change"] == [
        ("E", "2.0 - 1.0; estimated like 2020")
    ]


def test_a_count_stands_for_itself() -> None:
    row = records("why", "partners", "2012")[0]
    assert (row["value"], row["low"], row["high"]) == (193, 193, 193)


def test_a_period_without_a_figure_is_refused_with_what_there_is() -> None:
    answer = ask("why", "trade", "2010")
    assert answer == (1, "", "xjcli: trade: no figure of 2010; there is 2012, 2019, 2021, 2022, 2023, 2024, 2025\n")


def test_flows_over_different_parts_of_a_year_are_refused() -> None:
    answer = ask("why", "trains", "2024", "2025-01/2025-11")
    assert (answer.code, answer.out) == (1, "")
    assert "flows over different parts of a year (2024, 2025-01/2025-11) cannot be compared" in answer.err


def test_an_unknown_series_is_wrong_usage() -> None:
    assert ask("why", "trian", "2024") == (2, "", "xjcli: unknown series 'trian'; did you mean 'trains'?\n")


def test_a_sentence_may_be_asked_for() -> None:
    assert ask("why", "trade", "2012", "2024", "--say").out == (
        "Xinjiang: Foreign trade in goods (imports + exports) rose from 158.9 billion yuan in 2012 to 434.1 billion "
        "yuan in 2024, an increase of 173.2 % or 8.74 % a year on average (source: CCTV Video News Agency, via "
        "Bastille Post, 2025).\n"
    )
    assert ask("why", "partners", "2024", "--say", "--lang", "zh").out.startswith(
        "2024年新疆贸易伙伴（国家和地区）为223个"
    )


@pytest.mark.parametrize("periods", [("2024", "2023"), ("2024", "2024"), ("2024", "2024-01/2024-12")], ids=str)
def test_the_second_period_comes_after_the_first(periods: tuple[str, str]) -> None:
    base = fact_base({"id": "a", "observations": figures(("2023", "1"), ("2024", "2"))})
    answer = ask("--facts", "-", "why", "a", *periods, stdin=base)
    assert (answer.code, answer.out) == (2, "")


def test_a_forecast_enters_growth_only_when_let_in() -> None:
    base = fact_base({"id": "a", "observations": figures(("2023", "1")) + figures(("2024", "2"), status="F")})
    answer = ask("--facts", "-", "why", "a", "2023", "2024", stdin=base)
    assert answer == (1, "", "xjcli: a: 2024 is a forecast; --forecasts lets it in\n")
    rows = records("--facts", "-", "why", "a", "2023", "2024", "--forecasts", stdin=base)
    change = next(row for row in rows if row["part"] == "change")
    assert (change["status"], change["note"]) == ("F", "2 - 1; forecast like 2024")


def test_limits_of_a_printed_figure_are_exact() -> None:
    row = records("why", "charter-flights", "2024")[0]
    assert (row["value"], row["low"], row["high"]) == ("0.142857", "0.1428565", "0.1428575")


def test_a_sentence_says_what_was_printed() -> None:
    assert " stood at one a week in 2024 " in ask("why", "charter-flights", "2024", "--say").out
