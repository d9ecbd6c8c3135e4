"""How long does a program take, and how much memory? Programs run in turn, so that a busy machine is fair to all."""

from __future__ import annotations

import fcntl
import os
import platform
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The last is no part of xjcli, but where it is installed msgspec loads it at every start.
_PACKAGES = ("typer", "rich", "msgspec", "tabulate", "typing_extensions")
# What would decide about output or about the start, so that it must be the same for all and everywhere.
_DECIDING = re.compile("NO_COLOR|FORCE_COLOR|COLUMNS|LINES|PYTHON.*|XJCLI_.*|_.*_COMPLETE|COMP_.*")
_MIB = 1 << 20
_SCREEN = (24, 100)
_MOST_SAID = 1000


class Program(NamedTuple):
    """A command line, the path of a file first, with what its environment needs, and whether it writes on a screen."""

    words: Sequence[str]
    extra: Mapping[str, str] = {}
    on_screen: bool = False


class Run(NamedTuple):
    """What one run took: until its end and until its first output in milliseconds, and its most memory in MiB."""

    wall: float
    first: float
    cpu: float
    memory: float


# By which of these ratios are made: on a busy machine the time of the processor tells more.
BY = ("wall", "cpu")


class Ratio(NamedTuple):
    """The median of the ratios of runs made side by side, and their quartiles."""

    low: float
    middle: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f} to {self.high:.2f})"


def found(name: str) -> str | None:
    """Find a program beside this Python, or on the PATH."""
    scripts = str(Path(sys.executable).parent)
    return shutil.which(name, path=f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}")


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Make an environment in which nothing but what is given decides about output."""
    kept = {name: value for name, value in os.environ.items() if not _DECIDING.fullmatch(name)}
    return kept | {"TERM": "xterm-256color"} | dict(extra)


def run(program: Program) -> Run:
    """Run a program and read at once what it writes; raises SystemExit with what it says when it fails."""
    reading, writing = _screen() if program.on_screen else os.pipe()
    with TemporaryFile() as talk:
        start = time.perf_counter()
        child = _spawn(program, writing, talk.fileno())
        os.close(writing)
        first = 0.0
        while _read(reading):
            first = first or time.perf_counter() - start
        _, status, used = os.wait4(child, 0)
        wall = time.perf_counter() - start
        os.close(reading)
        if status:
            talk.seek(0)
            said = talk.read(_MOST_SAID).decode(errors="replace")
            raise SystemExit(f"{' '.join(program.words)} failed ({os.waitstatus_to_exitcode(status)}): {said}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(wall * 1000, first * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss * unit / _MIB)


def _spawn(program: Program, output: int, talk: int) -> int:
    """Start a program; it counts the memory of its parent as its own, so whoever measures has to stay small."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, output, 1),
        (os.POSIX_SPAWN_DUP2, talk, 2),
    ]
    return os.posix_spawn(program.words[0], list(program.words), environment(program.extra), file_actions=actions)


def _screen() -> tuple[int, int]:
    reading, writing = pty.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", *_SCREEN, 0, 0))
    return reading, writing


def _read(reading: int) -> bytes:
    try:
        return os.read(reading, _MIB)
    except OSError:  # Linux tells the end of a terminal with an error
        return b""


def in_turn(programs: Mapping[str, Program], runs: int, *, warm_ups: int = 2) -> dict[str, list[Run]]:
    """Run programs A B C A B C …, each round beginning with another, after a few runs that are not counted."""
    names = list(programs)
    for name in names * warm_ups:
        run(programs[name])
    taken: dict[str, list[Run]] = {name: [] for name in names}
    for i in range(runs):
        for name in names[i % len(names) :] + names[: i % len(names)]:
            taken[name].append(run(programs[name]))
    return taken


def ratio(ours: Sequence[Run], theirs: Sequence[Run], by: str) -> Ratio:
    """Compare runs that were made side by side."""
    ratios = [getattr(one, by) / getattr(other, by) for one, other in zip(ours, theirs, strict=True)]
    return Ratio(*quantiles(ratios, n=4, method="inclusive")) if len(ratios) > 1 else Ratio(*ratios * 3)


def middle(runs: Sequence[Run]) -> Run:
    """Take the median of each number."""
    return Run(*(median(column) for column in zip(*runs, strict=True)))


def markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Draw a table; all columns but the first hold numbers."""
    marks = ["---", *("--:" for _ in names[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (names, marks, *rows)) + "\n"


def machine(peers: Sequence[str] = ()) -> str:
    """Describe in one line on what was measured."""
    python = f"Python {platform.python_version()}"
    parts = [f"{_processor()}, {os.cpu_count()} cores", platform.platform(terse=True), python]
    parts += [f"{name} {_version(name)}" for name in _PACKAGES]
    return "; ".join([*parts, *(_of_itself(path) for path in map(found, peers) if path)]) + "\n"


def _processor() -> str:
    try:
        known = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        known = None
    return known[1] if known else platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _of_itself(path: str) -> str:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"[0-9][0-9.]*", (said.stdout or said.stderr))
    return f"{Path(path).name} {number[0] if number else 'of unknown version'}"
