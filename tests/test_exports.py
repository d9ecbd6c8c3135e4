"""An export arrives whole or not at all, replaces only what it may, and is the same every time."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from asking import figures as some
from exporting import BASE, exported, small

from xjcli.errors import FactError, OutputError, UsageError
from xjcli.exports import FORMATS, export, ranks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xjcli.exports.ranks import Figure
    from xjcli.facts import FactBase

HERE = Path()
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
FILES = [name for name in FORMATS if name != "datapackage"]
EVERY_FILE = pytest.mark.parametrize("name", FILES)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Relative paths are short: an error quotes no more than 80 characters of one.
    monkeypatch.chdir(tmp_path)


def contents(path: Path = HERE) -> dict[str, bytes | None]:
    """Read everything below a folder, hidden or not."""
    found = sorted(path.rglob("*"))
    return {str(file.relative_to(path)): None if file.is_dir() else file.read_bytes() for file in found}


def refused(facts: FactBase, name: str, path: Path | str, *, force: bool = False) -> str:
    with pytest.raises((OutputError, UsageError)) as caught:
        export(facts, name, str(path), force=force)
    return f"{type(caught.value).__name__}: {caught.value}"


# What can be asked


def test_the_formats_are_these() -> None:
    assert list(FORMATS) == ["datapackage", "sqlite", "sdmx-csv", "json-stat"]


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    assert refused(BASE, "sqlit", HERE / "x") == ("UsageError: unknown export format 'sqlit'; did you mean 'sqlite'?")


@EVERY_FORMAT
def test_the_answer_says_what_was_written(name: str) -> None:
    assert export(BASE, name, "x", force=False) == "48 series, 201 observations written to x"


def test_one_observation_is_one() -> None:
    facts = small({"id": "a", "observations": some(("2024", "1"))})
    assert export(facts, "sqlite", "x", force=False) == "1 series, 1 observation written to x"


def test_the_answer_cannot_steer_a_terminal() -> None:
    answer = export(small(), "json-stat", "\x1b[31m", force=False)
    assert answer == "0 series, 0 observations written to \\x1b[31m"


@EVERY_FORMAT
def test_a_fact_base_of_nothing_is_exported(name: str) -> None:
    assert export(small(), name, "x", force=False) == "0 series, 0 observations written to x"


@pytest.mark.parametrize("kind", ["routes", "claims"])
@pytest.mark.parametrize("name", ["datapackage", "sqlite"])
def test_two_things_of_one_id_are_refused_where_the_id_is_a_key(kind: str, name: str) -> None:
    thing = {
        "routes": {"id": "r", "name": "R", "mode": "air", "source": "s"},
        "claims": {"id": "r", "says": "R", "series": "a", "source": "s"},
    }[kind]
    with pytest.raises(FactError, match=f"^two {kind} have the id 'r'$"):
        export(small(**{kind: [thing, thing]}), name, "x", force=False)
    assert contents() == {}


# Where it may go


@pytest.mark.parametrize("path", ["", "-", "a\0b"])
@pytest.mark.parametrize(("name", "kind"), [("datapackage", "folder"), ("sqlite", "file")])
def test_what_is_no_path_is_refused(path: str, name: str, kind: str) -> None:
    shown = path.replace("\0", "\\x00")
    assert refused(BASE, name, path) == f"UsageError: '{shown}' is no path to export to; name a {kind}"


@EVERY_FILE
def test_a_file_does_not_go_to_a_name_of_a_folder(name: str) -> None:
    assert refused(BASE, name, "x/") == "UsageError: 'x/' names a folder; this format is one file"
    assert contents() == {}


@EVERY_FORMAT
def test_a_folder_that_is_not_there_is_not_made(name: str) -> None:
    path = HERE / "no" / "x"
    assert refused(BASE, name, path) == f"OutputError: cannot write '{path}': there is no folder 'no'"
    assert contents() == {}


@EVERY_FORMAT
def test_an_existing_path_is_refused_without_force(name: str) -> None:
    path = exported(HERE, name, small())
    before = contents()
    assert refused(BASE, name, path) == f"OutputError: '{path}' exists; --force replaces it"
    assert contents() == before


@EVERY_FORMAT
def test_force_replaces_an_earlier_export(name: str) -> None:
    (HERE / "new").mkdir()
    new = contents(exported(HERE / "new", name).parent)
    (HERE / "old").mkdir()
    path = exported(HERE / "old", name, small())
    export(BASE, name, str(path), force=True)
    assert contents(HERE / "old") == new


@EVERY_FILE
def test_force_does_not_replace_a_folder_by_a_file(name: str) -> None:
    (HERE / "x").mkdir()
    assert refused(BASE, name, "x", force=True) == "OutputError: 'x' is a folder; this format is one file"
    assert contents() == {"x": None}


def test_force_does_not_replace_a_file_by_a_folder() -> None:
    path = HERE / "x"
    path.write_text("mine")
    assert refused(BASE, "datapackage", path, force=True) == (
        f"OutputError: '{path}' is not a folder; this format is a folder of files"
    )
    assert contents() == {"x": b"mine"}


def test_force_replaces_an_empty_folder() -> None:
    (HERE / "x").mkdir()
    export(small(), "datapackage", "x", force=True)
    assert (HERE / "x" / "datapackage.json").is_file()


def test_force_does_not_replace_a_folder_that_is_no_data_package() -> None:
    path = HERE / "x"
    path.mkdir()
    (path / "series.csv").write_text("mine")
    assert refused(BASE, "datapackage", path, force=True) == (
        f"OutputError: '{path}' is a folder without datapackage.json; it is not replaced"
    )
    assert contents(path) == {"series.csv": b"mine"}


def test_force_does_not_replace_a_data_package_that_holds_more() -> None:
    path = exported(HERE, "datapackage", small())
    (path / ".git").mkdir()
    before = contents()
    assert refused(BASE, "datapackage", path, force=True) == (
        f"OutputError: '{path}' holds '.git', which is no part of the export; it is not replaced"
    )
    assert contents() == before


@EVERY_FILE
def test_force_does_not_replace_what_is_no_ordinary_file(name: str) -> None:
    os.mkfifo(HERE / "x")
    assert refused(BASE, name, HERE / "x", force=True).endswith("is no ordinary file; this format is one file")
    assert (HERE / "x").is_fifo()


@pytest.mark.parametrize("leads_to", ["file", "folder", "nowhere"])
@EVERY_FORMAT
def test_a_symbolic_link_is_refused_wherever_it_leads(name: str, leads_to: str) -> None:
    (HERE / "file").write_text("mine")
    (HERE / "folder").mkdir()
    (HERE / "x").symlink_to(leads_to)
    assert refused(BASE, name, HERE / "x", force=True) == ("OutputError: 'x' is a symbolic link; name what it leads to")
    assert sorted(path.name for path in HERE.iterdir()) == ["file", "folder", "x"]


@EVERY_FORMAT
def test_a_path_may_be_absolute(name: str, tmp_path: Path) -> None:
    path = str(tmp_path / "x")
    assert export(small(), name, path, force=False) == f"0 series, 0 observations written to {path}"
    assert next(iter(contents())) == "x"


# Whole, or not at all


def breaking(error: BaseException) -> Callable[[FactBase], Iterator[Figure]]:
    """Make a list of figures that breaks off."""
    whole = ranks.figures

    def figures(facts: FactBase) -> Iterator[Figure]:
        yield from list(whole(facts))[:50]
        raise error

    return figures


@EVERY_FORMAT
@pytest.mark.parametrize("before", [None, "an earlier export"])
def test_a_full_disk_leaves_everything_as_it_was(
    name: str, before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(HERE, name, small()) if before else HERE / "x"
    old = contents()
    monkeypatch.setattr(ranks, "figures", breaking(OSError(errno.ENOSPC, "No space left on device")))
    assert refused(BASE, name, path, force=True) == f"OutputError: cannot write '{path}': No space left on device"
    assert contents() == old


@EVERY_FORMAT
def test_an_interruption_leaves_everything_as_it_was(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = exported(HERE, name, small())
    old = contents()
    monkeypatch.setattr(ranks, "figures", breaking(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        export(BASE, name, str(path), force=True)
    assert contents() == old


LIMITED = """
import resource, signal, sys
from xjcli import errors, exports, loading
facts = loading.bundled()
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    exports.export(facts, *sys.argv[1:], force=True)
except errors.OutputError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("datapackage", "File too large"),
        ("sqlite", "disk I/O error"),
        ("sdmx-csv", "File too large"),
        ("json-stat", "File too large"),
    ],
)
def test_a_disk_that_takes_no_more_is_told_in_one_line(name: str, reason: str) -> None:
    path = exported(HERE, name, small())
    old = contents()
    command = [sys.executable, "-B", "-c", LIMITED, name, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode() == f"cannot write '{path}': {reason}\n"
    assert contents() == old


@pytest.mark.parametrize("error", [OSError(errno.EBUSY, "Device or resource busy"), KeyboardInterrupt()], ids=repr)
@EVERY_FORMAT
def test_what_cannot_be_moved_into_place_leaves_the_old_one(
    name: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(HERE, name, small())
    old = contents()

    def fail(self: Path, target: Path) -> None:
        del self, target
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        export(BASE, name, str(path), force=True)
    assert contents() == old


@EVERY_FORMAT
def test_what_came_to_be_meanwhile_is_not_overwritten(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ranks.figures

    def figures(facts: FactBase) -> Iterator[Figure]:
        (HERE / "x").write_text("mine")
        return whole(facts)

    monkeypatch.setattr(ranks, "figures", figures)
    refused(BASE, name, HERE / "x")
    assert contents() == {"x": b"mine"}


@EVERY_FORMAT
def test_every_file_is_on_the_disk_before_it_has_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    named: list[Path] = []
    fsync, replace = os.fsync, Path.replace

    def keep_sync(opened: int) -> None:
        synced.append(Path(f"/proc/self/fd/{opened}").readlink())
        fsync(opened)

    def keep_name(self: Path, target: Path) -> Path:
        # On the same disk, or it could not be moved in one step.
        assert self.parent.parent.absolute() == target.parent.absolute()
        named.extend(file for file in (self, *self.glob("*")) if file.absolute() in synced)
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", keep_sync)
    monkeypatch.setattr(Path, "replace", keep_name)
    path = HERE / "x"
    export(small(), name, "x", force=False)
    assert len(named) == (10 if path.is_dir() else 1)
    assert synced[-1] == HERE.absolute()


# What it looks like from outside


@EVERY_FORMAT
def test_permissions_are_those_of_any_new_file(name: str) -> None:
    before = os.umask(0o027)
    try:
        path = exported(HERE, name, small())
    finally:
        os.umask(before)
    modes = {file: file.stat().st_mode & 0o777 for file in (path, *path.parent.rglob("an-export*/*"))}
    assert modes == {file: 0o750 if file.is_dir() else 0o640 for file in modes}


TWICE = """
import sys
from xjcli import exports, facts, loading
bundled = loading.bundled()
loose = facts.FactBase(bundled.series, {}, {})
for name in exports.FORMATS:
    exports.export(bundled, name, f"{sys.argv[1]}/{name}", force=False)
    exports.export(loose, name, f"{sys.argv[1]}/{name}-2", force=False)
"""


def test_the_same_facts_give_the_same_bytes() -> None:
    found: list[Any] = []
    for seed in ("1", "2"):
        folder = HERE / seed
        folder.mkdir()
        env = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", TWICE, str(folder)], env=env, check=True, timeout=60)
        found.append(contents(folder))
    assert len(found[0]) == 26
    assert found[0] == found[1]


# Ranks


def test_the_preferred_figure_of_a_period_has_rank_1_and_its_alternatives_follow() -> None:
    alternative = {"rank": "alternative"}
    facts = small(
        {
            "id": "a",
            "observations": [
                *some(("2024-01/2024-12", "3"), ("2023", "9"), **alternative),
                *some(("2024", "1")),
                *some(("2024", "2"), **alternative),
                *some(("2024-11", "6"), ("2022", "5")),
            ],
        }
    )
    assert [(one.period.text, one.rank, str(one.observation.value)) for one in ranks.figures(facts)] == [
        ("2022", 1, "5"),
        ("2023", 2, "9"),
        ("2024", 1, "1"),
        ("2024-01/2024-12", 2, "3"),
        ("2024", 3, "2"),
        ("2024-11", 1, "6"),
    ]
