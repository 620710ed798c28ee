"""Publication: which directories lack an ExternalUrl, and by what they should have one.

A missing ExternalUrl has one reason, so that one rule speaks of it: a sibling
in the site that has one, else the declared intent, else another protocol of
the same server that is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from caslint.exchange.protocols import ACTIVESYNC, AVAILABILITY, ECP, EWS, OAB, OWA
from caslint.exchange.versions import Family
from caslint.model.organization import Organization
from caslint.model.server import Server, Site, VirtualDirectory
from caslint.record import Record

PUBLISHED = (OWA, ECP, ACTIVESYNC, EWS, OAB)
"""The protocols whose ExternalUrl clients on the Internet use."""

_WITH_OWA = (ECP, ACTIVESYNC, EWS, OAB)
"""The protocols that are published beside OWA and not without it."""

_FAMILIES = (Family.EXCHANGE_2007, Family.EXCHANGE_2010)


class Reason(Enum):
    """By what a directory should have an ExternalUrl."""

    SIBLING = "another Client Access server of its site and family has one"
    INTENT = "its server or site is declared to be Internet-facing"
    NEIGHBOUR = "another directory of its server has one"


class Gap(Record):
    """A directory without ExternalUrl that should have one.

    `evidence` is the published directory that says so, None where the reason is
    the intent; `asked` tells of an intent that externalProtocols names the
    protocol.
    """

    directory: VirtualDirectory
    reason: Reason
    evidence: VirtualDirectory | None
    asked: bool = False


def intent(server: Server) -> bool | None:
    """Whether the server, or else its site, is declared to be Internet-facing; None where neither says."""
    if server.internet_facing is not None:
        return server.internet_facing
    return None if server.site is None else server.site.internet_facing


class Publication:
    """What a whole organization publishes, and where something is missing.

    `servers` are its Client Access servers of 2007 and 2010.  `offered` are the
    protocols for which one of them has an ExternalUrl.  `contradicted` are the
    sites and servers that are declared Internet-facing and publish nothing.
    """

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.servers = organization.client_access
        self.multi_site = sum(bool(site.servers) for site in organization.sites) > 1
        self.offered: set[str] = set()
        self._first: dict[tuple[Site, Family | None, str], VirtualDirectory] = {}
        for directory in organization.directories.published:
            if directory.protocol in PUBLISHED:
                self._note(directory)
        self.contradicted: list[Site | Server] = list(self._contradicted())
        self._gaps: list[Gap] | None = None

    def _note(self, directory: VirtualDirectory) -> None:
        server, protocol = directory.server, directory.protocol
        self.offered.add(protocol)
        if server.site is not None:
            self._first.setdefault((server.site, server.family, protocol), directory)

    def beside(self, server: Server, protocol: str) -> VirtualDirectory | None:
        """The first directory with an ExternalUrl on the Client Access servers of this site and family."""
        return None if server.site is None else self._first.get((server.site, server.family, protocol))

    def is_asked(self, protocol: str) -> bool | None:
        """Whether externalProtocols names the protocol; None where it is not declared."""
        asked = self.organization.external_protocols
        if asked is None:
            return None
        return protocol in asked or (protocol == EWS and AVAILABILITY in asked)

    def is_legacy(self, server: Server) -> bool:
        """Whether it is a 2007 server beside a published 2010 one, which answers in its place."""
        site = server.site
        if site is None or server.family is not Family.EXCHANGE_2007:
            return False
        return any((site, Family.EXCHANGE_2010, protocol) in self._first for protocol in PUBLISHED)

    def _contradicted(self) -> Iterator[Site | Server]:
        """Sites and servers that are declared Internet-facing and publish neither OWA nor ActiveSync."""
        if not self.multi_site:
            return
        found: set[Site | None] = set()
        for site in self.organization.sites:
            if site.internet_facing and _is_unpublished(site.servers):
                found.add(site)
                yield site
        for server in self.servers:
            if server.internet_facing and server.site not in found and self._is_alone(server):
                yield server

    def _is_alone(self, server: Server) -> bool:
        """Whether neither the server nor a sibling publishes OWA or ActiveSync."""
        return _is_unpublished([server]) and not (self.beside(server, OWA) or self.beside(server, ACTIVESYNC))

    def gaps(self, reason: Reason) -> Iterator[Gap]:
        """Every directory that lacks an ExternalUrl for this reason, by the names of the servers."""
        if self._gaps is None:
            self._gaps = list(self._find_gaps())
        return (gap for gap in self._gaps if gap.reason is reason)

    def _find_gaps(self) -> Iterator[Gap]:
        excused = set(self.contradicted)
        for server in self.servers:
            if intent(server) is False and (self.multi_site or server.internet_facing is False):
                continue
            is_excused = server in excused or server.site in excused
            for protocol in PUBLISHED:
                directory = unpublished(server, protocol)
                gap = None if directory is None else self._gap(directory, is_excused=is_excused)
                if gap is not None:
                    yield gap

    def _gap(self, directory: VirtualDirectory, *, is_excused: bool) -> Gap | None:
        server, protocol = directory.server, directory.protocol
        asked = self.is_asked(protocol)
        sibling = self.beside(server, protocol)
        if sibling is not None:
            return Gap(directory, Reason.SIBLING, sibling)
        if asked is False or (is_excused and not asked):
            return None  # not wanted, or said once for the whole site
        if intent(server) and not self.is_legacy(server) and self._is_missed(server, protocol):
            return Gap(directory, Reason.INTENT, None, asked is True)
        if is_excused:
            return None
        neighbour = self._neighbour(server, protocol)
        return None if neighbour is None else Gap(directory, Reason.NEIGHBOUR, neighbour)

    def _is_missed(self, server: Server, protocol: str) -> bool:
        """Whether it is this server that should offer the protocol: one that publishes nothing waits for others."""
        if protocol in self.offered or not self.is_asked(protocol):
            return True
        return any(first_published(server, other) for other in PUBLISHED)

    def _neighbour(self, server: Server, protocol: str) -> VirtualDirectory | None:
        """The published directory of the same server that this protocol should follow."""
        if protocol != OWA:
            return None if protocol == ACTIVESYNC else first_published(server, OWA)
        followers = () if self.is_legacy(server) else _WITH_OWA
        return next((d for d in (first_published(server, other) for other in followers) if d), None)


def directories(server: Server, protocol: str) -> tuple[VirtualDirectory, ...]:
    """The directories of a protocol that the server's version can have; ECP came with 2010."""
    if protocol == ECP and server.family is not Family.EXCHANGE_2010:
        return ()
    return server.directories.get(protocol, ())


def unpublished(server: Server, protocol: str) -> VirtualDirectory | None:
    """The first directory of a protocol where the server has some and none has an ExternalUrl; else None."""
    found = directories(server, protocol)
    for directory in found:
        if directory.external_url is not None:
            return None
    return found[0] if found else None


def first_published(server: Server, protocol: str) -> VirtualDirectory | None:
    """The first directory of a protocol with an ExternalUrl."""
    for directory in directories(server, protocol):
        if directory.published:
            return directory
    return None


def _is_unpublished(servers: Sequence[Server]) -> bool:
    """Whether it is known that none of the servers publishes OWA or ActiveSync."""
    for server in servers:
        if server.family not in _FAMILIES:
            return False
        for protocol in (OWA, ACTIVESYNC) if server.is_cas else ():
            if any(directory.external_url is not None for directory in directories(server, protocol)):
                return False
    return True
