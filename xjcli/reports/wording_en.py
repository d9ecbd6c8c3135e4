"""What are the words of an English sentence? Periods, amounts, verbs and hedges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.reports.prose import Language, at_scale, date_parts, figures, in_common, needs_place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period
    from xjcli.reports.growth import End
    from xjcli.reports.prose import Size, Step

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# English has no word for ten thousand or a hundred million: figures printed in these move to the next that it has.
_STEPS = ((12, "trillion"), (9, "billion"), (6, "million"), (0, ""))
_FOREIGN_SCALES = frozenset({2, 4, 8})
_UNITS = {"CNY": "yuan", "USD": "US dollars", "CNY per USD": "yuan per US dollar"}
# Past tense and future have one form for "trade" and for "trains"; the present has not.
_VERBS = {
    "up": ("rose", "will rise"),
    "down": ("fell", "will fall"),
    "open": ("went", "will go"),
    "level": ("stayed", "will stay"),
}
_NOUNS = {"up": "an increase", "down": "a decrease", "open": "a change"}
_STATUS = {"E": "an estimated", "P": "a provisional", "F": "an expected"}
_STATUS_BEHIND = {"E": "(estimated)", "P": "(provisional)", "F": "(expected)"}
_DAY_PARTS = 3


def _between(facts: FactBase, series: Series, start: End, end: End, step: Step) -> str:
    expected = end.observation.status == "F"
    first = _figure(facts, series, start.observation)
    last = _figure(facts, series, end.observation, status=not expected)
    verb = _VERBS[step.direction][expected]
    if step.direction == "level" and first == last:
        course = f"{verb} at {last} between {_period(start.period)} and {_period(end.period)}"
    else:
        verb = f"{verb} level" if step.direction == "level" else verb
        course = f"{verb} from {first} {_moment(start.period)} to {last} {_moment(end.period)}"
    condition = ", if the forecast holds" if "F" in {start.observation.status, end.observation.status} else ""
    return f"{_subject(series, expected=expected)} {course}{_extent(facts, series, step)}{condition}"


def _of_figure(facts: FactBase, series: Series, period: Period, observation: Observation) -> str:
    expected = observation.status == "F"
    verb = (("stood at", "will stand at"), ("came to", "will come to"))[series.measure == "flow"][expected]
    amount = _figure(facts, series, observation, status=not expected)
    return f"{_subject(series, expected=expected)} {verb} {amount} {_moment(period)}"


def _cited(said: str, sources: Sequence[Sequence[str]]) -> str:
    word = "source" if len(sources) == 1 else "sources"
    return f"{said} ({word}: {'; '.join(', '.join(source) for source in sources)})."


def _subject(series: Series, *, expected: bool) -> str:
    place = "Xinjiang: " if needs_place(series, series.title) else ""
    # "Foreign trade in goods, all China, rose": what stands behind a comma is closed by another.
    comma = "," if ", " in series.title else ""
    return f"{place}{series.title}{', it is expected,' if expected else comma}"


def _extent(facts: FactBase, series: Series, step: Step) -> str:
    """Say how far; nothing where the printed figures say all there is to say."""
    size = step.size
    if size is None:
        return "; by how much cannot be said from such figures" if step.direction == "open" else ""
    if size.is_either_way:
        down, up = (_measured(facts, series, step, size._replace(number=abs(n), to=None)) for n in size.numbers)
        return f", anything from a decrease of {down} to an increase of {up}"
    if step.measured == "points":
        return f", by {_measured(facts, series, step, size)}"
    if size.hedge == "less than":
        return f", a change of {_measured(facts, series, step, size)}"
    yearly = f" or {_measured(facts, series, step, step.yearly)} a year on average" if step.yearly else ""
    return f", {_NOUNS[step.direction]} of {_measured(facts, series, step, size)}{yearly}"


def _measured(facts: FactBase, series: Series, step: Step, size: Size) -> str:
    if step.measured == "amount":
        texts, unit = _numbers(facts, series, size.numbers)
    else:
        texts = [f"{number:,f}" for number in size.numbers]
        points = "percentage point" if texts == ["1"] else "percentage points"
        unit = points if step.measured == "points" else "%"
    return " ".join(word for word in (size.hedge, " to ".join(texts), unit) if word)


def _figure(facts: FactBase, series: Series, observation: Observation, *, status: bool = True) -> str:
    """Write a figure as printed, with its unit and its hedges; only a bare number can be "an estimated" one."""
    if observation.printed:
        return observation.printed
    texts, unit = _numbers(facts, series, figures(observation))
    known = observation.status if status else ""
    if observation.qualifier:
        words = [observation.qualifier, " to ".join(texts), unit, _STATUS_BEHIND.get(known)]
    elif observation.value is None:
        words = ["between", " and ".join(texts), unit, _STATUS_BEHIND.get(known)]
    else:
        words = [_STATUS.get(known), *texts, unit]
    return " ".join(word for word in words if word)


def _numbers(facts: FactBase, series: Series, numbers: Sequence[Decimal]) -> tuple[list[str], str]:
    """Write numbers of a series and their unit, without a noun that the title has already said."""
    unit = facts.units.get(series.unit)
    label = unit.label if unit else series.unit
    scale = facts.unit_of(series).removesuffix(label).strip()
    if series.unit_mult in _FOREIGN_SCALES:
        numbers, scale = at_scale(numbers, series.unit_mult, _STEPS)
    noun = _UNITS.get(label, label)
    kind = facts.kind_of(series)
    if kind == "percent":
        noun = "%"
    elif kind != "currency" and (series.measure == "index" or noun.casefold() in series.title.casefold()):
        noun = ""
    return [f"{number:,f}" for number in numbers], f"{scale} {noun}".strip()


def _moment(period: Period) -> str:
    """Say when: "in 2012", "on 25 June 2024"."""
    first, last = date_parts(period)
    if len(first) < _DAY_PARTS:
        return f"in {_period(period)}"
    return f"on {_period(period)}" if first == last else f"in the period from {_period(period)}"


def _period(period: Period) -> str:
    """Spell a period: "2012", "June 2024", "25 June 2024", "January to November 2024"."""
    first, last = date_parts(period)
    if first == last:
        return _date(last, 0)
    return f"{_date(first, in_common(first, last))} to {_date(last, 0)}"


def _date(parts: Sequence[int], said: int) -> str:
    """Spell a date, day before month before year, without the parts that are said elsewhere."""
    words = [_MONTHS[part - 1] if i == 1 else str(part) for i, part in enumerate(parts)]
    return " ".join(reversed(words[said:]))


ENGLISH = Language(_between, _of_figure, _cited)
