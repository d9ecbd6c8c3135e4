"""How far is it? A bar on standard error for whoever waits at a terminal."""

from __future__ import annotations

import sys
from contextlib import suppress
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from typing import TypeVar

    Item = TypeVar("Item")

# Nobody wonders before a second has passed; to look at the clock for every row would cost more than to make it.
_PATIENCE = 1.0
_EACH = 256
_PAUSE = 0.1
_CELLS = 24
_ERASE = "\r\x1b[K"


def watched(items: Iterable[Item], total: Callable[[], int] | None) -> Generator[Item, None, None]:
    """Pass items on, and draw how many of the total have passed once the program has worked for a second.

    The bar is drawn in a terminal only, and erased at the end or when nobody asks for more.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    most, drawn = None, 0.0
    try:
        for number, item in enumerate(items):
            if number % _EACH == 0 and (now := process_time()) > max(_PATIENCE, drawn + _PAUSE):
                most = total() if most is None and total else most
                _draw(bar(number, most))
                drawn = now
            yield item
    finally:
        if drawn:
            _draw("")


def bar(done: int, total: int | None) -> str:
    """Write how far it is: a bar where the total is known, and the number of rows."""
    rows = f"{done:,} rows"
    if not total:
        return rows
    share = min(done / total, 1.0)
    full = int(share * _CELLS)
    return f"[{'#' * full}{' ' * (_CELLS - full)}] {share:4.0%}  {rows}"


def _draw(text: str) -> None:
    with suppress(OSError):  # whoever waited has left
        sys.stderr.write(f"{_ERASE}{text}")
        sys.stderr.flush()
