"""What is lost while servers are down.

Requests for mailboxes of other sites are decided by groups of servers that
answer alike, and rest on nothing but the mailboxes' site.  So a scenario asks
anew about the sites only in which something is down, and asks an organization
that holds these sites and one server of each group.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from itertools import islice
from typing import NamedTuple

from caslint.exchange.protocols import AUTODISCOVER, OUTLOOK_ANYWHERE, OWA
from caslint.exchange.versions import Family
from caslint.model.server import Server, Site
from caslint.model.url import Url
from caslint.review.alike import Group
from caslint.review.remaining import Remaining
from caslint.review.routes import answers_as
from caslint.review.rpc import RpcEnds
from caslint.review.twins import Twins
from caslint.review.whose import mailbox_key
from caslint.routing.decision import Decision
from caslint.routing.request import Mailbox, Request
from caslint.routing.router import PROTOCOLS, Router


class Loss(NamedTuple):
    """Requests that work, and do not while something is down: of a protocol, for mailboxes, at some servers."""

    protocol: str
    mailbox: Mailbox
    entries: tuple[Server, ...]


class Outages:
    """The routes of an organization, and what is left of them while servers are down."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self.entries = router.entries()
        self.mailboxes = router.mailboxes()
        self.mailboxes_of: dict[Site | None, list[Mailbox]] = {}
        for mailbox in self.mailboxes:
            self.mailboxes_of.setdefault(mailbox.site, []).append(mailbox)
        self.remaining = Remaining(router.organization)
        self.groups: dict[str, list[Group]] = {
            protocol: [Group(each) for each in self._grouped(protocol)] for protocol in PROTOCOLS
        }
        self._number: dict[str, dict[Server, int]] = {
            protocol: {server: number for number, group in enumerate(groups) for server in group.servers}
            for protocol, groups in self.groups.items()
        }
        self.twins = Twins(router, self.number)
        self._works: dict[tuple[str, Hashable, Mailbox], bool] = {}
        self._working: dict[tuple[str, int, Site | None], list[Mailbox]] = {}
        self.rpc = RpcEnds(router.organization)
        self.legacy = self._behind_legacy_names()
        self.autodiscover_2010 = [
            server
            for server in self.entries
            if server.family is Family.EXCHANGE_2010 and server.directories.get(AUTODISCOVER)
        ]

    def _grouped(self, protocol: str) -> list[list[Server]]:
        """The servers that answer every other site alike."""
        groups: dict[Hashable, list[Server]] = {}
        for server in self.entries:
            groups.setdefault(answers_as(self.router, protocol, server), []).append(server)
        return list(groups.values())

    def _behind_legacy_names(self) -> list[frozenset[Server]]:
        """The servers behind each name that 2003 mailboxes are opened at by way of a redirect."""
        found = {
            directory.exchange2003_url.host
            for server in self.entries
            for directory in server.directories.get(OWA, ())
            if isinstance(directory.exchange2003_url, Url)
        }
        behind = [frozenset(self.router.hosts.behind(host, OWA)) for host in sorted(found)]
        return [servers for servers in behind if servers]

    def key(self, protocol: str, entry: Server, mailbox: Mailbox) -> Hashable:
        """What requests have in common that are answered alike; a server answers its own site by itself."""
        return entry.name if entry.site is mailbox.site else self.number(protocol, entry)

    def number(self, protocol: str, entry: Server) -> int:
        """The number of the group in which a server answers for a protocol."""
        return self._number[protocol][entry]

    def works(self, protocol: str, entry: Server, mailbox: Mailbox) -> bool:
        """Whether a request works while everything is up."""
        key = protocol, self.key(protocol, entry, mailbox), mailbox
        if key not in self._works:
            self._works[key] = self.router.decide(Request(protocol, entry, mailbox)).works
        return self._works[key]

    def working(self, protocol: str, entry: Server) -> list[Mailbox]:
        """The mailboxes for which requests at a server work while everything is up."""
        number = self.number(protocol, entry)
        key = protocol, number, entry.site
        if key not in self._working:
            self._working[key] = [
                one
                for one in self.mailboxes
                if one.site is not entry.site and self.works(protocol, entry, one)
            ]
        own = [one for one in self.mailboxes_of.get(entry.site, ()) if self.works(protocol, entry, one)]
        return [*self._working[key], *own]

    def losses(self, down: Collection[Server]) -> list[Loss]:
        """What is lost while these are down."""
        return list(_Scenario(self, frozenset(down)).losses())


