"""Where does it stand? The values of a JSON text one by one, each with its path and its offset."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from xjcli.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = frozenset(" \t\n\r")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|([\[{])|[\]}]', re.DOTALL)
_DEEPEST = 100


class Number(str):
    """A JSON number as the file spells it: a long one would cost quadratic time. NaN and infinities are some too."""

    __slots__ = ()


class Object:
    """Any JSON object: its members are read one by one from the text, so that none of the same key is lost."""


_OBJECT = Object()
_DECODER = json.JSONDecoder(
    object_pairs_hook=lambda _: _OBJECT, parse_int=Number, parse_float=Number, parse_constant=Number
)


class Place(NamedTuple):
    """A value, its path, and the offsets of its first character and of the first one after it."""

    path: str
    start: int
    end: int
    value: object


def top(text: str) -> Place:
    """Read a whole text; raises JSONDecodeError, and RecursionError where it is nested too deeply."""
    value = _DECODER.decode(text)
    return Place("$", _next(text, 0), len(text.rstrip()), value)


def items(text: str, array: Place) -> Iterator[Place]:
    """List the values of an array."""
    index, at = 0, _next(text, array.start + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield Place(f"{array.path}[{index}]", at, end, value)
        index, at = index + 1, _after(text, end)


def members(text: str, owner: Place) -> Iterator[tuple[str, int, Place]]:
    """List the keys of an object with their offsets and values, each as often as it comes."""
    at = _next(text, owner.start + 1)
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        start = _next(text, _next(text, end) + 1)
        value, end = _DECODER.raw_decode(text, start)
        yield key, at, Place(owner.path + step(key), start, end, value)
        at = _after(text, end)


def step(key: str) -> str:
    """Spell the step of a path to a member: .title, ['a-source']."""
    if _PLAIN_KEY.fullmatch(key):
        return f".{key}"
    return f"[{quoted(key.replace(chr(92), chr(92) * 2).replace(chr(39), chr(92) + chr(39)))}]"


def too_deep(text: str) -> int:
    """Find the bracket that opens more levels than any fact base has; 0 where none does."""
    depth = 0
    for found in _BRACKET.finditer(text):
        if found[0][0] != '"':
            depth += 1 if found[1] else -1
        if depth > _DEEPEST:
            return found.start()
    return 0


def _next(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _after(text: str, end: int) -> int:
    """Step over the comma after a value, or stop at the bracket that closes what it stands in."""
    at = _next(text, end)
    return _next(text, at + 1) if text[at] == "," else at
