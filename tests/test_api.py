"""In Python: the same questions as on the command line, with records that keep every digit."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from asking import ask, fact_base, figures
from asking import records as asked
from running import environment

import xjcli
from xjcli import api
from xjcli.errors import FactError, RefusalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xjcli import FactBase, Table


@pytest.fixture(scope="module")
def base() -> FactBase:
    return xjcli.load()


# Each question in Python, and the same on the command line.
PAIRS: dict[str, Callable[[FactBase], Table]] = {
    "trade --since 2012": lambda base: xjcli.figures(base, "trade", since="2012"),
    "trade --partner Kazakhstan": lambda base: xjcli.figures(base, "trade", filters={"partner": "Kazakhstan"}),
    "trade trade --alternatives": lambda base: xjcli.figures(base, "trade", "trade", alternatives=True),
    "trade trade --currency USD": lambda base: xjcli.figures(base, "trade", "trade", view=xjcli.View(currency="USD")),
    "routes --mode rail": lambda base: xjcli.figures(base, "routes", filters={"mode": "rail"}),
    "routes --named --country Serbia": lambda base: xjcli.named_routes(base, country="Serbia"),
    "growth trade partners --since 2012 --until 2024": lambda base: xjcli.growth(
        base, "trade", "partners", since="2012", until="2024"
    ),
    "growth trains": lambda base: xjcli.growth(base, "trains"),
    "growth trains --forecasts": lambda base: xjcli.growth(base, "trains", forecasts=True),
    "growth trade --yearly": lambda base: xjcli.yearly(base, "trade"),
    "compare trade partners --index 2012": lambda base: xjcli.compare(base, "trade", "partners", index="2012"),
    "compare 2012 2024": lambda base: xjcli.compare(base, "2012", "2024"),
    "why trade 2023 2024": lambda base: xjcli.why(base, "trade", "2023", "2024"),
    "facts horgos": lambda base: xjcli.search(base, "horgos"),
    "claims": xjcli.claims,
    "sources article": lambda base: xjcli.sources(base, "article"),
    "trade --as-of 2024-12-31": lambda base: xjcli.figures(base, "trade", view=xjcli.View(as_of="2024-12-31")),
    "facts --lang zh": lambda base: xjcli.search(base, view=xjcli.View(lang="zh")),
}


@pytest.mark.parametrize("words", PAIRS)
def test_python_and_the_command_line_give_the_same_answer(base: FactBase, words: str) -> None:
    found = [
        {
            name: None if cell is None else format(cell, "f" if isinstance(cell, Decimal) else "")
            for name, cell in one.items()
        }
        for one in xjcli.records(PAIRS[words](base))
    ]
    assert found == [
        {name: None if cell is None else str(cell) for name, cell in one.items()} for one in asked(*words.split())
    ]


def test_a_record_keeps_the_printed_digits(base: FactBase) -> None:
    record = xjcli.records(xjcli.figures(base, "trade", "trade", since="2024", until="2024"))[0]
    assert (record["series"], record["period"], str(record["value"]), record["status"]) == (
        "trade",
        "2024",
        "434.1",
        "A",
    )


def test_growth_is_the_reference_value(base: FactBase) -> None:
    record = xjcli.records(xjcli.growth(base, "trade", since="2012", until="2024"))[0]
    assert (record["change_pct"], record["cagr_pct"]) == (Decimal("173.1907"), Decimal("8.7357"))


def test_a_series_has_its_observations_as_printed(base: FactBase) -> None:
    found = xjcli.series(base, "partners")
    assert found.title == "Countries and regions trading with Xinjiang"
    assert [str(one.value) for one in found.observations if one.period == "2012"] == ["193", "196"]


def test_the_notes_of_an_answer_come_with_it(base: FactBase) -> None:
    answer = xjcli.growth(base, "ftz-tasks-done")
    assert "ftz-tasks-done: 2025 is over 90, so results are bounds" in answer.notes


def test_a_fact_base_of_ones_own_is_loaded_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "my.json"
    path.write_text(fact_base({"id": "mine", "observations": figures(("2023", "1.2"), ("2024", "1.30"))}))
    found = xjcli.records(xjcli.figures(xjcli.load(path), "trade"))
    assert [str(record["value"]) for record in found] == ["1.2", "1.30"]


def test_errors_are_one_kind_with_a_sentence(base: FactBase) -> None:
    with pytest.raises(UsageError, match="did you mean 'trains'"):
        xjcli.growth(base, "trian")
    with pytest.raises(RefusalError, match="only one figure"):
        xjcli.growth(base, "trade", since="2024", until="2024")
    with pytest.raises(FactError, match="cannot read '/nowhere'"):
        xjcli.load("/nowhere")
    assert issubclass(UsageError, xjcli.XjcliError)


def test_what_the_package_offers_is_what_the_room_offers() -> None:
    assert xjcli.__all__ == api.__all__
    assert [name for name in xjcli.__all__ if getattr(xjcli, name) is not getattr(api, name)] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'xjcli' has no attribute 'grwth'"):
        _ = xjcli.grwth


def test_everything_offered_says_what_it_does() -> None:
    assert [name for name in xjcli.__all__ if not getattr(xjcli, name).__doc__] == []


def test_python_needs_neither_typer_nor_rich() -> None:
    script = (
        "import sys, xjcli\n"
        "xjcli.records(xjcli.growth(xjcli.load()))\n"
        "print(sorted({'typer', 'rich', 'tabulate', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment(), check=False)
    assert (done.stdout, done.stderr) == (b"[]\n", b"")


def test_the_answer_of_python_is_what_the_program_prints(base: FactBase) -> None:
    first = ask("trade", "-f", "csv", "-c", "value", "-n", "1", "--no-header").out
    assert first == f"{xjcli.records(xjcli.figures(base, 'trade'))[0]['value']}\n"


@pytest.mark.parametrize("words", PAIRS)
def test_an_answer_can_be_read_again(base: FactBase, words: str) -> None:
    answer = PAIRS[words](base)
    assert xjcli.records(answer) == xjcli.records(answer) != []


def test_a_word_in_the_wrong_place_is_wrong_usage(base: FactBase) -> None:
    with pytest.raises(UsageError, match="unknown theme 'trains'; there are: trade, routes, zone"):
        xjcli.figures(base, "trains")
    with pytest.raises(UsageError, match="unknown filter 'mod'; did you mean 'mode'"):
        xjcli.figures(base, "routes", filters={"mod": "rail"})
    with pytest.raises(UsageError, match="why needs one period, or two for the growth between them, not 3"):
        xjcli.why(base, "trade", "2012", "2023", "2024")


def test_whoever_looks_finds_what_is_offered() -> None:
    assert set(xjcli.__all__) <= set(dir(xjcli))
