"""Follow: where a redirected client comes to.  It knocks again at the name that it was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from caslint.model.server import Server
from caslint.routing.decide import decide
from caslint.routing.decision import Decision
from caslint.routing.hosts import Hosts
from caslint.routing.index import Index
from caslint.routing.request import Request
from caslint.routing.route import End, Fate


class Arrival(NamedTuple):
    """A redirected client at a server behind the name that it was sent to.

    `fate` is None where that server sends it on to a further name.  `server` and
    `decision` are None where nobody declares the name.
    """

    host: str
    server: Server | None
    decision: Decision | None
    fate: Fate | None


class Journey:
    """All that may become of one redirected client: every name, and every server behind it, once."""

    def __init__(self, index: Index, hosts: Hosts, request: Request) -> None:
        self._index = index
        self._hosts = hosts
        self._request = request
        self._seen: set[Server] = set()
        self._done: set[str] = set()

    def arrivals(self, decision: Decision, way: tuple[str, ...] = ()) -> Iterator[Arrival]:
        """Where a redirect leads, nearest first; a name that stands on the way already is a loop."""
        host, members = self._next(decision)
        way = (*way, host)
        self._done.add(host)
        if not members:
            yield Arrival(host, None, None, "leave")
        onward: list[Decision] = []
        for member in members:
            arrival = self._at(member, host, way)
            if arrival.fate == "loop" or member not in self._seen:
                yield arrival
            self._seen.add(member)
            if arrival.fate is None and arrival.decision is not None:
                onward.append(arrival.decision)
        for further in onward:
            if self._next(further)[0] not in self._done:
                yield from self.arrivals(further, way)

    def _next(self, decision: Decision) -> tuple[str, tuple[Server, ...]]:
        """The name that a redirect gives, and the servers behind it; the target itself where its URL is not known."""
        if decision.url is not None:
            host = decision.url.host
            return host, self._hosts.behind(host, self._request.protocol)
        target = decision.target
        return ("", ()) if not isinstance(target, Server) else (target.host, (target,))

    def _at(self, member: Server, host: str, way: tuple[str, ...]) -> Arrival:
        decision = decide(self._index, self._request._replace(entry=member))
        if decision.outcome != "redirect":
            return Arrival(host, member, decision, decision.outcome)
        fate: Fate | None = "loop" if self._next(decision)[0] in way else None
        return Arrival(host, member, decision, fate)


def ends(request: Request, decision: Decision, found: list[Arrival]) -> tuple[End, ...]:
    """How the request ends; for a redirect, at each server where it may end."""
    if decision.outcome != "redirect":
        return (End(request.entry, decision.outcome, decision.code),)
    return tuple(
        [End(a.server, a.fate, a.decision.code if a.decision else "") for a in found if a.fate is not None]
    )
