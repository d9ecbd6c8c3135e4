"""How is a course drawn in the space of a word? One character a step, the taller the more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xjcli.intervals import EXACT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

BLOCKS = "▁▂▃▄▅▆▇█"
# For a screen without blocks: the darker the more.
ASCII = ".:-=+*#@"


def spark(values: Sequence[Decimal | None], ramp: str = BLOCKS) -> str:
    """Draw values by level, from the lowest to the highest of them, in equal bands; where all are equal, in the middle.

    A missing value is a blank.
    """
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    low, span = min(known), EXACT.subtract(max(known), min(known))

    def level(value: Decimal) -> int:
        if not span:
            return len(ramp) // 2
        share = EXACT.divide(EXACT.subtract(value, low), span)
        return min(int(EXACT.multiply(share, len(ramp))), len(ramp) - 1)

    return "".join(" " if value is None else ramp[level(value)] for value in values)
