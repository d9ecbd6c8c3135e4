"""What is wrong with a fact base? A JSON text held to the types value by value, so that no fault hides another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import inspect as types

from xjcli import values
from xjcli.errors import quoted
from xjcli.facts import FactBase, Grows, Observation, Rises, Series, Stated
from xjcli.periods import parse
from xjcli.places import Object, Place, items, members, top
from xjcli.values import FAULTY, HALF, LEAST, SURROGATE, Inspection, Part, Read, part, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

Rule: TypeAlias = "Callable[[Inspection, Place, dict[str, Any]], None]"
_ONE_OF = {"sources": "source", "series": "series", "units": "unit"}


def inspected(text: str) -> list[tuple[int, str, str]]:
    """List all faults with offset and path, in the order of the text; raises JSONDecodeError and RecursionError."""
    inspection = Inspection(text)
    base = _read(inspection, part(types.type_info(FactBase)), top(text))
    for table, name, place in inspection.used:
        given = inspection.given[table]
        # A table that cannot be read may have the name.
        if name not in given and base.get(table) is not FAULTY:
            inspection.fault(place, inspection.unknown(_ONE_OF[table], name, given))
    return sorted(inspection.found, key=lambda fault: fault[0])


def _read(inspection: Inspection, expected: Part, place: Place) -> Read:
    """Read a value, or note why it cannot be read."""
    if place.value is None and expected.is_nullable:
        return None
    return READERS[type(expected.type)](inspection, expected, place)


def _list(inspection: Inspection, expected: Part, place: Place) -> Read:
    if not isinstance(place.value, list):
        return inspection.expected(place, "a list")
    if not place.value and "minItems" in expected.facets:
        return inspection.fault(place, f"{expected.key} needs at least one")
    item = part(expected.type.item_type)  # type: ignore[attr-defined]
    return [(one, _read(inspection, item, one)) for one in items(inspection.text, place)]


def _table(inspection: Inspection, expected: Part, place: Place) -> Read:
    if not isinstance(place.value, Object):
        return inspection.expected(place, "an object")
    item = part(expected.type.value_type)  # type: ignore[attr-defined]
    for key, at, value in _members(inspection, place):
        if not key:
            inspection.fault(value._replace(start=at), f"a key of {expected.key} is empty")
        if SURROGATE.search(key):
            inspection.fault(value._replace(start=at), HALF)
        inspection.given[expected.links["names"]][key] = value.path
        _read(inspection, item, value)
    return None


def _record(inspection: Inspection, expected: Part, place: Place) -> Read:
    if not isinstance(place.value, Object):
        return inspection.expected(place, "an object")
    shape: Any = expected.type
    known = parts(shape.cls)
    read: dict[str, Any] = {}
    for key, at, value in _members(inspection, place):
        if key in known:
            read[known[key].name] = _read(inspection, known[key], value)
        elif key != shape.tag_field:
            inspection.fault(value._replace(start=at), inspection.unknown("key", key, known))
    for key, field in known.items():
        if field.is_required and field.name not in read:
            lead_on = LEAST if place.path == "$" else ""
            read[field.name] = inspection.fault(place, f"missing key {quoted(key)}{lead_on}")
    if shape.cls in RULES:
        RULES[shape.cls](inspection, place, read)
    return read


def _tagged(inspection: Inspection, expected: Part, place: Place) -> Read:
    """Read a record of the kind that it says it is."""
    if not isinstance(place.value, Object):
        return inspection.expected(place, "an object")
    shapes: Any = expected.type
    kinds = {shape.tag: shape for shape in shapes.types if isinstance(shape, types.StructType)}
    key = str(next(iter(kinds.values())).tag_field)
    said = [value for name, _, value in members(inspection.text, place) if name == key]
    if not said:
        return inspection.fault(place, f"missing key {quoted(key)}")
    words = Part(types.LiteralType(tuple(kinds)), is_nullable=False, facets={}, links={}, key=key)
    kind = values.word(inspection, words, said[-1])
    return kind if kind is FAULTY else _record(inspection, expected._replace(type=kinds[kind]), place)


def _members(inspection: Inspection, place: Place) -> Iterator[tuple[str, int, Place]]:
    """List the keys of an object with their offsets and values, and note each that comes again."""
    seen = set()
    for key, at, value in members(inspection.text, place):
        if key in seen:
            inspection.fault(value._replace(start=at), f"the key {quoted(key)} again in one object")
        seen.add(key)
        yield key, at, value


def _own(record: Callable[..., object], *names: str, unread: object = None, **rest: object) -> Rule:
    """Try the rule of a record on the fields that it is about, whatever is wrong with the rest.

    Where one of them cannot be read, the rule sees what stands in for it and for the others, if anything does.
    """

    def hold(inspection: Inspection, place: Place, read: dict[str, Any]) -> None:
        given = {name: read.get(name) for name in names}
        if any(value is FAULTY for value in given.values()):
            if unread is None:
                return
            given = {name: None if value is None else unread for name, value in given.items()}
        try:
            record(**given, **rest)
        except ValueError as error:
            inspection.fault(place, str(error))

    return hold


def _one_preferred(inspection: Inspection, _: Place, read: dict[str, Any]) -> None:
    """Note the periods that have two preferred figures, or none."""
    if read["observations"] is FAULTY:
        return
    first: dict[tuple[date, date], tuple[Place, str]] = {}
    preferred = set()
    is_clear = True
    for place, one in read["observations"]:
        if one is FAULTY or FAULTY in {one["period"], one.get("rank")}:
            is_clear = False
            continue
        span = parse(one["period"]).span
        first.setdefault(span, (place, one["period"]))
        if one.get("rank") is None:
            if span in preferred:
                inspection.fault(place, f"two preferred figures of {one['period']}")
            preferred.add(span)
    # A figure that cannot be read may be the preferred one.
    for span in set(first) - preferred if is_clear else ():
        place, period = first[span]
        inspection.fault(place, f"no preferred figure of {period}; the one to prefer has no rank")


READERS: dict[type, Callable[[Inspection, Part, Place], Any]] = {
    types.StructType: _record,
    types.UnionType: _tagged,
    types.VarTupleType: _list,
    types.DictType: _table,
    types.StrType: values.text,
    types.DecimalType: values.digits,
    types.LiteralType: values.word,
    types.BoolType: values.switch,
}
RULES: dict[type, Rule] = {
    Series: _one_preferred,
    Observation: _own(Observation, "value", "low", "high", unread=Decimal(1), period="2024", source=""),
    Stated: _own(Stated, "value", "low", "high", unread=Decimal(1), period="2024"),
    Rises: _own(Rises, "since", "until", value=Decimal(1)),
    Grows: _own(Grows, "since", "until", value=Decimal(1)),
}
