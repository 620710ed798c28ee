"""Hosts: which servers answer to a host name, as far as the declaration tells."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import (
    AUTODISCOVER,
    AVAILABILITY,
    EWS,
    EXCHANGE,
    IMAP4,
    OUTLOOK_ANYWHERE,
    OWA,
    POP3,
)
from caslint.exchange.versions import Family
from caslint.model.mailbox import Array
from caslint.model.organization import Organization
from caslint.model.server import Server, Site, VirtualDirectory
from caslint.model.url import Url
from caslint.routing.landing import by_name

ANY = ""
"""The protocol of a name that stands for a server whatever is asked of it."""

_ASKED_FOR = {EXCHANGE: OWA}
_ANSWERED_BY = {AVAILABILITY: EWS}


class Hosts:
    """Every host name that the declaration gives to a server, an array or a balancer."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self._members: dict[str, dict[str, dict[Server, None]]] = {}
        for server in organization.servers:
            for host, protocol in names_of(server):
                self._add(host, protocol, server)
        for site in organization.sites:
            self._add_balancer(site)
        for array in organization.arrays:
            for member in members_of(organization, array):
                self._add(array.fqdn, ANY, member)
                self._add(array.name, ANY, member)

    def _add(self, host: str, protocol: str, server: Server) -> None:
        self._members.setdefault(host.casefold(), {}).setdefault(protocol, {})[server] = None

    def _add_balancer(self, site: Site) -> None:
        if site.load_balancer is not None:
            for servers in site.cas.values():
                for server in servers:
                    self._add(site.load_balancer, ANY, server)

    def behind(self, name: str, protocol: str) -> tuple[Server, ...]:
        """The servers that a client reaches who types the name, sorted by name; empty where nobody declares it.

        A server's own name is that server.  Otherwise those count that declare
        the name for this protocol, or, where none does, for any.
        """
        server = self.organization.server(name)
        if server is not None:
            return (server,)
        found = self._declaring(name, protocol)
        if not found:
            declared = self._members.get(_key(name), {})
            found = {server: None for servers in declared.values() for server in servers}
        return by_name(tuple(found))

    def sharing(self, name: str, protocol: str) -> tuple[Server, ...]:
        """The servers that stand in for each other behind the name, sorted by name.

        Those that declare it for this protocol; where none does, those behind it
        whatever is asked.  That a name is declared for another protocol, as the
        one that all servers have for Autodiscover often is, tells nothing.
        """
        server = self.organization.server(name)
        if server is not None:
            return (server,)
        return by_name(tuple(self._declaring(name, protocol) or self._declaring(name, ANY)))

    def _declaring(self, name: str, protocol: str) -> dict[Server, None]:
        return self._members.get(_key(name), {}).get(_ANSWERED_BY.get(protocol, protocol), {})

    def names(self) -> list[str]:
        """Every name that `behind` knows, sorted; a server's as it is written."""
        known = {name.casefold(): name for name in self._members}
        for server in self.organization.servers:
            known.setdefault(server.host.casefold(), server.host)
            known[server.name.casefold()] = server.name
        return sorted(known.values(), key=str.casefold)


def _key(name: str) -> str:
    return name.casefold().removesuffix(".")


def names_of(server: Server) -> Iterator[tuple[str, str]]:
    """The host names that a server's own settings give it, each with the protocol."""
    for directory in server.every_directory():
        protocol = _ASKED_FOR.get(directory.protocol, directory.protocol)
        for host in _hosts_of(directory):
            yield host, protocol
    if isinstance(server.autodiscover_uri, Url):
        yield server.autodiscover_uri.host, AUTODISCOVER
    for protocol, service in ((POP3, server.pop3), (IMAP4, server.imap4)):
        if service.state == "declared":
            for setting in (*(service.internal or ()), *(service.external or ())):
                yield setting.partition(":")[0], protocol
    if server.outlook_anywhere.external_hostname:
        yield server.outlook_anywhere.external_hostname, OUTLOOK_ANYWHERE


def _hosts_of(directory: VirtualDirectory) -> Iterator[str]:
    """Exchange2003Url is left out: it names another server."""
    for url in (
        directory.internal_url,
        directory.external_url,
        directory.failback_url,
        directory.internal_nlb_bypass_url,
    ):
        if isinstance(url, Url):
            yield url.host


def members_of(organization: Organization, array: Array) -> tuple[Server, ...]:
    """The members of an array: those listed, else every 2010 Client Access server of its site (source LB13)."""
    if array.members is not None:
        found = [organization.server(name) for name in array.members]
        return tuple([server for server in found if server is not None])
    return tuple(array.site.cas.get(Family.EXCHANGE_2010, ())) if array.site else ()
