"""Units: what goes down as one, and which two of them can take away more together than each by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.review.outage import Outages
from caslint.review.twins import Pool
from caslint.routing.request import Mailbox
from caslint.routing.router import PROTOCOLS

SITES_OF_A_QUESTION = 3
"""Those of two units, and that of the mailboxes."""


class Unit(NamedTuple):
    """A server, or a site with all its servers."""

    name: str
    is_site: bool
    servers: frozenset[Server]


def unit_of_server(server: Server) -> Unit:
    """A server that goes down."""
    return Unit(server.name, is_site=False, servers=frozenset({server}))


def unit_of_site(site: Site) -> Unit:
    """A site that goes down."""
    return Unit(site.name, is_site=True, servers=frozenset(site.servers))


def units(organization: Organization) -> list[Unit]:
    """Every server, then every site with servers, in the order of the declaration."""
    sites = [site for site in organization.sites if site.servers]
    return [*map(unit_of_server, organization.servers), *map(unit_of_site, sites)]


def folded(listed: Sequence[Unit]) -> tuple[Unit, ...]:
    """Units but for those that are part of another, as a server is of its site; of two that are the same, the first."""
    kept: list[Unit] = []
    for unit in dict.fromkeys(listed):
        if unit.servers and any(unit.servers <= other.servers for other in kept):
            continue
        kept = [other for other in kept if not other.servers or not other.servers < unit.servers]
        kept.append(unit)
    return tuple(kept)


def related(
    outages: Outages, listed: Sequence[Unit], down: Collection[Server] = ()
) -> Iterator[tuple[Unit, Unit]]:
    """The pairs that can lose more than their parts, each once.

    What a request rests on stands in the mailboxes' site, or behind the name at
    which it enters; units that share neither have nothing to lose together.
    `down` is down anyway.
    """
    relations = _Relations(outages, listed, down)
    # One of two may have to be tried with the other and know it, and the other not.
    found = {
        (min(number, other), max(number, other))
        for number, unit in enumerate(listed)
        for other in relations.of(unit)
        if other != number
    }
    for first, second in sorted(found):
        if not _is_part(listed[first], listed[second]):
            yield listed[first], listed[second]


def _is_part(one: Unit, other: Unit) -> bool:
    return one.servers <= other.servers or other.servers <= one.servers


class _Relations:
    """Which units each unit has to be tried with, by their numbers."""

    def __init__(self, outages: Outages, listed: Sequence[Unit], down: Collection[Server]) -> None:
        self._outages = outages
        self._down = down
        self._rare: dict[tuple[str, Pool], frozenset[Server]] = {}
        self._every = range(len(listed))
        self._by_site: dict[Site | None, set[int]] = {}
        self._by_server: dict[Server, set[int]] = {}
        for number, unit in enumerate(listed):
            for server in unit.servers:
                self._by_site.setdefault(server.site, set()).add(number)
                self._by_server.setdefault(server, set()).add(number)
        holders = outages.autodiscover_2010
        self._ends: dict[Server, set[int]] = {}
        for mailbox in outages.mailboxes:
            self._relate_ends(mailbox)
        self._last = self._of(holders) if len({server.site for server in holders}) == 2 else set[int]()  # noqa: PLR2004  two units can hold all of them

    def _relate_ends(self, mailbox: Mailbox) -> None:
        """The RPC for a site's mailboxes may end in another site: at what stands in either, they are lost together."""
        ends = self._outages.rpc.rests_on(mailbox)
        if ends and mailbox.site is not None:
            concerned = ends.union(mailbox.site.servers)
            numbers = self._of(concerned)
            for server in concerned:
                self._ends.setdefault(server, set()).update(numbers)

    def _of(self, servers: Iterable[Server]) -> set[int]:
        return set[int]().union(*[self._by_server.get(server, ()) for server in servers])

    def of(self, unit: Unit) -> Iterable[int]:
        """The numbers of the units that a unit is to be tried with."""
        found: set[int] = set()
        for server in unit.servers:
            found |= self._by_site[server.site] | self._ends.get(server, set())
            for protocol in PROTOCOLS:
                more = self._through_twins(protocol, server)
                if more is None:
                    return self._every
                found |= more
        for behind in self._outages.legacy:
            if not unit.servers.isdisjoint(behind):
                found |= self._of(behind)
        if self._last and not unit.servers.isdisjoint(self._outages.autodiscover_2010):
            found |= self._last
        return found

    def _through_twins(self, protocol: str, server: Server) -> set[int] | None:
        """Those that can take a server's twins away, or what these rest on; None where that may be any.

        Where servers that answer like this one stand behind a name in many sites,
        one of them is left whatever two units are down, and rests on nothing else
        than this one does; it only is no help to this one's own site, whose
        requests other twins may have answered.
        """
        pools = self._outages.twins.pools(protocol, server)
        rare = [self._rare_in(protocol, pool) for pool in pools]
        if any(server not in each for each in rare):
            return self._of(frozenset[Server]().union(*rare))
        found: set[int] = set()
        for twin in self._outages.twins.of(protocol, server):
            if self._outages.number(protocol, twin) != self._outages.number(protocol, server):
                return None  # the twin may rest on what this one does not rest on
            found |= self._by_server.get(twin, set()) | self._by_site.get(twin.site, set())
        return found

    def _rare_in(self, protocol: str, pool: Pool) -> frozenset[Server]:
        """Those of a pool that can be taken away by two units together with all that answer alike."""
        key = protocol, pool
        if key not in self._rare:
            sites: dict[int, set[Site | None]] = {}
            for server in pool:
                if server not in self._down:
                    sites.setdefault(self._outages.number(protocol, server), set()).add(server.site)
            many = {number for number, found in sites.items() if len(found) > SITES_OF_A_QUESTION}
            self._rare[key] = frozenset([s for s in pool if self._outages.number(protocol, s) not in many])
        return self._rare[key]
