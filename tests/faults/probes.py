"""Look at what a command wrote: each probe ends with 0 where the output is right, with 1 where it is not."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = list[list[str]]


def _text(path: str) -> str:
    return Path(path).read_bytes().decode()


def _json_rows(text: str) -> Rows:
    """Read records, header first; digits stay as written, and what is missing is empty."""
    records = json.loads(text, parse_float=str, parse_int=str)
    return [list(records[0]), *(["" if cell is None else cell for cell in record.values()] for record in records)]


_READERS: dict[str, Callable[[str], Rows]] = {
    "csv": lambda text: list(csv.reader(io.StringIO(text, newline=""))),
    "tsv": lambda text: [line.split("\t") for line in text.split("\n") if line],
    "json": _json_rows,
}


def _rows(layout: str, path: str) -> Rows:
    return _READERS[layout](_text(path))


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return len(text) + wide - sum(bool(unicodedata.combining(one)) for one in text)


def aligned(path: str, *values: str) -> bool:
    """Find each value in a line of its own, and all these lines of one width: a wide character takes two columns."""
    lines = [line.rstrip() for line in _text(path).splitlines() if any(value in line for value in values)]
    return len(lines) == len(values) and len({_width(line) for line in lines}) == 1


def whole(path: str, *texts: str) -> bool:
    """Find every character of the texts, folded or not, and nothing cut."""
    shown = Counter(re.sub(r"\x1b\[[0-9;]*m", "", _text(path)))
    return "…" not in shown and Counter("".join(texts)) <= shown


def cell(layout: str, path: str, expected: str) -> bool:
    """Find a cell that is the text of a file, to the last character."""
    return any(_text(expected) in row for row in _rows(layout, path))


def cells(layout: str, path: str, other_layout: str, other: str) -> bool:
    """Find the same cells in two outputs, and at least one row of them."""
    found = _rows(layout, path)
    return len(found) > 1 and found == _rows(other_layout, other)


def without(path: str, *codes: str) -> bool:
    """Find none of the byte sequences, given in hexadecimal."""
    data = Path(path).read_bytes()
    return bool(data) and not any(bytes.fromhex(code) in data for code in codes)


def line_ends(path: str) -> bool:
    """Find line feeds alone, and exactly one at the end."""
    data = Path(path).read_bytes()
    return b"\r" not in data and data.endswith(b"\n") and not data.endswith(b"\n\n")


def pipes(path: str) -> bool:
    """Find as many unescaped pipes in every line of a Markdown table, and more than one."""
    counts = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in _text(path).splitlines()}
    return len(counts) == 1 and counts.pop() > 1


_PROBES: dict[str, Callable[..., bool]] = {
    "aligned": aligned,
    "whole": whole,
    "cell": cell,
    "cells": cells,
    "without": without,
    "line-ends": line_ends,
    "pipes": pipes,
}

if __name__ == "__main__":
    sys.exit(not _PROBES[sys.argv[1]](*sys.argv[2:]))
