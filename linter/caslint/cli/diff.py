"""`caslint diff`: what a change does to findings and to clients' routes, before it is made."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from caslint.cli.exits import CLEAN, FINDINGS, INTERNAL, NOTHING, UNREADABLE, USAGE
from caslint.cli.inputs import DayError, day, words
from caslint.cli.outcome import tell_crashes
from caslint.cli.parser import Group
from caslint.cli.progress import progress
from caslint.cli.say import refuse
from caslint.cli.target import OutputError, deliver, outputs_of
from caslint.configuration.config import FAIL_ON, Config, ConfigError
from caslint.files.git_objects import GitError, MissingObjectError
from caslint.report.options import Options
from caslint.report.target import UnwritableError
from caslint.report.terminal import options_for
from caslint.review.formats import FORMATS, write
from caslint.review.judging import Judging
from caslint.review.review import Review, review
from caslint.review.side import OneSideError, Opening, sides
from caslint.ruleset import PackError

EPILOG = """\
BASE and HEAD are files, folders, or git:REV[:PATH], read from the object store without a
checkout. PATH counts from the repository's top, or from here where it begins with a dot;
without PATH it is what HEAD names, or the current folder. git:A...B is the merge base of
A and B, and git:A... that of A and HEAD. Without HEAD the working tree is compared, or B
for git:A...B.

  caslint diff git:origin/main...            what this branch does, with what is not committed
  caslint diff git:HEAD^1                    the same where a merge is checked out
  caslint diff git:v1:org.yaml org.yaml      one file
  caslint diff before/ after/                two folders

exit codes: 0 nothing lost and nothing new at the failing level, 1 lost routes or new
findings, 2 usage, configuration or an unknown revision, 3 a missing or unreadable file
"""


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "diff",
        help="what a change does",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("base", metavar="BASE", help="before the change: a file, a folder or git:REV[:PATH]")
    parser.add_argument("head", metavar="HEAD", nargs="?", help="after it; default: the working tree")
    _add_rules(parser)
    parser.add_argument("--format", choices=FORMATS, help="what standard output gets; default: text")
    parser.add_argument(
        "--output", action="append", metavar="FORMAT[=FILE]", help="may be given several times"
    )
    parser.add_argument("--all", action="store_true", help="show every request, not one example a cause")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave the closing counts out")
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="show new findings in their source, and list those that stay",
    )


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="use this configuration instead of .caslint.yaml")
    parser.add_argument("--select", action="append", metavar="RULES", help="compare only what these find")
    parser.add_argument("--ignore", action="append", metavar="RULES", help="leave out what these find")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, help="the lowest severity of a new finding that fails; default: error"
    )
    parser.add_argument("--today", metavar="DATE", help="judge `until` of comments on this day (YYYY-MM-DD)")
    parser.add_argument(
        "--allow-empty",
        action="store_true",
        help="exit 0 where no topology was found; before the first commit git:HEAD is empty",
    )


def run(options: argparse.Namespace) -> int:
    """Compare, report, and return the exit code."""
    try:
        return _run(options)
    except MissingObjectError as error:
        return _refuse(error, UNREADABLE)
    except (
        ConfigError,
        PackError,
        OutputError,
        UnwritableError,
        DayError,
        GitError,
        OneSideError,
    ) as error:
        return _refuse(error, USAGE)


def _refuse(error: Exception, code: int) -> int:
    refuse("diff", error)
    return code


def _run(options: argparse.Namespace) -> int:
    outputs = outputs_of(options, os.environ, FORMATS)
    opening = Opening(os.getcwd(), options.config, options.allow_empty)
    with sides(options.base, options.head, opening) as (base, head):
        judging = Judging(
            _told(base.config_of, options),
            _told(head.config_of, options),
            day(options.today),
            base.shelf,
            head.shelf,
        )
        with progress("comparing", quiet=options.quiet, colour=options.color) as teller:
            teller.tell(f"{options.base} and {options.head or 'the working tree'}")
            done = review(base, head, judging, options.fail_on)
    shown = options_for(
        sys.stdout, os.environ, colour=options.color, quiet=options.quiet, verbose=options.verbose
    )

    def written(name: str, target: BinaryIO, shown: Options, _: BinaryIO | None) -> None:
        write(done, name, target, shown, every=options.all)

    deliver(written, outputs, shown)
    tell_crashes(done.found.crashes, debug=options.debug)
    return _exit_code(done, options)


def _told(config_of: Callable[[str], Config], options: argparse.Namespace) -> Callable[[str], Config]:
    """The settings of a folder under those of the command line."""

    def told(folder: str) -> Config:
        return config_of(folder).overridden(
            select=words(options.select) if options.select else None,
            ignore=words(options.ignore),
            fail_on=options.fail_on,
        )

    return told


def _exit_code(done: Review, options: argparse.Namespace) -> int:
    """The highest code that holds."""
    codes = [CLEAN]
    if done.fails:
        codes.append(FINDINGS)
    if done.unreadable:
        codes.append(UNREADABLE)
    if not done.organizations and not done.unreadable and not options.allow_empty:
        codes.append(NOTHING)
    if done.found.crashes:
        codes.append(INTERNAL)
    return max(codes)
