# Words for the cases. Given from outside: PY a Python that has the program, ENTRY its command, A the adapter,
# F the fixtures, H the helper programs beside this file, SRC the folder of the project, W an empty folder.

export LC_ALL=C.UTF-8 LANG=C.UTF-8 TERM=xterm-256color HOME=${HOME:-/tmp}
unset ${!PYTHON@} ${!XJCLI@}
unset NO_COLOR FORCE_COLOR CLICOLOR_FORCE PY_COLORS COLUMNS LINES TERMINAL_WIDTH GITHUB_ACTIONS CI
set -u
bad= rc=- ended=
: >"$W/out"; : >"$W/err"

# want REASON CONDITION...: the case fails for that reason unless the condition holds.
want() { local reason=$1; shift; "$@" >/dev/null 2>&1 || bad="$bad; $reason"; }
skip() { echo "SKIP $*"; trap - EXIT; exit; }
# What no case means: it broke off, or it uses a word that nobody knows.
command_not_found_handle() { echo "$1" >>"$W/unknown"; return 127; }
verdict() {
  [ "$ended" = yes ] || bad="$bad; broke off"
  [ ! -e "$W/unknown" ] || bad="$bad; unknown words: $(cat "$W/unknown")"
  if [ -z "$bad" ]; then echo PASS; return; fi
  printf 'FAIL%s [rc=%s err=%s]\n' "${bad#;}" "$rc" "$(head -c 300 "$W/err")" | tr '\n\033' '  '
}
trap verdict EXIT

# cap COMMAND...: run it without input; what it says is in $W/out and $W/err, its exit code in $rc.
cap() { timeout -k 2 30 "$@" >"$W/out" 2>"$W/err" </dev/null; rc=$?; }
# ref COMMAND...: run it as it should be, and keep what it writes for later comparison.
ref() { cap "$@"; answered reference; cp "$W/out" "$W/ref"; }
terminal() { "$PY" -S "$H/launch.py" terminal "$@"; rc=$?; }
limited() { "$PY" -S "$H/launch.py" limited "$@"; rc=$?; }
interrupted() { "$PY" -S "$H/launch.py" interrupted "$@"; rc=$?; }
document() { "$PY" -S "$H/documents.py" "$@"; }

# Conditions.
is() { [ "$1" = "$2" ]; }
not() { ! "$@"; }
same() { cmp -s "$W/ref" "${1:-$W/out}"; }
empty() { local file; for file; do [ -s "$file" ] && return 1; done; return 0; }
escape() { LC_ALL=C grep -aq $'\x1b' "$@"; }
# The sequences that the fixtures plant, whole or with the escape left standing, and any one-character C1 form.
danger() { LC_ALL=C grep -aqP '\x1b\[2J|\x1b\](52|8|0);|\x1bP|\x1b\x1b|\xc2[\x90\x9b\x9d\x9e\x9f]' "$1"; }
colour() { LC_ALL=C grep -aqP '\x1b\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]' "$1"; }
utf8() { iconv -f UTF-8 -t UTF-8 "$1"; }
probe() { "$PY" -S "$H/probes.py" "$@"; }
# shows TEXT FILE: the text stands there as typed, folded or not, whatever a table draws around it.
shows() {
  local text; text=$(printf %s "$1" | tr -d ' |')
  sed 's/\x1b\[[0-9;]*m//g' "$2" | tr -d ' \t\r\n│┃|─━' | grep -qF -- "$text"
}

# Verdicts on the last command.
traceback='Traceback \(most recent|Exception ignored|Segmentation fault|core dumped|Fatal Python error'
calm() { want "${1:+$1: }traceback" not env LC_ALL=C grep -aqE "$traceback" "$W/err" "$W/out"; }
quiet() { # quiet [NAME]: exit code 0, nothing on standard error
  want "${1:+$1: }rc $rc" is "$rc" 0
  want "${1:+$1: }stderr used" empty "$W/err"
  calm "${1:-}"
}
answered() { quiet "${1:-}"; want "${1:+$1: }nothing written" not empty "$W/out"; }
failed() { # failed CODE [NAME]: that exit code, nothing on standard output, one line on standard error
  want "${2:+$2: }rc $rc, not $1" is "$rc" "$1"
  want "${2:+$2: }stdout used" empty "$W/out"
  want "${2:+$2: }$(wc -l <"$W/err") lines on stderr" is "$(wc -l <"$W/err")" 1
  want "${2:+$2: }not said by the program" grep -aq '^xjcli: ' "$W/err"
  calm "${2:-}"
}
refused() { failed 1 "$@"; }
misused() { failed 2 "$@"; }
