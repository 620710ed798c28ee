"""`caslint check`: lint topology files."""

from __future__ import annotations

import argparse
import os
import sys

from caslint.cli.exits import CLEAN, FINDINGS, INTERNAL, NOTHING, UNREADABLE
from caslint.cli.parser import Group
from caslint.disk import Disk
from caslint.finding import Severity
from caslint.lint import Crash
from caslint.report import FORMATS, write
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.ruleset import load
from caslint.run import check

FAIL_ON = ("error", "warning", "info", "never")


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="lint topology files", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a fragment or a folder; default: here"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="concise", help="what to print on standard output"
    )
    parser.add_argument("--fail-on", choices=FAIL_ON, default="error", help="the lowest severity that fails")


def run(options: argparse.Namespace) -> int:
    """Lint, report, and return the exit code."""
    cwd = os.getcwd()
    done = check(options.paths, Disk(cwd), load())
    sys.stdout.flush()
    write(done.result, options.format, sys.stdout.buffer, Options(), sys.stderr.buffer)
    for crash in done.crashes:
        print(_crashed(crash), file=sys.stderr)
    return exit_code(done.result, options.fail_on, crashed=bool(done.crashes))


def exit_code(result: Result, fail_on: str, *, crashed: bool = False, allow_empty: bool = False) -> int:
    """The highest code that holds for the run."""
    codes = [CLEAN]
    if fail_on != "never" and any(f.severity >= Severity[fail_on.upper()] for f in result.findings):
        codes.append(FINDINGS)
    if result.unreadable:
        codes.append(UNREADABLE)
    if result.outcome == "empty" and not allow_empty:
        codes.append(NOTHING)
    if crashed:
        codes.append(INTERNAL)
    return max(codes)


def _crashed(crash: Crash) -> str:
    about = f" on {ascii(crash.subject)[1:-1]}" if crash.subject else ""
    return (
        f"caslint: internal error: the rule {crash.rule} failed{about} with {type(crash.error).__name__}; "
        "the other findings stand. Please report it; --debug shows the details."
    )
