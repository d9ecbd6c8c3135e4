"""`compare`: series by period, as figures or as an index, and periods by series."""

from __future__ import annotations

import pytest
from asking import ask, fact_base, figures, records


def test_a_series_cannot_have_the_name_of_the_first_column() -> None:
    series = ({"id": name, "observations": figures(("2020", "1"))} for name in ("a", "period"))
    answer = ask("--facts", "-", "compare", "a", "period", stdin=fact_base(*series))
    said = "xjcli: a series with the id 'period' cannot be a column beside the one of that name\n"
    assert answer == (2, "", said)


def test_series_stand_side_by_side_by_period() -> None:
    assert records("compare", "trade", "partners", "--since", "2023") == [
        {"period": "2023", "trade": "357.33", "partners": 192},
        {"period": "2024", "trade": "434.1", "partners": 223},
        {"period": "2025-01/2025-06", "trade": None, "partners": 222},
        {"period": "2025", "trade": "520.37", "partners": None},
    ]


def test_an_index_is_100_at_its_base() -> None:
    found = records("compare", "trade", "partners", "--index", "2012", "--until", "2024")
    assert found[0] == {"period": "2012", "trade": 100, "partners": 100}
    assert found[-1] == {"period": "2024", "trade": "273.1907", "partners": "115.5440"}


def test_two_currencies_have_no_common_index() -> None:
    answer = ask("compare", "trade", "trade-usd", "--index", "2012")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("xjcli: trade-usd is in USD: an index of two currencies")


def test_a_percentage_and_a_count_have_no_common_index() -> None:
    answer = ask("compare", "partners", "private-share", "--index", "2012")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "xjcli: private-share is in percent, partners in countries: a percentage and an amount have no common index\n"
    )


def test_what_cannot_join_an_index_is_left_out_with_a_note() -> None:
    answer = ask("compare", "trade", "partners", "trade-usd", "--index", "2012", "-f", "csv")
    assert (answer.code, answer.out.splitlines()[0]) == (0, "period,trade,partners")
    assert "note: trade-usd is in USD" in answer.err


def test_flows_over_part_of_a_year_do_not_enter_an_index_of_full_years() -> None:
    answer = ask("compare", "trains", "partners", "--index", "2023", "-f", "csv")
    assert "2025-01/2025-06,,115.625" in answer.out
    assert "2025-01/2025-11" not in answer.out
    assert answer.err == "note: trains: 2025-01/2025-11 left out, not comparable with the stretch of 2023\n"


def test_a_base_that_a_series_lacks_says_what_there_is() -> None:
    answer = ask("compare", "trade", "partners", "--index", "2013")
    assert answer.code == 1
    assert "trade: no figure of 2013 to be 100; there is 2012, 2019, 2021, 2022, 2023, 2024, 2025" in answer.err


def test_a_base_of_zero_is_no_base() -> None:
    one = {"id": "a", "observations": figures(("2020", "0"), ("2021", "7"))}
    answer = ask("--facts", "-", "compare", "a", "b", "--index", "2020", stdin=fact_base(one, one | {"id": "b"}))
    assert answer.code == 1
    assert "a: the figure of 2020 is not above zero, so it cannot be 100" in answer.err


def test_a_bound_in_a_column_is_said() -> None:
    answer = ask("compare", "imports-usd", "exports-usd", "-f", "csv")
    assert "2013,5.3,22.27" in answer.out
    assert answer.err == "note: imports-usd: 2013 is nearly 5.3\nnote: imports-usd: 2017 is over 2.9\n"


def test_a_forecast_in_a_column_is_said() -> None:
    one = {"id": "a", "observations": figures(("2020", "1")) + figures(("2021", "7"), status="F")}
    base = fact_base(one, one | {"id": "b"})
    answer = ask("--facts", "-", "compare", "a", "b", "--forecasts", "-f", "csv", stdin=base)
    assert answer.err == "note: a: 2021 is forecast\nnote: b: 2021 is forecast\n"
    answer = ask("--facts", "-", "compare", "a", "b", "-f", "csv", stdin=base)
    assert answer.out == "period,a,b\n2020,1,1\n"
    assert answer.err.startswith("note: a: 2021 left out, a forecast; --forecasts lets it in\n")


def test_years_stand_side_by_side_by_series() -> None:
    found = records("compare", "2012", "2024")
    assert [row["series"] for row in found] == ["trade", "partners", "china-trade", "cny-per-usd"]
    assert found[0] == {
        "series": "trade",
        "unit": "billion CNY",
        "2012": "158.9",
        "2024": "434.1",
        "change": "275.2",
        "change_pct": "173.1907",
        "multiple": "2.7319",
        "cagr_pct": "8.7357",
        "status": "A",
    }


def test_swapped_years_invert_the_multiple_and_keep_the_annual_rate() -> None:
    row = records("compare", "2024", "2012", "partners")[0]
    assert (row["change"], row["multiple"], row["cagr_pct"]) == (-30, "0.8655", "1.2113")


def test_three_years_change_from_the_first_to_the_last() -> None:
    row = records("compare", "2022", "2023", "2024", "trade")[0]
    assert (row["2023"], row["change"], row["change_pct"]) == ("357.33", "187.74", "76.2056")


def test_a_named_series_without_a_year_is_left_out_with_a_note() -> None:
    answer = ask("compare", "2012", "2024", "trade", "trains", "-f", "csv", "-c", "series")
    assert answer == (0, "series\ntrade\n", "note: trains: no figure of 2012\n")


def test_no_series_with_both_years_is_a_failure() -> None:
    answer = ask("compare", "1990", "2024")
    assert answer == (1, "", "xjcli: no series has figures of both 1990 and 2024\n")


@pytest.mark.parametrize(
    "words",
    [
        ["trade"],
        [],
        ["2012"],
        ["2012", "2012"],
        ["2024", "2024-01/2024-12"],
        ["2012", "2024", "--index", "2012"],
        ["2012", "2024", "--since", "2012"],
        ["trade", "nope"],
        ["trade", "partners", "--index", "x"],
        ["20x2", "2024"],
    ],
    ids=str,
)
def test_what_is_no_comparison_is_wrong_usage(words: list[str]) -> None:
    answer = ask("compare", *words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("index", [[], ["--index", "2023"]], ids=["figures", "index"])
def test_a_year_is_one_row_however_it_is_spelled(index: list[str]) -> None:
    a = {"id": "a", "observations": figures(("2023", "100"))}
    b = {"id": "b", "observations": figures(("2023-01/2023-12", "100"))}
    words = ("--facts", "-", "compare", "a", "b", *index)
    assert records(*words, stdin=fact_base(a, b)) == [{"period": "2023", "a": 100, "b": 100}]


def test_sources_are_those_of_the_rows_that_are_left() -> None:
    assert ask("compare", "trade", "trains", "-n", "1", "--cite", "-c", "key") == (0, "key\narticle\n", "")
    assert ask("compare", "2012", "2024", "-n", "1", "--cite", "-c", "key").out == "key\narticle\n"


def test_chosen_columns_keep_the_sources_of_their_rows() -> None:
    out = ask("compare", "trade", "partners", "-c", "period,trade", "-n", "1", "-f", "table").out
    assert out.endswith(
        "\n[1] CCTV Video News Agency, via Bastille Post, 2025: trade 2012, 2024; partners 2012, 2024\n"
    )
