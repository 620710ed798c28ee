"""Survey: every request there is, without asking each one.

Two servers with the same facts answer every other site alike, so a protocol's
servers fall into a few groups; each group is asked once for each kind of
mailbox.  Only requests for a server's own site are asked one by one.  Ten
thousand servers take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from caslint.model.server import Server, Site
from caslint.routing.decision import Decision, Kind, Outcome
from caslint.routing.request import DEFAULT_DEVICE, Mailbox, Request
from caslint.routing.router import Router


class Answer(NamedTuple):
    """What makes two decisions the same for a reader of the whole matrix."""

    outcome: Outcome
    kind: Kind | None
    code: str
    status: int | None
    clause: str


class Asked(NamedTuple):
    """Mailboxes, what a server does with requests for them, and the number of requests that this stands for.

    `entry` is the server that was asked, for itself or for its group.
    """

    mailbox: Mailbox
    decision: Decision
    requests: int
    entry: Server

    @property
    def answer(self) -> Answer:
        """The decision without its objects."""
        one = self.decision
        return Answer(one.outcome, one.kind, one.code, one.status, one.clause)


class Group(NamedTuple):
    """Servers that answer alike: what they do for their own sites, and for the others."""

    protocol: str
    entries: tuple[Server, ...]
    own_site: tuple[Asked, ...]
    other_sites: tuple[Asked, ...]

    @property
    def tried(self) -> int:
        """How many requests the group stands for."""
        return sum(asked.requests for asked in (*self.own_site, *self.other_sites))


class Wanted(NamedTuple):
    """What a survey is about."""

    protocols: Sequence[str]
    entries: Sequence[Server]
    mailboxes: Sequence[Mailbox]
    device: float = DEFAULT_DEVICE


def survey(router: Router, wanted: Wanted) -> Iterator[Group]:
    """The groups of each protocol, in the order of their first servers."""
    by_site: dict[Site | None, list[Mailbox]] = {}
    for mailbox in wanted.mailboxes:
        by_site.setdefault(mailbox.site, []).append(mailbox)
    for protocol in wanted.protocols:
        for entries in _alike(router, protocol, wanted.entries):
            own = list(_own(router, protocol, entries, by_site, wanted.device))
            others = list(_others(router, protocol, entries, wanted))
            yield Group(protocol, tuple(entries), tuple(own), tuple(others))


def _alike(router: Router, protocol: str, entries: Iterable[Server]) -> list[list[Server]]:
    groups: dict[object, list[Server]] = {}
    for entry in entries:
        groups.setdefault(router.index.door(protocol, entry).key(), []).append(entry)
    return list(groups.values())


def _own(
    router: Router,
    protocol: str,
    entries: Iterable[Server],
    by_site: dict[Site | None, list[Mailbox]],
    device: float,
) -> Iterator[Asked]:
    for entry in entries:
        for mailbox in by_site.get(entry.site, ()):
            yield Asked(mailbox, router.decide(Request(protocol, entry, mailbox, device)), 1, entry)


def _others(router: Router, protocol: str, entries: Sequence[Server], wanted: Wanted) -> Iterator[Asked]:
    inside: dict[Site | None, int] = {}
    for entry in entries:
        inside[entry.site] = inside.get(entry.site, 0) + 1
    first = entries[0]
    second = next((entry for entry in entries if entry.site is not first.site), None)
    for mailbox in wanted.mailboxes:
        outsider = first if mailbox.site is not first.site else second
        if outsider is not None:
            request = Request(protocol, outsider, mailbox, wanted.device)
            number = len(entries) - inside.get(mailbox.site, 0)
            yield Asked(mailbox, router.decide(request), number, outsider)
