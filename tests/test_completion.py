"""What a shell is told may come next, and what real shells make of it, whatever a fact base holds."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
import typer
from asking import ask, fact_base, figures
from running import environment

from xjcli import exports, loading, render
from xjcli.cli import app
from xjcli.command import Commands
from xjcli.shells import Typed, typed, unquoted
from xjcli.vocabulary import FILES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = loading.bundled()
FACTS = Path(__file__).parent.parent / "facts.json"


def told(shell: str, *words: str, env: dict[str, str] | None = None) -> tuple[str, list[str]]:
    """Ask as a shell does: what kind of words fit in the place of the last, and which."""
    answer = ask(*words, env={"_XJCLI_COMPLETE": shell} | (env or {}))
    assert (answer.code, answer.err) == (0, "")
    kind, *found = answer.out.splitlines() or [""]
    return kind, found


def offered(*words: str) -> list[str]:
    """List the words that fit in the place of the last."""
    return [line.split("\t")[0] for line in told("fish", *words)[1]]


def meanings(*words: str) -> dict[str, str]:
    """Map the words that fit in the place of the last to what they mean."""
    return dict(line.split("\t") for line in told("fish", *words)[1])


# What fits


def test_commands_come_with_their_summaries() -> None:
    found = meanings("")
    assert list(found)[:3] == ["trade", "routes", "growth"]
    assert found["schema"] == "Print the JSON Schema of a fact base."


def test_options_come_with_their_help_and_are_not_offered_twice() -> None:
    found = meanings("trade", "--limit", "5", "-f", "csv", "-")
    assert found["--flow"] == "Keep exports, imports or total."
    assert found["-c"] == "Show these."
    assert {"--help", "-h"} <= set(found)
    assert {"-f", "--format", "-n", "--limit", "--yearly"} & set(found) == set()


def test_options_of_the_program_come_before_the_command() -> None:
    assert offered("-") == ["--facts", "--version", "--help", "-h"]


def test_series_come_with_title_and_unit_once_each() -> None:
    found = meanings("growth", "")
    assert found["trade"] == "Foreign trade in goods (imports + exports), billion CNY"
    assert len(found) == len(BASE.series)
    assert "trade" not in offered("growth", "trade", "")


def test_a_command_of_a_theme_offers_its_own_series() -> None:
    assert set(offered("routes", "")) == {series.id for series in BASE.series if series.theme == "routes"}


def test_options_before_and_between_do_not_hide_what_fits() -> None:
    assert offered("--facts", str(FACTS), "trade", "--limit", "5", "-fcsv", "--flow=total", "--cite", "") == offered(
        "trade", ""
    )


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["routes", "--mode", ""], ["rail", "road"]),
        (["routes", "--port", ""], ["Horgos"]),
        (["routes", "--named", "--country", ""], ["Belgium", "Germany"]),
        (["routes", "--named", "--mode", ""], ["air", "rail"]),
        (["trade", "--flow", ""], ["exports", "imports", "total"]),
        (["trade", "--partner", ""], ["Central Asia", "Kazakhstan"]),
        (["claims", ""], ["partners"]),
        (["sources", ""], ["article", "ecb-rates"]),
        (["facts", ""], ["trade", "trains"]),
    ],
    ids=str,
)
def test_names_of_the_facts_are_offered(words: list[str], some: list[str]) -> None:
    assert set(some) <= set(offered(*words))


@pytest.mark.parametrize(
    ("words", "all_"),
    [
        (["trade", "--currency", ""], ["CNY", "USD"]),
        (["trade", "--lang", ""], ["en", "zh"]),
        (["trade", "--color", ""], ["auto", "always", "never"]),
        (["export", ""], list(exports.FORMATS)),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["trade", "-f", ""], [name for name in render.WRITERS if name not in render.CITATION_FORMATS]),
        (["sources", "-f", ""], list(render.WRITERS)),
        (["trade", "--cite", "-f", ""], list(render.WRITERS)),
        (["trade", "--chart", "-f", ""], list(render.CHARTED_FORMATS)),
    ],
    ids=str,
)
def test_fixed_words_are_offered_and_no_others(words: list[str], all_: list[str]) -> None:
    assert offered(*words) == all_


@pytest.mark.parametrize("option", ["--currency", "--lang", "--color", "-f"])
def test_every_fixed_word_that_is_offered_is_taken(option: str) -> None:
    words = offered("sources" if option == "-f" else "trade", option, "")
    command = ("sources", "article") if option == "-f" else ("trade", "trade")
    assert [word for word in words if ask(*command, option, word).code] == []


def test_a_part_of_nothing_is_not_offered() -> None:
    assert "" not in offered("trade", "--partner", "")
    assert "--partner=" not in offered("trade", "--partner=")


def test_what_serves_two_countries_has_both(tmp_path: Path) -> None:
    routes = [{"id": "r", "name": "R", "mode": "air", "source": "s", "country": "Serbia; Germany"}]
    (tmp_path / "facts.json").write_text(fact_base(routes=routes))
    words = ("--facts", str(tmp_path / "facts.json"), "routes", "--named", "--country", "")
    assert offered(*words) == ["Germany", "Serbia"]


def test_claims_and_sources_say_what_they_are() -> None:
    assert meanings("claims", "")["trade-2012-2024"] == "trade rose from 158.9 to 434.1 billion yuan"
    assert meanings("sources", "")["ecb-rates"] == BASE.sources["ecb-rates"].title


def test_periods_of_one_series_come_in_time_with_their_figures() -> None:
    found = meanings("why", "trade", "")
    assert list(found) == ["2012", "2019", "2021", "2022", "2023", "2024", "2025"]
    assert found["2024"] == "434.1 billion CNY"
    assert list(meanings("why", "trade", "2024", "")) == list(found)


def test_periods_of_several_series_come_without_figures() -> None:
    found = meanings("growth", "trade", "partners", "--since", "")
    assert list(found)[-2:] == ["2025-01/2025-06", "2025"]
    assert set(found.values()) == {""}


def test_a_bare_value_has_the_periods_of_the_first_series() -> None:
    assert meanings("trade", "partners", "trade", "--get", "")["2024"] == "223 countries"
    assert meanings("trade", "--get", "")["2024"] == "434.1 billion CNY"


def test_a_bound_and_a_range_say_so() -> None:
    assert meanings("facts", "--observations", "ftz-tasks-done", "--since", "")["2025"] == "over 90 tasks"


def test_compare_takes_series_or_periods() -> None:
    assert "partners" in offered("compare", "trade", "")
    assert {"2012", "2024"} <= set(offered("compare", "2"))


@pytest.mark.parametrize(
    ("words", "some", "none"),
    [
        (["trade"], ["series", "yoy_pct", "rank"], ["cited"]),
        (["trade", "--get", "2024"], ["value"], ["yoy_pct"]),
        (["routes", "--named"], ["destination"], ["value"]),
        (["growth"], ["cagr_pct"], ["verdict"]),
        (["growth", "--yearly"], ["verdict"], ["cagr_pct"]),
        (["growth", "--say"], ["sentence"], ["cagr_pct"]),
        (["compare", "trade", "partners"], ["period", "trade", "partners"], ["change"]),
        (["compare", "2012", "2024"], ["2012", "2024", "change"], ["period"]),
        (["compare", "2012", "2024", "--cite"], ["publisher"], ["change"]),
        (["why", "trade", "2024"], ["difference_pct"], ["cited"]),
        (["facts"], ["kind", "figures"], ["value"]),
        (["facts", "--observations"], ["value"], ["kind"]),
        (["claims"], ["verdict"], ["value"]),
        (["sources"], ["publisher"], ["value"]),
        (["trade", "--cite"], ["publisher"], ["value"]),
        (["check"], ["fault"], ["value"]),
    ],
    ids=str,
)
def test_columns_are_those_of_the_answer(words: list[str], some: list[str], none: list[str]) -> None:
    found = set(offered(*words, "-c", ""))
    assert (set(some) - found, set(none) & found) == (set(), set())
    assert ask(*words, "-c", ",".join(sorted(found)), "-f", "csv").code == 0


def test_a_list_of_columns_goes_on_after_the_last_comma() -> None:
    kind, found = told("fish", "trade", "--columns=period,value,y")
    assert kind == "list"
    assert found[0] == "--columns=period,value,series\tSeries"
    assert "--columns=period,value,period\tPeriod" not in found


def test_rows_are_sorted_before_they_turn_into_sources() -> None:
    assert "value" in offered("trade", "--cite", "--sort", "")


def test_sorting_may_go_down() -> None:
    assert offered("trade", "--sort", "")[:2] == ["series", "period"]
    assert offered("trade", "--sort", "-")[:2] == ["-series", "-period"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["routes", "--mode=r"], "--mode=air"),
        (["routes", "-fc"], "-ftable"),
        (["routes", "--sort=-v"], "--sort=-series"),
        (["routes", "--", "-"], "trains"),
    ],
    ids=str,
)
def test_a_value_may_stand_in_the_word_of_its_option(words: list[str], first: str) -> None:
    assert offered(*words)[0] == first


@pytest.mark.parametrize(
    "words",
    [["--facts", ""], ["trade", "--facts", ""], ["trade", "--facts=x"], ["check", ""], ["export", "sqlite", ""]],
    ids=str,
)
def test_names_of_files_are_for_the_shell_to_offer(words: list[str]) -> None:
    assert told("zsh", *words) == ("files", [])


@pytest.mark.parametrize(
    "words",
    [
        ["trade", "-n", ""],
        ["trade", "--nope=x"],
        ["trade", "--cite=x"],
        ["nope", ""],
        ["why", "trade", "2012", "2024", ""],
        ["schema", ""],
        ["check", "-", ""],
        ["compare", "-c", ""],
    ],
    ids=str,
)
def test_where_nothing_is_known_nothing_is_offered(words: list[str]) -> None:
    kind, found = told("fish", *words)
    assert (kind == "files", found) == (False, [])


def test_every_value_is_completed_or_known_to_be_free() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    built = [group.get_command(None, name) for name in group.list_commands(None)]
    taking = {one.name for command in built for one in command.params if not getattr(one, "is_flag", False)}
    assert taking - {*WORDS, *FILES} == {"most", "as_of"}
    assert {*WORDS, *FILES} - taking == set()


# Which facts


def test_the_facts_asked_are_those_of_the_line(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(fact_base({"id": "mine", "observations": []}))
    for words in (["--facts", str(file), "trade"], ["trade", f"--facts={file}"]):
        assert offered(*words, "") == ["mine"]
    assert told("fish", "trade", "", env={"XJCLI_FACTS": str(file)})[1] == ["mine\tA title, things"]
    assert "trade" in offered("--facts", "", "trade", "")


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.json").write_text(fact_base({"id": "mine", "observations": []}))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert offered("trade", "--facts", "~/facts.json", "") == ["mine"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"\0", b'{"series": 1}', b"[" * 100_000])
def test_facts_that_cannot_be_used_are_no_error(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(content)
    assert told("bash", "trade", "--facts", str(file), "") == ("", [])
    assert told("bash", "trade", "--facts", str(file), "--li") == ("words", ["--limit"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_nothing_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "-").write_text("a file of this name is not what was asked for")
    for name in (str(tmp_path / "pipe"), "-", str(tmp_path), "/nowhere"):
        assert told("bash", "trade", "--facts", name, "") == ("words", [])


def test_an_unknown_shell_is_told_nothing() -> None:
    assert told("complete_bash", "trade", "") == ("", [])


# How a shell asks and is told


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("Central\\ Asia", "Central Asia"),
        ("'Central A", "Central A"),
        ('"Central A', "Central A"),
        ("'it'\\''s'", "it's"),
        ('"a \\"b\\" \\$c \\n"', 'a "b" $c \\n'),
        ("a\\", "a"),
        ("", ""),
    ],
)
def test_quotes_are_taken_off(raw: str, text: str) -> None:
    assert unquoted(raw) == text


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (["routes", "--mode", "=", "r"], Typed(["routes", "--mode=r"], "--mode=")),
        (["routes", "--mode", "="], Typed(["routes", "--mode="], "--mode=")),
        (["--facts", "=", "x", "trade", ""], Typed(["--facts=x", "trade", ""])),
        (["sources", "a", ":", "b", ":", "c"], Typed(["sources", "a:b:c"], "a:b:")),
        (["sources", "'a b"], Typed(["sources", "a b"], "", "'")),
        (["sources", "a", ":", '"b'], Typed(["sources", "a:b"], "a:", '"')),
        ([], Typed([""])),
    ],
    ids=str,
)
def test_what_bash_breaks_is_joined(raw: list[str], line: Typed) -> None:
    assert typed("bash", raw) == line


def test_fish_takes_the_quotes_off_all_but_the_last_word() -> None:
    assert typed("fish", ["a\\b", "'c d"]) == Typed(["a\\b", "c d"])
    assert typed("zsh", ["a\\b", "'c d"]) == Typed(["ab", "c d"])


def test_bash_is_told_only_what_it_puts_behind_what_it_leaves() -> None:
    assert told("bash", "routes", "--mode", "=", "r") == ("words", ["rail", "road"])
    assert told("bash", "routes", "-fcs") == ("words", ["-fcsv"])
    assert told("bash", "trade", "--partner", "cent") == ("words", ["Central\\ Asia"])
    assert told("bash", "trade", "--partner", "'Cent") == ("words", ["Central Asia"])


def test_bash_is_told_nothing_that_does_not_begin_as_what_it_leaves(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(fact_base({"id": "a:b", "observations": []}, {"id": "c", "observations": []}))
    assert told("bash", "--facts", str(tmp_path / "facts.json"), "growth", "a", ":") == ("words", ["b"])


def test_zsh_is_told_a_meaning_behind_a_colon() -> None:
    assert told("zsh", "why", "trade", "20")[1][-1] == "2025:520.37 billion CNY"


# Facts that mean harm

NASTY = [
    "$(touch HARM)", "`touch HARM`", "x;touch HARM", "x|touch HARM", "x&touch HARM", "<(touch HARM)", ">HARM", "a:b:c",
    "a b", " a", "it's", 'say "hi"', "back\\slash", "*", "~root", "!!", "!$", "100%s%n%F{red}", "[x]", "{a,b}", "#x",
    "a=b", "a,b", "新疆", "${HOME}", "$'\\n'", "=ls",
]  # fmt: skip
UNFIT = ["new\nline", "tab\tx", "\x1b[2J\x07", "\u202ebidi", "c\rr", "del\x7f"]


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a fact base of names that shells could obey, as ids and as titles of plain ids."""
    folder: Path = tmp_path_factory.mktemp("harm")
    names = [*NASTY, *UNFIT]
    ids = [{"id": name, "title": name, "observations": figures(("2020", "1"))} for name in names]
    plain = [{"id": f"plain-{i:02}", "title": name, "observations": []} for i, name in enumerate(names)]
    (folder / "facts.json").write_text(fact_base(*ids, *plain))
    return folder


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_names_with_control_characters_are_not_offered(shell: str, harm: Path) -> None:
    found = told(shell, "--facts", str(harm / "facts.json"), "growth", "")[1]
    assert len(found) == 2 * len(NASTY) + len(UNFIT)
    assert [one for one in found if re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", one)] == []


def test_a_name_that_looks_like_an_option_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(fact_base({"id": "-x", "observations": []}, {"id": "y", "observations": []}))
    assert offered("--facts", str(tmp_path / "facts.json"), "growth", "") == ["y"]


@pytest.mark.parametrize("quote", ["'", '"'])
def test_between_quotes_only_what_needs_no_escape_is_offered(quote: str, harm: Path) -> None:
    found = told("bash", "--facts", str(harm / "facts.json"), "growth", quote)[1]
    assert "a b" in found
    assert {one for one in found if re.search({"'": "['!]", '"': r'["\\$`!]'}[quote], one)} == set()


# Real shells

needs_bash, needs_zsh, needs_fish = (
    pytest.mark.skipif(not which(name), reason=f"{name} is not here") for name in ("bash", "zsh", "fish")
)


def run(folder: Path, *command: str) -> str:
    """Run a shell in a folder and return what it printed; it must not complain."""
    env = environment(LC_ALL="C.UTF-8", HOME=str(folder))
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=120, check=False)
    assert (done.stderr, done.returncode) == (b"", 0)
    return done.stdout.decode()


