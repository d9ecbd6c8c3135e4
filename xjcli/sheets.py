"""What is drawn on? Lines in named styles; where nothing folds and nothing has colours, these are plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from xjcli.layout import breadth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Style: TypeAlias = 'Literal["", "title", "quiet", "forecast", "bar 1", "bar 2", "bar 3", "bar 4", "bar 5"]'
# The looks of the bars of one series, or of several side by side.
BARS: tuple[Style, ...] = ("bar 1", "bar 2", "bar 3", "bar 4", "bar 5")
Line: TypeAlias = "list[tuple[str, Style]]"
# The lines of each cell, and the style of the first; those below it are quiet.
GridRow: TypeAlias = "tuple[Sequence[Sequence[str]], Style]"


class Sheet(Protocol):
    """What takes drawn lines and gives them back as text: folded where they are too long, in colour or without."""

    def print(self, line: Line) -> None:
        """Draw a line."""

    def print_unfolded(self, text: str) -> None:
        """Draw a line that whoever shows it may fold."""

    def grid(self, widths: Sequence[int], gap: int, rows: Iterable[GridRow]) -> None:
        """Draw cells in columns of these widths, with a gap between."""

    def text(self) -> str:
        """Take what has been drawn since the last time."""


class Plain:
    """Lines of natural width without styles."""

    def __init__(self) -> None:
        """Start with nothing drawn."""
        self._lines: list[str] = []

    def print(self, line: Line) -> None:
        """Draw a line."""
        self.print_unfolded("".join(text for text, _ in line))

    def print_unfolded(self, text: str) -> None:
        """Draw a line, or several."""
        self._lines += [line.rstrip(" ") for line in text.split("\n")]

    def grid(self, widths: Sequence[int], gap: int, rows: Iterable[GridRow]) -> None:
        """Draw cells in columns of these widths, which are those of the widest."""
        between = " " * gap
        for cells, _ in rows:
            for place in range(max(map(len, cells))):
                line = (cell[place] if place < len(cell) else "" for cell in cells)
                padded = (text + " " * (width - breadth(text)) for text, width in zip(line, widths, strict=True))
                self._lines.append(between.join(padded).rstrip(" "))

    def text(self) -> str:
        """Take what has been drawn since the last time, without blanks at the ends of lines."""
        drawn = "".join(f"{line}\n" for line in self._lines)
        self._lines.clear()
        return drawn
