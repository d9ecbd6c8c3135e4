"""`facts` and `routes --named`: what is there."""

from __future__ import annotations

import pytest
from asking import ask, records


def test_without_words_all_series_are_listed() -> None:
    found = records("facts")
    assert len(found) == 48
    assert found[0] == {
        "kind": "series",
        "id": "trade",
        "title": "Foreign trade in goods (imports + exports)",
        "unit": "billion CNY",
        "first": "2012",
        "last": "2025",
        "figures": 9,
    }


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["KAZAKHSTAN", "usd"], ["trade-kazakhstan-usd"]),
        (["民用机场"], ["airports"]),
        (["wanshengtong", "flights"], ["charter-flights"]),
        (["white", "paper"], ["partners"]),
        (["liege", "kashgar"], ["air-kashgar-liege"]),
        (["salmon"], ["salmon"]),
        (["launched"], ["2023-11-01"]),
        (["pipeline"], ["gas-pipeline"]),
    ],
    ids=str,
)
def test_every_word_must_match(words: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in records("facts", *words)] == ids


def test_nothing_found_gives_the_header_and_says_what_to_do() -> None:
    answer = ask("facts", "zzz", "-f", "csv")
    assert answer == (
        0,
        "kind,id,title,unit,first,last,figures\n",
        "note: nothing matches 'zzz'; xjcli facts lists all 48 series\n",
    )


def test_observations_of_matching_series_are_shown() -> None:
    found = records("facts", "--observations", "partners", "--since", "2024")
    assert [(row["period"], row["value"]) for row in found] == [("2024", 223), ("2024", 211), ("2025-01/2025-06", 222)]


def test_a_window_without_observations_is_wrong_usage() -> None:
    assert ask("facts", "--since", "2012") == (2, "", "xjcli: --since and --until go with --observations\n")


def test_all_named_routes_are_listed() -> None:
    found = records("routes", "--named")
    assert len(found) == 43
    assert list(found[0]) == ["id", "name", "mode", "origin", "destination", "country", "operator", "since", "source"]


def test_named_routes_are_filtered_by_mode_and_country() -> None:
    found = records("routes", "--named", "--mode", "air", "--country", "belgium")
    assert [row["id"] for row in found] == ["air-urumqi-liege", "air-kashgar-liege"]


def test_a_route_to_two_countries_has_both() -> None:
    assert [row["id"] for row in records("routes", "--named", "--country", "Spain")] == ["air-urumqi-paris-madrid"]


def test_a_route_in_service_by_a_date_says_by() -> None:
    assert records("routes", "--named", "--country", "Belgium")[0]["since"] == "by 2019-07"


def test_a_window_keeps_routes_that_surely_began_in_it() -> None:
    answer = ask("routes", "--named", "--country", "Kazakhstan", "--since", "2019", "-f", "csv", "-c", "id")
    assert answer == (
        0,
        "id\nair-urumqi-aktobe\n",
        "note: 3 of 4 left out, not known to have begun in the window (since 2019)\n",
    )


def test_an_unknown_country_says_which_there_are() -> None:
    answer = ask("routes", "--named", "--country", "Narnia", "-f", "csv")
    assert answer.code == 0
    assert answer.err.startswith("note: no named route has country 'Narnia'; there is: Azerbaijan, Belgium,")


@pytest.mark.parametrize("words", [["--country", "Serbia"], ["--named", "--port", "Horgos"], ["--named", "trains"]])
def test_options_of_one_list_do_not_go_with_the_other(words: list[str]) -> None:
    answer = ask("routes", *words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
