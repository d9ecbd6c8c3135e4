"""Arrows point down only: what a module of the package may import, and what no module may rely on."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import xjcli

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(xjcli.__file__).parent
PATHS = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_bytes()) for name, path in PATHS.items()}

# What each module may import of the package; `__init__` holds the version and opens `api`.
ALLOWED = {
    "intervals": set(),
    "text": set(),
    "progress": set(),
    "reports.__init__": set(),
    "rates": {"intervals"},
    "sparks": {"intervals"},
    "errors": {"text"},
    "exports.lines": {"text"},
    "shells": {"text"},
    "exports.delivery": {"errors"},
    "periods": {"errors"},
    "places": {"errors"},
    "streams": {"errors", "text"},
    "observations": {"periods"},
    "table": {"errors", "intervals", "periods"},
    "failure": {"errors", "streams"},
    "checks": {"observations", "periods"},
    "values": {"errors", "observations", "periods", "places", "text"},
    "bars": {"intervals", "table"},
    "cells": {"intervals", "periods", "sparks", "table", "text"},
    "page": {"intervals", "table", "text"},
    "references": {"errors", "periods", "table", "text"},
    "facts": {"checks", "errors", "observations", "periods"},
    "layout": {"cells", "table", "text"},
    "currencies": {"errors", "facts", "intervals", "periods"},
    "inspection": {"errors", "facts", "periods", "places", "values"},
    "loading": {"errors", "facts", "observations", "text"},
    "reports.selection": {"errors", "facts", "intervals", "periods", "table"},
    "reports.sources": {"errors", "facts", "table"},
    "reports.trends": {"facts", "periods", "table"},
    "reports.verdicts": {"facts", "intervals"},
    "schema": {"facts"},
    "vintages": {"facts", "periods"},
    "charts": {"bars", "cells", "errors", "layout", "periods", "table"},
    "pictures": {"layout"},
    "sheets": {"layout"},
    "soundness": {"errors", "facts", "inspection", "loading", "periods", "places", "table", "values"},
    "exports.ranks": {"facts", "periods", "reports.selection"},
    "reports.figures": {"facts", "intervals", "periods", "rates", "reports.selection", "table"},
    "reports.lookup": {"errors", "facts", "periods", "reports.selection", "table"},
    "reports.growth": {
        "errors", "facts", "intervals", "periods", "rates", "reports.selection", "reports.trends", "table",
    },
    "views": {"currencies", "errors", "facts", "periods", "table", "vintages"},
    "plots": {"bars", "charts", "layout", "sheets", "table"},
    "terminal": {"pictures", "sheets"},
    "exports.columns": {"exports.ranks", "facts"},
    "exports.json_stat": {"exports.lines", "exports.ranks", "facts", "text"},
    "exports.sdmx_csv": {"exports.lines", "exports.ranks", "facts", "periods"},
    "reports.search": {"facts", "periods", "reports.figures", "reports.selection", "reports.trends", "table"},
    "reports.claims": {
        "currencies", "errors", "facts", "intervals", "periods", "rates", "reports.growth", "reports.selection",
        "reports.verdicts", "table",
    },
    "reports.compare": {
        "errors", "facts", "intervals", "periods", "rates", "reports.growth", "reports.selection", "table", "text",
    },
    "reports.prose": {"facts", "intervals", "periods", "reports.growth"},
    "reports.yearly": {"facts", "intervals", "periods", "rates", "reports.growth", "reports.selection", "table"},
    "drawing": {"layout", "plots", "sheets", "streams", "table", "terminal", "text"},
    "exports.tables": {"errors", "exports.columns", "exports.lines", "exports.ranks", "facts"},
    "reports.named": {"errors", "facts", "periods", "reports.search", "reports.selection", "table"},
    "reports.wording_en": {"facts", "periods", "reports.growth", "reports.prose"},
    "reports.wording_zh": {"facts", "periods", "reports.growth", "reports.prose"},
    "reports.why": {
        "errors", "facts", "intervals", "periods", "rates", "reports.growth", "reports.selection", "reports.yearly",
        "table",
    },
    "render": {"drawing", "errors", "intervals", "page", "periods", "references", "sparks", "streams", "table", "text"},
    "exports.datapackage": {"exports.columns", "exports.delivery", "exports.lines", "exports.tables", "facts", "text"},
    "exports.sqlite": {"exports.columns", "exports.lines", "exports.ranks", "exports.tables", "facts"},
    "reports.sentences": {
        "facts", "intervals", "periods", "reports.growth", "reports.prose", "reports.selection", "reports.why",
        "reports.wording_en", "reports.wording_zh", "table",
    },
    "exports.__init__": {
        "errors", "exports.datapackage", "exports.delivery", "exports.json_stat", "exports.sdmx_csv",
        "exports.sqlite", "facts", "text",
    },
    "questions": {
        "errors", "facts", "periods", "reports.claims", "reports.compare", "reports.figures", "reports.growth",
        "reports.lookup", "reports.named", "reports.search", "reports.selection", "reports.sentences",
        "reports.sources", "reports.why", "reports.yearly", "table", "views",
    },
    "api": {"errors", "facts", "loading", "questions", "render", "reports.selection", "streams", "table", "views"},
    "columns": {
        "facts", "questions", "reports.claims", "reports.figures", "reports.growth", "reports.lookup",
        "reports.named", "reports.search", "reports.sentences", "reports.sources", "reports.why", "reports.yearly",
        "soundness", "table",
    },
    "__init__": {"api"},
    "options": {"__init__", "streams"},
    "vocabulary": {
        "__init__", "columns", "currencies", "facts", "loading", "options", "render", "reports.selection", "shells",
        "streams",
    },
    "completion": {"errors", "shells", "vocabulary"},
    "command": {
        "api", "completion", "errors", "facts", "failure", "options", "progress", "render", "reports.sources",
        "streams", "table",
    },
    "services": {
        "__init__", "command", "errors", "facts", "loading", "schema", "shells", "soundness", "streams", "table",
    },
    "cli": {"command", "errors", "facts", "options", "questions", "services", "table", "views"},
    "__main__": {"cli"},
}  # fmt: skip
# Slow or screen-bound packages, and the only modules that may import each.
ONLY = {
    "typer": ["cli", "command", "failure", "options", "services"],
    "rich": ["layout", "terminal"],
    "tabulate": ["render"],
    "click": [],
    "importlib": [],
}
BEYOND_REPORTS = {"typer", "click", "rich", "tabulate", "os", "sys", "io", "pathlib", "subprocess", "csv", "json"}

MODULES = pytest.mark.parametrize("module", PATHS)
REPORTS = pytest.mark.parametrize("module", [name for name in PATHS if name.startswith("reports.")])


def imported(tree: ast.AST) -> Iterator[str]:
    """Spell everything that is imported anywhere in a module, a name of another module included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (f"{node.module}." if node.module else "")
            yield from (start + name.name for name in node.names)


