"""How does a fact base come in? Decoded, held to its types and to what types cannot say, with the place of a fault."""

from __future__ import annotations

import re
from pathlib import Path
from pkgutil import get_data

import msgspec

from xjcli.errors import FactError, quoted
from xjcli.facts import FactBase, repeated
from xjcli.observations import AS_PRINTED, DIGITS, PRINTED
from xjcli.text import visible

# A value is a string of plain digits: no exponent, no underscore, no JSON number that a reader may turn into a float.
_VALUES = frozenset({"value", "low", "high", "rounded_to"})
_PRINTED = re.compile(PRINTED)
_MOST_SHOWN = 40
_MOST_SAID = 140
_BYTE = re.compile(r"\(byte ([0-9]+)\)")


def bundled_bytes() -> bytes:
    """Read the fact base that came with the program: inside the package, or beside it in a checkout."""
    try:
        return get_data("xjcli", "facts.json") or b""
    except OSError:
        beside = Path(__file__).parent.parent / "facts.json"
    try:
        return beside.read_bytes()
    except OSError as error:
        raise FactError(f"cannot read the bundled fact base: {error.strerror}") from None


def bundled() -> FactBase:
    """Load the fact base that came with the program, which the tests have held to all that `decode` holds others to."""
    return msgspec.json.decode(bundled_bytes(), type=FactBase)


def decode(data: bytes, name: str) -> FactBase:
    """Decode a fact base from anywhere; raises FactError with the place of the first fault.

    What is not UTF-8, repeats a key, holds a value in anything but printed digits or is no fact base is refused.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    fault: str | None
    try:
        data.decode("utf-8")
        base = msgspec.json.decode(data, type=FactBase)
    except UnicodeDecodeError as error:
        fault = f"is not UTF-8: byte 0x{data[error.start]:02x} at {_place(data, error.start)}"
    except msgspec.ValidationError as error:
        fault = f"is not a fact base: {_plain(error)}"
    except (msgspec.DecodeError, RecursionError) as error:
        fault = f"is not JSON: {_why_not_json(data, error)}"
    else:
        fault = None if _is_surely_plain(data, base) else _beyond_types(data)
        if not fault:
            return base
    raise FactError(f"{quoted(name)} {fault}")


def _plain(error: Exception) -> str:
    """Turn a decoder's message into plain words: no backquotes, a long name cut, the place kept."""
    reason, at, place = str(error).replace("`", "").replace("Object", "an object", 1).rpartition(" - at ")
    return visible(f"{reason[:_MOST_SAID]}{at}{place[:_MOST_SAID]}")


def _place(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    column = offset - (data.rfind(b"\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def _why_not_json(data: bytes, error: Exception) -> str:
    """Ask the decoder for the place; where it has none, ask the slower one of the standard library."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    found = _BYTE.search(str(error))
    if found:
        reason = str(error).removeprefix("JSON is malformed: ")[: -len(found[0])].strip()
        return f"{reason} at {_place(data, int(found[1]))}"
    import json

    try:
        json.loads(data, parse_int=_Number)
    except json.JSONDecodeError as slower:
        return f"{slower.msg} at line {slower.lineno}, column {slower.colno}"
    except RecursionError:
        return "it is nested too deeply"
    # The standard library lets through just one thing that is not text.
    return "half of a surrogate pair in a string"


class _Number(str):
    """A JSON number, kept as text: a long one would cost quadratic time and is no part of any fact base."""

    __slots__ = ()


# What makes a look at the bytes alone inconclusive: a colon apart from its key; a letter of a key, a quote or a colon
# hidden behind an escape; a value in anything but a string of digits.
_UNSURE = (
    re.compile(rb'"\s+:'),
    re.compile(rb"\\u00[23567]"),
    re.compile(
        rb'"(?:value|low|high|rounded_to)":\s*(?:[^"n\s]|"(?!-?%s")|n(?!ull))' % DIGITS.encode(),
    ),
)
_KEY = b'":'


def _is_surely_plain(data: bytes, base: FactBase) -> bool:
    """Tell from the bytes alone, ten times as fast as by reading them again, that the types saw all there is.

    A key given twice was decoded once: the bytes then have more keys than the records do when they are written again.
    """
    if any(pattern.search(data) for pattern in _UNSURE):
        return False
    parts = (*base.series, msgspec.structs.replace(base, series=()))
    return data.count(_KEY) == sum(msgspec.json.encode(part).count(_KEY) for part in parts)


def _beyond_types(data: bytes) -> str | None:
    """Find what the types cannot see: values that are not printed digits, and keys given twice in one object."""
    import json

    twice: list[str] = []
    unprinted: list[tuple[str, object]] = []

    def look(pairs: list[tuple[str, object]]) -> None:
        key_twice = repeated(key for key, _ in pairs)
        if key_twice is not None:
            twice.append(key_twice)
        # Objects arrive here as None: a source may have the key "value".
        unprinted.extend(
            pair for pair in pairs if pair[0] in _VALUES and pair[1] is not None and not _is_printed(pair[1])
        )

    json.loads(data, object_pairs_hook=look, parse_int=_Number, parse_float=_Number)
    if twice:
        return f"gives the key {quoted(twice[0])} twice in one object"
    if unprinted:
        return f"holds the value {_where(data, *unprinted[0])}; {AS_PRINTED}"
    return None


def _is_printed(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, _Number) and bool(_PRINTED.match(value))


def _where(data: bytes, key: str, value: object) -> str:
    """Quote a value as the file has it, with its place unless the file hides it behind escapes."""
    text = str(value) if isinstance(value, _Number) else f'"{value}"'
    found = re.search(rb'"%s"\s*:\s*%s' % (key.encode(), re.escape(text.encode("utf-8", "replace"))), data)
    shown = visible(text[:_MOST_SHOWN])
    return f"{shown} at {_place(data, found.start())}" if found else shown
