"""`trade`, `routes` and `facts --observations`: which figures, and growth on the year before."""

from __future__ import annotations

import pytest
from asking import ask, fact_base, figures, records

COLUMNS = ["series", "period", "value", "low", "high", "unit", "qualifier", "status", "yoy_pct", "source", "note"]


def test_unasked_trade_shows_the_headline_series_of_its_theme() -> None:
    assert list(dict.fromkeys(row["series"] for row in records("trade"))) == ["trade", "trade-usd", "partners"]


def test_unasked_routes_shows_the_headline_series_of_its_theme() -> None:
    found = list(dict.fromkeys(row["series"] for row in records("routes")))
    assert found == ["trains", "road-routes", "air-cargo-routes"]


@pytest.mark.parametrize("command", [["trade"], ["routes"], ["facts", "--observations"]])
def test_columns_are_those_of_the_contract(command: list[str]) -> None:
    assert list(records(*command)[0]) == COLUMNS


def test_since_2012_shows_each_headline_figure_with_growth_where_the_year_before_exists() -> None:
    found = [(r["series"], r["period"], r["value"], r["yoy_pct"]) for r in records("trade", "--since", "2012")]
    assert found == [
        ("trade", "2012", "158.9", None),
        ("trade", "2019", "164.09", None),
        ("trade", "2021", "156.9", None),
        ("trade", "2022", "246.36", "57.0172"),
        ("trade", "2023", "357.33", "45.0438"),
        ("trade", "2024", "434.1", "21.4843"),
        ("trade", "2025", "520.37", "19.8733"),
        ("trade-usd", "2012", "25.17", "10.2980"),
        ("trade-usd", "2013", "27.56", "9.4954"),
        ("trade-usd", "2014", "27.67", "0.3991"),
        ("trade-usd", "2015", "19.678", "-28.8833"),
        ("trade-usd", "2017", "20.7", None),
        ("trade-usd", "2018", 20, "-3.3816"),
        ("trade-usd", "2020", "21.387", None),
        ("trade-usd", "2021", "24.298", "13.6111"),
        ("partners", "2012", 193, None),
        ("partners", "2021", 176, None),
        ("partners", "2023", 192, None),
        ("partners", "2024", 223, "16.1458"),
        ("partners", "2025-01/2025-06", 222, None),
    ]


def test_a_window_cuts_what_is_shown_and_not_what_is_computed() -> None:
    shown = records("trade", "trade", "--since", "2024", "--until", "2024")
    assert [(row["period"], row["yoy_pct"]) for row in shown] == [("2024", "21.4843")]


def test_a_window_keeps_only_what_lies_wholly_inside() -> None:
    shown = records("trade", "partners", "--since", "2025-01", "--until", "2025-06")
    assert [row["period"] for row in shown] == ["2025-01/2025-06"]
    assert records("trade", "trade", "--since", "2024-02", "--until", "2025-11") == []


def test_alternatives_follow_the_preferred_figure_and_have_no_growth() -> None:
    shown = records("trade", "trade", "--since", "2024", "--until", "2024", "--alternatives")
    assert [(row["value"], row["yoy_pct"]) for row in shown] == [("434.1", "21.4843"), ("435.11", None)]


def test_a_filter_shows_every_series_of_the_theme_that_fits() -> None:
    assert {row["series"] for row in records("trade", "--partner", "kazakhstan")} == {"trade-kazakhstan-usd"}
    assert {row["series"] for row in records("trade", "--flow", "imports")} == {"imports", "imports-usd"}
    assert {row["series"] for row in records("routes", "--port", "Alashankou", "--mode", "rail")} == {
        "trains-alashankou",
        "train-routes-alashankou",
    }


def test_a_filter_that_fits_nothing_gives_the_header_and_says_what_there_is() -> None:
    answer = ask("routes", "--mode", "rial", "-f", "csv")
    assert (answer.code, answer.out) == (0, ",".join(COLUMNS) + "\n")
    assert answer.err == "note: no series has mode 'rial'; there is: air, pipeline, port, rail, road\n"


