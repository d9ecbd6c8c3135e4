"""What shape has a fact base? JSON Schema, derived from the types, for editors and other programs."""

from __future__ import annotations

import json

import msgspec

from xjcli.facts import FactBase

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KIND = "Kind of check"
_NULL = {"type": "null"}
_GIVEN = {"not": _NULL}
# The rule of a figure, which its types cannot say.
_VALUE_OR_RANGE = [
    {"required": ["value"], "properties": {"value": _GIVEN, "low": _NULL, "high": _NULL}},
    {"required": ["low", "high"], "properties": {"value": _NULL, "low": _GIVEN, "high": _GIVEN}},
]


def text() -> str:
    """Print the schema of a fact base, with two spaces a level."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def document() -> dict[str, object]:
    """Derive the schema of a fact base, in JSON Schema 2020-12.

    It says all that the types and the rules of single records say, but for what takes a comparison: low above high,
    periods out of order, names that another record must have, or must not have.
    """
    schema = msgspec.json.schema(FactBase)
    for record in ("Observation", "Stated"):
        schema["$defs"][record]["oneOf"] = _VALUE_OR_RANGE
    for record in schema["$defs"].values():
        # Taken from a docstring, which speaks to developers and which -OO takes away.
        record.pop("description", None)
        # The tag of a record is no field: no annotation describes it.
        record["properties"].get("kind", {}).setdefault("description", _KIND)
    return {"$schema": _DIALECT, "title": "Fact base of xjcli"} | {key: _plain(schema[key]) for key in schema}


def _plain(schema: object) -> object:
    """Rewrite, all the way down, what is no keyword of JSON Schema: a format beside its pattern, a union by kind."""
    if isinstance(schema, (list, tuple)):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kinds = next((one["discriminator"] for one in schema.get("anyOf", ()) if "discriminator" in one), None)
    if kinds:
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        return rest | _by_kind(kinds["propertyName"], kinds["mapping"])
    return {key: _plain(value) for key, value in schema.items() if (key, value) != ("format", "decimal")}


def _by_kind(key: str, mapping: dict[str, str]) -> dict[str, object]:
    """Allow nothing, or a record of the kind it says it is, so that a fault in it is found where it stands."""
    return {
        "type": ["object", "null"],
        "required": [key],
        "properties": {key: {"description": _KIND, "enum": list(mapping)}},
        "allOf": [
            {"if": {"type": "object", "required": [key], "properties": {key: {"const": kind}}}, "then": {"$ref": place}}
            for kind, place in mapping.items()
        ],
    }
