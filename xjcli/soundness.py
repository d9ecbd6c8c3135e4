"""Is a fact base sound? Every fault of a file at once, each with its path and its line."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from json import JSONDecodeError
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec import inspect as types

from xjcli.errors import FactError
from xjcli.inspection import inspected
from xjcli.loading import decode
from xjcli.periods import parse
from xjcli.places import too_deep
from xjcli.table import Column, Table
from xjcli.values import LEAST, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xjcli.facts import FactBase, Observation
    from xjcli.values import Part

_HOLDERS = (types.StructType, types.UnionType, types.VarTupleType, types.DictType)
COLUMNS = (Column("path", "Path", "text"), Column("line", "Line", "count"), Column("fault", "Fault", "text"))


class Fault(Struct, frozen=True):
    """What is wrong with a fact base, and where: the JSON path, and the line counted from 1."""

    path: str
    line: int
    says: str


def check(data: bytes) -> Table:
    """Answer `check`: one row a fault; for a sound fact base no rows, and a note that says how much it holds."""
    base, found = _examined(data)
    notes = [] if base is None else [_size(base)]
    return Table(COLUMNS, [(one.path, one.line, one.says) for one in found], notes, has_fault=bool(found))


def faults(data: bytes) -> list[Fault]:
    """List every fault of a file, in its order; none for what loads and holds together."""
    return _examined(data)[1]


def _examined(data: bytes) -> tuple[FactBase | None, list[Fault]]:
    try:
        base = decode(data, "")
    except FactError as error:
        # A record may have a rule that only loading knows.
        return None, _found(data) or [Fault("$", 1, str(error).removeprefix("'' "))]
    return (base, []) if _holds_together(base) else (None, _found(data))


def _size(base: FactBase) -> str:
    figures = sum(len(series.observations) for series in base.series)
    counts = (len(base.series), "series"), (figures, "observation"), (len(base.sources), "source")
    return "sound: " + ", ".join(f"{n} {what}{'s' * (n != 1 and what != 'series')}" for n, what in counts)


def _found(data: bytes) -> list[Fault]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start)
        return [Fault("$", line, f"not UTF-8: byte 0x{data[error.start]:02x} in column {column}")]
    return list(_in_lines(text, _listed(text)))


def _listed(text: str) -> list[tuple[int, str, str]]:
    if not text.strip():
        return [(0, "$", f"the file is empty{LEAST}")]
    if "\0" in text:
        return [(text.index("\0"), "$", "a NUL byte, which no text has")]
    try:
        return inspected(text)
    except JSONDecodeError as error:
        reason = error.msg.rstrip(": ").removesuffix(" at")
        return [(error.pos, "$", f"not JSON: {reason}, in column {error.colno}")]
    except RecursionError:
        return [(too_deep(text), "$", "nested too deeply")]


def _in_lines(text: str, found: Iterable[tuple[int, str, str]]) -> Iterable[Fault]:
    """Turn offsets, which ascend, into lines."""
    line, counted = 1, 0
    for offset, path, says in found:
        line += text.count("\n", counted, offset)
        counted = offset
        yield Fault(path, line, says)


def _holds_together(base: FactBase) -> bool:
    """Tell whether what was loaded has what no type demands; quick, so that a sound file is read only once."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    used: defaultdict[str, set[str]] = defaultdict(set)
    _gather(base, given, used)
    return (
        all(len(set(names)) == len(names) and "" not in names for names in given.values())
        and all(names <= set(given[table]) for table, names in used.items())
        and all(_prefers(series.observations) for series in base.series)
    )


def _gather(record: Struct, given: defaultdict[str, list[str]], used: defaultdict[str, set[str]]) -> None:
    """Collect the names that a record and all it holds give and use, by table."""
    for one in _linking(type(record)):
        value = getattr(record, one.name)
        if "refers" in one.links:
            if value not in {None, one.default}:
                used[one.links["refers"]].add(value)
            continue
        if "names" in one.links:
            given[one.links["names"]].extend([value] if isinstance(value, str) else value)
        held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for inner in held:
            if isinstance(inner, Struct):
                _gather(inner, given, used)


@cache
def _linking(record: type[Struct]) -> list[Part]:
    """List the parts of a record that name a record or hold some."""
    return [one for one in parts(record).values() if one.links or isinstance(one.type, _HOLDERS)]


def _prefers(observations: tuple[Observation, ...]) -> bool:
    """Tell whether every period has a preferred figure; that none has two is known."""
    preferred = {parse(one.period).span for one in observations if one.rank is None}
    return all(parse(one.period).span in preferred for one in observations)
