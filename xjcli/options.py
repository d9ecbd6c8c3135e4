"""What do many commands take? The options of every answer, the views of the facts, and what else may be shown."""

# No postponed annotations here: Typer would have to evaluate every one of them at every start.
import inspect
from typing import Annotated

import typer

from xjcli import __version__, streams

COLORS = ("auto", "always", "never")


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


# A command leaves the environment to the program: what is given before the command goes before it.
FACTS = _shared("facts_file", Annotated[str | None, typer.Option("--facts", metavar="FILE", help=_FACTS_HELP)])
VERSION = _shared("version", VersionOption, False)

# How an answer is written.
OUTPUT = (
    _shared(
        "layout",
        Annotated[
            str | None,
            typer.Option(
                "--format", "-f", metavar="FORMAT",
                help="table, tsv, csv, json, jsonl, lines, markdown, html, svg, latex, plain, simple, grid, psql, "
                "rst, mediawiki; for sources also references, bibtex, csl-json. Without it what XJCLI_FORMAT "
                "says, else table in a terminal and tsv in a pipe.",
            ),
        ],
    ),
    _shared("columns", Annotated[str | None, typer.Option("--columns", "-c", metavar="A,B", help="Show these.")]),
    _shared("order", Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help="Sort; -COLUMN descends.")]),
    _shared("most", Annotated[int | None, typer.Option("--limit", "-n", metavar="N", help="Show the first N rows.")]),
    _shared("no_header", Annotated[bool, typer.Option("--no-header", help="Leave out the header: csv, tsv.")], False),
    _shared("color", Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")], "auto"),
    FACTS,
    VERSION,
)  # fmt: skip
# How a question may see the facts.
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
        _shared(
            "lang", Annotated[str, typer.Option("--lang", metavar="LANG", help="Titles and units: en or zh.")], "en"
        ),
    )
}
# What else may be shown of an answer.
LOOKS = {
    parameter.name: parameter
    for parameter in (
        _shared("cite", Annotated[bool, typer.Option("--cite", help="Show the references of the answer.")], False),
        _shared(
            "chart", Annotated[bool, typer.Option("--chart", help="Draw the numbers: bars in a table, or svg.")], False
        ),
    )
}
