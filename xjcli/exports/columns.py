"""What does each column of a table mean? What the types of the facts say, and what is derived from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct, inspect, structs

from xjcli.exports import ranks
from xjcli.facts import Claim, Event, FactBase, Good, Observation, Route, Series, Source, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["string", "integer", "number", "boolean", "date", "object"]

# The order in which people read: which figure, how much, in what unit, how sure, who says so.
_COLUMNS = {
    "observations": (
        "series period first_day last_day rank value low high rounded_to unit unit_mult unit_label qualifier status"
        " as_of printed source note"
    ),
    "series": (
        "id title title_zh theme headline unit unit_mult unit_label measure freq prices ref_area flow partner mode port"
        " operator out_of published_growth"
    ),
    "sources": "key publisher title published url cites note",
    "units": "code label label_zh kind",
    "routes": "id name mode origin destination country operator since since_qualifier source",
    "goods": "number product origin destination direction source",
    "events": "number date event source",
    "claims": "id says series check_kind check_terms source",
}
_RECORDS: dict[str, tuple[type[Struct], ...]] = {
    "observations": (Series, Observation),
    "series": (Series,),
    "sources": (Source,),
    "units": (Unit,),
    "routes": (Route,),
    "goods": (Good,),
    "events": (Event,),
    "claims": (Claim,),
}


class Field(Struct, frozen=True):
    """A column: its name, what it means, its kind, and the only values it may have where they are few.

    It `refers` to the table whose key it holds. One that `repeats` says what that table says, for a file read alone.
    """

    name: str
    about: str
    kind: Kind = "string"
    options: tuple[str | int, ...] = ()
    required: bool = True
    refers: str | None = None
    repeats: bool = False


_DERIVED = {
    field.name: field
    for field in (
        Field("series", "Id of the series", refers="series"),
        Field("first_day", "First day of the period", "date"),
        Field("last_day", "Last day of the period", "date"),
        Field("rank", ranks.ABOUT, "integer"),
        Field("unit_label", "The unit with its multiplier in words: billion CNY"),
        Field("key", "Key of the source"),
        Field("code", "Code of the unit"),
        Field("number", "Place in the fact base", "integer"),
        Field("check_terms", "Terms of the check, as in the fact base", "object", required=False),
    )
}
_REPEATED = {("observations", name) for name in ("unit", "unit_mult", "unit_label")}
# What the facts only name has a row of its key alone.
_ALONE = {"sources": "key", "units": "code"}
_KINDS: dict[type[inspect.Type], Kind] = {
    inspect.IntType: "integer",
    inspect.DecimalType: "number",
    inspect.BoolType: "boolean",
}


def fields(table: str) -> tuple[Field, ...]:
    """Describe the columns of a table, in order."""
    typed = {name: field for record in _RECORDS[table] for name, field in _typed(record).items()}
    if "check" in typed:
        typed["check_kind"] = structs.replace(typed["check"], name="check_kind")
    found = (_DERIVED.get(name) or typed[name] for name in _COLUMNS[table].split())
    return tuple(
        structs.replace(
            field,
            required=field.required and field.name == _ALONE.get(table, field.name),
            repeats=(table, field.name) in _REPEATED,
        )
        for field in found
    )


def about(table: str) -> str:
    """Say what a table holds."""
    return (
        (_typed(FactBase) | _typed(Series))[table].about if table == "observations" else _typed(FactBase)[table].about
    )


def _typed(record: type[Struct]) -> dict[str, Field]:
    """Describe the fields of a record as its types and their annotations do."""
    found = inspect.type_info(record)
    return {field.name: _field(field) for field in found.fields} if isinstance(found, inspect.StructType) else {}


def _field(known: inspect.Field) -> Field:
    said = known.type if isinstance(known.type, inspect.Metadata) else inspect.Metadata(known.type)
    leaves = list(_leaves(known.type))
    options = tuple(value for leaf in leaves for value in _options(leaf))
    kinds = [_KINDS[type(leaf)] for leaf in leaves if type(leaf) in _KINDS]
    return Field(
        known.name,
        (said.extra_json_schema or {})["description"],
        "integer" if options and isinstance(options[0], int) else next(iter(kinds), "string"),
        options,
        not any(isinstance(leaf, inspect.NoneType) for leaf in leaves),
        (said.extra or {}).get("refers"),
    )


def _leaves(kind: inspect.Type) -> Iterator[inspect.Type]:
    """Look through annotations and alternatives to the plain types."""
    if isinstance(kind, inspect.Metadata):
        yield from _leaves(kind.type)
    elif isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _leaves(one)
    else:
        yield kind


def _options(leaf: inspect.Type) -> tuple[str | int, ...]:
    """List the values of a choice, or the word that tells a record from its alternatives."""
    if isinstance(leaf, inspect.LiteralType):
        return tuple(value for value in leaf.values if isinstance(value, (str, int)))
    return (leaf.tag,) if isinstance(leaf, inspect.StructType) and isinstance(leaf.tag, (str, int)) else ()
