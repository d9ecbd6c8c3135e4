"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import io
import re
import shutil
from importlib.util import find_spec

import pytest
from readme import README, examples, shown

from xjcli.render import WRITERS

EXAMPLES = examples()
_PROGRAMS = ("fish", "jq", "make", "man", "mlr", "sqlite3", "zsh")


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_every_example_prints_what_the_readme_shows(command: str, output: str) -> None:
    for program in _PROGRAMS:
        if re.search(rf"\b{program} ", command) and shutil.which(program) is None:
            pytest.skip(f"{program} is not on this machine")
    for package in re.findall(r"import (duckdb|pandas)", command):
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    assert shown(command) == output


def test_every_python_example_prints_what_the_readme_shows() -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lesson = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README", None, None)
    said = io.StringIO()
    assert doctest.DocTestRunner().run(lesson, out=said.write).failed == 0, said.getvalue()
    assert len(lesson.examples) >= 6


def test_every_command_has_an_example() -> None:
    commands = {
        "trade",
        "routes",
        "growth",
        "compare",
        "why",
        "claims",
        "sources",
        "facts",
        "check",
        "schema",
        "export",
    }
    assert commands <= {word for command, _ in EXAMPLES for word in re.findall(r"xjcli (\w+)", command)}


def test_every_format_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in WRITERS if f"`{name}`" not in text] == []
