"""`growth --yearly`: computed growth beside the published rate, and a verdict."""

from __future__ import annotations

from asking import ask, fact_base, figures, records

COLUMNS = [
    "series", "period", "value", "unit", "previous", "change", "yoy_pct", "yoy_pct_low", "yoy_pct_high",
    "published_pct", "verdict", "status", "source",
]  # fmt: skip


def test_columns_are_those_of_the_contract() -> None:
    assert list(records("growth", "trade", "--yearly")[0]) == COLUMNS


def test_trade_is_held_against_its_published_rates() -> None:
    found = records("growth", "trade", "--yearly")
    assert [(row["period"], row["yoy_pct"], row["published_pct"], row["verdict"]) for row in found] == [
        ("2012", None, None, "gap"),
        ("2019", None, None, "gap"),
        ("2021", None, "5.8", "gap"),
        ("2022", "57.0172", 57, "agrees"),
        ("2023", "45.0438", "45.9", "differs"),
        ("2024", "21.4843", "21.8", "differs"),
        ("2025", "19.8733", "19.9", "agrees"),
    ]


def test_a_row_has_the_figure_before_the_change_and_the_interval() -> None:
    row = records("growth", "trade", "--yearly", "--since", "2024", "--until", "2024")[0]
    assert (row["value"], row["previous"], row["change"]) == ("434.1", "357.33", "76.77")
    assert (row["yoy_pct_low"], row["yoy_pct_high"]) == ("21.4686", "21.5000")


def test_a_difference_is_explained_by_another_figure_or_the_base_that_it_implies() -> None:
    assert ask("growth", "trade", "--yearly", "-f", "csv").err == (
        "note: trade: the published 45.9 % of 2023 is explained by no figure known here; it implies 244.9 for 2022\n"
        "note: trade: the published 21.8 % of 2024 agrees with another figure, 435.11 (china-daily-2025-01-21), "
        "which gives 21.77 %\n"
    )


def test_without_a_published_rate_there_is_no_verdict() -> None:
    found = records("growth", "partners", "--yearly", "--since", "2024", "--until", "2024")
    assert [(row["yoy_pct"], row["verdict"]) for row in found] == [("16.1458", "no published rate")]


def test_a_published_rate_agrees_from_its_own_rounding_on() -> None:
    # 108.65 / 100.05 is 8.5957 % more, beyond the 8.5 that 8 may stand for; 108.55 / 100.05 is 8.4958 % more.
    rates = {"id": "g", "unit": "PERCENT", "measure": "rate", "observations": figures(("2021", "8"))}
    series = {"id": "a", "published_growth": "g", "observations": figures(("2020", "100.0"), ("2021", "108.7"))}
    rows = records("--facts", "-", "growth", "a", "--yearly", stdin=fact_base(series, rates))
    assert rows[1]["verdict"] == "differs"
    series["observations"] = figures(("2020", "100.0"), ("2021", "108.6"))
    rows = records("--facts", "-", "growth", "a", "--yearly", stdin=fact_base(series, rates))
    assert rows[1]["verdict"] == "agrees"


def test_a_percentage_changes_in_points() -> None:
    row = records("growth", "trade-growth", "--yearly", "--since", "2022", "--until", "2022")[0]
    assert (row["change"], row["yoy_pct"], row["verdict"]) == ("51.2", None, "no published rate")


def test_a_published_rate_may_agree_with_another_figure_that_is_a_range() -> None:
    other = {"period": "2021", "low": "108", "high": "112", "rank": "alternative", "source": "s"}
    base = fact_base(
        {"id": "a", "published_growth": "p", "observations": [*figures(("2020", "100"), ("2021", "150")), other]},
        {"id": "p", "unit": "PERCENT", "observations": figures(("2021", "10.0"))},
    )
    said = ask("--facts", "-", "growth", "a", "--yearly", "-f", "csv", stdin=base).err
    assert said.endswith(" agrees with another figure, 108 to 112 (s), which gives 7.46 to 12.56 %\n")
