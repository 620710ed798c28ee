"""The command line: one module a command, imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType

from caslint import __version__
from caslint.cli.exits import INTERNAL, INTERRUPTED, USAGE
from caslint.cli.stopped import Stopped, listen
from caslint.cli.streams import forget_output, make_writable, tell

COMMANDS = {
    "check": ("check", "lint topology files: what breaks, where, why, and the way out"),
    "report": ("report", "write one HTML page for people: findings, routes, a picture"),
    "trace": ("trace", "show what happens to one client's request, hop by hop"),
    "routes": ("routes", "show what happens to every request: protocol, entry, mailbox"),
    "fix": ("fix", "apply the fixes that findings offer"),
    "baseline": ("baseline", "write down what is found, so that a check reports new findings only"),
    "diff": ("diff", "show what a change does: findings that come and go, client routes lost and gained"),
    "impact": ("impact", "show what clients lose while servers or sites are down"),
    "explain": ("explain", "print a rule's page"),
    "rules": ("rules", "list the rules"),
    "lsp": ("lsp", "be the language server of an editor, on standard input and output"),
    "schema": ("schema", "print a JSON Schema for editors: topology, config or report"),
    "import": ("import_", "make a topology file of what the Exchange shell exported"),
    "completion": ("completion", "print the script by which a shell completes commands and options"),
    "init": ("init", "write a commented starter topology, configuration, hook and workflow"),
}
"""Each command with its module in this package and its line in the help."""


def entry() -> None:
    """Run as a program of one command: no collector walks what lives to the end, nothing is taken down."""
    import gc

    gc.disable()
    make_writable()
    code = _ended()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except (OSError, ValueError):  # the disk is full: main() has said so
        code = code or USAGE
    os._exit(code)


def _ended() -> int:
    """Run, and give the exit code however it ends."""
    try:
        listen()
        return main()
    except SystemExit as left:  # argparse leaves so
        return left.code if isinstance(left.code, int) else USAGE
    except Stopped as stopped:
        return _stopped(stopped)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; no traceback reaches the user unless --debug is given."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except BrokenPipeError:
        forget_output()
        return 0
    except Stopped as stopped:
        return _stopped(stopped)
    except KeyboardInterrupt:
        tell("caslint: interrupted")
        return INTERRUPTED
    except (MemoryError, SystemError) as error:  # compiled libraries that get no memory raise the latter
        if "--debug" in words:
            _show(error)
        # What was read is let go of first, or there is no memory for a sentence either.
    except Exception as error:  # noqa: BLE001  whatever it is, a person is told of it in a sentence
        if "--debug" in words:
            _show(error)
        return _failed(error)
    tell(
        "caslint: there is not enough memory for this. Check fewer files at a time, "
        "cut large ones into several that a root file includes, or allow the process more memory."
    )
    return INTERNAL


def _stopped(stopped: Stopped) -> int:
    tell(f"caslint: {stopped}")
    return stopped.code


def _failed(error: Exception) -> int:
    """Say why nothing came of it; the exit code."""
    if isinstance(error, OSError):
        forget_output()
        tell(f"caslint: cannot write: {error.strerror or type(error).__name__}")
        return USAGE
    tell(_apology(error))
    return INTERNAL


def _show(error: Exception) -> None:
    import traceback

    tell("".join(traceback.format_exception(error)).rstrip())


def _run(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):
        print(f"caslint {__version__}")
        return 0
    command = words[0] if words and words[0] in COMMANDS else None
    if words and command is None and not words[0].startswith("-"):
        from caslint.cli.parser import unknown_command
        from caslint.cli.say import complain

        complain(f"caslint: {unknown_command(COMMANDS, words[0])}")
        return USAGE
    if not _stands_somewhere():
        tell("caslint: the current folder is gone; change to one that is there")
        return USAGE
    module = import_module(f"caslint.cli.{COMMANDS[command][0]}") if command else None
    options = _plain(words, module) or _parsed(words, command, module)
    assert module is not None  # noqa: S101  without a command the parser has left
    code: int = module.run(options)
    sys.stdout.flush()
    return code


def _plain(words: list[str], module: ModuleType | None) -> object | None:
    """The options of a command that can do with none and gets none: argparse would be a tenth of most starts."""
    plain: Callable[[list[str]], object] | None = getattr(module, "plain", None)
    return None if plain is None or any(word.startswith("-") for word in words) else plain(words[1:])


def _parsed(words: list[str], command: str | None, module: ModuleType | None) -> object:
    from caslint.cli.parser import parser_for

    try:
        parser = parser_for(COMMANDS, command, module)
        found, more = parser.parse_known_args(words)
        if more:
            parser.prog += f" {command}" if command and module else ""  # whose help tells what it takes
            parser.error(f"unrecognized arguments: {' '.join(more)}")
        return found
    finally:
        sys.stdout.flush()  # the help may have no reader, or no room


def _stands_somewhere() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


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
