"""Which routes have names? Urumqi-Liege and others, by mode and country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.errors import quoted
from xjcli.reports.search import since
from xjcli.reports.selection import citations
from xjcli.table import Column, Row, Table

if TYPE_CHECKING:
    from xjcli.facts import FactBase, Route
    from xjcli.periods import Window

COLUMNS = (
    Column("id", "Id", "word", screen="never"),
    Column("name", "Route", "text"),
    Column("mode", "Mode", "word"),
    Column("origin", "Origin", "text", screen="never"),
    Column("destination", "Destination", "text", screen="never"),
    Column("country", "Country", "text"),
    Column("operator", "Operator", "text", drop=1),
    Column("since", "Since", "period"),
    Column("source", "Source", "source"),
)


def routes(facts: FactBase, window: Window, mode: str | None, country: str | None) -> Table:
    """Answer `routes --named`: the named routes that fit.

    A window keeps the routes that surely began in it: not those of unknown date, nor those in service "by" a date.
    """
    notes: list[str] = []
    chosen = list(facts.routes)
    for name, value in (("mode", mode), ("country", country)):
        if value is not None:
            fitting = [route for route in chosen if value.casefold() in _values(route, name)]
            if not fitting:
                there = sorted({one for route in chosen for one in _values(route, name)})
                notes.append(f"no named route has {name} {quoted(value)}; there is: {', '.join(there) or 'none'}")
            chosen = fitting
    if window.since or window.until:
        sure = [route for route in chosen if _began_in(route, window)]
        if len(sure) < len(chosen):
            notes.append(f"{len(chosen) - len(sure)} of {len(chosen)} left out, not known to have begun {window}")
        chosen = sure
    rows = [_row(route) for route in chosen]
    return Table(COLUMNS, rows, notes, sources=citations(facts, (route.source for route in chosen)))


def _values(route: Route, name: str) -> list[str]:
    """List what a route has of a dimension: one that serves two countries has both."""
    return [part.strip().casefold() for part in (getattr(route, name) or "").split(";") if part.strip()]


def _began_in(route: Route, window: Window) -> bool:
    began = since(route)
    return began is not None and route.since_qualifier is None and window.holds(began)


def _row(route: Route) -> Row:
    return (
        route.id,
        route.name,
        route.mode,
        route.origin,
        route.destination,
        route.country,
        route.operator,
        since(route),
        (route.source,),
    )
