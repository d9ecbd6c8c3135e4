"""What may come next? What continues an unfinished command line, from the commands and from the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xjcli import errors, shells
from xjcli.shells import Choice, Word
from xjcli.vocabulary import FILES, LISTS, WORDS, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def answer(shell: str, commands: Any, raw: Sequence[str]) -> Iterator[str]:
    """Tell a shell what may come next; nothing for an unknown shell, or where the fact base cannot be used."""
    if shell not in shells.SCRIPTS:
        return
    line = shells.typed(shell, raw)
    try:
        yield from list(shells.told(shell, line, choice(commands, line.words)))
    except (errors.XjcliError, MemoryError):
        return


def choice(commands: Any, words: Sequence[str]) -> Choice:
    """Choose what fits in the place of the last word."""
    *before, last = words
    rest = iter(before)
    line = _read(commands, rest, {})
    if line.arguments:
        command = commands.get_command(None, line.arguments[0])
        if command is None:
            return Choice()
        line = _read(command, rest, line.options)
    if line.waiting is not None:
        return _values(line, line.waiting, "", last)
    if line.may_be_option and last.startswith("-"):
        return _options(line, last)
    if line.command is commands:
        return Choice(
            words=[Word(name, commands.get_command(None, name).short_help) for name in commands.list_commands(None)]
        )
    argument = _argument(line)
    if argument is None:
        return Choice()
    fitting = _values(line, argument, "", last)
    # What begins like an option would be taken for one.
    return fitting._replace(words=[word for word in fitting.words if not word.text.startswith("-")])


def _read(command: Any, words: Iterator[str], known: dict[str, str]) -> Line:
    """Read words as those of a command; those of a group end with the name of a command."""
    options, arguments = dict(known), list[str]()
    spelled = _spelled(command)
    waiting, may_be_option = None, True
    for word in words:
        if waiting is not None:
            options[waiting.name], waiting = word, None
        elif may_be_option and word == "--":
            may_be_option = False
        elif may_be_option and word.startswith("-") and word != "-":
            name, value = _apart(word)
            option = spelled.get(name)
            if option is not None and (option.is_flag or value is not None):
                options[option.name] = value or ""
            elif option is not None:
                waiting = option
        else:
            arguments.append(word)
            if hasattr(command, "list_commands"):
                break
    return Line(command, options, arguments, waiting, may_be_option)


def _spelled(command: Any) -> dict[str, Any]:
    """Find the options of a command by each of their spellings."""
    return {text: one for one in command.params if one.param_type_name == "option" for text in one.opts}


def _apart(word: str) -> tuple[str, str | None]:
    """Part an option from a value that was typed in the same word: --mode=rail, -fcsv."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    return word[:2], word[2:] or None


def _options(line: Line, last: str) -> Choice:
    """Offer the options that were not given yet, or the values of one that the last word holds already."""
    spelled = _spelled(line.command)
    name, value = _apart(last)
    if value is not None:
        option = spelled.get(name)
        return Choice() if option is None else _values(line, option, last[: len(last) - len(value)], value)
    free = [Word(text, one.help or "") for text, one in spelled.items() if one.name not in line.options]
    return Choice(words=[*free, *(Word(text, "Show this message and exit.") for text in ("--help", "-h"))])


def _argument(line: Line) -> Any:
    """Find the argument that the last word belongs to; None when all were given."""
    takers = [one for one in line.command.params if one.param_type_name == "argument"]
    given = len(line.arguments)
    if given < len(takers):
        return takers[given]
    return takers[-1] if takers and takers[-1].nargs == -1 else None


def _values(line: Line, parameter: Any, start: str, text: str) -> Choice:
    """Offer what an option or an argument takes."""
    if parameter.name in FILES:
        return Choice("files")
    words = WORDS.get(parameter.name)
    if words is None:
        return Choice()
    if parameter.name not in LISTS:
        return Choice("words", start, words(line, text))
    earlier = text[: text.rfind(",") + 1]
    taken = earlier.split(",")
    return Choice("list", start + earlier, [word for word in words(line, text) if word.text not in taken])
