"""What can be asked? One door a command: it parses and asks; what all share is in `command`, failure in `failure`."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
from typing import TYPE_CHECKING, Annotated

import typer

from xjcli import errors
from xjcli.command import Commands, FactsOption, VersionOption, command

if TYPE_CHECKING:
    from xjcli.facts import FactBase
    from xjcli.periods import Window
    from xjcli.reports.figures import Cut
    from xjcli.table import Table

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Words = Annotated[list[str] | None, typer.Argument(metavar="[SERIES]...", show_default=False)]
_Since = Annotated[
    str | None, typer.Option("--since", metavar="PERIOD", help="Show what lies wholly in or after it: 2012, 2024-06.")
]
_Until = Annotated[str | None, typer.Option("--until", metavar="PERIOD", help="Show what lies wholly in or before it.")]
_Forecasts = Annotated[bool, typer.Option("--forecasts", help="Compute growth with forecasts too.")]
_Say = Annotated[bool, typer.Option("--say", help="Say it in a sentence to paste.")]
_Alternatives = Annotated[bool, typer.Option("--alternatives", help="Add what other sources say.")]
_Mode = Annotated[
    str | None, typer.Option("--mode", metavar="MODE", help="Keep one mode: rail, road, air, port, pipeline.")
]


def _window(since: str | None, until: str | None) -> "Window":
    from xjcli import periods

    return periods.window(since, until)


def _figures(
    facts: "FactBase",
    theme: str,
    names: list[str] | None,
    cut: "Cut",
    **filters: str | None,
) -> "Table":
    """Answer `trade` and `routes`: the headline series of a theme, or all of it that is named or fits a filter."""
    from xjcli.reports import figures, selection

    notes: list[str] = []
    chosen = selection.of_theme(facts, theme, names or [], filters, notes)
    return figures.observations(facts, chosen, cut, notes)


@app.callback(invoke_without_command=True, help="Look up the foreign trade and the trade routes of Xinjiang.")
def _start(
    ctx: typer.Context,
    facts_file: FactsOption = None,
    version: VersionOption = False,
) -> None:
    del facts_file, version  # read by the commands from the context, and by its own callback
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@command(
    "trade",
    "Show the figures of foreign trade: headline series, or those named or filtered.",
    (
        "trade --since 2012",
        "trade exports-usd imports-usd --until 2015",
        "trade --partner Kazakhstan -f csv",
    ),
    ("as_of", "currency", "lang", "cite"),
)
def trade(
    facts: "FactBase",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    flow: Annotated[str | None, typer.Option("--flow", metavar="FLOW", help="Keep exports, imports or total.")] = None,
    partner: Annotated[str | None, typer.Option("--partner", metavar="NAME", help="Keep one trading partner.")] = None,
    alternatives: _Alternatives = False,
    forecasts: _Forecasts = False,
) -> "Table":
    """Answer `trade`."""
    from xjcli.reports.figures import Cut

    cut = Cut(_window(since, until), alternatives, forecasts)
    return _figures(facts, "trade", series, cut, flow=flow, partner=partner)


@command(
    "routes",
    "Show the figures of trade routes: headline series, or those named or filtered; --named lists routes by name.",
    (
        "routes --mode rail --since 2013 -f csv",
        "routes trains-horgos --alternatives",
        "routes --named --country Germany",
    ),
    ("as_of", "lang", "cite"),
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
    forecasts: _Forecasts = False,
) -> "Table":
    """Answer `routes`."""
    window = _window(since, until)
    if named:
        from xjcli.reports import named as named_routes

        if series or port or alternatives or forecasts:
            raise errors.UsageError("--named lists routes, not series: it takes --mode, --country, --since and --until")
        return named_routes.routes(facts, window, mode, country)
    if country:
        raise errors.UsageError("--country goes with --named")
    from xjcli.reports.figures import Cut

    cut = Cut(window, alternatives, forecasts)
    return _figures(facts, "routes", series, cut, mode=mode, port=port)


@command(
    "growth",
    "Compute growth between the first and the last figure of each series in a window.",
    (
        "growth trade trains --since 2013",
        "growth partners --until 2024 -f json",
        "growth -c series,from,to,cagr_pct --sort -cagr_pct",
        "growth trade --yearly",
        "growth trade --since 2012 --say --lang zh",
    ),
    ("as_of", "forecasts", "currency", "lang", "cite"),
)
def growth(
    facts: "FactBase",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    yearly: Annotated[
        bool, typer.Option("--yearly", help="Show growth on the year before beside the published rate, by period.")
    ] = False,
    say: _Say = False,
) -> "Table":
    """Answer `growth`."""
    window = _window(since, until)
    if say and yearly:
        raise errors.UsageError("--say and --yearly do not go together")
    if say:
        from xjcli.reports import sentences

        return sentences.of_growth(facts, series or [], window)
    if yearly:
        from xjcli.reports import yearly as yearly_report

        return yearly_report.of_series(facts, series or [], window)
    from xjcli.reports import growth as report

    return report.of_series(facts, series or [], window)


@command(
    "compare",
    "Compare series side by side by period, or periods side by side by series.",
    (
        "compare trade partners --index 2012",
        "compare 2012 2024",
        "compare 2012 2024 trade partners",
    ),
    ("as_of", "forecasts", "currency", "lang", "cite"),
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


@command(
    "why",
    "Show where a figure comes from and what contradicts it, or how the growth between two is computed.",
    (
        "why trade 2024",
        "why trade 2023 2024",
        "why partners 2012 2024 -f json",
        "why trade 2012 2024 --say",
    ),
    ("as_of", "lang", "cite"),
)
def why(
    facts: "FactBase",
    series: Annotated[str, typer.Argument(metavar="SERIES", show_default=False)],
    period: Annotated[str, typer.Argument(metavar="PERIOD", show_default=False)],
    until: Annotated[str | None, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    say: _Say = False,
    forecasts: _Forecasts = False,
) -> "Table":
    """Answer `why`."""
    periods = [period] if until is None else [period, until]
    if say:
        from xjcli.reports import sentences

        return sentences.of_why(facts, series, periods, forecasts=forecasts)
    from xjcli.reports import why as report

    return report.why(facts, series, periods, forecasts=forecasts)


@command(
    "facts",
    "Search series, named routes, goods and events; without words, list all series.",
    (
        "facts horgos",
        "facts 班列",
        "facts --observations partners --since 2012",
    ),
    ("as_of", "lang"),
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


@command(
    "claims",
    "Hold statements against the figures; with the id of one that is contradicted, exit 1.",
    (
        "claims",
        "claims partners",
        "claims -c id,verdict -f csv",
    ),
    ("as_of", "lang", "cite"),
)
def claims(
    facts: "FactBase",
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", show_default=False)] = None,
) -> "Table":
    """Answer `claims`."""
    from msgspec import structs

    from xjcli.reports import claims as report

    answer = report.claims(facts, ids or [])
    return structs.replace(answer, has_fault=bool(ids) and report.has_contradiction(answer))


@command(
    "sources",
    "List the sources with the number of figures that rest on each; also as BibTeX and CSL-JSON.",
    (
        "sources",
        "sources article ecb-rates -f bibtex",
        "sources --sort -figures -n 5 -c key,figures",
    ),
    ("lang",),
)
def sources(
    facts: "FactBase",
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", show_default=False)] = None,
) -> "Table":
    """Answer `sources`."""
    from xjcli.reports import sources as report

    return report.sources(facts, keys or [])


def main() -> None:
    """Run the command line."""
    app(prog_name="xjcli")
