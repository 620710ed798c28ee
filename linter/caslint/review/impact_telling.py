"""Sentences about an outage: what is down, which mailboxes have no server left, and who else loses what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.review.impact import Scenario
from caslint.review.unit import Unit
from caslint.routing.request import Mailbox
from caslint.words import and_list

SINGLE = "single point of failure", "single points of failure"
PAIR = "pair breaks what neither breaks alone", "pairs break what neither breaks alone"


def sentences(scenario: Scenario, organization: Organization) -> Iterator[str]:
    """What is lost, in few sentences, each without a full stop."""
    gone = _gone(scenario)
    databases = scenario.databases(organization)
    if gone:
        words = f"no server for the mailboxes of {and_list(gone)} is left"
        yield words + (f" ({and_list(databases)})" if databases else "")
    elif databases and scenario.beyond is scenario.losses:
        yield f"the databases {and_list(databases)} are on what is down"
    for entries, sites, protocols in _told(scenario, gone):
        told = and_list(protocols, most=len(PROTOCOL_NAMES))
        yield f"{told} for mailboxes of {and_list(sites)}, entering at {and_list(entries)}"


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


def who(units: Iterable[Unit]) -> str:
    """`CAS01 and the site Kyoto`."""
    return and_list([f"the site {unit.name}" if unit.is_site else unit.name for unit in units])


Told = tuple[list[str], list[str], list[str]]
"""Entries, sites of mailboxes, protocols."""


def _gone(scenario: Scenario) -> list[str]:
    """The mailboxes whose servers are all down; who cannot reach them need not be told."""
    concerned = dict.fromkeys([loss.mailbox for loss in scenario.beyond])
    return [one.described for one in concerned if scenario.down.issuperset(one.servers)]


def _told(scenario: Scenario, gone: Iterable[str]) -> Iterator[Told]:
    """Losses in few sentences: first the protocols that share entries and mailboxes, then the mailboxes."""
    by_place: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for entries, site, protocol in _joined(scenario):
        if site not in gone:
            by_place.setdefault((entries, site), {})[protocol] = None
    by_protocols: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, None]] = {}
    for (entries, site), protocols in by_place.items():
        by_protocols.setdefault((entries, tuple(protocols)), {})[site] = None
    for (entries, alike), sites in by_protocols.items():
        yield list(entries), list(sites), [PROTOCOL_NAMES[protocol] for protocol in alike]


def _joined(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Where requests enter for each protocol and kind of mailbox: at what is down, and elsewhere."""
    servers: dict[tuple[str, Mailbox, bool], set[str]] = {}
    for loss in scenario.beyond:
        for entry in loss.entries:
            key = loss.protocol, loss.mailbox, entry in scenario.down
            servers.setdefault(key, set()).add(entry.name)
    for (protocol, mailbox, _), names in servers.items():
        yield tuple(sorted(names, key=str.casefold)), mailbox.described, protocol
