"""How is a row spelled in CSV? As RFC 4180 says, with every digit as printed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from xjcli.text import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Value: TypeAlias = "str | int | bool | Decimal | date | None"

# More is quoted than has to be: some readers end a line wherever Unicode does.
_QUOTED = re.compile('[",\n\x0b-\x0d\x1c-\x1e\x85\u2028\u2029]')


def plain(value: Value) -> str:
    """Spell a value: a number digit for digit without an exponent, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value).lower() if isinstance(value, bool) else str(value)


def spelled(rows: Iterable[Iterable[Value]], end: str) -> Iterator[str]:
    """Spell rows as lines with that end."""
    for row in rows:
        yield ",".join(_cell(plain(value)) for value in row) + end


def _cell(text: str) -> str:
    return in_quotes(text) if _QUOTED.search(text) else text
