"""Bytes come in bounded, go out whole, and never steer a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import tracemalloc
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest

from xjcli import streams
from xjcli.errors import FactError, OutputError
from xjcli.text import escaped, visible

DECIDING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
FULL_DISK = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL_DISK.exists(), reason="there is no full disk to write to")
needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
NO_SPACE = b"xjcli: cannot write to standard output: No space left on device\n"
MIB = 1 << 20


def environment(**extra: str) -> dict[str, str]:
    """Make an environment in which only what is given decides about streams."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in DECIDING and not name.startswith(("PYTHON", "XJCLI"))
    }
    return kept | extra


def command(*words: str) -> list[str]:
    """Spell the command line of the real program."""
    return [sys.executable, "-m", "xjcli", *words]


def run(
    folder: Path,
    *words: str,
    stdin: bytes | int = b"",
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    **extra: str,
) -> subprocess.CompletedProcess[bytes]:
    """Run the real program away from the repository; stdin is what it reads, or a descriptor."""
    data, source = (stdin, None) if isinstance(stdin, bytes) else (None, stdin)
    return subprocess.run(
        command(*words),
        input=data,
        stdin=source,
        stdout=stdout,
        stderr=stderr,
        cwd=folder,
        env=environment(**extra),
        timeout=60,
        check=False,
    )


