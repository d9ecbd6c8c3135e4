"""Run the real program: in a pipe, and in a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DECIDING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "XJCLI_FACTS", "XJCLI_FORMAT", "_XJCLI_COMPLETE")


def environment(**extra: str) -> dict[str, str]:
    """Make an environment in which only what is given decides about output, and `xjcli` is found."""
    kept = {name: value for name, value in os.environ.items() if name not in _DECIDING}
    scripts = str(Path(sys.executable).parent)
    return kept | {"PATH": f"{scripts}{os.pathsep}{kept.get('PATH', '')}", "TERM": "xterm-256color"} | extra


def in_pipe(
    *words: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run xjcli with everything piped."""
    command = [sys.executable, "-m", "xjcli", *words]
    env = environment(**(extra or {}))
    return subprocess.run(command, input=stdin, capture_output=True, env=env, timeout=60, check=False)


def in_terminal(
    command: Sequence[str], *, columns: int = 80, extra: Mapping[str, str] | None = None, cwd: Path | None = None
) -> str:
    """Run a command in a terminal of that width and return what the screen received."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=environment(**(extra or {})), cwd=cwd
    ):
        os.close(slave)
        received = b""
        while True:
            try:
                part = os.read(master, 1 << 16)
            except OSError:  # Linux tells the end of a terminal with an error
                break
            if not part:
                break
            received += part
    os.close(master)
    return received.decode().replace("\r\n", "\n")
