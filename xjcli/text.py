"""What may data do to a terminal? Nothing: the one place that makes text harmless, and shows it whole."""

from __future__ import annotations

import re

# Control characters of C0 and C1, line separators, bidirectional controls, lone surrogates.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Show what could steer a terminal as text: an escape character by its code."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def in_quotes(text: str) -> str:
    """Quote a cell of CSV as RFC 4180 says: the quotation marks inside are doubled."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def escaped(text: str) -> str:
    """Escape in JSON text what a terminal may obey; the strings keep their value."""
    # A line break between records is no part of a string, and the encoder has escaped every one that is.
    return _UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)