# Bash completes for a script as for a terminal, but for compopt, which wants a terminal.
BASH = """
eval "$(xjcli completion bash)"
compopt() { options="$options $*"; }
reply() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$* COMP_POINT=${#COMP_LINE} options=
    _xjcli xjcli "${@: -1}" "${@: -2:1}"
}
"""


@needs_bash
def test_bash_completes(tmp_path: Path) -> None:
    script = """
    complete -p xjcli
    for line in 'xjcli tr' 'xjcli routes --mode = r' 'xjcli trade -c period,val' 'xjcli trade --facts ' 'xjcli x'; do
        IFS=' ' read -ra words <<< "$line"
        [[ $line == *' ' ]] && words+=('')
        reply "${words[@]}"
        echo "$line:$options: ${COMPREPLY[*]}"
    done
    """
    assert run(tmp_path, "bash", "--norc", "-c", BASH + script).splitlines() == [
        "complete -F _xjcli xjcli",
        "xjcli tr:: trade",
        "xjcli routes --mode = r:: rail road",
        "xjcli trade -c period,val: -o nospace: period,value",
        "xjcli trade --facts : -o default: ",
        "xjcli x:: ",
    ]


@needs_bash
def test_bash_completes_what_stands_before_the_cursor(tmp_path: Path) -> None:
    script = """
    COMP_WORDS=(xjcli scXX) COMP_CWORD=1 COMP_LINE='xjcli scXX' COMP_POINT=8
    _xjcli xjcli sc xjcli; echo "${COMPREPLY[*]}"
    """
    assert run(tmp_path, "bash", "--norc", "-c", BASH + script) == "schema\n"


