"""`claims`: what the article says held against the fact base, and every verdict of every kind of check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from asking import Record, ask, fact_base, figures

from xjcli import loading
from xjcli.errors import FactError, UsageError
from xjcli.reports.claims import claims, has_contradiction, judge

if TYPE_CHECKING:
    from xjcli.facts import FactBase

BUNDLED = loading.bundled()
CHINA_DAILY = "China Daily (Chinese), via Tencent, 2025-01-21"
WHITE_PAPER = "China Today (German), 2025-09-22, citing State Council white paper, 2025-09-19"
NOBODY = "by no other source"
SOURCES = {"s": {"publisher": "P", "published": "2020"}, "c": {"publisher": "Claimant"}}


class Case(NamedTuple):
    """A verdict and its working."""

    verdict: str
    working: str


SHIPPED = {
    "trade-2012-2024": Case(
        "disputed",
        f"2012: 158.9 billion CNY, by no other source; 2024: 434.1 billion CNY, but 435.11 ({CHINA_DAILY})",
    ),
    "hundred-billion-a-year": Case("contradicted", "2023: +110.97, 2024: +76.77; not over 100 every year"),
    "trade-in-dollars": Case(
        "contradicted",
        "158.9 billion CNY / 6.3094 = 25.18 billion USD, not 22.3; 22.3 implies a rate of 7.13",
    ),
    "trains-2013": Case("uncorroborated", "2013: 78, by no other source"),
    "trains-expected": Case(
        "not met", "2024: 16800 expected, but 16400 (Xinhua, via People's Daily Online, 2025-05-31)"
    ),
    "road-routes": Case(
        "uncorroborated", "2025: 119, by no other source, compare 118 of 2021 (China Daily, 2021-06-18)"
    ),
    "cargo-routes": Case(
        "uncorroborated",
        "2012: 4, by no other source; 2025: 27, by no other source, compare 26 of 2025-06-30 (Xinhua, via People's "
        "Review, 2025-07-05), 36 of 2025-08 (People's Daily Online, 2025-08-19)",
    ),
    "partners": Case("disputed", f"2012: 193, but 196 ({WHITE_PAPER}); 2024: 223, but 211 ({CHINA_DAILY})"),
    "zone-launched": Case("supported", "2023, also 2023-11-01 (Xinhua, via gov.cn, 2023-11-02)"),
    "tasks": Case(
        "uncorroborated",
        f"2025: over 90, by no other source, compare 88 of 2024-12-31 ({CHINA_DAILY}); "
        "2025: 129, by no other source, compare 129 of 2024-06-25 (State Council Information Office, 2024-06-27)",
    ),
    "bonded-fuel": Case("uncorroborated", "2024-06, by no other source"),
    "fuel-saving": Case("uncorroborated", "2024-06: about 10000 USD, by no other source"),
    "charter-routes": Case("uncorroborated", "2024: 1, by no other source; 2025: 22, by no other source"),
    "charter-flights": Case(
        "uncorroborated", "2024: one a week, by no other source; 2025: three a day, by no other source"
    ),
    "charter-volume": Case("uncorroborated", "2025: about 10 times, by no other source"),
    "trucks-waiting": Case("uncorroborated", "2025: 40 to 50, by no other source"),
    "growth-2024": Case(
        "disputed", "2023 to 2024: 357.33 to 434.1 billion CNY is +21.48 %, not 21.8; with 435.11 it is +21.77 %"
    ),
}


def base_of(check: Record | None, *series: Record, **more: object) -> FactBase:
    """Make a fact base with one claim, of source c about series a; figures are of source s unless they say more."""
    claim: Record = {"id": "k", "says": "So it is", "series": "a", "source": "c"} | ({"check": check} if check else {})
    written = fact_base(*({"id": "a"} | one for one in series), claims=[claim], **({"sources": SOURCES} | more))
    return loading.decode(written.encode(), "a test")


def judged(check: Record | None, *series: Record, **more: object) -> Case:
    base = base_of(check, *series, **more)
    return Case(*judge(base, base.claims[0])[:2])


def stated(value: str, **more: object) -> Record:
    """Check that the figure of 2020 is this one."""
    return {"kind": "figures", "of": [{"at": "2020", "value": value} | more]}


def known(value: str, **more: object) -> list[Record]:
    """Write a figure of 2020."""
    return figures(("2020", value), **more)


def own(value: str, period: str = "2020", **more: object) -> list[Record]:
    """Write a figure of the claimant."""
    return figures((period, value), **{"source": "c", **more})


def other(value: str, period: str = "2020") -> list[Record]:
    """Write what another source says instead of the preferred figure."""
    return figures((period, value), rank="alternative")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_claim_has_its_verdict_and_working(name: str) -> None:
    (row,) = claims(BUNDLED, [name]).rows
    assert (row[2], row[3]) == SHIPPED[name]


def test_every_shipped_claim_is_expected_here() -> None:
    assert {claim.id for claim in BUNDLED.claims} == set(SHIPPED)


def test_every_shipped_claim_can_be_checked() -> None:
    assert [claim.id for claim in BUNDLED.claims if claim.check is None] == []


def test_columns_are_those_of_the_contract() -> None:
    table = claims(BUNDLED, [])
    assert [table.columns[i].name for i in table.data_columns()] == ["id", "claim", "verdict", "working", "source"]


def test_a_claim_is_shown_in_its_words_with_its_source() -> None:
    table = claims(BUNDLED, ["trains-2013"])
    (row,) = table.rows
    assert (row[0], row[1], row[4]) == ("trains-2013", "78 freight trains passed through in 2013", ("article",))
    assert table.sources == {"article": "CCTV Video News Agency, via Bastille Post, 2025"}


def test_claims_come_in_the_order_named_and_once() -> None:
    rows = claims(BUNDLED, ["tasks", "partners", "tasks"]).rows
    assert [row[0] for row in rows] == ["tasks", "partners"]


def test_an_unknown_claim_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="unknown claim 'partner'; did you mean 'partners'"):
        claims(BUNDLED, ["partner"])


def test_without_claims_there_is_a_header_and_a_note() -> None:
    table = claims(loading.decode(fact_base().encode(), "a test"), [])
    assert (list(table.rows), table.notes) == ([], ["this fact base holds no claims"])


@pytest.mark.parametrize(
    ("name", "found"), [("trade-in-dollars", True), ("partners", False), ("trains-expected", False)]
)
def test_a_contradiction_in_an_answer_is_found(name: str, found: bool) -> None:
    assert has_contradiction(claims(BUNDLED, [name])) is found


def test_a_claim_without_a_check_is_uncorroborated() -> None:
    assert judged(None) == ("uncorroborated", "there is nothing to check it by")


def test_a_claim_about_a_series_that_is_not_there_is_uncorroborated() -> None:
    assert judged(stated("5")) == ("uncorroborated", "there is no series 'a' to check it by")


def test_figures_another_source_that_agrees_within_rounding_supports() -> None:
    case = judged(stated("158.9"), {"observations": known("158.92")})
    assert case == ("supported", "2020: 158.9 things, also 158.92 (P, 2020)")


@pytest.mark.parametrize(
    ("unit", "said", "found", "verdict"),
    [
        pytest.param("X", "158.9", "159.0", "contradicted", id="neighbours at the last place"),
        pytest.param("X", "158.9", "159", "supported", id="a rougher figure"),
        pytest.param("N", "193", "193", "supported", id="equal counts"),
        pytest.param("N", "193", "194", "contradicted", id="counts are exact"),
    ],
)
def test_figures_are_compared_by_what_they_stand_for(unit: str, said: str, found: str, verdict: str) -> None:
    assert judged(stated(said), {"unit": unit, "observations": known(found)}).verdict == verdict


def test_figures_the_claimant_alone_proves_nothing() -> None:
    case = judged(stated("5"), {"observations": own("5")})
    assert case == ("uncorroborated", "2020: 5 things, by no other source")


def test_figures_a_forecast_is_no_evidence() -> None:
    assert judged(stated("5"), {"observations": known("5", status="F")}).verdict == "uncorroborated"
    assert judged(stated("5"), {"observations": known("9", status="F")}).verdict == "uncorroborated"


def test_figures_of_another_year_are_no_evidence() -> None:
    case = judged(stated("5"), {"observations": figures(("2019", "5"))})
    assert case == ("uncorroborated", "2020: 5 things, by no other source")


def test_figures_a_preferred_figure_of_another_source_contradicts() -> None:
    case = judged(stated("5"), {"observations": known("9")})
    assert case == ("contradicted", "2020: 5 things, but 9 (P, 2020)")


def test_figures_the_claimants_own_alternative_changes_nothing() -> None:
    assert judged(stated("5"), {"observations": known("9") + own("5", rank="alternative")}).verdict == "contradicted"


def test_figures_an_alternative_makes_it_disputed() -> None:
    case = judged(stated("5"), {"observations": known("9") + other("5")})
    assert case == ("disputed", "2020: 5 things, also 5 (P, 2020), but 9 (P, 2020)")


def test_figures_others_against_the_preferred_figure_of_the_claimant_are_a_dispute() -> None:
    case = judged(stated("5"), {"observations": own("5") + other("9")})
    assert case == ("disputed", "2020: 5 things, but 9 (P, 2020)")


def test_figures_a_claim_that_misquotes_its_own_source_is_contradicted() -> None:
    case = judged(stated("5"), {"observations": own("6")})
    assert case == ("contradicted", "2020: 5 things, but 6 (Claimant)")


@pytest.mark.parametrize(
    ("qualifier", "found", "verdict"),
    [
        ("over", "95", "supported"),
        ("over", "90", "contradicted"),
        ("over", "84", "contradicted"),
        ("nearly", "88", "supported"),
        ("nearly", "91", "contradicted"),
        ("about", "90", "supported"),
    ],
)
def test_figures_a_bound_holds_for_what_lies_beyond_it(qualifier: str, found: str, verdict: str) -> None:
    said = stated("90", qualifier=qualifier)
    assert judged(said, {"unit": "N", "observations": known(found)}).verdict == verdict


@pytest.mark.parametrize(
    ("said", "bound", "verdict"), [("246", "240", "uncorroborated"), ("230", "240", "contradicted")]
)
def test_figures_a_bound_may_exclude_but_does_not_show(said: str, bound: str, verdict: str) -> None:
    assert judged(stated(said), {"observations": known(bound, qualifier="over")}).verdict == verdict


def test_figures_a_narrower_bound_supports() -> None:
    case = judged(stated("90", qualifier="over"), {"observations": known("95", qualifier="over")})
    assert case == ("supported", "2020: over 90 things, also over 95 (P, 2020)")


def test_figures_an_alternative_against_an_open_bound_is_a_dispute() -> None:
    observations = known("240", qualifier="over") + other("230")
    assert judged(stated("246"), {"observations": observations}).verdict == "disputed"


def test_figures_an_open_bound_is_quoted_for_comparison() -> None:
    case = judged(stated("246"), {"observations": known("240", qualifier="over")})
    assert case.working == "2020: 246 things, by no other source, compare over 240 (P, 2020)"


@pytest.mark.parametrize(("found", "verdict"), [("45", "supported"), ("50", "supported"), ("51", "contradicted")])
def test_figures_a_range_holds_for_what_lies_in_it(found: str, verdict: str) -> None:
    said = {"kind": "figures", "of": [{"at": "2020", "low": "40", "high": "50"}]}
    assert judged(said, {"unit": "N", "observations": known(found)}).verdict == verdict


@pytest.mark.parametrize(("value", "verdict"), [("36", "supported"), ("27", "uncorroborated")])
def test_figures_a_snapshot_within_the_period_may_support_but_not_contradict(value: str, verdict: str) -> None:
    case = judged(stated(value), {"measure": "stock", "observations": figures(("2020-08", "36"))})
    assert (case.verdict, "36 of 2020-08 (P, 2020)" in case.working) == (verdict, True)


def test_figures_the_last_snapshot_before_is_only_compared() -> None:
    observations = figures(("2017", "3"), ("2018", "5"), ("2021", "5"))
    case = judged(stated("5"), {"measure": "stock", "observations": observations})
    assert case == ("uncorroborated", "2020: 5 things, by no other source, compare 5 of 2018 (P, 2020)")


def test_figures_the_gravest_part_decides() -> None:
    said = {"kind": "figures", "of": [{"at": "2019", "value": "4"}, {"at": "2020", "value": "5"}]}
    right = figures(("2019", "4"), ("2020", "5"))
    assert judged(said, {"observations": right}).verdict == "supported"
    assert judged(said, {"observations": right[:1]}).verdict == "uncorroborated"
    assert judged(said, {"observations": right[:1] + known("9") + other("5")}).verdict == "disputed"
    assert judged(said, {"observations": figures(("2019", "9")) + known("9") + other("5")}).verdict == "contradicted"


def test_figures_may_be_of_another_series_than_the_claim() -> None:
    said = {"kind": "figures", "of": [{"series": "b", "at": "2020", "value": "5"}]}
    assert judged(said, {"id": "a"}, {"id": "b", "observations": known("5")}).verdict == "supported"


@pytest.mark.parametrize(
    ("value", "found", "verdict"),
    [
        ("16800", known("16400"), "not met"),
        ("16800", known("17200"), "not met"),
        ("16800", known("16796"), "supported"),
        ("16800", known("16400") + other("16820"), "disputed"),
        ("16800", own("16400"), "not met"),
        ("16800", [], "uncorroborated"),
    ],
)
def test_an_expectation_is_met_by_what_was_counted(value: str, found: list[Record], verdict: str) -> None:
    said = stated(value, rounded_to="100", status="F")
    assert judged(said, {"unit": "N", "observations": found}).verdict == verdict


def rises(*observations: Record) -> Case:
    check = {"kind": "rises", "since": "2020", "until": "2022", "value": "10"}
    return judged(check, {"observations": list(observations)})


def test_rises_every_year_is_supported() -> None:
    case = rises(*figures(("2020", "100"), ("2021", "120"), ("2022", "131.5")))
    assert case == ("supported", "2021: +20, 2022: +11.5; over 10 every year")


def test_rises_one_year_that_falls_short_contradicts() -> None:
    case = rises(*figures(("2020", "100"), ("2021", "120"), ("2022", "125")))
    assert case == ("contradicted", "2021: +20, 2022: +5; not over 10 every year")


def test_rises_exactly_as_much_is_not_more() -> None:
    check = {"kind": "rises", "since": "2020", "until": "2021", "value": "10"}
    observations = figures(("2020", "100"), ("2021", "110"))
    assert judged(check, {"unit": "N", "observations": observations}).verdict == "contradicted"


def test_rises_an_alternative_makes_it_disputed() -> None:
    case = rises(*figures(("2020", "100"), ("2021", "120"), ("2022", "125")), *other("135", "2022"))
    assert case.verdict == "disputed"
    assert case.working == "2021: +20, 2022: +5 (with 135 it is +15); over 10 every year by some figures only"


def test_rises_by_the_claimants_own_figure_is_uncorroborated() -> None:
    case = rises(*figures(("2020", "100"), ("2021", "120")), *own("140", "2022"))
    assert case == ("uncorroborated", "2021: +20, 2022: +20; over 10 every year is shown by no other source")


def test_rises_may_fail_by_the_claimants_own_figure() -> None:
    assert rises(*figures(("2020", "100"), ("2021", "120")), *own("121", "2022")).verdict == "contradicted"


def test_rises_a_missing_year_is_uncorroborated() -> None:
    case = rises(*figures(("2020", "100"), ("2021", "120")))
    assert case.verdict == "uncorroborated"
    assert case.working == "2021: +20, 2022: no figure of 2022 in a; over 10 every year is shown by no other source"


def test_rises_a_missing_year_does_not_excuse_another() -> None:
    assert rises(*figures(("2020", "100"), ("2021", "101"))).verdict == "contradicted"


def test_rises_a_bound_that_leaves_it_open_is_uncorroborated() -> None:
    case = rises(*figures(("2020", "100"), ("2022", "150")), *figures(("2021", "105"), qualifier="over"))
    assert (case.verdict, case.working.split(";")[0]) == ("uncorroborated", "2021: at least +4.5, 2022: at most +45.5")


def grows(value: str, *observations: Record, **series: object) -> Case:
    check = {"kind": "grows", "since": "2019", "until": "2020", "value": value}
    return judged(check, {"observations": list(observations)} | series)


def test_grows_by_figures_of_others_is_supported() -> None:
    case = grows("21.8", *figures(("2019", "357.33"), ("2020", "435.11")))
    assert case == ("supported", "2019 to 2020: 357.33 to 435.11 things is +21.77 %, which fits 21.8")


def test_grows_is_shown_with_a_decimal_more_than_claimed() -> None:
    case = grows("21.77", *figures(("2019", "357.33"), ("2020", "435.11")))
    assert case.working.endswith("is +21.767 %, which fits 21.77")


def test_grows_otherwise_is_contradicted() -> None:
    case = grows("21.8", *figures(("2019", "357.33"), ("2020", "434.1")))
    assert case == ("contradicted", "2019 to 2020: 357.33 to 434.1 things is +21.48 %, not 21.8")


def test_grows_an_alternative_makes_it_disputed() -> None:
    case = grows("21.8", *figures(("2019", "357.33"), ("2020", "435.11")), *other("434.1"))
    assert case.verdict == "disputed"
    assert case.working.endswith("is +21.77 %, which fits 21.8; with 434.1 it is +21.48 %")


def test_grows_by_the_claimants_own_figure_is_uncorroborated() -> None:
    case = grows("50", *figures(("2019", "100")), *own("150"))
    assert case == (
        "uncorroborated",
        "2019 to 2020: 100 to 150 things is +50.00 %, which fits 50; by no other source",
    )


def test_grows_from_a_missing_year_is_uncorroborated() -> None:
    assert grows("50", *known("150")) == ("uncorroborated", "no figure of 2019 in a")


def test_grows_from_a_forecast_is_uncorroborated() -> None:
    case = grows("50", *figures(("2019", "100"), status="F"), *known("150"))
    assert case == ("uncorroborated", "no figure of 2019 in a")


def test_grows_from_zero_is_unknown() -> None:
    case = grows("50", *figures(("2019", "0"), ("2020", "150")))
    assert case == ("uncorroborated", "2019 to 2020: 0 to 150 things is unknown %, which leaves open 50")


def test_grows_a_percentage_has_no_rate() -> None:
    case = grows("50", *figures(("2019", "10"), ("2020", "15")), unit="PERCENT")
    assert case == ("uncorroborated", "a is in percent and changes in points")


def test_grows_flows_over_different_parts_of_a_year_are_not_compared() -> None:
    check = {"kind": "grows", "since": "2019-01/2019-06", "until": "2020", "value": "50"}
    case = judged(check, {"measure": "flow", "observations": figures(("2019-01/2019-06", "10"), ("2020", "15"))})
    assert case == (
        "uncorroborated",
        "a: flows over different parts of a year (2019-01/2019-06, 2020) cannot be compared",
    )


def test_grows_by_over_a_rate() -> None:
    check = {"kind": "grows", "since": "2019", "until": "2020", "value": "40", "qualifier": "over"}
    case = judged(check, {"observations": figures(("2019", "100"), ("2020", "150"))})
    assert case == ("supported", "2019 to 2020: 100 to 150 things is +50.00 %, which fits over 40")


def converts(value: str, amount: list[Record], rate: list[Record], into: str = "USD", unit: str = "CNY") -> Case:
    check = {"kind": "converts", "at": "2020", "into": into, "value": value}
    money = {"unit": unit, "unit_mult": 9, "observations": amount}
    return judged(check, money, {"id": "cny-per-usd", "observations": rate})


def test_converts_at_the_rate_of_the_year_is_supported() -> None:
    case = converts("25.2", own("158.9"), known("6.3094"))
    assert case == ("supported", "158.9 billion CNY / 6.3094 = 25.18 billion USD, which fits 25.2")


def test_converts_into_yuan() -> None:
    case = converts("158.8", known("25.17"), known("6.3094"), into="CNY", unit="USD")
    assert case == ("supported", "25.17 billion USD * 6.3094 = 158.81 billion CNY, which fits 158.8")


def test_converts_otherwise_is_contradicted_and_names_the_rate_it_implies() -> None:
    case = converts("140", known("20"), known("6.3094"), into="CNY", unit="USD")
    assert case.verdict == "contradicted"
    assert case.working == "20 billion USD * 6.3094 = 126.19 billion CNY, not 140; 140 implies a rate of 7.00"


def test_converts_an_alternative_rate_makes_it_disputed() -> None:
    case = converts("22.3", own("158.9"), known("6.3094") + other("7.1256"))
    assert case.verdict == "disputed"
    assert "with 7.1256 it is 22.30 billion USD" in case.working


def test_converts_at_the_claimants_own_rate_is_uncorroborated() -> None:
    case = converts("25.2", known("158.9"), own("6.3094"))
    assert (case.verdict, case.working.rpartition("; ")[2]) == ("uncorroborated", NOBODY)


def test_converts_without_a_rate_of_the_year_is_uncorroborated() -> None:
    case = converts("25.2", known("158.9"), figures(("2019", "6.3")))
    assert case == ("uncorroborated", "no figure of 2020 in cny-per-usd")


def test_converts_without_rates_is_uncorroborated() -> None:
    check = {"kind": "converts", "at": "2020", "into": "USD", "value": "5"}
    case = judged(check, {"unit": "CNY", "observations": known("158.9")})
    assert case == ("uncorroborated", "there is no series 'cny-per-usd' to check it by")


def test_converts_only_money() -> None:
    case = converts("25.2", known("158.9"), known("6.3"), unit="X")
    assert case == ("uncorroborated", "a is in billion things: there is no rate into USD")


def test_converts_zero_without_an_implied_rate() -> None:
    case = converts("5", known("0"), known("6.3"), into="CNY", unit="USD")
    assert (case.verdict, "implies" in case.working) == ("contradicted", False)


def happens(date: str, *events: tuple[str, str, str]) -> Case:
    check = {"kind": "happens", "date": date, "event": "zone LAUNCHED"}
    told = [{"date": when, "event": what, "source": source} for when, what, source in events]
    return judged(check, {"id": "a"}, events=told)


def test_happens_on_a_date_of_another_source_is_supported() -> None:
    assert happens("2023", ("2023-11-01", "Zone launched", "s")) == ("supported", "2023, also 2023-11-01 (P, 2020)")


def test_happens_on_another_date_is_contradicted() -> None:
    assert happens("2024", ("2023-11-01", "Zone launched", "s")) == ("contradicted", "2024, but 2023-11-01 (P, 2020)")


def test_happens_on_two_dates_is_disputed() -> None:
    case = happens("2023", ("2023-11-01", "Zone launched", "s"), ("2024-01", "launched: the zone", "s"))
    assert case == ("disputed", "2023, also 2023-11-01 (P, 2020), but 2024-01 (P, 2020)")


def test_happens_only_by_the_claimant_is_uncorroborated() -> None:
    case = happens("2023", ("2023-11-01", "Zone launched", "c"), ("2024", "another zone", "s"))
    assert case == ("uncorroborated", "2023, by no other source")


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ({"kind": "guesses"}, "Invalid value 'guesses'"),
        ({"of": []}, "missing required field kind"),
        ({"kind": "figures", "of": []}, "figures needs at least one figure"),
        ({"kind": "figures", "of": [{"at": "soon", "value": "1"}]}, "'soon' is not a period"),
        ({"kind": "figures", "of": [{"at": "2020"}]}, "needs a value, or low and high"),
        ({"kind": "rises", "since": "2020", "until": "2020", "value": "1"}, "rises needs a year and a later year"),
        ({"kind": "rises", "since": "2020", "until": "2021-06", "value": "1"}, "rises needs a year and a later year"),
        ({"kind": "grows", "since": "2021", "until": "2020", "value": "1"}, "since is not before until"),
        ({"kind": "grows", "since": "2020", "until": "2021", "value": 1.5}, "holds the value 1.5"),
        ({"kind": "converts", "at": "2020", "into": "EUR", "value": "1"}, "Invalid enum value 'EUR'"),
        ({"kind": "converts", "at": "2020", "into": "USD", "value": "0"}, "value is not above zero"),
        ({"kind": "happens", "date": "2020", "event": " "}, "event needs at least one word"),
        ({"kind": "happens", "date": "2020", "event": "x", "where": "here"}, "unknown field where"),
    ],
)
def test_a_check_that_checks_nothing_is_a_fault_of_the_fact_base(check: Record, fault: str) -> None:
    with pytest.raises(FactError, match=fault):
        base_of(check)


@pytest.mark.parametrize(
    ("claim", "keys"),
    [
        ("partners", ["article", "china-today-2025-09-22", "china-daily-2025-01-21"]),
        ("trade-in-dollars", ["article", "ecb-rates"]),
    ],
)
def test_the_references_of_a_verdict_are_the_claimant_and_all_who_were_heard(claim: str, keys: list[str]) -> None:
    assert ask("claims", claim, "--cite", "-c", "key", "--no-header", "-f", "csv").out.split() == keys


def test_on_a_screen_only_the_claimant_is_numbered() -> None:
    out = ask("claims", "partners", "-f", "table").out
    assert out.count("\n[") == 1
