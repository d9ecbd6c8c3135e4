"""How does an export arrive? Whole, or not at all: what was there stays until the new one is complete."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xjcli.errors import OutputError, UsageError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

# What shows that a folder is a data package, which may be replaced.
DESCRIPTOR = "datapackage.json"


def deliver(path: str, write: Callable[[Path], None], *, folder: bool, force: bool) -> None:
    """Have something written beside the path and, once it is whole and on the disk, moved there.

    With `force` it takes the place of a file, or of a folder that is empty or a data package; a file never takes the
    place of a folder, nor a folder that of a file. A symbolic link is refused: what it leads to has to be named.
    Raises UsageError for what is no path, OutputError when the path is taken or cannot be written.
    """
    if path in {"", "-"} or "\0" in path:
        raise UsageError(f"{quoted(path)} is no path to export to; name a {'folder' if folder else 'file'}")
    if path.endswith(os.sep) and not folder:
        raise UsageError(f"{quoted(path)} names a folder; this format is one file")
    target = Path(path)
    check = partial(_refuse, target, quoted(path), folder=folder, force=force)
    try:
        check()
        _place(target, write, check)
    except OSError as error:
        raise OutputError(f"cannot write {quoted(path)}: {error.strerror or error}") from None


def _refuse(target: Path, name: str, *, folder: bool, force: bool) -> None:
    """Refuse a path that is taken by what must not be replaced."""
    if not os.path.lexists(target):
        if not target.parent.is_dir():
            raise OutputError(f"cannot write {name}: there is no folder {quoted(str(target.parent))}")
    elif target.is_symlink():
        raise OutputError(f"{name} is a symbolic link; name what it leads to")
    elif folder and not target.is_dir():
        raise OutputError(f"{name} is not a folder; this format is a folder of files")
    elif not folder and not target.is_file():
        raise OutputError(f"{name} is {'a folder' if target.is_dir() else 'no ordinary file'}; this format is one file")
    elif not force:
        raise OutputError(f"{name} exists; --force replaces it")
    elif folder and any(target.iterdir()) and not (target / DESCRIPTOR).is_file():
        raise OutputError(f"{name} is a folder without {DESCRIPTOR}; it is not replaced")


def _place(target: Path, write: Callable[[Path], None], check: Callable[[], None]) -> None:
    """Write in a folder of its own beside the target, for what is on the same disk can be moved in one step."""
    # In that folder new files get the permissions that files get; only the folder itself is closed to others.
    workshop = Path(tempfile.mkdtemp(prefix=".xjcli-", dir=target.parent))
    new, old = workshop / "new", workshop / "old"
    try:
        write(new)
        _sync(new)
        # Again, for writing takes its time.
        check()
        if target.is_dir():
            _keep_strangers(target, new)
            target.rename(old)
        new.replace(target)
        _sync_folder(target.parent)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(workshop)


def _keep_strangers(target: Path, new: Path) -> None:
    """Refuse to replace a folder that holds more than a data package: it may be somebody's repository."""
    strangers = {file.name for file in target.iterdir()} - {file.name for file in new.iterdir()}
    if strangers:
        raise OutputError(
            f"{quoted(str(target))} holds {quoted(min(strangers))}, which is no part of the export; it is not replaced"
        )


def _sync(new: Path) -> None:
    """Bring to the disk what was written: a name must never lead to half a file, not even when power fails."""
    for file in sorted(new.iterdir()) if new.is_dir() else [new]:
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    if new.is_dir():
        _sync_folder(new)


def _sync_folder(folder: Path) -> None:
    # Not every system opens folders; those that do not look after names themselves.
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
