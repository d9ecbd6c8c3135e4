"""What can be asked? Each question as a function: facts and plain words in, a table out.

All take ids as they come, windows as `since` and `until`, and a `view` of the facts. All raise UsageError for a word
that is unknown or no period, RefusalError when nothing that was asked can be answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from xjcli import periods
from xjcli.errors import UsageError
from xjcli.views import EVERYTHING, View, through

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xjcli.facts import FactBase
    from xjcli.periods import Window
    from xjcli.table import Table


_ENDS = (1, 2)


def figures(
    facts: FactBase,
    theme: str,
    *series: str,
    since: str | None = None,
    until: str | None = None,
    filters: Mapping[str, str | None] | None = None,
    alternatives: bool = False,
    forecasts: bool = False,
    view: View = EVERYTHING,
) -> Table:
    """Show the figures of a theme, one row a figure: headline series, or all that are named or fit the filters.

    Growth on the year before is in percent; it is missing where the year before is, and for a forecast not let in.
    """
    from xjcli.reports import figures as report
    from xjcli.reports import selection

    cut = report.Cut(periods.window(since, until), alternatives, forecasts)

    def ask(seen: FactBase) -> Table:
        notes: list[str] = []
        chosen = selection.of_theme(seen, theme, series, filters or {}, notes)
        return report.observations(seen, chosen, cut, notes)

    return through(view, facts, ask)


def value(
    facts: FactBase,
    theme: str,
    period: str,
    *series: str,
    filters: Mapping[str, str | None] | None = None,
    view: View = EVERYTHING,
) -> Table:
    """Look up one figure: that of a period in the first series named, or in the first that is shown unasked.

    Raises RefusalError where there is none, and for a range, which is no one value.
    """
    from xjcli.reports import lookup, selection

    def ask(seen: FactBase) -> Table:
        notes: list[str] = []
        chosen = selection.of_theme(seen, theme, series, filters or {}, notes)
        return lookup.value(seen, chosen, periods.parse(period), notes)

    return through(view, facts, ask)


def named_routes(
    facts: FactBase,
    *,
    since: str | None = None,
    until: str | None = None,
    mode: str | None = None,
    country: str | None = None,
    view: View = EVERYTHING,
) -> Table:
    """List the named routes that fit, with the first known date of each."""
    from xjcli.reports import named

    window = periods.window(since, until)
    return through(view, facts, lambda seen: named.routes(seen, window, mode, country))


def growth(
    facts: FactBase,
    *series: str,
    since: str | None = None,
    until: str | None = None,
    forecasts: bool = False,
    view: View = EVERYTHING,
) -> Table:
    """Compute what lies between the first and the last figure in a window, one row a series.

    Rates are in percent, of a series in percent in points; what is not defined is missing.
    """
    from xjcli.reports import growth as report

    return _over(report.of_series, facts, series, periods.window(since, until), _with(view, forecasts=forecasts))


def yearly(
    facts: FactBase,
    *series: str,
    since: str | None = None,
    until: str | None = None,
    forecasts: bool = False,
    view: View = EVERYTHING,
) -> Table:
    """Compute growth on the year before beside the published rate, in percent, one row a period."""
    from xjcli.reports import yearly as report

    return _over(report.of_series, facts, series, periods.window(since, until), _with(view, forecasts=forecasts))


def growth_said(
    facts: FactBase,
    *series: str,
    since: str | None = None,
    until: str | None = None,
    forecasts: bool = False,
    view: View = EVERYTHING,
) -> Table:
    """Say the growth of each series in a sentence."""
    from xjcli.reports import sentences

    return _over(sentences.of_growth, facts, series, periods.window(since, until), _with(view, forecasts=forecasts))


def compare(
    facts: FactBase,
    *words: str,
    index: str | None = None,
    since: str | None = None,
    until: str | None = None,
    forecasts: bool = False,
    view: View = EVERYTHING,
) -> Table:
    """Compare series by period, as figures or with `index` as numbers that are 100 there, or periods by series."""
    from xjcli.reports import compare as report

    window = periods.window(since, until)
    return through(_with(view, forecasts=forecasts), facts, lambda seen: report.compare(seen, words, window, index))


def why(facts: FactBase, series: str, *at: str, forecasts: bool = False, view: View = EVERYTHING) -> Table:
    """Trace a figure to its source and to what contradicts it, or the growth between the figures of two periods."""
    from xjcli.reports import why as report

    _hold_one_or_two(at)
    return through(view, facts, lambda seen: report.why(seen, series, at, forecasts=forecasts))


def why_said(facts: FactBase, series: str, *at: str, forecasts: bool = False, view: View = EVERYTHING) -> Table:
    """Say one figure, or what lies between two, in a sentence."""
    from xjcli.reports import sentences

    _hold_one_or_two(at)
    return through(view, facts, lambda seen: sentences.of_why(seen, series, at, forecasts=forecasts))


def _hold_one_or_two(at: tuple[str, ...]) -> None:
    if len(at) not in _ENDS:
        raise UsageError(f"why needs one period, or two for the growth between them, not {len(at)}")


def search(facts: FactBase, *words: str, view: View = EVERYTHING) -> Table:
    """Find the series, named routes, goods and events that match every word; without words, all series."""
    from xjcli.reports import search as report

    return through(view, facts, lambda seen: report.everything(seen, words))


def observations(
    facts: FactBase, *words: str, since: str | None = None, until: str | None = None, view: View = EVERYTHING
) -> Table:
    """Show the figures of the series that match every word, alternatives included, one row a figure."""
    from xjcli.reports import search as report

    window = periods.window(since, until)
    return through(view, facts, lambda seen: report.figures(seen, words, window))


def claims(facts: FactBase, *ids: str, view: View = EVERYTHING) -> Table:
    """Hold claims against the figures, those of these ids or all; a named one that is contradicted is a fault."""
    from xjcli.reports import claims as report

    def ask(seen: FactBase) -> Table:
        answer = report.claims(seen, ids)
        return structs.replace(answer, has_fault=bool(ids) and report.has_contradiction(answer))

    return through(view, facts, ask)


def sources(facts: FactBase, *keys: str, view: View = EVERYTHING) -> Table:
    """List the sources of these keys, or all, with the number of figures that rest on each."""
    from xjcli.reports import sources as report

    return through(view, facts, lambda seen: report.sources(seen, keys))


def _over(
    report: Callable[[FactBase, Sequence[str], Window], Table],
    facts: FactBase,
    series: Sequence[str],
    window: Window,
    view: View,
) -> Table:
    """Put a question about what lies in a window of some series."""
    return through(view, facts, lambda seen: report(seen, series, window))


def _with(view: View, *, forecasts: bool) -> View:
    """Let forecasts into what is computed only where the question asks for them."""
    return structs.replace(view, forecasts=forecasts)