@needs_bash
def test_bash_reads_back_every_name_as_it_is_and_runs_none(harm: Path) -> None:
    script = """
    reply xjcli --facts facts.json growth ''
    for word in "${COMPREPLY[@]}"; do
        eval "words=($word)"
        printf '%s\\n' "${#words[@]} ${words[0]}"
    done
    """
    found = run(harm, "bash", "--norc", "-c", BASH + script).splitlines()
    assert [line for line in found if "plain-" not in line] == [f"1 {name}" for name in NASTY]
    assert not (harm / "HARM").exists()


@needs_bash
def test_bash_falls_back_on_the_program_on_the_path_and_is_silent_without_one(tmp_path: Path) -> None:
    script = """
    reply "~/nowhere/xjcli" tr; _xjcli '~/nowhere/xjcli' tr ''; echo "${COMPREPLY[*]}"
    PATH=/nowhere; _xjcli xjcli tr ''; echo "${COMPREPLY[*]}."
    """
    assert run(tmp_path, "bash", "--norc", "-c", BASH + script) == "trade\n.\n"


def fish(folder: Path, *lines: str) -> list[list[str]]:
    """Ask fish what completes each of the lines."""
    script = "xjcli completion fish | source; for line in $argv; complete -C $line; echo ==; end"
    out = run(folder, "fish", "--no-config", "-c", script, *lines)
    return [part.splitlines() for part in out.split("==\n")[:-1]]


