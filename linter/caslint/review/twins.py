"""Twins: servers that answer to the same name, so that clients of one come to another when it is down."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from caslint.model.server import Server
from caslint.routing.door import is_entry
from caslint.routing.router import PROTOCOLS, Router

Pool = tuple[Server, ...]
"""The servers behind one name."""


class Twins:
    """For each protocol and server, the pools of servers behind the names that it declares for the protocol.

    A name is one of a URL, of a connection setting, of a balancer, or of an
    array; a server's own name leads to no other.  `number` tells which servers
    answer alike: a pool begins with one of each kind.
    """

    def __init__(self, router: Router, number: Callable[[str, Server], int]) -> None:
        names = router.hosts.names()
        self._pools: dict[str, dict[Server, list[Pool]]] = {
            protocol: _pools(router, protocol, names, number) for protocol in PROTOCOLS
        }

    def pools(self, protocol: str, server: Server) -> list[Pool]:
        """The pools that a server is in, each with itself."""
        return self._pools[protocol].get(server, [])

    def of(self, protocol: str, server: Server) -> Iterator[Server]:
        """The servers that a protocol's clients of this one come to instead; one that shares two names comes twice."""
        return (twin for pool in self.pools(protocol, server) for twin in pool if twin is not server)


def _pools(
    router: Router, protocol: str, names: list[str], number: Callable[[str, Server], int]
) -> dict[Server, list[Pool]]:
    every: dict[Pool, None] = {}
    for name in names:
        found = tuple([server for server in router.hosts.sharing(name, protocol) if is_entry(server)])
        if len(found) > 1:
            every[found] = None
    pools: dict[Server, list[Pool]] = {}
    for each in every:
        pool = _mixed(each, lambda server: number(protocol, server))
        for server in pool:
            pools.setdefault(server, []).append(pool)
    return pools


def _mixed(servers: Pool, number: Callable[[Server], int]) -> Pool:
    """First one of each number, then a second one of each: who asks for any that works finds it soon."""
    seen: dict[int, int] = {}
    order: dict[Server, int] = {}
    for server in servers:
        order[server] = seen[number(server)] = seen.get(number(server), 0) + 1
    return tuple(sorted(servers, key=order.__getitem__))
