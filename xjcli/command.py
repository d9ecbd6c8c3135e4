"""What do all commands share? Output options, views of the fact base, and the way from words to a written answer."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xjcli import __version__, errors, streams
from xjcli.failure import FAILED, Group

if TYPE_CHECKING:
    from xjcli.facts import FactBase
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
                "mediawiki; for sources also references, bibtex, csl-json. In a terminal table, in a pipe tsv.",
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


# Views that a command may offer: of the facts that its question sees, or of its answer.
VIEWS = {
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
        _shared("forecasts", Annotated[bool, typer.Option("--forecasts", help="Compute with forecasts too.")], False),
        _shared(
            "lang", Annotated[str, typer.Option("--lang", metavar="LANG", help="Titles and units: en or zh.")], "en"
        ),
        _shared("cite", Annotated[bool, typer.Option("--cite", help="Show the references of the answer.")], False),
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
    name: str, summary: str, examples: tuple[str, ...], views: tuple[str, ...] = ()
) -> Callable[[Callable[..., "Table"]], Callable[..., "Table"]]:
    """Make a command of a question: a function from a fact base and what was asked to a table."""

    def register(question: Callable[..., "Table"]) -> Callable[..., "Table"]:
        def build() -> Any:
            epilog = "\b\nExamples:\n" + "\n".join(f"  xjcli {example}" for example in examples)
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(name, help=summary, short_help=summary, epilog=epilog)(_door(question, views))
            return typer.main.get_command(alone)

        _BUILDERS[name] = build
        return question

    return register


def _door(question: Callable[..., "Table"], views: tuple[str, ...]) -> Callable[..., None]:
    """Make the function that Typer calls: it takes what the question, its views and every answer take."""

    def door(ctx: typer.Context, **asked: Any) -> None:
        output = {parameter.name: asked.pop(parameter.name) for parameter in _SHARED}
        seen = {view: asked.pop(view) for view in views}
        path = ctx.find_root().params["facts_file"] if output["facts_file"] is None else output["facts_file"]
        _show(lambda: _ask(question, _load(path), asked, seen), output, cite=seen.get("cite", False))

    own = list(inspect.signature(question).parameters.values())[1:]
    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    offered = (*own, *(VIEWS[view] for view in views), *_SHARED)
    parameters = [context, *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in offered)]
    # Typer reads what to ask for from the signature.
    door.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    door.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return door


def _ask(
    question: Callable[..., "Table"], base: "FactBase", asked: Mapping[str, Any], seen: Mapping[str, Any]
) -> "tuple[FactBase, Table]":
    """Put a question to the facts as the views show them; return the whole fact base with the answer."""
    facts, remarks = _viewed(base, seen)
    try:
        answer = question(facts, **asked)
    except errors.RefusalError as refusal:
        # What a view took away may be why nothing is left to answer with.
        refused = f"; {refusal}"
        taken = [remark for name, remark in remarks if f"; {name}: " in refused]
        raise errors.RefusalError("; ".join([str(refusal), *taken])) from None
    answer.notes[:0] = [remark for name, remark in remarks if name in answer.about or not answer.about]
    return base, answer


def _viewed(facts: "FactBase", seen: Mapping[str, Any]) -> "tuple[FactBase, list[tuple[str, str]]]":
    """Show the facts through the views asked for, and remark on what each series loses."""
    remarks: list[tuple[str, str]] = []
    if seen.get("as_of") is not None:
        from xjcli import periods, vintages

        facts, late = vintages.known_by(facts, periods.parse(seen["as_of"]))
        for name, lost in late.items():
            counts = ((lost.late, f"published after {seen['as_of']}"), (lost.undated, "of unknown date"))
            said = " and ".join(f"{count} {what}" for count, what in counts if count)
            if said:
                remarks.append((name, f"{name}: figures left out: {said}"))
    if not seen.get("forecasts", True):
        from xjcli import vintages

        facts, forecast = vintages.counted(facts)
        for name, lacking in forecast.items():
            remarks.append((name, f"{name}: {', '.join(lacking)} left out, a forecast; --forecasts lets it in"))
    if seen.get("currency") is not None:
        from xjcli import currencies

        facts, unrated = currencies.expressed(facts, seen["currency"])
        for name, lacking in unrated.items():
            remarks.append((name, f"{name}: {', '.join(lacking)} not converted, no rate of that period is known"))
    if seen.get("lang", "en") != "en":
        facts = facts.in_language(seen["lang"])
    return facts, remarks


def _load(path: str | None) -> "FactBase":
    from xjcli import loading

    if path is not None:
        return loading.decode(streams.read(path), "standard input" if path == "-" else path)
    return loading.bundled()


def _show(ask: Callable[[], "tuple[FactBase, Table]"], output: dict[str, Any], *, cite: bool) -> None:
    """Ask, arrange and write the answer, or the sources that it shows; notes follow on standard error."""
    from xjcli import render

    if output["color"] not in {"auto", "always", "never"}:
        raise errors.unknown("colour choice", output["color"], ("auto", "always", "never"))
    screen = streams.screen(output["color"])
    name, header = output["layout"], not output["no_header"]
    if name is not None:
        render.writer(name, screen, header=header)  # refused before anything is computed
    answer = _arranged(*ask(), output, cite=cite)
    if name is None:
        name = answer.meant_for or ("table" if screen.is_terminal else "tsv")
    write = render.writer(name, screen, header=header)
    exact = name in render.MACHINE_FORMATS and not screen.is_terminal
    if streams.write(write(answer), exact=exact):
        for note in answer.notes:
            streams.say(f"note: {note}")
    if answer.has_fault:
        raise typer.Exit(FAILED)


def _arranged(facts: "FactBase", answer: "Table", output: dict[str, Any], *, cite: bool) -> "Table":
    """Sort, cut and choose, and turn what is left into its sources where these were asked for."""
    from xjcli import table

    if output["order"] is not None:
        answer = table.sort(answer, output["order"])
    if output["most"] is not None:
        answer = table.limit(answer, output["most"])
    if cite:
        from xjcli.reports import sources

        answer = sources.cited(facts, answer)
    return answer if output["columns"] is None else table.choose(answer, output["columns"])
