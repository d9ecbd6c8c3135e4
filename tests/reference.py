"""What should come out? The arithmetic of the product once more, in fractions, sharing nothing with the program."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generating import Line

Record: TypeAlias = "dict[str, Any]"
Span: TypeAlias = "tuple[date, date]"
Number: TypeAlias = "Fraction | None"
Question: TypeAlias = "tuple[Record, Line]"

_FEBRUARY, _DECEMBER = 2, 12
_LONG = Context(prec=150)
# The program computes to 80 digits; of a number so large that they end before its fourth decimal no more is asked. What
# depends on years has fewer.
_FINEST, _ROUGHER = Fraction(1, 10**70), Fraction(1, 10**25)
_HALF = Fraction(1, 20_000)
# An annual factor of more than 31 digits says nothing and is left empty.
_BEYOND_REASON = 10**31


class Known(NamedTuple):
    """A number, None where nothing is known of it, and the ends between which it lies, None where there is none."""

    value: Number
    low: Number
    high: Number


class Growth(NamedTuple):
    """What lies between two figures; what is not defined is None."""

    change: Known
    multiple: Known | None = None
    cagr_pct: Known | None = None
    doubling_years: Number = None

    @property
    def change_pct(self) -> Known | None:
        """Express the multiple as growth in percent."""
        return percent(self.multiple)


def span(text: str) -> Span:
    """Find the first and the last day of a period of ISO 8601."""
    start, _, end = text.partition("/")
    first = [int(part) for part in start.split("-")]
    last = [int(part) for part in (end or start).split("-")]
    if len(last) == 1:
        last.append(_DECEMBER)
    if len(last) == 2:
        last.append(monthrange(last[0], last[1])[1])
    return date(*(*first, 1, 1)[:3]), date(*last)


_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?")


def is_period(text: str) -> bool:
    """Tell whether a text is a period that exists and does not end before it starts."""
    try:
        days = span(text)
    except ValueError:
        return False
    return bool(_PERIOD.fullmatch(text)) and days[0] <= days[1]


def is_year(days: Span) -> bool:
    """Tell whether a period is one calendar year."""
    return days == span(f"{days[0].year:04}")


def lies_in(days: Span, since: str | None, until: str | None) -> bool:
    """Tell whether a period lies wholly in or after the one and wholly in or before the other."""
    return (since is None or days[0] >= span(since)[0]) and (until is None or days[1] <= span(until)[1])


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def year_before(days: Span) -> Span | None:
    """Find the same period a year earlier; the end of a month stays one, a 29 February at the start has none."""
    first, last = days
    if first.year == 1 or (first.month, first.day) == (_FEBRUARY, 29):
        return None
    length = monthrange(last.year - 1, last.month)[1]
    last_day = length if _ends_month(last) and first != last else last.day
    return first.replace(year=first.year - 1), date(last.year - 1, last.month, last_day)


def alike(one: Span, other: Span) -> bool:
    """Tell whether two periods are the same part of their years: flows over them can be compared."""
    years = other[0].year - one[0].year
    return (*_month_day(one[0]), *_after(one[1], years)) == (*_month_day(other[0]), *_after(other[1], 0))


def _month_day(day: date) -> tuple[int, int]:
    return day.month, day.day


def _after(day: date, years: int) -> tuple[int, int, int]:
    """Name the day after a last day, some years later: that of February is the first of March."""
    if _ends_month(day):
        return day.year + years + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1
    return day.year + years, day.month, day.day + 1


def years_between(start: Span, end: Span) -> Number:
    """Measure from last day to last day; None where the periods overlap.

    Between ends of months in months, else in whole years and days as a share of the year in which they lie.
    """
    if max(start[0], end[0]) <= min(start[1], end[1]):
        return None
    a, b = sorted((start[1], end[1]))
    if _ends_month(a) and _ends_month(b):
        years = Fraction((b.year - a.year) * 12 + b.month - a.month, 12)
    else:
        whole = b.year - a.year - (_anniversary(a, b.year) > b)
        left = _anniversary(a, a.year + whole)
        has_leap_day = isleap(left.year + ((left.month, left.day) > (_FEBRUARY, 28)))
        years = whole + Fraction((b - left).days, 366 if has_leap_day else 365)
    return years if a == start[1] else -years


def _anniversary(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def stands_for(figure: Record, *, is_count: bool = False) -> Known:
    """Find what a printed figure stands for: a range for itself, a bound for one end, else the value and its rounding.

    The rounding is half of `rounded_to` or of the last printed place; a count that nothing qualifies is exact.
    """
    if figure.get("value") is None:
        return Known(None, Fraction(figure["low"]), Fraction(figure["high"]))
    value, qualifier = Fraction(figure["value"]), figure.get("qualifier")
    if qualifier == "over":
        return Known(value, value, None)
    if qualifier == "nearly":
        return Known(value, None, value)
    last_place = figure.get("rounded_to") or Fraction(1, 10 ** len(figure["value"].partition(".")[2]))
    is_exact = is_count and qualifier is None and figure.get("rounded_to") is None
    half = Fraction(0) if is_exact else Fraction(last_place) / 2
    return Known(value, value - half, value + half)


def _known(value: Number, low: Number, high: Number) -> Known:
    """Know no value where neither end is known: two bounds of one direction say nothing."""
    return Known(None if low is None and high is None else value, low, high)


def _minus(b: Number, a: Number) -> Number:
    return None if a is None or b is None else b - a


def _times(b: Number, a: Number) -> Number:
    return None if a is None or b is None else b * a


def difference(end: Known, start: Known) -> Known:
    """Subtract, from the lowest end less the highest start to the highest end less the lowest start."""
    return _known(_minus(end.value, start.value), _minus(end.low, start.high), _minus(end.high, start.low))


def product(known: Known, factor: Known) -> Known:
    """Multiply by a factor above zero; below zero the larger factor makes the lower end."""
    low = factor.high if known.low is not None and known.low < 0 else factor.low
    high = factor.low if known.high is not None and known.high < 0 else factor.high
    return _known(_times(known.value, factor.value), _times(known.low, low), _times(known.high, high))


def reciprocal(known: Known) -> Known:
    """Turn a divisor above zero into a factor; an end that may be zero leaves the other one open."""
    ends = (known.value, known.high, known.low)
    return Known(*(None if end is None or end <= 0 else 1 / end for end in ends))


def multiple(end: Known, start: Known) -> Known | None:
    """Divide from above zero to zero or above, else None; what is counted shrinks to nothing at most."""
    base = start.low if start.value is None else start.value
    reached = end.low if end.value is None else end.value
    if base is None or base <= 0 or reached is None or reached < 0:
        return None
    found = product(end, reciprocal(start))
    return found if found.low is None else found._replace(low=max(found.low, Fraction(0)))


def percent(factor: Known | None) -> Known | None:
    """Express a multiple of 1.5 as a growth of 50 percent."""
    return factor and Known(*(None if end is None else (end - 1) * 100 for end in factor))


def growth(end: Known, start: Known, years: Number, *, in_points: bool = False) -> Growth:
    """Compute all that lies between two figures; a percentage changes in points only."""
    change, found = difference(end, start), multiple(end, start)
    if in_points or found is None:
        return Growth(change)
    if years is None:
        return Growth(change, found)
    ends = [_root(number, years) for number in found]
    factor = _known(*ends) if years > 0 else _known(ends[0], ends[2], ends[1])
    grows = factor.value is not None and factor.value > 1 and (factor.high is not None or (factor.low or 0) > 1)
    return Growth(change, found, percent(factor), _doubling(factor.value) if grows else None)


def _root(number: Number, years: Fraction) -> Number:
    """Raise to the power of 1 / years; None for a power of zero that is infinite, and for what is beyond reason."""
    if number is None or (number <= 0 and years < 0):
        return None
    if number == 0:
        return number
    power = _LONG.divide(Decimal(years.denominator), Decimal(years.numerator))
    found = Fraction(_LONG.power(_decimal(number), power))
    return found if found < _BEYOND_REASON else None


def _decimal(number: Fraction) -> Decimal:
    return _LONG.divide(Decimal(number.numerator), Decimal(number.denominator))


def _doubling(factor: Fraction | None) -> Number:
    """Compute ln 2 / ln(annual factor)."""
    return factor and Fraction(_LONG.divide(_LONG.ln(Decimal(2)), _LONG.ln(_decimal(factor))))


def index(figure: Known, base: Known, *, is_base: bool) -> Number:
    """Compute the index number of a figure, 100 at the base itself."""
    found = multiple(figure, base)
    return Fraction(100) if is_base and found else _times(found.value if found else None, Fraction(100))


def status(statuses: Iterable[str]) -> str:
    """Inherit forecast before estimated before provisional before normal."""
    return min(statuses, key="FEPA".index)


def prints(text: str | None, number: Number, *, is_root: bool = False) -> bool:
    """Tell whether a printed number is a computed one rounded half to even to four decimals, or empty for none."""
    if text is None or number is None:
        return text is None and number is None
    printed = Fraction(text)
    if (printed * 10_000).denominator != 1:
        return False
    is_tie = (number * 20_000).denominator == 1 and (number * 20_000).numerator % 2
    near = abs(printed - number) <= _HALF + abs(number) * (_ROUGHER if is_root else _FINEST)
    return printed == round(number, 4) or (near and not is_tie)


class Seen(NamedTuple):
    """A figure as a question sees it: as printed in the file, or converted and then as `printed` nowhere."""

    days: Span
    known: Known
    record: Record
    status: str
    is_printed: bool = True

    @property
    def is_preferred(self) -> bool:
        """Tell whether it is the figure of its period, or what another source says."""
        return self.record.get("rank") is None


class Book:
    """A fact base as a question sees it: known by which day, with forecasts or without, in which money."""

    def __init__(self, base: Record, *, as_of: str | None, forecasts: bool, into: str | None) -> None:
        """Read a fact base of the file's shape."""
        self.series: dict[str, Record] = {series["id"]: series for series in base["series"]}
        self._units: Record = base["units"]
        own = {name: self._own(base, series, as_of, forecasts=forecasts) for name, series in self.series.items()}
        self.figures = own if into is None else {name: self._in_money(own, name, into) for name in own}

    def kind(self, name: str) -> str:
        """Tell the kind of unit of a series: count, currency, percent or quantity."""
        kind: str = self._units.get(self.series[name]["unit"], {}).get("kind", "quantity")
        return kind

    def preferred(self, name: str) -> dict[Span, Seen]:
        """Map each period of a series to its one preferred figure, in time order."""
        return {one.days: one for one in sorted(self.figures[name], key=lambda one: one.days) if one.is_preferred}

    def _own(self, base: Record, series: Record, as_of: str | None, *, forecasts: bool) -> list[Seen]:
        is_count = self.kind(series["id"]) == "count" and not series.get("unit_mult")
        records = series["observations"]
        if as_of is not None:
            records = _known_by(base, records, span(as_of)[1])
        return [
            Seen(span(one["period"]), stands_for(one, is_count=is_count), one, one.get("status", "A"))
            for one in records
            if forecasts or one.get("status") != "F"
        ]

    def _in_money(self, own: dict[str, list[Seen]], name: str, into: str) -> list[Seen]:
        """Convert a series of the other currency, and give one of this currency what only its twin has."""
        rates = {one.days: one for one in own.get(RATES, ()) if one.is_preferred and _is_rate(one.known)}
        series = self.series[name]
        if series["unit"] not in _CURRENCIES:
            return own[name]
        if series["unit"] != into:
            return _converted(own[name], rates, into)
        twins = (one["id"] for one in self.series.values() if _measured(one) == _measured(series))
        twin = next((one for one in twins if self.series[one]["unit"] in _CURRENCIES - {into}), None)
        covered = {one.days for one in own[name]}
        lacking = [] if twin is None else [one for one in own[twin] if one.days not in covered]
        return own[name] + _converted(lacking, rates, into)


