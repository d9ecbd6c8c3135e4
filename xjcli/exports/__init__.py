"""What do other programs read? The fact base in formats of their own: one module a format, one dict, one way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xjcli.errors import unknown
from xjcli.exports.datapackage import write as _datapackage
from xjcli.exports.delivery import deliver
from xjcli.exports.json_stat import write as _json_stat
from xjcli.exports.sdmx_csv import write as _sdmx_csv
from xjcli.exports.sqlite import write as _sqlite
from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xjcli.facts import FactBase


class Format(NamedTuple):
    """How a format is written: to a path that is free, as a file or as a folder of files."""

    write: Callable[[FactBase, Path], None]
    folder: bool = False


FORMATS = {
    "datapackage": Format(_datapackage, folder=True),
    "sqlite": Format(_sqlite),
    "sdmx-csv": Format(_sdmx_csv),
    "json-stat": Format(_json_stat),
}


def export(facts: FactBase, name: str, path: str, *, force: bool) -> str:
    """Write a fact base to a path in the format of that name, and say in one sentence what was written.

    The path holds all of it or what it held before; `force` replaces what is there. The same facts give the same bytes.
    Raises UsageError for an unknown format or what is no path, OutputError when the path is taken or cannot be written,
    and FactError for a fact base that gives two things one id.
    """
    if name not in FORMATS:
        raise unknown("export format", name, FORMATS)
    chosen = FORMATS[name]
    deliver(path, lambda free: chosen.write(facts, free), folder=chosen.folder, force=force)
    figures = sum(len(series.observations) for series in facts.series)
    # Both words are their own plural but for one observation.
    return f"{len(facts.series)} series, {figures} observation{'' if figures == 1 else 's'} written to {visible(path)}"
