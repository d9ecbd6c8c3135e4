"""What makes the start quick: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from running import environment

_RUN = """
import sys
from xjcli.cli import app
try:
    app(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write(" ".join(sys.modules))
"""


def loaded(*words: str, **extra: str) -> set[str]:
    command = [sys.executable, "-c", _RUN, *words]
    done = subprocess.run(command, capture_output=True, env=environment(**extra), timeout=60, check=True)
    return set(done.stderr.decode().splitlines()[-1].split())


@cache
def bare() -> set[str]:
    """Name what Typer itself loads at every start, which is not ours to choose."""
    script = "import sys, typer, typer.core; print(*sys.modules)"
    return set(
        subprocess.check_output([sys.executable, "-c", script], env=environment(), timeout=60, text=True).split()
    )


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
    assert loaded(*words) & HEAVY - allowed - bare() == set()


@pytest.mark.parametrize(
    "words",
    [[""], ["trade", "-"], ["trade", ""], ["trade", "-f", ""], ["trade", "-c", ""], ["why", "trade", ""]],
    ids=" ".join,
)
def test_telling_a_shell_what_fits_loads_nothing_heavy(words: list[str]) -> None:
    found = loaded(*words, _XJCLI_COMPLETE="zsh")
    assert "xjcli.completion" in found
    assert found & (HEAVY | {"tempfile", "xjcli.terminal", "xjcli.soundness"}) - bare() == set()


@pytest.mark.parametrize("words", [["--version"], ["trade", "-f", "tsv"], ["completion", "bash"]], ids=" ".join)
def test_what_completes_and_what_checks_is_loaded_only_when_it_is_asked_for(words: list[str]) -> None:
    others = {"xjcli.completion", "xjcli.vocabulary", "xjcli.soundness", "xjcli.schema", "xjcli.exports"}
    assert loaded(*words) & others == set()


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