class _Scenario:
    """Some servers down."""

    def __init__(self, whole: Outages, down: frozenset[Server]) -> None:
        self._whole = whole
        self._down = down
        self._everywhere = bool(whole.autodiscover_2010) and down.issuperset(whole.autodiscover_2010)
        self._sites = {server.site for server in down}
        self._concerned = [mailbox for mailbox in whole.mailboxes if self._is_concerned(mailbox)]
        self._left = whole.remaining.router(self._needed(), down) if self._concerned else None
        known = self._left.mailboxes() if self._left else ()
        self._mailboxes = {mailbox_key(mailbox): mailbox for mailbox in known}
        self._works: dict[tuple[str, Hashable, Mailbox], bool] = {}

    def _is_concerned(self, mailbox: Mailbox) -> bool:
        """Whether what is down stands in the mailboxes' site, or holds them.

        A 2007 server sends Autodiscover of 2010 mailboxes to a 2010 server of any
        site: where the last one is down, all are concerned.  Browsers with a 2003
        mailbox are sent to a name, which leads nowhere while all behind it are down.
        A database may name a server or an array of another site for its RPC.
        """
        if mailbox.family is Family.EXCHANGE_2003 and any(
            behind <= self._down for behind in self._whole.legacy
        ):
            return True
        if self._whole.rpc.lost(mailbox, self._down):
            return True
        in_site = mailbox.site is not None and mailbox.site in self._sites
        return self._everywhere or in_site or not self._down.isdisjoint(mailbox.servers)

    def _needed(self) -> Iterator[Server]:
        """The servers of the sites that are concerned, and two of each group from different sites."""
        for mailbox in self._concerned:
            yield from mailbox.servers
            if mailbox.site is not None:
                yield from mailbox.site.servers
        for groups in self._whole.groups.values():
            for group in groups:
                yield from self._speakers(group)
        yield from islice((s for s in self._whole.autodiscover_2010 if s not in self._down), 1)

    def _speakers(self, group: Group) -> Iterator[Server]:
        """One server of the group, and one of another site that answers the first one's."""
        first = next((server for server in group.servers if server not in self._down), None)
        if first is not None:
            yield first
            yield from islice(group.outside(first.site, self._down), 1)

    def losses(self) -> Iterator[Loss]:
        """Requests at what is up, then at what is down."""
        for mailbox in self._concerned:
            for protocol in PROTOCOLS:
                yield from self._at_others(protocol, mailbox)
        for entry in self._whole.entries:
            if entry in self._down:
                for protocol in PROTOCOLS:
                    yield from self._at(protocol, entry)

    def _at_others(self, protocol: str, mailbox: Mailbox) -> Iterator[Loss]:
        """The servers of each group whose requests are lost; in the mailboxes' own site each by itself."""
        for group in self._whole.groups[protocol]:
            inside = [server for server in group.inside(mailbox.site) if server not in self._down]
            lost = [server for server in inside if self._is_lost(protocol, server, mailbox)]
            first = next(group.outside(mailbox.site, self._down), None)
            if first is not None and self._is_lost(protocol, first, mailbox):
                lost += group.outside(mailbox.site, self._down)
            if lost:
                yield Loss(protocol, mailbox, tuple(lost))

    def _at(self, protocol: str, entry: Server) -> Iterator[Loss]:
        """What is lost at a server that is down, unless another one behind its names does the same."""
        for mailbox in self._whole.working(protocol, entry):
            twins = (twin for twin in self._whole.twins.of(protocol, entry) if twin not in self._down)
            if not any(self._still_works(protocol, twin, mailbox) for twin in twins):
                yield Loss(protocol, mailbox, (entry,))

    def _is_lost(self, protocol: str, entry: Server, mailbox: Mailbox) -> bool:
        return self._whole.works(protocol, entry, mailbox) and not self._still_works(protocol, entry, mailbox)

    def _still_works(self, protocol: str, entry: Server, mailbox: Mailbox) -> bool:
        if not self._is_concerned(mailbox):
            return self._whole.works(protocol, entry, mailbox)
        passed_on = protocol == OUTLOOK_ANYWHERE and entry.site is not mailbox.site
        if passed_on and self._whole.rpc.lost(mailbox, self._down):
            return False
        key = protocol, self._whole.key(protocol, entry, mailbox), mailbox
        if key not in self._works:
            self._works[key] = self._asked(protocol, entry, mailbox)
        return self._works[key]

    def _asked(self, protocol: str, entry: Server, mailbox: Mailbox) -> bool:
        """Ask what remains; a server that is not part of it speaks through one of its group."""
        left, whose = self._left, self._mailboxes.get(mailbox_key(mailbox))
        if left is None or whose is None:
            return False
        if entry.site is mailbox.site:
            speaker = left.organization.server(entry.name)
        else:
            number = self._whole.key(protocol, entry, mailbox)
            assert isinstance(number, int)  # noqa: S101  the number of a group
            names = [
                s.name
                for s in self._speakers(self._whole.groups[protocol][number])
                if s.site is not mailbox.site
            ]
            speaker = left.organization.server(names[0]) if names else None
        if speaker is None:
            return False
        decision = left.decide(Request(protocol, speaker, whose))
        return decision.works and not self._leads_nowhere(protocol, decision)

    def _leads_nowhere(self, protocol: str, decision: Decision) -> bool:
        """Whether a client is sent to a name behind which all servers are down."""
        if decision.outcome != "redirect" or decision.url is None:
            return False
        behind = self._whole.router.hosts.behind(decision.url.host, protocol)
        return bool(behind) and self._down.issuperset(behind)
