"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import io
import re
import shutil

import pytest
from readme import README, examples, shown

from xjcli.render import WRITERS

EXAMPLES = examples()


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_every_example_prints_what_the_readme_shows(command: str, output: str) -> None:
    if "jq" in command and shutil.which("jq") is None:
        pytest.skip("jq is not on this machine")
    assert shown(command) == output


def test_every_python_example_prints_what_the_readme_shows() -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lesson = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README", None, None)
    said = io.StringIO()
    assert doctest.DocTestRunner().run(lesson, out=said.write).failed == 0, said.getvalue()
    assert len(lesson.examples) >= 6


def test_every_command_has_an_example() -> None:
    commands = {"trade", "routes", "growth", "compare", "why", "claims", "sources", "facts"}
    assert commands <= {word for command, _ in EXAMPLES for word in re.findall(r"xjcli (\w+)", command)}


def test_every_format_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in WRITERS if f"`{name}`" not in text] == []
