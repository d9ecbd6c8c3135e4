"""What are the words of a Chinese sentence? Periods, amounts in 亿 and 万, verbs and hedges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.reports.prose import Language, at_scale, date_parts, figures, in_common, needs_place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period
    from xjcli.reports.growth import End
    from xjcli.reports.prose import Step

_STEPS = ((12, "万亿"), (8, "亿"), (4, "万"), (0, ""))
_QUALIFIERS = {"over": "超过", "nearly": "近", "about": "约"}
_STATUS = {"E": "估计", "P": "初步统计", "F": "预计"}
_HEDGES = {"": "", "roughly": "大约", "at least": "至少", "at most": "至多", "less than": "至多"}
_REACHED = {"up": "增至", "down": "降至", "open": "变为", "level": "到"}
_MOVED = {
    "rate": {"up": "增长", "down": "下降"},
    "points": {"up": "上升", "down": "下降"},
    "amount": {"up": "增加", "down": "减少"},
}
_DATE_UNITS = "年月日"


def _between(facts: FactBase, series: Series, start: End, end: End, step: Step) -> str:
    expected = end.observation.status == "F"
    first = _figure(facts, series, start.observation)
    last = _figure(facts, series, end.observation, status=not expected)
    subject = _subject(series) + ("预计" if expected else "")
    if step.direction == "level" and first == last:
        return f"{subject}在{_period(start.period)}和{_period(end.period)}均为{last}"
    rises = step.direction == "up" and step.measured == "points"
    verb = "升至" if rises else _REACHED[step.direction]
    course = f"{subject}{'将' if expected else ''}从{_period(start.period)}的{first}{verb}{_period(end.period)}的{last}"
    extent = _extent(facts, series, step)
    holds = "如预测实现则" if "F" in {start.observation.status, end.observation.status} else ""
    return f"{course}，{holds}{extent}" if extent else course


def _of_figure(facts: FactBase, series: Series, period: Period, observation: Observation) -> str:
    verb = _STATUS.get(observation.status, "") + ("" if observation.qualifier else "为")
    return f"{_period(period)}{_subject(series)}{verb}{_figure(facts, series, observation, status=False)}"


def _cited(said: str, sources: Sequence[Sequence[str]]) -> str:
    return f"{said}（来源：{'；'.join('，'.join(source) for source in sources)}）。"


def _title(series: Series) -> str:
    return series.title_zh or series.title


def _subject(series: Series) -> str:
    return f"{'新疆' if needs_place(series, _title(series)) else ''}{_title(series)}"


def _extent(facts: FactBase, series: Series, step: Step) -> str:
    """Say how far; nothing where the printed figures say all there is to say."""
    size, verbs = step.size, _MOVED[step.measured]
    if size is None:
        return {"open": "变化幅度无从得知", "level": "保持不变"}.get(step.direction, "")
    if size.is_either_way:
        down, up = (_measured(facts, series, step, [abs(number)]) for number in size.numbers)
        return f"介于{verbs['down']}{down}与{verbs['up']}{up}之间"
    if size.hedge == "less than":
        return f"变化不到{_measured(facts, series, step, size.numbers)}"
    verb = verbs.get(step.direction, "变化")
    yearly = step.yearly
    average = f"，年均{_HEDGES[yearly.hedge]}{verb}{_measured(facts, series, step, yearly.numbers)}" if yearly else ""
    return f"{_HEDGES[size.hedge]}{verb}{_measured(facts, series, step, size.numbers)}{average}"


def _measured(facts: FactBase, series: Series, step: Step, numbers: Sequence[Decimal]) -> str:
    if step.measured == "amount":
        return _numbers(facts, series, numbers)
    if step.measured == "points":
        return f"{'至'.join(f'{number:f}' for number in numbers)}个百分点"
    return "至".join(f"{number:f}%" for number in numbers)


def _figure(facts: FactBase, series: Series, observation: Observation, *, status: bool = True) -> str:
    """Write a figure with all its printed digits, its unit and its hedges."""
    known = _STATUS.get(observation.status, "") if status else ""
    qualifier = _QUALIFIERS[observation.qualifier] if observation.qualifier else ""
    return f"{known}{qualifier}{_numbers(facts, series, figures(observation))}"


def _numbers(facts: FactBase, series: Series, numbers: Sequence[Decimal]) -> str:
    """Write numbers of a series and their unit, without a noun that the title has already said."""
    if facts.kind_of(series) == "percent":
        return "至".join(f"{number:f}%" for number in numbers)
    unit = facts.units.get(series.unit)
    label = unit.label_zh if unit else series.unit
    if label.startswith("个") and label[1:] in _title(series):
        label = "个"
    moved, word = at_scale(numbers, series.unit_mult, _STEPS)
    return "至".join(f"{number:f}{word}" for number in moved) + label


def _period(period: Period) -> str:
    """Spell a period: 2024年, 2024年6月25日, 2024年1月至11月."""
    first, last = date_parts(period)
    if first == last:
        return _date(first, 0)
    return f"{_date(first, 0)}至{_date(last, in_common(first, last))}"


def _date(parts: Sequence[int], said: int) -> str:
    """Spell a date, year before month before day, without the parts that are said already."""
    return "".join(f"{part}{_DATE_UNITS[i]}" for i, part in enumerate(parts) if i >= said)


CHINESE = Language(_between, _of_figure, _cited)
