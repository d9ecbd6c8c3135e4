"""What a command-line data tool must survive: the cases of `faults/cases.md`, each run by bash as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from faults import adapter, documents, malformed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the cases need the tools and devices of Linux")

HELPERS = Path(documents.__file__).parent
CASE = re.compile(r"^### (F\d\d) · (.+)\n```sh\n((?:.*\n)*?)```\nGood: ", re.MULTILINE)
CASES = [found.groups() for found in CASE.finditer((HELPERS / "cases.md").read_text(encoding="utf-8"))]


class Ground(NamedTuple):
    """Where the cases find what they use."""

    adapter: Path
    fixtures: Path


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = tmp_path_factory.mktemp("faults")
    made = Ground(folder / "adapter", folder / "fixtures")
    adapter.write(made.adapter)
    documents.write(made.fixtures)
    malformed.write(made.fixtures)
    return made


def verdict(block: str, folder: Path, ground: Ground | None = None) -> str:
    """Run the block of a case in a shell that knows its words, and return the last line that it prints."""
    places = {
        "PY": sys.executable,
        "ENTRY": str(adapter.ENTRY),
        "H": str(HELPERS),
        "SRC": str(HELPERS.parent.parent),
        "W": str(folder),
    }
    if ground:
        places |= {"A": str(ground.adapter), "F": str(ground.fixtures)}
    done = subprocess.run(
        ["bash", "-c", f'. "$H/prelude.sh"\n{block}\nended=yes'],
        env=os.environ | places,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd="/",
        timeout=120,
        check=False,
    )
    lines = done.stdout.decode(errors="replace").splitlines()
    return lines[-1].strip() if lines else f"no verdict: {done.stderr.decode()}"


@pytest.mark.parametrize("block", [pytest.param(block, id=f"{name} {title}") for name, title, block in CASES])
def test_a_fault_is_survived(block: str, ground: Ground, tmp_path: Path) -> None:
    said = verdict(block, tmp_path, ground)
    if said.startswith("SKIP "):
        pytest.skip(said[5:])
    assert said == "PASS"


def test_there_are_53_cases() -> None:
    assert len({name for name, _, _ in CASES}) == len(CASES) == 53


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("want reason true", "PASS"),
        ("want one false; want two true; want three false", "FAIL one; three [rc=- err=]"),
        ("skip for a reason; want other false", "SKIP for a reason"),
        ("want reason no-such-word; no-such-word", "FAIL reason; unknown words: no-such-word no-such-word [rc=- err=]"),
        ("exit 0", "FAIL broke off [rc=- err=]"),
        ("for", "FAIL broke off [rc=- err=]"),
        ("want reason true $unset", "FAIL broke off [rc=- err=]"),
        ("cap true; quiet", "PASS"),
        ("cap sh -c 'exit 3'; quiet x", "FAIL x: rc 3 [rc=3 err=]"),
        ("cap sh -c 'echo note >&2'; quiet", "FAIL stderr used [rc=0 err=note]"),
        ("cap echo Exception ignored in x; quiet", "FAIL traceback [rc=0 err=]"),
        ("cap echo x; answered", "PASS"),
        ("cap true; answered", "FAIL nothing written [rc=0 err=]"),
        ("cap sh -c 'echo xjcli: no >&2; exit 1'; refused", "PASS"),
        ("cap sh -c 'echo xjcli: no >&2; exit 2'; misused", "PASS"),
        ("cap sh -c 'echo xjcli: no >&2; exit 2'; refused x", "FAIL x: rc 2, not 1 [rc=2 err=xjcli: no]"),
        ("cap sh -c 'echo a; echo xjcli: no >&2; exit 1'; refused", "FAIL stdout used [rc=1 err=xjcli: no]"),
        ("cap sh -c 'exit 1'; refused", "FAIL 0 lines on stderr; not said by the program [rc=1 err=]"),
    ],
)
def test_a_case_says_what_is_wrong(block: str, said: str, tmp_path: Path) -> None:
    assert verdict(block, tmp_path) == said
