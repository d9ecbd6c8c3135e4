"""What a question may see: another currency, an earlier day, no forecasts, another language, and its references."""

from __future__ import annotations

import json

import pytest
from asking import ask, fact_base, figures, records

RATE = {"id": "cny-per-usd", "unit": "X", "freq": "A", "measure": "price"}


def test_in_yuan_the_only_gap_from_2011_on_is_2016() -> None:
    found = records("trade", "trade", "--currency", "CNY")
    assert [row["period"] for row in found] == [str(year) for year in range(2011, 2026) if year != 2016]
    assert {row["unit"] for row in found} == {"billion CNY"}


def test_a_converted_figure_is_estimated_at_the_rate_of_its_own_year() -> None:
    row = records("trade", "trade", "--currency", "CNY", "--until", "2011")[0]
    # 22.82 * 6.4624, from 22.815 * 6.46235 to 22.825 * 6.46245
    assert (row["value"], row["low"], row["high"]) == ("147.4720", "147.4385", "147.5054")
    assert row["status"] == "E"
    assert row["note"] == (
        "converted from 22.82 billion USD at 6.4624 CNY per USD, the average rate of 2011 (ecb-rates)"
    )


def test_a_figure_of_the_currency_itself_stays_as_printed() -> None:
    row = records("trade", "trade", "--currency", "CNY", "--since", "2012", "--until", "2012")[0]
    assert (row["value"], row["status"]) == ("158.9", "A")


def test_dollars_are_divided_out() -> None:
    row = records("trade", "trade-usd", "--currency", "USD", "--since", "2024", "--until", "2024")[0]
    # 434.1 / 7.1956
    assert (row["value"], row["unit"], row["status"]) == ("60.3285", "billion USD", "E")


def test_a_year_without_its_own_rate_is_left_out() -> None:
    assert records("trade", "trade-usd", "--currency", "CNY", "--until", "2010") == []


def test_a_series_without_a_twin_is_converted_whole() -> None:
    found = records("trade", "--partner", "Kazakhstan", "--currency", "CNY")
    assert [(row["period"], row["value"]) for row in found] == [("2014", "62.4130"), ("2023", "143.8174")]


def test_growth_over_a_converted_figure_inherits_its_status_and_interval() -> None:
    row = records("growth", "trade", "--currency", "CNY", "--until", "2012")[0]
    assert (row["from"], row["to"], row["status"]) == ("2011", "2012", "E")
    assert (row["change_pct_low"], row["change_pct_high"]) == ("7.6910", "7.8077")


def test_a_deficit_keeps_its_ends_apart() -> None:
    balance = {"id": "a", "unit": "CNY", "observations": figures(("2020", "-10.0"))}
    base = fact_base(balance, RATE | {"observations": figures(("2020", "7.0"))})
    row = records("--facts", "-", "trade", "a", "--currency", "USD", stdin=base)[0]
    assert (row["low"], row["value"], row["high"]) == ("-1.4460", "-1.4286", "-1.4113")


def test_an_unknown_currency_is_wrong_usage() -> None:
    assert ask("trade", "--currency", "EUR") == (2, "", "xjcli: unknown currency 'EUR'; there are: CNY, USD\n")


def test_as_of_a_day_only_what_had_been_published_is_used() -> None:
    answer = ask("trade", "trade", "--as-of", "2025-02", "--since", "2022", "-f", "csv", "-c", "period,value,source")
    assert answer.out == (
        "period,value,source\n"
        "2022,246.36,xinjiang-daily-text-2024-01-25\n"
        "2023,357.33,www-gov-cn-2024-01-30\n"
        "2024,435.11,china-daily-2025-01-21\n"
    )
    assert answer.err == "note: trade: figures left out: 3 published after 2025-02\n"


def test_as_of_a_day_published_and_computed_growth_of_2024_agree() -> None:
    row = records("growth", "trade", "--yearly", "--as-of", "2025-02", "--since", "2024")[0]
    assert (row["yoy_pct"], row["verdict"]) == ("21.7670", "agrees")


