"""Make the manual page from the commands themselves; as a program, write it into the package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

import xjcli
from xjcli import loading
from xjcli.cli import app
from xjcli.command import Commands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = Path(xjcli.__file__).parent / "xjcli.1"
_SPECIAL = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
_ABOUT = (
    (
        "Figures of the foreign trade and the trade routes of Xinjiang, from a fact base that comes with the program: "
        "each with its unit, date, status and source, each computed rate with the interval that the digits allow."
    ),
    (
        "Unasked, a command shows the headline series. Name others, which xjcli facts lists, or filter. A PERIOD is a "
        "year, month, day or an interval of them: 2024, 2024-06, 2024-06-25, 2024-01/2024-11."
    ),
    "Data goes to standard output: a table in a terminal, TSV in a pipe. Notes and errors go to standard error.",
)
_ENVIRONMENT = {
    "XJCLI_FACTS": "The fact base to use where --facts names none.",
    "XJCLI_FORMAT": "The format to use where -f names none and neither --say, --cite, --chart nor --get means another.",
    "NO_COLOR": "When it is set and not empty, and --color does not say otherwise: no colour.",
    "FORCE_COLOR": "Colour even in a pipe; 0 and false: none. NO_COLOR comes first.",
    "TERM": "When it is dumb: no colour; when it is dumb or linux: bars of plain characters.",
    "COLUMNS": "The width of a terminal, before what it says itself.",
}
_STATUS = {
    "0": "Done; also when nothing matched: a note then says what there is instead.",
    "1": "The fact base cannot be used, no series can be answered, check found a fault, a claim that was named is "
    "contradicted, or the output could not be written.",
    "2": "Wrong usage: an unknown option, series, column, format or period.",
    "130": "Interrupted.",
}
_EXAMPLES = {
    "Foreign trade since 2012:": "xjcli trade --since 2012",
    "One value for a script:": "xjcli trade --get 2024",
    "Growth of two series, fastest first:": "xjcli growth trade trains --sort -cagr_pct",
    "Where a figure comes from, and what contradicts it:": "xjcli why trade 2024",
    "Years in which trade rose by more than 40 percent:": "xjcli trade -f json | jq '.[] | select(.yoy_pct > 40)'",
    "The same with Miller:": "xjcli trade -f csv | mlr --icsv --opprint filter '$yoy_pct > 40'",
    "Tab completion in bash, zsh and fish:": 'eval "$(xjcli completion bash)"\neval "$(xjcli completion zsh)"\n'
    "xjcli completion fish | source",
}


def commands() -> dict[str, TyperCommand]:
    """Build every command, by its name."""
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    return {name: group.get_command(None, name) for name in group.list_commands(None)}


def page() -> str:
    """Make the page."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    known = commands()
    together = _together(known)
    yield r".\" Made by tests/manual.py from the commands; a change here is lost."
    yield f'.TH XJCLI 1 "{loading.bundled().date}" "xjcli {xjcli.__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"xjcli \- look up the foreign trade and the trade routes of Xinjiang"
    yield ".SH SYNOPSIS"
    yield rf"\fBxjcli\fR [\fB{escaped('--facts')}\fR \fIFILE\fR] \fICOMMAND\fR [\fIARGUMENT\fR]..."
    yield ".SH DESCRIPTION"
    yield from _paragraphs(_ABOUT)
    yield ".SH COMMANDS"
    for name, command in known.items():
        yield from _section(name, command, [one for one in options(command) if _key(one) not in together])
    yield ".SH OPTIONS OF SEVERAL COMMANDS"
    yield "With every command that answers with a table, unless commands are named."
    for key, names in together.items():
        option = next(one for one in options(known[names[0]]) if _key(one) == key)
        yield from _tagged(_spelled(option), f"{option.help}{_takers(names, known)}")
    yield from _tagged(r"\fB\-h\fR, \fB\-\-help\fR", "Show the help of a command.")
    for title, texts in (("ENVIRONMENT", _ENVIRONMENT), ("EXIT STATUS", _STATUS)):
        yield f".SH {title}"
        for word, text in texts.items():
            yield from _tagged(rf"\fB{escaped(word)}\fR", text)
    yield ".SH EXAMPLES"
    for number, (text, example) in enumerate(_EXAMPLES.items()):
        yield from (".PP",) if number else ()
        yield from (escaped(text), *_literal(example.splitlines()))
    yield ".SH SEE ALSO"
    yield from (".BR jq (1),", ".BR mlr (1)")


def options(command: TyperCommand) -> list[TyperOption]:
    """List the options of a command."""
    return [one for one in command.params if isinstance(one, TyperOption)]


def _together(known: dict[str, TyperCommand]) -> dict[tuple[str, ...], list[str]]:
    """Find the options that several commands share, with the names of these."""
    takers: dict[tuple[str, ...], list[str]] = {}
    for name, command in known.items():
        for option in options(command):
            takers.setdefault(_key(option), []).append(name)
    return {key: names for key, names in takers.items() if len(names) > 1}


def _takers(names: list[str], known: dict[str, TyperCommand]) -> str:
    """Say which commands take an option, where these are not all that answer with a table."""
    tables = [name for name, command in known.items() if any("--format" in one.opts for one in options(command))]
    if names == [*known]:
        return " With every command."
    if set(names) < set(tables):
        return f" With {', '.join(names)}."
    others = [name for name in names if name not in tables]
    return f" Also with {', '.join(others)}." if others else ""


def _key(option: TyperOption) -> tuple[str, ...]:
    return (*option.opts, str(option.metavar), str(option.help))


def _section(name: str, command: TyperCommand, own: list[TyperOption]) -> Iterator[str]:
    arguments = [one for one in command.params if isinstance(one, TyperArgument)]
    usage = "".join(f" {escaped(str(one.metavar))}" for one in arguments)
    yield f".SS xjcli {name}{usage}"
    yield from _paragraphs([str(command.help)])
    for argument in arguments:
        yield from _tagged(rf"\fI{escaped(str(argument.metavar))}\fR", str(argument.help))
    for option in own:
        yield from _tagged(_spelled(option), str(option.help))
    yield ".PP"
    yield "Examples:"
    yield from _literal(re.findall(r"^ +(xjcli .*)$", str(command.epilog), re.MULTILINE))


def _spelled(option: TyperOption) -> str:
    names = ", ".join(rf"\fB{escaped(name)}\fR" for name in sorted(option.opts, key=len))
    return names if option.is_flag else rf"{names} \fI{escaped(str(option.metavar))}\fR"


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from (".PP", escaped(text)) if number else (escaped(text),)


def _tagged(tag: str, text: str) -> Iterator[str]:
    yield from (".TP", tag, escaped(text))


def _literal(lines: Iterable[str]) -> Iterator[str]:
    yield from (".PP", ".RS 4", ".EX", *(escaped(line) for line in lines), ".EE", ".RE")


def escaped(text: str) -> str:
    """Keep text from meaning anything to roff."""
    safe = "".join(_SPECIAL.get(one, one if one.isascii() else f"\\[u{ord(one):04X}]") for one in text)
    return rf"\&{safe}" if safe[:1] == "." else safe


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