RATES = "cny-per-usd"
_CURRENCIES = {"CNY", "USD"}
_IDENTITY = {"id", "unit", "title_zh", "headline", "published_growth", "out_of", "observations"}


def _known_by(base: Record, records: list[Record], day: date) -> list[Record]:
    """Keep what was published by a day; where the preferred figure was not yet, the latest of the others is."""
    known: list[tuple[date, Record]] = []
    for one in records:
        texts = (one.get("as_of"), base["sources"].get(one["source"], {}).get("published"))
        days = [span(text)[1] for text in texts if text is not None and is_period(text)]
        if days and min(days) <= day:
            known.append((min(days), one))
    best: dict[Span, tuple[bool, date, int]] = {}
    for i, (at, one) in enumerate(known):
        days_of = span(one["period"])
        best[days_of] = max(best.get(days_of, (False, date.min, -1)), (one.get("rank") is None, at, i))
    chosen = {i for *_, i in best.values()}
    return [{**one, "rank": None} if i in chosen else one for i, (_, one) in enumerate(known)]


def _is_rate(known: Known) -> bool:
    """Tell whether money can be converted at a figure: neither a range nor a bound, and surely above zero."""
    return known.value is not None and known.low is not None and known.high is not None and known.low > 0


def _measured(series: Record) -> Record:
    whole = {"unit_mult": 0, "ref_area": "CN-XJ", **series}
    return {name: value for name, value in whole.items() if name not in _IDENTITY}


