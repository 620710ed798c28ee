"""`caslint check`: lint topology files, and the organizations that they belong to."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable

from caslint.cli.exits import CLEAN, USAGE
from caslint.cli.inputs import DayError, day
from caslint.cli.linting import Linting, add_inputs, add_rules
from caslint.cli.outcome import exit_code, tell_crashes
from caslint.cli.parser import Group
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


def _add_fixes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes first (see caslint fix)")
    parser.add_argument(
        "--unsafe", action="store_true", help="with --fix: those that change what is declared, too"
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
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


def run(options: argparse.Namespace) -> int:
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


def _run(options: argparse.Namespace, outputs: list[Output]) -> int:
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


def _fix(
    roots: Iterable[str], options: argparse.Namespace, cwd: str, config_of: Callable[[str], Config]
) -> None:
    from caslint.cli.fix import mend_root, tell, write_texts

    for root in roots:
        config = config_of(os.path.dirname(os.path.abspath(root)))
        mended = mend_root(root, cwd, config, day(options.today), unsafe=options.unsafe)
        write_texts(mended)
        tell(mended, diff=False, unsafe=options.unsafe)
