"""What is wrong with a value? What may stand in a place, as the types say, and readers of text, digits and words."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from msgspec import NODEFAULT, Struct
from msgspec import inspect as types

from xjcli.errors import quoted, unknown
from xjcli.observations import ABOVE_ZERO, AS_PRINTED, PERIOD, PRINTED, WORDS, YEAR
from xjcli.periods import PeriodError, parse
from xjcli.places import Number, Object, Place
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# What a reader makes of a value, or FAULTY.
Read: TypeAlias = Any
FAULTY: Read = object()
LEAST = '; the least fact base is {"series": [], "sources": {}}'
HALF = "half of a surrogate pair"
SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_PRINTED = f"is not a value as printed; {AS_PRINTED}"
_MOST_SHOWN = 40
_MOST_NAMED = 80
# The nearest name is offered until so many names were compared, which takes about a second.
_MOST_COMPARED = 20_000
_WHOLE = re.compile("-?[0-9]{1,9}")
_GOT: dict[type, str] = {str: "text", Number: "a number", list: "a list", Object: "an object"}


class Part(NamedTuple):
    """What may stand in a place: its bare type, and what its annotation says for JSON Schema and for links."""

    type: types.Type
    is_nullable: bool
    facets: dict[str, Any]
    links: dict[str, str]
    key: str = ""
    name: str = ""
    is_required: bool = False
    default: object = NODEFAULT


class Inspection:
    """What was found in a text so far: faults with their offsets, and the names that its tables give and use."""

    def __init__(self, text: str) -> None:
        """Start with nothing found."""
        self.text = text
        self.found: list[tuple[int, str, str]] = []
        self.given: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.used: list[tuple[str, str, Place]] = []
        self._offers: dict[tuple[str, str], str] = {}
        self._compared = 0

    def fault(self, place: Place, says: str) -> Read:
        """Note what is wrong with a value."""
        self.found.append((place.start, place.path, says))
        return FAULTY

    def expected(self, place: Place, what: str) -> Read:
        """Note that something else should stand there."""
        got = _GOT.get(type(place.value)) or self.shown(place)
        return self.fault(place, f"expected {what}, got {got}{LEAST if place.path == '$' else ''}")

    def shown(self, place: Place) -> str:
        """Show the beginning of a value as the text spells it."""
        return visible(self.text[place.start : min(place.end, place.start + _MOST_SHOWN)])

    def unknown(self, what: str, asked: str, known: Collection[str]) -> str:
        """Say that a name is unknown, and offer the nearest one."""
        if (what, asked) not in self._offers:
            self._compared += len(known)
            says = f"unknown {what} {quoted(asked)}{'' if known else '; there are none'}"
            if known and self._compared <= _MOST_COMPARED:
                says = visible(str(unknown(what, asked, [name[:_MOST_NAMED] for name in known])))
            self._offers[what, asked] = says
        return self._offers[what, asked]

    def give(self, table: str, name: str, place: Place) -> None:
        """Note the name of a record; two of one table must differ."""
        if self.given[table].setdefault(name, place.path) != place.path:
            self.fault(place, f"two {table} have the id {quoted(name)}")


@cache
def parts(record: type[Struct]) -> dict[str, Part]:
    """List what may stand in a record, by the keys of the file."""
    shape: Any = types.type_info(record)
    return {
        field.encode_name: part(field.type)._replace(
            key=field.encode_name, name=field.name, is_required=field.required, default=field.default
        )
        for field in shape.fields
    }


def part(shape: types.Type) -> Part:
    """Take a type apart into the bare type and what is said about it."""
    facets: dict[str, Any] = {}
    links: dict[str, str] = {}
    is_nullable = False
    while isinstance(shape, (types.Metadata, types.UnionType)):
        if isinstance(shape, types.Metadata):
            facets |= shape.extra_json_schema or {}
            links |= shape.extra or {}
            shape = shape.type
        else:
            is_nullable = shape.includes_none
            rest = [one for one in shape.types if not isinstance(one, types.NoneType)]
            if len(rest) > 1:
                break
            shape = rest[0]
    return Part(shape, is_nullable, facets, links)


def text(inspection: Inspection, expected: Part, place: Place) -> Read:
    """Read text, and note the names that it gives and uses."""
    said = place.value
    if not isinstance(said, str) or isinstance(said, Number):
        return inspection.expected(place, "text")
    wrong = HALF if SURROGATE.search(said) else None
    if not said and "minLength" in expected.facets:
        wrong = f"{expected.key} is empty"
    if not wrong and "pattern" in expected.facets:
        wrong = PATTERNS[expected.facets["pattern"]](expected.key, said)
    if wrong:
        return inspection.fault(place, wrong)
    if "names" in expected.links:
        inspection.give(expected.links["names"], said, place)
    if "refers" in expected.links and said != expected.default:
        inspection.used.append((expected.links["refers"], said, place))
    return said


def digits(inspection: Inspection, expected: Part, place: Place) -> Read:
    """Read a value from printed digits."""
    said = place.value
    if not isinstance(said, str) or isinstance(said, Number):
        return inspection.fault(place, f"{inspection.shown(place)} {_NOT_PRINTED}")
    wrong = _not_printed(expected.key, said) or PATTERNS[expected.facets["pattern"]](expected.key, said)
    return inspection.fault(place, wrong) if wrong else Decimal(said)


def word(inspection: Inspection, expected: Part, place: Place) -> Read:
    """Read a word or a number of an enumeration."""
    words, said = expected.type.values, place.value  # type: ignore[attr-defined]
    known = [str(one) for one in words]
    if not isinstance(said, str) or isinstance(said, Number) != isinstance(words[0], int):
        return inspection.expected(place, f"one of {', '.join(known)}")
    value = int(said) if isinstance(said, Number) and _WHOLE.fullmatch(said) else said
    return value if value in words else inspection.fault(place, inspection.unknown(expected.key, said, known))


def switch(inspection: Inspection, _: Part, place: Place) -> Read:
    """Read true or false."""
    return place.value if isinstance(place.value, bool) else inspection.expected(place, "true or false")


def _no_period(_: str, said: str) -> str | None:
    try:
        parse(said)
    except PeriodError as error:
        return visible(str(error))
    return None


def _no_year(key: str, said: str) -> str | None:
    return _no_period(key, said) or (None if parse(said).is_year else f"{quoted(said)} is not a year; write 2024")


def _no_words(key: str, said: str) -> str | None:
    return None if said.split() else f"{key} needs at least one word"


def _not_printed(_: str, said: str) -> str | None:
    return None if re.search(PRINTED, said) else f'"{visible(said[:_MOST_SHOWN])}" {_NOT_PRINTED}'


def _not_above_zero(key: str, said: str) -> str | None:
    return None if Decimal(said) > 0 else f"{key} is not above zero"


PATTERNS: dict[str, Callable[[str, str], str | None]] = {
    PERIOD: _no_period,
    YEAR: _no_year,
    WORDS: _no_words,
    PRINTED: _not_printed,
    ABOVE_ZERO: _not_above_zero,
}
