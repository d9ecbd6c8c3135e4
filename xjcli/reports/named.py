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

    A window keeps the routes that surely began in it: none of unknown date, and none in service "by" a date where the
    window has a start.
    """
    notes: list[str] = []
    chosen = list(facts.routes)
    for name, value in (("mode", mode), ("country", country)):
        if value is not None:
            fitting = [r for r in chosen if value.casefold() in (one.casefold() for one in _parts(r, name))]
            if not fitting:
                there = sorted({one for route in chosen for one in _parts(route, name)})
                notes.append(f"no named route has {name} {quoted(value)}; there is: {', '.join(there) or 'none'}")
            chosen = fitting
    if window.since or window.until:
        sure = [route for route in chosen if _began_in(route, window)]
        if len(sure) < len(chosen):
            notes.append(
                f"{len(chosen) - len(sure)} of {len(chosen)} left out, not known to have begun in the window ({window})"
            )
        chosen = sure
    rows = [_row(route) for route in chosen]
    cited = citations(facts, (route.source for route in chosen))
    return Table(COLUMNS, rows, notes, title="Named routes", sources=cited)


def _parts(route: Route, name: str) -> list[str]:
    """List what a route has of a dimension: one that serves two countries has both."""
    return [part.strip() for part in (getattr(route, name) or "").split(";") if part.strip()]


def _began_in(route: Route, window: Window) -> bool:
    """Tell whether a route surely began in a window; one in service "by" a date began before its end."""
    began = since(route)
    if began is None or (route.since_qualifier and window.since):
        return False
    return window.holds(began)


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
