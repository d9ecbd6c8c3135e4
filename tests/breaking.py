"""Break a fact base: a small one with every table, and changes at any place of it."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

Json: TypeAlias = Any
Path: TypeAlias = "tuple[str | int, ...]"

# One record a line, so that a fault has a line of its own.
SOUND = """{"units": {"X": {"label": "things", "label_zh": "件", "kind": "quantity"}},
"sources": {"s": {"publisher": "P"}, "other-one": {"publisher": "P", "published": "2024"}},
"series": [{"id": "a", "title": "A", "theme": "trade", "unit": "X", "measure": "flow", "freq": "A", "observations": [
{"period": "2023", "value": "1", "source": "s"},
{"period": "2024", "value": "2.50", "source": "s", "rounded_to": "0.05", "qualifier": "about", "status": "E"},
{"period": "2024", "low": "2", "high": "3", "source": "other-one", "rank": "alternative"}
]},
{"id": "b", "title": "B", "theme": "routes", "unit": "X", "unit_mult": 8, "out_of": "a", "headline": true,
"measure": "stock", "freq": "_Z", "observations": []}],
"routes": [{"id": "r", "name": "R", "mode": "air", "source": "s", "since": "2019-07", "since_qualifier": "by"}],
"goods": [{"product": "p", "origin": "o", "destination": "d", "direction": "export", "source": "s"}],
"events": [{"date": "2024-06", "event": "e", "source": "s"}],
"claims": [
{"id": "c1", "says": "t", "series": "a", "source": "s", "check":
{"kind": "figures", "of": [{"at": "2024", "value": "2"}]}},
{"id": "c2", "says": "t", "series": "a", "source": "s", "check":
{"kind": "rises", "since": "2022", "until": "2024", "value": "1"}},
{"id": "c3", "says": "t", "series": "a", "source": "s", "check":
{"kind": "grows", "since": "2023", "until": "2024", "value": "1"}},
{"id": "c4", "says": "t", "series": "a", "source": "s", "check":
{"kind": "converts", "at": "2024", "into": "USD", "value": "1"}},
{"id": "c5", "says": "t", "series": "a", "source": "s", "check":
{"kind": "happens", "date": "2024", "event": "e"}}
]}
"""
GONE: Json = object()
MEANT: tuple[Json, ...] = (
    "2024", "2024-02-30", "2024-11/2024-01", "2024-01/2024-12", "2024\n", "5", "-5", "0", "0.00", "1e5", "NaN", "5\n",
    "9" * 29, "alternative", "F", "over", "a", "b", "s", "X", "r", "c1", "trade", "A", "zh", "figures", "rises", "",
    " ", "\ud800", "\u202e\x1b[2J", 0, 1, 8, 9, -1, 10**40, 2.5, 1e400, float("nan"), True, False, None, [], {},
)  # fmt: skip


def places(value: Json, path: Path = ()) -> Iterator[Path]:
    """List the paths of all that a JSON value holds."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        yield (*path, step)
        yield from places(inner, (*path, step))


def leaves(value: Json) -> list[Path]:
    """List the paths of what holds nothing itself."""
    every = list(places(value))
    holders = {path[:-1] for path in every}
    return [path for path in every if path not in holders]


def changed(document: Json, path: Path, value: Json) -> Json:
    """Copy a document with another value, or none, in one place; a key that is not there yet is added."""
    document = copy.deepcopy(document)
    owner = document
    for step in path[:-1]:
        owner = owner[step]
    if value is GONE:
        del owner[path[-1]]
    elif isinstance(owner, list) and path[-1] == len(owner):
        owner.append(value)
    else:
        owner[path[-1]] = value
    return document


def written(document: Json) -> bytes:
    """Write a document as a file, lone surrogates escaped."""
    return json.dumps(document).encode()


SMALL = json.loads(SOUND)
VALUES = st.one_of(
    st.sampled_from(MEANT),
    st.text(st.characters(), max_size=8),
    st.integers(),
    st.floats(),
    st.lists(st.sampled_from(MEANT), max_size=2),
    st.dictionaries(st.sampled_from(("value", "kind", "id", "x", "")), st.sampled_from(MEANT), max_size=2),
)
