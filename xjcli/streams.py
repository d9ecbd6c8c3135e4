"""How do bytes come in and go out? One bounded reader, one writer that loses nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from xjcli.errors import FactError, OutputError, quoted
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedReader
    from typing import TextIO

# The largest file that is read: ten million observations fit, an endless device does not fill the memory.
_MOST_BYTES = 1 << 30
_PEEK = 1 << 16
_PIECE = 1 << 20
_CHUNK = 1 << 16


# Terminals that have no characters beyond those of a typewriter, or only a few.
_PLAIN_TERMINALS = ("dumb", "linux")
# What is drawn with; an encoding may have some of these and not the others.
_BLOCKS = "▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐▕▓▒░▚╱·│"  # noqa: RUF001 - no slash, but a line from corner to corner


class Screen(Struct, frozen=True):
    """What reads standard output: a terminal so many columns wide, or something that takes any width.

    Without `unicode` it cannot show blocks and dots, only ASCII.
    """

    is_terminal: bool
    width: int | None
    color: bool
    unicode: bool = True


def screen(color: str) -> Screen:
    """Find out what reads standard output; `color` is auto, always or never."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = None
    if is_terminal:
        # Asked only of a terminal: in a pipe a COLUMNS from outside must change nothing.
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    in_color = color == "always" or (color == "auto" and _wants_color(is_terminal=is_terminal))
    return Screen(is_terminal, width, in_color, _has_blocks(is_terminal=is_terminal))


def _has_blocks(*, is_terminal: bool) -> bool:
    if is_terminal and os.environ.get("TERM") in _PLAIN_TERMINALS:
        return False
    try:
        _BLOCKS.encode((sys.stdout and sys.stdout.encoding) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _wants_color(*, is_terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"].lower() not in {"0", "false"}
    return is_terminal and os.environ.get("TERM") != "dumb"


def read(path: str) -> bytes:
    """Read a file, a pipe or, as "-", standard input; raises FactError for what cannot be read or is too large."""
    try:
        if path == "-":
            if sys.stdin is None:
                raise FactError("cannot read standard input: it is closed")
            return _read_bounded(cast("BufferedReader", sys.stdin.buffer), "standard input")
        with Path(path).open("rb") as file:
            # A disk tells the size of a file before it is read; a pipe says zero.
            return _read_bounded(file, quoted(path), os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise FactError(f"cannot read {quoted(path)}: {error.strerror or error}") from None
    except ValueError as error:
        raise FactError(f"cannot read {quoted(path)}: {error}") from None


def _read_bounded(file: BufferedReader, name: str, size: int = 0) -> bytes:
    start = file.read(_PEEK)
    if b"\0" in start:
        raise FactError(f"{name} is not text: it holds a NUL byte at offset {start.index(0)}")
    # Piece by piece: one large read would set aside all that is allowed, and would not hear Ctrl-C.
    data = bytearray(start)
    while max(size, len(data)) < _MOST_BYTES:
        piece = file.read1(_PIECE)
        if not piece:
            return bytes(data)
        data += piece
    raise FactError(f"{name} is larger than the {_MOST_BYTES >> 20} MiB that are read at most")


def write(texts: Iterable[str], *, exact: bool) -> bool:
    """Write all to standard output and tell whether the reader stayed; raises OutputError when output is lost.

    Exact output is UTF-8 whatever the locale says; other output replaces what the stream's encoding lacks.
    """
    stream = sys.stdout
    encoding = "utf-8" if exact else stream.encoding or "utf-8"
    for text in _in_chunks(texts):
        try:
            _send(stream, text.encode(encoding, "backslashreplace"))
        except BrokenPipeError:
            return False
        except OSError as error:
            raise OutputError(f"cannot write to standard output: {error.strerror or error}") from None
    return True


def _in_chunks(texts: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _send(stream: TextIO, data: bytes) -> None:
    """Write all of the data: a stream that does not block takes a part and loses the rest without a word."""
    try:
        target = stream.fileno()
    except (OSError, ValueError):  # a stream in memory, as test runners use
        stream.write(data.decode(stream.encoding or "utf-8", "replace"))
        return
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(target, view) :]
        except BlockingIOError:
            import select

            select.select([], [target], [])


def say(line: str) -> None:
    """Say one line on standard error; where nobody can hear it, the exit code still tells."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        _send(stream, f"{visible(line)}\n".encode(stream.encoding or "utf-8", "backslashreplace"))
    except OSError:
        return


def abandon() -> None:
    """Give up what is left in standard output, so that the end of the program need not fail over it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
