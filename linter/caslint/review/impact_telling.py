"""Sentences about an outage: what is down, which mailboxes have no server left, and who else loses what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.exchange.protocols import OUTLOOK_ANYWHERE
from caslint.model.mailbox import Array
from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.review.impact import Impact, Scenario, databases_on
from caslint.review.rpc import RpcEnds
from caslint.review.telling import counted, protocols
from caslint.review.unit import Unit, folded
from caslint.routing.request import Mailbox
from caslint.words import and_list

SINGLE = "single point of failure", "single points of failure"
PAIR = "pair breaks what neither breaks alone", "pairs break what neither breaks alone"


def sentences(scenario: Scenario, organization: Organization) -> Iterator[str]:
    """What is lost, in few sentences, each without a full stop."""
    gone = _gone(scenario)
    names = [one.described for one in gone]
    held = [server for one in gone for server in one.servers]
    if gone:
        yield f"no server for the mailboxes of {and_list(names)} is left{_databases(held, organization)}"
    others = [server for server in scenario.stranded if server not in held]
    if others:
        on = and_list([server.name for server in others])
        yield f"nobody opens the mailboxes on {on}{_databases(others, organization)}"
    for entries, sites, listed in _told(scenario, names):
        yield f"{protocols(listed)} for mailboxes of {and_list(sites)}, entering at {and_list(entries)}"
    yield from _rpc(scenario, RpcEnds(organization))


def _rpc(scenario: Scenario, rpc: RpcEnds) -> Iterator[str]:
    """Why Outlook Anywhere is lost at servers that are up: nobody is left at whom the RPC of databases ends."""
    passed_on = dict.fromkeys(
        [
            loss.mailbox
            for loss in scenario.beyond
            if loss.protocol == OUTLOOK_ANYWHERE
            and any(e not in scenario.down and e.site is not loss.mailbox.site for e in loss.entries)
        ]
    )
    databases: dict[Server | Array, list[str]] = {}
    for end in [end for mailbox in passed_on for end in rpc.lost(mailbox, scenario.down)]:
        databases.setdefault(end.target, []).append(end.database.name)
    for target, names in databases.items():
        why = "which is down" if isinstance(target, Server) else "of which no member is left"
        yield f"the RPC of {and_list(names)} ends at {target.name}, {why}"


def _databases(servers: Iterable[Server], organization: Organization) -> str:
    found = databases_on(servers, organization)
    return f" ({and_list(found)})" if found else ""


def lost(scenario: Scenario) -> str:
    """`12 routes lost`; where it is only mailboxes, that."""
    if scenario.number or not scenario.stranded:
        return f"{counted(scenario.number, 'route')} lost"
    return "no route lost, but mailboxes"


def part(scenario: Scenario) -> str:
    """`CAS03 alone`, `CAS03 and CAS04 together`."""
    return f"{who(scenario.without)} {'alone' if len(scenario.without) == 1 else 'together'}"


def harmless(impact: Impact, more: str) -> str:
    """`nothing is lost without any one of CAS01 and CAS02`."""
    any_of = "any one of " if len(impact.harmless) > 1 else ""
    return f"nothing is lost{more} without {any_of}{_listed(impact.harmless)}"


def alike(found: Iterable[Scenario]) -> list[list[Scenario]]:
    """Scenarios in which the same servers are down, together: a server, and the site that has no other."""
    by_servers: dict[frozenset[Server], list[Scenario]] = {}
    for scenario in found:
        by_servers.setdefault(scenario.down, []).append(scenario)
    return list(by_servers.values())


def who_all(scenarios: Iterable[Scenario]) -> str:
    """`CAS01`, or `CAS01, and with it the site Kyoto`."""
    first, *others = scenarios
    return ", and with it ".join([who(first.without), *[who(one.without[-1:]) for one in others]])


def who(units: Sequence[Unit]) -> str:
    """`CAS01 and the site Kyoto`; a server whose site is told is left out."""
    return _listed(folded(units))


def _listed(units: Iterable[Unit]) -> str:
    return and_list([f"the site {unit.name}" if unit.is_site else unit.name for unit in units])


Told = tuple[list[str], list[str], list[str]]
"""Entries, sites of mailboxes, protocols."""


def _gone(scenario: Scenario) -> list[Mailbox]:
    """The mailboxes whose servers are all down; who cannot reach them need not be told."""
    concerned = dict.fromkeys([loss.mailbox for loss in scenario.beyond])
    return [one for one in concerned if scenario.down.issuperset(one.servers)]


def _told(scenario: Scenario, gone: Iterable[str]) -> Iterator[Told]:
    """Losses in few sentences: first the protocols that share entries and mailboxes, then the mailboxes."""
    by_place: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for entries, site, protocol in _joined(scenario):
        if site not in gone:
            by_place.setdefault((entries, site), {})[protocol] = None
    by_protocols: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, None]] = {}
    for (entries, site), listed in by_place.items():
        by_protocols.setdefault((entries, tuple(listed)), {})[site] = None
    for (entries, same), sites in by_protocols.items():
        yield list(entries), list(sites), list(same)


def _joined(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Where requests enter for each protocol and kind of mailbox: at what is down, and elsewhere."""
    servers: dict[tuple[str, Mailbox, bool], set[str]] = {}
    for loss in scenario.beyond:
        for entry in loss.entries:
            key = loss.protocol, loss.mailbox, entry in scenario.down
            servers.setdefault(key, set()).add(entry.name)
    for (protocol, mailbox, _), names in servers.items():
        yield tuple(sorted(names, key=str.casefold)), mailbox.described, protocol
