"""Find the examples of the README and run them; as a program, write what they print now into the README."""

from __future__ import annotations

import re
from pathlib import Path

from running import in_terminal

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """Pair each command of the README with the output shown below it."""
    text = README.read_text(encoding="utf-8")
    return [(found[1], found[2]) for block in _BLOCK.finditer(text) for found in _EXAMPLE.finditer(block[1])]


def shown(command: str) -> str:
    """Run a command as a reader would, in a terminal of 80 columns in the folder of the README."""
    return in_terminal(["bash", "-c", command], columns=80, extra={"NO_COLOR": "1"}, cwd=README.parent)


def rewritten() -> str:
    """Make the README anew with what its commands print now."""

    def again(block: re.Match[str]) -> str:
        return "```console\n" + _EXAMPLE.sub(lambda found: f"$ {found[1]}\n{shown(found[1])}", block[1]) + "```"

    return _BLOCK.sub(again, README.read_text(encoding="utf-8"))


if __name__ == "__main__":
    README.write_text(rewritten(), encoding="utf-8")
