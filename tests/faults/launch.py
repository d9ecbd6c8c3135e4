"""Run a command as no shell can: on a terminal of a given width, within limits, interrupted, or on many files."""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 30
_TIMED_OUT, _TOO_LARGE = 124, 125
_MOMENT = 0.02
# A runaway meets this wall; the limit of a case is held against what was really used.
_WALL = 6 << 30


def _as_shell(code: int) -> int:
    """Tell an end by a signal as a shell does."""
    return code if code >= 0 else 128 - code


def _end(program: subprocess.Popen[bytes], seconds: float) -> int:
    """Wait for the end, but no longer than that."""
    try:
        return _as_shell(program.wait(seconds))
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
        return _TIMED_OUT


def terminal(columns: str, out: str, *command: str) -> int:
    """Run on a terminal of that width, and keep what its screen receives."""
    master, slave = pty.openpty()
    rows = 24 if int(columns) else 0
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, int(columns), 0, 0))
    program = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    alarm = Timer(_PATIENCE, program.kill)
    alarm.start()
    with Path(out).open("wb") as kept:
        while True:
            try:
                part = os.read(master, 1 << 16)
            except OSError:  # Linux tells the end of a terminal with an error
                break
            if not part:
                break
            kept.write(part)
    alarm.cancel()
    return _end(program, _PATIENCE)


def limited(mib: str, seconds: str, out: str, err: str, *command: str) -> int:
    """Run within that much memory and time: the code of what takes longer is 124, of what takes more memory 125."""
    resource.setrlimit(resource.RLIMIT_AS, (_WALL, _WALL))
    with Path(out).open("wb") as stdout, Path(err).open("wb") as stderr:
        program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
    code = _end(program, float(seconds))
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    return code if used <= int(mib) else _TOO_LARGE


def interrupted(name: str, out: str, err: str, *command: str) -> int:
    """Send a signal while the command waits for more input."""
    # What runs in the background of a shell was told to ignore it, and its children would too.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    reading, writing = os.pipe()
    with Path(out).open("wb") as stdout, Path(err).open("wb") as stderr:
        program = subprocess.Popen(command, stdin=reading, stdout=stdout, stderr=stderr)
    os.close(reading)
    os.write(writing, b" ")
    while _unread(writing) and program.poll() is None:
        time.sleep(_MOMENT)
    # The blank is gone: the command has come to reading, and in a moment it waits.
    time.sleep(_MOMENT)
    program.send_signal(signal.Signals[name])
    code = _end(program, _PATIENCE)
    os.close(writing)
    return code


def _unread(pipe: int) -> int:
    """Count the bytes that wait in a pipe."""
    count: int = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]
    return count


def each(folder: str, report: str, *command: str) -> int:
    """Run on every file of a folder, and report those that are not refused in one line."""
    from concurrent.futures import ThreadPoolExecutor

    def fault(path: Path) -> str | None:
        done = subprocess.run(
            [*command, str(path)], stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
        one_line = done.stderr.startswith(b"xjcli: ") and done.stderr.count(b"\n") == 1
        return None if (done.returncode, done.stdout, one_line) == (1, b"", True) else path.stem

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = [name for name in pool.map(fault, sorted(Path(folder).iterdir())) if name]
    Path(report).write_text(f"{len(faults)} not refused: {' '.join(faults)}\n", encoding="utf-8")
    return bool(faults)


_WAYS: dict[str, Callable[..., int]] = {
    "terminal": terminal,
    "limited": limited,
    "interrupted": interrupted,
    "each": each,
}

if __name__ == "__main__":
    sys.exit(_WAYS[sys.argv[1]](*sys.argv[2:]))
