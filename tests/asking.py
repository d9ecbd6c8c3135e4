"""Ask the command line in this process: quick, and the same doors as the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.testing import CliRunner

from xjcli.cli import app

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, Any]


class Answer(NamedTuple):
    """What a command line gave back."""

    code: int
    out: str
    err: str


def ask(*words: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None) -> Answer:
    """Run a command line."""
    # What stands in the environment of whoever runs the tests decides nothing.
    unset = dict.fromkeys(("XJCLI_FACTS", "XJCLI_FORMAT", "_XJCLI_COMPLETE"))
    result = CliRunner().invoke(app, words, input=stdin, env={**unset, **(env or {})})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def records(*words: str, stdin: str | bytes = "") -> list[Record]:
    """Ask for JSON with floats kept as their text, so that digits can be compared."""
    answer = ask(*words, "-f", "json", stdin=stdin)
    assert answer.code == 0, answer.err
    found: list[Record] = json.loads(answer.out, parse_float=str)
    return found


def fact_base(*series: Record, **more: object) -> str:
    """Write a small fact base: series of annual prices in a plain unit, changed as needed."""
    plain = {"title": "A title", "theme": "trade", "unit": "X", "measure": "price", "freq": "A", "observations": []}
    units = {
        "X": {"label": "things", "label_zh": "件", "kind": "quantity"},
        "N": {"label": "pieces", "label_zh": "个", "kind": "count"},
        "CNY": {"label": "CNY", "label_zh": "元", "kind": "currency"},
        "USD": {"label": "USD", "label_zh": "美元", "kind": "currency"},
        "PERCENT": {"label": "percent", "label_zh": "%", "kind": "percent"},
    }
    base = {"units": units, "sources": {"s": {"publisher": "P", "published": "2020"}}}
    return json.dumps(base | {"series": [plain | one for one in series]} | more)


def figures(*pairs: tuple[str, str], **extra: object) -> list[Record]:
    """Write observations of periods and values."""
    return [{"period": period, "value": value, "source": "s"} | extra for period, value in pairs]
