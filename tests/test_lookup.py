"""One value for a script: trade --get and routes --get."""

from __future__ import annotations

import json

import pytest
from asking import Answer, ask, fact_base, figures


def of(observation: dict[str, str], *words: str) -> Answer:
    """Ask for the figure of 2020 in a series of this one observation."""
    base = fact_base({"id": "a", "observations": [{"period": "2020", "source": "s"} | observation]})
    return ask("--facts", "-", "trade", "--get", "2020", *words, stdin=base)


def test_one_value_is_printed_as_it_was_printed_and_nothing_else() -> None:
    assert ask("trade", "--get", "2024") == (0, "434.1\n", "")
    assert of({"value": "158.90"}) == (0, "158.90\n", "")


def test_routes_give_one_value_too() -> None:
    assert ask("routes", "trains", "--get", "2024") == (0, "16400\n", "")


def test_of_several_series_the_first_named_counts() -> None:
    assert ask("trade", "partners", "trade", "--get", "2024").out == "223\n"
    assert ask("trade", "trade", "partners", "--get", "2024").out == "434.1\n"


def test_a_filter_chooses_the_series() -> None:
    observations = figures(("2020", "7"))
    base = fact_base({"id": "a", "observations": []}, {"id": "b", "partner": "P", "observations": observations})
    assert ask("--facts", "-", "trade", "--partner", "P", "--get", "2020", stdin=base).out == "7\n"


def test_the_preferred_figure_counts_and_no_alternative() -> None:
    alternative = {"period": "2020", "value": "2", "source": "s", "rank": "alternative"}
    base = fact_base({"id": "a", "observations": [alternative, *figures(("2020", "1"))]})
    assert ask("--facts", "-", "trade", "--get", "2020", stdin=base).out == "1\n"


def test_a_period_may_be_spelled_as_an_interval_of_the_same_days() -> None:
    assert ask("trade", "--get", "2024-01/2024-12").out == "434.1\n"


def test_no_figure_is_one_line_and_exit_1() -> None:
    assert ask("trade", "partners", "--get", "2013") == (
        1,
        "",
        "xjcli: partners: no figure of 2013; there is 2012, 2021, 2023, 2024, 2025-01/2025-06\n",
    )


def test_no_series_is_one_line_and_exit_1() -> None:
    answer = ask("trade", "--partner", "Atlantis", "--get", "2024")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("xjcli: no series has partner 'Atlantis'; there is: ")


def test_a_range_is_refused() -> None:
    assert of({"low": "1.5", "high": "2.50"}) == (
        1,
        "",
        "xjcli: a: 2020 is a range, 1.5 to 2.50, and no one value\n",
    )


def test_a_bound_prints_its_digits_and_says_so() -> None:
    assert of({"value": "90", "qualifier": "over"}) == (0, "90\n", "note: a: 2020 is over 90\n")


@pytest.mark.parametrize(("status", "word"), [("F", "forecast"), ("E", "estimated"), ("P", "provisional")])
def test_a_status_other_than_normal_is_said(status: str, word: str) -> None:
    assert of({"value": "90", "qualifier": "about", "status": status}).err == f"note: a: 2020 is about 90, {word}\n"


def test_another_currency_is_computed_at_the_rate_of_the_year() -> None:
    rates = {"id": "cny-per-usd", "theme": "zone", "observations": figures(("2020", "8"))}
    base = fact_base(rates, {"id": "a", "unit": "CNY", "observations": figures(("2020", "10"))})
    answer = ask("--facts", "-", "trade", "a", "--get", "2020", "--currency", "USD", stdin=base)
    assert answer == (0, "1.25\n", "note: a: 2020 is estimated\n")


def test_json_gives_the_whole_record() -> None:
    answer = ask("trade", "--get", "2024", "-f", "json")
    assert json.loads(answer.out, parse_float=str) == [
        {
            "series": "trade",
            "period": "2024",
            "unit": "billion CNY",
            "qualifier": None,
            "status": "A",
            "source": "article",
            "value": "434.1",
        }
    ]


@pytest.mark.parametrize(
    "words", [["--since", "2012"], ["--until", "2024"], ["--alternatives"], ["--forecasts"]], ids=" ".join
)
def test_a_window_does_not_go_with_one_value(words: list[str]) -> None:
    assert ask("trade", "--get", "2024", *words) == (
        2,
        "",
        "xjcli: --get prints one value: it takes series and filters, and no window\n",
    )


def test_one_value_does_not_go_with_names_of_routes() -> None:
    assert ask("routes", "--named", "--get", "2024").code == 2


def test_what_is_no_period_is_wrong_usage() -> None:
    assert ask("trade", "--get", "x") == (
        2,
        "",
        "xjcli: 'x' is not a period; write 2024, 2024-06, 2024-06-25 or 2024-01/2024-11\n",
    )


def test_the_sources_of_one_value_can_be_asked_for() -> None:
    assert "[1] CCTV Video News Agency" in ask("trade", "--get", "2024", "-f", "table").out
    assert ask("trade", "--get", "2024", "--cite").out.startswith("[1] CCTV Video News Agency, via Bastille Post.")


def test_without_a_series_of_the_theme_the_refusal_says_so() -> None:
    base = fact_base({"id": "a", "observations": figures(("2020", "1"))})
    said = "xjcli: no series of theme routes; xjcli facts lists all that there are\n"
    assert ask("--facts", "-", "routes", "--get", "2020", stdin=base) == (1, "", said)
