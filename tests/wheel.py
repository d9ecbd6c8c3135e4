"""Check two builds of one commit, as a program: the same bytes, all that belongs into a wheel, and nothing else."""

from __future__ import annotations

import re
import sys
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEEDED = {"xjcli/__init__.py", "xjcli/cli.py", "xjcli/facts.json", "xjcli/py.typed"}
_OURS = re.compile(r"xjcli/(.*\.py|py\.typed|facts\.json|xjcli\.1)")
_BESIDE = re.compile(r"xjcli-[^/]+\.(dist-info/([A-Z]+|entry_points\.txt|licenses/LICENSE)|data/.*/xjcli\.1)")


def faults(wheel: Path) -> Iterable[str]:
    """Say what a wheel lacks, and what it holds that it should not."""
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        yield from (f"{name} is missing" for name in _NEEDED - names)
        yield from (f"{name} does not belong" for name in names if not _belongs(name))
        if not any(name.endswith("share/man/man1/xjcli.1") for name in names):
            yield "the man page is missing"
        name = next(name for name in names if name.endswith("/METADATA"))
        metadata = message_from_bytes(archive.read(name))
        for key in ("Name", "Version", "Summary", "License-Expression", "Requires-Python", "Description-Content-Type"):
            if not metadata[key]:
                yield f"the metadata lack {key}"


def _belongs(name: str) -> bool:
    return bool(_OURS.fullmatch(name) or _BESIDE.fullmatch(name))


def main(first: Path, second: Path) -> int:
    """Compare the distributions of two folders and check the wheel; return 1 and say why when something is wrong."""
    names = sorted(path.name for path in first.iterdir())
    found = [f"{name} differs" for name in names if (first / name).read_bytes() != (second / name).read_bytes()]
    for wheel in first.glob("*.whl"):
        found += faults(wheel)
    for fault in found or [f"{', '.join(names)}: twice the same bytes, complete"]:
        print(fault)  # noqa: T201 - a program
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
