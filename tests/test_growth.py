"""`growth`: the reference values, bounds, ranges, inherited status, points and refusals."""

from __future__ import annotations

import pytest
from asking import Record, ask, fact_base, figures, records

COLUMNS = [
    "series",
    "from",
    "to",
    "years",
    "start",
    "end",
    "unit",
    "change",
    "change_pct",
    "change_pct_low",
    "change_pct_high",
    "multiple",
    "cagr_pct",
    "cagr_pct_low",
    "cagr_pct_high",
    "doubling_years",
    "status",
    "sources",
]


def grown(*words: str) -> Record:
    return records("growth", *words)[0]


def grown_in(series: Record, *words: str) -> Record:
    return records("--facts", "-", "growth", "a", *words, stdin=fact_base({"id": "a"} | series))[0]


def test_columns_are_those_of_the_contract() -> None:
    assert list(grown("trade")) == COLUMNS


def test_trade_from_2012_to_2024() -> None:
    assert grown("trade", "--since", "2012", "--until", "2024") == {
        "series": "trade",
        "from": "2012",
        "to": "2024",
        "years": 12,
        "start": "158.9",
        "end": "434.1",
        "unit": "billion CNY",
        "change": "275.2",
        "change_pct": "173.1907",
        "change_pct_low": "173.0733",
        "change_pct_high": "173.3082",
        "multiple": "2.7319",
        "cagr_pct": "8.7357",
        "cagr_pct_low": "8.7318",
        "cagr_pct_high": "8.7396",
        "doubling_years": "8.2764",
        "status": "A",
        "sources": "article",
    }


def test_a_count_is_exact() -> None:
    row = grown("partners")
    assert (row["from"], row["to"], row["start"], row["end"], row["change"]) == ("2012", "2024", 193, 223, 30)
    assert [row["change_pct"], row["change_pct_low"], row["change_pct_high"]] == ["15.5440"] * 3


def test_road_routes_from_2005_to_2025() -> None:
    row = grown("road-routes")
    assert (row["years"], row["multiple"], row["cagr_pct"]) == (20, "1.5867", "2.3350")


def test_a_roughly_printed_pair_has_a_wide_interval() -> None:
    row = grown_in({"observations": figures(("2020", "1.2"), ("2021", "1.3"))})
    assert (row["change_pct"], row["change_pct_low"], row["change_pct_high"]) == ("8.3333", 0, "17.3913")


def test_over_bounds_growth_below() -> None:
    row = grown("ftz-tasks-done", "--since", "2024-12")
    assert (row["start"], row["end"]) == (88, 90)
    assert (row["change_pct_low"], row["change_pct_high"]) == ("2.2727", None)


def test_nearly_bounds_growth_above() -> None:
    observations = figures(("2020", "80")) + figures(("2021", "100"), qualifier="nearly")
    row = grown_in({"unit": "N", "observations": observations})
    assert (row["change_pct_low"], row["change_pct_high"]) == (None, 25)


def test_bounds_of_one_direction_give_no_rate() -> None:
    observations = figures(("2020", "80"), ("2021", "100"), qualifier="over")
    row = grown_in({"unit": "N", "observations": observations})
    assert (row["change_pct"], row["change_pct_low"], row["change_pct_high"], row["cagr_pct"]) == (None,) * 4


def test_a_range_gives_an_interval() -> None:
    observations = [{"period": "2020", "low": "40", "high": "50", "source": "s"}, *figures(("2021", "100"))]
    row = grown_in({"unit": "N", "observations": observations})
    assert (row["start"], row["change_pct"]) == (None, None)
    assert (row["change_pct_low"], row["change_pct_high"]) == (100, 150)


def test_rounding_wider_than_the_digits_counts() -> None:
    row = grown("trains", "--since", "2023", "--until", "2024")
    assert (row["change_pct_low"], row["change_pct"], row["change_pct_high"]) == ("13.5653", "13.9126", "14.2599")


def test_about_widens_nothing_and_is_said() -> None:
    answer = ask("growth", "charter-volume", "-f", "csv")
    assert answer.err == "note: charter-volume: 2025 is about 10; how rough is not known\n"


@pytest.mark.parametrize(
    ("first", "last", "inherited"), [("A", "F", "F"), ("E", "A", "E"), ("P", "E", "E"), ("F", "P", "F")]
)
def test_a_status_is_inherited(first: str, last: str, inherited: str) -> None:
    observations = figures(("2020", "1"), status=first) + figures(("2021", "2"), status=last)
    assert grown_in({"observations": observations}, "--forecasts")["status"] == inherited


