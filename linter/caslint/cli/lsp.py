"""`caslint lsp`: the language server, on standard input and output."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from caslint.cli.exits import USAGE
from caslint.cli.inputs import DayError, day
from caslint.cli.parser import Group
from caslint.cli.say import complain, refuse


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("lsp", help="be the language server of an editor", description=__doc__)
    parser.add_argument("--config", metavar="FILE", help="use this configuration instead of .caslint.yaml")
    parser.add_argument("--today", metavar="DATE", help="judge `until` of comments on this day (YYYY-MM-DD)")
    parser.add_argument("--stdio", action="store_true", help="what it does anyway; some editors insist on it")


def run(options: argparse.Namespace) -> int:
    """Serve one editor; 0 where it shut down before it left, else 1."""
    try:
        today = options.today and day(options.today)
    except DayError as error:
        refuse("lsp", error)
        return USAGE
    from caslint.lsp.session import Session

    if sys.stdin is None:
        return 1
    if sys.stdin.isatty():
        complain("caslint lsp: waiting for an editor on standard input; Ctrl+C ends it")
    _forget_working_directory()
    config = os.path.abspath(options.config) if options.config else None
    # Only the protocol may write to the stream that the editor reads, whatever a rule of a pack prints.
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        session = Session(sys.stdin.buffer, outgoing, today=today, config=config, debug=options.debug)
        return session.run()
    finally:
        with suppress(OSError):  # what an editor that is gone did not read
            outgoing.close()


def _forget_working_directory() -> None:
    """Import nothing from where the editor started us: a checkout must not bring code along."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # it is gone, and with it what could be imported
        return
    sys.path[:] = [entry for entry in sys.path if entry and os.path.realpath(entry) != here]
