"""What is there? Series, named routes, goods and events that match words, and the figures of the series among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.periods import Period, parse
from xjcli.reports.figures import Cut, observations
from xjcli.reports.selection import in_order
from xjcli.reports.trends import trend
from xjcli.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xjcli.facts import Event, FactBase, Good, Route, Series
    from xjcli.periods import Window

COLUMNS = (
    Column("kind", "Kind", "word", drop=2),
    Column("id", "Id", "word"),
    Column("title", "Title", "text"),
    Column("unit", "Unit", "word", drop=1),
    Column("first", "First", "period"),
    Column("last", "Last", "period"),
    Column("trend", "Trend", "word", data="extra", drop=4),
    Column("figures", "Figures", "count", drop=3),
)


def everything(facts: FactBase, words: Sequence[str]) -> Table:
    """Answer `facts`: all that matches every word; without words, all series."""
    notes: list[str] = []
    title = f"What matches {' '.join(words)}" if words else "All series"
    return Table(COLUMNS, _found(facts, words, notes), notes, title=title)


def figures(facts: FactBase, words: Sequence[str], window: Window) -> Table:
    """Answer `facts --observations`: the figures of the matching series, alternatives included."""
    chosen = [series for series in facts.series if not words or _matches(words, _text_of(facts, series))]
    notes: list[str] = [] if chosen else [_nothing(facts, words)]
    return observations(facts, chosen, Cut(window, alternatives=True), notes)


def _found(facts: FactBase, words: Sequence[str], notes: list[str]) -> Iterator[Row]:
    empty = True
    for text, row in _candidates(facts, with_all=bool(words)):
        if _matches(words, text):
            empty = False
            yield row
    if empty:
        notes.append(_nothing(facts, words))


def _nothing(facts: FactBase, words: Sequence[str]) -> str:
    return f"nothing matches '{' '.join(words)[:80]}'; xjcli facts lists all {len(facts.series)} series"


def _matches(words: Sequence[str], text: str) -> bool:
    return all(word.casefold() in text for word in words)


def _candidates(facts: FactBase, *, with_all: bool) -> Iterator[tuple[str, Row]]:
    """Pair every row that could be shown with the text that words are looked up in."""
    for series in facts.series:
        yield _text_of(facts, series), _series_row(facts, series)
    if with_all:
        for route in facts.routes:
            yield _text_of_route(route), _route_row(route)
        for good in facts.goods:
            yield _text(good.product, good.origin, good.destination, good.direction), _good_row(good)
        for event in facts.events:
            yield _text(event.date, event.event), _event_row(event)


def _text(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part).casefold()


def _text_of(facts: FactBase, series: Series) -> str:
    dimensions = (series.flow, series.partner, series.mode, series.port, series.operator, series.ref_area)
    notes = (observation.note for observation in series.observations)
    return _text(series.id, series.title, series.title_zh, series.theme, facts.unit_of(series), *dimensions, *notes)


def _text_of_route(route: Route) -> str:
    return _text(route.id, route.name, route.mode, route.origin, route.destination, route.country, route.operator)


def _series_row(facts: FactBase, series: Series) -> Row:
    figures = in_order(series)
    first, last = (figures[0][0], figures[-1][0]) if figures else (None, None)
    counted = [(period, one) for period, one in figures if one.rank is None and one.status != "F"]
    return "series", series.id, series.title, facts.unit_of(series), first, last, trend(series, counted), len(figures)


def _route_row(route: Route) -> Row:
    return "route", route.id, route.name, None, since(route), None, None, None


def _good_row(good: Good) -> Row:
    name = "-".join(good.product.casefold().split())
    title = f"{good.product}, {good.origin} to {good.destination} ({good.direction})"
    return "good", name, title, None, None, None, None, None


def _event_row(event: Event) -> Row:
    date = parse(event.date)
    return "event", event.date, event.event, None, date, date, None, None


def since(route: Route) -> Period | None:
    """Place the first known date of a route in time, spelled "by …" where it may be older."""
    if route.since is None:
        return None
    period = parse(route.since)
    return Period(period.first, period.last, f"by {period.text}") if route.since_qualifier else period
