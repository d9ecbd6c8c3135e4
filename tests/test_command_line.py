"""How it is asked and how failure is told: options, suggestions, one line, exit codes."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from asking import ask, fact_base, figures
from running import environment, in_pipe, in_terminal

import xjcli
from xjcli import schema

QUESTIONS = ["trade", "routes", "growth", "compare", "why", "facts", "claims", "sources"]
COMMANDS = [*QUESTIONS, "check", "schema", "export", "completion"]
FACTS = Path(__file__).parent.parent / "facts.json"


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
    assert "--version" in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_examples_that_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.json").write_bytes(FACTS.read_bytes())
    text = ask(command, "--help").out
    # What comes behind a pipe or an arrow is for a shell.
    examples = [re.split("[|>]", line)[0].split()[1:] for line in text.splitlines() if line.startswith("    xjcli ")]
    assert len(examples) >= 3
    assert [ask(*words).code for words in examples] == [0] * len(examples)


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_fits_80_columns(command: list[str]) -> None:
    text = in_terminal([sys.executable, "-m", "xjcli", *command, "--help"])
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "..." not in re.sub(r"[\])A-Z]\.\.\.", "", text)


def test_without_a_command_help_is_shown() -> None:
    answer = ask()
    assert answer.code == 0
    assert re.findall(r"^  ([a-z]+)  ", answer.out, re.MULTILINE) == COMMANDS


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


ONE = ("trade", "-n", "1", "-c", "series,period")


def test_the_environment_chooses_the_format_of_a_pipe_and_of_a_terminal() -> None:
    csv = "series,period\ntrade,2012\n"
    assert ask(*ONE, env={"XJCLI_FORMAT": "csv"}) == (0, csv, "")
    assert in_terminal([sys.executable, "-m", "xjcli", *ONE], extra={"XJCLI_FORMAT": "csv"}) == csv


def test_an_option_comes_before_the_format_of_the_environment() -> None:
    assert ask(*ONE, "-f", "tsv", env={"XJCLI_FORMAT": "csv"}).out == "series\tperiod\ntrade\t2012\n"
    assert ask(*ONE, "-f", "tsv", env={"XJCLI_FORMAT": "nonsense"}).code == 0


@pytest.mark.parametrize(
    "words",
    [["growth", "trade", "--say"], ["why", "trade", "2024", "--say"], ["trade", "--cite"], ["trade", "--get", "2024"]],
    ids=" ".join,
)
def test_what_an_answer_is_meant_for_comes_before_the_format_of_the_environment(words: list[str]) -> None:
    assert ask(*words, env={"XJCLI_FORMAT": "json"}) == ask(*words)
    assert ask(*words, env={"XJCLI_FORMAT": "json"}).out != ask(*words, "-f", "json").out


def test_a_chart_comes_before_the_format_of_the_environment() -> None:
    words = ("trade", "trade", "--chart")
    assert ask(*words, env={"XJCLI_FORMAT": "json"}) == ask(*words, "-f", "table")
    assert ask(*words, env={"XJCLI_FORMAT": "svg"}) == ask(*words, "-f", "svg")


def test_an_empty_format_of_the_environment_is_none() -> None:
    assert ask(*ONE, env={"XJCLI_FORMAT": ""}).out == "series\tperiod\ntrade\t2012\n"


@pytest.mark.parametrize("words", [ONE, ("trade", "--get", "2024"), ("check",), ("trade", "--chart")], ids=" ".join)
def test_an_unknown_format_of_the_environment_is_one_line_that_names_the_variable(words: tuple[str, ...]) -> None:
    assert ask(*words, env={"XJCLI_FORMAT": "jason"}) == (
        2,
        "",
        "xjcli: unknown format of XJCLI_FORMAT 'jason'; did you mean 'json'?\n",
    )


def test_check_finds_no_fault_in_the_bundled_facts() -> None:
    answer = ask("check", "-f", "csv", "-c", "line,fault")
    assert (answer.code, answer.out) == (0, "line,fault\n")
    assert answer.err.startswith("note: ")


@pytest.mark.parametrize(
    "words", [["check", "FILE"], ["--facts", "FILE", "check"], ["check", "--facts", "FILE"]], ids=str
)
def test_check_reads_a_file_that_is_no_fact_base_and_exits_1_with_its_faults(words: list[str], tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"series": []}\n')
    answer = ask(*(word.replace("FILE", str(file)) for word in words), "-f", "csv", "-c", "line,fault", "--no-header")
    assert (answer.code, answer.out[:2], answer.err) == (1, "1,", "")


def test_check_prefers_the_file_to_the_option_and_the_option_to_the_environment(tmp_path: Path) -> None:
    for name in ("argument", "option", "variable"):
        (tmp_path / name).write_text(f'{{"series": [], "sources": {{}}, "{name}": 0}}')
    env = {"XJCLI_FACTS": str(tmp_path / "variable")}
    option, argument = ("--facts", str(tmp_path / "option")), str(tmp_path / "argument")
    assert "'argument'" in ask("check", argument, *option, env=env).out
    assert "'option'" in ask("check", *option, env=env).out
    assert "'variable'" in ask("check", env=env).out


def test_check_of_a_file_that_is_not_there_is_one_line() -> None:
    assert ask("check", "/nowhere.json") == (
        1,
        "",
        "xjcli: cannot read '/nowhere.json': No such file or directory\n",
    )


def test_check_reads_standard_input() -> None:
    assert ask("check", "-", stdin=FACTS.read_bytes()).code == 0


def test_schema_prints_the_schema() -> None:
    assert ask("schema") == (0, schema.text(), "")


def test_export_writes_the_file_and_says_so_on_standard_error(tmp_path: Path) -> None:
    file = tmp_path / "facts.sqlite"
    answer = ask("export", "sqlite", str(file))
    assert (answer.code, answer.out, answer.err.count("\n")) == (0, "", 1)
    assert answer.err.startswith("note: ")
    assert file.stat().st_size > 0


def test_export_replaces_a_file_only_by_force(tmp_path: Path) -> None:
    file = tmp_path / "facts.sqlite"
    file.write_text("mine")
    answer = ask("export", "sqlite", str(file))
    assert (answer.code, answer.out, file.read_text()) == (1, "", "mine")
    assert ask("export", "sqlite", str(file), "--force").code == 0
    assert file.read_bytes() != b"mine"


def test_export_takes_another_fact_base(tmp_path: Path) -> None:
    base = fact_base({"id": "mine", "observations": figures(("2020", "1.50"))})
    answer = ask("export", "sdmx-csv", str(tmp_path / "out.csv"), "--facts", "-", stdin=base)
    assert answer.code == 0
    assert "mine" in (tmp_path / "out.csv").read_text()


def test_export_to_an_unknown_format_is_wrong_usage(tmp_path: Path) -> None:
    answer = ask("export", "sqlight", str(tmp_path / "out"))
    assert answer == (2, "", "xjcli: unknown export format 'sqlight'; did you mean 'sqlite'?\n")


def test_what_gives_no_table_takes_no_options_of_tables() -> None:
    for words in (["schema"], ["export", "sqlite", "/nowhere/x"], ["completion", "bash"]):
        assert ask(*words, "-f", "csv").code == 2


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


def test_an_interrupt_is_silent_and_130() -> None:
    command = [sys.executable, "-m", "xjcli", "--facts", "-", "trade"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment()) as running:
        # By then it is loading, or waits for its facts.
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 130
        assert [stream and stream.read() for stream in (running.stdout, running.stderr)] == [b"", b""]


def test_a_citation_with_chosen_columns_is_a_table_of_sources() -> None:
    assert ask("trade", "trade", "--get", "2024", "--cite", "-c", "key") == (0, "key\narticle\n", "")


def test_after_a_hundred_notes_their_number_is_told() -> None:
    base = fact_base(
        *({"id": f"a{i}", "observations": figures(("2020", "1"))} for i in range(120)),
        {"id": "b", "observations": figures(("2020", "1"), ("2021", "2"))},
    )
    said = ask("--facts", "-", "growth", "-f", "csv", stdin=base).err.splitlines()
    assert (len(said), said[-1]) == (101, "note: 20 more notes; ask for fewer series to read them")
