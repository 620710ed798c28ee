"""`caslint check`: lint topology files, and the organizations that they belong to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from types import SimpleNamespace

from caslint.cli.exits import CLEAN, USAGE
from caslint.cli.inputs import DayError, day
from caslint.cli.linting import Linting, add_inputs, add_rules
from caslint.cli.options import Arguments, Given, Group
from caslint.cli.outcome import exit_code, tell_crashes
from caslint.cli.say import refuse, say
from caslint.cli.target import Output, OutputError, outputs_of, write_all
from caslint.configuration.config import FAIL_ON, Config, ConfigError
from caslint.files.disk import shown_path
from caslint.report import FORMATS
from caslint.report.target import UnwritableError
from caslint.ruleset import PackError


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="lint topology files", description=__doc__)
    add_inputs(parser)
    parser.add_argument(
        "--show-config", action="store_true", help="print every setting and where it comes from"
    )
    add_rules(parser)
    parser.add_argument("--fail-on", choices=FAIL_ON, help="the lowest severity that fails; default: error")
    _add_fixes(parser)
    _add_outputs(parser)


def _add_fixes(parser: Arguments) -> None:
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes first (see caslint fix)")
    parser.add_argument(
        "--unsafe", action="store_true", help="with --fix: those that change what is declared, too"
    )


def _add_outputs(parser: Arguments) -> None:
    parser.add_argument("--format", choices=FORMATS, help="what standard output gets; default: full")
    parser.add_argument(
        "--output",
        action="append",
        metavar="FORMAT[=FILE]",
        help="may be given several times",
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--statistics", action="store_true", help="count findings by rule and by file")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave the closing counts out")
    parser.add_argument("-v", "--verbose", action="store_true", help="list what was silenced, too")


PLAIN: dict[str, object] = {
    "allow_empty": False,
    "baseline": None,
    "color": "auto",
    "config": None,
    "debug": False,
    "fail_on": None,
    "fix": False,
    "format": None,
    "ignore": None,
    "no_baseline": False,
    "output": None,
    "quiet": False,
    "select": None,
    "show_config": False,
    "statistics": False,
    "stdin_filename": None,
    "today": None,
    "unsafe": False,
    "verbose": False,
}
"""Every option as it is where none is given; a test holds it against the parser."""


def plain(paths: list[str]) -> Given:
    """What the parser makes of paths alone."""
    return SimpleNamespace(paths=paths, **PLAIN)


def run(options: Given) -> int:
    """Lint, report, and return the exit code."""
    try:
        return _run(options, outputs_of(options, os.environ))
    except (
        ConfigError,
        PackError,
        OutputError,
        UnwritableError,
        DayError,
    ) as error:  # --fix may not write either
        sys.stdout.flush()
        refuse("check", error)
        return USAGE


def _run(options: Given, outputs: list[Output]) -> int:
    linting = Linting(options)
    roots, cwd = linting.found.roots, linting.cwd
    if options.show_config:
        return _show_config(roots, cwd, linting.config_of)
    if options.fix:
        _fix(roots, options, cwd, linting.config_of)
    done = linting.run()
    code = exit_code(done, fail_on=options.fail_on, allow_empty=options.allow_empty)
    try:
        write_all(done.result, outputs, options)
    except UnwritableError as error:
        code = max(code, USAGE)
        refuse("check", error)
    tell_crashes(done.crashes, debug=options.debug)
    return code


def _show_config(roots: Iterable[str], cwd: str, config_of: Callable[[str], Config]) -> int:
    """Print every setting with its origin, once a configuration."""
    folders = {os.path.dirname(os.path.abspath(root)) for root in roots} or {cwd}
    shown: set[str] = set()
    for folder in sorted(folders):
        config = config_of(folder)
        head = config.file or f"no .caslint.yaml for {shown_path(folder, cwd)}"
        if head not in shown:
            shown.add(head)
            say(f"# {head}")
            for key, value, origin in config.shown():
                say(f"{key}: {value}  ({origin})")
    return CLEAN


def _fix(roots: Iterable[str], options: Given, cwd: str, config_of: Callable[[str], Config]) -> None:
    from caslint.cli.fix import mend_root, tell, write_texts

    for root in roots:
        config = config_of(os.path.dirname(os.path.abspath(root)))
        mended = mend_root(root, cwd, config, day(options.today), unsafe=options.unsafe)
        write_texts(mended)
        tell(mended, diff=False, unsafe=options.unsafe)
