"""Topology: an organization and what follows from it; what a rule is given.

Everything here is derived once, when it is first asked for, and looked up
afterwards, so that a rule stays linear in what is declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from caslint.exchange.protocols import ECP, EWS
from caslint.exchange.releases import CAS_FAMILIES, Family
from caslint.exchange.versions import Version
from caslint.model.organization import Organization
from caslint.model.server import Server, Site, VirtualDirectory
from caslint.model.url import Url

__all__ = ["CAS_FAMILIES", "Topology"]

Derived = TypeVar("Derived")


class Topology:
    """An organization with its derived facts."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self._elsewhere: dict[tuple[str, Family], list[VirtualDirectory]] = {}
        self._published: dict[tuple[str, Site, Family], bool | None] = {}
        self._targets: dict[str, list[VirtualDirectory]] = {}
        self._derived: dict[object, Any] = {}

    def derived(self, make: Callable[[Organization], Derived]) -> Derived:
        """What `make` gives for the organization, made when it is first asked for and kept.

        So rules share what several of them look up, and a check that needs none of
        it imports none of it: `topology.derived(Router)` gives the routes.
        """
        if make not in self._derived:
            self._derived[make] = make(self.organization)
        made: Derived = self._derived[make]
        return made

    def once(self, key: object, make: Callable[[], Derived]) -> Derived:
        """What `make` gives, made when the key is first asked for and kept."""
        if key not in self._derived:
            self._derived[key] = make()
        made: Derived = self._derived[key]
        return made

    @property
    def servers(self) -> list[Server]:
        """Every declared server, sorted by name.

        A finding that names one of several names the first of these, because the
        order of a file means nothing.
        """
        return self.once("servers", lambda: sorted(self.organization.servers, key=_folded_name))

    @property
    def sites(self) -> list[Site]:
        """Every declared site, sorted by name."""
        return self.once("sites", lambda: sorted(self.organization.sites, key=_folded_name))

    @property
    def exchange_sites(self) -> list[Site]:
        """The declared sites in which an Exchange server stands."""
        return [site for site in self.organization.sites if site.servers]

    @property
    def is_multi_site(self) -> bool:
        """Whether more than one site holds Exchange servers (seed statement 2)."""
        found = 0
        for site in self.organization.sites:
            found += bool(site.servers)
            if found > 1:
                return True
        return False

    @property
    def by_version(self) -> dict[Version, list[Server]]:
        """The servers of each version, as far as version texts are understood, sorted by name."""
        return self.once("by_version", self._sort_by_version)

    def _sort_by_version(self) -> dict[Version, list[Server]]:
        found: dict[Version, list[Server]] = {}
        for family in self.organization.families:
            for server in self.organization.of_family(family):
                if server.version is not None:
                    found.setdefault(server.version, []).append(server)
        return found

    def client_access_servers(self) -> list[Server]:
        """Every Client Access server of 2007 and 2010, sorted by name."""
        return self.organization.client_access

    def directories(self, protocol: str) -> list[VirtualDirectory]:
        """Every directory of a protocol on the Client Access servers of 2007 and 2010.

        Directories that are declared to be absent are left out; those of which
        nothing is known are there with UNKNOWN facts.
        """
        return self.organization.directories.of.get(protocol, [])

    def declaring(self, protocol: str, field: str) -> list[VirtualDirectory]:
        """Those of a protocol's directories on which a key is written."""
        return self.once(("declaring", protocol), lambda: _by_key(self.directories(protocol))).get(field, [])

    def unusual(self, protocol: str) -> list[VirtualDirectory]:
        """Those of a protocol's directories with a URL that may be minded; see `Directories`."""
        return self.organization.directories.unusual_of.get(protocol, [])

    def entries(self, protocol: str) -> list[VirtualDirectory]:
        """The Internet-facing directories of a protocol: those whose ExternalUrl is set."""
        return self.organization.directories.published_of.get(protocol, [])

    def entry_elsewhere(self, protocol: str, site: Site, family: Family) -> VirtualDirectory | None:
        """An Internet-facing directory in another site, of this family or a later one; the first by name.

        The order of a declaration means nothing: the same servers in another order
        must not be judged otherwise.
        """
        key = (protocol, family)
        if key not in self._elsewhere:
            self._elsewhere[key] = _first_of_two_sites(self.entries(protocol), family)
        for directory in self._elsewhere[key]:
            if directory.server.site is not site:
                return directory
        return None

    def is_published(self, protocol: str, site: Site, family: Family) -> bool | None:
        """Whether a Client Access server of the family in the site has an ExternalUrl; None while unknown."""
        key = (protocol, site, family)
        if key not in self._published:
            self._published[key] = _is_published(protocol, site, family)
        return self._published[key]

    def targets(self, protocol: str) -> list[VirtualDirectory]:
        """Every directory that is a proxy target for the protocol.

        A directory is one when its site holds mailboxes of the server's own
        family and another site has an Internet-facing entry of this family or a
        later one; for OWA, ECP and ActiveSync its site must have no ExternalUrl
        of that family, because then the client is redirected; EWS is never
        redirected.
        """
        if protocol not in self._targets:
            self._targets[protocol] = list(self._find_targets(protocol))
        return self._targets[protocol]

    def _find_targets(self, protocol: str) -> Iterator[VirtualDirectory]:
        for site in self.sites:
            for family in CAS_FAMILIES:
                if not site.mailbox.get(family) or (protocol == ECP and family is not Family.EXCHANGE_2010):
                    continue
                if self.entry_elsewhere(protocol, site, family) is None or (
                    protocol != EWS and self.is_published(protocol, site, family) is not False
                ):
                    continue
                for server in site.cas.get(family, ()):
                    yield from server.directories.get(protocol, ())


def _folded_name(one: Site | Server) -> str:
    return one.name.casefold()


def _by_key(directories: list[VirtualDirectory]) -> dict[str, list[VirtualDirectory]]:
    found: dict[str, list[VirtualDirectory]] = {}
    for directory in directories:
        for key in directory.node.entries:
            found.setdefault(key, []).append(directory)
    return found


def _is_published(protocol: str, site: Site, family: Family) -> bool | None:
    unknown = False
    for server in site.cas.get(family, ()):
        for directory in server.directories.get(protocol, ()):
            url = directory.external_url
            if isinstance(url, Url):
                return True
            unknown = unknown or url is not None
    return None if unknown else False


def _first_of_two_sites(entries: list[VirtualDirectory], family: Family) -> list[VirtualDirectory]:
    """The first entry of the family or later, and the first one of another site: enough for every question."""
    found: list[VirtualDirectory] = []
    for directory in entries:
        server = directory.server
        if server.family is not None and server.family >= family and server.site is not None:
            if not found:
                found.append(directory)
            elif server.site is not found[0].server.site:
                found.append(directory)
                break
    return found