def _to_four(number: Number, direction: Callable[[Fraction], int]) -> Number:
    return None if number is None else Fraction(direction(number * 10_000), 10_000)


def _converted(figures: Iterable[Seen], rates: dict[Span, Seen], into: str) -> list[Seen]:
    """Convert what has a rate of its own period; a bound becomes the bound of the product."""
    found = []
    for one in figures:
        rate = rates.get(one.days)
        if rate is None:
            continue
        known = product(one.known, rate.known if into == "CNY" else reciprocal(rate.known))
        if one.record.get("value") is None:
            # What is shown of a range holds it.
            known = known._replace(low=_to_four(known.low, floor), high=_to_four(known.high, ceil))
        bound = {"over": known.low, "nearly": known.high}.get(one.record.get("qualifier", ""), known.value)
        at_best = status((one.status, rate.status, "E"))
        found.append(Seen(one.days, known._replace(value=bound), one.record, at_best, is_printed=False))
    return found


class Exact(NamedTuple):
    """A number that is printed with all its digits."""

    number: Fraction | None


# A text is expected as it is, a number rounded.
Expectation: TypeAlias = "str | Fraction | Exact | None"
Expected: TypeAlias = "dict[str, Expectation]"
# These are roots and logarithms.
_ROOTS = {"cagr_pct", "cagr_pct_low", "cagr_pct_high", "doubling_years"}


