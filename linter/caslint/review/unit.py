"""Units: what goes down as one, and which two of them can take away more together than each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.review.outage import Outages
from caslint.routing.router import PROTOCOLS


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


def related(outages: Outages, listed: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """The pairs that can lose more than their parts, each once.

    What a request rests on stands in the mailboxes' site, or behind the name at
    which it enters; units that share neither have nothing to lose together.
    """
    relations = _Relations(outages, listed)
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

    def __init__(self, outages: Outages, listed: Sequence[Unit]) -> None:
        self._outages = outages
        self._every = range(len(listed))
        self._by_site: dict[Site | None, set[int]] = {}
        self._by_server: dict[Server, set[int]] = {}
        for number, unit in enumerate(listed):
            for server in unit.servers:
                self._by_site.setdefault(server.site, set()).add(number)
                self._by_server.setdefault(server, set()).add(number)
        holders = outages.autodiscover_2010
        self._last = self._of(holders) if len({server.site for server in holders}) == 2 else set[int]()  # noqa: PLR2004  two units can hold all of them

    def _of(self, servers: Iterable[Server]) -> set[int]:
        return set[int]().union(*[self._by_server.get(server, ()) for server in servers])

    def of(self, unit: Unit) -> Iterable[int]:
        """The numbers of the units that a unit is to be tried with."""
        found: set[int] = set()
        for server in unit.servers:
            found |= self._by_site[server.site]
            for protocol in PROTOCOLS:
                for twin in self._outages.twins.of(protocol, server):
                    if self._outages.number(protocol, twin) != self._outages.number(protocol, server):
                        return self._every  # the twin may rest on what this one does not rest on
                    found |= self._by_server.get(twin, set()) | self._by_site.get(twin.site, set())
        for behind in self._outages.legacy:
            if not unit.servers.isdisjoint(behind):
                found |= self._of(behind)
        if self._last and not unit.servers.isdisjoint(self._outages.autodiscover_2010):
            found |= self._last
        return found
