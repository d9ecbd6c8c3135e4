"""JSON-stat holds every figure digit for digit at its place in the cube, with its unit, status and source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from asking import figures as some
from exporting import BASE, FIELDS, HOSTILE, OBSERVATIONS, RAW, exported, small

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from exporting import Key, Known

# Not ours: in Python the reader calls a function of its own that it advises against.
pytestmark = pytest.mark.filterwarnings("ignore:Shouldn't use this function anymore:DeprecationWarning")

Dataset: TypeAlias = "dict[str, Any]"


def read(path: Path) -> Dataset:
    """Read with numbers as they stand in the file."""
    found: Dataset = json.loads(path.read_bytes(), parse_float=str, parse_int=str)
    return found


def place(dataset: Dataset, key: Key) -> str:
    """Work out where a figure stands: the last dimension counts fastest."""
    sizes = [int(size) for size in dataset["size"]]
    at = 0
    for name, size, category in zip(dataset["id"], sizes, (key[0], key[1], str(key[2])), strict=True):
        at = at * size + dataset["dimension"][name]["category"]["index"].index(category)
    return str(at)


def known(dataset: Dataset, key: Key) -> Known:
    """Gather what a dataset says of a figure."""
    at = place(dataset, key)
    said = dataset["extension"]["observations"][at]
    unit = dataset["dimension"]["series"]["category"]["unit"][key[0]]["label"]
    found = {name: said.get(name) for name in FIELDS}
    return found | {"value": dataset["value"].get(at), "unit": unit, "status": dataset["status"][at]}


# What another program reads


@pytest.fixture(name="pyjstat")
def _pyjstat() -> ModuleType:
    found: ModuleType = pytest.importorskip("pyjstat.pyjstat")
    return found


def test_another_program_reads_every_figure_back(pyjstat: ModuleType, tmp_path: Path) -> None:
    dataset = pyjstat.Dataset.read(exported(tmp_path, "json-stat").read_text(encoding="utf-8"))
    frame = pyjstat.from_json_stat(dataset, naming="id")[0].dropna()
    found = {(row.series, row.period, int(row.rank)): row.value for row in frame.itertuples(index=False, name="Row")}
    assert found == {key: float(one["value"]) for key, one in OBSERVATIONS.items() if one["value"] is not None}
    assert len(found) == 200


def test_another_program_tells_series_apart_by_their_labels(pyjstat: ModuleType, tmp_path: Path) -> None:
    dataset = pyjstat.Dataset.read(exported(tmp_path, "json-stat").read_text(encoding="utf-8"))
    frame = dataset.write("dataframe").dropna()
    assert [*frame.columns] == ["Series", "Period", "Rank", "value"]
    assert len(set(frame["Series"])) == len({key[0] for key, one in OBSERVATIONS.items() if one["value"]})
    trade = frame[frame["Series"] == "Foreign trade in goods (imports + exports) (trade)"]
    assert trade[trade["Period"] == "2022"][["Rank", "value"]].values.tolist() == [
        ["preferred", 246.36],
        ["alternative 1", 240.0],
    ]


@pytest.mark.parametrize(("period", "rank", "value"), [("2012", "1", 158.9), ("2024", "2", 435.11)])
def test_another_program_finds_one_figure(
    period: str, rank: str, value: float, pyjstat: ModuleType, tmp_path: Path
) -> None:
    dataset = pyjstat.Dataset.read(exported(tmp_path, "json-stat").read_text(encoding="utf-8"))
    asked = dataset.get_dimension_indices([{"series": "trade"}, {"period": period}, {"rank": rank}])
    assert dataset["value"][str(dataset.get_value_index(asked))] == value


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_another_program_reads_a_hostile_text_back(text: str, pyjstat: ModuleType, tmp_path: Path) -> None:
    facts = small({"id": text, "title": "A", "observations": some(("2024", "1.50"))})
    dataset = pyjstat.Dataset.read(exported(tmp_path, "json-stat", facts).read_text(encoding="utf-8"))
    assert dataset.write("dataframe").values.tolist() == [[f"A ({text})", "2024", "preferred", 1.5]]


# The file


def test_every_figure_stands_in_the_file_digit_for_digit(tmp_path: Path) -> None:
    dataset = read(exported(tmp_path, "json-stat"))
    assert {key: known(dataset, key) for key in OBSERVATIONS} == OBSERVATIONS
    counts = [len(dataset[name]) for name in ("value", "status")]
    assert (counts, len(dataset["extension"]["observations"])) == ([200, 201], 201)


def test_digits_are_never_shortened_or_spelled_with_an_exponent(tmp_path: Path) -> None:
    printed = ["158.90", "0.0000000000000000000000000001", "9999999999999999999999999999.10", "-0.0"]
    facts = small({"id": "a", "observations": some(*zip(("2021", "2022", "2023", "2024"), printed, strict=True))})
    assert [*read(exported(tmp_path, "json-stat", facts))["value"].values()] == printed


def test_numbers_are_numbers(tmp_path: Path) -> None:
    dataset = json.loads(exported(tmp_path, "json-stat").read_bytes())
    assert {type(value) for value in dataset["value"].values()} == {int, float}


def test_the_dataset_says_what_it_is(tmp_path: Path) -> None:
    dataset = read(exported(tmp_path, "json-stat"))
    known = ("version", "class", "label", "updated", "id", "size", "role")
    assert {name: dataset[name] for name in known} == {
        "version": "2.0",
        "class": "dataset",
        "label": "Figures of a fact base of xjcli",
        "updated": "2026-11-23",
        "id": ["series", "period", "rank"],
        "size": ["48", "58", "2"],
        "role": {"time": ["period"], "metric": ["series"]},
    }
    assert "source" in dataset["source"]
    assert [type(note) for note in dataset["note"]] == [str] * 4


@pytest.mark.parametrize("date", ["2026", "2026-11", "yesterday", ""])
def test_a_date_that_is_no_day_is_no_date_of_an_update(date: str, tmp_path: Path) -> None:
    assert "updated" not in read(exported(tmp_path, "json-stat", small(date=date)))


def test_every_series_has_its_unit_and_the_most_digits_it_is_printed_with(tmp_path: Path) -> None:
    units = read(exported(tmp_path, "json-stat"))["dimension"]["series"]["category"]["unit"]
    assert [*units] == [series["id"] for series in RAW["series"]]
    assert {name: units[name] for name in ("trade", "partners", "trucks-waiting")} == {
        "trade": {"label": "billion CNY", "decimals": "2"},
        "partners": {"label": "countries", "decimals": "0"},
        "trucks-waiting": {"label": "trucks", "decimals": "0"},
    }


def test_limits_count_as_digits_too(tmp_path: Path) -> None:
    limits = {"period": "2024", "low": "1.25", "high": "2.5", "source": "s"}
    facts = small({"id": "a", "observations": [limits]}, {"id": "without figures"})
    units = read(exported(tmp_path, "json-stat", facts))["dimension"]["series"]["category"]["unit"]
    assert {name: unit["decimals"] for name, unit in units.items()} == {"a": "2", "without figures": "0"}


def test_periods_stand_in_time_order(tmp_path: Path) -> None:
    months = ("2024-01", "2024-01/2024-03", "2024", "2023", "2024-02")
    facts = small({"id": "a", "observations": some(*((month, "1") for month in months))})
    category = read(exported(tmp_path, "json-stat", facts))["dimension"]["period"]["category"]
    assert category["index"] == ["2023", "2024-01", "2024-01/2024-03", "2024", "2024-02"]


def test_what_a_series_and_its_sources_are_goes_along(tmp_path: Path) -> None:
    more = read(exported(tmp_path, "json-stat"))["extension"]
    assert more["version"] == "1.0.0"
    assert more["sources"] == RAW["sources"]
    assert more["series"] == {
        series["id"]: {"ref_area": "CN-XJ", "unit_mult": "0"}
        | {name: str(value) for name, value in series.items() if name not in ELSEWHERE}
        for series in RAW["series"]
    }


ELSEWHERE = {"id", "title", "title_zh", "headline", "observations"}


def test_titles_and_units_come_in_the_language_of_the_facts(tmp_path: Path) -> None:
    category = read(exported(tmp_path, "json-stat", BASE.in_language("zh")))["dimension"]["series"]["category"]
    assert (category["label"]["trade"], category["unit"]["trade"]["label"]) == ("进出口总值 (trade)", "十亿元")


def test_nothing_is_an_empty_cube(tmp_path: Path) -> None:
    dataset = read(exported(tmp_path, "json-stat", small()))
    assert (dataset["size"], dataset["value"], dataset["status"]) == (["0", "0", "1"], {}, {})


def test_a_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    text = "\x1b[31m\u202e新"
    facts = small({"id": "a", "title": text, "observations": []})
    path = exported(tmp_path, "json-stat", facts)
    assert "\\u001b[31m\\u202e新 (a)" in path.read_text(encoding="utf-8")
    assert read(path)["dimension"]["series"]["category"]["label"] == {"a": f"{text} (a)"}
