"""The argument parser: only the command that is asked for brings its options."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any, NoReturn

from caslint import __version__

Commands = Mapping[str, tuple[str, str]]
"""A command's module in `caslint.cli`, and its line in the help."""

Group = Any
"""What argparse's `add_subparsers` gives; its type is private there."""

_NARROWEST = 40
_USUAL = 80

EPILOG = """\
exit codes: 0 nothing at or above the failing level, 1 findings, 2 usage or configuration
error, 3 an input could not be read, 4 nothing was checked, 70 internal error, 130 interrupted
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, found without the modules that argparse would load for it at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return max(int(columns), _NARROWEST)
    try:
        return (
            max(os.get_terminal_size(sys.__stdout__.fileno()).columns, _NARROWEST)
            if sys.__stdout__
            else _USUAL
        )
    except (OSError, ValueError):
        return _USUAL


class Parser(argparse.ArgumentParser):
    """A parser that explains a mistake in one line."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  argparse's own
        options.setdefault("formatter_class", _Help)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave with exit code 2."""
        from caslint.cli.say import complain

        complain(f"{self.prog}: {message}", f"try '{self.prog} --help'")
        self.exit(2)

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401  argparse's own
        """Print the help, and keep no error to oneself as argparse does: there may be no room for it."""
        (file or sys.stderr).write(message)


def parser_for(commands: Commands, command: str | None, module: ModuleType | None) -> Parser:
    """The parser of the command line, with the options of `command` only."""
    parser = Parser(
        prog="caslint",
        description="Check a declared Exchange 2003/2007/2010 organization before the change.",
        epilog=EPILOG,
    )
    parser.add_argument("-V", "--version", action="version", version=f"caslint {__version__}")
    group = parser.add_subparsers(metavar="COMMAND", required=True, title="commands", parser_class=Parser)
    if module is None or command is None:
        for name, (_, line) in commands.items():
            group.add_parser(name, help=line)
    else:
        _register(group, command, module)
    return parser


def parser_of(command: str, module: ModuleType) -> Parser:
    """The parser of one command, for those who want to know its options."""
    return _register(Parser(prog="caslint").add_subparsers(parser_class=Parser), command, module)


def _register(group: Group, command: str, module: ModuleType) -> Parser:
    module.register(group)
    parser: Parser = group.choices[command]
    parser.add_argument("--debug", action="store_true", help="show the traceback of an internal error")
    return parser


def unknown_command(commands: Commands, word: str) -> str:
    """What to say of a first word that is no command."""
    if word.endswith((".yaml", ".yml", "/")):
        return f"there is no command {word}; did you mean caslint check {word}?"
    from difflib import get_close_matches

    nearest = get_close_matches(word, commands, 1)
    hint = f"did you mean {nearest[0]}? " if nearest else ""
    return f"there is no command {word}; {hint}commands: {', '.join(commands)}"