def is_as(row: Record, name: str, expected: Expectation) -> bool:
    """Tell whether a cell of a row is as expected; its number is a text of digits."""
    cell = row[name]
    if isinstance(expected, Exact):
        return cell == expected.number if cell is None or expected.number is None else Fraction(cell) == expected.number
    if isinstance(expected, Fraction):
        return prints(cell, expected, is_root=name in _ROOTS or row.get("part") == "growth a year")
    return bool(cell == expected)


def _digits(text: str | None) -> str | None:
    """Print what the file prints, without the zeros before a number that JSON forbids."""
    return None if text is None else format(Decimal(text), "f")


def _shown(seen: Seen | None) -> str | Fraction | None:
    if seen is None or not seen.is_printed:
        return seen and seen.known.value
    return _digits(seen.record.get("value"))


def _triple(name: str, known: Known | None) -> Expected:
    return dict(zip((name, f"{name}_low", f"{name}_high"), known or (None,) * 3, strict=True))


def _value(known: Known | None) -> Fraction | None:
    return known and known.value


def seen_by(question: Question, *, forecasts: bool = False) -> Book:
    """Read the fact base of a question as the question sees it."""
    base, line = question
    into = line.options.get("--currency")
    forecasts = forecasts or "--forecasts" in line.options
    return Book(base, as_of=line.options.get("--as-of"), forecasts=forecasts, into=into and into.upper())