def own(tree: ast.AST) -> set[str]:
    """Name the modules of the package that a module imports; what is relative or unknown keeps its full name."""
    found = set()
    for name in imported(tree):
        if name.startswith("."):
            found.add(name)
        elif name.split(".")[0] == "xjcli":
            inner = name.removeprefix("xjcli").removeprefix(".")
            known = [part for part in (inner, inner.rpartition(".")[0]) if part in PATHS]
            found.add(known[0] if known else "__init__")
    return found


def outside(tree: ast.AST) -> set[str]:
    """Name the packages that a module imports."""
    return {name.split(".")[0] for name in imported(tree)}


def words(tree: ast.AST) -> set[str]:
    """Collect the names, attributes and texts of a module that stand for one word."""
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    imports = {name.rpartition(".")[2] for name in imported(tree)}
    return names | attributes | texts | imports


HIDDEN = ast.parse(
    """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from xjcli.facts import FactBase
def late():
    import rich.table
    from xjcli import render, __version__
    from xjcli.reports import growth as report
    import xjcli.cli
    from . import table
    sys.exit(print.__doc__)
"""
)


def test_an_import_is_seen_in_a_function_and_under_type_checking() -> None:
    assert own(HIDDEN) == {"facts", "render", "__init__", "reports.growth", "cli", ".table"}


def test_a_package_is_seen_in_a_function() -> None:
    assert outside(HIDDEN) - {""} == {"typing", "rich", "xjcli"}


def test_a_word_is_seen_in_a_function() -> None:
    assert words(HIDDEN) >= {"exit", "__doc__", "sys"}


def test_what_is_allowed_has_no_circle() -> None:
    order = list(TopologicalSorter(ALLOWED).static_order())
    assert order.index("errors") < order.index("facts") < order.index("reports.growth") < order.index("cli")


@MODULES
def test_a_module_imports_only_what_lies_below(module: str) -> None:
    assert own(TREES[module]) - ALLOWED[module] == set()


@pytest.mark.parametrize("package", ONLY)
def test_only_few_modules_import_a_package(package: str) -> None:
    assert [module for module, tree in TREES.items() if package in outside(tree)] == ONLY[package]


@REPORTS
def test_a_report_knows_neither_screen_nor_files(module: str) -> None:
    assert outside(TREES[module]) & BEYOND_REPORTS == set()


@REPORTS
def test_a_report_does_not_know_who_asks(module: str) -> None:
    assert own(TREES[module]) & {"cli", "render", "terminal", "cells", "streams"} == set()


@pytest.mark.parametrize("module", ["render", "page", "terminal", "drawing", "charts", "cells", "table", "streams"])
def test_what_shows_an_answer_does_not_know_the_question(module: str) -> None:
    known = own(TREES[module])
    assert {name for name in known if name in {"facts", "rates", "cli"} or name.startswith("reports")} == set()


@MODULES
def test_no_module_needs_its_asserts_to_run(module: str) -> None:
    assert [node.lineno for node in ast.walk(TREES[module]) if isinstance(node, ast.Assert)] == []


@MODULES
def test_no_module_reads_its_docstrings_or_how_it_is_optimised(module: str) -> None:
    assert words(TREES[module]) & {"__doc__", "getdoc", "__debug__"} == set()


@pytest.mark.parametrize("module", sorted(set(PATHS) - {"__main__", "command", "failure", "options"}))
def test_only_the_command_line_knows_exit_codes(module: str) -> None:
    assert words(TREES[module]) & {"exit", "_exit", "quit", "abort", "Exit", "Abort", "SystemExit"} == set()


@MODULES
def test_no_module_imports_by_a_name_made_at_run_time(module: str) -> None:
    assert words(TREES[module]) & {"__import__", "import_module", "exec", "eval"} == set()
