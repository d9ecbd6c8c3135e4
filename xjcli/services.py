"""What else is asked? Doors to the fact base as a file, and to the shell: soundness, schema, export, completion."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from xjcli import errors, streams
from xjcli.command import file_command, service

if TYPE_CHECKING:
    from xjcli.facts import FactBase
    from xjcli.table import Table


@file_command(
    "check",
    "Check a fact base: every fault with its place, and exit 1 if there is one.",
    (
        "check",
        "check facts.json -f csv",
        "check --sort fault -n 10",
    ),
)
def check(
    path: str | None,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The file; without, the facts in use.", show_default=False)
    ] = None,
) -> "Table":
    """Answer `check`: of the file named last, else of the fact base in use."""
    from xjcli import loading, soundness

    chosen = path if file is None else file
    return soundness.check(loading.bundled_bytes() if chosen is None else streams.read(chosen))


@service(
    "schema",
    "Print the JSON Schema of a fact base.",
    (
        "schema",
        "schema > facts.schema.json",
        "schema | head -3",
    ),
)
def schema() -> Iterable[str]:
    """Answer `schema`."""
    from xjcli import schema

    return (schema.text(),)


@service(
    "export",
    "Write the fact base for other programs: datapackage, sqlite, sdmx-csv or json-stat.",
    (
        "export sqlite facts.sqlite",
        "export datapackage facts --force",
        "export json-stat facts.stat.json --facts facts.json",
    ),
    of_facts=True,
)
def export(
    facts: "FactBase",
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="What other programs read.", show_default=False)],
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file; for datapackage a folder.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> Iterable[str]:
    """Answer `export`: nothing on standard output, where it went on standard error."""
    from xjcli import exports

    streams.say(f"note: {exports.export(facts, kind, path, force=force)}")
    return ()


@service(
    "completion",
    "Print what makes a shell complete commands, options and names: for bash, zsh or fish.",
    (
        "completion bash",
        "completion zsh > _xjcli",
        "completion fish | source",
    ),
)
def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)],
) -> Iterable[str]:
    """Answer `completion`."""
    from xjcli import shells

    if shell not in shells.SCRIPTS:
        raise errors.unknown("shell", shell, shells.SCRIPTS)
    return (shells.SCRIPTS[shell],)
