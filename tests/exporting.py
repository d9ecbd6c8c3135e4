"""What should an export hold? Every observation of facts.json as the file itself has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from unittest.mock import patch

from asking import fact_base

from xjcli import loading
from xjcli.exports import export

if TYPE_CHECKING:
    from xjcli.facts import FactBase

Key: TypeAlias = "tuple[str, str, int]"
Known: TypeAlias = "dict[str, str | None]"

RAW: dict[str, Any] = json.loads((Path(__file__).parent.parent / "facts.json").read_text(encoding="utf-8"))
BASE = loading.bundled()
FIELDS = ("value", "low", "high", "rounded_to", "qualifier", "as_of", "printed", "source", "note")
UNITS = {
    ("CNY", 9): "billion CNY",
    ("CNY", 12): "trillion CNY",
    ("USD", 9): "billion USD",
    ("USD", 0): "USD",
    ("PERCENT", 0): "percent",
    ("CNY_PER_USD", 0): "CNY per USD",
    ("COUNTRY", 0): "countries",
    ("TRAIN", 0): "trains",
    ("ROUTE", 0): "routes",
    ("PORT", 0): "ports",
    ("AIRPORT", 0): "airports",
    ("TASK", 0): "tasks",
    ("TRUCK", 0): "trucks",
    ("FLIGHT_PER_DAY", 0): "flights per day",
    ("TONNE", 0): "tonnes",
    ("TONNE", 6): "million tonnes",
    ("CUBIC_METRE", 9): "billion cubic metres",
    ("SQUARE_KILOMETRE", 0): "square kilometres",
    ("MULTIPLE", 0): "times",
}
HOSTILE = {
    "quotes": '"a" \'b\', c; d""',
    "newlines": "a\nb\r\nc\rd",
    "separators": "a\x0bb\x0cc\x1cd\x1ee\x85f\u2028g\u2029h",
    "controls": "\x1b[31m\x07\x7f",
    "bidi": "abc\u202edef\u2066",
    "formula": "=HYPERLINK(A1)",
    "markup": "<b>[/x] -- /* */ %s ? :a",
    "spaces": "  a\t",
    "chinese": "新疆 \U0001f682",
}


def observations() -> dict[Key, Known]:
    """List what facts.json says of every figure, by series, period and rank: 2 for the alternative."""
    known = {}
    for series in RAW["series"]:
        unit = UNITS[series["unit"], series["unit_mult"]]
        for figure in series["observations"]:
            key = (series["id"], figure["period"], 2 if "rank" in figure else 1)
            known[key] = {name: figure.get(name) for name in FIELDS} | {
                "unit": unit,
                "status": figure.get("status", "A"),
            }
    return known


OBSERVATIONS = observations()


def small(*series: dict[str, Any], **more: object) -> FactBase:
    """Decode a small fact base."""
    return loading.decode(fact_base(*series, **more).encode(), "small")


def exported(folder: Path, name: str, facts: FactBase = BASE) -> Path:
    """Export to a new path."""
    path = folder / f"an-export.{name}"
    # To wait for the disk would take most of the time of most tests.
    with patch("os.fsync"):
        export(facts, name, str(path), force=False)
    return path
