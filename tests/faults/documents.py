"""Make the documents that the cases read: fact bases with given labels and values, and what is no fact base."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, str, str]

_ESC = "\x1b"
# Label of the first record, for each document NAME.json; NAME.txt holds the label alone.
LABELS = {
    "good": "Ürümqi",
    "escapes": (
        f"A{_ESC}[2J{_ESC}[31mB{_ESC}]52;c;cm0gLXJm\x07{_ESC}]8;;http://evil.example{_ESC}\\C{_ESC}]8;;{_ESC}\\"
        f"{_ESC}]0;T\x07{_ESC}P1$q{_ESC}\\D"
    ),
    "lines": "X\rY\bZ\nW",
    "markup": "[link=http://evil.example]x[/link][/][bold]y{0.__class__}%(x)s${HOME}$(id)",
    "emoji": ":smile: :warning: :100:",
    "bidi": "safe\u202egnp.exe\u2066x\u2069\u202dy",
    "formula-1": "=1+1",
    "formula-2": "@SUM(1)",
    "formula-3": "+cmd|' /C calc'!A0",
    "formula-4": "-2+3",
    "quote": ' a,b "q" c\r\nd\ne;f ',
    "return": "a\rb",
    "pipes": "a|b<script>alert(1)</script>[x](javascript:1)\nc||d",
    "surrogate": "a\ud800b",
    "long": "L" + "abcdefghij" * 12,
}
NUMBERS = ("1e5", "007", "1_000", "nan", "Infinity", "0x10", "20200407_2", "True", "18.0")
_REST: tuple[Row, ...] = (("新疆维吾尔自治区", "2001", '"200.5"'), ("Ürümqi", "2002", '"-0.25"'))
_DEEP = 100_000
_SIZES = {"big": 3_000, "huge": 50_000}


def _series(number: int, label: str, observations: list[dict[str, str]]) -> dict[str, Any]:
    names = {"id": f"s{number}", "title": label, "theme": "trade", "headline": True}
    return names | {"unit": "X", "measure": "price", "freq": "A", "observations": observations}


def _base(series: list[dict[str, Any]]) -> dict[str, Any]:
    units = {"X": {"label": "things", "label_zh": "件", "kind": "quantity"}}
    return {"sources": {"s": {"publisher": "P"}}, "units": units, "series": series}


def document(rows: tuple[Row, ...]) -> str:
    """Write a fact base of records: label, period, and the value as a token of JSON; a label makes a series."""
    found: dict[str, list[dict[str, str]]] = {}
    tokens = {}
    for number, (label, period, token) in enumerate(rows):
        tokens[f'"<{number}>"'] = token
        observation = {"period": period, "value": f"<{number}>", "source": "s", "note": label}
        found.setdefault(label, []).append(observation)
    text = json.dumps(_base([_series(at, *one) for at, one in enumerate(found.items())]), ensure_ascii=False)
    for place, token in tokens.items():
        text = text.replace(place, token)
    return text + "\n"


def one(label: str, value: str = '"100.5"') -> str:
    """Write the document of most cases: a record with that label and value, and two others."""
    return document(((label, "2000", value), *_REST))


def many(count: int) -> str:
    """Write a fact base of so many days, one a line, the value of day i being i.5."""
    start = date(1000, 1, 1)
    lines = (
        f'{{"period":"{start + timedelta(i)}","value":"{i}.5","source":"s","note":"Ürümqi"}}' for i in range(count)
    )
    before, after = json.dumps(_base([_series(0, "Ürümqi", [{}])]), ensure_ascii=False).split("{}")
    return before + ",\n".join(lines) + after + "\n"


def broken() -> dict[str, bytes]:
    """Write what is no fact base as a whole; what is broken in one place alone is in `malformed`."""
    good = one(LABELS["good"]).encode()
    return {
        "cut": good[: len(good) * 2 // 3],
        "trailing": good + b"garbage",
        "not-utf8": good.replace("Ü".encode(), b"A\xff\xc3(B", 1),
        "deep-arrays": b"[" * _DEEP + b"]" * _DEEP,
        "deep-objects": b'{"a":' * _DEEP + b"1" + b"}" * _DEEP,
    }


def write(folder: Path) -> None:
    """Write all documents into a folder of their own."""
    folder.mkdir()
    for name, label in LABELS.items():
        # Half of a surrogate pair can be written only as the escape that JSON has for it.
        (folder / f"{name}.json").write_text(one(label), encoding="utf-8", errors="backslashreplace", newline="")
        (folder / f"{name}.txt").write_text(label, encoding="utf-8", errors="backslashreplace", newline="")
    (folder / "numbers.json").write_text(document(tuple((label, "2000", '"100.5"') for label in NUMBERS)))
    (folder / "numbers.txt").write_text("\n".join(NUMBERS) + "\n")
    (folder / "bom.json").write_text(one(LABELS["good"]), encoding="utf-8-sig")
    for name, count in _SIZES.items():
        (folder / f"{name}.json").write_text(many(count), encoding="utf-8")
    for name, data in broken().items():
        (folder / f"{name}.json").write_bytes(data)


if __name__ == "__main__":
    sys.stdout.buffer.write(one(*sys.argv[1:]).encode())
