"""SDMX-CSV holds every figure digit for digit, each with a key of its own, in the words that SDMX uses."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from asking import figures as some
from exporting import FIELDS, HOSTILE, OBSERVATIONS, RAW, exported, small

from xjcli.exports.sdmx_csv import time_period
from xjcli.periods import parse

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from exporting import Known

# What the columns of figures are called here.
NAMES = {
    "value": "OBS_VALUE",
    "low": "OBS_LOW",
    "high": "OBS_HIGH",
    "rounded_to": "ROUNDED_TO",
    "qualifier": "QUALIFIER",
    "as_of": "AS_OF",
    "printed": "PRINTED",
    "source": "SOURCE",
    "note": "COMMENT_OBS",
    "status": "OBS_STATUS",
}
HEADER = [
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "SERIES", "RANK", "TIME_PERIOD", "OBS_VALUE"),
    *("PERIOD", "OBS_LOW", "OBS_HIGH", "ROUNDED_TO", "QUALIFIER", "OBS_STATUS", "AS_OF", "PRINTED", "COMMENT_OBS"),
    *("SOURCE", "SOURCE_PUBLISHER", "SOURCE_TITLE", "SOURCE_PUBLISHED", "SOURCE_URL", "SOURCE_CITES"),
    *("TITLE", "THEME", "UNIT_MEASURE", "UNIT_MULT", "MEASURE", "FREQ", "PRICES", "REF_AREA", "FLOW"),
    *("COUNTERPART_AREA", "TRANSPORT_MODE", "PORT", "OPERATOR"),
]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def known(row: dict[str, str]) -> Known:
    return {name: row[column] or None for name, column in NAMES.items()}


EXPECTED = {key: {name: found[name] for name in (*FIELDS, "status")} for key, found in OBSERVATIONS.items()}
SERIES = {series["id"]: series for series in RAW["series"]}


# What another program reads


@pytest.fixture(name="sdmx")
def _sdmx() -> ModuleType:
    found: ModuleType = pytest.importorskip("sdmx")
    return found


def dataflow() -> object:
    """Define the dataflow, as the program wants it: what is a dimension, the measure or an attribute."""
    common, v30 = pytest.importorskip("sdmx.model.common"), pytest.importorskip("sdmx.model.v30")
    agency = common.Agency(id="XJCLI")
    structure = v30.DataStructureDefinition(id="FIGURES", maintainer=agency, version="1.0.0")
    for name in ("SERIES", "RANK"):
        structure.dimensions.append(v30.Dimension(id=name))
    structure.dimensions.append(common.TimeDimension(id="TIME_PERIOD"))
    structure.measures.append(v30.Measure(id="OBS_VALUE"))
    for name in HEADER[7:]:
        structure.attributes.append(v30.DataAttribute(id=name))
    return v30.Dataflow(id="FIGURES", maintainer=agency, version="1.0.0", structure=structure)


def test_another_program_reads_every_figure_back(sdmx: ModuleType, tmp_path: Path) -> None:
    data = exported(tmp_path, "sdmx-csv").read_bytes()
    (dataset,) = sdmx.read_sdmx(io.BytesIO(data), format="csv", structure=dataflow()).data
    assert dataset.action.name == "information"
    found, units = {}, {}
    for figure in dataset.obs:
        said = {name: one.value for name, one in figure.attached_attribute.items()} | {"OBS_VALUE": figure.value}
        at = {name: one.value for name, one in figure.dimension.values.items()}
        key = (at["SERIES"], said["PERIOD"], int(at["RANK"]))
        assert at["TIME_PERIOD"] == time_period(parse(said["PERIOD"]))
        found[key] = known(said)
        units[at["SERIES"]] = (said["UNIT_MEASURE"], int(said["UNIT_MULT"]))
    assert found == EXPECTED
    assert units == {name: (series["unit"], series["unit_mult"]) for name, series in SERIES.items()}
    assert len(dataset.obs) == 201


def test_another_program_makes_a_series_of_numbers_as_printed(sdmx: ModuleType, tmp_path: Path) -> None:
    data = exported(tmp_path, "sdmx-csv").read_bytes()
    message = sdmx.read_sdmx(io.BytesIO(data), format="csv", structure=dataflow())
    series = sdmx.to_pandas(message.data[0], dtype=str)
    assert series.index.names == ["SERIES", "RANK", "TIME_PERIOD"]
    assert series.index.is_unique
    assert series["trade", "1", "2022"] == "246.36"
    assert series["trade", "2", "2022"] == "240"
    assert series["central-asia-share", "1", "2013"] == "70"


# The file


def test_every_figure_stands_in_the_file_digit_for_digit(tmp_path: Path) -> None:
    rows = read(exported(tmp_path, "sdmx-csv"))
    assert {(row["SERIES"], row["PERIOD"], int(row["RANK"])): known(row) for row in rows} == EXPECTED


def test_every_figure_has_a_key_of_its_own(tmp_path: Path) -> None:
    rows = read(exported(tmp_path, "sdmx-csv"))
    assert len({(row["SERIES"], row["RANK"], row["TIME_PERIOD"]) for row in rows}) == 201


def test_the_columns_are_structure_dimensions_measure_and_attributes(tmp_path: Path) -> None:
    data = exported(tmp_path, "sdmx-csv").read_bytes()
    assert data.split(b"\r\n")[0].decode() == ",".join(HEADER)
    assert data.count(b"\r\n") == data.count(b"\n") == 202


def test_every_row_names_the_dataflow_and_the_action(tmp_path: Path) -> None:
    rows = read(exported(tmp_path, "sdmx-csv"))
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in rows} == {
        ("dataflow", "XJCLI:FIGURES(1.0.0)", "I")
    }


def test_a_row_has_all_that_its_figure_needs(tmp_path: Path) -> None:
    rows = [row for row in read(exported(tmp_path, "sdmx-csv")) if row["SERIES"] == "trains" and row["RANK"] == "2"]
    assert [{name: value for name, value in row.items() if value} for row in rows] == [
        {
            "STRUCTURE": "dataflow",
            "STRUCTURE_ID": "XJCLI:FIGURES(1.0.0)",
            "ACTION": "I",
            "SERIES": "trains",
            "RANK": "2",
            "TIME_PERIOD": "2024",
            "OBS_VALUE": "16800",
            "PERIOD": "2024",
            "ROUNDED_TO": "100",
            "QUALIFIER": "about",
            "OBS_STATUS": "F",
            "COMMENT_OBS": "expected in the article; the actual figure follows",
            "SOURCE": "article",
            "SOURCE_PUBLISHER": "CCTV Video News Agency, via Bastille Post",
            "SOURCE_TITLE": "Xinjiang trade soars with wider opening up",
            "SOURCE_PUBLISHED": "2025",
            "SOURCE_URL": "https://www.bastillepost.com/global/article/5196864-xinjiang-trade-soars-with-wider-opening-up",
            "TITLE": "China-Europe and China-Central Asia freight trains through Xinjiang",
            "THEME": "routes",
            "UNIT_MEASURE": "TRAIN",
            "UNIT_MULT": "0",
            "MEASURE": "flow",
            "FREQ": "A",
            "REF_AREA": "CN-XJ",
            "TRANSPORT_MODE": "rail",
        }
    ]


def test_a_range_has_limits_and_no_value(tmp_path: Path) -> None:
    (row,) = [row for row in read(exported(tmp_path, "sdmx-csv")) if row["SERIES"] == "trucks-waiting"]
    assert (row["OBS_VALUE"], row["OBS_LOW"], row["OBS_HIGH"], row["OBS_STATUS"]) == ("", "40", "50", "A")


@pytest.mark.parametrize(
    ("period", "spelled"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-25", "2024-06-25"),
        ("2024-01/2024-11", "2024-01-01/P11M"),
        ("2024-01/2024-12", "2024-01-01/P12M"),
        ("2023/2024", "2023-01-01/P24M"),
        ("2024-11/2025-01", "2024-11-01/P3M"),
        ("2024-01-01/2024-01-31", "2024-01-01/P1M"),
        ("2024-01-01/2024-12-24", "2024-01-01/P359D"),
        ("2024-06-25/2024-06-25", "2024-06-25/P1D"),
        ("2024-02-10/2024-03-09", "2024-02-10/P29D"),
        ("2024-02-15/2024-02-29", "2024-02-15/P15D"),
        ("9999-12/9999-12", "9999-12-01/P1M"),
    ],
)
def test_an_interval_is_its_first_day_and_how_long_it_lasts(period: str, spelled: str) -> None:
    assert time_period(parse(period)) == spelled


def test_a_source_that_the_facts_lack_is_its_key_alone(tmp_path: Path) -> None:
    facts = small({"id": "a", "unit": "Y", "observations": some(("2024", "1"), source="t")})
    (row,) = read(exported(tmp_path, "sdmx-csv", facts))
    assert (row["SOURCE"], row["SOURCE_PUBLISHER"], row["UNIT_MEASURE"]) == ("t", "", "Y")


def test_nothing_has_a_header(tmp_path: Path) -> None:
    assert exported(tmp_path, "sdmx-csv", small()).read_bytes().decode() == ",".join(HEADER) + "\r\n"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_comes_back(text: str, tmp_path: Path) -> None:
    facts = small({"id": "a", "title": text, "observations": some(("2024", "1"), note=text)})
    (row,) = read(exported(tmp_path, "sdmx-csv", facts))
    assert (row["TITLE"], row["COMMENT_OBS"], row["OBS_STATUS"]) == (text, text, "A")


SEPARATORS = {f"{ord(one):x}": f"a{one}b" for one in "\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"}


@pytest.mark.parametrize("text", (HOSTILE | SEPARATORS).values(), ids=HOSTILE | SEPARATORS)
def test_another_program_finds_one_row_whatever_the_text(text: str, sdmx: ModuleType, tmp_path: Path) -> None:
    facts = small({"id": "a", "title": text, "observations": some(("2024", "1.50"), note=text)})
    data = exported(tmp_path, "sdmx-csv", facts).read_bytes()
    (dataset,) = sdmx.read_sdmx(io.BytesIO(data), format="csv", structure=dataflow()).data
    assert [(one.value, one.attached_attribute["THEME"].value) for one in dataset.obs] == [("1.50", "trade")]
