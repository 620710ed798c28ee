"""`caslint trace`: what happens to one client's request, hop by hop."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable

from caslint.cli import asked
from caslint.cli.exits import CLEAN
from caslint.cli.organization import Unanswered, opened, tell
from caslint.cli.parser import Group
from caslint.cli.streams import forget_output
from caslint.report.options import Options
from caslint.report.terminal import options_for
from caslint.routing.request import DEFAULT_DEVICE, Request
from caslint.routing.route import Route
from caslint.routing.router import Router


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "trace", help="show what happens to one client's request", description=__doc__
    )
    parser.add_argument("file", metavar="FILE", help="a topology file, or - for standard input")
    parser.add_argument(
        "--protocol",
        type=asked.protocol,
        required=True,
        metavar="PROTOCOL",
        help="owa, activesync, ews, imap4 ...",
    )
    parser.add_argument(
        "--from",
        dest="entry",
        required=True,
        metavar="NAME",
        help="the server that the client reaches, or the host name that it uses",
    )
    parser.add_argument("--mailbox", required=True, metavar="NAME", help="a site, a server or a database")
    add_device(parser)
    add_format(parser)


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add --device."""
    parser.add_argument(
        "--device",
        type=asked.device,
        default=DEFAULT_DEVICE,
        metavar="VERSION",
        help="the ActiveSync protocol version, such as 12.1; default: 14.0",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add --format and --color."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people, or JSON")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def run(options: argparse.Namespace) -> int:
    """Tell the routes; 0 whatever becomes of them."""
    try:
        routes = _routes(opened(options.file).derived(Router), options)
    except Unanswered as error:
        return tell("trace", error)
    shown = shown_options(options)
    if options.format == "json":
        from caslint.report.route_json import render

        emit(render(routes, len(routes), Options(github=shown.github)), shown)
    else:
        from caslint.report.route_story import render as story

        emit(story(routes, shown, asked_for=options.entry), shown)
    return CLEAN


def _routes(router: Router, options: argparse.Namespace) -> list[Route]:
    entries = asked.entries(router, options.entry, options.protocol)
    mailboxes = asked.mailboxes(router, options.mailbox)
    return [
        router.trace(Request(options.protocol, entry, mailbox, options.device))
        for mailbox in mailboxes
        for entry in entries
    ]


def shown_options(options: argparse.Namespace) -> Options:
    """How standard output is to be written."""
    return options_for(sys.stdout, os.environ, colour=options.color)


def emit(pieces: Iterable[str], shown: Options) -> None:
    """Write text to standard output, up to where nobody reads on; no line of it can be a workflow command."""
    from caslint.report.safe import uncommanded

    try:
        for piece in pieces:
            text = uncommanded(piece) if shown.github else piece
            sys.stdout.buffer.write(text.encode(shown.encoding, "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_output()
