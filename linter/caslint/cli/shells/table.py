"""What there is to complete: every command with its options, read from the parsers themselves."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Literal, NamedTuple

from caslint.cli import COMMANDS
from caslint.cli.parser import Parser, parser_of
from caslint.exchange.protocols import CLIENT_PROTOCOLS

Takes = Literal["nothing", "words", "rules", "files", "text"]
"""What follows: nothing, one of some words, a rule, a file, or what only the user knows."""

_RULES = ("RULE", "RULES")
_FILES = {"PATH", "FILE", "FOLDER", "BASE", "HEAD"}
_PROTOCOL = "PROTOCOL"
_OUTPUT = "FORMAT[=FILE]"


class Argument(NamedTuple):
    """An option, or what stands without one (no `names`); `words` are its choices, `help` a line about it."""

    names: tuple[str, ...]
    takes: Takes
    words: tuple[str, ...]
    help: str

    @property
    def is_option(self) -> bool:
        """Whether it has a name of its own."""
        return bool(self.names)


class Table(NamedTuple):
    """The commands in the order of the help, and the codes and names of the rules."""

    commands: tuple[Command, ...]
    rules: tuple[str, ...]


class Command(NamedTuple):
    """A command, a line about it, and what may follow it."""

    name: str
    help: str
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> list[Argument]:
        """The arguments with names."""
        return [one for one in self.arguments if one.is_option]

    @property
    def operands(self) -> list[Argument]:
        """The arguments that stand by themselves."""
        return [one for one in self.arguments if not one.is_option]


def table() -> Table:
    """What there is to complete in this version."""
    commands = [Command(name, line, _arguments(_parser(name))) for name, (_, line) in COMMANDS.items()]
    return Table(tuple(commands), _rules())


def _parser(name: str) -> Parser:
    return parser_of(name, import_module(f"caslint.cli.{COMMANDS[name][0]}"))


def _rules() -> tuple[str, ...]:
    from caslint.ruleset import load

    return tuple([word for rule in load() for word in (rule.code, rule.name)])


def _arguments(parser: Parser) -> tuple[Argument, ...]:
    actions = parser._actions  # noqa: SLF001  argparse has no other way to ask for them
    formats = next((_words(one) for one in actions if "--format" in one.option_strings), ())
    found = [_argument(one, formats) for one in actions if one.help != argparse.SUPPRESS]
    return tuple(found)


def _argument(action: argparse.Action, formats: Sequence[str]) -> Argument:
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    words = _words(action)
    if metavar == _PROTOCOL:
        words = CLIENT_PROTOCOLS
    elif metavar == _OUTPUT:
        words = tuple(formats)
    names = tuple(action.option_strings)
    if action.nargs == 0:
        return Argument(names, "nothing", (), action.help or "")
    if metavar in _RULES:
        return Argument(names, "rules", (), action.help or "")
    takes: Takes = "words" if words else "files" if _FILES & {*metavar.split("|")} else "text"
    return Argument(names, takes, words, action.help or "")


def _words(action: argparse.Action) -> tuple[str, ...]:
    return tuple([str(choice) for choice in action.choices or ()])