@pytest.mark.parametrize(
    ("day", "value"), [("2021-06-30", None), ("2021-12-31", "1.0"), ("2022-06-30", "1.1"), ("2022-12", "1.2")]
)
def test_the_latest_figure_known_takes_the_place_of_a_later_one(day: str, value: str | None) -> None:
    sources = {"x": {"publisher": "X", "published": "2022-06-30"}, "y": {"publisher": "Y", "published": "2022-12-31"}}
    observations = [
        {"period": "2020", "value": "1.2", "source": "y"},
        {"period": "2020", "value": "1.0", "source": "x", "as_of": "2021", "rank": "alternative"},
        {"period": "2020", "value": "1.1", "source": "x", "rank": "alternative"},
    ]
    base = json.loads(fact_base({"id": "a", "observations": observations})) | {"sources": sources}
    found = records("--facts", "-", "trade", "--as-of", day, stdin=json.dumps(base))
    assert [row["value"] for row in found] == ([] if value is None else [value])


def test_a_figure_without_a_date_is_unknown_on_every_day() -> None:
    base = json.loads(fact_base({"id": "a", "observations": figures(("2020", "1"))}))
    del base["sources"]["s"]["published"]
    answer = ask("--facts", "-", "trade", "--as-of", "2030", "-f", "csv", "-c", "period", stdin=json.dumps(base))
    assert answer.out == "period\n"
    assert answer.err.startswith("note: a: figures left out: 1 of unknown date\n")


def test_a_forecast_never_enters_growth_on_the_year_before_unless_asked_for() -> None:
    observations = figures(("2020", "1.00")) + figures(("2021", "1.50"), status="F")
    base = fact_base({"id": "a", "observations": observations})
    plain = records("--facts", "-", "trade", stdin=base)
    assert [(row["value"], row["status"], row["yoy_pct"]) for row in plain] == [
        ("1.00", "A", None),
        ("1.50", "F", None),
    ]
    asked = records("--facts", "-", "trade", "--forecasts", stdin=base)
    assert [(row["status"], row["yoy_pct"]) for row in asked] == [("A", None), ("F", 50)]


def test_chinese_titles_and_units_are_in_every_table() -> None:
    assert records("growth", "trade", "--lang", "zh")[0]["unit"] == "十亿元"
    assert records("facts", "airports", "--lang", "zh")[0]["title"] == "民用机场"
    assert "进出口总值  trade, 十亿元" in ask("trade", "trade", "--lang", "zh", "-f", "table").out


def test_an_unknown_language_is_wrong_usage() -> None:
    assert ask("trade", "--lang", "fr") == (2, "", "xjcli: unknown language 'fr'; there are: en, zh\n")


def test_references_of_what_is_shown_are_numbered_and_ready_to_paste() -> None:
    answer = ask("growth", "trade", "--until", "2024", "--cite")
    assert answer.out == (
        "[1] CCTV Video News Agency, via Bastille Post. Xinjiang trade soars with wider opening up. 2025. "
        "https://www.bastillepost.com/global/article/5196864-xinjiang-trade-soars-with-wider-opening-up "
        "Accessed 2026-11-23.\n"
    )


def test_references_follow_the_rows_that_are_left() -> None:
    shown = ask("trade", "--sort", "-value", "-n", "1", "--cite", "-f", "csv", "-c", "key").out
    assert shown == "key\nxinhua-2026-01-28\n"


def test_a_citation_format_shows_sources_only() -> None:
    answer = ask("trade", "-f", "bibtex")
    assert answer == (2, "", "xjcli: bibtex goes with sources and --cite, and takes no --columns\n")


def test_one_sentence_a_series() -> None:
    answer = ask("growth", "trade", "partners", "--until", "2024", "--say")
    assert [line[:30] for line in answer.out.splitlines()] == [
        "Xinjiang: Foreign trade in goo",
        "Countries and regions trading ",
    ]
    answer = ask("growth", "trade", "--until", "2024", "--say", "--lang", "zh")
    assert answer.out == (
        "新疆进出口总值从2012年的1589亿元增至2024年的4341亿元，增长173.2%，年均增长8.74%"
        "（来源：CCTV Video News Agency, via Bastille Post，2025）。\n"
    )


def test_a_sentence_does_not_go_with_a_table_by_year() -> None:
    assert ask("growth", "trade", "--say", "--yearly").code == 2


