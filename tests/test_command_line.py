"""How it is asked and how failure is told: options, suggestions, one line, exit codes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from asking import ask, fact_base, figures
from running import environment, in_pipe

import xjcli

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ["trade", "routes", "growth", "compare", "why", "claims", "sources", "facts"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["growth", "trian"], "unknown series 'trian'; did you mean 'trains'?"),
        (["trade", "-c", "valeu"], "unknown column 'valeu'; did you mean 'value'?"),
        (["trade", "--sort", "-perod"], "unknown column 'perod'; did you mean 'period'?"),
        (["trade", "-f", "jason"], "unknown format 'jason'; did you mean 'json'?"),
        (["trad"], "unknown command 'trad'; did you mean 'trade'?"),
        (["trade", "--color", "sometimes"], "unknown colour choice 'sometimes'; there are: auto, always, never"),
        (["trade", "--since", "2013x"], "'2013x' is not a period; write 2024, 2024-06, 2024-06-25 or 2024-01/2024-11"),
        (["trade", "--since", "2014", "--until", "2012"], "--since 2014 is after --until 2012"),
        (["trade", "-n", "-1"], "--limit -1 is below zero"),
        (["trade", "-f", "json", "--no-header"], "--no-header goes with csv and tsv, not with json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_line_that_says_what_would_be_right(words: list[str], message: str) -> None:
    assert ask(*words) == (2, "", f"xjcli: {message}\n")


@pytest.mark.parametrize("words", [["trade", "--nope"], ["--nope"], ["trade", "-n", "x"], ["trade", "--since"]])
def test_an_option_that_cannot_be_parsed_is_one_line(words: list[str]) -> None:
    answer = ask(*words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert answer.err.startswith("xjcli: ")
    assert words[-1] in answer.err


@pytest.mark.parametrize("name", ["", "   ", "../../../etc/passwd", "[/red][link=http://e.x]z[/link]{0.__class__}%s"])
def test_a_strange_name_is_quoted_as_it_is(name: str) -> None:
    answer = ask("trade", name)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert f"'{' '.join(name.split())}" in answer.err or not name.strip()


def test_an_escape_in_an_argument_is_shown_and_not_obeyed() -> None:
    assert "'A\\x1b[2J\\u202eB'" in ask("trade", "A\x1b[2J\u202eB").err


def test_a_long_argument_is_quoted_in_part() -> None:
    answer = ask("trade", "x" * 10_000)
    assert "'" + "x" * 80 + "…'" in answer.err
    assert len(answer.err) < 500


@pytest.mark.parametrize("words", [["--facts", "-", "trade"], ["trade", "--facts", "-"]])
def test_another_fact_base_may_be_given_before_or_after_the_command(words: list[str]) -> None:
    base = fact_base({"id": "mine", "observations": figures(("2020", "1.50"))})
    answer = ask(*words, "-f", "csv", "-c", "series,value", stdin=base)
    assert answer == (0, "series,value\nmine,1.50\n", "")


def test_the_environment_may_name_another_fact_base() -> None:
    assert ask("trade", env={"XJCLI_FACTS": "/nowhere.json"}) == (
        1,
        "",
        "xjcli: cannot read '/nowhere.json': No such file or directory\n",
    )
    assert ask("trade", env={"XJCLI_FACTS": ""}).code == 0


@pytest.mark.parametrize("words", [["--version"], ["trade", "--version"]])
def test_the_version_is_one_line(words: list[str]) -> None:
    assert ask(*words) == (0, f"xjcli {xjcli.__version__}\n", "")


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_is_on_standard_output(flag: str, command: list[str]) -> None:
    answer = ask(*command, flag)
    assert (answer.code, answer.err) == (0, "")
    assert "--facts" in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_examples_that_run(command: str) -> None:
    text = ask(command, "--help").out
    examples = [line.split()[1:] for line in text.splitlines() if line.startswith("    xjcli ")]
    assert len(examples) >= 3
    assert [ask(*words).code for words in examples] == [0] * len(examples)


def test_without_a_command_help_is_shown() -> None:
    answer = ask()
    assert answer.code == 0
    assert [name for name in COMMANDS if name not in answer.out] == []


def test_sort_orders_numbers_as_numbers_and_keeps_empty_cells_last() -> None:
    up = ask("trade", "--sort", "yoy_pct", "-f", "csv", "-c", "yoy_pct").out.split()
    down = ask("trade", "--sort", "-yoy_pct", "-f", "csv", "-c", "yoy_pct").out.split()
    assert up[1:4] == ["-28.8833", "-3.3816", "0.3991"]
    assert down[1:4] == ["57.0172", "45.0438", "21.4843"]


def test_sort_may_use_a_column_that_is_not_shown() -> None:
    answer = ask("growth", "--sort", "-cagr_pct", "-n", "2", "-c", "series", "-f", "csv")
    assert answer.out == "series\nftz-tasks-done\ntrains\n"


def test_limit_keeps_the_first_rows() -> None:
    assert ask("trade", "-n", "2", "-f", "csv", "-c", "period", "--no-header").out == "2012\n2019\n"
    assert ask("trade", "-n", "0", "-f", "csv", "-c", "period").out == "period\n"


def test_a_pipe_gets_tsv() -> None:
    assert in_pipe("trade", "-n", "1", "-c", "series,period").stdout == b"series\tperiod\ntrade\t2012\n"


def test_a_reader_who_leaves_is_no_error() -> None:
    # The sleep makes sure that nobody reads any more when the first byte is written.
    script = f"(sleep 0.3; {sys.executable} -m xjcli facts --observations -f table; echo $? >&2) | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, env=environment(), timeout=60, check=False)
    assert done.stderr == b"0\n"


@pytest.mark.parametrize("words", [["trade"], ["trade", "-f", "json"], ["--help"], ["--version"]], ids=str)
@pytest.mark.parametrize(
    ("target", "reason"), [(">/dev/full", "No space left on device"), (">&-", "it is closed")], ids=["full", "closed"]
)
def test_output_that_is_lost_is_one_line_and_exit_1(words: list[str], target: str, reason: str) -> None:
    script = f"{sys.executable} -m xjcli {' '.join(words)} {target}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, env=environment(), timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (1, f"xjcli: cannot write to standard output: {reason}\n")


def test_a_wrong_word_keeps_its_exit_code_when_nobody_hears_it() -> None:
    for target in ("2>/dev/full", "2>&-"):
        script = f"{sys.executable} -m xjcli trade --nope {target}"
        assert subprocess.run(["bash", "-c", script], env=environment(), timeout=60, check=False).returncode == 2


def test_nothing_is_taken_from_the_current_folder(tmp_path: Path) -> None:
    for name in ("rich", "msgspec", "tabulate", "json", "typer"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hijacked')\n")
    (tmp_path / "facts.json").write_text("{}")
    done = subprocess.run(
        ["xjcli", "trade", "-f", "table"], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