def _yoy(seen: Book, name: str, days: Span, *, forecasts: bool = True) -> Known | None:
    """Compute growth on the year before, where both figures are, in anything but percent."""
    known = {at: one for at, one in seen.preferred(name).items() if forecasts or one.status != "F"}
    before = year_before(days)
    if days not in known or before not in known or seen.kind(name) == "percent":
        return None
    return percent(multiple(known[days].known, known[before].known))


def _observation(question: Question, row: Record) -> Iterator[Expected]:
    seen, name, days = seen_by(question, forecasts=True), row["series"], span(row["period"])
    forecasts = "--forecasts" in question[1].options
    yoy = _triple("yoy_pct", None if row["rank"] else _yoy(seen, name, days, forecasts=forecasts))
    for one in seen.figures[name]:
        if one.days == days and one.is_preferred == (row["rank"] is None):
            ends: Expected = {"low": one.known.low, "high": one.known.high}
            if one.is_printed:
                ends = {"low": _digits(one.record.get("low")), "high": _digits(one.record.get("high"))}
            said = {"status": one.status, "qualifier": one.record.get("qualifier"), "source": one.record["source"]}
            yield {"value": _shown(one), **ends, **said, **yoy}


def _ends(seen: Book, name: str, line: Line) -> tuple[Seen, Seen]:
    """Choose the first and the last figure in the window of the series' own rhythm."""
    window = line.options.get("--since"), line.options.get("--until")
    inside = [one for one in seen.preferred(name).values() if lies_in(one.days, *window)]
    if seen.series[name]["freq"] == "A":
        inside = [one for one in inside if is_year(one.days)]
    elif seen.series[name]["measure"] == "flow":
        pairs_of = [[one for one in inside if alike(one.days, last.days)] for last in inside]
        inside = [same for same in pairs_of if len(same) > 1][-1]
    return inside[0], inside[-1]


def _grown(seen: Book, name: str, start: Seen, end: Seen) -> Growth:
    years = years_between(start.days, end.days)
    return growth(end.known, start.known, years, in_points=seen.kind(name) == "percent")


def _growth(question: Question, row: Record) -> Iterator[Expected]:
    seen, name = seen_by(question), row["series"]
    start, end = _ends(seen, name, question[1])
    found = _grown(seen, name, start, end)
    yield {
        "from": start.record["period"],
        "to": end.record["period"],
        "years": years_between(start.days, end.days),
        "start": _shown(start),
        "end": _shown(end),
        "change": found.change.value,
        **_triple("change_pct", found.change_pct),
        "multiple": _value(found.multiple),
        **_triple("cagr_pct", found.cagr_pct),
        "doubling_years": found.doubling_years,
        "status": status((start.status, end.status)),
    }


def _verdict(computed: Known | None, rate: Known | None, before: Seen | None) -> str:
    if before is None:
        return "gap"
    if computed is None or rate is None:
        return "no published rate"
    ends = (computed.low, rate.high), (rate.low, computed.high)
    return "agrees" if all(a is None or b is None or a <= b for a, b in ends) else "differs"


def _yearly(question: Question, row: Record) -> Iterator[Expected]:
    seen, name, days = seen_by(question), row["series"], span(row["period"])
    known, earlier = seen.preferred(name), year_before(days)
    now, before = known[days], known.get(earlier) if earlier else None
    holder = seen.series[name].get("published_growth")
    rate = seen.preferred(holder).get(days) if holder in seen.series else None
    # What is published is growth in one currency.
    published = rate.known if rate and all(one is None or one.is_printed for one in (now, before)) else None
    computed = _yoy(seen, name, days)
    yield {
        "value": _shown(now),
        "previous": _shown(before),
        "change": difference(now.known, before.known).value if before else None,
        **_triple("yoy_pct", computed),
        "published_pct": _value(published),
        "verdict": _verdict(computed, published, before),
        "status": status((now.status, before.status)) if before else now.status,
    }


