"""What could be known? A fact base of any size, the same at every run: `python generate.py N K [FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

_LAST = date(2025, 12, 31)
_YEARS = 126
_DAYS = _YEARS * 365
_WEEK = 7
_SOURCES = 200
_LINES_AT_ONCE = 10_000
_PUBLISHERS = ("Regional bureau of statistics", "Customs", "Ministry of commerce", "A newspaper", "Railway operator")
_PARTNERS = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Germany", "Uzbekistan", "Pakistan", "Mongolia")
_UNITS = {
    "CNY": {"label": "CNY", "label_zh": "元", "kind": "currency"},
    "USD": {"label": "USD", "label_zh": "美元", "kind": "currency"},
    "TRAIN": {"label": "trains", "label_zh": "列", "kind": "count"},
    "TONNE": {"label": "tonnes", "label_zh": "吨", "kind": "quantity"},
    "PERCENT": {"label": "percent", "label_zh": "%", "kind": "percent"},
}


class _Subject(NamedTuple):
    """What a series is about; its figures have so many decimals and stay below so many units of the last one."""

    title: str
    title_zh: str
    theme: str
    unit: str
    unit_mult: int
    measure: str
    dimensions: dict[str, str]
    decimals: int = 1
    below: int = sys.maxsize


_SUBJECTS = (
    _Subject("Exports", "出口", "trade", "CNY", 9, "flow", {"flow": "exports"}),
    _Subject("Imports", "进口", "trade", "USD", 8, "flow", {"flow": "imports"}, decimals=2),
    _Subject("Trains", "班列", "routes", "TRAIN", 0, "flow", {"mode": "rail"}, decimals=0),
    _Subject("Freight", "货运量", "routes", "TONNE", 4, "flow", {"mode": "road"}),
    _Subject("Share", "比重", "zone", "PERCENT", 0, "share", {}, below=900),
)
# What makes an observation unlike most, of every hundred; no two of these go together.
_RANGE = "a range"
_NOTE = ', "note": "first release; revised a year later"'
_ODDITIES = {
    **dict.fromkeys((5, 45), ', "qualifier": "over"'),
    **dict.fromkeys((12, 52), ', "status": "E"'),
    **dict.fromkeys((21, 61, 91), _NOTE),
    **dict.fromkeys((36, 76), _RANGE),
    17: ', "qualifier": "about"',
    27: ', "qualifier": "nearly"',
    57: ', "status": "P"',
    67: ', "rounded_to": "10"',
}


def _year(back: int) -> str:
    return str(_LAST.year - back)


def _month(back: int) -> str:
    return f"{_LAST.year - back // 12}-{12 - back % 12:02}"


def _day(back: int) -> str:
    return (_LAST - timedelta(back)).isoformat()


def _days(back: int) -> str:
    """Spell an interval that ends on any day: of a week, and when those are used up, of a day more."""
    more, end = divmod(back, _DAYS)
    last = _LAST - timedelta(end)
    return f"{last - timedelta(_WEEK + more)}/{last}"


class _Rhythm(NamedTuple):
    """How often a series has a figure, and how many periods there are to tell apart."""

    freq: str
    room: int
    spell: Callable[[int], str]


_RHYTHMS = (
    _Rhythm("A", _YEARS, _year),
    _Rhythm("_Z", _YEARS * 12, _month),
    _Rhythm("_Z", _DAYS, _day),
    _Rhythm("_Z", _DAYS * 1000, _days),
)
# Of five series three are annual, one monthly and one daily, as long as there are years and months enough.
_COARSEST = (0, 1, 0, 2, 0)


def write(file: TextIO, observations: int, series: int) -> None:
    """Write a fact base of so many observations in so many series; memory does not grow with either."""
    file.write(f'{{\n"version": "0",\n"units": {json.dumps(_UNITS, ensure_ascii=False)},\n"sources": {{\n')
    file.write(",\n".join(f"{json.dumps(key)}: {json.dumps(source)}" for key, source in _sources()))
    file.write('\n},\n"series": [\n')
    for number in range(series):
        lines = _series(number, observations // series + (number < observations % series))
        while some := list(islice(lines, _LINES_AT_ONCE)):
            file.writelines(some)
        file.write("]}\n" if number == series - 1 else "]},\n")
    file.write("]\n}\n")


def _sources() -> Iterator[tuple[str, dict[str, str]]]:
    for number in range(_SOURCES):
        publisher = _PUBLISHERS[number % len(_PUBLISHERS)]
        yield f"s{number}", {"publisher": publisher, "published": f"{2000 + number % 26}-{number % 12 + 1:02}"}


def _series(number: int, length: int) -> Iterator[str]:
    """Write a series line by line, all but its end."""
    subject = _SUBJECTS[number // len(_COARSEST) % len(_SUBJECTS)]
    coarsest = _COARSEST[number % len(_COARSEST)]
    rhythm = next(one for one in _RHYTHMS[coarsest:] if one.room >= length)
    partner = _PARTNERS[number % len(_PARTNERS)]
    head: dict[str, str | int] = {
        "id": f"{subject.title.lower()}-{number}",
        "title": f"{subject.title}, {partner}, {number}",
        "title_zh": f"{subject.title_zh} {number}",
        "theme": subject.theme,
        "unit": subject.unit,
        **({"unit_mult": subject.unit_mult} if subject.unit_mult else {}),
        "measure": "stock" if rhythm.freq == "_Z" and subject.measure == "flow" else subject.measure,
        "freq": rhythm.freq,
        **subject.dimensions,
        "partner": partner,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "observations": [\n'
    for i in range(length):
        yield f"{_observation(number, i, length, subject, rhythm)}{',' if i + 1 < length else ''}\n"


def _observation(number: int, i: int, length: int, subject: _Subject, rhythm: _Rhythm) -> str:
    """Write an observation; one in ten stands beside the one before it and leaves a gap in its own place."""
    is_alternative = i > 0 and (i + number) % 10 == 0
    period = rhythm.spell(length - i if is_alternative else length - i - 1)
    amount = (number % 97 + 20) * 100 + i * (number % 11 + 1) + (i * 7919 + number * 104_729) % 53
    figure = _printed(amount % subject.below, subject.decimals)
    oddity = _ODDITIES.get((i * 13 + number * 7) % 100, "")
    if oddity == _RANGE:
        oddity = f', "high": "{_printed(amount % subject.below + 20, subject.decimals)}"'
        figure = f'"low": "{figure}"'
    else:
        figure = f'"value": "{figure}"'
    rank = ', "rank": "alternative", "as_of": "2026-01"' if is_alternative else ""
    return f'{{"period": "{period}", {figure}, "source": "s{(i // 8 + number) % _SOURCES}"{oddity}{rank}}}'


def _printed(amount: int, decimals: int) -> str:
    whole, part = divmod(amount, 10**decimals)
    return f"{whole}.{part:0{decimals}}" if decimals else str(whole)


def main() -> None:
    """Write the fact base that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("observations", type=int, metavar="N")
    parser.add_argument("series", type=int, metavar="K")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="standard output when absent")
    asked = parser.parse_args()
    if not 0 < asked.series <= asked.observations:
        parser.error("K series need at least K observations, and K at least one")
    # Number 1 is standard output.
    with open(asked.file or 1, "w", encoding="utf-8", closefd=asked.file is not None) as file:
        write(file, asked.observations, asked.series)


if __name__ == "__main__":
    main()
