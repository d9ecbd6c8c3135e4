"""What makes the start quick: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from running import environment

_RUN = """
import json, sys
from xjcli.cli import app
try:
    app(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


def loaded(*words: str) -> set[str]:
    command = [sys.executable, "-c", _RUN, *words]
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=60, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


HEAVY = {"rich", "tabulate", "sqlite3", "csv", "wcwidth", "difflib", "pydantic", "click"}


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--version"], set()),
        (["trade", "-f", "tsv"], set()),
        (["trade", "-f", "csv"], {"csv"}),
        (["trade", "-f", "json"], set()),
        (["trade", "-f", "jsonl"], set()),
        (["trade", "--help"], set()),
        (["growth", "trade", "-f", "csv"], {"csv"}),
        (["trade", "-f", "markdown"], {"tabulate", "wcwidth", "csv", "difflib"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_only_what_the_answer_needs_is_loaded(words: list[str], allowed: set[str]) -> None:
    # What Typer itself loads at every start is not ours to choose.
    script = "import json, sys, typer, typer.core; print(json.dumps(sorted(sys.modules)))"
    bare = subprocess.check_output([sys.executable, "-c", script], env=environment(), timeout=60)
    assert loaded(*words) & HEAVY - allowed - set(json.loads(bare)) == set()


def test_the_version_needs_no_facts() -> None:
    assert {name for name in loaded("--version") if name.startswith("xjcli.")} & {
        "xjcli.facts",
        "xjcli.loading",
        "xjcli.render",
        "xjcli.table",
    } == set()


def test_importing_the_package_loads_no_command_line() -> None:
    script = "import sys, xjcli; sys.exit(bool({'typer', 'rich', 'msgspec'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], env=environment(), timeout=60, check=False).returncode == 0
