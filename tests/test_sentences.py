"""Sentences that can be pasted: figures as printed, justified digits, hedges, periods and sources in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import Record, fact_base, figures

from xjcli.currencies import expressed
from xjcli.loading import bundled, decode
from xjcli.periods import parse
from xjcli.reports.growth import End, unlike
from xjcli.reports.selection import preferred
from xjcli.reports.sentences import LANGUAGES, between, of_figure

if TYPE_CHECKING:
    from xjcli.facts import FactBase, Observation, Series

FACTS = bundled()
SHIPPED = pytest.mark.parametrize("series", FACTS.series, ids=lambda series: series.id)
BOTH = pytest.mark.parametrize("language", ["en", "zh"])
# A series that is not about Xinjiang, with a noun of its own in neither title.
PLAIN = {"id": "a", "title": "Output", "title_zh": "产量", "ref_area": "CN", "unit": "N"}
SOURCED = {"en": " (source: P, 2020).", "zh": "（来源：P，2020）。"}


def base(*observations: Record, **series: object) -> FactBase:
    return decode(fact_base(PLAIN | {"observations": observations} | series).encode(), "test")


def figure(period: str, value: str, **extra: object) -> Record:
    return figures((period, value), **extra)[0]


def spread(period: str, low: str, high: str, **extra: object) -> Record:
    return {"period": period, "low": low, "high": high, "source": "s"} | extra


def end(observation: Observation) -> End:
    return End(parse(observation.period), observation)


def two(language: str, before: Record, after: Record, **series: object) -> str:
    """Say what lies between two figures, without the source that all of them share."""
    facts = base(before, after, **series)
    first, last = (end(observation) for observation in facts.series[0].observations)
    said = between(facts.in_language(language), facts.series[0], first, last)
    assert said.endswith(SOURCED[language])
    return said.removesuffix(SOURCED[language])


def one(language: str, observation: Record, **series: object) -> str:
    """Say one figure, without its source."""
    facts = base(observation, **series)
    said = of_figure(facts.in_language(language), facts.series[0], *end(facts.series[0].observations[0]))
    assert said.endswith(SOURCED[language])
    return said.removesuffix(SOURCED[language])


def rose(first: Record, last: Record, **series: object) -> tuple[str, str]:
    return two("en", first, last, **series), two("zh", first, last, **series)


def test_growth_over_years_has_a_rate_and_an_average() -> None:
    trade = rose(figure("2012", "158.9"), figure("2024", "434.1"), unit="CNY", unit_mult=9)
    assert trade == (
        (
            "Output rose from 158.9 billion yuan in 2012 to 434.1 billion yuan in 2024,"
            " an increase of 173.2 % or 8.74 % a year on average"
        ),
        "产量从2012年的1589亿元增至2024年的4341亿元，增长173.2%，年均增长8.74%",
    )


def test_growth_over_one_year_has_no_average() -> None:
    assert rose(figure("2020", "40"), figure("2021", "50")) == (
        "Output rose from 40 pieces in 2020 to 50 pieces in 2021, an increase of 25 %",
        "产量从2020年的40个增至2021年的50个，增长25%",
    )


def test_figures_whose_periods_overlap_have_no_average() -> None:
    assert rose(figure("2023", "40"), figure("2023-01/2025-12", "50"), measure="stock") == (
        "Output rose from 40 pieces in 2023 to 50 pieces in 2023 to 2025, an increase of 25 %",
        "产量从2023年的40个增至2023年至2025年的50个，增长25%",
    )


def test_a_fall_is_a_decrease() -> None:
    assert rose(figure("2020", "10.0"), figure("2022", "8.0"), unit="USD", unit_mult=9) == (
        (
            "Output fell from 10.0 billion US dollars in 2020 to 8.0 billion US dollars in 2022,"
            " a decrease of 20 % or 11 % a year on average"
        ),
        "产量从2020年的100亿美元降至2022年的80亿美元，下降20%，年均下降11%",
    )


def test_what_does_not_change_stays() -> None:
    assert rose(figure("2011", "107"), figure("2014", "107")) == (
        "Output stayed at 107 pieces between 2011 and 2014",
        "产量在2011年和2014年均为107个",
    )


def test_what_is_equal_but_printed_differently_stays_level() -> None:
    assert rose(figure("2020", "5.0"), figure("2021", "5"), unit="PERCENT") == (
        "Output stayed level from 5.0 % in 2020 to 5 % in 2021",
        "产量从2020年的5.0%到2021年的5%，保持不变",
    )


def test_over_bounds_growth_below() -> None:
    assert rose(figure("2024-12-31", "88"), figure("2025", "90", qualifier="over")) == (
        "Output rose from 88 pieces on 31 December 2024 to over 90 pieces in 2025, an increase of at least 2.3 %",
        "产量从2024年12月31日的88个增至2025年的超过90个，至少增长2.3%",
    )


def test_nearly_bounds_growth_above() -> None:
    assert rose(figure("2020", "80"), figure("2021", "100", qualifier="nearly")) == (
        "Output rose from 80 pieces in 2020 to nearly 100 pieces in 2021, an increase of at most 25 %",
        "产量从2020年的80个增至2021年的近100个，至多增长25%",
    )


def test_a_fall_to_over_is_bounded_above() -> None:
    assert rose(figure("2020", "100"), figure("2021", "95", qualifier="over")) == (
        "Output fell from 100 pieces in 2020 to over 95 pieces in 2021, a decrease of at most 5 %",
        "产量从2020年的100个降至2021年的超过95个，至多下降5%",
    )


def test_from_nearly_to_over_is_bounded_below() -> None:
    first, last = figure("2020", "80", qualifier="nearly"), figure("2022", "100", qualifier="over")
    assert rose(first, last) == (
        (
            "Output rose from nearly 80 pieces in 2020 to over 100 pieces in 2022,"
            " an increase of at least 25 % or at least 11.8 % a year on average"
        ),
        "产量从2020年的近80个增至2022年的超过100个，至少增长25%，年均至少增长11.8%",
    )


def test_from_over_to_nearly_is_bounded_above() -> None:
    first, last = figure("2020", "80", qualifier="over"), figure("2021", "100", qualifier="nearly")
    assert rose(first, last) == (
        "Output rose from over 80 pieces in 2020 to nearly 100 pieces in 2021, an increase of at most 25 %",
        "产量从2020年的超过80个增至2021年的近100个，至多增长25%",
    )


def test_between_two_bounds_of_one_direction_nothing_is_said() -> None:
    first, last = (figure(*known, qualifier="over") for known in (("2022", "7000"), ("2023", "9000")))
    assert rose(first, last) == (
        (
            "Output went from over 7,000 pieces in 2022 to over 9,000 pieces in 2023;"
            " by how much cannot be said from such figures"
        ),
        "产量从2022年的超过7000个变为2023年的超过9000个，变化幅度无从得知",
    )


def test_a_bound_of_nothing_is_not_said() -> None:
    assert rose(figure("2020", "100"), figure("2021", "100", qualifier="over")) == (
        "Output rose from 100 pieces in 2020 to over 100 pieces in 2021",
        "产量从2020年的100个增至2021年的超过100个",
    )


def test_a_bound_against_what_is_printed_is_not_said() -> None:
    first, last = figure("2020", "69"), figure("2021", "69.1", qualifier="over")
    assert two("en", first, last, unit="PERCENT") == "Output rose from 69 % in 2020 to over 69.1 % in 2021"


def test_an_interval_in_which_no_digit_is_justified_is_rough() -> None:
    assert rose(figure("2020", "1.2"), figure("2021", "1.3"), unit="X") == (
        "Output rose from 1.2 things in 2020 to 1.3 things in 2021, an increase of roughly 8 %",
        "产量从2020年的1.2件增至2021年的1.3件，大约增长8%",
    )


def test_a_large_rate_has_no_more_digits_than_are_justified() -> None:
    assert rose(figure("2020", "78"), figure("2021", "16400", rounded_to="100")) == (
        "Output rose from 78 pieces in 2020 to 16,400 pieces in 2021, an increase of roughly 20,900 %",
        "产量从2020年的78个增至2021年的1.64万个，大约增长20900%",
    )


def test_a_large_rate_is_shown_within_its_interval() -> None:
    said = two("en", figure("2020", "100"), figure("2021", "114", rounded_to="6"))
    assert said.endswith(", an increase of roughly 14 %")


def test_a_rate_from_about_so_many_is_rough() -> None:
    assert rose(figure("2020", "100"), figure("2021", "200", qualifier="about")) == (
        "Output rose from 100 pieces in 2020 to about 200 pieces in 2021, an increase of roughly 100 %",
        "产量从2020年的100个增至2021年的约200个，大约增长100%",
    )


def test_a_rate_that_rounds_to_nothing_is_less_than_its_last_place() -> None:
    assert rose(figure("2020", "1000000"), figure("2021", "1000001")) == (
        "Output rose from 1,000,000 pieces in 2020 to 1,000,001 pieces in 2021, a change of less than 0.01 %",
        "产量从2020年的100万个增至2021年的1000001个，变化不到0.01%",
    )


def test_a_rate_within_the_rounding_is_less_than_its_outer_bound() -> None:
    first, last = (figure(*known, rounded_to="100") for known in (("2020", "1001"), ("2021", "1004")))
    assert two("en", first, last).endswith(", a change of less than 11 %")


def test_a_percentage_changes_in_points() -> None:
    assert rose(figure("2012", "69.8"), figure("2023", "79.4"), unit="PERCENT") == (
        "Output rose from 69.8 % in 2012 to 79.4 % in 2023, by 9.6 percentage points",
        "产量从2012年的69.8%升至2023年的79.4%，上升9.6个百分点",
    )


def test_a_fall_of_a_percentage_has_justified_digits() -> None:
    assert rose(figure("2008", "62"), figure("2021", "13.7"), unit="PERCENT") == (
        "Output fell from 62 % in 2008 to 13.7 % in 2021, by 48 percentage points",
        "产量从2008年的62%降至2021年的13.7%，下降48个百分点",
    )


def test_one_point_is_singular() -> None:
    said = two("en", figure("2020", "5"), figure("2021", "6"), unit="PERCENT")
    assert said == "Output rose from 5 % in 2020 to 6 % in 2021, by 1 percentage point"


def test_a_point_that_rounds_to_nothing_is_less_than_one() -> None:
    assert rose(figure("2012", "69.8"), figure("2013", "70", qualifier="about"), unit="PERCENT") == (
        "Output rose from 69.8 % in 2012 to about 70 % in 2013, by less than 1 percentage point",
        "产量从2012年的69.8%升至2013年的约70%，变化不到1个百分点",
    )


def test_a_base_of_zero_has_a_change_only() -> None:
    assert rose(figure("2020", "0"), figure("2022", "7"), unit="CNY", unit_mult=9) == (
        "Output rose from 0 billion yuan in 2020 to 7 billion yuan in 2022, an increase of 7 billion yuan",
        "产量从2020年的0元增至2022年的70亿元，增加70亿元",
    )


def test_a_base_below_zero_has_a_change_only() -> None:
    assert rose(figure("2020", "-5"), figure("2022", "7")) == (
        "Output rose from -5 pieces in 2020 to 7 pieces in 2022, an increase of 12 pieces",
        "产量从2020年的-5个增至2022年的7个，增加12个",
    )


def test_an_end_below_zero_has_a_change_only() -> None:
    assert rose(figure("2020", "7"), figure("2022", "-5")) == (
        "Output fell from 7 pieces in 2020 to -5 pieces in 2022, a decrease of 12 pieces",
        "产量从2020年的7个降至2022年的-5个，减少12个",
    )


def test_a_range_gives_a_range() -> None:
    assert rose(spread("2020", "40", "50"), figure("2021", "100")) == (
        "Output rose from between 40 and 50 pieces in 2020 to 100 pieces in 2021, an increase of 100 to 150 %",
        "产量从2020年的40至50个增至2021年的100个，增长100%至150%",
    )


def test_a_fall_from_a_range_names_the_smaller_end_first() -> None:
    assert rose(spread("2020", "40", "50"), figure("2021", "20")) == (
        "Output fell from between 40 and 50 pieces in 2020 to 20 pieces in 2021, a decrease of 50 to 60 %",
        "产量从2020年的40至50个降至2021年的20个，下降50%至60%",
    )


def test_a_range_that_begins_at_nothing_is_at_most_its_end() -> None:
    assert rose(spread("2020", "40", "50"), figure("2021", "50")) == (
        "Output rose from between 40 and 50 pieces in 2020 to 50 pieces in 2021, an increase of at most 25 %",
        "产量从2020年的40至50个增至2021年的50个，至多增长25%",
    )


def test_a_range_may_go_either_way() -> None:
    assert rose(spread("2020", "40", "50"), figure("2021", "48")) == (
        (
            "Output went from between 40 and 50 pieces in 2020 to 48 pieces in 2021,"
            " anything from a decrease of 4 % to an increase of 20 %"
        ),
        "产量从2020年的40至50个变为2021年的48个，介于下降4%与增长20%之间",
    )


def test_a_forecast_is_expected_and_its_rate_depends_on_it() -> None:
    forecast = figure("2024", "16800", rounded_to="100", qualifier="about", status="F")
    assert rose(figure("2023", "14397"), forecast) == (
        (
            "Output, it is expected, will rise from 14,397 pieces in 2023 to about 16,800 pieces in 2024,"
            " an increase of 17 %, if the forecast holds"
        ),
        "产量预计将从2023年的14397个增至2024年的约1.68万个，如预测实现则增长17%",
    )


def test_a_rate_from_a_forecast_depends_on_it() -> None:
    assert rose(figure("2024", "40", status="F"), figure("2025", "50")) == (
        (
            "Output rose from an expected 40 pieces in 2024 to 50 pieces in 2025,"
            " an increase of 25 %, if the forecast holds"
        ),
        "产量从2024年的预计40个增至2025年的50个，如预测实现则增长25%",
    )


def test_a_forecast_may_stay() -> None:
    assert rose(figure("2024", "40"), figure("2025", "40", status="F")) == (
        "Output, it is expected, will stay at 40 pieces between 2024 and 2025, if the forecast holds",
        "产量预计在2024年和2025年均为40个",
    )


def test_an_estimate_is_said() -> None:
    assert rose(figure("2020", "40", status="E"), figure("2021", "50", status="P")) == (
        "Output rose from an estimated 40 pieces in 2020 to a provisional 50 pieces in 2021, an increase of 25 %",
        "产量从2020年的估计40个增至2021年的初步统计50个，增长25%",
    )


@pytest.mark.parametrize(
    ("observation", "english", "chinese"),
    [
        pytest.param(figure("2020", "40"), "Output stood at 40 pieces in 2020", "2020年产量为40个", id="plain"),
        pytest.param(
            figure("2020", "40", qualifier="over"),
            "Output stood at over 40 pieces in 2020",
            "2020年产量超过40个",
            id="over",
        ),
        pytest.param(
            figure("2020", "40", qualifier="nearly"),
            "Output stood at nearly 40 pieces in 2020",
            "2020年产量近40个",
            id="nearly",
        ),
        pytest.param(
            figure("2020", "40", qualifier="about"),
            "Output stood at about 40 pieces in 2020",
            "2020年产量约40个",
            id="about",
        ),
        pytest.param(
            figure("2020", "40", status="E"),
            "Output stood at an estimated 40 pieces in 2020",
            "2020年产量估计为40个",
            id="estimated",
        ),
        pytest.param(
            figure("2020", "40", status="P"),
            "Output stood at a provisional 40 pieces in 2020",
            "2020年产量初步统计为40个",
            id="provisional",
        ),
        pytest.param(
            figure("2020", "40", status="F"),
            "Output, it is expected, will stand at 40 pieces in 2020",
            "2020年产量预计为40个",
            id="forecast",
        ),
        pytest.param(
            figure("2020", "40", qualifier="about", status="E"),
            "Output stood at about 40 pieces (estimated) in 2020",
            "2020年产量估计约40个",
            id="about and estimated",
        ),
        pytest.param(
            spread("2020", "40", "50"),
            "Output stood at between 40 and 50 pieces in 2020",
            "2020年产量为40至50个",
            id="range",
        ),
        pytest.param(
            spread("2020", "40", "50", qualifier="about", status="P"),
            "Output stood at about 40 to 50 pieces (provisional) in 2020",
            "2020年产量初步统计约40至50个",
            id="range, about and provisional",
        ),
    ],
)
def test_a_figure_is_said_with_its_hedges(observation: Record, english: str, chinese: str) -> None:
    assert (one("en", observation), one("zh", observation)) == (english, chinese)


@pytest.mark.parametrize(
    ("unit", "mult", "value", "english", "chinese"),
    [
        ("CNY", 0, "5000", "5,000 yuan", "5000元"),
        ("USD", 0, "10000", "10,000 US dollars", "1万美元"),
        ("CNY", 2, "16", "1,600 yuan", "1600元"),
        ("CNY", 3, "5.2", "5.2 thousand yuan", "5200元"),
        ("CNY", 4, "1.64", "16,400 yuan", "1.64万元"),
        ("CNY", 4, "164", "1.64 million yuan", "164万元"),
        ("USD", 6, "24.3", "24.3 million US dollars", "2430万美元"),
        ("CNY", 8, "4341", "434.1 billion yuan", "4341亿元"),
        ("CNY", 9, "520.37", "520.37 billion yuan", "5203.7亿元"),
        ("USD", 9, "24.298", "24.298 billion US dollars", "242.98亿美元"),
        ("USD", 9, "0.64", "0.64 billion US dollars", "6.4亿美元"),
        ("USD", 9, "19.0", "19.0 billion US dollars", "190亿美元"),
        ("USD", 9, "6.70", "6.70 billion US dollars", "67.0亿美元"),
        ("CNY", 12, "43.85", "43.85 trillion yuan", "43.85万亿元"),
        ("CNY", 12, "1.2345", "1.2345 trillion yuan", "12345亿元"),
        ("CNY", 9, "16.12345678", "16.12345678 billion yuan", "161.2345678亿元"),
        ("X", 6, "4.9828", "4.9828 million things", "498.28万件"),
        ("N", 0, "16400", "16,400 pieces", "1.64万个"),
        ("N", 0, "14397", "14,397 pieces", "14397个"),
        ("N", 0, "12345670", "12,345,670 pieces", "12345670个"),
        ("N", 0, "223", "223 pieces", "223个"),
        ("X", 0, "16800.0", "16,800.0 things", "16800.0件"),
        ("X", 0, "0.142857", "0.142857 things", "0.142857件"),
        ("CNY", 9, "-1.5", "-1.5 billion yuan", "-15亿元"),
        ("CNY", 9, "0", "0 billion yuan", "0元"),
        ("PERCENT", 0, "-28.9", "-28.9 %", "-28.9%"),
        ("PERCENT", 0, "12000", "12,000 %", "12000%"),
    ],
)
def test_a_number_keeps_its_digits_at_the_scale_of_its_language(
    unit: str, mult: int, value: str, english: str, chinese: str
) -> None:
    observation = figure("2020", value)
    assert one("en", observation, unit=unit, unit_mult=mult) == f"Output stood at {english} in 2020"
    assert one("zh", observation, unit=unit, unit_mult=mult) == f"2020年产量为{chinese}"


def test_both_ends_of_a_range_have_one_scale() -> None:
    observation = spread("2020", "0.5", "1.25")
    assert one("en", observation, unit="CNY", unit_mult=8).endswith("between 50 and 125 million yuan in 2020")
    assert one("zh", observation, unit="CNY", unit_mult=8).endswith("为0.5亿至1.25亿元")


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("2012", "in 2012", "2012年"),
        ("2024-01/2024-12", "in 2024", "2024年"),
        ("2012/2014", "in 2012 to 2014", "2012年至2014年"),
        ("2024-06", "in June 2024", "2024年6月"),
        ("2024-02", "in February 2024", "2024年2月"),
        ("2024-12", "in December 2024", "2024年12月"),
        ("2024-06-25", "on 25 June 2024", "2024年6月25日"),
        ("2024-01-01", "on 1 January 2024", "2024年1月1日"),
        ("2024-01/2024-11", "in January to November 2024", "2024年1月至11月"),
        ("2023-11/2024-02", "in November 2023 to February 2024", "2023年11月至2024年2月"),
        ("2024-12-01/2024-12-24", "in the period from 1 to 24 December 2024", "2024年12月1日至24日"),
        ("2024-01-01/2024-12-24", "in the period from 1 January to 24 December 2024", "2024年1月1日至12月24日"),
        (
            "2023-12-30/2024-01-02",
            "in the period from 30 December 2023 to 2 January 2024",
            "2023年12月30日至2024年1月2日",
        ),
        ("9999-12", "in December 9999", "9999年12月"),
    ],
)
def test_a_period_is_said_in_words(period: str, english: str, chinese: str) -> None:
    observation = figure(period, "4")
    assert one("en", observation) == f"Output stood at 4 pieces {english}"
    assert one("zh", observation) == f"{chinese}产量为4个"


def test_a_flow_comes_to_an_amount() -> None:
    assert one("en", figure("2020", "4"), measure="flow") == "Output came to 4 pieces in 2020"
    assert one("en", figure("2020", "4", status="F"), measure="flow").endswith(", will come to 4 pieces in 2020")


def test_a_noun_that_the_title_says_is_not_said_again() -> None:
    known = figure("2020", "4")
    assert one("en", known, title="Pieces made") == "Pieces made stood at 4 in 2020"
    units = {"A": {"label": "airports", "label_zh": "个机场", "kind": "count"}}
    facts = decode(
        fact_base(PLAIN | {"unit": "A", "title_zh": "机场", "observations": [known]}, units=units).encode(), ""
    )
    assert of_figure(facts.in_language("zh"), facts.series[0], *end(facts.series[0].observations[0])) == (
        "2020年机场为4个（来源：P，2020）。"
    )


def test_an_index_number_has_no_unit() -> None:
    assert one("en", figure("2020", "4"), measure="index") == "Output stood at 4 in 2020"


def test_a_unit_that_is_unknown_stands_for_itself() -> None:
    assert one("en", figure("2020", "4"), unit="BOX") == "Output stood at 4 BOX in 2020"
    assert one("zh", figure("2020", "4"), unit="BOX") == "2020年产量为4BOX"


def test_xinjiang_is_named_where_the_title_does_not() -> None:
    known, here = figure("2020", "4"), {"ref_area": "CN-XJ"}
    assert one("en", known, **here) == "Xinjiang: Output stood at 4 pieces in 2020"
    assert one("zh", known, **here) == "2020年新疆产量为4个"
    assert one("en", known, **here, title="Output of Xinjiang") == "Output of Xinjiang stood at 4 pieces in 2020"
    assert one("zh", known, **here, title_zh="经新疆") == "2020年经新疆为4个"


def test_a_title_without_chinese_is_said_in_english() -> None:
    assert one("zh", figure("2020", "4"), title_zh=None) == "2020年Output为4个"


def test_a_comma_in_a_title_is_closed() -> None:
    assert one("en", figure("2020", "4"), title="Output, all China") == "Output, all China, stood at 4 pieces in 2020"


def test_a_line_break_in_a_title_is_a_space() -> None:
    assert one("en", figure("2020", "4"), title="Out\n put\u2028 ") == "Out put stood at 4 pieces in 2020"


def in_money(name: str, period: str, currency: str) -> tuple[str, str]:
    facts, _ = expressed(FACTS, currency)
    series = next(series for series in facts.series if series.id == name)
    known = next(known for known in preferred(series).items() if known[0].text == period)
    return of_figure(facts, series, *known).split(" (source")[0], of_figure(facts.in_language("zh"), series, *known)


def test_a_converted_figure_is_estimated_with_justified_digits() -> None:
    english, chinese = in_money("trade", "2024", "USD")
    assert english.endswith(" came to an estimated 60.33 billion US dollars in 2024")
    assert "估计为603.3亿美元（来源" in chinese


def test_a_converted_bound_stays_a_bound() -> None:
    english, chinese = in_money("trade-central-asia-usd", "2013", "CNY")
    assert english.endswith(" came to over 116.8 billion yuan (estimated) in 2013")
    assert "估计超过1168亿元（来源" in chinese


def _of(sources: Record, *keys: str) -> tuple[str, str]:
    observations = [figure(f"202{i}", f"{i + 4}") | {"source": key} for i, key in enumerate(keys)]
    facts = decode(fact_base(PLAIN | {"observations": observations}, sources=sources).encode(), "test")
    first, last = (end(observation) for observation in facts.series[0].observations)
    english, chinese = (between(facts.in_language(language), facts.series[0], first, last) for language in ("en", "zh"))
    return english[english.index(" (") :], chinese[chinese.index("（") :]


def test_two_sources_are_both_named_by_publisher_and_date() -> None:
    sources = {"a": {"publisher": "A", "published": "2020-01", "cites": "Customs"}, "b": {"publisher": "B"}}
    assert _of(sources, "a", "b") == (" (sources: A, 2020-01; B).", "（来源：A，2020-01；B）。")


def test_two_sources_that_read_alike_are_named_once() -> None:
    sources = {"a": {"publisher": "A", "title": "One"}, "b": {"publisher": "A", "title": "Two"}}
    assert _of(sources, "a", "b") == (" (source: A).", "（来源：A）。")


def test_a_source_that_is_unknown_stands_for_itself() -> None:
    assert _of({}, "a", "b") == (" (sources: a; b).", "（来源：a；b）。")


def digits(text: str) -> str:
    return text.replace(",", "").replace(".", "")


def printed(observation: Observation) -> list[str]:
    """List the digits of a figure without the zeros that only place them; words are no digits."""
    if observation.printed:
        return []
    values = [number for number in (observation.value, observation.low, observation.high) if number is not None]
    return [digits(f"{value:f}").lstrip("0").rstrip("0") for value in values]


def comparable(series: Series) -> list[tuple[End, End]]:
    """Pair each figure with each later one with which it can be compared."""
    ends = [End(*known) for known in preferred(series).items()]
    pairs = [(a, b) for i, a in enumerate(ends) for b in ends[i + 1 :]]
    return [(a, b) for a, b in pairs if not unlike(series, a.period, b.period)]


def is_clean(said: str) -> bool:
    """Tell whether a sentence is one line with a full stop, no hole and no open bracket."""
    balanced = all(said.count(opening) == said.count(closing) for opening, closing in ("()", "（）"))
    return balanced and said.isprintable() and said[-1] in ".。" and "None" not in said and "  " not in said


@BOTH
@SHIPPED
def test_every_figure_shipped_has_a_sentence(series: Series, language: str) -> None:
    assert len(FACTS.series) == 48
    for observation in series.observations:
        said = of_figure(FACTS.in_language(language), series, *end(observation))
        assert is_clean(said)
        assert all(number in digits(said) for number in printed(observation))


@BOTH
@SHIPPED
def test_every_pair_of_figures_shipped_has_a_sentence(series: Series, language: str) -> None:
    for pair in comparable(series):
        said = between(FACTS.in_language(language), series, *pair)
        assert is_clean(said)
        assert all(number in digits(said) for known in pair for number in printed(known.observation))


def test_the_languages_are_english_and_chinese() -> None:
    assert list(LANGUAGES) == ["en", "zh"]
