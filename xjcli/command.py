"""How does a command come about? Built when it is asked for, and led from words to what is written."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
import inspect
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer
from msgspec import structs

from xjcli import errors, streams
from xjcli.failure import DONE, FAILED, Group
from xjcli.options import COLORS, FACTS, LOOKS, OUTPUT, VERSION, VIEWS

if TYPE_CHECKING:
    from xjcli.facts import FactBase
    from xjcli.render import Paper
    from xjcli.table import Table

# What a shell sets to be told how a line may go on.
_COMPLETING = "_XJCLI_COMPLETE"
_MOST_NOTES = 100
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

    def run(self, args: Any = None, **extra: Any) -> Any:
        """Run a command line, or tell a shell how it may go on."""
        shell = os.environ.get(_COMPLETING)
        if shell is None:
            return super().run(args, **extra)
        from xjcli import completion

        streams.write(completion.answer(shell, self, sys.argv[1:] if args is None else args), exact=True)
        return DONE


def command(
    name: str, summary: str, examples: tuple[str, ...], offered: tuple[str, ...] = ()
) -> Callable[[Callable[..., "Table"]], Callable[..., "Table"]]:
    """Make a command of a question: a function from a fact base, a view of it and what was asked to a table.

    `offered` names what the command takes of the views and of the looks that several share.
    """

    def register(question: Callable[..., "Table"]) -> Callable[..., "Table"]:
        def act(path: str | None, taken: dict[str, Any], asked: dict[str, Any]) -> None:
            def ask() -> "tuple[Table, FactBase | None]":
                from xjcli import api

                base = api.load(path)
                view = api.View(**{name: taken[name] for name in VIEWS if name in taken})
                return question(base, view, **asked), base

            _show(ask, taken)

        shared = (*((VIEWS | LOOKS)[name] for name in offered), *OUTPUT)
        _register(name, summary, examples, _own(question, after=2), shared, act)
        return question

    return register


def file_command(
    name: str, summary: str, examples: tuple[str, ...]
) -> Callable[[Callable[..., "Table"]], Callable[..., "Table"]]:
    """Make a command of a question about a file that may be no fact base: it takes the path, and nothing is read."""

    def register(question: Callable[..., "Table"]) -> Callable[..., "Table"]:
        def act(path: str | None, taken: dict[str, Any], asked: dict[str, Any]) -> None:
            _show(lambda: (question(path, **asked), None), taken)

        _register(name, summary, examples, _own(question, after=1), OUTPUT, act)
        return question

    return register


def service(
    name: str, summary: str, examples: tuple[str, ...], *, of_facts: bool = False
) -> Callable[[Callable[..., Iterable[str]]], Callable[..., Iterable[str]]]:
    """Make a command of a function that answers with text, not with a table; `of_facts` one that takes a fact base."""

    def register(serve: Callable[..., Iterable[str]]) -> Callable[..., Iterable[str]]:
        def act(path: str | None, taken: dict[str, Any], asked: dict[str, Any]) -> None:
            from xjcli import api

            del taken
            streams.write(serve(api.load(path), **asked) if of_facts else serve(**asked), exact=True)

        shared = (FACTS, VERSION) if of_facts else (VERSION,)
        _register(name, summary, examples, _own(serve, after=int(of_facts)), shared, act)
        return serve

    return register


def _own(function: Callable[..., object], *, after: int) -> list[inspect.Parameter]:
    """List what a function asks of its user, after what it is given."""
    return list(inspect.signature(function).parameters.values())[after:]


def _register(
    name: str,
    summary: str,
    examples: tuple[str, ...],
    own: list[inspect.Parameter],
    shared: tuple[inspect.Parameter, ...],
    act: Callable[[str | None, dict[str, Any], dict[str, Any]], None],
) -> None:
    """Have a command built that asks for its own and for shared parameters, and then acts."""

    def door(ctx: typer.Context, **asked: Any) -> None:
        taken = {parameter.name: asked.pop(parameter.name) for parameter in shared}
        path = taken.get("facts_file")
        act(ctx.find_root().params["facts_file"] if path is None else path, taken, asked)

    def build() -> Any:
        context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        parameters = [context, *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*own, *shared))]
        # Typer reads what to ask for from the signature.
        door.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        door.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        epilog = "\b\nExamples:\n" + "\n".join(f"  xjcli {example}" for example in examples)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name, help=summary, short_help=summary, epilog=epilog)(door)
        return typer.main.get_command(alone)

    _BUILDERS[name] = build


def _show(ask: Callable[[], "tuple[Table, FactBase | None]"], output: dict[str, Any]) -> None:
    """Ask, and write the answer; notes follow on standard error."""
    from xjcli import progress, render

    if output["color"] not in COLORS:
        raise errors.unknown("colour choice", output["color"], COLORS)
    paper = render.Paper(streams.screen(output["color"]), not output["no_header"], output.get("chart", False))
    chosen = output["layout"]
    usual = _usual_format(paper) if chosen is None else chosen
    render.writer(usual, paper)  # refused before anything is computed
    answer, facts = ask()
    if not paper.screen.is_terminal or usual == "table":
        # Rows that come one by one to the same terminal need no bar to tell that they come.
        answer = structs.replace(answer, rows=progress.watched(answer.rows, answer.size))
    answer = _arranged(answer, output, facts)
    name = chosen or answer.meant_for or usual
    exact = name in render.EXACT_FORMATS and not paper.screen.is_terminal
    if streams.write(render.writer(name, paper)(answer), exact=exact):
        for note in answer.notes[:_MOST_NOTES]:
            streams.say(f"note: {note}")
        if len(answer.notes) > _MOST_NOTES:
            streams.say(f"note: {len(answer.notes) - _MOST_NOTES} more notes; ask for fewer series to read them")
    if answer.has_fault:
        raise typer.Exit(FAILED)


def _usual_format(paper: "Paper") -> str:
    """Choose the format for whoever asks for none: what XJCLI_FORMAT says, else a table for eyes and TSV in a pipe."""
    from xjcli import render

    own = os.environ.get("XJCLI_FORMAT")
    if own and own not in render.WRITERS:
        raise errors.unknown("format of XJCLI_FORMAT", own, render.WRITERS)
    if own and (own in render.CHARTED_FORMATS or not paper.chart):
        return own
    return "table" if paper.screen.is_terminal or paper.chart else "tsv"


def _arranged(answer: "Table", output: dict[str, Any], facts: "FactBase | None") -> "Table":
    """Sort, cut and choose, and turn what is left into its sources where these were asked for."""
    from xjcli import table

    if output["order"] is not None:
        answer = table.sort(answer, output["order"])
    if output["most"] is not None:
        answer = table.limit(answer, output["most"])
    if facts is not None and output.get("cite"):
        from xjcli.reports import sources

        answer = sources.cited(facts, answer)
        if output["columns"] is not None:
            answer = structs.replace(answer, meant_for=None)  # chosen columns are no reference
    return answer if output["columns"] is None else table.choose(answer, output["columns"])
