"""What does each observation cost, in time and in memory? Against jq, which makes the same rows from the same file.

Run with the Python in which xjcli is installed: `python tests/bench/size.py 10000 100000 1000000 --runs 3`.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bare import XJCLI
from generate import write
from measuring import BY, Program, Run, environment, found, in_turn, machine, markdown, middle, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SINCE = "2012"
_PER_SERIES = 100
_NAMES = {
    "observations": f"facts --observations --since {_SINCE} -f csv",
    "growth": "growth -f csv",
    "jq": "jq, growth left empty",
    "jq growth": "jq, with growth",
}
# In floating point the last of four decimals may differ.
_CLOSE = 0.00011


def programs(file: Path) -> dict[str, Program]:
    """List what is measured with a fact base; jq does the work of the observations."""
    ours = [str(XJCLI), "--facts", str(file)]
    known = {
        "observations": Program([*ours, *_NAMES["observations"].split()]),
        "growth": Program([*ours, *_NAMES["growth"].split()]),
    }
    jq = found("jq")
    if jq is None:
        sys.stderr.write("skipped: jq, which is not installed\n")
        return known
    asked = [jq, "-r", "--arg", "since", _SINCE, "-f"]
    folder = Path(__file__).parent
    return known | {
        "jq": Program([*asked, str(folder / "observations.jq"), str(file)]),
        "jq growth": Program([*asked, str(folder / "observations-growth.jq"), str(file)]),
    }


def check(known: Mapping[str, Program]) -> str:
    """Hold the rows of jq against those of xjcli; raises SystemExit where they differ."""
    count = 0
    for name in ("jq", "jq growth"):
        pairs = zip_longest(_rows(known["observations"]), _rows(known[name]))
        for count, (ours, theirs) in enumerate(pairs, 1):
            if not (ours and theirs and _alike(ours, theirs, with_growth=name == "jq growth")):
                raise SystemExit(f"{_NAMES[name]} differs in row {count}:\n{ours}\n{theirs}")
    return f"{count:,} rows are the same in every column, growth to four decimals"


def _rows(program: Program) -> Iterator[dict[str, str]]:
    with subprocess.Popen(
        program.words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(program.extra)
    ) as process:
        yield from csv.DictReader(process.stdout or ())


def _alike(ours: Mapping[str, str], theirs: Mapping[str, str], *, with_growth: bool) -> bool:
    """Compare two rows; where growth is left empty, the other columns alone."""
    if ours == theirs:
        return True
    if {**ours, "yoy_pct": ""} != {**theirs, "yoy_pct": ""}:
        return False
    growths = [float(row["yoy_pct"] or "nan") for row in (ours, theirs)]
    return not with_growth or abs(growths[0] - growths[1]) < _CLOSE


def _measured(size: int, folder: Path, runs: int) -> tuple[dict[str, list[Run]], float]:
    """Measure with a fact base of that size; return the runs and the size of the file in MiB."""
    file = folder / f"{size}.json"
    with file.open("w", encoding="utf-8") as text:
        write(text, size, max(1, size // _PER_SERIES))
    taken = in_turn(programs(file), runs, warm_ups=min(1, runs - 1))
    mebibytes = file.stat().st_size / (1 << 20)
    file.unlink()
    return taken, mebibytes


def _row(size: int, name: str, taken: Mapping[str, list[Run]], by: str, before: tuple[int, Run] | None) -> list[str]:
    half = middle(taken[name])
    further = f"{(half.cpu - before[1].cpu) * 1000 / (size - before[0]):.2f}" if before else ""
    row = [f"{size:,}", _NAMES[name], f"{half.wall / 1000:.2f}", f"{half.cpu / 1000:.2f}", f"{half.first / 1000:.2f}"]
    row += [f"{half.memory:.0f}", f"{half.cpu * 1000 / size:.2f}", further]
    if name != "observations" or "jq" not in taken:
        return [*row, "", "", ""]
    times = [str(ratio(taken[name], taken[other], by)) for other in ("jq", "jq growth")]
    return [*row, *times, f"{half.memory / middle(taken['jq']).memory:.2f}"]


def measured(sizes: Sequence[int], runs: int, by: str) -> str:
    """Measure with fact bases of all sizes and draw what was taken."""
    rows: list[list[str]] = []
    before: dict[str, tuple[int, Run]] = {}
    with TemporaryDirectory() as folder:
        for size in sorted(sizes):
            taken, mebibytes = _measured(size, Path(folder), runs)
            sys.stderr.write(f"{size:,} observations: {mebibytes:.1f} MiB\n")
            rows += [_row(size, name, taken, by, before.get(name)) for name in taken]
            before = {name: (size, middle(taken[name])) for name in taken}
    header = ("observations", "command", "s", "CPU s", "first row, s", "MiB", "CPU µs each", "CPU µs each further")
    return markdown((*header, "times jq", "times jq with growth", "memory of jq"), rows)


def checked() -> str:
    """Check with a small fact base that jq and xjcli do the same work."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "small.json"
        with file.open("w", encoding="utf-8") as text:
            write(text, _PER_SERIES**2, _PER_SERIES)
        known = programs(file)
        return check(known) if "jq" in known else "no jq to compare with"


def main() -> None:
    """Check, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", metavar="N", help="observations, 10,000 times a hundred unasked")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--by", choices=BY, default=BY[0], help="what ratios are of")
    asked = parser.parse_args()
    same = checked()
    table = measured(asked.sizes or [10_000, 100_000, 1_000_000], asked.runs, asked.by)
    how = f"{asked.runs} runs in turn; medians, ratios of {asked.by} time with quartiles"
    sys.stdout.write(f"{table}\n{same}; {how}\n{machine(['jq'])}")


if __name__ == "__main__":
    main()
