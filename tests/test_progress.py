"""How far it is: a bar for whoever waits at a terminal, and nothing in a pipe."""

from __future__ import annotations

import io
import sys

import pytest
from asking import ask, fact_base, figures

from xjcli import loading, progress, questions
from xjcli.progress import bar, watched

ERASE = "\r\x1b[K"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def worked(seconds: float, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Be a program that has worked so long, before a terminal."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "process_time", lambda: seconds)
    return screen


@pytest.mark.parametrize(
    ("done", "total", "line"),
    [
        (0, 200, "[                        ]   0%  0 rows"),
        (100, 200, "[############            ]  50%  100 rows"),
        (1_234_567, 1_234_567, "[########################] 100%  1,234,567 rows"),
        (300, 200, "[########################] 100%  300 rows"),
        (1_000, None, "1,000 rows"),
    ],
)
def test_a_bar_shows_the_share_and_the_number_of_rows(done: int, total: int | None, line: str) -> None:
    assert bar(done, total) == line


def test_after_a_second_a_bar_is_drawn_and_at_the_end_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = worked(5.0, monkeypatch)
    assert list(watched(range(300), lambda: 600)) == list(range(300))
    assert screen.getvalue() == f"{ERASE}[                        ]   0%  0 rows{ERASE}"


def test_a_reader_who_turns_away_finds_the_bar_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = worked(5.0, monkeypatch)
    rows = watched(range(300), None)
    next(rows)
    rows.close()
    assert screen.getvalue() == f"{ERASE}0 rows{ERASE}"


def test_a_quick_answer_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = worked(0.9, monkeypatch)
    assert len(list(watched(range(300), lambda: 300))) == 300
    assert screen.getvalue() == ""


def test_a_pipe_sees_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    worked(5.0, monkeypatch)
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    assert len(list(watched(range(300), lambda: 300))) == 300
    assert pipe.getvalue() == ""


def test_without_standard_error_rows_still_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert list(watched([1, 2], None)) == [1, 2]


@pytest.mark.parametrize(
    ("words", "rows"), [(["--observations"], 3), (["--observations", "--since", "2021"], 2)], ids=str
)
def test_an_answer_knows_how_many_rows_there_will_be(words: list[str], rows: int) -> None:
    base = fact_base({"id": "a", "observations": figures(("2020", "1"), ("2021", "2"), ("2022", "3"))})
    since = words[-1] if "--since" in words else None
    answer = questions.observations(loading.decode(base.encode(), "a"), since=since)
    assert answer.size is not None
    assert answer.size() == rows == ask("--facts", "-", "facts", *words, "-f", "jsonl", stdin=base).out.count("\n")
