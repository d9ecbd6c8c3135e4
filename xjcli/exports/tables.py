"""Which tables hold a fact base? Columns, keys and rows, the same for every format that has tables."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct, structs

from xjcli.errors import FactError, quoted
from xjcli.exports import columns, ranks
from xjcli.facts import repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from xjcli.exports.columns import Field
    from xjcli.exports.lines import Value
    from xjcli.facts import Claim, FactBase

# By its key a table is referred to; goods and events have none of their own.
KEYS = {
    "observations": ("series", "period", "rank"),
    "series": ("id",),
    "sources": ("key",),
    "units": ("code",),
    "routes": ("id",),
    "goods": ("number",),
    "events": ("number",),
    "claims": ("id",),
}


class Table(NamedTuple):
    """A table: its name, what it holds, its columns, and rows with a value a column, made while they are read."""

    name: str
    about: str
    fields: tuple[Field, ...]
    rows: Iterator[tuple[Value, ...]]


class _Thing(NamedTuple):
    """A record, or nothing where only its key is known, and what is derived for its row."""

    record: Struct | None
    derived: Mapping[str, Value]


def tables(facts: FactBase) -> list[Table]:
    """Describe a fact base as tables; raises FactError when two routes or two claims have one id.

    A source or unit that is only named gets a row of its key alone. A column that names a series which the fact base
    lacks refers to no table.
    """
    for name in ("routes", "claims"):
        twice = repeated(thing.id for thing in getattr(facts, name))
        if twice is not None:
            raise FactError(f"two {name} have the id {quoted(twice)}")
    return [_table(facts, name) for name in KEYS]


def _table(facts: FactBase, name: str) -> Table:
    known = {series.id for series in facts.series}
    records = getattr(facts, name, ())
    fields = tuple(
        structs.replace(field, refers=None)
        if field.refers == "series" and not _named(records, field.name) <= known
        else field
        for field in columns.fields(name)
    )
    return Table(name, columns.about(name), fields, _rows(fields, _THINGS[name](facts)))


def _rows(fields: tuple[Field, ...], things: Iterable[_Thing]) -> Iterator[tuple[Value, ...]]:
    names = [field.name for field in fields]
    for record, derived in things:
        yield tuple(derived[name] if name in derived else getattr(record, name, None) for name in names)


def _named(records: Iterable[Struct], field: str) -> set[str]:
    """Collect the keys that records hold in a field."""
    return {getattr(record, field) for record in records} - {None}


def _observations(facts: FactBase) -> Iterator[_Thing]:
    for series, period, rank, observation in ranks.figures(facts):
        derived: dict[str, Value] = {"series": series.id, "unit": series.unit, "unit_mult": series.unit_mult}
        derived |= {"unit_label": facts.unit_of(series), "rank": rank}
        derived |= {"first_day": period.first, "last_day": period.last}
        yield _Thing(observation, derived)


def _series(facts: FactBase) -> Iterator[_Thing]:
    return (_Thing(series, {"unit_label": facts.unit_of(series)}) for series in facts.series)


def _sources(facts: FactBase) -> Iterator[_Thing]:
    figures = chain.from_iterable(series.observations for series in facts.series)
    things = chain(figures, facts.routes, facts.goods, facts.events, facts.claims)
    keys = dict.fromkeys((*facts.sources, *sorted(_named(things, "source"))))
    return (_Thing(facts.sources.get(key), {"key": key}) for key in keys)


def _units(facts: FactBase) -> Iterator[_Thing]:
    codes = dict.fromkeys((*facts.units, *sorted(_named(facts.series, "unit"))))
    return (_Thing(facts.units.get(code), {"code": code}) for code in codes)


def _numbered(records: Iterable[Struct]) -> Iterator[_Thing]:
    return (_Thing(record, {"number": number}) for number, record in enumerate(records, 1))


def _claim(claim: Claim) -> _Thing:
    """Take a check apart into its kind and its terms, in JSON with the digits as printed."""
    if claim.check is None:
        return _Thing(claim, {})
    terms = msgspec.to_builtins(claim.check, builtin_types=(Decimal,))
    kind = terms.pop("kind")
    spelled = json.dumps(terms, ensure_ascii=False, default=lambda value: format(value, "f"))
    return _Thing(claim, {"check_kind": kind, "check_terms": spelled})


_THINGS: dict[str, Callable[[FactBase], Iterator[_Thing]]] = {
    "observations": _observations,
    "series": _series,
    "sources": _sources,
    "units": _units,
    "routes": lambda facts: (_Thing(route, {}) for route in facts.routes),
    "goods": lambda facts: _numbered(facts.goods),
    "events": lambda facts: _numbered(facts.events),
    "claims": lambda facts: (_claim(claim) for claim in facts.claims),
}
