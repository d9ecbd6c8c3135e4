"""How does a shell ask what may come next, and how is it told? A script a shell, and words that can do no harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from xjcli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Word(NamedTuple):
    """A word that fits, and what it means."""

    text: str
    meaning: str = ""


class Choice(NamedTuple):
    """What fits at the end of a line: words, items of a list with commas, or the names of files.

    `start` is what stays of the last word, before what fits.
    """

    kind: Literal["words", "list", "files"] = "words"
    start: str = ""
    words: Iterable[Word] = ()


class Typed(NamedTuple):
    """What was typed after the name of the program, without quotes, and how the last word stands on the line.

    `settled` is the part of it that the shell leaves alone, `quote` the mark that opens it.
    """

    words: list[str]
    settled: str = ""
    quote: str = ""


# At these bash breaks a word in several, and completes the last.
_BREAK = re.compile("[=:]+")
_PARTS = re.compile(r"'([^']*)'?|\"((?:[^\"\\]|\\.)*)\\?\"?|\\(.?)|([^'\"\\]+)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"\\$`])")
_SPECIAL = re.compile(r"[^\w@%+=:,./-]")
# What even quotes do not keep from a meaning of its own.
_UNFIT = {"'": re.compile("['!]"), '"': re.compile(r'["\\$`!]')}


def typed(shell: str, raw: Sequence[str]) -> Typed:
    """Read the words of a line as a shell hands them over: raw, but fish takes the quotes off all but the last."""
    if shell == "bash":
        return _typed_in_bash(raw or [""])
    *before, last = raw or [""]
    return Typed([*(before if shell == "fish" else map(unquoted, before)), unquoted(last)])


def _typed_in_bash(raw: Sequence[str]) -> Typed:
    """Join what bash broke: --mode=rail comes in three pieces."""
    words = [[raw[0]]]
    for piece in raw[1:]:
        if _BREAK.fullmatch(piece) or _BREAK.fullmatch(words[-1][-1]):
            words[-1].append(piece)
        else:
            words.append([piece])
    *settled, piece = words[-1]
    if _BREAK.fullmatch(piece):
        settled, piece = words[-1], ""
    quote = piece[:1] if piece[:1] in _UNFIT else ""
    return Typed([unquoted("".join(pieces)) for pieces in words], unquoted("".join(settled)), quote)


def unquoted(raw: str) -> str:
    """Take the quotes and backslashes off a word; the last quote may still be open."""
    found = _PARTS.findall(raw)
    return "".join(single or _ESCAPED.sub(r"\1", double) or escaped or bare for single, double, escaped, bare in found)


def told(shell: str, line: Typed, choice: Choice) -> Iterator[str]:
    """Tell a shell what fits: its kind, then one word a line; a word with control characters is left out."""
    yield f"{choice.kind}\n"
    tell = _TOLD[shell]
    for word in choice.words:
        text = f"{choice.start}{word.text}"
        said = tell(text, visible(word.meaning), line) if word.text and visible(text) == text else None
        if said:
            yield f"{said}\n"


def _to_bash(text: str, _meaning: str, line: Typed) -> str | None:
    """Write what bash puts on the line as it is: escaped, or, where a quote is open, only what needs no escape."""
    piece = text.removeprefix(line.settled)
    begun = line.words[-1].removeprefix(line.settled)
    if not text.startswith(line.settled) or not piece.casefold().startswith(begun.casefold()):
        return None
    if line.quote:
        return None if _UNFIT[line.quote].search(piece) else piece
    return _SPECIAL.sub(r"\\\g<0>", piece)


def _to_zsh(text: str, meaning: str, _line: Typed) -> str:
    value = text.replace("\\", r"\\").replace(":", r"\:")
    return "{}:{}".format(value, meaning.replace("\\", r"\\")) if meaning else value


def _to_fish(text: str, meaning: str, _line: Typed) -> str:
    return f"{text}\t{meaning}"


_TOLD: dict[str, Callable[[str, str, Typed], str | None]] = {"bash": _to_bash, "zsh": _to_zsh, "fish": _to_fish}

_BASH = r"""_xjcli() {
    local program=$1 word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} kind one
    type -P -- "$program" >/dev/null || program=xjcli
    while [[ $line != *"$word" ]]; do word=${word%?}; done
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r one; do COMPREPLY+=("$one"); done
    } < <(_XJCLI_COMPLETE=bash "$program" "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$word" </dev/null 2>/dev/null)
    case $kind in
        list) compopt -o nospace ;;
        files) compopt -o default ;;
    esac
}
complete -F _xjcli xjcli
"""
_ZSH = r"""#compdef xjcli

_xjcli() {
  local program=$words[1] kind
  local -a found
  whence -p -- "$program" >/dev/null || program=xjcli
  found=("${(@f)$(
    _XJCLI_COMPLETE=zsh "$program" "${(@)words[2,CURRENT-1]}" "$PREFIX" </dev/null 2>/dev/null
  )}")
  kind=$found[1]
  shift found
  case $kind in
    files) compset -P '--*='; _files ;;
    list) (($#found)) && _describe -V -t values xjcli found -qS , ;;
    *) (($#found)) && _describe -V -t values xjcli found ;;
  esac
}

if [[ $funcstack[1] == _xjcli ]]; then
  _xjcli "$@"
else
  if ! (($+functions[compdef])); then
    autoload -Uz compinit
    compinit -i
  fi
  compdef _xjcli xjcli
fi
"""
_FISH = r"""function __xjcli_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    command -q -- $program; or set program xjcli
    set -l found (_XJCLI_COMPLETE=fish command $program $words "$last" </dev/null 2>/dev/null)
    switch "$found[1]"
        case files
            set -l start (string match -r -- '^--[^=]*=' $last)
            set -l path (string replace -r -- '^--[^=]*=' '' $last)
            for one in (complete -C "'' $path")
                printf '%s%s\n' "$start" $one
            end
        case '*'
            set -e found[1]
            printf '%s\n' $found
    end
end
complete -c xjcli -f -k -a '(__xjcli_complete)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