def test_a_forecast_is_left_out_unless_asked_for() -> None:
    base = fact_base(
        {"id": "a", "observations": figures(("2020", "1"), ("2021", "2")) + figures(("2022", "4"), status="F")}
    )
    answer = ask("--facts", "-", "growth", "a", "-f", "csv", "-c", "to,status", stdin=base)
    assert answer == (0, "to,status\n2021,A\n", "note: a: 2022 left out, a forecast; --forecasts lets it in\n")
    answer = ask("--facts", "-", "growth", "a", "--forecasts", "-f", "csv", "-c", "to,status", stdin=base)
    assert answer == (0, "to,status\n2022,F\n", "")


def test_a_percentage_changes_in_points() -> None:
    row = grown("private-share", "--until", "2023")
    assert (row["change"], row["unit"]) == ("22.6", "percent")
    assert [row[name] for name in COLUMNS if "pct" in name or name in {"multiple", "doubling_years"}] == [None] * 8


@pytest.mark.parametrize("base", ["0", "-5", "0.00"])
def test_a_base_not_above_zero_has_a_change_only(base: str) -> None:
    document = fact_base({"id": "a", "observations": figures(("2020", base), ("2021", "7"))})
    answer = ask("--facts", "-", "growth", "-f", "csv", "-c", "change,change_pct,multiple,cagr_pct", stdin=document)
    assert answer.out.splitlines()[1].endswith(",,,")
    assert answer.err == "note: a: no rate, since 2020 is not above zero\n"


def test_an_end_below_zero_has_a_change_only() -> None:
    row = grown_in({"observations": figures(("2020", "5"), ("2021", "-5"))})
    assert (row["change"], row["change_pct"], row["multiple"]) == (-10, None, None)


def test_what_shrinks_never_doubles() -> None:
    row = grown_in({"observations": figures(("2020", "9.0"), ("2021", "8.0"))})
    assert (row["cagr_pct"], row["doubling_years"]) == ("-11.1111", None)


def test_a_part_of_a_year_is_left_out_of_an_annual_series() -> None:
    answer = ask("growth", "trains", "-f", "csv", "-c", "from,to")
    assert answer.out == "from,to\n2013,2024\n"
    assert answer.err == "note: trains: 2025-01/2025-11 left out, part of a year in an annual series\n"


def test_a_part_of_a_year_is_not_compared_with_a_full_year() -> None:
    answer = ask("growth", "trains", "--since", "2024")
    assert answer == (1, "", "xjcli: trains: 2025-01/2025-11 is part of a year and cannot be compared with 2024\n")


def test_flows_over_different_parts_of_a_year_are_refused() -> None:
    answer = ask("growth", "ftz-trade")
    assert (answer.code, answer.out) == (1, "")
    assert "2024-01/2024-06 to 2024-01/2024-11 are flows over different parts of a year" in answer.err


def test_flows_over_the_same_months_of_two_years_are_compared() -> None:
    observations = figures(("2024-01/2024-02", "2"), ("2024-01/2024-06", "5"), ("2025-01/2025-02", "3"))
    row = grown_in({"measure": "flow", "freq": "YTD", "observations": observations})
    assert (row["from"], row["to"], row["years"]) == ("2024-01/2024-02", "2025-01/2025-02", 1)


def test_snapshots_of_any_date_are_compared() -> None:
    row = grown("air-cargo-routes", "--until", "2025-08")
    assert (row["from"], row["to"], row["years"], row["multiple"]) == ("2012", "2025-08", "12.6667", 9)


def test_overlapping_snapshots_have_no_annual_rate() -> None:
    row = grown("air-cargo-routes", "--since", "2025")
    assert (row["from"], row["to"], row["years"], row["change"], row["cagr_pct"]) == ("2025", "2025-08", None, 9, None)


def test_among_several_the_one_without_an_answer_is_left_out_with_a_note() -> None:
    answer = ask("growth", "exports", "trade", "-f", "csv", "-c", "series")
    assert answer == (0, "series\ntrade\n", "note: exports: only one figure, 2025; growth needs two\n")


def test_none_with_an_answer_is_a_failure() -> None:
    assert ask("growth", "exports") == (1, "", "xjcli: exports: only one figure, 2025; growth needs two\n")


def test_an_empty_window_gives_the_header_and_says_what_there_is() -> None:
    answer = ask("growth", "trade", "--since", "2030", "-f", "csv")
    assert (answer.code, answer.out) == (0, ",".join(COLUMNS) + "\n")
    assert answer.err == "note: trade: no figure since 2030; there is 2012 to 2025\n"


def test_series_come_in_the_order_named_and_once() -> None:
    assert [row["series"] for row in records("growth", "trains", "trade", "trains")] == ["trains", "trade"]
