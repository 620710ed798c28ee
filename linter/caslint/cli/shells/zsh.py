"""Completion for zsh, with a line about each command and option."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.cli.shells.table import Argument, Table

_HEAD = """\
#compdef caslint
# zsh completion for caslint: a file _caslint in a folder of $fpath
_caslint() {
  local -a commands rules
  rules=(@rules@)
  commands=(
"""
_MIDDLE = """\
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
"""
_TAIL = """\
  esac
}
if [[ $funcstack[1] == _caslint ]]; then
  _caslint "$@"
else
  compdef _caslint caslint
fi
"""


def script(table: Table) -> str:
    """The script."""
    return "".join(_lines(table))


def _lines(table: Table) -> Iterator[str]:
    yield _HEAD.replace("@rules@", " ".join(table.rules))
    for command in table.commands:
        yield f"    {_quoted(f'{command.name}:{command.help}')}\n"
    yield _MIDDLE
    for command in table.commands:
        specs = [spec for argument in command.arguments for spec in _specs(argument)]
        yield f"    {command.name})\n      _arguments {' '.join(map(_quoted, specs))}\n      ;;\n"
    yield _TAIL


def _specs(argument: Argument) -> Iterator[str]:
    """What `_arguments` wants to know; a star says that it may be given again."""
    value = _value(argument)
    if not argument.is_option:
        yield f"*{value}"
    for name in argument.names:
        yield f"*{name}[{_escaped(argument.help)}]{value}"


def _value(argument: Argument) -> str:
    if argument.takes == "nothing":
        return ""
    if argument.takes == "rules":
        return ":rule:{compadd -a rules}"
    if argument.words:
        return f":value:({' '.join(argument.words)})"
    return ":file:_files" if argument.takes == "files" else ":value: "


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "'\\''") + "'"
