"""What do all commands share? Output options, views of the fact base, and the way from words to a written answer."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
import inspect
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xjcli import __version__, errors, streams
from xjcli.failure import FAILED, Group

if TYPE_CHECKING:
    from xjcli.facts import FactBase
    from xjcli.render import Paper
    from xjcli.table import Table


def _version(asked: bool) -> None:
    if asked:
        streams.write([f"xjcli {__version__}\n"], exact=False)
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
]
_FACTS_HELP = "Use another fact base; - reads standard input."
FactsOption = Annotated[str | None, typer.Option("--facts", metavar="FILE", envvar="XJCLI_FACTS", help=_FACTS_HELP)]


def _shared(name: str, annotation: object, default: object = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


# What every command takes besides its question, in one place.
_SHARED = (
    _shared(
        "layout",
        Annotated[
            str | None,
            typer.Option(
                "--format", "-f", metavar="FORMAT",
                help="table, tsv, csv, json, jsonl, lines, markdown, html, latex, plain, simple, grid, psql, rst, "
                "mediawiki; for sources also references, bibtex, csl-json. Without it what XJCLI_FORMAT "
                "says, else table in a terminal and tsv in a pipe.",
            ),
        ],
    ),
    _shared("columns", Annotated[str | None, typer.Option("--columns", "-c", metavar="A,B", help="Show these.")]),
    _shared("order", Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help="Sort; -COLUMN descends.")]),
    _shared("most", Annotated[int | None, typer.Option("--limit", "-n", metavar="N", help="Show the first N rows.")]),
    _shared("no_header", Annotated[bool, typer.Option("--no-header", help="Leave out the header: csv, tsv.")], False),
    _shared("color", Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")], "auto"),
    _shared("facts_file", Annotated[str | None, typer.Option("--facts", metavar="FILE", help=_FACTS_HELP)]),
    _shared("version", VersionOption, False),
)  # fmt: skip


# How a question may see the facts.
_VIEWS = {
    parameter.name: parameter
    for parameter in (
        _shared(
            "as_of",
            Annotated[
                str | None,
                typer.Option("--as-of", metavar="DATE", help="Use only what had been published by then: 2024-12-31."),
            ],
        ),
        _shared(
            "currency",
            Annotated[
                str | None,
                typer.Option("--currency", metavar="CUR", help="Show money in CNY or USD, at each year's own rate."),
            ],
        ),
        _shared(
            "lang", Annotated[str, typer.Option("--lang", metavar="LANG", help="Titles and units: en or zh.")], "en"
        ),
    )
}
# What else may be shown of an answer.
_LOOKS = {
    parameter.name: parameter
    for parameter in (
        _shared("cite", Annotated[bool, typer.Option("--cite", help="Show the references of the answer.")], False),
        _shared("chart", Annotated[bool, typer.Option("--chart", help="Draw the numbers as bars.")], False),
    )
}


# What builds each command, in the order in which help lists them.
_BUILDERS: dict[str, Callable[[], Any]] = {}


class Commands(Group):
    """The commands, each built when it is asked for: to build them all takes longer than to answer one."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is Click's
        """Name the commands."""
        return list(_BUILDERS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as above
        """Build a command once; None for an unknown name."""
        if cmd_name in _BUILDERS and cmd_name not in self.commands:
            self.commands[cmd_name] = _BUILDERS[cmd_name]()
        return self.commands.get(cmd_name)


def command(
    name: str, summary: str, examples: tuple[str, ...], offered: tuple[str, ...] = ()
) -> Callable[[Callable[..., "Table"]], Callable[..., "Table"]]:
    """Make a command of a question: a function from a fact base, a view of it and what was asked to a table.

    `offered` names what the command takes of the views and of the looks that several share.
    """

    def register(question: Callable[..., "Table"]) -> Callable[..., "Table"]:
        def build() -> Any:
            epilog = "\b\nExamples:\n" + "\n".join(f"  xjcli {example}" for example in examples)
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(name, help=summary, short_help=summary, epilog=epilog)(_door(question, offered))
            return typer.main.get_command(alone)

        _BUILDERS[name] = build
        return question

    return register


def _door(question: Callable[..., "Table"], offered: tuple[str, ...]) -> Callable[..., None]:
    """Make the function that Typer calls: it takes what the question, what it offers and every answer take."""

    def door(ctx: typer.Context, **asked: Any) -> None:
        output = {parameter.name: asked.pop(parameter.name) for parameter in _SHARED}
        output |= {name: asked.pop(name) for name in _LOOKS if name in asked}
        seen = {name: asked.pop(name) for name in _VIEWS if name in asked}
        path = ctx.find_root().params["facts_file"] if output["facts_file"] is None else output["facts_file"]

        def ask() -> "tuple[FactBase, Table]":
            from xjcli.views import View

            base = _load(path)
            return base, question(base, View(**seen), **asked)

        _show(ask, output)

    own = list(inspect.signature(question).parameters.values())[2:]
    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    taken = (*own, *((_VIEWS | _LOOKS)[name] for name in offered), *_SHARED)
    parameters = [context, *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in taken)]
    # Typer reads what to ask for from the signature.
    door.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    door.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return door


def _load(path: str | None) -> "FactBase":
    from xjcli import loading

    if path is not None:
        return loading.decode(streams.read(path), "standard input" if path == "-" else path)
    return loading.bundled()


def _show(ask: Callable[[], "tuple[FactBase, Table]"], output: dict[str, Any]) -> None:
    """Ask, arrange and write the answer, or the sources that it shows; notes follow on standard error."""
    from xjcli import render

    if output["color"] not in {"auto", "always", "never"}:
        raise errors.unknown("colour choice", output["color"], ("auto", "always", "never"))
    paper = render.Paper(streams.screen(output["color"]), not output["no_header"], output.get("chart", False))
    usual = _usual_format(paper)
    chosen = output["layout"]
    if chosen is not None:
        render.writer(chosen, paper)  # refused before anything is computed
    answer = _arranged(*ask(), output)
    name = chosen or answer.meant_for or usual
    exact = name in render.EXACT_FORMATS and not paper.screen.is_terminal
    if streams.write(render.writer(name, paper)(answer), exact=exact):
        for note in answer.notes:
            streams.say(f"note: {note}")
    if answer.has_fault:
        raise typer.Exit(FAILED)


def _usual_format(paper: "Paper") -> str:
    """Choose the format for whoever asks for none: a table for eyes, else what XJCLI_FORMAT says, else TSV."""
    from xjcli import render

    own = os.environ.get("XJCLI_FORMAT")
    if own and not paper.chart:
        if own not in render.WRITERS:
            raise errors.unknown("format of XJCLI_FORMAT", own, render.WRITERS)
        return own
    return "table" if paper.screen.is_terminal or paper.chart else "tsv"


def _arranged(facts: "FactBase", answer: "Table", output: dict[str, Any]) -> "Table":
    """Sort, cut and choose, and turn what is left into its sources where these were asked for."""
    from xjcli import table

    if output["order"] is not None:
        answer = table.sort(answer, output["order"])
    if output["most"] is not None:
        answer = table.limit(answer, output["most"])
    if output.get("cite"):
        from xjcli.reports import sources

        answer = sources.cited(facts, answer)
    return answer if output["columns"] is None else table.choose(answer, output["columns"])
