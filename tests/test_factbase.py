"""The fact base that is shipped is sound, and every figure of the article is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import xjcli
from xjcli import facts, loading, periods

Record = dict[str, Any]

PACKAGE = Path(xjcli.__file__).parent
# A wheel holds the file inside the package, a checkout beside it.
SHIPPED = next(path for path in (PACKAGE / "facts.json", PACKAGE.parent / "facts.json") if path.exists())
DATA = SHIPPED.read_bytes()
RAW: Record = json.loads(DATA)
BASE = loading.bundled()
SERIES = pytest.mark.parametrize("series", BASE.series, ids=[series.id for series in BASE.series])


def citing() -> list[str]:
    """List the source of everything that names one."""
    figures = [observation.source for series in BASE.series for observation in series.observations]
    others = [record.source for table in (BASE.routes, BASE.goods, BASE.events, BASE.claims) for record in table]
    return figures + others


def twice(names: list[str]) -> list[str]:
    """List the names that come more than once."""
    return sorted({name for name in names if names.count(name) > 1})


def test_the_program_uses_the_file_that_is_shipped() -> None:
    assert loading.decode(DATA, "facts.json") == BASE


@pytest.mark.parametrize(
    ("table", "size"),
    [("series", 48), ("routes", 43), ("goods", 3), ("events", 3), ("claims", 17), ("sources", 132), ("units", 16)],
)
def test_nothing_is_lost_from_a_table(table: str, size: int) -> None:
    assert len(getattr(BASE, table)) == size


def test_no_observation_is_lost() -> None:
    assert sum(len(series.observations) for series in BASE.series) == 201


def test_every_source_named_is_known() -> None:
    assert set(citing()) - set(BASE.sources) == set()


def test_every_source_known_is_used() -> None:
    assert set(BASE.sources) - set(citing()) == set()


def test_every_unit_named_is_known() -> None:
    assert {series.unit for series in BASE.series} - set(BASE.units) == set()


def test_every_unit_known_is_used() -> None:
    assert set(BASE.units) - {series.unit for series in BASE.series} == set()


@pytest.mark.parametrize("table", ["series", "routes", "claims"])
def test_no_id_is_given_twice(table: str) -> None:
    assert twice([record.id for record in getattr(BASE, table)]) == []


@SERIES
def test_every_period_has_exactly_one_preferred_figure(series: facts.Series) -> None:
    preferred = [periods.parse(o.period).span for o in series.observations if o.rank is None]
    every = {periods.parse(o.period).span for o in series.observations}
    assert (len(preferred), set(preferred)) == (len(every), every)


@SERIES
def test_observations_are_ordered_by_first_day_then_last_then_rank(series: facts.Series) -> None:
    order = [(*periods.parse(o.period).span, o.rank == "alternative") for o in series.observations]
    assert order == sorted(order)


@SERIES
def test_no_series_is_empty(series: facts.Series) -> None:
    assert series.observations != ()


@SERIES
def test_low_is_never_above_high(series: facts.Series) -> None:
    ranges = [(o.low, o.high) for o in series.observations if o.low is not None and o.high is not None]
    assert [(low, high) for low, high in ranges if low > high] == []


@pytest.mark.parametrize("link", ["out_of", "published_growth"])
def test_a_series_refers_only_to_series_that_exist(link: str) -> None:
    named = {getattr(series, link) for series in BASE.series} - {None}
    assert named - {series.id for series in BASE.series} == set()


def test_a_claim_refers_only_to_a_series_that_exists() -> None:
    assert {claim.series for claim in BASE.claims} - {series.id for series in BASE.series} == set()


@pytest.mark.parametrize(
    ("series", "link", "other"),
    [
        ("trade", "published_growth", "trade-growth"),
        ("trade-usd", "published_growth", "trade-usd-growth"),
        ("ftz-tasks-done", "out_of", "ftz-tasks"),
    ],
)
def test_a_series_knows_its_whole_and_its_published_growth(series: str, link: str, other: str) -> None:
    assert [getattr(found, link) for found in BASE.series if found.id == series] == [other]


def test_the_headline_series_are_those_of_the_contract() -> None:
    assert {series.id for series in BASE.series if series.headline} == {
        "trade",
        "trade-usd",
        "partners",
        "trains",
        "road-routes",
        "air-cargo-routes",
        "ftz-tasks-done",
    }


def test_an_observation_stands_on_one_line() -> None:
    lines = [line.strip().removesuffix(b",") for line in DATA.splitlines() if b'"period"' in line]
    assert [json.loads(line)["period"] for line in lines] == [
        observation.period for series in BASE.series for observation in series.observations
    ]


def test_no_object_gives_a_key_twice() -> None:
    found: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> None:
        found.extend(twice([key for key, _ in pairs]))

    json.loads(DATA, object_pairs_hook=look)
    assert found == []


def test_the_file_is_utf8_without_a_byte_order_mark() -> None:
    assert DATA.decode("utf-8")[:2] == "{\n"


def test_the_file_spells_chinese_without_escapes() -> None:
    assert (DATA.count(b"\\u"), "进出口总值".encode() in DATA) == (0, True)


def test_the_file_ends_with_one_newline() -> None:
    assert DATA.endswith(b"\n}\n")


@pytest.mark.parametrize(
    ("series", "period", "printed"),
    [
        ("trade-central-asia-usd", "2013", "19.0"),
        ("cny-per-usd", "2013", "6.1480"),
        ("trade-usd-growth", "2015", "-28.9"),
        ("air-cargo", "2024", "302000"),
        ("trade-russia-usd", "2012", "0.64"),
    ],
)
def test_a_figure_keeps_the_digits_as_printed(series: str, period: str, printed: str) -> None:
    found = [o.value for s in BASE.series if s.id == series for o in s.observations if o.period == period]
    assert [str(value) for value in found] == [printed]


def records() -> dict[str, list[Record]]:
    """Lay the tables open; an observation takes along the id and the unit of its series, and the normal status."""
    observations = [
        {"series": s["id"], "unit": s["unit"], "unit_mult": s["unit_mult"], "status": "A", **observation}
        for s in RAW["series"]
        for observation in s["observations"]
    ]
    return {"observations": observations, **{table: RAW[table] for table in ("goods", "events", "claims")}}


def figure(series: str, period: str, value: str, unit: str, mult: int = 0, **more: str | None) -> tuple[str, Record]:
    """Say what the article gives for a series: unless more is said it is a normal figure without a qualifier."""
    plain: Record = {"qualifier": None, "status": "A", "rank": None, "rounded_to": None}
    place = {"series": series, "period": period, "value": value, "unit": unit, "unit_mult": mult, "source": "article"}
    return "observations", {**plain, **place, **more}


FLIGHT = "FLIGHT_PER_DAY"
FIRST = "first in China by number of routes and by total distance"
CONTINENTS = "direct links to Asia, Africa and Europe"
BONDED_FUEL = "bonded aviation fuel available in the free trade zone"
YEARLY_LEAP = "since 2022 trade has grown by more than 100 billion yuan every year"
IN_DOLLARS = "158.9 billion yuan are 22.3 billion US dollars"
WAITING: Record = {"series": "trucks-waiting", "period": "2025", "low": "40", "high": "50", "unit": "TRUCK"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param(*figure("trade", "2012", "158.9", "CNY", 9), id="trade of 158.9 billion yuan in 2012"),
        pytest.param("claims", {"says": IN_DOLLARS, "series": "trade", "source": "article"}, id="22.3 billion dollars"),
        pytest.param(*figure("trade", "2024", "434.1", "CNY", 9), id="trade of 434.1 billion yuan"),
        pytest.param("claims", {"says": YEARLY_LEAP, "series": "trade", "source": "article"}, id="over 100 billion"),
        pytest.param(*figure("partners", "2012", "193", "COUNTRY"), id="193 partners in 2012"),
        pytest.param(*figure("partners", "2024", "223", "COUNTRY"), id="223 partners in 2024"),
        pytest.param(*figure("trains", "2013", "78", "TRAIN"), id="78 trains in 2013"),
        pytest.param(
            *figure(
                "trains",
                "2024",
                "16800",
                "TRAIN",
                status="F",
                qualifier="about",
                rounded_to="100",
                rank="alternative",
            ),
            id="16,800 trains expected in 2024",
        ),
        pytest.param(*figure("road-routes", "2025", "119", "ROUTE"), id="119 road routes"),
        pytest.param(
            *figure("road-routes", "2025", "119", "ROUTE", note=FIRST), id="road routes first in number and distance"
        ),
        pytest.param(*figure("air-cargo-routes", "2012", "4", "ROUTE"), id="4 cargo routes in 2012"),
        pytest.param(*figure("air-cargo-routes", "2025", "27", "ROUTE"), id="27 cargo routes today"),
        pytest.param(*figure("air-cargo-routes", "2025", "27", "ROUTE", note=CONTINENTS), id="three continents"),
        pytest.param(*figure("ftz-tasks", "2025", "129", "TASK"), id="129 tasks"),
        pytest.param(*figure("ftz-tasks-done", "2025", "90", "TASK", qualifier="over"), id="over 90 tasks implemented"),
        pytest.param(
            "events", {"date": "2023-11-01", "event": "Xinjiang Pilot Free Trade Zone launched"}, id="zone of 2023"
        ),
        pytest.param("events", {"date": "2024-06", "event": BONDED_FUEL, "source": "article"}, id="bonded fuel"),
        pytest.param(
            *figure("fuel-saving", "2024-06", "10000", "USD", qualifier="about"), id="10,000 dollars a flight"
        ),
        pytest.param("observations", {**WAITING, "source": "article"}, id="40 to 50 trucks"),
        pytest.param(*figure("charter-routes", "2024", "1", "ROUTE"), id="one charter route"),
        pytest.param(*figure("charter-routes", "2025", "22", "ROUTE"), id="22 charter routes"),
        pytest.param(
            *figure("charter-flights", "2024", "0.142857", FLIGHT, printed="one a week"), id="one flight a week"
        ),
        pytest.param(*figure("charter-flights", "2025", "3", FLIGHT, printed="three a day"), id="three flights a day"),
        pytest.param(*figure("charter-volume", "2024", "1", "MULTIPLE"), id="volume before"),
        pytest.param(*figure("charter-volume", "2025", "10", "MULTIPLE", qualifier="about"), id="tenfold volume"),
        pytest.param(
            "goods",
            {
                "product": "wind turbines",
                "origin": "Hami",
                "destination": "Uzbekistan",
                "direction": "export",
                "source": "article",
            },
            id="wind turbines",
        ),
        pytest.param(
            "goods",
            {
                "product": "salmon",
                "origin": "Ili Kazak Autonomous Prefecture",
                "destination": "Malaysia",
                "direction": "export",
                "source": "article",
            },
            id="salmon",
        ),
        pytest.param(
            "goods",
            {
                "product": "flour",
                "origin": "Kazakhstan",
                "destination": "Xinjiang",
                "direction": "import",
                "source": "article",
            },
            id="flour",
        ),
    ],
)
def test_every_figure_of_the_article_is_at_its_place(table: str, said: Record) -> None:
    found = [record for record in records()[table] if said == {key: record.get(key) for key in said}]
    assert len(found) == 1


def test_what_is_shipped_is_the_file_at_the_top_byte_for_byte() -> None:
    assert (Path(__file__).parent.parent / "facts.json").read_bytes() == DATA
