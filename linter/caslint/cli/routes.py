"""`caslint routes`: the whole matrix, protocol by entry by mailboxes, with what becomes of each request."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import get_args

from caslint.cli import asked
from caslint.cli.exits import CLEAN
from caslint.cli.organization import Unanswered, opened, tell
from caslint.cli.parser import Group
from caslint.cli.trace import add_device, add_format, emit, shown_options
from caslint.report.options import Options
from caslint.routing.decision import Outcome
from caslint.routing.request import Request
from caslint.routing.route import Route
from caslint.routing.router import PROTOCOLS, Router
from caslint.routing.survey import Wanted, survey

OUTCOMES: tuple[str, ...] = get_args(Outcome)


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("routes", help="show what happens to every request", description=__doc__)
    parser.add_argument("file", metavar="FILE", help="a topology file, or - for standard input")
    parser.add_argument(
        "--protocol", type=asked.protocol, action="append", metavar="PROTOCOL", help="these protocols only"
    )
    parser.add_argument("--entry", action="append", metavar="NAME", help="these servers or host names only")
    parser.add_argument("--site", action="append", metavar="SITE", help="the mailboxes of these sites only")
    parser.add_argument("--outcome", action="append", choices=OUTCOMES, help="show these outcomes only")
    add_device(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Show the matrix; 0 whatever is in it."""
    try:
        router = opened(options.file).derived(Router)
        wanted = _wanted(router, options)
    except Unanswered as error:
        return tell("routes", error)
    outcomes = frozenset(options.outcome or OUTCOMES)
    tried = len(wanted.protocols) * len(wanted.entries) * len(wanted.mailboxes)
    shown = shown_options(options)
    if options.format == "json":
        from caslint.report.route_json import render

        routes = (route for route in _every(router, wanted) if route.outcome in outcomes)
        emit(render(routes, tried, Options(github=shown.github)), shown)
    else:
        from caslint.report.route_table import render as table

        emit(table(survey(router, wanted), outcomes, tried, shown), shown)
    return CLEAN


def _wanted(router: Router, options: argparse.Namespace) -> Wanted:
    protocols = list(dict.fromkeys(options.protocol or PROTOCOLS))
    entries = router.entries()
    if options.entry:
        named = {
            server
            for name in options.entry
            for protocol in protocols
            for server in asked.entries(router, name, protocol)
        }
        entries = [entry for entry in entries if entry in named]
    mailboxes = list(router.mailboxes())
    if options.site:
        mailboxes = [m for name in dict.fromkeys(options.site) for m in asked.site_mailboxes(router, name)]
    return Wanted(protocols, entries, mailboxes, options.device)


def _every(router: Router, wanted: Wanted) -> Iterator[Route]:
    for protocol in wanted.protocols:
        for entry in wanted.entries:
            for mailbox in wanted.mailboxes:
                yield router.trace(Request(protocol, entry, mailbox, wanted.device))
