"""Service connection points: the AutoDiscoverServiceInternalUri that each Client Access server publishes."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.versions import Family
from caslint.hosts import covers, names
from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.model.url import Url
from caslint.record import Record


class OwnName(Record):
    """A server that publishes its own name, and a neighbour that publishes a shared one."""

    uri: Url
    neighbour: Server
    shared: Url


class OwnNames(dict[Server, OwnName]):
    """The servers that publish their own name beside a neighbour's shared one.

    Not those whose declared certificate holds the name: Outlook does not warn
    about them (source SEMBEE).
    """

    def __init__(self, organization: Organization) -> None:
        published = list(_published(organization))
        shared: dict[Site | None, tuple[Server, Url]] = {}
        for server, uri in published:
            if not server.is_called(uri.host):
                shared.setdefault(server.site, (server, uri))
        for server, uri in published:
            if server.site in shared and server.is_called(uri.host) and not _is_certified(server, uri):
                self[server] = OwnName(uri, *shared[server.site])


def _published(organization: Organization) -> Iterator[tuple[Server, Url]]:
    for server in organization.servers:
        is_judged = server.is_cas and server.family in (Family.EXCHANGE_2007, Family.EXCHANGE_2010)
        if is_judged and server.site is not None and isinstance(server.autodiscover_uri, Url):
            yield server, server.autodiscover_uri


def _is_certified(server: Server, uri: Url) -> bool:
    return covers(names(server.certificate_names or ()), uri.host)
