"""What a person sees: justified digits, over and under, points, years, words."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xjcli.cells import Piece, piece
from xjcli.intervals import Estimate, decimals, stands_for
from xjcli.periods import elapsed_years, parse
from xjcli.rates import growth
from xjcli.table import Cell, Column, Figure, Kind, Points

# Value, low and high; None is unknown, or unbounded.
Ends: TypeAlias = "tuple[str | None, str | None, str | None]"


def _estimate(ends: Ends) -> Estimate:
    return Estimate(*(None if end is None else Decimal(end) for end in ends))


def _points(ends: Ends) -> Points:
    known = _estimate(ends)
    return Points(known.value, known.low, known.high)


def _piece(kind: Kind, cell: Cell) -> Piece:
    return piece(Column("c", "C", kind, interval=True), cell, {})


def _text(kind: Kind, cell: Cell) -> str:
    return _piece(kind, cell).text


@pytest.mark.parametrize(
    ("ends", "justified"),
    [
        pytest.param(("8", "7.98", "8.02"), 1, id="within two hundredths"),
        pytest.param(("8", "7.99", "8.01"), 2, id="within one hundredth"),
        pytest.param(("8", "7.9899", "8.0101"), 1, id="just not within one hundredth"),
        pytest.param(("8", "7.9", "8.1"), 1, id="within one tenth"),
        pytest.param(("8", "7.8", "8.2"), 0, id="within two tenths"),
        pytest.param(("8", "7", "9"), 0, id="within one"),
        pytest.param(("8", "0", "17"), 0, id="within nine"),
        pytest.param(("800", "700", "900"), 0, id="within a hundred"),
        pytest.param(("8", "7.999", "8.001"), 2, id="never more than two"),
        pytest.param(("8", "8", "8"), 0, id="exact whole number"),
        pytest.param(("800.0", "800.0", "800.0"), 0, id="exact whole number with zeros"),
        pytest.param(("1.5", "1.5", "1.5"), 1, id="exact tenth"),
        pytest.param(("1.50", "1.50", "1.50"), 1, id="exact tenth with a zero"),
        pytest.param(("0.125", "0.125", "0.125"), 2, id="exact thousandth"),
        pytest.param(("8", "8", None), 0, id="over a whole number"),
        pytest.param(("2.2727", "2.2727", None), 1, id="over a fraction"),
        pytest.param(("2.2727", None, "2.2727"), 1, id="under a fraction"),
        pytest.param((None, None, "8"), 0, id="under a whole number"),
        pytest.param((None, "7.98", "8.02"), 1, id="range"),
        pytest.param((None, None, None), 0, id="unknown"),
    ],
)
def test_an_interval_justifies_the_decimals_in_which_the_number_is_known_to_one(ends: Ends, justified: int) -> None:
    assert decimals(_estimate(ends)) == justified


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        pytest.param(("11.628", "11.39", "11.87"), 1, id="a whole number lies outside"),
        pytest.param(("11.958", "11.84", "12.07"), 0, id="a whole number lies inside"),
        pytest.param(("11.5", "11", "12"), 0, id="a whole number is an end"),
        pytest.param(("11.649", "11.634", "11.664"), 2, id="a tenth lies outside"),
        pytest.param(("11.6451", "11.6442", "11.6460"), 3, id="two decimals lie outside what is shown"),
    ],
)
def test_a_number_shown_lies_in_its_interval(ends: Ends, shown: int) -> None:
    assert decimals(_estimate(ends)) == shown


@given(st.decimals("-1e6", "1e6", places=4), st.decimals("0.0001", "1e4", places=4))
def test_a_number_is_shown_with_the_fewest_decimals_that_its_interval_justifies(value: Decimal, half: Decimal) -> None:
    shown = decimals(Estimate(value, value - half, value + half))

    def is_known(places: int) -> bool:
        return half <= Decimal(1).scaleb(-places)

    def is_inside(places: int) -> bool:
        return abs(value.quantize(Decimal(1).scaleb(-places)) - value) <= half

    assert shown >= 2 or is_inside(shown)
    assert shown >= 2 or not is_known(shown + 1)
    assert shown == 0 or is_known(shown) or not is_inside(shown - 1)


@pytest.mark.parametrize(
    ("name", "kind", "text", "below"),
    [
        ("change", "change", "+275.2", "275.10 to 275.30"),
        ("multiple", "factor", "2.73", "2.730 to 2.734"),
        ("change_pct", "rate", "+173.2 %", "173.07 to 173.31"),
        ("cagr_pct", "rate", "+8.74 %", "8.731 to 8.740"),
        ("doubling_years", "years", "8.3 years", "8.27 to 8.28"),
    ],
)
def test_growth_of_trade_is_shown_with_justified_digits(name: str, kind: Kind, text: str, below: str) -> None:
    found = growth(stands_for(Decimal("434.1")), stands_for(Decimal("158.9")), Decimal(12))
    shown = _piece(kind, getattr(found, name))
    assert (shown.text, shown.below) == (text, below)


@pytest.mark.parametrize(
    ("ends", "text", "below"),
    [
        pytest.param(("15.5440", "15.5440", "15.5440"), "+15.54 %", "", id="exact"),
        pytest.param(("8.3333", "0", "17.3913"), "+8 %", "0.0 to 17.4", id="perhaps nothing"),
        pytest.param(("-7.69", "-14.8148", "0"), "-8 %", "-14.9 to 0.0", id="shrinking"),
        pytest.param(("0", "0", "0"), "+0 %", "", id="nothing"),
        pytest.param(("-0.004", "-0.006", "-0.002"), "-0.004 %", "-0.0060 to -0.0020", id="hardly shrinking"),
        pytest.param(("-100", "-100", "-100"), "-100 %", "", id="everything"),
        pytest.param(("1234.5", "1234.4", "1234.6"), "+1234.5 %", "1234.40 to 1234.60", id="thousands"),
        pytest.param((None, "21", "44"), "21.0 to 44.0 %", "", id="range"),
        pytest.param((None, "21.314", "21.357"), "21.31 to 21.36 %", "", id="narrow range"),
        pytest.param((None, None, None), "", "", id="unknown"),
    ],
)
def test_a_rate_has_a_sign_and_a_percent_sign(ends: Ends, text: str, below: str) -> None:
    shown = _piece("rate", _estimate(ends))
    assert (shown.text, shown.below) == (text, below)


def test_growth_from_88_to_over_90_is_over_2_3_percent() -> None:
    end = stands_for(Decimal(90), qualifier="over", count=True)
    found = growth(end, stands_for(Decimal(88), count=True), Decimal(1))
    assert _piece("rate", found.change_pct) == Piece("over 2", ".3", " %")


@pytest.mark.parametrize(
    ("kind", "ends", "text"),
    [
        ("rate", ("2.2727", "2.2727", None), "over 2.3 %"),
        ("rate", ("2.2727", None, "2.2727"), "under 2.3 %"),
        ("rate", ("9", "8.3", None), "over 8.3 %"),
        ("rate", ("9", None, "9.3"), "under 9.3 %"),
        ("rate", (None, "50", None), "over 50 %"),
        ("rate", ("-3.25", "-3.25", None), "above -3.2 %"),
        ("change", ("2", "2", None), "over 2"),
        ("change", ("-2", None, "-2"), "below -2"),
        ("change", ("0", "0", None), "over 0"),
        ("change", ("0", None, "0"), "under 0"),
        ("factor", ("1.0227", "1.0227", None), "over 1.0"),
        ("years", ("5.03", None, "5.03"), "under 5.0 years"),
    ],
)
def test_a_bound_says_which_way_it_bounds(kind: Kind, ends: Ends, text: str) -> None:
    shown = _piece(kind, _estimate(ends))
    assert (shown.text, shown.below) == (text, "")


@pytest.mark.parametrize(
    ("kind", "text"), [("change", "+5.9"), ("rate", "+5.9 %"), ("factor", "5.9"), ("years", "5.9 years")]
)
def test_only_changes_and_rates_have_a_sign(kind: Kind, text: str) -> None:
    assert _text(kind, _estimate(("5.9", "5.8", "6.0"))) == text


@pytest.mark.parametrize(
    ("kind", "ends", "text"),
    [
        ("change", ("5.9", "5.8", "6.0"), "+5.9 points"),
        ("change", ("-5.9", "-6.0", "-5.8"), "-5.9 points"),
        ("change", ("5", "5", None), "over 5 points"),
        ("change", (None, "5", "8"), "5.0 to 8.0 points"),
        ("rate", ("5.9", "5.8", "6.0"), "+5.9 points"),
    ],
)
def test_a_change_of_a_percentage_is_in_points(kind: Kind, ends: Ends, text: str) -> None:
    assert _text(kind, _points(ends)) == text


def test_years_computed_have_at_most_one_decimal() -> None:
    known = _estimate(("8.2764", "8.2764", "8.2764"))
    assert _text("years", known) == "8.3 years"
    assert _text("factor", known) == "8.28"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2012", "2024", "12"),
        ("2012", "2025-08", "12.67"),
        ("2024-06-25", "2025-06-25", "1"),
        ("2024", "2024-06", "-0.5"),
    ],
)
def test_elapsed_years_have_at_most_two_decimals(start: str, end: str, text: str) -> None:
    assert _text("years", elapsed_years(parse(start), parse(end))) == text


def test_an_interval_has_one_decimal_more_than_its_number() -> None:
    assert _piece("factor", _estimate(("2.73", "2.68", "2.78"))).below == "2.68 to 2.78"
    assert _piece("factor", _estimate(("273", "268.04", "277.96"))).below == "268.0 to 278.0"


@given(st.decimals("-1e9", "1e9", places=6), st.decimals("0.000001", "1e3", places=6))
def test_an_interval_shown_holds_the_interval_known(value: Decimal, half: Decimal) -> None:
    below = _piece("factor", Estimate(value, value - half, value + half)).below
    if below:
        low, high = map(Decimal, below.split(" to "))
        step = Decimal(1).scaleb(-len(below.partition(" ")[0].partition(".")[2]))
        assert low <= value - half < low + step
        assert high - step < value + half <= high


def test_an_exact_number_has_no_interval() -> None:
    assert _piece("factor", _estimate(("2.73", "2.73", "2.73"))) == Piece("2", ".73")
    assert _piece("factor", _estimate(("2.73", "2.7251", "2.7349"))) == Piece("2", ".73", below="2.725 to 2.735")


def test_an_interval_is_shown_only_in_a_column_that_has_one() -> None:
    known = _estimate(("5.9", "5.8", "6.0"))
    assert piece(Column("c", "C", "rate"), known, {}) == Piece("+5", ".9", " %")
    assert piece(Column("c", "C", "rate", interval=True), known, {}) == Piece("+5", ".9", " %", "5.80 to 6.00")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        pytest.param(Figure(Decimal("158.90")), Piece("158", ".90"), id="zeros kept"),
        pytest.param(Figure(Decimal(16800)), Piece("16800"), id="whole"),
        pytest.param(Figure(Decimal("1E+4")), Piece("10000"), id="no exponent"),
        pytest.param(Figure(Decimal("434.1"), qualifier="over"), Piece("over 434", ".1"), id="qualified"),
        pytest.param(Figure(None, Decimal("1.50"), Decimal(2)), Piece("1.50 to 2"), id="range"),
        pytest.param(
            Figure(None, Decimal(100), Decimal(200), "about"), Piece("about 100 to 200"), id="qualified range"
        ),
        pytest.param(Figure(Decimal("434.1"), below="2024"), Piece("434", ".1", below="2024"), id="with a line below"),
        pytest.param(
            Figure(None, Decimal(1), Decimal(2), below="2024"),
            Piece("1 to 2", below="2024"),
            id="range with a line below",
        ),
    ],
)
def test_a_figure_is_shown_as_printed(figure: Figure, expected: Piece) -> None:
    assert _piece("figure", figure) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        pytest.param(Figure(Decimal("25.1712"), Decimal("25.163"), Decimal("25.179")), Piece("25", ".17"), id="limits"),
        pytest.param(
            Figure(Decimal("25.17"), Decimal("25.1"), Decimal("25.24"), below="158.9 CNY"),
            Piece("25", ".2", below="158.9 CNY"),
            id="limits and a line below",
        ),
        pytest.param(Figure(Decimal("25.17"), Decimal("25.17")), Piece("over 25", ".2"), id="low limit"),
        pytest.param(Figure(Decimal("25.17"), None, Decimal("25.17")), Piece("under 25", ".2"), id="high limit"),
    ],
)
def test_a_computed_figure_is_shown_with_justified_digits(figure: Figure, expected: Piece) -> None:
    assert _piece("figure", figure) == expected


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        pytest.param("figure", "1.2345", Piece("1", ".2345"), id="figure"),
        pytest.param("bound", "173.0733", Piece("173", ".07"), id="bound"),
        pytest.param("bound", "2.5", Piece("2", ".5"), id="one decimal"),
        pytest.param("bound", "2.50", Piece("2", ".5"), id="no zero behind"),
        pytest.param("bound", "100", Piece("100"), id="whole"),
        pytest.param("bound", "2.345", Piece("2", ".34"), id="half to even"),
        pytest.param("bound", f"{10**30}.125", Piece(f"{10**30}", ".12"), id="many digits"),
        pytest.param("bound", "-0.001", Piece("0", ".00"), id="no negative zero"),
    ],
)
def test_a_computed_number_has_at_most_two_decimals_and_a_printed_one_its_own(
    kind: Kind, number: str, expected: Piece
) -> None:
    assert _piece(kind, Decimal(number)) == expected


@pytest.mark.parametrize(("status", "word"), [("A", ""), ("F", "forecast"), ("E", "estimated"), ("P", "provisional")])
def test_a_status_is_shown_as_a_word(status: str, word: str) -> None:
    assert _text("status", status) == word


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        pytest.param("period", parse("2024-01/2024-11"), "2024-01/2024-11", id="period"),
        pytest.param("count", 12, "12", id="count"),
        pytest.param("word", "F", "F", id="letter that is no status"),
        pytest.param("text", None, "", id="nothing"),
        pytest.param("status", None, "", id="no status"),
        pytest.param("text", "[red]a:smile:", "[red]a:smile:", id="text that looks like markup"),
        pytest.param("text", "a\x1b[31m", "a\\x1b[31m", id="text that steers a terminal"),
    ],
)
def test_any_other_cell_is_shown_as_it_is(kind: Kind, cell: Cell, text: str) -> None:
    assert _piece(kind, cell) == Piece(text)


def test_a_source_is_shown_by_the_number_of_its_note() -> None:
    column = Column("source", "Source", "source")
    numbers = {"yearbook": 2, "customs": 1}
    assert piece(column, ("yearbook", "customs"), numbers) == Piece("[2] [1]")
    assert piece(column, (), numbers) == Piece("")


@given(st.decimals("-1e9", "1e9", places=6), st.decimals("0", "1e3", places=6))
def test_a_number_shown_lies_within_one_of_its_last_place_of_the_truth(value: Decimal, half: Decimal) -> None:
    known = Estimate(value, value - half, value + half)
    shown = _piece("factor", known)
    assert abs(Decimal(shown.text) - value) <= Decimal("0.5").scaleb(-max(0, len(shown.tail) - 1))
