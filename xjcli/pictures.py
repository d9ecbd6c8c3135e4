"""How is what a terminal shows kept as a picture? As SVG that loads nothing, with the cells of the terminal."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby

from xjcli.layout import breadth

# The width of a character to its height, which is 20 pixels: that of most fonts of one width.
ASPECT = 0.6
_CELL = 20 * ASPECT

_INK, _RED, _GREEN, _BROWN = (26, 26, 26), (179, 38, 30), (30, 122, 52), (138, 90, 0)
_BLUE, _MAGENTA, _CYAN, _GREY = (31, 95, 191), (138, 28, 138), (11, 114, 133), (95, 99, 104)
# Paper, ink, the colours of a terminal and their bright fellows; each has a contrast of at least 4.5, dim ink too.
COLORS = (
    (255, 255, 255),
    _INK,
    [_INK, _RED, _GREEN, _BROWN, _BLUE, _MAGENTA, _CYAN, _GREY],
    [_GREY, _RED, _GREEN, _BROWN, _BLUE, _MAGENTA, _CYAN, _INK],
)
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" \
aria-labelledby="{unique_id}-title">
<title id="{unique_id}-title">TITLE</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", \
"Source Han Mono SC", "Sarasa Mono SC", "PingFang SC", "Microsoft YaHei", monospace; }}
{styles}
</style>
<rect width="100%" height="100%" fill="#ffffff"/>
<g class="{unique_id}-matrix" transform="translate(9, 25)">
{backgrounds}{matrix}
</g>
</svg>
"""
# A text of Rich's picture, and where it stands.
_TEXT = re.compile('<text class="([^"]*)" x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>')


def frame(title: str) -> str:
    """Make what Rich fills with a picture; its own would load fonts and show the buttons of a window."""
    return _FRAME.replace("TITLE", escape(title).replace("{", "{{").replace("}", "}}"))


def finished(drawn: str) -> str:
    """Set the texts of a picture that Rich has drawn into their cells, and leave nothing in it that XML lacks."""
    # Two characters that a terminal ignores are none in XML.
    return _TEXT.sub(_in_cells, drawn).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


def _in_cells(found: re.Match[str]) -> str:
    """Give wide and narrow characters the room of their cells: Rich gives each the room of a narrow one."""
    name, x, y, content = found.groups()
    start, placed = float(x), ""
    for _, run in groupby(unescape(content.strip("\n")), key=lambda character: breadth(character) > 1):
        text = "".join(run)
        length = _CELL * breadth(text)
        measures = f'x="{start:g}" y="{y}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
        placed += f'<text class="{name}" {measures}>{escape(text)}</text>'
        start += length
    return placed
