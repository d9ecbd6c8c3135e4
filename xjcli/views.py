"""Seen how? What a question may see of the facts, and what it says of what it does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from xjcli.errors import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from xjcli.facts import FactBase
    from xjcli.table import Table


class View(Struct, frozen=True):
    """Known by which day, in which money, with forecasts or without, in which language."""

    as_of: str | None = None
    currency: str | None = None
    forecasts: bool = True
    lang: str = "en"


EVERYTHING = View()


def through(view: View, base: FactBase, question: Callable[[FactBase], Table]) -> Table:
    """Put a question to the facts as the view shows them; notes tell what it took from the series of the answer."""
    facts, remarks = _seen(view, base)
    try:
        answer = question(facts)
    except RefusalError as refusal:
        # What a view took away may be why nothing is left to answer with.
        refused = f"; {refusal}"
        taken = [remark for name, remark in remarks if f"; {name}: " in refused]
        raise RefusalError("; ".join([str(refusal), *taken])) from None
    answer.notes[:0] = [remark for name, remark in remarks if name in answer.about or not answer.about]
    return answer


def _seen(view: View, facts: FactBase) -> tuple[FactBase, list[tuple[str, str]]]:
    """Show the facts through a view, and remark on what each series loses."""
    remarks: list[tuple[str, str]] = []
    if view.as_of is not None:
        from xjcli import periods, vintages

        facts, late = vintages.known_by(facts, periods.parse(view.as_of))
        for name, lost in late.items():
            counts = ((lost.late, f"published after {view.as_of}"), (lost.undated, "of unknown date"))
            said = " and ".join(f"{count} {what}" for count, what in counts if count)
            if said:
                remarks.append((name, f"{name}: figures left out: {said}"))
    if not view.forecasts:
        from xjcli import vintages

        facts, forecast = vintages.counted(facts)
        for name, lacking in forecast.items():
            remarks.append((name, f"{name}: {', '.join(lacking)} left out, a forecast; --forecasts lets it in"))
    if view.currency is not None:
        from xjcli import currencies

        facts, unrated = currencies.expressed(facts, view.currency)
        for name, lacking in unrated.items():
            remarks.append((name, f"{name}: {', '.join(lacking)} not converted, no rate of that period is known"))
    return (facts if view.lang == "en" else facts.in_language(view.lang)), remarks
