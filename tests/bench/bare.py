"""What does nothing cost? Programs that take what `xjcli trade` takes, start as xjcli does, and do not answer."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from measuring import environment

XJCLI = Path(sys.executable).parent / "xjcli"
# As xjcli asks Typer for no more than it needs, and as a newcomer writes it.
SPARE, NEWCOMER = "add_completion=False, rich_markup_mode=None", ""
_OPTION = re.compile(r"^  (?:(-\w), )?(--[\w-]+)(?: ([A-Z][A-Z,]*))?(?: {2,}(\S.*))?$", re.MULTILINE)
_PROGRAM = '''"""A program that takes what `xjcli trade` takes."""

from typing import Annotated

import typer

app = typer.Typer({settings})


def _version(asked: bool) -> None:
    if asked:
        typer.echo("bare 1.0.0")
        raise typer.Exit


@app.callback()
def start(
    facts: Annotated[str | None, typer.Option("--facts", envvar="BARE_FACTS", help="Use another file.")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    """Do nothing."""


@app.command()
def trade(
    words: Annotated[list[str] | None, typer.Argument(help="Some words.")] = None,
{parameters}
) -> None:
    """Show the figures."""
{body}

def main() -> None:
    app()
'''
_PRINTING = """    import sys

    from rich.console import Console
    from rich.table import Table

    table = Table(*{header!r})
    for row in {rows!r}:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else {width}).print(table)
"""
_WIDTH = 200


def answer(*words: str) -> str:
    """Ask xjcli; raises CalledProcessError when it fails."""
    return subprocess.run([XJCLI, *words], capture_output=True, text=True, env=environment({}), check=True).stdout


def printing(header: list[str], rows: list[list[str]]) -> str:
    """Make the body of a program that prints a table with Rich."""
    return _PRINTING.format(header=header, rows=rows, width=_WIDTH)


def program(folder: Path, name: str, settings: str, body: str = "") -> str:
    """Write a program with the options of `xjcli trade`, started by a script like its own, and return its path."""
    options = [option for option in _OPTION.findall(answer("trade", "--help")) if option[1] != "--help"]
    parameters = "\n".join(f"    a{i}: {_parameter(*option)}," for i, option in enumerate(options))
    text = _PROGRAM.format(settings=settings, parameters=parameters, body=body)
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    script = folder / f"{name}-script"
    started = re.sub(r"from xjcli\S* import", f"from {name} import", XJCLI.read_text(encoding="utf-8"))
    script.write_text(started, encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def _parameter(short: str, long: str, metavar: str, text: str) -> str:
    names = f"{long!r}, {short!r}" if short else f"{long!r}"
    kind, default = ("int | None" if metavar == "N" else "str | None", "None") if metavar else ("bool", "False")
    return f"Annotated[{kind}, typer.Option({names}, help={text!r})] = {default}"
