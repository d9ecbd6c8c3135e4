"""xjcli answers questions about the foreign trade and the trade routes of Xinjiang from a bundled fact base.

The questions are functions of a fact base: `load` one, ask `figures`, `growth`, `compare`, …, and read the `records` of
the answer, dictionaries whose numbers are decimals with the digits that the program prints.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xjcli.api import (
        FactBase,
        Observation,
        Series,
        Table,
        View,
        XjcliError,
        claims,
        compare,
        figures,
        growth,
        load,
        named_routes,
        records,
        search,
        series,
        sources,
        why,
        yearly,
    )

__version__ = "0.1.0"
__all__ = [
    "FactBase",
    "Observation",
    "Series",
    "Table",
    "View",
    "XjcliError",
    "claims",
    "compare",
    "figures",
    "growth",
    "load",
    "named_routes",
    "records",
    "search",
    "series",
    "sources",
    "why",
    "yearly",
]


def __dir__() -> list[str]:
    """List what the package offers, for whoever looks before it is loaded."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    """Load what the package offers when it is first asked for: the command line starts without it."""
    if name not in __all__:
        raise AttributeError(f"module 'xjcli' has no attribute '{name}'")
    from xjcli import api

    return getattr(api, name)
