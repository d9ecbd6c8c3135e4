"""Bars are as long as their numbers, start at zero, and show what a number is not: certain, counted, there at all."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from asking import ask, fact_base, figures
from hypothesis import given
from hypothesis import strategies as st
from running import in_pipe, in_terminal

from xjcli import loading, questions
from xjcli.bars import ASCII, BLOCKS, Extent, bar, extent, scale
from xjcli.charts import gaps
from xjcli.drawing import draw
from xjcli.intervals import Estimate
from xjcli.layout import breadth
from xjcli.periods import parse
from xjcli.streams import Screen
from xjcli.table import Chart, Column, Figure, Heading, Table

if TYPE_CHECKING:
    from asking import Record

    from xjcli.bars import Glyphs
    from xjcli.table import Cell

GLYPHS = pytest.mark.parametrize("glyphs", [BLOCKS, ASCII], ids=["blocks", "ascii"])
SOLID = BLOCKS.series[0]
numbers = st.decimals("-1e30", "1e30", allow_nan=False) | st.decimals("-1", "1", places=6) | st.just(Decimal(0))


def plain(number: str | Decimal) -> Extent:
    return Extent(Decimal(number), Decimal(number))


def bars(*extents: Extent, width: int = 10, glyphs: Glyphs = BLOCKS) -> list[str]:
    on = scale(extents, width)
    return [bar(one, on, glyphs.series[0], glyphs) for one in extents]


def chart(*series: Record, words: tuple[str, ...] = ("trade",)) -> list[str]:
    answer = ask("--facts", "-", *words, "--chart", stdin=fact_base(*series))
    assert answer.code == 0, answer.err
    return answer.out.split("\n\n[1] ")[0].splitlines()


def through_terminal(base: str, *words: str, width: int) -> list[str]:
    """Draw a chart of a fact base for a terminal, without its notes."""
    facts = loading.decode(base.encode(), "a file")
    screen = Screen(is_terminal=True, width=width, color=False)
    drawn = "".join(draw(questions.figures(facts, *words), screen, chart=True))
    return drawn.split("\n\n[1] ")[0].splitlines()


def small(**looks: object) -> str:
    """Draw one chart of three years in 40 columns, or as said."""
    columns = (Column("period", "Period", "period"), Column("value", "Value", "figure"))
    rows = [(parse(str(2020 + i)), Figure(Decimal(i + 1))) for i in range(3)]
    screen = Screen(**({"is_terminal": True, "width": 40, "color": False} | looks))  # type: ignore[arg-type]
    return "".join(draw(Table(columns, rows, [], chart=Chart("period", ("value",), "all")), screen, chart=True))


def test_the_longest_bar_fills_the_width_and_the_others_their_share_to_an_eighth_of_a_cell() -> None:
    assert bars(plain("100"), plain("50"), plain("51.25"), plain("0")) == ["██████████", "█████", "█████▏", ""]


def test_a_bar_starts_at_zero_however_alike_the_numbers_are() -> None:
    assert bars(plain("100"), plain("99")) == ["██████████", "█████████▉"]


def test_what_is_more_than_nothing_has_the_thinnest_mark() -> None:
    assert bars(plain("1e30"), plain("1e-30"), plain("-0")) == ["██████████", "▏", ""]


def test_only_zeros_have_no_bars() -> None:
    assert bars(plain("0"), plain("0.00")) == ["", ""]


def test_what_is_below_zero_stands_left_of_the_zero_line() -> None:
    assert bars(plain("60"), plain("-30"), plain("0"), plain("-1")) == [
        "   │██████",
        "███│",
        "   │",
        "  ▕│",
    ]


def test_only_numbers_below_zero_stand_at_the_right() -> None:
    assert bars(plain("-9"), plain("-4.5")) == ["█████████│", "    ▐████│"]


def test_a_bound_ends_open() -> None:
    over, nearly = Extent(Decimal(90), Decimal(90), ">"), Extent(Decimal(45), Decimal(45), "<")
    assert bars(over, nearly, plain("90")) == ["█████████>", "████▌<", "█████████"]


def test_a_bound_below_zero_ends_open_outwards_or_inwards() -> None:
    below, above = Extent(Decimal(-4), Decimal(-4), "<"), Extent(Decimal(-4), Decimal(-4), ">")
    assert bars(below, above, plain("3")) == ["<████│", ">████│", "     │███"]


def test_a_range_is_solid_to_its_low_end_and_light_to_its_high_end() -> None:
    assert bars(Extent(Decimal(40), Decimal(90)), plain("90")) == ["████░░░░░", "█████████"]
    assert bars(Extent(Decimal(-20), Decimal(40)), plain("-40"), width=13) == ["   ▐░░│░░░░░", " █████│"]


def test_a_narrow_range_is_no_plain_number() -> None:
    assert bars(Extent(Decimal(90), Decimal("90.01")), plain("90")) == ["█████████░", "█████████"]


def test_a_narrow_range_below_zero_shows_its_light_end_too() -> None:
    narrow = Extent(Decimal("-4.3"), Decimal(-4))
    assert bars(plain("-8"), narrow, width=11) == [" ████████│", "    ░████│"]


def test_ascii_draws_whole_cells() -> None:
    assert bars(plain("100"), plain("54"), plain("55"), plain("1"), glyphs=ASCII) == ["#" * 10, "#" * 5, "#" * 6, "#"]
    assert bars(plain("60"), plain("-30"), glyphs=ASCII) == ["   |######", "###|"]


@GLYPHS
@given(st.lists(numbers, min_size=1, max_size=8), st.integers(8, 60), st.sampled_from(["", ">", "<"]))
def test_no_bar_is_longer_than_there_is_room(glyphs: Glyphs, drawn: list[Decimal], width: int, beyond: str) -> None:
    extents = [Extent(number, number, beyond) for number in drawn]
    assert max(map(len, bars(*extents, width=width, glyphs=glyphs))) <= width


def eighths(text: str, parts: tuple[str, ...]) -> int:
    """Measure a bar by its whole cells and the part at its end."""
    return sum(parts.index(one) if one in parts else 8 for one in text)


@GLYPHS
@given(st.lists(numbers.map(abs), min_size=2, max_size=8), st.integers(8, 60), st.data())
def test_a_larger_number_never_has_a_shorter_bar(
    glyphs: Glyphs, drawn: list[Decimal], width: int, data: st.DataObject
) -> None:
    on = scale([plain(number) for number in drawn], width)
    fills = st.sampled_from([*glyphs.series, glyphs.hatched, glyphs.light, glyphs.quiet])
    lengths = [eighths(bar(plain(one), on, data.draw(fills), glyphs), glyphs.right) for one in sorted(drawn)]
    assert lengths == sorted(lengths)


@given(st.decimals("0.001", "1e9"), st.decimals("0.001", "1e9"), st.integers(20, 60))
def test_both_sides_of_zero_have_one_scale(above: Decimal, below: Decimal, width: int) -> None:
    up, down = bars(plain(above), plain(-below), width=width, glyphs=ASCII)
    lengths = up.count("#") / width, down.count("#") / width
    share = float(above) / (float(above) + float(below))
    assert abs(lengths[0] - share * sum(lengths)) < 2 / width


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (Figure(Decimal(5)), ("5", "5", "")),
        (Figure(Decimal(5), qualifier="over"), ("5", "5", ">")),
        (Figure(Decimal(5), qualifier="nearly"), ("5", "5", "<")),
        (Figure(Decimal(5), qualifier="about"), ("5", "5", "")),
        (Figure(None, Decimal(4), Decimal(5)), ("4", "5", "")),
        (Figure(None, Decimal(4), Decimal(5), "over"), ("4", "5", ">")),
        (Figure(Decimal(5), Decimal(4), Decimal(6), status="E"), ("5", "5", "")),
        (Figure(Decimal(5), Decimal(4), None, status="E"), ("4", "4", ">")),
        (Estimate(Decimal(5), Decimal(4), Decimal(6)), ("5", "5", "")),
        (Estimate(None, Decimal(4), Decimal(6)), ("4", "6", "")),
        (Estimate(Decimal(5), None, Decimal(6)), ("6", "6", "<")),
        (Estimate(None, Decimal(-5), None), ("-5", "-5", ">")),
        (Estimate(None, None, None), None),
        (None, None),
    ],
    ids=str,
)
def test_a_bar_ends_where_its_number_is_known_to_lie(cell: Cell, found: tuple[str, str, str] | None) -> None:
    expected = found and Extent(Decimal(found[0]), Decimal(found[1]), found[2])
    assert extent(cell) == expected


@pytest.mark.parametrize(
    ("periods", "found"),
    [
        (["2012", "2019", "2021"], {1: "2013-2018", 2: "2020"}),
        (["2012", "2013"], {}),
        (["2012", "2012", "2014"], {2: "2013"}),
        (["2023", "2020", "2019"], {1: "2021-2022"}),
        (["2012", "2019", "2015"], {}),
        (["2012", "2019-07-16", "2025"], {1: "2013-2018", 2: "2020-2024"}),
        (["2020", "2020-06", "2022/2024", "2023", "2026"], {2: "2021", 4: "2025"}),
        (["0999", "1001"], {1: "1000"}),
        (["2012"], {}),
        ([], {}),
    ],
    ids=str,
)
def test_years_without_a_figure_are_gaps(periods: list[str], found: dict[int, str]) -> None:
    assert gaps([parse(period) for period in periods]) == found


def test_a_chart_shows_each_series_under_its_heading_on_its_own_scale() -> None:
    assert chart(
        {"id": "a", "title": "First", "observations": figures(("2020", "8.50"), ("2021", "17"))},
        {"id": "b", "title": "Second", "unit": "CNY", "unit_mult": 9, "observations": figures(("2021", "400"))},
    ) == [
        "Period  Value",
        "",
        "First  a, things",
        f"2020     8.50  [1]  {SOLID * 40}",
        f"2021    17     [1]  {SOLID * 80}",
        "",
        "Second  b, billion CNY",
        f"2021      400  [1]  {SOLID * 80}",
    ]


def test_a_gap_between_years_is_said_and_has_no_bar() -> None:
    rows = chart({"id": "a", "observations": figures(("2012", "4"), ("2019", "4"), ("2021", "4"))})
    assert [row.split(SOLID)[0].rstrip() for row in rows[3:]] == [
        "2012           4  [1]",
        "2013-2018  ··· no figure",
        "2019           4  [1]",
        "2020       ··· no figure",
        "2021           4  [1]",
    ]


def test_what_is_no_plain_figure_is_said_and_looks_different() -> None:
    kinds = [
        {"period": "2020", "value": "8", "status": "F"},
        {"period": "2021", "value": "8", "status": "E"},
        {"period": "2022", "value": "8", "status": "P"},
        {"period": "2023", "value": "8"},
        {"period": "2023", "value": "4", "rank": "alternative"},
        {"period": "2024", "value": "8", "qualifier": "over"},
        {"period": "2025", "low": "4", "high": "8"},
    ]
    rows = chart(
        {"id": "a", "observations": [kind | {"source": "s"} for kind in kinds]}, words=("trade", "--alternatives")
    )
    assert rows[3:] == [
        f"2020         8  forecast     [1]  {'╱' * 65}",  # noqa: RUF001 - no slash, but a line from corner to corner
        f"2021         8  estimated    [1]  {'░' * 65}",
        f"2022         8  provisional  [1]  {'█' * 65}",
        f"2023         8               [1]  {'█' * 65}",
        f"2023         4  alternative  [1]  {'▒' * 32}▌",
        f"2024    over 8               [1]  {'█' * 65}>",
        f"2025    4 to 8               [1]  {'█' * 32}▌{'░' * 32}",
    ]


def test_sorted_by_value_each_bar_names_its_series_and_unit() -> None:
    series = [
        {"id": "a", "observations": figures(("2020", "8"), ("2025", "2"))},
        {"id": "b", "unit": "CNY", "observations": figures(("2020", "4"))},
    ]
    assert [row.split(SOLID)[0] for row in chart(*series, words=("trade", "--sort", "-value"))] == [
        "Series  Period     Value",
        "a       2020    8 things  [1]  ",
        "b       2020       4 CNY  [1]  ",
        "a       2025    2 things  [1]  ",
    ]


def test_growth_has_one_scale_for_all_and_says_what_has_no_rate() -> None:
    series = [
        {"id": "up", "observations": figures(("2020", "100"), ("2021", "200"))},
        {"id": "down", "observations": figures(("2020", "100"), ("2021", "50"))},
        {"id": "share", "unit": "PERCENT", "observations": figures(("2020", "10"), ("2021", "15"))},
    ]
    rows = chart(*series, words=("growth",))
    assert rows == [
        "Series  From  To    Growth a year",
        f"up      2020  2021         +100 %  [1]  {' ' * 20}│{SOLID * 39}",
        f"down    2020  2021          -50 %  [1]  ▐{SOLID * 19}│",
        "share   2020  2021  ··· no rate; change +5 points  [1]",
    ]


def test_growth_that_is_a_bound_ends_open() -> None:
    observations = figures(("2020", "100")) + figures(("2021", "150"), qualifier="over")
    assert chart({"id": "a", "observations": observations}, words=("growth",))[1].endswith(f"{SOLID}>")


def test_years_are_compared_in_blocks_that_each_have_a_scale() -> None:
    series: list[Record] = [
        {"id": "a", "observations": figures(("2020", "100.0"), ("2024", "50"))},
        {"id": "b", "unit": "CNY", "unit_mult": 8, "observations": figures(("2020", "3"), ("2024", "6"))},
    ]
    assert chart(*series, words=("compare", "2020", "2024")) == [
        "a  things",
        f"2020  100.0  {SOLID * 87}",
        f"2024   50    {SOLID * 43}▌",
        "",
        "b  hundred million CNY",
        f"2020      3  {SOLID * 43}▌",
        f"2024      6  {SOLID * 87}",
    ]


TWO = (
    {"id": "a", "observations": figures(("2020", "10"), ("2021", "20"), ("2024", "5"))},
    {"id": "bc", "unit": "CNY", "observations": figures(("2020", "300"), ("2024", "900"))},
)


def test_index_numbers_stand_side_by_side_on_one_scale_under_a_legend() -> None:
    assert chart(*TWO, words=("compare", "a", "bc", "--index", "2020")) == [
        "█ a, 2020 = 100",
        "▓ bc, 2020 = 100",
        "",
        "Period",
        f"2020       █ a   100  {'█' * 26}",
        f"           ▓ bc  100  {'▓' * 26}",
        f"2021       █ a   200  {'█' * 52}",
        "           ▓ bc  ··· no figure",
        "2022-2023        ··· no figure",
        f"2024       █ a    50  {'█' * 13}",
        f"           ▓ bc  300  {'▓' * 78}",
    ]


def test_series_of_different_units_have_scales_of_their_own_which_is_said() -> None:
    rows = chart(*TWO, words=("compare", "a", "bc"))
    assert rows[:4] == ["█ a, things", "▓ bc, CNY", "Each series has a scale of its own.", ""]
    assert [row.count("█") + row.count("▓") - 1 for row in rows[5:] if "figure" not in row] == [39, 26, 78, 19, 78]


def test_an_index_inherits_a_forecast() -> None:
    ahead = {"id": "f", "observations": figures(("2020", "4")) + figures(("2024", "8"), status="F")}
    rows = chart(ahead, TWO[1], words=("compare", "f", "bc", "--index", "2020", "--forecasts"))
    assert "forecast" not in rows[4]
    assert f"█ f   200  forecast  {BLOCKS.hatched * 44}" in rows[-2]


@pytest.mark.parametrize("words", [("trade",), ("growth",), ("compare", "a", "bc"), ("compare", "2020", "2024")])
def test_no_rows_have_no_bars(words: tuple[str, ...]) -> None:
    out = ask("--facts", "-", *words, "--chart", "-n", "0", stdin=fact_base(*TWO)).out
    assert [line for line in out.splitlines()[4:] if SOLID in line or "figure" in line] == []


def test_one_figure_alone_has_a_full_bar_and_nothing_has_none() -> None:
    one = {"id": "a", "observations": figures(("2020", "0.001"))}
    assert chart(one)[3] == f"2020    0.001  [1]  {SOLID * 80}"
    assert chart(one, words=("trade", "--since", "2021")) == ["Period  Value"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("trade", "-c", "period,value"), "--chart needs the columns series, period, unit, value"),
        (("trade", "-c", "series,period,unit"), "--chart needs the columns series, period, unit, value"),
        (("trade", "-f", "csv"), "--chart goes with table and svg, not with csv"),
        (("growth", "--yearly"), "--chart draws the figures of trade and routes, growth and comparisons; here are"),
    ],
    ids=" ".join,
)
def test_a_chart_of_nothing_is_refused(words: tuple[str, ...], message: str) -> None:
    answer = ask("--facts", "-", *words, "--chart", stdin=fact_base(*TWO))
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_chosen_columns_that_hold_what_bars_need_are_drawn() -> None:
    rows = chart(*TWO, words=("trade", "-c", "series,period,unit,value", "-n", "1"))
    assert rows == ["Series  Period      Value", f"a       2020    10 things  {SOLID * 73}"]


@pytest.mark.parametrize(
    ("order", "gap"),
    [("value", False), ("period", True), ("-period", True), ("series", True), ("-series", True)],
)
def test_rows_sorted_by_number_do_not_pass_for_a_course_with_gaps(order: str, gap: bool) -> None:
    rising = {"id": "a", "observations": figures(("2020", "10"), ("2022", "40"), ("2024", "20"))}
    assert ("no figure" in "".join(chart(rising, words=("trade", "--sort", order, "-n", "2")))) is gap


@pytest.mark.parametrize("width", [23, 40, 80, 120, None])
def test_a_chart_fits_any_width(width: int | None) -> None:
    lines = small(width=width).splitlines()
    assert max(map(len, lines)) == (width or 100)
    assert [line[:13] for line in lines] == ["Period  Value", "2020        1", "2021        2", "2022        3"]


def test_a_screen_too_narrow_for_bars_gets_values_one_a_line() -> None:
    assert small(width=22).splitlines() == [
        *("Period: 2020", "Value: 1", "", "Period: 2021", "Value: 2", "", "Period: 2022", "Value: 3", ""),
        "Too narrow for bars; a wider terminal shows them.",
    ]


def test_what_is_missing_is_not_cut_either() -> None:
    columns = (Column("a", "A", "word"), Column("v", "V", "figure"))
    table = Table(columns, [("x", None), ("y", Figure(Decimal(1)))], [], chart=Chart("a", ("v",), "all"))

    def drawn(width: int) -> list[str]:
        return "".join(draw(table, Screen(is_terminal=True, width=width, color=False), chart=True)).splitlines()

    assert drawn(16) == ["A  V", "x  ··· no figure", f"y  1  {SOLID * 10}"]
    assert drawn(15)[0] == "A: x"


labels = st.text("ab 新\x1b/", min_size=1, max_size=40)


def test_a_long_label_is_whole_in_a_pipe() -> None:
    name = "a" * 120
    rows = chart({"id": name, "observations": figures(("2020", "1"), ("2021", "2"))}, words=("growth",))
    assert rows[1] == f"{name}  2020  2021         +100 %  [1]  {SOLID * 8}"


def test_an_interval_folds_before_bars_are_given_up() -> None:
    days = {"id": "a", "title": "A", "observations": figures(("2024-01-01/2024-12-24", "8"), ("2025", "16"))}
    file = fact_base(days | {"freq": "_Z"})
    assert through_terminal(file, "trade", width=43) == [
        "Period                 Value",
        "",
        "A  a, things",
        f"2024-01-01/2024-12-24      8  [1]  {SOLID * 4}",
        f"2025                      16  [1]  {SOLID * 8}",
    ]
    assert through_terminal(file, "trade", width=42) == [
        "Period       Value",
        "",
        "A  a, things",
        f"2024-01-01/      8  [1]  {SOLID * 8}▌",
        "2024-12-24",
        f"2025            16  [1]  {SOLID * 17}",
    ]


@given(
    st.lists(st.tuples(labels, labels, numbers | st.none()), min_size=1, max_size=6), st.integers(1, 90), st.booleans()
)
def test_no_label_is_cut_and_no_line_is_wider_than_the_screen(
    rows: list[tuple[str, str, Decimal | None]], width: int, unicode: bool
) -> None:
    columns = (Column("a", "A", "word"), Column("b", "B", "word"), Column("v", "V", "figure"))
    table = Table(
        columns,
        [(a, b, None if number is None else Figure(number)) for a, b, number in rows],
        [],
        group="a",
        headings={a: Heading("", "") for a, _, _ in rows},
        chart=Chart("b", ("v",), "group", also=("a",), group="a"),
    )
    out = "".join(draw(table, Screen(is_terminal=True, width=width, color=False, unicode=unicode), chart=True))
    for _, label, number in rows:
        assert number is None or f"{number:f}" in out
        assert set(label) - set("\x1b /") <= set(out)
    if "Too narrow for bars" not in out:
        assert max(map(breadth, out.splitlines())) <= width


@pytest.mark.parametrize("words", [("trade",), ("growth",), ("compare", "a", "bc", "--index", "2020")], ids=" ".join)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "gb18030", "cp437"])
def test_a_chart_needs_no_character_that_the_encoding_lacks(encoding: str, words: tuple[str, ...]) -> None:
    stdin, extra = fact_base(*TWO).encode(), {"PYTHONIOENCODING": encoding}
    out = in_pipe("--facts", "-", *words, "--chart", stdin=stdin, extra=extra).stdout.decode(encoding)
    assert "\\" not in out
    assert "█" in out or "#" in out


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_without_blocks_is_known_by_its_name(term: str) -> None:
    extra = {"TERM": term, "NO_COLOR": "1"}
    out = in_terminal([sys.executable, "-m", "xjcli", "trade", "trade", "--chart"], extra=extra)
    assert "####" in out
    assert out.isascii()
    assert "█" in in_pipe("trade", "--chart", extra=extra).stdout.decode()


def test_without_blocks_a_chart_is_of_ascii_alone() -> None:
    assert small(unicode=False) == (
        f"Period  Value\n2020        1  {'#' * 8}\n2021        2  {'#' * 17}\n2022        3  {'#' * 25}\n"
    )


def test_colours_tell_bars_apart_but_are_not_needed() -> None:
    words = ("compare", "a", "bc", "--chart", "--color", "always", "-f", "table")
    out = ask("--facts", "-", *words, stdin=fact_base(*TWO)).out
    assert "\x1b[94m██" in out
    assert "\x1b[31m▓▓" in out
