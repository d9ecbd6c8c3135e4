"""What is loaded for an answer, and what does each package cost? Self times of `python -X importtime`, by package.

Run with the Python in which xjcli is installed: `python tests/bench/imports.py --bare`.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bare import SPARE, program
from measuring import environment, machine, markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LINE = re.compile(r"^import time: +(\d+) \| +\d+ \| *(\S+)$", re.MULTILINE)
_ASKED = {
    "--version": ["--version"],
    **{layout: ["trade", "--since", "2012", "-f", layout] for layout in ("csv", "json", "table")},
}
# What takes less than this in milliseconds everywhere is summed up.
_LITTLE = 0.5


def loaded(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, dict[str, float]]:
    """Find the modules that each command loads, with the least of their own times in milliseconds: more is noise."""
    least: dict[str, dict[str, float]] = {name: {} for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            command = [sys.executable, "-X", "importtime", *words]
            done = subprocess.run(command, capture_output=True, text=True, env=environment({}), check=True)
            for time, module in _LINE.findall(done.stderr):
                least[name][module] = min(int(time) / 1000, least[name].get(module, math.inf))
    return least


def by_package(modules: Mapping[str, float]) -> dict[str, float]:
    """Sum by package; `_decimal` belongs to `decimal`."""
    packages: defaultdict[str, float] = defaultdict(float)
    for name, time in modules.items():
        packages[name.partition(".")[0].removeprefix("_")] += time
    return packages


def table(profiles: Mapping[str, Mapping[str, float]]) -> str:
    """Draw the packages, dearest first, with what each takes in each profile."""
    sums = [by_package(modules) for modules in profiles.values()]
    most = {package: max(found.get(package, 0) for found in sums) for found in sums for package in found}
    shown = sorted((package for package in most if most[package] >= _LITTLE), key=lambda package: -most[package])
    rows = [[package, *(f"{found[package]:.1f}" if package in found else "" for found in sums)] for package in shown]
    rest = [sum(time for package, time in found.items() if package not in shown) for found in sums]
    rows += [
        ["all others", *(f"{time:.1f}" for time in rest)],
        ["**together**", *(f"{sum(found.values()):.1f}" for found in sums)],
        ["**modules**", *(str(len(modules)) for modules in profiles.values())],
    ]
    return markdown(["package, ms", *profiles], rows)


def beyond(ours: Mapping[str, float], bare: Mapping[str, float]) -> str:
    """List the modules that a bare program does not load, in the order of loading."""
    rows = [[name, f"{time:.2f}"] for name, time in ours.items() if name not in bare]
    together = sum(time for name, time in ours.items() if name not in bare)
    return markdown(["beyond the bare program: csv", "ms"], [*rows, ["**together**", f"{together:.2f}"]])


def main() -> None:
    """Profile, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11, metavar="N")
    parser.add_argument("--bare", action="store_true", help="compare with a bare Typer program of the same options")
    asked = parser.parse_args()
    commands = {name: ["-m", "xjcli", *words] for name, words in _ASKED.items()}
    with TemporaryDirectory() as folder:
        if asked.bare:
            commands = {"bare": [program(Path(folder), "bare", SPARE), *_ASKED["csv"]]} | commands
        profiles = loaded(commands, asked.runs)
    more = f"{beyond(profiles['csv'], profiles['bare'])}\n" if asked.bare else ""
    sys.stdout.write(f"{table(profiles)}\n{more}{asked.runs} runs in turn, the least of each\n{machine()}")


if __name__ == "__main__":
    main()