def test_a_claim_that_is_contradicted_stops_a_script() -> None:
    assert ask("claims", "hundred-billion-a-year", "-f", "csv", "-c", "verdict") == (1, "verdict\ncontradicted\n", "")
    assert ask("claims", "partners").code == 0
    assert ask("claims").code == 0
    assert ask("claims", "partnes") == (2, "", "xjcli: unknown claim 'partnes'; did you mean 'partners'?\n")


def test_no_published_rate_is_held_against_a_converted_figure() -> None:
    found = records("growth", "trade", "--yearly", "--currency", "USD", "--since", "2022")
    assert {(row["published_pct"], row["verdict"]) for row in found} == {(None, "no published rate")}
    found = records("growth", "trade", "--yearly", "--currency", "CNY", "--since", "2021")
    assert [row["verdict"] for row in found] == ["no published rate", "agrees", "differs", "differs", "agrees"]


def test_references_name_the_sources_of_published_rates_and_of_exchange_rates() -> None:
    yearly = ("growth", "trade", "--yearly", "--since", "2024", "--until", "2024")
    cited = ask(*yearly, "--cite", "-f", "csv", "-c", "key").out
    assert cited.split() == ["key", "article", "www-gov-cn-2024-01-30", "china-daily-2025-01-21"]
    cited = ask("trade", "trade", "--currency", "CNY", "--until", "2011", "--cite", "-f", "csv", "-c", "key").out
    assert cited.split() == ["key", "wen-wei-po-2013-01-21", "ecb-rates"]


def test_references_count_the_figures_of_the_whole_fact_base() -> None:
    counted = ask("growth", "trade", "--until", "2024", "--cite", "-f", "csv", "-c", "figures").out
    assert counted == "figures\n19\n"


def test_what_has_no_rate_of_its_own_period_is_left_out_with_a_note() -> None:
    answer = ask("trade", "trade-usd", "--currency", "CNY", "--until", "2011", "-f", "csv", "-c", "period")
    assert answer.out == "period\n2011\n"
    assert answer.err == "note: trade-usd: 2008 not converted, no rate of that period is known\n"


def test_a_range_is_converted_end_by_end() -> None:
    ranged = {"id": "a", "unit": "USD", "observations": [{"period": "2020", "low": "40", "high": "50", "source": "s"}]}
    base = fact_base(ranged, RATE | {"observations": figures(("2020", "7.0"))})
    row = records("--facts", "-", "trade", "a", "--currency", "cny", stdin=base)[0]
    # 40 * 6.95 and 50 * 7.05
    assert (row["value"], row["low"], row["high"]) == (None, 278, "352.5")


def test_the_limits_of_a_converted_range_are_rounded_outwards_on_every_screen() -> None:
    ranged = {"id": "a", "unit": "USD", "observations": [{"period": "2020", "low": "40", "high": "50", "source": "s"}]}
    plain = {"id": "b", "unit": "CNY", "observations": figures(("2020", "1"))}
    base = fact_base(ranged, plain, RATE | {"unit": "X", "observations": figures(("2020", "7.03"))})
    shown = ask("--facts", "-", "compare", "a", "b", "--currency", "CNY", "-f", "table", stdin=base)
    assert "2020    281.0000 to 351.7500" in shown.out


@pytest.mark.parametrize("qualifier", ["over", "nearly"])
def test_a_bound_is_no_rate(qualifier: str) -> None:
    base = fact_base(
        {"id": "a", "unit": "USD", "observations": figures(("2020", "40"))},
        RATE | {"observations": figures(("2020", "7"), qualifier=qualifier)},
    )
    answer = ask("--facts", "-", "trade", "a", "--currency", "CNY", "-f", "csv", "-c", "value", stdin=base)
    assert answer.out == "value\n"
    assert "note: a: 2020 not converted, no rate of that period is known\n" in answer.err


def test_a_bound_is_converted_to_the_bound() -> None:
    row = records("trade", "imports-usd", "--currency", "CNY", "--since", "2017")[0]
    # 2.9 * 6.75865
    assert (row["qualifier"], row["value"], row["low"], row["high"]) == ("over", "19.6001", "19.6001", None)