@needs_fish
def test_fish_completes(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    assert fish(tmp_path, "xjcli sche", "xjcli routes --mode=ra", "xjcli trade -c unit,per", "xjcli --facts=a") == [
        ["schema\tPrint the JSON Schema of a fact base."],
        ["--mode=rail"],
        ["unit,period\tPeriod"],
        ["--facts=a file"],
    ]


@needs_fish
def test_fish_offers_files_where_files_are_meant_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "trade.json").write_text("")
    assert fish(tmp_path, "xjcli check tr", "xjcli schema tr", "xjcli --facts ~/tr") == [
        ["trade.json"],
        [],
        ["~/trade.json"],
    ]


@needs_fish
def test_fish_shows_every_name_as_it_is_and_runs_none(harm: Path) -> None:
    found = fish(harm, "xjcli --facts facts.json growth ")[0]
    names = [line.split("\t")[0] for line in found]
    assert sorted(name for name in names if "plain-" not in name) == sorted(NASTY)
    assert not (harm / "HARM").exists()


class Terminal:
    """A shell in a pseudo-terminal, to type into and to read from."""

    def __init__(self, folder: Path, *command: str) -> None:
        master, slave = pty.openpty()
        self.file, self.received = master, ""
        env = environment(
            LC_ALL="C.UTF-8", HOME=str(folder), TERM="dumb", PS1="READY> ", HISTFILE="", INPUTRC="/dev/null"
        )
        self.shell = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, cwd=folder, start_new_session=True
        )
        os.close(slave)

    def close(self) -> None:
        """End the shell."""
        self.shell.kill()
        self.shell.wait()
        os.close(self.file)

    def type(self, keys: str, until: str) -> str:
        """Type, and read until a text appears."""
        os.write(self.file, keys.encode())
        start, end = len(self.received), time.monotonic() + 60
        while until not in self.received[start:]:
            assert select.select([self.file], [], [], max(0, end - time.monotonic()))[0], self.received
            self.received += os.read(self.file, 1 << 16).decode(errors="replace")
        return self.received[start:]


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """Collect terminals, and close them in the end."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


SHELLS = [
    pytest.param(["bash", "--norc", "-i"], 'eval "$(xjcli completion bash)"', marks=needs_bash, id="bash"),
    pytest.param(["zsh", "-f", "-i"], 'PS1="READY> "; eval "$(xjcli completion zsh)"', marks=needs_zsh, id="zsh"),
    pytest.param(
        ["zsh", "-f", "-i"],
        'PS1="READY> "; autoload -Uz compinit; compinit -u; eval "$(xjcli completion zsh)"',
        marks=needs_zsh,
        id="zsh with compinit",
    ),
    pytest.param(
        ["zsh", "-f", "-i"],
        'PS1="READY> "; xjcli completion zsh >_xjcli; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u',
        marks=needs_zsh,
        id="zsh with a file",
    ),
]


@pytest.mark.parametrize(("command", "setup"), SHELLS)
def test_a_key_completes(command: list[str], setup: str, tmp_path: Path, terminals: list[Terminal]) -> None:
    (tmp_path / "something.json").write_text("{")
    terminals.append(terminal := Terminal(tmp_path, *command))
    terminal.type(f"{setup}; echo SET'UP'\n", "SETUP")
    # Only lines that were completed give these answers.
    terminal.type("xjcli tra\t--get 2024\n", "434.1")
    terminal.type("xjcli routes --mo\tra\t-c per\t -fcs\t--no-h\t-n 1; echo $?\n", "2013\r\n0\r\n")
    terminal.type("xjcli check some\t; echo $?\n", "not JSON: ")
    terminal.type("xjcli trade --facts=some\t; echo $?\n", "'something.json' is not JSON")
    comma = "" if command[0] == "zsh" else ","
    terminal.type(f"xjcli trade -c per\t{comma}val\t -n 1 -f tsv | cat\n", "period\tvalue\r\n")


@pytest.mark.parametrize(("command", "setup"), SHELLS[:2])
def test_a_key_shows_names_that_mean_harm_and_runs_none(
    command: list[str], setup: str, harm: Path, terminals: list[Terminal]
) -> None:
    terminals.append(terminal := Terminal(harm, *command))
    terminal.type(f"{setup}; echo SET'UP'\n", "SETUP")
    shown = terminal.type("xjcli --facts facts.json growth \t\t\t", "plain-32")
    assert "touch" in shown
    terminal.type("\x15xjcli --facts facts.json trade \\$\\(\t\n", "$(touch HARM), things")
    terminal.type("echo DO'NE'\n", "DONE")
    assert not (harm / "HARM").exists()
