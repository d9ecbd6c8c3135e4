"""Plant the faults of malformed JSON, one a document, in a fact base that is good without them.

Readers that mean well understand many of them, and would answer with what nobody said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    '{"series": [{"id": "s", "title": "T", "theme": "trade", "headline": true, "unit": "X", "unit_mult": 2,'
    ' "measure": "price", "freq": "A", "observations": [{"period": "2024", "value": "1", "source": "a", "note": "n"}]'
    '}], "sources": {"a": {"publisher": "P"}}}\n'
)
# What takes the place of the number, the word and the string, and of what stands between them.
_NUMBERS = "+2 02 2. .2e1 2_ 0x2 \uff12 2,0 - 2-1 NaN -Infinity"
_WORDS = "True tru truee yes undefined \\u0074rue [true {true} !0"
_STRINGS = (
    "'n'", "n", '"n', "`n`", '"""n"""', '"n" "n"', '"n"+"n"', "\u201cn\u201d", "None",
    r'"\x41"', r'"\u12"', r'"\u{41}"', r'"\a"', r'"\0"', r'"\'"', '"\\"', '"n\tn"', '"n\nn"', '"n\x00n"', '"n\\\nn"',
    r'"\ud800"', r'"\udc00\ud800"', r'"\ud800\n"', '"\ud800"',
)  # fmt: skip
_COMMAS = (",,", "", ";", ", // c\n", ", /* c */", ", # c\n", ",\f", ",\xa0", ",\ufeff")
_COLONS = ("", "::", "=")
_KEYS = ("unit", "'unit'", "1", "", '"unit", "unit"')
_BRACKETS = (
    ("{", ""), ("{", "{,"), ("[{", "[,{"), ("}]}", "}}"), ("}]}", "}}}"), ("}]}", "},]}"), ("}]}", ",}]}"),
    ("}]}", "}]]}"), ("}}}", "}}"), ("}}}", "}}}}"), ("}}}", "}}};"), ("}}}", "}}}{}"), ("}}}", "}}}\x00"),
)  # fmt: skip
_STARTS = (")]}'\n", "\ufeff\ufeff", "var facts = ", "[] ", "// c\n")
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "gb18030")


def _planted() -> dict[str, list[tuple[str, str]]]:
    return {
        "number": [("2,", f"{token},") for token in _NUMBERS.split()],
        "word": [("true", token) for token in _WORDS.split()],
        "string": [('"n"}', f"{token}}}") for token in _STRINGS],
        "comma": [('"X",', f'"X"{token}') for token in _COMMAS],
        "colon": [('"unit":', f'"unit"{token}') for token in _COLONS],
        "key": [('"unit"', token) for token in _KEYS],
        "bracket": list(_BRACKETS),
        "start": [("{", f"{token}{{") for token in _STARTS],
    }


def documents() -> dict[str, bytes]:
    """Write each malformed document under a name that says where it is broken."""
    found = {
        f"{kind}-{number:02}": GOOD.replace(old, new, 1).encode("utf-8", "surrogatepass")
        for kind, pairs in _planted().items()
        for number, (old, new) in enumerate(pairs)
    }
    return found | {f"encoding-{name}": GOOD.replace('"T"', '"\u00fc"').encode(name) for name in _ENCODINGS}


def write(folder: Path) -> None:
    """Write the good document, and the others into a folder below."""
    (folder / "unspoilt.json").write_text(GOOD)
    (folder / "malformed").mkdir()
    for name, data in documents().items():
        (folder / "malformed" / f"{name}.json").write_bytes(data)
