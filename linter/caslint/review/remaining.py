"""What remains of an organization while servers are down: as much of it as questions about some sites need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from caslint.finding import Subject
from caslint.model.declared import Declared
from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.node import Mapping
from caslint.review.excerpt import excerpt
from caslint.review.objects import ORGANIZATION, SECTIONS, Object
from caslint.routing.router import Router

_SECTION = {kind: section for section, kind in SECTIONS.items()}


class Remaining:
    """Makes organizations of some servers of a whole one."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        node = organization.node.entries.get(ORGANIZATION)
        self._head = [_object(organization, ORGANIZATION, node)] if isinstance(node, Mapping) else []
        self._arrays: dict[Site, list[Object]] = {}
        for array in organization.arrays:
            if array.site is not None:
                self._arrays.setdefault(array.site, []).append(_declared(array, array.subject))

    def router(self, servers: Iterable[Server], down: Collection[Server]) -> Router | None:
        """The routes of the organization that consists of these servers, but for those that are down."""
        up = [server for server in dict.fromkeys(servers) if server not in down]
        made = excerpt(self._objects(up))
        return Router(made) if made is not None else None

    def _objects(self, servers: Iterable[Server]) -> Iterator[Object]:
        listed = list(servers)
        sites = dict.fromkeys([server.site for server in listed if server.site is not None])
        yield from self._head
        for site in sites:
            yield _declared(site, site.subject)
            yield from self._arrays.get(site, ())
        for server in listed:
            yield _declared(server, server.subject)
            for database in self._organization.databases_of.get(server, ()):
                yield _declared(database, database.subject)


def _declared(one: Declared, subject: Subject) -> Object:
    return Object(subject, _SECTION[subject.kind], one.source, one.node, one.place)


def _object(organization: Organization, section: str, node: Mapping) -> Object:
    return Object(organization.subject, section, organization.source, node, organization.place)