def test_an_empty_window_gives_the_header_and_says_what_there_is() -> None:
    answer = ask("trade", "--until", "2007", "-f", "tsv")
    assert (answer.code, answer.out) == (0, "\t".join(COLUMNS) + "\n")
    assert answer.err == "note: no figure until 2007; the first is of 2008, the last of 2025\n"


def test_a_series_of_another_theme_is_refused_with_the_command_that_has_it() -> None:
    answer = ask("trade", "trains")
    assert answer == (2, "", "xjcli: series 'trains' is of theme routes, not trade; ask: xjcli routes trains\n")


def test_growth_from_or_to_a_bound_is_said_to_be_a_bound() -> None:
    answer = ask("routes", "trains-horgos", "-f", "csv", "-c", "period,yoy_pct_low,yoy_pct_high", "--since", "2022")
    assert answer.out.splitlines()[1:3] == ["2022,10.2362,", "2023,,10.8857"]
    assert "a bound, not a rate, for trains-horgos 2022 (at least), trains-horgos 2023 (at most)" in answer.err


def test_a_series_in_percent_has_no_growth_rate() -> None:
    assert {row["yoy_pct"] for row in records("trade", "trade-growth")} == {None}


@pytest.mark.parametrize(
    ("periods", "rate"),
    [
        (("2024-06", "2025-06"), 50),
        (("2024-01/2024-06", "2025-01/2025-06"), 50),
        (("2024-06-25", "2025-06-25"), 50),
        (("2023", "2025"), None),
        (("2024", "2025-06"), None),
        (("2024-01/2024-06", "2025-01/2025-07"), None),
    ],
    ids=str,
)
def test_growth_needs_the_same_period_a_year_before(periods: tuple[str, str], rate: int | None) -> None:
    base = fact_base({"id": "a", "observations": figures((periods[0], "1.20"), (periods[1], "1.80"))})
    last = records("--facts", "-", "trade", stdin=base)[-1]
    assert (last["period"], last["yoy_pct"]) == (periods[1], rate)


@pytest.mark.parametrize("before", ["0", "-5", "0.0"])
def test_growth_needs_a_base_above_zero(before: str) -> None:
    base = fact_base({"id": "a", "observations": figures(("2020", before), ("2021", "7"))})
    assert [row["yoy_pct"] for row in records("--facts", "-", "trade", stdin=base)] == [None, None]


def test_a_range_has_low_and_high_and_no_value() -> None:
    row = records("routes", "trucks-waiting")[0]
    assert (row["value"], row["low"], row["high"]) == (None, 40, 50)


def test_observations_show_all_themes_with_alternatives() -> None:
    shown = records("facts", "--observations")
    assert len(shown) == 201
    forecast = [row for row in shown if row["status"] == "F"]
    assert [(row["series"], row["period"], row["value"], row["qualifier"]) for row in forecast] == [
        ("trains", "2024", 16800, "about")
    ]


def test_printed_digits_are_kept() -> None:
    found = {(row["series"], row["period"]): row["value"] for row in records("facts", "--observations")}
    assert found["trade-central-asia-usd", "2013"] == "19.0"
    assert found["cny-per-usd", "2013"] == "6.1480"


def test_a_headline_may_be_missing_and_means_all() -> None:
    base = fact_base({"id": "a", "observations": figures(("2020", "1"))}, {"id": "b", "observations": []})
    assert [row["series"] for row in records("--facts", "-", "trade", stdin=base)] == ["a"]


def test_a_note_lists_twenty_and_says_how_many_more() -> None:
    bounded = {"period": "2021", "value": "2", "qualifier": "over", "source": "s"}
    series = ({"id": f"a{i}", "observations": [*figures(("2020", "1")), bounded]} for i in range(25))
    said = ask("--facts", "-", "trade", stdin=fact_base(*series)).err
    assert said.endswith("a18 2021 (at least), a19 2021 (at least) and 5 more\n")
