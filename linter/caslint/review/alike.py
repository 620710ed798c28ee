"""Alike: servers that answer requests for other sites in the same way."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from caslint.model.server import Server, Site


class Group:
    """Servers that answer every other site alike."""

    __slots__ = ("_in_site", "servers")

    def __init__(self, servers: list[Server]) -> None:
        self.servers = servers
        self._in_site: dict[Site | None, list[Server]] = {}
        for server in servers:
            self._in_site.setdefault(server.site, []).append(server)

    def inside(self, site: Site | None) -> list[Server]:
        """Those of a site."""
        return self._in_site.get(site, [])

    def outside(self, site: Site | None, down: Collection[Server]) -> Iterator[Server]:
        """Those of all other sites that are up."""
        return (server for server in self.servers if server.site is not site and server not in down)
