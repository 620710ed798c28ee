"""`caslint report`: one page for people, with the findings, the routes, and a picture."""

from __future__ import annotations

import argparse
import sys

from caslint.cli.exits import USAGE
from caslint.cli.inputs import DayError
from caslint.cli.linting import Linting, add_inputs, add_rules
from caslint.cli.outcome import exit_code, tell_crashes
from caslint.cli.parser import Group
from caslint.cli.progress import progress
from caslint.cli.say import complain, refuse, say
from caslint.configuration.config import ConfigError
from caslint.report import write
from caslint.report.counts import sentences
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.target import UnwritableError, whole_file
from caslint.ruleset import PackError

EPILOG = """\
The page is one HTML file that needs no network and no script: findings by site and object
with their lines, rules and fixes, the routes of every protocol with their traces, a picture
of sites and servers, single points of failure. caslint check --output html=FILE writes the
same page beside other outputs.

exit codes: 0 the page is written, whatever is in it; 2 usage or configuration error, 3 an
input could not be read, 4 nothing was checked. A page is written as soon as one organization
was checked; without any, a page that stands there already stays as it is.
"""


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "report",
        help="write one page for people",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_inputs(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="the page; - is standard output, the default"
    )
    add_rules(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="do not say what was written")


def run(options: argparse.Namespace) -> int:
    """Lint, write the page, and return the exit code."""
    try:
        return _run(options)
    except (ConfigError, PackError, UnwritableError, DayError) as error:
        sys.stdout.flush()
        refuse("report", error)
        return USAGE


def _run(options: argparse.Namespace) -> int:
    done = Linting(options).run()
    code = exit_code(done, fail_on="never", allow_empty=options.allow_empty)
    told = next(sentences(done.result))
    for file, reason in done.result.unreadable:
        complain(f"{file}: cannot be read: {reason}")
    if not done.result.organizations and not options.allow_empty:
        complain(f"caslint report: {told}; no page is written")
    else:
        _write(done.result, options.output, quiet=options.quiet)
        if options.output != "-" and not options.quiet:
            say(f"{options.output}: {told}")
    tell_crashes(done.crashes, debug=options.debug)
    return code


def _write(result: Result, file: str, *, quiet: bool) -> None:
    if file == "-":
        sys.stdout.flush()
        write(result, "html", sys.stdout.buffer, Options())
        sys.stdout.buffer.flush()
        return
    with progress("writing", quiet=quiet) as teller, whole_file(file) as stream:
        teller.tell(file)
        write(result, "html", stream, Options())
