"""How much does an answer cost beyond the start of Typer? Against programs of the same options that do nothing.

Run with the Python of an environment that holds xjcli and nothing else: `python tests/bench/startup.py --runs 41`.
The peers csvlook, sqlite-utils, jq and mlr are taken from the PATH.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bare import NEWCOMER, SPARE, XJCLI, answer, printing, program
from measuring import BY, Program, environment, found, in_turn, machine, markdown, middle, ratio

# The columns that a screen shows of an answer.
_SHOWN = "period,value,yoy_pct,note,source"
_PEERS = ("csvlook", "sqlite-utils", "jq", "mlr")
_LEGEND = (
    "bare: a Typer program of the same options that does nothing; newcomer: the same with Typer's defaults; "
    "printing: it prints the same rows with Rich; on a screen: in a terminal, all others in a pipe"
)


class Question(NamedTuple):
    """What is asked, and of which programs besides; the first of them does all but answer."""

    words: str
    bare: tuple[str, ...] = ("bare",)
    on_screen: bool = False


_CSV = "trade --since 2012 -f csv"
_TABLE = "trade --since 2012 -f table"
_QUESTIONS = (
    Question(_CSV, ("bare", "newcomer")),
    Question("trade --since 2012 -f json"),
    Question(_TABLE, ("printing",)),
    Question("trade --since 2012", ("printing",), on_screen=True),
    Question("--version"),
    Question("--help", ("bare", "newcomer")),
    Question("trade --help", ("bare", "newcomer")),
)


class Case(NamedTuple):
    """A program, the case that does the same without an answer, and the case of xjcli that answers the same."""

    program: Program
    bare: str | None = None
    ours: str | None = None


def cases(folder: Path) -> dict[str, Case]:
    """List what is measured."""
    header, *rows = csv.reader(answer(*_CSV.split(), "-c", _SHOWN).splitlines())
    programs = {
        "bare": program(folder, "bare", SPARE),
        "newcomer": program(folder, "newcomer", NEWCOMER),
        "printing": program(folder, "printing", SPARE, printing(header, rows)),
    }
    known = {"python -c pass": Case(Program([sys.executable, "-c", "pass"]), ours=f"xjcli {_CSV}")}
    for words, bare, on_screen in _QUESTIONS:
        asked = f"{words}, on a screen" if on_screen else words
        known[f"xjcli {asked}"] = Case(Program([str(XJCLI), *words.split()], {}, on_screen), f"{bare[0]} {asked}")
        for name in bare:
            again = Program([programs[name], *words.split()], {}, on_screen)
            known[f"{name} {asked}"] = Case(again, ours=f"xjcli {asked}")
    return known | _completions(programs["newcomer"]) | _peers(folder)


def _completions(newcomer: str) -> dict[str, Case]:
    """Complete the name of a command, where this xjcli can."""
    asking = {"_XJCLI_COMPLETE": "bash"}
    said = subprocess.run([str(XJCLI), "tr"], capture_output=True, env=environment(asking), check=False)
    if said.returncode or b"trade" not in said.stdout:
        sys.stderr.write("skipped: completion, of which this xjcli knows nothing\n")
        return {}
    bare_asking = {"_NEWCOMER_SCRIPT_COMPLETE": "complete_bash", "COMP_WORDS": "newcomer tr", "COMP_CWORD": "1"}
    return {
        "newcomer: complete tr": Case(Program([newcomer], bare_asking), ours="xjcli: complete tr"),
        "xjcli: complete tr": Case(Program([str(XJCLI), "tr"], asking), "newcomer: complete tr"),
    }


def _peers(folder: Path) -> dict[str, Case]:
    """Ask other tools for the same figures, from files that hold them."""
    for layout in ("csv", "json"):
        (folder / f"figures.{layout}").write_text(answer("trade", "-f", layout), encoding="utf-8")
    (folder / "since.csv").write_text(answer(*_CSV.split()), encoding="utf-8")
    figures = str(folder / "figures")
    select = "select * from figures where period >= '2012'"
    mlr = ["--icsv", "--ocsv", "filter", '$period >= "2012"', f"{figures}.csv"]
    asked = {
        "csvlook": (["csvlook", str(folder / "since.csv")], _TABLE),
        "sqlite-utils memory": (["sqlite-utils", "memory", f"{figures}.csv", select, "--table"], _TABLE),
        "mlr": (["mlr", *mlr], _CSV),
        "jq": (["jq", '.[] | select(.period >= "2012")', f"{figures}.json"], _CSV),
    }
    known: dict[str, Case] = {}
    for name, (words, ours) in asked.items():
        path = found(words[0])
        if path is None:
            sys.stderr.write(f"skipped: {words[0]}, which is not installed\n")
        else:
            known[name] = Case(Program([path, *words[1:]]), ours=f"xjcli {ours}")
    return known


def measured(chosen: dict[str, Case], runs: int, by: str) -> str:
    """Run all cases in turn and draw what they took."""
    taken = in_turn({name: case.program for name, case in chosen.items()}, runs)
    rows = []
    for name, case in chosen.items():
        half = middle(taken[name])
        against = [str(ratio(taken[name], taken[other], by)) if other else "" for other in (case.bare, case.ours)]
        rows.append((f"`{name}`", f"{half.wall:.1f}", f"{half.cpu:.1f}", *against))
    return markdown(("command", "ms", "CPU ms", "times its bare program", "times xjcli"), rows)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=41, metavar="N")
    parser.add_argument("--by", choices=BY, default=BY[0], help="what ratios are of")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        table = measured(cases(Path(folder)), asked.runs, asked.by)
    how = f"{asked.runs} runs in turn; medians, ratios of {asked.by} time with quartiles"
    sys.stdout.write(f"{table}\n{how}\n{_LEGEND}\n{machine(_PEERS)}")


if __name__ == "__main__":
    main()
