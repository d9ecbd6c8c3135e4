"""Change, multiple, growth, average annual growth, doubling time and index, with their intervals."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from typing import TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xjcli.intervals import Estimate, stands_for
from xjcli.periods import elapsed_years, parse
from xjcli.rates import Growth, growth, growth_pct, has_ratio, index
from xjcli.render import rounded

# Value, low and high; None is unknown, or unbounded.
Ends: TypeAlias = "tuple[str | None, str | None, str | None]"

_TINY = Decimal("1e-30")
_LONG = Context(prec=80)
_FIGURES = st.decimals("0.01", "1e9", places=2)
_EXACT_FIGURES = _FIGURES.map(lambda value: stands_for(value, count=True))
_YEARS = st.decimals("1", "60", places=3)
_TRADE_2012, _TRADE_2024 = stands_for(Decimal("158.9")), stands_for(Decimal("434.1"))


def _count(value: int, qualifier: str | None = None) -> Estimate:
    return stands_for(Decimal(value), qualifier=qualifier, count=True)


def _estimate(ends: Ends) -> Estimate:
    return Estimate(*(None if end is None else Decimal(end) for end in ends))


def _rounded(estimate: Estimate | None) -> Estimate | None:
    """Round the three numbers as machine formats do."""
    if estimate is None:
        return None
    ends = (estimate.value, estimate.low, estimate.high)
    return Estimate(*(None if end is None else rounded(end) for end in ends))


def _value(estimate: Estimate | None) -> Decimal:
    assert estimate is not None
    assert estimate.value is not None
    return estimate.value


def _holds(estimate: Estimate | None, number: Decimal) -> bool:
    assert estimate is not None
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low <= number <= estimate.high


def _between(start: str, end: str) -> Decimal:
    return elapsed_years(parse(start), parse(end))


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("change", ("275.2", "275.10", "275.30")),
        ("multiple", ("2.7319", "2.7307", "2.7331")),
        ("change_pct", ("173.1907", "173.0733", "173.3082")),
        ("cagr_pct", ("8.7357", "8.7318", "8.7396")),
        ("doubling_years", ("8.2764", "8.2728", "8.2799")),
    ],
)
def test_trade_grew_from_2012_to_2024_as_published_arithmetic_has_it(name: str, ends: Ends) -> None:
    found = growth(_TRADE_2024, _TRADE_2012, _between("2012", "2024"))
    assert _rounded(getattr(found, name)) == _estimate(ends)


def test_growth_of_counts_is_exact() -> None:
    found = growth(_count(223), _count(193), Decimal(12))
    assert _rounded(found.change) == _estimate(("30", "30", "30"))
    assert _rounded(found.change_pct) == _estimate(("15.5440", "15.5440", "15.5440"))


def test_road_routes_grew_over_twenty_years() -> None:
    found = growth(_count(119), _count(75), _between("2005", "2025"))
    assert _rounded(found.multiple) == _estimate(("1.5867", "1.5867", "1.5867"))
    assert _rounded(found.cagr_pct) == _estimate(("2.3350", "2.3350", "2.3350"))


def test_growth_of_short_figures_may_be_nothing_at_all() -> None:
    assert _rounded(growth_pct(stands_for(Decimal("1.3")), stands_for(Decimal("1.2")))) == _estimate(
        ("8.3333", "0", "17.3913")
    )


@pytest.mark.parametrize(
    ("start", "end", "ends"),
    [
        pytest.param(_count(88), _count(90, "over"), ("2.2727", "2.2727", None), id="to over"),
        pytest.param(_count(88), _count(90, "nearly"), ("2.2727", None, "2.2727"), id="to nearly"),
        pytest.param(_count(88, "over"), _count(90), ("2.2727", None, "2.2727"), id="from over"),
        pytest.param(_count(88, "nearly"), _count(90), ("2.2727", "2.2727", None), id="from nearly"),
        pytest.param(_count(88, "nearly"), _count(90, "over"), ("2.2727", "2.2727", None), id="from nearly to over"),
        pytest.param(_count(88, "over"), _count(90, "nearly"), ("2.2727", None, "2.2727"), id="from over to nearly"),
        pytest.param(_count(88, "over"), _count(90, "over"), (None, None, None), id="from over to over"),
        pytest.param(_count(88, "nearly"), _count(90, "nearly"), (None, None, None), id="from nearly to nearly"),
    ],
)
def test_a_bound_stays_a_bound(start: Estimate, end: Estimate, ends: Ends) -> None:
    found = growth(end, start, Decimal(1))
    assert _rounded(found.change_pct) == _estimate(ends)
    assert _rounded(found.cagr_pct) == _estimate(ends)
    assert _rounded(growth_pct(end, start)) == _estimate(ends)


def test_a_bounded_growth_has_a_bounded_doubling_time_the_other_way() -> None:
    to_over = growth(_count(400, "over"), _count(100), Decimal(10))
    to_nearly = growth(_count(400, "nearly"), _count(100), Decimal(10))
    assert _rounded(to_over.doubling_years) == _estimate(("5.0000", None, "5.0000"))
    assert _rounded(to_nearly.doubling_years) == _estimate(("5.0000", "5.0000", None))


def test_a_range_gives_an_interval() -> None:
    found = growth(_estimate((None, "121", "144")), _count(100), Decimal(2))
    assert found.change == _estimate((None, "21", "44"))
    assert _rounded(found.change_pct) == _estimate((None, "21.00", "44.00"))
    assert _rounded(found.cagr_pct) == _estimate((None, "10.0000", "20.0000"))
    assert found.doubling_years is None


@pytest.mark.parametrize(
    ("start", "change"),
    [
        pytest.param(_count(0), ("90", "90", "90"), id="zero"),
        pytest.param(_estimate(("0.0", "-0.05", "0.05")), ("90.0", "89.95", "90.05"), id="printed zero"),
        pytest.param(_count(-10), ("100", "100", "100"), id="negative"),
        pytest.param(_estimate((None, "0", "10")), (None, "80", "90"), id="range from zero"),
        pytest.param(_estimate((None, "-10", "10")), (None, "80", "100"), id="range from below zero"),
    ],
)
def test_from_a_base_that_is_not_above_zero_there_is_only_a_change(start: Estimate, change: Ends) -> None:
    found = growth(_count(90), start, Decimal(12))
    assert _rounded(found.change) == _estimate(change)
    assert found == Growth(found.change)
    assert growth_pct(_count(90), start) is None
    assert index(_count(90), start) is None


@pytest.mark.parametrize("end", [_count(-1), _estimate((None, "-1", "1"))], ids=["negative", "range from below zero"])
def test_to_a_figure_below_zero_there_is_only_a_change(end: Estimate) -> None:
    found = growth(end, _count(100), Decimal(12))
    assert found == Growth(found.change)
    assert growth_pct(end, _count(100)) is None
    assert index(end, _count(100)) is None


@pytest.mark.parametrize(
    ("end", "start", "defined"),
    [
        pytest.param(("1", "1", "1"), ("1", "1", "1"), True, id="above zero"),
        pytest.param(("0", "0", "0"), ("1", "1", "1"), True, id="to zero"),
        pytest.param(("0", "-0.5", "0.5"), ("1", "-4", "6"), True, id="intervals around zero"),
        pytest.param((None, "0", "1"), (None, "1", "2"), True, id="ranges"),
        pytest.param(("1", "1", "1"), ("0", "0", "0"), False, id="from zero"),
        pytest.param(("1", "1", "1"), ("-1", "-1", "-1"), False, id="from below zero"),
        pytest.param(("-1", "-1", "-1"), ("1", "1", "1"), False, id="to below zero"),
        pytest.param(("-1", "-1", "-1"), ("-1", "-1", "-1"), False, id="below zero"),
        pytest.param((None, "-1", "1"), (None, "1", "2"), False, id="to a range from below zero"),
        pytest.param((None, "1", "2"), (None, "0", "2"), False, id="from a range from zero"),
        pytest.param((None, None, None), ("1", "1", "1"), False, id="to the unknown"),
        pytest.param(("1", "1", "1"), (None, None, None), False, id="from the unknown"),
    ],
)
def test_a_ratio_leads_from_above_zero_to_zero_or_above(end: Ends, start: Ends, defined: bool) -> None:
    assert has_ratio(_estimate(end), _estimate(start)) is defined


def test_to_zero_growth_is_the_loss_of_everything() -> None:
    found = growth(_count(0), _count(100), Decimal(12))
    assert _rounded(found.change_pct) == _estimate(("-100", "-100", "-100"))
    assert _rounded(found.cagr_pct) == _estimate(("-100", "-100", "-100"))
    assert found.doubling_years is None


def test_nothing_shrinks_by_more_than_everything() -> None:
    end, start = stands_for(Decimal(0)), stands_for(Decimal(1))
    found = growth(end, start, Decimal(1))
    assert found.change == _estimate(("-1", "-2", "0"))
    assert _rounded(found.multiple) == _estimate(("0", "0", "1"))
    assert _rounded(found.change_pct) == _estimate(("-100", "-100", "0"))
    assert _rounded(found.cagr_pct) == _estimate(("-100", "-100", "0"))
    assert _rounded(growth_pct(end, start)) == _estimate(("-100", "-100", "0"))
    assert _rounded(index(end, start)) == _estimate(("0", "0", "100"))


def test_percent_changes_in_points_only() -> None:
    found = growth(stands_for(Decimal("45.9")), stands_for(Decimal("40.0")), Decimal(12), in_points=True)
    assert found.change == _estimate(("5.9", "5.8", "6.0"))
    assert (found.multiple, found.change_pct, found.cagr_pct, found.doubling_years) == (None, None, None, None)


@pytest.mark.parametrize("years", [None, Decimal(0)], ids=["unknown", "zero"])
def test_without_years_there_is_no_annual_rate(years: Decimal | None) -> None:
    found = growth(_TRADE_2024, _TRADE_2012, years)
    assert (found.cagr_pct, found.doubling_years) == (None, None)
    assert _rounded(found.multiple) == _estimate(("2.7319", "2.7307", "2.7331"))
    assert _rounded(found.change_pct) == _estimate(("173.1907", "173.0733", "173.3082"))


@pytest.mark.parametrize("end", [100, 99, 0], ids=["level", "shrinking", "gone"])
def test_what_does_not_grow_never_doubles(end: int) -> None:
    found = growth(_count(end), _count(100), Decimal(10))
    assert found.cagr_pct is not None
    assert found.doubling_years is None


def test_what_may_not_grow_has_no_longest_doubling_time() -> None:
    found = growth(stands_for(Decimal("1.3")), stands_for(Decimal("1.2")), Decimal(1))
    assert _rounded(found.doubling_years) == _estimate(("8.6597", "4.3229", None))


def test_a_rate_beyond_reason_is_left_empty() -> None:
    found = growth(_count(200), _count(100), 1 / Decimal(365))
    assert _rounded(found.multiple) == _estimate(("2", "2", "2"))
    assert found.cagr_pct == _estimate((None, None, None))
    assert found.doubling_years is None


def test_backwards_in_time_the_annual_rate_is_the_same() -> None:
    found = growth(_TRADE_2012, _TRADE_2024, _between("2024", "2012"))
    assert _rounded(found.cagr_pct) == _estimate(("8.7357", "8.7318", "8.7396"))


def test_the_annual_rate_takes_part_years_into_account() -> None:
    found = growth(_TRADE_2024, _TRADE_2012, _between("2012", "2025-08"))
    assert _rounded(found.cagr_pct) == _estimate(("8.2575", "8.2538", "8.2611"))


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        pytest.param(_TRADE_2024, ("273.1907", "273.0733", "273.3082"), id="above the base"),
        pytest.param(stands_for(Decimal("158.9")), ("100", "99.9371", "100.0630"), id="as high as the base"),
        pytest.param(_count(0), ("0", "0", "0"), id="zero"),
    ],
)
def test_an_index_number_is_a_multiple_of_the_base_in_hundredths(figure: Estimate, number: Ends) -> None:
    assert _rounded(index(figure, _TRADE_2012)) == _estimate(number)


@given(st.one_of(_EXACT_FIGURES, _FIGURES.map(stands_for)))
def test_the_index_at_the_base_is_100_exactly(base: Estimate) -> None:
    assert index(base, base) == _estimate(("100", "100", "100"))


@given(_EXACT_FIGURES, _EXACT_FIGURES)
def test_index_numbers_stand_to_each_other_as_their_figures(figure: Estimate, base: Estimate) -> None:
    with localcontext(_LONG):
        product = _value(index(figure, base)) * _value(index(base, figure))
        assert abs(product / 10000 - 1) < _TINY


@given(_EXACT_FIGURES, _EXACT_FIGURES, _EXACT_FIGURES)
def test_growth_in_two_steps_is_growth_in_one(first: Estimate, second: Estimate, third: Estimate) -> None:
    with localcontext(_LONG):
        one, two, both = (
            1 + _value(growth_pct(end, start)) / 100
            for end, start in ((second, first), (third, second), (third, first))
        )
        assert abs(one * two - both) < _TINY


@given(_EXACT_FIGURES, _EXACT_FIGURES, _YEARS)
def test_the_annual_rate_over_the_years_is_the_multiple(end: Estimate, start: Estimate, years: Decimal) -> None:
    found = growth(end, start, years)
    with localcontext(_LONG):
        multiple = (1 + _value(found.cagr_pct) / 100) ** years
        assert abs(multiple / _value(found.multiple) - 1) < _TINY


@given(_EXACT_FIGURES, _EXACT_FIGURES, _YEARS)
def test_over_the_doubling_time_a_figure_doubles(end: Estimate, start: Estimate, years: Decimal) -> None:
    assume(_value(end) > _value(start))
    found = growth(end, start, years)
    with localcontext(_LONG):
        assert abs((1 + _value(found.cagr_pct) / 100) ** _value(found.doubling_years) - 2) < _TINY


@given(_EXACT_FIGURES, _EXACT_FIGURES)
def test_swapping_ends_inverts_the_multiple(end: Estimate, start: Estimate) -> None:
    there, back = growth(end, start, None), growth(start, end, None)
    with localcontext(_LONG):
        assert abs(_value(there.multiple) * _value(back.multiple) - 1) < _TINY


@given(_FIGURES, _FIGURES)
def test_swapping_ends_turns_the_interval_round(end: Decimal, start: Decimal) -> None:
    there, back = (growth(stands_for(a), stands_for(b), None).multiple for a, b in ((end, start), (start, end)))
    assert there is not None
    assert back is not None
    with localcontext(_LONG):
        for near, far in ((there.low, back.high), (there.high, back.low)):
            assert near is not None
            assert far is not None
            assert abs(near * far - 1) < _TINY


@given(_FIGURES, _FIGURES, st.integers(0, 2), _YEARS)
def test_intervals_hold_the_rates_of_any_true_figures(a: Decimal, b: Decimal, places: int, years: Decimal) -> None:
    start, end = (stands_for(true.quantize(Decimal(1).scaleb(-places))) for true in (a, b))
    assume(_value(start) > 0)
    found = growth(end, start, years)
    true = growth(stands_for(b, count=True), stands_for(a, count=True), years)
    assert _holds(found.change, _value(true.change))
    assert _holds(found.multiple, _value(true.multiple))
    assert _holds(found.change_pct, _value(true.change_pct))
    assert _holds(found.cagr_pct, _value(true.cagr_pct))


@given(_FIGURES, _FIGURES, _YEARS)
def test_the_rates_of_the_printed_figures_lie_in_their_intervals(a: Decimal, b: Decimal, years: Decimal) -> None:
    found = growth(stands_for(b), stands_for(a), years)
    for estimate in (found.change, found.multiple, found.change_pct, found.cagr_pct):
        assert _holds(estimate, _value(estimate))


@given(_FIGURES, _FIGURES, _YEARS)
def test_the_doubling_time_lies_in_its_interval(a: Decimal, b: Decimal, years: Decimal) -> None:
    found = growth(stands_for(b), stands_for(a), years).doubling_years
    if found is not None:
        assert found.low is not None
        assert found.low <= _value(found)
        assert found.high is None or _value(found) <= found.high


@given(_FIGURES, _FIGURES, _YEARS)
def test_the_growth_rate_alone_is_the_growth_rate_among_others(a: Decimal, b: Decimal, years: Decimal) -> None:
    end, start = stands_for(b), stands_for(a)
    assert growth_pct(end, start) == growth(end, start, years).change_pct
