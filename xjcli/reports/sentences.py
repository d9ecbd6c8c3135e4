"""How is it said? One sentence that can be pasted: figures, change, hedges and sources, in English or Chinese."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from msgspec import structs

from xjcli.facts import Converted
from xjcli.intervals import EXACT, Estimate, decimals
from xjcli.periods import parse
from xjcli.reports import growth, why
from xjcli.reports.prose import Size, Step
from xjcli.reports.selection import named
from xjcli.reports.wording_en import ENGLISH
from xjcli.reports.wording_zh import CHINESE
from xjcli.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xjcli.facts import FactBase, Observation, Series
    from xjcli.periods import Period, Window
    from xjcli.reports.growth import End
    from xjcli.reports.prose import Direction, Language, Measured

LANGUAGES = {"en": ENGLISH, "zh": CHINESE}


COLUMNS = (
    Column("series", "Series", "word"),
    Column("sources", "Sources", "source", data="extra", screen="never"),
    Column("sentence", "Sentence", "text"),
)


def of_growth(facts: FactBase, names: Sequence[str], window: Window) -> Table:
    """Answer `growth --say`: one sentence a series, in the language of the facts."""
    spans, notes = growth.answerable(facts, names, window)
    rows = [_row(span.series, (span.start, span.end), between(facts, *span)) for span in spans]
    about = frozenset(series.id for series in growth.asked(facts, names))
    return Table(COLUMNS, rows, notes, title="Growth in a sentence", about=about, meant_for="lines")


def of_why(facts: FactBase, name: str, periods: Sequence[str], *, forecasts: bool) -> Table:
    """Answer `why --say`: one sentence on a figure, or on what lies between two."""
    series = named(facts, [name])[0]
    ends = [growth.End(*why.figures_of(series, parse(text))[0]) for text in periods]
    if len(ends) == 1:
        sentence = of_figure(facts, series, *ends[0])
    else:
        why.hold_comparable(series, ends[0], ends[-1], forecasts=forecasts)
        sentence = between(facts, series, ends[0], ends[-1])
    rows, about = [_row(series, ends, sentence)], frozenset({series.id})
    return Table(COLUMNS, rows, [], title="Figures in a sentence", about=about, meant_for="lines")


def _row(series: Series, ends: Sequence[End], sentence: str) -> Row:
    return series.id, tuple(dict.fromkeys(end.observation.source for end in ends)), sentence


def between(facts: FactBase, series: Series, start: End, end: End) -> str:
    """Say in one line, in the language of the facts, what lies between two comparable figures of a series.

    What cannot be computed is not said.
    """
    words = LANGUAGES[facts.language]
    step = _step(facts, series, start, end)
    first, last = (one._replace(observation=_as_said(one.observation)) for one in (start, end))
    said = words.between(facts, series, first, last, step)
    return _with_sources(facts, words, said, start.observation, end.observation)


def of_figure(facts: FactBase, series: Series, period: Period, observation: Observation) -> str:
    """Say one figure of a series in one line, in the language of the facts."""
    words = LANGUAGES[facts.language]
    return _with_sources(facts, words, words.of_figure(facts, series, period, _as_said(observation)), observation)


def _as_said(observation: Observation) -> Observation:
    """Round a converted figure to its justified digits, or its bound where it has one; one as printed stays."""
    if not isinstance(observation, Converted) or observation.value is None:
        return observation
    low, high = observation.low, observation.high
    value = observation.value if (low is None) == (high is None) else low or high or observation.value
    places = decimals(Estimate(observation.value, low, high))
    return structs.replace(observation, value=_rounded(value, places), low=None, high=None)


def _with_sources(facts: FactBase, words: Language, said: str, *observations: Observation) -> str:
    """Add the sources, each once, and keep it all in one line whatever line breaks a title has."""
    sources = dict.fromkeys(_source(facts, observation.source) for observation in observations)
    return " ".join(words.cited(said, list(sources)).split())


def _source(facts: FactBase, key: str) -> tuple[str, ...]:
    """Name publisher and date of a source; a key that the fact base does not know stands for itself."""
    source = facts.sources.get(key)
    return tuple(part for part in (source.publisher, source.published) if part) if source else (key,)


def _step(facts: FactBase, series: Series, start: End, end: End) -> Step:
    found = growth.between(facts, series, start, end)
    direction = _direction(found.change)
    measured: Measured = "points" if facts.kind_of(series) == "percent" else "rate" if found.change_pct else "amount"
    if direction == "level":
        return Step(direction, measured)
    rough = _is_vague(start, end)
    size = _size(found.change_pct or found.change, rough=rough)
    years = growth.years_between(start.period, end.period)
    is_long = years is not None and years > 1
    return Step(direction, measured, size, _size(found.cagr_pct, rough=rough) if found.cagr_pct and is_long else None)


def _is_vague(*ends: End) -> bool:
    """Tell whether a figure is "about" so much, and nobody knows how rough that is."""
    return any(end.observation.qualifier == "about" and end.observation.rounded_to is None for end in ends)


def _direction(change: Estimate) -> Direction:
    """Tell which way it went as printed, or as the bounds have it where what is printed is equal or a range."""
    low, high = change.low, change.high
    if change.value:
        return "up" if change.value > 0 else "down"
    if change.value is not None and low is not None and high is not None:
        return "level"
    if low is not None and low >= 0:
        return "level" if high == 0 == low else "up"
    return "down" if high is not None and high <= 0 else "open"


def _size(known: Estimate, *, rough: bool) -> Size | None:
    if known.low is None or known.high is None:
        return _bound(known)
    if known.value is None:
        return _range(known.low, known.high, decimals(known))
    return _number(known.value, known.low, known.high, decimals(known), rough=rough)


def _bound(known: Estimate) -> Size | None:
    """Size what has one bound; a bound of zero, or against what the printed figures say, is nothing to say."""
    bound = known.low if known.high is None else known.high
    if bound is None:
        return None
    number = _rounded(bound, decimals(known))
    at_least = (number > 0) == (known.high is None)
    agrees = at_least if known.value is None else (known.value > 0) == (number > 0)
    return Size("at least" if at_least else "at most", abs(number)) if number and agrees else None


def _range(low: Decimal, high: Decimal, places: int) -> Size | None:
    low, high = _rounded(low, places), _rounded(high, places)
    if low < 0 < high:
        return Size("", low, high)
    small, large = sorted((abs(low), abs(high)))
    if small == large:
        return Size("", large) if large else None
    return Size("", small, large) if small else Size("at most", large)


def _number(value: Decimal, low: Decimal, high: Decimal, places: int, *, rough: bool) -> Size:
    """Size a number with justified digits; one that is not known to the last whole number is rough.

    Then the last place shown is the one within which it is known (20,926 within 64 is roughly 20,900), finer where
    what is shown would lie outside the interval (14 within 3 is no 10) or show no digit (8.3 within 9 is roughly 8).
    What rounds to nothing is less than its outer bound.
    """
    half = EXACT.divide(EXACT.subtract(high, low), Decimal(2)).normalize(EXACT)
    if half > 1:
        known_to = half.adjusted() + (half.as_tuple().digits != (1,))
        places, rough = -max(0, min(known_to, value.adjusted())), True
        while places < 0 and not low <= _rounded(value, places) <= high:
            places += 1
    number = abs(_rounded(value, places))
    if number:
        return Size("roughly" if rough else "", number)
    return Size("less than", _rounded(max(abs(low), abs(high)), places, ROUND_CEILING))


def _rounded(number: Decimal, places: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding, context=EXACT)