def shell(folder: Path, words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program with a redirection that only a shell can make."""
    line = ["sh", "-c", f'exec "$0" -m xjcli {words}', sys.executable]
    return subprocess.run(line, capture_output=True, cwd=folder, env=environment(), timeout=60, check=False)


def base(figures: int = 1, note: str = "plain", title: str = "T") -> bytes:
    """Make a fact base with as many figures, counted from 0."""
    observations = [
        {"period": str(date(1000, 1, 1) + timedelta(n)), "value": str(n), "source": "a", "note": note}
        for n in range(figures)
    ]
    series = {"id": "s", "title": title, "theme": "trade", "unit": "CNY", "measure": "flow", "freq": "A"}
    whole = {
        "series": [{**series, "headline": True, "observations": observations}],
        "sources": {"a": {"publisher": "P"}},
    }
    return json.dumps(whole).encode()


# What stands on a screen

CODES = [
    pytest.param("\x00", "\\x00", id="NUL"),
    pytest.param("\x07", "\\x07", id="bell"),
    pytest.param("\x08", "\\x08", id="backspace"),
    pytest.param("\t", "\\t", id="tab"),
    pytest.param("\n", "\\n", id="line feed"),
    pytest.param("\r", "\\r", id="carriage return"),
    pytest.param("\x1b", "\\x1b", id="escape"),
    pytest.param("\x1f", "\\x1f", id="last of C0"),
    pytest.param("\x7f", "\\x7f", id="delete"),
    pytest.param("\x80", "\\x80", id="first of C1"),
    pytest.param("\x85", "\\x85", id="next line"),
    pytest.param("\x9b", "\\x9b", id="control sequence introducer"),
    pytest.param("\x9f", "\\x9f", id="last of C1"),
    pytest.param("\u061c", "\\u061c", id="Arabic letter mark"),
    pytest.param("\u200e", "\\u200e", id="left-to-right mark"),
    pytest.param("\u200f", "\\u200f", id="right-to-left mark"),
    pytest.param("\u2028", "\\u2028", id="line separator"),
    pytest.param("\u2029", "\\u2029", id="paragraph separator"),
    pytest.param("\u202a", "\\u202a", id="left-to-right embedding"),
    pytest.param("\u202c", "\\u202c", id="pop directional formatting"),
    pytest.param("\u202e", "\\u202e", id="right-to-left override"),
    pytest.param("\u2066", "\\u2066", id="left-to-right isolate"),
    pytest.param("\u2069", "\\u2069", id="pop directional isolate"),
    pytest.param("\ud800", "\\ud800", id="first surrogate"),
    pytest.param("\udfff", "\\udfff", id="last surrogate"),
]
HARMLESS = [" ", "~", "\xa0", "é", "班", "\u202f", "\u2065", "\U0001f682", "\\x1b", "[red]", ":smile:", "100 %"]


@pytest.mark.parametrize(("character", "shown"), CODES)
def test_what_steers_a_terminal_is_shown_by_its_code(character: str, shown: str) -> None:
    assert visible(f"a{character}{character}b") == f"a{shown}{shown}b"


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_what_steers_nothing_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("character", [case.values[0] for case in CODES if case.values[0] != "\n"], ids=ascii)
def test_escaped_json_keeps_its_value_without_the_character(character: object) -> None:
    text = f'"a{character}b"'
    shown = escaped(text)
    assert (shown.isprintable(), json.loads(shown)) == (True, f"a{character}b")


def test_escaped_json_keeps_the_lines_of_its_records() -> None:
    assert escaped('{"a":1}\n{"a":"\x1b"}\n') == '{"a":1}\n{"a":"\\u001b"}\n'


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_escaped_json_changes_nothing_else(text: str) -> None:
    assert escaped(text) == text


# What is read


def test_a_file_is_read_to_its_last_byte(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(b"\xff" * 3 + b"x" * 200_000 + b"\r\n")
    assert streams.read(str(path)) == b"\xff" * 3 + b"x" * 200_000 + b"\r\n"


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "facts.json").touch()
    assert streams.read(str(tmp_path / "facts.json")) == b""


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        pytest.param("no.json", "cannot read 'no.json': No such file or directory", id="missing"),
        pytest.param("folder", "cannot read 'folder': Is a directory", id="directory"),
        pytest.param(".", "cannot read '.': Is a directory", id="here"),
        pytest.param("file/x", "cannot read 'file/x': Not a directory", id="below a file"),
        pytest.param("x" * 300, f"cannot read '{'x' * 80}…': File name too long", id="long name"),
        pytest.param("circle", "cannot read 'circle': Too many levels of symbolic links", id="link to itself"),
        pytest.param("nul", "'nul' is not text: it holds a NUL byte at offset 3", id="NUL byte"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    path: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").touch()
    Path("circle").symlink_to("circle")
    Path("nul").write_bytes(b"abc\0def")
    with pytest.raises(FactError) as caught:
        streams.read(path)
    assert str(caught.value) == sentence


def test_a_name_that_holds_a_nul_byte_is_refused() -> None:
    with pytest.raises(FactError) as caught:
        streams.read("a\0b")
    assert str(caught.value).startswith("cannot read 'a\\x00b': embedded null")


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    # Holes of a sparse file read as NUL: the beginning has to be text.
    path.write_bytes(b" " * MIB)
    os.truncate(path, (1 << 30) + 1)
    tracemalloc.start()
    with pytest.raises(FactError, match=r"large\.json' is larger than the 1024 MiB that are read at most$"):
        streams.read(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MIB


@pytest.mark.parametrize("size", [0, 1, MIB - 1])
def test_a_file_below_the_limit_is_read(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xjcli.streams._MOST_BYTES", MIB)
    (tmp_path / "facts.json").write_bytes(b"x" * size)
    assert len(streams.read(str(tmp_path / "facts.json"))) == size


def feed(path: Path, data: bytes, written: list[int]) -> Thread:
    """Write to a named pipe in the background, and count the bytes until the reader leaves."""

    def write() -> None:
        with path.open("wb", buffering=0) as pipe, contextlib.suppress(BrokenPipeError):
            written.extend(pipe.write(data[at : at + 10_000]) for at in range(0, len(data), 10_000))

    thread = Thread(target=write)
    thread.start()
    return thread


@needs_fifo
def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    data = bytes(range(1, 256)) * 1000
    writer = feed(tmp_path / "fifo", data, [])
    assert streams.read(str(tmp_path / "fifo")) == data
    writer.join()


@needs_fifo
def test_a_named_pipe_over_the_limit_is_read_only_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xjcli.streams._MOST_BYTES", MIB)
    os.mkfifo(tmp_path / "fifo")
    written: list[int] = []
    writer = feed(tmp_path / "fifo", b"x" * (8 * MIB), written)
    with pytest.raises(FactError, match=r"fifo' is larger than the 1 MiB that are read at most$"):
        streams.read(str(tmp_path / "fifo"))
    writer.join()
    assert sum(written) < 2 * MIB


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device")
def test_an_endless_device_is_refused() -> None:
    with pytest.raises(FactError) as caught:
        streams.read("/dev/zero")
    assert str(caught.value) == "'/dev/zero' is not text: it holds a NUL byte at offset 0"


def test_standard_input_is_read_from_a_pipe(tmp_path: Path) -> None:
    answer = run(tmp_path, "--facts", "-", "trade", "-c", "value", "--no-header", stdin=base(figures=3))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"0\n1\n2\n", b"")


def test_standard_input_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_bytes(base(figures=2))
    with (tmp_path / "facts.json").open("rb") as file:
        answer = run(tmp_path, "--facts", "-", "trade", "-c", "value", "--no-header", stdin=file.fileno())
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"0\n1\n", b"")


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        pytest.param(b"{}\0", b"standard input is not text: it holds a NUL byte at offset 2", id="NUL byte"),
        pytest.param(b"", b"'standard input' is not JSON: Expecting value at line 1, column 1", id="nothing"),
        pytest.param(b"\xff", b"'standard input' is not UTF-8: byte 0xff at line 1, column 1", id="not UTF-8"),
    ],
)
def test_bad_standard_input_is_refused_in_one_line(stdin: bytes, sentence: bytes, tmp_path: Path) -> None:
    answer = run(tmp_path, "--facts", "-", "trade", stdin=stdin)
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, b"", b"xjcli: " + sentence + b"\n")


def test_a_closed_standard_input_is_refused_in_one_line(tmp_path: Path) -> None:
    answer = shell(tmp_path, "--facts - trade <&-")
    sentence = b"xjcli: cannot read standard input: it is closed\n"
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, b"", sentence)


def test_a_closed_standard_input_harms_no_other_question(tmp_path: Path) -> None:
    answer = shell(tmp_path, "trade partners --until 2012 -c value --no-header <&-")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"193\n", b"")


# What is written


@needs_full_disk
@pytest.mark.parametrize(
    "words",
    [
        ["trade"],
        ["trade", "-f", "table"],
        ["facts", "--observations", "-f", "json"],
        ["--help"],
        ["trade", "-h"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_a_full_disk_is_told_in_one_line(words: list[str], tmp_path: Path) -> None:
    with FULL_DISK.open("wb") as full:
        answer = run(tmp_path, *words, stdout=full.fileno())
    assert (answer.returncode, answer.stderr) == (1, NO_SPACE)


@needs_full_disk
def test_a_disk_that_fills_up_under_a_long_answer_is_told_in_one_line(tmp_path: Path) -> None:
    with FULL_DISK.open("wb") as full:
        answer = run(tmp_path, "--facts", "-", "trade", stdin=base(figures=5_000), stdout=full.fileno())
    assert (answer.returncode, answer.stderr) == (1, NO_SPACE)


def test_a_closed_standard_output_is_told_in_one_line(tmp_path: Path) -> None:
    answer = shell(tmp_path, "trade >&-")
    sentence = b"xjcli: cannot write to standard output: it is closed\n"
    assert (answer.returncode, answer.stderr) == (1, sentence)


def into_closed_pipe(folder: Path, words: str, unbuffered: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program with nobody to read what it writes."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return run(folder, *words.split(), stdout=writing, PYTHONUNBUFFERED=unbuffered)
    finally:
        os.close(writing)


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("words", ["trade", "trade -f table", "trade --since 2100", "--version"])
def test_a_closed_pipe_is_no_failure(words: str, unbuffered: str, tmp_path: Path) -> None:
    answer = into_closed_pipe(tmp_path, words, unbuffered)
    assert (answer.returncode, answer.stderr) == (0, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("words", ["", "--help", "trade --help"])
def test_help_into_a_closed_pipe_is_silent(words: str, unbuffered: str, tmp_path: Path) -> None:
    assert into_closed_pipe(tmp_path, words, unbuffered).stderr == b""


def test_a_pipe_closed_under_a_long_answer_is_silent(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_bytes(base(figures=20_000))
    words = command("--facts", "facts.json", "trade")
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline().startswith(b"series\tperiod\tvalue\t")
        program.stdout.close()
        assert (program.stderr.read(), program.wait(timeout=60)) == (b"", 0)


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_pipe_that_does_not_block_receives_every_byte(unbuffered: str, tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_bytes(base(figures=20_000, note="long " * 10))
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    words = command("--facts", "facts.json", "trade", "-c", "value,note", "--no-header")
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment(PYTHONUNBUFFERED=unbuffered), stdout=writing, stderr=subprocess.PIPE
    ) as program:
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            start = pipe.read(1)
            # Now the writer fills the pipe, and finds no room for the rest.
            time.sleep(0.2)
            received = start + pipe.read()
        assert program.stderr is not None
        assert (program.stderr.read(), program.wait(timeout=60)) == (b"", 0)
    assert received == b"".join(b"%d\t%s\n" % (n, b"long " * 10) for n in range(20_000))


def test_a_machine_format_is_utf8_whatever_the_locale_says(tmp_path: Path) -> None:
    stdin = base(note="班列 é")
    answer = run(tmp_path, "--facts", "-", "trade", "-f", "csv", "-c", "note", stdin=stdin, PYTHONIOENCODING="ascii")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "note\n班列 é\n".encode(), b"")


def test_a_table_shows_by_its_code_what_the_stream_cannot_encode(tmp_path: Path) -> None:
    stdin = base(title="班列 é")
    answer = run(tmp_path, "--facts", "-", "facts", "-f", "plain", stdin=stdin, PYTHONIOENCODING="ascii")
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert b"\\u73ed\\u5217 \\xe9" in answer.stdout


def test_a_note_shows_by_its_code_what_the_stream_cannot_encode(tmp_path: Path) -> None:
    answer = run(tmp_path, "facts", "无", PYTHONIOENCODING="ascii")
    assert (answer.returncode, answer.stdout.count(b"\n")) == (0, 1)
    assert answer.stderr.startswith(b"note: nothing matches '\\u65e0'; ")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param(b"no\x1b[2J", b"'no\\x1b[2J'", id="escape"),
        pytest.param("no\u202e".encode(), b"'no\\u202e'", id="override"),
        pytest.param(b"no\xff", b"'no\\udcff'", id="not UTF-8"),
    ],
)
def test_an_error_shows_what_steers_a_terminal_by_its_code(path: bytes, shown: bytes, tmp_path: Path) -> None:
    answer = run(tmp_path, "--facts", os.fsdecode(path), "trade", PYTHONUTF8="1")
    sentence = b"xjcli: cannot read " + shown + b": No such file or directory\n"
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, b"", sentence)


@pytest.mark.parametrize("character", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_what_is_said_stays_one_line(character: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    streams.say(f"a{character}b")
    assert capfdbinary.readouterr().err.decode().splitlines() == [f"a{visible(character)}b"]


@pytest.mark.parametrize("key", ["a\nb", "a\r\nxjcli: all is well", "a\u2028b"], ids=ascii)
def test_a_key_of_two_lines_gives_an_error_of_one(key: str, tmp_path: Path) -> None:
    stdin = json.dumps({"series": [], "sources": {}, key: 1}).encode()
    answer = run(tmp_path, "--facts", "-", "trade", stdin=stdin)
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert len(answer.stderr.decode().splitlines()) == 1


@needs_full_disk
def test_an_answer_does_not_depend_on_who_hears_the_notes(tmp_path: Path) -> None:
    with FULL_DISK.open("wb") as full:
        answer = run(tmp_path, "trade", "--since", "2100", "-c", "value", stderr=full.fileno())
    assert (answer.returncode, answer.stdout) == (0, b"value\n")


def test_a_closed_standard_error_changes_no_answer(tmp_path: Path) -> None:
    answer = shell(tmp_path, "trade --since 2100 -c value 2>&-")
    assert (answer.returncode, answer.stdout) == (0, b"value\n")


def test_what_is_written_ends_where_the_texts_end(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    texts = ["a" * 40_000, "班" * 40_000, "", "\ud800\n"]
    assert streams.write(texts, exact=True) is True
    assert capfdbinary.readouterr().out == b"a" * 40_000 + "班".encode() * 40_000 + b"\\ud800\n"


@needs_full_disk
def test_output_that_is_lost_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with FULL_DISK.open("w") as full:
        monkeypatch.setattr("sys.stdout", full)
        with pytest.raises(OutputError) as caught:
            streams.write(["a"], exact=True)
    assert str(caught.value) == "cannot write to standard output: No space left on device"


def test_a_reader_who_left_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr("sys.stdout", pipe)
        assert streams.write(["a"], exact=True) is False
