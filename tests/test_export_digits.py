"""Whatever a fact base holds comes back from its export, digit for digit."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from xjcli.exports import export
from xjcli.facts import FactBase, Observation, Series
from xjcli.periods import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class Row(NamedTuple):
    """What is compared, as text; nothing is empty."""

    series: str
    period: str
    preferred: bool
    value: str
    low: str
    high: str
    note: str


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
digits = st.from_regex(r"\A-?(0|[1-9][0-9]{0,27})(\.[0-9]{1,28})?\Z")
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6)


@st.composite
def periods(draw: st.DrawFn) -> str:
    ends = sorted(draw(st.lists(st.dates(), min_size=1, max_size=2)))
    cut = draw(st.sampled_from([4, 7, 10]))
    return "/".join(end.isoformat()[:cut] for end in ends)


@st.composite
def figures(draw: st.DrawFn, series: str) -> tuple[tuple[Observation, ...], list[Row]]:
    found, rows = [], []
    taken: set[tuple[date, date]] = set()
    for period in draw(st.lists(periods(), max_size=4)):
        preferred = parse(period).span not in taken and draw(st.booleans())
        taken |= {parse(period).span} if preferred else set()
        ends = sorted((Decimal(draw(digits)), Decimal(draw(digits))))
        value, low, high = draw(st.sampled_from([(ends[0], None, None), (None, *ends)]))
        note = draw(texts)
        one = Observation(period, "s", value, low, high, note=note)
        found.append(one if preferred else structs.replace(one, rank="alternative"))
        printed = ["" if number is None else f"{number:f}" for number in (value, low, high)]
        rows.append(Row(series, period, preferred, printed[0], printed[1], printed[2], note))
    return tuple(found), rows


@st.composite
def fact_bases(draw: st.DrawFn) -> tuple[FactBase, list[Row]]:
    rows, found = [], []
    for name in draw(st.lists(names, unique=True, max_size=3)):
        observations, more = draw(figures(name))
        found.append(Series(name, "A title", "trade", "X", "flow", "A", observations))
        rows += more
    return FactBase(tuple(found), {}), sorted(rows)


def from_package(path: Path) -> list[Row]:
    with (path / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return [
        Row(row["series"], row["period"], row["rank"] == "1", row["value"], row["low"], row["high"], row["note"])
        for row in rows
    ]


def from_database(path: Path) -> list[Row]:
    question = "SELECT series, period, rank = 1, value, low, high, note FROM observations"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(question).fetchall()
    return [Row(row[0], row[1], bool(row[2]), row[3] or "", row[4] or "", row[5] or "", row[6]) for row in rows]


@pytest.mark.parametrize(("name", "read"), [("datapackage", from_package), ("sqlite", from_database)])
@settings(deadline=None, max_examples=40)
@given(facts=fact_bases())
def test_every_figure_comes_back_digit_for_digit(
    name: str, read: Callable[[Path], list[Row]], facts: tuple[FactBase, list[Row]]
) -> None:
    # What is at stake here are digits; to wait for the disk would take most of the time.
    with TemporaryDirectory() as folder, patch("os.fsync"):
        path = Path(folder, "x")
        export(facts[0], name, str(path), force=False)
        assert sorted(read(path)) == facts[1]
