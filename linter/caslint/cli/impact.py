"""`caslint impact`: what clients lose while servers or sites are down."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection
from difflib import get_close_matches
from typing import BinaryIO

from caslint.cli.exits import CLEAN, FINDINGS, USAGE
from caslint.cli.inputs import words
from caslint.cli.organization import Unanswered, opened, tell
from caslint.cli.parser import Group
from caslint.cli.progress import Teller, progress
from caslint.cli.say import refuse
from caslint.cli.target import OutputError, deliver, outputs_of
from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.report.options import Options
from caslint.report.target import UnwritableError
from caslint.report.terminal import options_for
from caslint.review.impact import Impact, impact
from caslint.review.impact_formats import FORMATS, write
from caslint.review.outage import Loss, Outages
from caslint.review.unit import Unit, unit_of_server, unit_of_site
from caslint.routing.router import Router

MOST_CHOICES = 12

EPILOG = """\
Alone it tries every server and every site by itself. --without tries one maintenance: all
of them down together; with --any as well, what else may go down meanwhile. A request that
enters at a server that is down is lost, unless another server answers to the same balanced
name and lets it through.
"""


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "impact",
        help="what is lost while servers are down",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a topology file, or - for standard input")
    parser.add_argument(
        "--without",
        action="append",
        metavar="SERVER_OR_SITE",
        help="down for maintenance; may be given several times, and as site:NAME or server:NAME",
    )
    parser.add_argument(
        "--any",
        type=int,
        choices=(1, 2),
        help="every single server and site (the default), or every pair, too",
    )
    parser.add_argument("--fail-on-loss", action="store_true", help="exit 1 where anything is lost")
    parser.add_argument("--all", action="store_true", help="show every scenario that loses something")
    parser.add_argument("--format", choices=FORMATS, help="what standard output gets; default: text")
    parser.add_argument(
        "--output", action="append", metavar="FORMAT[=FILE]", help="may be given several times"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def run(options: argparse.Namespace) -> int:
    """Try the scenarios, tell what is lost, and return the exit code."""
    try:
        return _run(options)
    except Unanswered as error:
        return tell("impact", error)
    except (OutputError, UnwritableError) as error:
        refuse("impact", error)
        return USAGE


def _run(options: argparse.Namespace) -> int:
    outputs = outputs_of(options, os.environ, FORMATS)
    router = opened(options.file).derived(Router)
    planned = [unit for word in options.without or () for unit in _units(router.organization, word)]
    with progress("trying what can be down:", colour=options.color) as teller:
        outages = _Told(router, teller)
        found = impact(outages, planned, options.any or (0 if planned else 1))

    def written(name: str, target: BinaryIO, shown: Options, _: BinaryIO | None) -> None:
        write(found, outages, name, target, shown, every=options.all)

    deliver(written, outputs, options_for(sys.stdout, os.environ, colour=options.color))
    return FINDINGS if options.fail_on_loss and _loses(found) else CLEAN


class _Told(Outages):
    """Outages that tell how many of them have been tried."""

    def __init__(self, router: Router, teller: Teller) -> None:
        super().__init__(router)
        self._teller = teller
        self._tried = 0

    def losses(self, down: Collection[Server]) -> list[Loss]:
        """What is lost while these are down."""
        self._tried += 1
        self._teller.tell(f"{self._tried:,} tried")
        return super().losses(down)


def _loses(found: Impact) -> bool:
    return any(scenario.losses or scenario.mailbox_servers for scenario in found.scenarios)


def _units(organization: Organization, word: str) -> list[Unit]:
    """What a word names: a server or a site, or several with commas between them.  Raises Unanswered."""
    whole = _unit(organization, word)
    if whole is not None:
        return [whole]
    found: list[Unit] = []
    for name in words([word]):
        unit = _unit(organization, name)
        if unit is None:
            raise Unanswered(_unknown(organization, name))
        found.append(unit)
    if not found:
        raise Unanswered(f"--without names nothing; {_choices(organization)}")
    return found


def _unit(organization: Organization, word: str) -> Unit | None:
    """The server or the site of a name; the server where both have it, unless `site:` stands before it."""
    kind, colon, name = word.partition(":")
    asked = kind if colon and kind in {"site", "server"} else ""
    name = name if asked else word
    server = organization.server(name) if asked != "site" else None
    if server is not None:
        return unit_of_server(server)
    site = organization.site(name) if asked != "server" else None
    return unit_of_site(site) if site is not None else None


def _unknown(organization: Organization, name: str) -> str:
    known = _known(organization)
    nearest = get_close_matches(name.casefold(), list(known), 1)
    hint = f"; did you mean {known[nearest[0]]}?" if nearest else ";"
    return f"there is no server or site {name}{hint} {_choices(organization)}"


def _known(organization: Organization) -> dict[str, str]:
    return {one.name.casefold(): one.name for one in (*organization.servers, *organization.sites)}


def _choices(organization: Organization) -> str:
    known = list(_known(organization).values())
    more = f" and {len(known) - MOST_CHOICES} more" if len(known) > MOST_CHOICES else ""
    return f"choices: {', '.join(known[:MOST_CHOICES])}{more}"