def _series(question: Question, row: Record) -> Iterator[Expected]:
    seen, line, days = seen_by(question), question[1], span(row["period"])
    base = span(line.options["--index"]) if "--index" in line.options else None
    expected: Expected = {}
    for name in line.words:
        known = seen.preferred(name)
        one = known.get(days)
        if base is None:
            expected[name] = _shown(one)
        elif name in row:
            is_comparable = seen.series[name]["measure"] != "flow" or alike(days, base)
            found = index(one.known, known[base].known, is_base=days == base) if one and is_comparable else None
            expected[name] = found
    yield expected


def _years(question: Question, row: Record) -> Iterator[Expected]:
    seen, line, name = seen_by(question), question[1], row["series"]
    dates = [word for word in line.words if word not in seen.series]
    present = [seen.preferred(name)[span(one)] for one in dates]
    found = _grown(seen, name, present[0], present[-1])
    yield {
        **{date: _shown(one) for date, one in zip(dates, present, strict=True)},
        "change": found.change.value,
        "change_pct": _value(found.change_pct),
        "multiple": _value(found.multiple),
        "cagr_pct": _value(found.cagr_pct),
        "status": status(one.status for one in present),
    }


def _why(question: Question, row: Record) -> Iterator[Expected]:
    seen, line = seen_by(question, forecasts=True), question[1]
    name, *dates = line.words
    if row["part"] in {"change", "multiple", "growth", "growth a year"}:
        start, end = (seen.preferred(name)[span(date)] for date in dates)
        found = _grown(seen, name, start, end)
        parts = {"change": found.change, "multiple": found.multiple, "growth": found.change_pct}
        known = parts.get(row["part"], found.cagr_pct)
        assert known is not None
        yield {"value": known.value, "low": known.low, "high": known.high, "status": status((start.status, end.status))}
        return
    days = span(row["period"])
    is_rate = row["part"] == "published growth"
    name = seen.series[name]["published_growth"] if is_rate else name
    first = seen.preferred(name)[days]
    for one in seen.figures[name]:
        if one.days == days and one.is_preferred == ("alternative" not in row["part"]):
            apart = None if one.is_preferred else difference(one.known, first.known)
            ratio = None if one.is_preferred or seen.kind(name) == "percent" else multiple(one.known, first.known)
            yield {
                "value": _shown(one),
                "low": Exact(one.known.low),
                "high": Exact(one.known.high),
                "difference": _value(apart),
                "difference_pct": _value(percent(ratio)),
                "status": one.status,
            }


def _one(question: Question, row: Record) -> Iterator[Expected]:
    one = seen_by(question, forecasts=True).preferred(row["series"])[span(question[1].options["--get"])]
    yield {"value": _shown(one), "status": one.status, "qualifier": one.record.get("qualifier")}


def _facts(question: Question, row: Record) -> Iterator[Expected]:
    seen = seen_by(question, forecasts=True)
    yield {"figures": Fraction(len(seen.figures[row["id"]])) if row["kind"] == "series" else None}


def _sources(question: Question, row: Record) -> Iterator[Expected]:
    base = question[0]
    resting = [one["source"] for series in base["series"] for one in series["observations"]]
    others = [one["source"] for kind in ("routes", "goods", "events", "claims") for one in base[kind]]
    yield {
        "figures": Fraction(resting.count(row["key"])),
        "used_by": Fraction(others.count(row["key"])),
        "number": Fraction(row["row"]),
    }


def _no_numbers(_question: Question, _row: Record) -> Iterator[Expected]:
    yield {}


EXPECTED_OF: dict[str, Callable[[Question, Record], Iterator[Expected]]] = {
    "trade": _observation,
    "routes": _observation,
    "observations": _observation,
    "one of trade": _one,
    "one of routes": _one,
    "growth": _growth,
    "yearly": _yearly,
    "series": _series,
    "index": _series,
    "years": _years,
    "why": _why,
    "why growth": _why,
    "facts": _facts,
    "sources": _sources,
}
