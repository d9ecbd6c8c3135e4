"""How is it asked? One door a command: it parses and asks; what all share is in `command`, failure in `failure`."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
from typing import TYPE_CHECKING, Annotated

import typer

from xjcli import errors
from xjcli.command import Commands, command
from xjcli.options import FactsOption, VersionOption

if TYPE_CHECKING:
    from xjcli.facts import FactBase
    from xjcli.table import Table
    from xjcli.views import View

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_ID = "Id of a series; xjcli facts lists them."
_IDS = "Ids of series; xjcli facts lists them."
_Words = Annotated[list[str] | None, typer.Argument(metavar="[SERIES]...", help=_IDS, show_default=False)]
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
_Get = Annotated[
    str | None, typer.Option("--get", metavar="PERIOD", help="Print one bare value: that of the first series.")
]


@app.callback(
    invoke_without_command=True,
    help="Look up the foreign trade and the trade routes of Xinjiang.",
    epilog="xjcli COMMAND --help shows the options of a command, with examples; man xjcli shows all.",
)
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
        "trade --get 2024",
    ),
    ("as_of", "currency", "lang", "cite", "chart"),
)
def trade(
    facts: "FactBase",
    view: "View",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    flow: Annotated[str | None, typer.Option("--flow", metavar="FLOW", help="Keep exports, imports or total.")] = None,
    partner: Annotated[str | None, typer.Option("--partner", metavar="NAME", help="Keep one trading partner.")] = None,
    alternatives: _Alternatives = False,
    forecasts: _Forecasts = False,
    get: _Get = None,
) -> "Table":
    """Answer `trade`."""
    filters = {"flow": flow, "partner": partner}
    return _figures(facts, view, "trade", series, filters, get, since, until, alternatives, forecasts)


@command(
    "routes",
    "Show the figures of trade routes: headline series, or those named or filtered; --named lists routes by name.",
    (
        "routes --mode rail --since 2013 -f csv",
        "routes trains-horgos --alternatives",
        "routes --named --country Germany",
    ),
    ("as_of", "lang", "cite", "chart"),
)
def routes(
    facts: "FactBase",
    view: "View",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    mode: _Mode = None,
    port: Annotated[str | None, typer.Option("--port", metavar="NAME", help="Keep one port or airport.")] = None,
    alternatives: _Alternatives = False,
    forecasts: _Forecasts = False,
    get: _Get = None,
    named: Annotated[bool, typer.Option("--named", help="List the routes that have names.")] = False,
    country: Annotated[str | None, typer.Option("--country", metavar="NAME", help="With --named: keep one.")] = None,
) -> "Table":
    """Answer `routes`."""
    if named:
        from xjcli import questions

        if series or port or alternatives or forecasts or get:
            raise errors.UsageError("--named lists routes, not series: it takes --mode, --country, --since and --until")
        return questions.named_routes(facts, since=since, until=until, mode=mode, country=country, view=view)
    if country:
        raise errors.UsageError("--country goes with --named")
    filters = {"mode": mode, "port": port}
    return _figures(facts, view, "routes", series, filters, get, since, until, alternatives, forecasts)


def _figures(
    facts: "FactBase",
    view: "View",
    theme: str,
    series: list[str] | None,
    filters: dict[str, str | None],
    get: str | None,
    since: str | None,
    until: str | None,
    alternatives: bool,
    forecasts: bool,
) -> "Table":
    """Answer `trade` and `routes`, with many figures or, for a script, with one."""
    from xjcli import questions

    if get is None:
        return questions.figures(
            facts, theme, *(series or ()), since=since, until=until, filters=filters,
            alternatives=alternatives, forecasts=forecasts, view=view,
        )  # fmt: skip
    if since or until or alternatives or forecasts:
        raise errors.UsageError("--get prints one value: it takes series and filters, and no window")
    return questions.value(facts, theme, get, *(series or ()), filters=filters, view=view)


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
    ("as_of", "currency", "lang", "cite", "chart"),
)
def growth(
    facts: "FactBase",
    view: "View",
    series: _Words = None,
    since: _Since = None,
    until: _Until = None,
    yearly: Annotated[
        bool, typer.Option("--yearly", help="Show growth on the year before beside the published rate, by period.")
    ] = False,
    say: _Say = False,
    forecasts: _Forecasts = False,
) -> "Table":
    """Answer `growth`."""
    from xjcli import questions

    if say and yearly:
        raise errors.UsageError("--say and --yearly do not go together")
    ask = questions.growth_said if say else questions.yearly if yearly else questions.growth
    return ask(facts, *(series or ()), since=since, until=until, forecasts=forecasts, view=view)


@command(
    "compare",
    "Compare series side by side by period, or periods side by side by series.",
    (
        "compare trade partners --index 2012",
        "compare 2012 2024",
        "compare 2012 2024 trade partners",
    ),
    ("as_of", "currency", "lang", "cite", "chart"),
)
def compare(
    facts: "FactBase",
    view: "View",
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SERIES SERIES... | PERIOD PERIOD... [SERIES]...",
            help="Ids of two series or more, or two periods or more and ids.",
            show_default=False,
        ),
    ] = None,
    index: Annotated[
        str | None, typer.Option("--index", metavar="PERIOD", help="Show index numbers, 100 there.")
    ] = None,
    since: _Since = None,
    until: _Until = None,
    forecasts: _Forecasts = False,
) -> "Table":
    """Answer `compare`."""
    from xjcli import questions

    return questions.compare(
        facts, *(words or ()), index=index, since=since, until=until, forecasts=forecasts, view=view
    )


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
    view: "View",
    series: Annotated[str, typer.Argument(metavar="SERIES", help=_ID, show_default=False)],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="When the figure is of.", show_default=False)],
    until: Annotated[
        str | None, typer.Argument(metavar="[PERIOD]", help="For the growth up to a second one.", show_default=False)
    ] = None,
    say: _Say = False,
    forecasts: _Forecasts = False,
) -> "Table":
    """Answer `why`."""
    from xjcli import questions

    ask = questions.why_said if say else questions.why
    return ask(facts, series, *(one for one in (period, until) if one is not None), forecasts=forecasts, view=view)


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
    view: "View",
    sought: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="What must all occur, in English or Chinese.", show_default=False),
    ] = None,
    observations: Annotated[
        bool, typer.Option("--observations", help="Show the figures of the matching series, alternatives included.")
    ] = False,
    since: _Since = None,
    until: _Until = None,
) -> "Table":
    """Answer `facts`."""
    from xjcli import questions

    if observations:
        return questions.observations(facts, *(sought or ()), since=since, until=until, view=view)
    if since or until:
        raise errors.UsageError("--since and --until go with --observations")
    return questions.search(facts, *(sought or ()), view=view)


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
    view: "View",
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of claims; without, all.", show_default=False)
    ] = None,
) -> "Table":
    """Answer `claims`."""
    from xjcli import questions

    return questions.claims(facts, *(ids or ()), view=view)


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
    view: "View",
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="Keys of sources; without, all.", show_default=False)
    ] = None,
) -> "Table":
    """Answer `sources`."""
    from xjcli import questions

    return questions.sources(facts, *(keys or ()), view=view)


from xjcli import services  # noqa: E402, F401 - help lists its commands after those above
