"""The interval a printed number stands for, and arithmetic that carries it along."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xjcli.intervals import EXACT, Estimate, difference, half_place, power, product, ratio, scaled, stands_for
from xjcli.render import rounded

# Value, low and high; None is unknown, or unbounded.
Ends: TypeAlias = "tuple[str | None, str | None, str | None]"
Inside: TypeAlias = "tuple[Estimate, Decimal]"

_NOTHING: Ends = (None, None, None)


def _estimate(ends: Ends) -> Estimate:
    return Estimate(*(None if end is None else Decimal(end) for end in ends))


def _rounded(estimate: Estimate) -> Estimate:
    return Estimate(*(None if end is None else rounded(end) for end in (estimate.value, estimate.low, estimate.high)))


def _holds(estimate: Estimate, number: Decimal) -> bool:
    above = estimate.low is None or estimate.low <= number
    return above and (estimate.high is None or number <= estimate.high)


def _inside(least: str, most: str) -> st.SearchStrategy[Inside]:
    """Draw an interval with a value and a true number inside, in any order."""

    def build(drawn: tuple[list[Decimal], bool]) -> Inside:
        (low, a, b, high), swapped = drawn
        return Estimate(b if swapped else a, low, high), a if swapped else b

    numbers = st.lists(st.decimals(least, most, places=3), min_size=4, max_size=4).map(sorted)
    return st.tuples(numbers, st.booleans()).map(build)


@pytest.mark.parametrize(
    ("value", "half"),
    [
        ("158.9", "0.05"),
        ("158.90", "0.005"),
        ("434", "0.5"),
        ("16800", "0.5"),
        ("0", "0.5"),
        ("0.0", "0.05"),
        ("-1.5", "0.05"),
        ("1.68E+4", "50"),
    ],
)
def test_half_a_place_is_half_of_the_last_printed_one(value: str, half: str) -> None:
    assert half_place(Decimal(value)) == Decimal(half)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("158.9", "158.85", "158.95"), ("158.90", "158.895", "158.905"), ("434", "433.5", "434.5"), ("0", "-0.5", "0.5")],
)
def test_a_printed_value_stands_for_half_a_place_either_way(value: str, low: str, high: str) -> None:
    assert stands_for(Decimal(value)) == _estimate((value, low, high))


@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("qualifier", [None, "about"])
def test_a_value_rounded_more_stands_for_half_of_that(qualifier: str | None, count: bool) -> None:
    known = stands_for(Decimal(16800), rounded_to=Decimal(100), qualifier=qualifier, count=count)
    assert known == _estimate(("16800", "16750", "16850"))


def test_a_count_without_a_qualifier_is_exact() -> None:
    assert stands_for(Decimal(193), count=True) == _estimate(("193", "193", "193"))
    assert stands_for(Decimal(193), qualifier="about", count=True) == _estimate(("193", "192.5", "193.5"))


def test_equal_estimates_find_each_other() -> None:
    assert {stands_for(Decimal("158.9")): "found"}[_estimate(("158.9", "158.85", "158.95"))] == "found"


@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("rounded_to", [None, Decimal(10)])
def test_over_bounds_below_by_the_value_itself(rounded_to: Decimal | None, count: bool) -> None:
    known = stands_for(Decimal(90), rounded_to=rounded_to, qualifier="over", count=count)
    assert known == _estimate(("90", "90", None))


@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("rounded_to", [None, Decimal(10)])
def test_nearly_bounds_above_by_the_value_itself(rounded_to: Decimal | None, count: bool) -> None:
    known = stands_for(Decimal(90), rounded_to=rounded_to, qualifier="nearly", count=count)
    assert known == _estimate(("90", None, "90"))


def test_about_alone_widens_nothing() -> None:
    assert stands_for(Decimal("158.9"), qualifier="about") == stands_for(Decimal("158.9"))


@given(st.decimals("-1e12", "1e12", places=6), st.integers(-6, 6))
def test_a_printed_value_stands_for_every_number_that_rounds_to_it(number: Decimal, exponent: int) -> None:
    printed = number.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_EVEN)
    assert _holds(stands_for(printed), number)


@given(st.decimals("-1e27", "1e27", places=28))
def test_the_interval_of_a_printed_value_has_it_in_the_middle(value: Decimal) -> None:
    known = stands_for(value)
    assert known.low is not None
    assert known.high is not None
    assert EXACT.add(known.low, known.high) == EXACT.multiply(value, Decimal(2))
    assert known.low < value < known.high


@pytest.mark.parametrize(
    ("ends", "exact"),
    [
        (("90", "90", "90"), True),
        (("90", "90.0", "9E+1"), True),
        (("90", "89.5", "90.5"), False),
        (("90", "89.5", "90"), False),
        (("90", "90", "90.5"), False),
        (("90", "90", None), False),
        (("90", None, "90"), False),
        (("91", "90", "90"), False),
        ((None, "90", "90"), False),
        (_NOTHING, False),
    ],
)
def test_exact_is_what_can_be_nothing_but_its_value(ends: Ends, exact: bool) -> None:
    assert _estimate(ends).is_exact is exact


@pytest.mark.parametrize(
    ("end", "start", "between"),
    [
        pytest.param(
            ("434.1", "434.05", "434.15"), ("158.9", "158.85", "158.95"), ("275.2", "275.1", "275.3"), id="up"
        ),
        pytest.param(("2", "1", "4"), ("9", "8", "16"), ("-7", "-15", "-4"), id="down"),
        pytest.param(("90", "90", "90"), ("88", "88", "88"), ("2", "2", "2"), id="exact"),
        pytest.param(("90", "90", None), ("88", "87", "89"), ("2", "1", None), id="to over"),
        pytest.param(("90", None, "90"), ("88", "87", "89"), ("2", None, "3"), id="to nearly"),
        pytest.param(("90", "89", "91"), ("88", "88", None), ("2", None, "3"), id="from over"),
        pytest.param(("90", "89", "91"), ("88", None, "88"), ("2", "1", None), id="from nearly"),
        pytest.param(("90", "90", None), ("88", None, "88"), ("2", "2", None), id="from nearly to over"),
        pytest.param(("90", None, "90"), ("88", "88", None), ("2", None, "2"), id="from over to nearly"),
        pytest.param((None, "4", "6"), ("2", "1", "3"), (None, "1", "5"), id="to a range"),
        pytest.param(("9", "8", "10"), (None, "1", "3"), (None, "5", "9"), id="from a range"),
    ],
)
def test_a_difference_lies_between_the_nearest_and_the_farthest_ends(end: Ends, start: Ends, between: Ends) -> None:
    assert difference(_estimate(end), _estimate(start)) == _estimate(between)


@pytest.mark.parametrize(
    ("end", "start", "times"),
    [
        pytest.param(("9", "8", "10"), ("3", "2", "4"), ("3", "2", "5"), id="up"),
        pytest.param(("3", "2", "4"), ("8", "5", "10"), ("0.375", "0.2", "0.8"), id="down"),
        pytest.param(("90", "90", "90"), ("80", "80", "80"), ("1.125", "1.125", "1.125"), id="exact"),
        pytest.param(("90", "90", None), ("80", "72", "90"), ("1.125", "1", None), id="to over"),
        pytest.param(("90", None, "90"), ("80", "72", "90"), ("1.125", None, "1.25"), id="to nearly"),
        pytest.param(("90", "80", "100"), ("80", "80", None), ("1.125", None, "1.25"), id="from over"),
        pytest.param(("90", "80", "100"), ("80", None, "80"), ("1.125", "1", None), id="from nearly"),
        pytest.param(("90", "90", None), ("80", None, "80"), ("1.125", "1.125", None), id="from nearly to over"),
        pytest.param((None, "4", "6"), ("2", "2", "2"), (None, "2", "3"), id="to a range"),
        pytest.param(("6", "6", "6"), (None, "2", "3"), (None, "2", "3"), id="from a range"),
        pytest.param(("0", "0", "1"), ("2", "1", "4"), ("0", "0", "1"), id="to zero"),
        pytest.param(("0", "-1", "1"), ("2", "1", "4"), ("0", "-1", "1"), id="to an interval around zero"),
        pytest.param(("0", "0", "1"), ("1", "0", "4"), ("0", "0", None), id="from and to intervals that touch zero"),
        pytest.param(("2", "2", "2"), ("1", "0", "4"), ("2", "0.5", None), id="from an interval that touches zero"),
        pytest.param(("2", "2", "2"), ("1", "-1", "4"), ("2", "0.5", None), id="from an interval around zero"),
    ],
)
def test_a_ratio_lies_between_the_nearest_and_the_farthest_ends(end: Ends, start: Ends, times: Ends) -> None:
    assert ratio(_estimate(end), _estimate(start)) == _estimate(times)


@pytest.mark.parametrize("ends", [("90", "90", None), ("90", None, "90")], ids=["over", "nearly"])
def test_nothing_is_known_between_two_bounds_of_one_direction(ends: Ends) -> None:
    assert difference(_estimate(ends), _estimate(ends)) == _estimate(_NOTHING)
    assert ratio(_estimate(ends), _estimate(ends)) == _estimate(_NOTHING)


def test_nothing_is_known_between_two_intervals_around_zero() -> None:
    assert ratio(_estimate(("0", "-1", "1")), _estimate(("1", "-1", "3"))) == _estimate(_NOTHING)


@given(_inside("-1e6", "1e6"), _inside("-1e6", "1e6"))
def test_a_difference_holds_that_of_any_true_numbers(end: Inside, start: Inside) -> None:
    assert _holds(difference(end[0], start[0]), end[1] - start[1])


@given(_inside("-1e6", "1e6"), _inside("0.001", "1e6"))
def test_a_ratio_to_zero_or_above_holds_that_of_any_true_numbers(end: Inside, start: Inside) -> None:
    assume(end[0].value is not None and end[0].value >= 0)
    assert _holds(ratio(end[0], start[0]), EXACT.divide(end[1], start[1]))


@given(_inside("0.001", "1e3"), st.decimals("-5", "5", places=2))
def test_a_power_holds_that_of_any_true_number(base: Inside, exponent: Decimal) -> None:
    assert _holds(power(base[0], exponent), Context(prec=40).plus(EXACT.power(base[1], exponent)))


@pytest.mark.parametrize(("base", "years", "root"), [(4, 2, 2), (8, 3, 2), ("1.331", 3, "1.1"), (1, 7, 1), (0, 5, 0)])
def test_a_root_that_is_exact_is_found_exactly(base: int | str, years: int, root: int | str) -> None:
    number, exponent = Decimal(base), EXACT.divide(Decimal(1), Decimal(years))
    assert power(Estimate(number, number, number), exponent).value == Decimal(root)


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        pytest.param(("3", "2", "4"), ("7", "6", "8"), ("21", "12", "32"), id="intervals"),
        pytest.param(("3", "3", None), ("7", "6", "8"), ("21", "18", None), id="over"),
        pytest.param(("3", None, "3"), ("7", "6", "8"), ("21", None, "24"), id="nearly"),
        pytest.param((None, "2", "4"), ("7", "6", "8"), (None, "12", "32"), id="range"),
        pytest.param(("3", "3", None), ("7", None, "7"), _NOTHING, id="over and nearly"),
    ],
)
def test_a_product_lies_between_those_of_the_low_and_of_the_high_ends(one: Ends, other: Ends, times: Ends) -> None:
    assert product(_estimate(one), _estimate(other)) == _estimate(times)


@given(_inside("0", "1e6"), _inside("0.001", "1e6"))
def test_a_product_holds_that_of_any_true_numbers(one: Inside, other: Inside) -> None:
    assert _holds(product(one[0], other[0]), one[1] * other[1])


def test_a_difference_of_long_figures_loses_no_digit() -> None:
    end, start = Decimal("9999999999999999999999999999.0"), Decimal("0.0000000000000000000000000001")
    between = difference(stands_for(end, count=True), stands_for(start, count=True))
    assert between.value == Decimal("9999999999999999999999999998.9999999999999999999999999999")


def test_a_ratio_has_eighty_digits() -> None:
    third = ratio(_estimate(("1", "1", "1")), _estimate(("3", "3", "3")))
    assert third.value == Decimal("0." + 80 * "3")


@pytest.mark.parametrize(
    ("base", "exponent", "raised"),
    [
        pytest.param(("3", "2", "4"), "2", ("9", "4", "16"), id="square"),
        pytest.param(("9", "4", "16"), "0.5", ("3", "2", "4"), id="root"),
        pytest.param(("3", "2", "4"), "1", ("3", "2", "4"), id="itself"),
        pytest.param(("5", "4", "10"), "-1", ("0.2", "0.1", "0.25"), id="inverse"),
        pytest.param(("0.5", "0.25", "1"), "-1", ("2", "1", "4"), id="inverse of a fraction"),
        pytest.param(("3", "3", None), "2", ("9", "9", None), id="over"),
        pytest.param(("3", None, "3"), "2", ("9", None, "9"), id="nearly"),
        pytest.param(("4", "4", None), "-1", ("0.25", None, "0.25"), id="inverse of over"),
        pytest.param(("4", None, "4"), "-1", ("0.25", "0.25", None), id="inverse of nearly"),
        pytest.param((None, "2", "4"), "2", (None, "4", "16"), id="range"),
        pytest.param(("0", "-1", "2"), "2", ("0", "0", "4"), id="a negative end counts as zero"),
        pytest.param(("1", "0", "4"), "0.5", ("1", "0", "2"), id="root of an interval that touches zero"),
        pytest.param(("2", "0", "4"), "-1", ("0.5", "0.25", None), id="inverse of an interval that touches zero"),
        pytest.param(("2", "-1", "4"), "-1", ("0.5", "0.25", None), id="inverse of an interval around zero"),
        pytest.param(("0", "0", "0"), "-1", _NOTHING, id="inverse of zero"),
        pytest.param(("1", "1", "10"), "30", ("1", "1", "1E+30"), id="the largest end"),
        pytest.param(("1", "1", "10"), "31", ("1", "1", None), id="an end beyond reason"),
        pytest.param(("10", "1", "10"), "31", (None, "1", None), id="a value beyond reason"),
        pytest.param(("1", "1", "10"), "1000000", ("1", "1", None), id="an end beyond all numbers"),
        pytest.param(("10", "10", "10"), "31", _NOTHING, id="all beyond reason"),
    ],
)
def test_a_power_is_taken_end_by_end(base: Ends, exponent: str, raised: Ends) -> None:
    assert _rounded(power(_estimate(base), Decimal(exponent))) == _estimate(raised)


@pytest.mark.parametrize(
    ("ends", "factor", "shift", "result"),
    [
        pytest.param(("1.5", "1.25", "2"), 100, -100, ("50", "25", "100"), id="a multiple as growth"),
        pytest.param(("1.5", "1.25", "2"), 100, 0, ("150", "125", "200"), id="a multiple as an index"),
        pytest.param(("1.5", "1.5", None), 100, -100, ("50", "50", None), id="over"),
        pytest.param(("1.5", None, "1.5"), 100, -100, ("50", None, "50"), id="nearly"),
        pytest.param((None, "1.5", "2"), 100, -100, (None, "50", "100"), id="range"),
    ],
)
def test_scaling_multiplies_then_adds_end_by_end(ends: Ends, factor: int, shift: int, result: Ends) -> None:
    assert scaled(_estimate(ends), factor, shift) == _estimate(result)


def test_scaling_adds_nothing_unasked() -> None:
    assert scaled(_estimate(("1.5", "1.25", "2")), 100) == _estimate(("150", "125", "200"))


def test_a_number_of_a_hundred_digits_is_rounded_without_a_word() -> None:
    assert rounded(Decimal("1e100") / 1) == Decimal("1e100")
