"""Index: landings and doors of an organization, each made once, when it is first asked for."""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.versions import Family
from caslint.model.mailbox import Array
from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.routing.door import Door
from caslint.routing.landing import Landing
from caslint.routing.request import Mailbox


class Index:
    """What decisions look up; linear in what is declared, whatever is asked."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self._doors: dict[tuple[str, Server], Door] = {}
        self._landings: dict[tuple[str, Family, Site | None], Landing] = {}
        self._arrays: dict[str, Array] | None = None
        self._newest: dict[str, tuple[Landing, ...]] = {}

    def door(self, protocol: str, server: Server) -> Door:
        """A server as a protocol's requests meet it."""
        key = (protocol, server)
        if key not in self._doors:
            self._doors[key] = Door(self.organization, server, protocol)
        return self._doors[key]

    def landing(self, protocol: str, family: Family, site: Site | None) -> Landing:
        """What awaits a protocol's requests for one family's mailboxes in a site."""
        key = (protocol, family, site)
        if key not in self._landings:
            self._landings[key] = Landing(protocol, family, site)
        return self._landings[key]

    def array(self, name: str) -> Array | None:
        """The Client Access array of a name or a fully qualified name, in any capitals."""
        if self._arrays is None:
            self._arrays = {}
            for array in self.organization.arrays:
                self._arrays.setdefault(array.fqdn.casefold(), array)
                self._arrays.setdefault(array.name.casefold(), array)
        return self._arrays.get(name.casefold())

    def landings(self, protocol: str, family: Family) -> tuple[Landing, ...]:
        """The landings of every site that has candidates of a family, sorted by the site's name."""
        if protocol not in self._newest:
            sites = sorted(self.organization.sites, key=lambda site: site.name.casefold())
            every = [self.landing(protocol, family, site) for site in sites]
            self._newest[protocol] = tuple([landing for landing in every if landing.candidates])
        return self._newest[protocol]


class Case(NamedTuple):
    """One question as the behaviours see it; `clause` is that of the matrix' cell."""

    door: Door
    mailbox: Mailbox
    landing: Landing
    lookups: Index
    device: float
    own_site: bool
    clause: str
