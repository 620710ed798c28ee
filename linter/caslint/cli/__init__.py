"""The command line: one module a command, imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from caslint import __version__
from caslint.cli.exits import INTERNAL, INTERRUPTED, USAGE

COMMANDS = {
    "check": ("check", "lint topology files: what breaks, where, why, and the way out"),
    "trace": ("trace", "show what happens to one client's request, hop by hop"),
    "routes": ("routes", "show what happens to every request: protocol, entry, mailbox"),
    "fix": ("fix", "apply the fixes that findings offer"),
    "baseline": ("baseline", "write down what is found, so that a check reports new findings only"),
    "diff": ("diff", "show what a change does: findings that come and go, client routes lost and gained"),
    "impact": ("impact", "show what clients lose while servers or sites are down"),
    "explain": ("explain", "print a rule's page"),
    "rules": ("rules", "list the rules"),
    "schema": ("schema", "print a JSON Schema for editors: topology, config or report"),
    "import": ("import_", "make a topology file of what the Exchange shell exported"),
    "init": ("init", "write a commented starter topology, configuration, hook and workflow"),
}
"""Each command with its module in this package and its line in the help."""


def entry() -> None:
    """Run as a program of one command: no collector walks what lives to the end, nothing is taken down."""
    import gc

    gc.disable()
    _make_streams_writable()
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # whoever read us is gone, or the disk is full: main() has said so
        code = code or USAGE
    os._exit(code)


def _make_streams_writable() -> None:
    """Let any text be printed: a stream closed by whoever started us goes nowhere, foreign letters are escaped."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _nowhere() -> TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; no traceback reaches the user unless --debug is given."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        print(f"caslint {__version__}")
        return 0
    try:
        return _run(words)
    except BrokenPipeError:
        _forget_output()
        return 0
    except OSError as error:
        if "--debug" in words:
            raise
        _forget_output()
        print(f"caslint: cannot write: {error.strerror or type(error).__name__}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("caslint: interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if "--debug" in words:
            raise
        print(_apology(error), file=sys.stderr)
        return INTERNAL


def _run(words: list[str]) -> int:
    from caslint.cli.parser import parser_for, unknown_command

    command = words[0] if words and words[0] in COMMANDS else None
    if words and command is None and not words[0].startswith("-"):
        from caslint.cli.say import complain

        complain(f"caslint: {unknown_command(COMMANDS, words[0])}")
        return USAGE
    module = import_module(f"caslint.cli.{COMMANDS[command][0]}") if command else None
    options = parser_for(COMMANDS, command, module).parse_args(words)
    assert module is not None  # noqa: S101  without a command the parser has left
    code: int = module.run(options)
    sys.stdout.flush()
    return code


def _forget_output() -> None:
    """Whoever read us is gone: let the interpreter's own flush at the end go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _apology(error: Exception) -> str:
    where = ""
    step = error.__traceback__
    while step is not None:
        where = f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}"
        step = step.tb_next
    return (
        f"caslint: internal error: {type(error).__name__} in {where}. This is a mistake in caslint, not in your files. "
        "Please report it with the command that you ran and, where you may share it, the file; "
        "--debug shows the details."
    )


__all__ = ["COMMANDS", "entry", "main"]
