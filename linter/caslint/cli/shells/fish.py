"""Completion for fish, with a line about each command and option."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.cli.shells.table import Argument, Table


def script(table: Table) -> str:
    """The script."""
    return "".join([f"{line}\n" for line in _lines(table)])


def _lines(table: Table) -> Iterator[str]:
    yield "# fish completion for caslint: ~/.config/fish/completions/caslint.fish"
    yield f"set -l rules {_quoted(' '.join(table.rules))}"
    yield "complete -c caslint -n __fish_use_subcommand -f"
    for command in table.commands:
        yield f"complete -c caslint -n __fish_use_subcommand -a {command.name} -d {_quoted(command.help)}"
    for command in table.commands:
        condition = _quoted(f"__fish_seen_subcommand_from {command.name}")
        if not any(one.takes == "files" for one in command.operands):
            yield f"complete -c caslint -n {condition} -f"
        for argument in command.arguments:
            if words := _argument(argument):
                yield f"complete -c caslint -n {condition} {words}"


def _argument(argument: Argument) -> str:
    """What follows the condition; nothing where fish knows all there is to know."""
    words = "$rules" if argument.takes == "rules" else " ".join(argument.words)
    choices = f' -a "{words}"' if words else ""
    if not argument.is_option:
        return f"-f{choices}" if choices else ""
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in argument.names]
    value = {"nothing": "", "files": " -r -F"}.get(argument.takes, f" -x{choices}")
    return f"{' '.join(names)}{value} -d {_quoted(argument.help)}"


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
