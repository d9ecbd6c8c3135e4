"""Write the adapter: one small executable a verb, so that a case says what it asks without knowing how it is asked."""

from __future__ import annotations

import shlex
import sysconfig
from pathlib import Path

# "$1" is the argument of the verb: a file, or a name.
VERBS = {
    "table": "trade -f table",
    "csv": "trade -f csv",
    "json": "trade -f json",
    "tsv": "trade -f tsv",
    "markdown": "trade -f markdown",
    "file": '--facts "$1" facts --observations -f table',
    "file-csv": '--facts "$1" facts --observations -f csv',
    "file-json": '--facts "$1" facts --observations -f json',
    "file-tsv": '--facts "$1" facts --observations -f tsv',
    "file-markdown": '--facts "$1" facts --observations -f markdown',
    "stdin": "--facts - facts --observations -f table",
    "growth": '--facts "$1" growth -f table',
    "ask": 'trade -f table "$1"',
    "usage": "trade --no-such-option",
    "help": "--help",
    "version": "--version",
}
# As it was installed: `python -m` would put the current folder first, where a case may have laid hostile files.
ENTRY = Path(sysconfig.get_path("scripts")) / "xjcli"


def write(folder: Path) -> None:
    """Write the executables into a folder of their own."""
    folder.mkdir()
    for verb, words in VERBS.items():
        path = folder / verb
        path.write_text(f"#!/bin/sh\nexec {shlex.quote(str(ENTRY))} {words}\n")
        path.chmod(0o755)
