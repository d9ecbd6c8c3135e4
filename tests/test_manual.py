"""The manual page: what the commands say, sound to the tools that read it, and installed where they look."""

from __future__ import annotations

import os
import re
import subprocess
from importlib import metadata
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
from asking import ask
from manual import PAGE, commands, escaped, options, page
from running import environment

import xjcli

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = sorted(Path(xjcli.__file__).parent.rglob("*.py"))


def shown(columns: int) -> str:
    """Show the page as a reader sees it."""
    env = environment(MANWIDTH=str(columns), LC_ALL="C.UTF-8", MAN_KEEP_FORMATTING="", GROFF_NO_SGR="1")
    done = subprocess.run(["man", "-l", str(PAGE)], env=env, capture_output=True, timeout=60, check=True)
    return re.sub(".\b", "", done.stdout.decode())


def test_the_page_in_the_package_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.skipif(not which("mandoc"), reason="mandoc is not here")
def test_mandoc_finds_nothing_to_warn_of() -> None:
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(PAGE)], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "", b"")


@pytest.mark.skipif(not which("man"), reason="man is not here")
def test_the_page_fits_80_columns_and_shows_what_can_be_copied() -> None:
    text = shown(80)
    assert max(len(line) for line in text.splitlines()) <= 80
    for line in (
        "--since PERIOD",
        "-f, --format FORMAT",
        "xjcli facts 班列",
        'eval "$(xjcli completion bash)"',
        "xjcli trade -f json | jq '.[] | select(.yoy_pct > 40)'",
    ):
        assert re.search(rf"^ +{re.escape(line)}$", text, re.MULTILINE), line


def test_the_page_names_every_command_and_every_option() -> None:
    text = page()
    for name, command in commands().items():
        assert f".SS xjcli {name}" in text
        for option in options(command):
            assert all(rf"\fB{escaped(spelling)}\fR" in text for spelling in option.opts)


def test_the_page_names_every_variable_that_the_program_reads() -> None:
    read = re.compile(r'(?:environ\.get\(|environ\[|envvar=)"([A-Z]\w+)"')
    names = {name for path in SOURCES for name in read.findall(path.read_text(encoding="utf-8"))}
    assert names >= {"XJCLI_FACTS", "XJCLI_FORMAT", "NO_COLOR", "FORCE_COLOR", "TERM"}
    assert [name for name in names if rf"\fB{name}\fR" not in page()] == []


def examples() -> Iterator[str]:
    """List the questions among the examples at the end of the page."""
    last = page().partition(".SH EXAMPLES")[2]
    return (
        found[1].replace(r"\-", "-")
        for found in re.finditer(r"^xjcli ((?:trade|growth|why)[^|\n]*)", last, re.MULTILINE)
    )


def test_the_examples_of_the_page_run() -> None:
    found = list(examples())
    assert len(found) >= 5
    assert [ask(*example.split()).code for example in found] == [0] * len(found)


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        (r"a\nb", r"a\enb"),
        ("--sort -x", r"\-\-sort \-x"),
        (".so /etc/passwd", r"\&.so /etc/passwd"),
        ("'br", r"\(aqbr"),
        ('"$(x)"', r"\(dq$(x)\(dq"),
        ("^~`", r"\(ha\(ti\(ga"),
        ("班列", r"\[u73ED]\[u5217]"),
    ],
)
def test_text_means_nothing_to_roff(text: str, roff: str) -> None:
    assert escaped(text) == roff


def test_a_wheel_brings_the_page_to_where_man_looks() -> None:
    files = {str(one): Path(str(one.locate())) for one in metadata.files("xjcli") or () if one.name == PAGE.name}
    if "xjcli/xjcli.1" not in files:
        pytest.skip("not installed from a wheel")
    installed = next(path for name, path in files.items() if name.endswith("share/man/man1/xjcli.1"))
    assert installed.read_bytes() == PAGE.read_bytes()
    assert (
        installed.resolve().parents[3]
        == Path(os.path.realpath(which("xjcli", path=environment()["PATH"]) or "")).parents[1]
    )
