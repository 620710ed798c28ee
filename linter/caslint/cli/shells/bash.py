"""Completion for bash: words by command and by the option before; where there are none, bash offers files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.cli.shells.table import Argument, Table

_HEAD = """\
# bash completion for caslint: eval "$(caslint completion bash)"
_caslint() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words= operands=
  local rules='@rules@'
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='@commands@'
    [[ $current == -* ]] && words='--help --version'
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]} $before" in
"""
_MIDDLE = """\
    *) words= ;;
  esac
  if [[ -n $words ]]; then
    [[ $words == - ]] || COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case ${COMP_WORDS[1]} in
"""
_TAIL = """\
  esac
  [[ $current == -* ]] || words=$operands
  [[ -z $words ]] || COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _caslint caslint
"""


def script(table: Table) -> str:
    """The script; its words are our own, so that none needs a quote."""
    return "".join(_lines(table))


def _lines(table: Table) -> Iterator[str]:
    names = _words(command.name for command in table.commands)
    yield _HEAD.replace("@commands@", names).replace("@rules@", _words(table.rules))
    for command in table.commands:
        for option in command.options:
            if option.takes != "nothing":
                keys = " | ".join([f"'{command.name} {name}'" for name in option.names])
                yield f"    {keys}) words={_value(option)} ;;\n"
    yield _MIDDLE
    for command in table.commands:
        names = _words(name for option in command.options for name in option.names)
        operands = " ".join([_value(one) for one in command.operands if one.words or one.takes == "rules"])
        yield f"    {command.name}) words='{names}' operands={operands} ;;\n"
    yield _TAIL


def _value(argument: Argument) -> str:
    """The words that may follow; a dash stands for what bash completes by itself: files."""
    return "$rules" if argument.takes == "rules" else f"'{_words(argument.words) or '-'}'"


def _words(words: Iterable[str]) -> str:
    return " ".join(words)
