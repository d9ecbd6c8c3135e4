"""Tables: sorted, limited, and cut down to chosen columns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xjcli.errors import UsageError
from xjcli.intervals import Estimate
from xjcli.periods import parse
from xjcli.table import Column, Figure, Heading, Kind, Points, Table, choose, limit, sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xjcli.table import Cell, Row

_COLUMNS = (
    Column("series", "Series", "word", screen="heading"),
    Column("value", "Value", "figure", drop=2, interval=True),
    Column("rank", "Rank", "word", data="extra", screen="never"),
    Column("source", "Source", "source", data="extra", screen="never"),
    Column("cited", "Source", "source", data="never"),
)
_ROWS: tuple[Row, ...] = (
    ("trade", Decimal("158.9"), "b", ("x",), ("x",)),
    ("partners", None, None, ("y",), ("y",)),
    ("trains", Decimal(46), "a", ("x",), ("x",)),
)


def _table(rows: Iterable[Row] = _ROWS) -> Table:
    headings = {"trade": Heading("Trade", "trade, billion CNY")}
    return Table(_COLUMNS, rows, ["a note"], group="series", headings=headings, sources={"x": "A source"})


def _sorted(cells: Iterable[Cell], by: str = "c") -> list[Cell]:
    table = Table((Column("c", "C"),), [(cell,) for cell in cells], [])
    return [cell for (cell,) in sort(table, by).rows]


def _values(table: Table) -> list[Cell]:
    return [row[1] for row in table.rows]


def _endless() -> Iterator[Row]:
    yield from _ROWS
    raise AssertionError


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param([Decimal(-10), Decimal("9.5"), Decimal(10), Decimal("10.25"), Decimal(100)], id="numbers"),
        pytest.param([9, Decimal("9.5"), 10, 100], id="counts among numbers"),
        pytest.param([parse(text) for text in ("2023-12", "2024-01", "2024", "2024-06")], id="periods in time order"),
        pytest.param([Figure(Decimal(9)), Figure(Decimal(10)), Figure(Decimal(100))], id="figures"),
        pytest.param(
            [Figure(Decimal(90)), Figure(None, Decimal(100), Decimal(300)), Figure(Decimal(200))],
            id="ranges by their low end",
        ),
        pytest.param(
            [
                Estimate(Decimal(9), Decimal(8), Decimal(200)),
                Points(Decimal(10), Decimal(7), None),
                Estimate(Decimal(100), None, Decimal(100)),
            ],
            id="computed numbers by their value",
        ),
        pytest.param(["Horgos", "Kashgar", "Urumqi"], id="text"),
        pytest.param([("a",), ("a", "b"), ("b",)], id="sources"),
        pytest.param([Decimal(10), parse("2012"), "10"], id="numbers before periods before text"),
    ],
)
def test_cells_are_sorted_by_what_they_mean(in_order: list[Cell]) -> None:
    assert _sorted(reversed(in_order)) == in_order
    assert _sorted(in_order, "-c") == in_order[::-1]


@pytest.mark.parametrize("by", ["c", "-c"], ids=["ascending", "descending"])
@pytest.mark.parametrize(
    "missing",
    [
        pytest.param(None, id="nothing"),
        pytest.param(Figure(None), id="no figure"),
        pytest.param(Estimate(None, None, None), id="unknown number"),
        pytest.param(Estimate(None, Decimal(1), Decimal(2)), id="number without a value"),
    ],
)
def test_a_missing_cell_comes_last_either_way(missing: Cell, by: str) -> None:
    assert _sorted([missing, Decimal(1), missing], by) == [Decimal(1), missing, missing]


@pytest.mark.parametrize("by", ["c", "-c"], ids=["ascending", "descending"])
@pytest.mark.parametrize(
    "empty",
    [
        pytest.param(Decimal(0), id="zero"),
        pytest.param(0, id="count of zero"),
        pytest.param("", id="empty text"),
        pytest.param(Figure(Decimal(0)), id="figure of zero"),
        pytest.param(Figure(None, Decimal(0), Decimal(1)), id="range"),
        pytest.param(Estimate(Decimal(0), None, None), id="value without bounds"),
    ],
)
def test_what_is_there_comes_before_what_is_missing(empty: Cell, by: str) -> None:
    assert _sorted([None, empty], by) == [empty, None]


@given(st.lists(st.none() | st.decimals(allow_nan=False, allow_infinity=False)), st.sampled_from(["c", "-c"]))
def test_sorting_orders_what_is_there_and_keeps_every_cell(numbers: list[Decimal | None], by: str) -> None:
    present = sorted((number for number in numbers if number is not None), reverse=by == "-c")
    assert _sorted(numbers, by) == present + [None] * numbers.count(None)


@pytest.mark.parametrize("by", ["value", "-value"])
def test_rows_that_are_alike_keep_their_order(by: str) -> None:
    rows: list[Row] = [(name, Decimal(1), None, (), ()) for name in "cab"] + [
        (name, None, None, (), ()) for name in "zxy"
    ]
    assert [row[0] for row in sort(_table(rows), by).rows] == ["c", "a", "b", "z", "x", "y"]


def test_sorting_moves_whole_rows() -> None:
    assert list(sort(_table(), "value").rows) == [_ROWS[2], _ROWS[0], _ROWS[1]]
    assert list(sort(_table(), "-value").rows) == [_ROWS[0], _ROWS[2], _ROWS[1]]


def test_rows_can_be_sorted_by_a_column_that_is_shown_only_when_asked_for() -> None:
    assert list(sort(_table(), "rank").rows) == [_ROWS[2], _ROWS[0], _ROWS[1]]


def test_sorting_breaks_up_groups() -> None:
    assert sort(_table(), "value").group is None
    assert sort(_table(), "-value").group is None


def test_sorting_by_the_group_keeps_groups() -> None:
    assert sort(_table(), "series").group == "series"
    assert sort(_table(), "-series").group == "series"


def test_limit_keeps_the_first_rows() -> None:
    assert list(limit(_table(), 2).rows) == list(_ROWS[:2])


@pytest.mark.parametrize("most", [3, 4, 1000])
def test_a_limit_beyond_the_rows_keeps_them_all(most: int) -> None:
    assert list(limit(_table(), most).rows) == list(_ROWS)


def test_a_limit_may_be_of_any_size() -> None:
    assert list(limit(_table(), 10**30).rows) == list(_ROWS)


def test_a_limit_of_zero_keeps_no_row() -> None:
    assert list(limit(_table(), 0).rows) == []


def test_a_limit_below_zero_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^--limit -1 is below zero$"):
        limit(_table(), -1)


def test_limit_makes_no_row_beyond_it() -> None:
    assert list(limit(_table(_endless()), 3).rows) == list(_ROWS)


def test_limit_keeps_groups() -> None:
    assert limit(_table(), 2).group == "series"


def test_chosen_columns_come_in_the_order_named() -> None:
    chosen = choose(_table(), "value,series")
    assert [column.name for column in chosen.columns] == ["value", "series"]
    assert list(chosen.rows) == [(Decimal("158.9"), "trade"), (None, "partners"), (Decimal(46), "trains")]


def test_spaces_around_names_of_columns_do_not_matter() -> None:
    assert [column.name for column in choose(_table(), " value , series").columns] == ["value", "series"]


def test_a_chosen_column_is_shown_everywhere() -> None:
    assert choose(_table(), "series,value,rank").columns == (
        Column("series", "Series", "word"),
        Column("value", "Value", "figure", interval=True),
        Column("rank", "Rank", "word"),
    )


def test_choosing_makes_no_row_before_it_is_read() -> None:
    rows = iter(choose(_table(_endless()), "value").rows)
    assert next(rows) == (Decimal("158.9"),)


def test_chosen_columns_stand_without_groups() -> None:
    assert choose(_table(), "series,value").group is None


@pytest.mark.parametrize("name", ["val", "VALUE"])
def test_an_unknown_column_is_refused_with_the_nearest(name: str) -> None:
    with pytest.raises(UsageError, match=rf"^unknown column '{name}'; did you mean 'value'\?$"):
        choose(_table(), name)
    with pytest.raises(UsageError, match=rf"^unknown column '{name}'; did you mean 'value'\?$"):
        sort(_table(), f"-{name}")


@pytest.mark.parametrize("name", ["cited", "", "--value"], ids=["only for screens", "nothing", "two minuses"])
def test_only_columns_of_machine_formats_can_be_sorted_by(name: str) -> None:
    with pytest.raises(UsageError, match="unknown column"):
        sort(_table(), name)


@pytest.mark.parametrize("names", ["cited", "", "value,", "value,,series", "-value", "value;series"])
def test_only_columns_of_machine_formats_can_be_chosen(names: str) -> None:
    with pytest.raises(UsageError, match="unknown column"):
        choose(_table(), names)


def test_columns_only_for_screens_are_not_offered() -> None:
    with pytest.raises(UsageError, match=r"there are: series, value, rank, source$"):
        choose(_table(), "zzz")


def test_arranging_keeps_notes_headings_and_sources() -> None:
    table = _table()
    for arranged in (sort(table, "value"), limit(table, 1), choose(table, "value,source")):
        # The very same list: notes are added while rows are read.
        assert arranged.notes is table.notes
        assert arranged.headings == table.headings
        assert arranged.sources == table.sources


def test_sources_leave_with_the_column_that_refers_to_them() -> None:
    assert choose(_table(), "series,value").sources == {}


@pytest.mark.parametrize("names", ["value,value", "series,value, series"])
def test_a_column_can_be_chosen_only_once(names: str) -> None:
    with pytest.raises(UsageError, match=rf"^--columns '{names}' names a column twice$"):
        choose(_table(), names)


def test_arranging_leaves_the_table_as_it_was() -> None:
    table = _table()
    sort(table, "value")
    limit(table, 1)
    choose(table, "value")
    assert table == _table()


def test_sorted_rows_can_be_limited_and_then_cut_to_columns() -> None:
    assert list(choose(limit(sort(_table(), "value"), 2), "value").rows) == [(Decimal(46),), (Decimal("158.9"),)]


def test_machine_formats_show_neither_extra_columns_nor_those_of_screens() -> None:
    assert _table().data_columns() == [0, 1]
    assert choose(_table(), "rank,value").data_columns() == [0, 1]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("figure", True),
        ("change", True),
        ("rate", True),
        ("factor", True),
        ("years", True),
        ("bound", True),
        ("count", True),
        ("text", False),
        ("word", False),
        ("period", False),
        ("source", False),
        ("status", False),
    ],
)
def test_a_column_of_numbers_is_known_by_its_kind(kind: Kind, number: bool) -> None:
    assert Column("c", "C", kind).is_number is number


def test_a_column_is_text_and_shown_everywhere_unless_told() -> None:
    column = Column("c", "C")
    assert (column.kind, column.data, column.screen) == ("text", "shown", "shown")
    assert (column.drop, column.interval) == (0, False)


def test_a_figure_is_normal_and_a_value_alone_unless_told() -> None:
    figure = Figure(Decimal("158.9"))
    assert (figure.low, figure.high, figure.qualifier) == (None, None, None)
    assert (figure.status, figure.below) == ("A", "")


def test_a_table_has_neither_groups_nor_headings_nor_sources_unless_told() -> None:
    table = Table((), (), [])
    assert (table.group, table.headings, table.sources) == (None, {}, {})


def test_equal_cells_find_each_other() -> None:
    assert {Figure(Decimal("158.90")): "found"}[Figure(Decimal("158.9"))] == "found"
    assert {Points(Decimal(1), None, None): "found"}[Points(Decimal(1), None, None)] == "found"
