"""How do lines reach a terminal, or a picture of one? The room that knows colours, and Rich."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xjcli.sheets import GridRow, Line, Style

# Sixteen colours at most, and none that is hard to read on light or on dark.
_STYLES: dict[Style, str] = {
    "": "",
    "title": "bold",
    "quiet": "dim",
    "forecast": "italic magenta",
    "bar 1": "bright_blue",
    "bar 2": "red",
    "bar 3": "bright_black",
    "bar 4": "green",
    "bar 5": "cyan",
}


class Terminal:
    """A sheet of a width, or of none, that folds and colours: a Rich console that writes to a string."""

    def __init__(self, width: int | None, *, color: bool, record: bool = False) -> None:
        """Start with nothing drawn; what is recorded can become a picture."""
        self._is_folding = width is not None
        self._is_picture = record
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            # Without a terminal there is no width: far beyond any line, so that Rich never folds.
            width=width or 1 << 20,
            height=1 << 20,
            color_system="standard" if color else None,
            # Decided already, from the option and then from the environment that Rich would ask again.
            no_color=not color,
            force_terminal=color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            record=record,
        )

    def print(self, line: Line) -> None:
        """Draw a line, folded where it is longer than the screen is wide."""
        text = Text.assemble(*((text, _STYLES[style]) for text, style in line))
        self._console.print(text, overflow="fold", soft_wrap=not self._is_folding)

    def print_unfolded(self, text: str) -> None:
        """Draw a line and leave folding to the terminal, which loses nothing at any width; a picture cannot fold."""
        self._console.print(Text(text), soft_wrap=not self._is_picture)

    def grid(self, widths: Sequence[int], gap: int, rows: Iterable[GridRow]) -> None:
        """Draw cells in columns of these widths, folded where they are longer."""
        # Versions of Rich differ in whether the width of a column holds its padding: the gaps are columns of their own.
        grid = RichTable(box=None, show_header=False, pad_edge=False, padding=0)
        for place, width in enumerate(widths):
            if place:
                grid.add_column(width=gap)
            grid.add_column(width=width, overflow="fold")
        for cells, style in rows:
            spaced: list[Text | None] = []
            for first, *rest in cells:
                spaced += [None, Text.assemble(first, *((f"\n{line}", _STYLES["quiet"]) for line in rest))]
            grid.add_row(*spaced[1:], style=_STYLES[style])
        self._console.print(grid)

    def text(self) -> str:
        """Take what has been drawn since the last time, without blanks at the ends of lines."""
        drawn = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return "\n".join(line.rstrip(" ") for line in drawn.split("\n"))

    def picture(self, title: str) -> str:
        """Make an SVG image of all that has been drawn on a sheet that records."""
        from rich.terminal_theme import TerminalTheme

        from xjcli import pictures

        drawn = self._console.export_svg(
            theme=TerminalTheme(*pictures.COLORS),
            code_format=pictures.frame(title),
            font_aspect_ratio=pictures.ASPECT,
            unique_id="xjcli",
        )
        return pictures.finished(drawn)
