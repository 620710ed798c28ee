"""Twins: servers that answer to the same name, so that clients of one come to another when it is down."""

from __future__ import annotations

from caslint.model.server import Server
from caslint.routing.router import PROTOCOLS, Router


class Twins:
    """For each protocol and server, the other servers behind the names that it shares.

    A name is one of a URL, of a connection setting, of a balancer, or of an
    array; a server's own name leads to no other.
    """

    def __init__(self, router: Router) -> None:
        names = router.hosts.names()
        self._of: dict[str, dict[Server, dict[Server, None]]] = {
            protocol: _shared(router, protocol, names) for protocol in PROTOCOLS
        }

    def of(self, protocol: str, server: Server) -> tuple[Server, ...]:
        """The servers that a protocol's clients of this one come to instead."""
        return tuple(self._of[protocol].get(server, ()))


def _shared(router: Router, protocol: str, names: list[str]) -> dict[Server, dict[Server, None]]:
    found: dict[Server, dict[Server, None]] = {}
    for name in names:
        members = router.entries_behind(name, protocol)
        for member in members if len(members) > 1 else ():
            others = {other: None for other in members if other is not member}
            found.setdefault(member, {}).update(others)
    return found
