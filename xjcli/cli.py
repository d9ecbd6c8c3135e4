"""How is it asked, and how is failure told? Doors only: parse, call, write. The only room with exit codes."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from xjcli import __version__, errors, streams

if TYPE_CHECKING:
    from xjcli.facts import FactBase
    from xjcli.periods import Window
    from xjcli.table import Table

_DONE, _FAILED, _MISUSED, _INTERRUPTED = 0, 1, 2, 130
# Typer 0.26 took Click into itself: in no one place can its base error be imported from every version.
_ClickError: Any = typer.BadParameter.__mro__[2]
_LONGEST_MESSAGE = 400


class _Group(TyperGroup):
    """The commands, with failure told in one line and the right exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line and exit."""
        sys.exit(_guarded(lambda: super(_Group, self).main(*args, **{**extra, "standalone_mode": False})))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command, or offer the nearest."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise errors.unknown("command", args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def _guarded(run: Callable[[], object]) -> int:
    """Run, and turn each kind of failure into its exit code and one line on standard error."""
    code: object
    try:
        if sys.stdout is None:
            raise errors.OutputError("cannot write to standard output: it is closed")
        code = run()
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except (errors.UsageError, _ClickError) as failure:
        code = _told(failure, _MISUSED)
    except (errors.XjcliError, OSError, MemoryError) as failure:
        code = _told(failure, _FAILED)
    return code if isinstance(code, int) else _DONE


def _told(failure: Exception, code: int) -> int:
    """Say what is wrong in one line; what a user typed into it may be of any length."""
    if isinstance(failure, OSError):
        # Reading has its own errors: what is left is the help, which others print.
        streams.abandon()
        sentence = f"cannot write to standard output: {failure.strerror}"
    elif isinstance(failure, MemoryError):
        sentence = "not enough memory for this fact base"
    else:
        sentence = failure.format_message() if isinstance(failure, _ClickError) else str(failure)
    streams.say(f"xjcli: {sentence[:_LONGEST_MESSAGE]}{'…' if len(sentence) > _LONGEST_MESSAGE else ''}")
    return code


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        streams.write([f"xjcli {__version__}\n"], exact=False)
        raise typer.Exit


_FactsOption = Annotated[
    str | None, typer.Option("--facts", metavar="FILE", help="Use another fact base; - reads standard input.")
]
_VersionOption = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
]
_Words = Annotated[list[str] | None, typer.Argument(metavar="[SERIES]...", show_default=False)]
_Since = Annotated[
    str | None, typer.Option("--since", metavar="PERIOD", help="Show what lies wholly in or after it: 2012, 2024-06.")
]
_Until = Annotated[str | None, typer.Option("--until", metavar="PERIOD", help="Show what lies wholly in or before it.")]
_Alternatives = Annotated[bool, typer.Option("--alternatives", help="Add what other sources say.")]
_Mode = Annotated[
    str | None, typer.Option("--mode", metavar="MODE", help="Keep one mode: rail, road, air, port, pipeline.")
]


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
                help="table, tsv, csv, json, jsonl, markdown, html, latex, plain, simple, grid, psql, orgtbl, rst, "
                "asciidoc, mediawiki or jira. Default: table in a terminal, tsv in a pipe.",
            ),
        ],
    ),
    _shared("columns", Annotated[str | None, typer.Option("--columns", "-c", metavar="A,B", help="Show these.")]),
    _shared("order", Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help="Sort; -COLUMN descends.")]),
    _shared("most", Annotated[int | None, typer.Option("--limit", "-n", metavar="N", help="Show the first N rows.")]),
    _shared("no_header", Annotated[bool, typer.Option("--no-header", help="Leave out the header: csv, tsv.")], False),
    _shared("color", Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")], "auto"),
    _shared("facts_file", _FactsOption),
    _shared("version", _VersionOption, False),
)  # fmt: skip


def _command(name: str, summary: str, *examples: str) -> Callable[[Callable[..., "Table"]], Callable[..., "Table"]]:
    """Make a command of a question: a function from a fact base and what was asked to a table."""

    def register(question: Callable[..., "Table"]) -> Callable[..., "Table"]:
        own = list(inspect.signature(question).parameters.values())[1:]

        def door(ctx: typer.Context, **asked: Any) -> None:
            output = {parameter.name: asked.pop(parameter.name) for parameter in _SHARED}
            path = output["facts_file"] or ctx.find_root().params["facts_file"]
            _show(lambda: question(_load(path), **asked), output)

        context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        parameters = [context, *(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own), *_SHARED]
        # Typer reads what to ask for from the signature.
        door.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        door.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        epilog = "\b\nExamples:\n" + "\n".join(f"  xjcli {example}" for example in examples)
        app.command(name, help=summary, epilog=epilog)(door)
        return question

    return register


def _load(path: str | None) -> "FactBase":
    from xjcli import facts

    if path:
        return facts.decode(streams.read(path), "standard input" if path == "-" else path)
    return facts.bundled()


def _show(ask: Callable[[], "Table"], output: dict[str, Any]) -> None:
    """Ask, arrange and write; notes follow on standard error."""
    from xjcli import render, table

    if output["color"] not in {"auto", "always", "never"}:
        raise errors.unknown("colour choice", output["color"], ("auto", "always", "never"))
    screen = streams.screen(output["color"])
    name = output["layout"] or ("table" if screen.is_terminal else "tsv")
    write = render.writer(name, screen, header=not output["no_header"])
    answer = ask()
    if output["order"]:
        answer = table.sort(answer, output["order"])
    if output["most"] is not None:
        answer = table.limit(answer, output["most"])
    if output["columns"] is not None:
        answer = table.choose(answer, output["columns"])
    exact = name in render.MACHINE_FORMATS and not screen.is_terminal
    if streams.write(write(answer), exact=exact):
        for note in answer.notes:
            streams.say(f"note: {note}")


def _window(since: str | None, until: str | None) -> "Window":
    from xjcli import periods

    return periods.window(since, until)


def _figures(
    facts: "FactBase",
    theme: str,
    names: list[str] | None,
    window: "Window",
    alternatives: bool,
    **filters: str | None,
) -> "Table":
    """Answer `trade` and `routes`: the headline series of a theme, or all of it that is named or fits a filter."""
    from xjcli.reports import figures, selection

    notes: list[str] = []
    chosen = selection.of_theme(facts, theme, names or [], filters, notes)
    return figures.observations(facts, chosen, window, notes, alternatives=alternatives)


@app.callback(invoke_without_command=True, help="Look up the foreign trade and the trade routes of Xinjiang.")
def _start(
    ctx: typer.Context,
    facts_file: Annotated[
        str | None,
        typer.Option(
            "--facts", metavar="FILE", envvar="XJCLI_FACTS", help="Use another fact base; - reads standard input."
        ),
    ] = None,
    version: _VersionOption = False,
) -> None:
    del facts_file, version  # read by the commands from the context, and by its own callback
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@_command(
    "trade",
    "Show the figures of foreign trade: headline series, or those named or filtered.",
    "trade --since 2012",
    "trade exports-usd imports-usd --until 2015",
    "trade --partner Kazakhstan -f csv",
)
def trade(
    facts: "FactBase",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    flow: Annotated[str | None, typer.Option("--flow", metavar="FLOW", help="Keep exports, imports or total.")] = None,
    partner: Annotated[str | None, typer.Option("--partner", metavar="NAME", help="Keep one trading partner.")] = None,
    alternatives: _Alternatives = False,
) -> "Table":
    """Answer `trade`."""
    return _figures(facts, "trade", series, _window(since, until), alternatives, flow=flow, partner=partner)


@_command(
    "routes",
    "Show the figures of trade routes: headline series, or those named or filtered; --named lists routes by name.",
    "routes --mode rail --since 2013 -f csv",
    "routes trains-horgos --alternatives",
    "routes --named --country Germany",
)
def routes(
    facts: "FactBase",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    mode: _Mode = None,
    port: Annotated[str | None, typer.Option("--port", metavar="NAME", help="Keep one port or airport.")] = None,
    alternatives: _Alternatives = False,
    named: Annotated[bool, typer.Option("--named", help="List the routes that have names.")] = False,
    country: Annotated[str | None, typer.Option("--country", metavar="NAME", help="With --named: keep one.")] = None,
) -> "Table":
    """Answer `routes`."""
    window = _window(since, until)
    if named:
        from xjcli.reports import named as named_routes

        if series or port or alternatives:
            raise errors.UsageError("--named lists routes, not series: it takes --mode, --country, --since and --until")
        return named_routes.routes(facts, window, mode, country)
    if country:
        raise errors.UsageError("--country goes with --named")
    return _figures(facts, "routes", series, window, alternatives, mode=mode, port=port)


@_command(
    "growth",
    "Compute growth between the first and the last figure of each series in a window.",
    "growth trade trains --since 2013",
    "growth partners --until 2024 -f json",
    "growth -c series,from,to,cagr_pct --sort -cagr_pct",
)
def growth(facts: "FactBase", series: _Words = None, since: _Since = None, until: _Until = None) -> "Table":
    """Answer `growth`."""
    from xjcli.reports import growth as report

    return report.of_series(facts, series or [], _window(since, until))


@_command(
    "compare",
    "Compare series side by side by period, or periods side by side by series.",
    "compare trade partners --index 2012",
    "compare 2012 2024",
    "compare 2012 2024 trade partners",
)
def compare(
    facts: "FactBase",
    words: Annotated[
        list[str] | None, typer.Argument(metavar="SERIES SERIES... | PERIOD PERIOD... [SERIES]...")
    ] = None,
    index: Annotated[
        str | None, typer.Option("--index", metavar="PERIOD", help="Show index numbers, 100 there.")
    ] = None,
    since: _Since = None,
    until: _Until = None,
) -> "Table":
    """Answer `compare`."""
    from xjcli.reports import compare as report

    return report.compare(facts, words or [], _window(since, until), index)


@_command(
    "facts",
    "Search series, named routes, goods and events; without words, list all series.",
    "facts horgos",
    "facts 班列",
    "facts --observations partners --since 2012",
)
def facts_(
    facts: "FactBase",
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", show_default=False)] = None,
    observations: Annotated[
        bool, typer.Option("--observations", help="Show the figures of the matching series, alternatives included.")
    ] = False,
    since: _Since = None,
    until: _Until = None,
) -> "Table":
    """Answer `facts`."""
    from xjcli.reports import search

    if observations:
        return search.figures(facts, words or [], _window(since, until))
    if since or until:
        raise errors.UsageError("--since and --until go with --observations")
    return search.everything(facts, words or [])


def main() -> None:
    """Run the command line."""
    app(prog_name="xjcli")