def test_at_a_forecast_rate_money_is_a_forecast() -> None:
    one = {"id": "a", "unit": "USD", "observations": figures(("2020", "1"), ("2021", "2"), ("2022", "3"))}
    rates = figures(("2020", "7.0"), ("2021", "7.0")) + figures(("2022", "7.0"), status="F")
    base = fact_base(one, RATE | {"observations": rates})
    assert [row["status"] for row in records("--facts", "-", "trade", "a", "--currency", "CNY", stdin=base)] == [
        "E",
        "E",
        "F",
    ]
    plain = records("--facts", "-", "growth", "a", "--currency", "CNY", stdin=base)[0]
    assert (plain["to"], plain["status"]) == ("2021", "E")
    asked = records("--facts", "-", "growth", "a", "--currency", "CNY", "--forecasts", stdin=base)[0]
    assert (asked["to"], asked["status"]) == ("2022", "F")


def test_no_money_is_converted_at_a_rate_of_zero() -> None:
    one = {"id": "a", "unit": "CNY", "observations": figures(("2020", "1"))}
    base = fact_base(one, RATE | {"observations": figures(("2020", "0"))})
    assert records("--facts", "-", "trade", "a", "--currency", "USD", stdin=base) == []


def test_a_year_spelled_by_its_months_is_no_gap() -> None:
    yuan = {"id": "a", "unit": "CNY", "observations": figures(("2020-01/2020-12", "7"))}
    dollars = {"id": "b", "unit": "USD", "observations": figures(("2020", "2"))}
    base = fact_base(yuan, dollars, RATE | {"observations": figures(("2020", "7.0"))})
    found = records("--facts", "-", "trade", "a", "--currency", "CNY", stdin=base)
    assert [(row["period"], row["value"]) for row in found] == [("2020-01/2020-12", 7)]


def test_an_exact_source_date_counts_before_a_coarse_vintage() -> None:
    answer = ask("trade", "trade", "--as-of", "2025-01-25", "--since", "2024", "-f", "csv", "-c", "value")
    assert answer.out == "value\n435.11\n"


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of", "--currency", "--lang", "--sort", "-c", "-f"])
def test_an_empty_option_is_wrong_usage(option: str) -> None:
    answer = ask("trade", option, "")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


def test_an_empty_name_of_a_file_is_no_file() -> None:
    assert ask("trade", "--facts", "").code == 1
    assert ask("--facts", "", "trade").code == 1


@pytest.mark.parametrize(
    "words", [["growth", "trade", "--say"], ["compare", "2021", "2023", "trade"], ["claims", "partners"]]
)
def test_notes_are_only_of_the_series_asked_for(words: list[str]) -> None:
    notes = ask(*words, "--as-of", "2024-06").err.splitlines()
    assert len([note for note in notes if "figures left out" in note]) == 1


def test_two_spellings_of_a_year_have_one_latest_figure() -> None:
    sources = {"x": {"publisher": "X", "published": "2021"}, "y": {"publisher": "Y", "published": "2025"}}
    observations = [
        {"period": "2020", "value": "3", "source": "y"},
        {"period": "2020", "value": "1", "source": "x", "rank": "alternative"},
        {"period": "2020-01/2020-12", "value": "2", "source": "x", "rank": "alternative"},
    ]
    base = json.loads(fact_base({"id": "a", "observations": observations})) | {"sources": sources}
    found = records("--facts", "-", "trade", "--as-of", "2022", stdin=json.dumps(base))
    assert [row["value"] for row in found] == [2]


def test_a_refusal_names_the_forecast_that_would_have_made_an_answer() -> None:
    base = fact_base({"id": "a", "observations": figures(("2020", "1")) + figures(("2021", "2"), status="F")})
    answer = ask("--facts", "-", "growth", "a", stdin=base)
    assert answer == (
        1,
        "",
        "xjcli: a: only one figure, 2020; growth needs two; a: 2021 left out, a forecast; --forecasts lets it in\n",
    )
    asked = records("--facts", "-", "growth", "a", "--forecasts", stdin=base)[0]
    assert (asked["to"], asked["change_pct"], asked["status"]) == ("2021", 100, "F")


def test_a_refusal_speaks_of_no_series_whose_name_only_ends_the_same() -> None:
    answer = ask("growth", "ftz-trade", "--as-of", "2024-09")
    assert answer.code == 1
    assert "; ftz-trade: figures left out: 2 published after 2024-09" in answer.err
    assert "; trade: " not in answer.err
