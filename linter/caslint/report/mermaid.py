"""A picture of an organization in Mermaid: its sites, its servers, and who proxies and redirects to whom.

GitHub draws at most 500 arrows and 50,000 characters, so what a picture has
room for is cut here, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.model.server import Server, Site
from caslint.report.outside import Door
from caslint.report.safe import visible
from caslint.routing.survey import Asked
from caslint.topology import Topology

MOST_SITES = 30
MOST_SERVERS = 60
MOST_ARROWS = 120
_LONGEST = 40
_ARROWS = {"proxy": "-->", "redirect": "-.->", "reject": "--x"}
_CLIENTS = "clients"
_SIGNS = re.compile(r"(?<![^\W_])-|-(?![^\W_])|[^\w -]|_")

Thing = TypeVar("Thing", Server, Site)

Arrow = tuple[str, str, str, str]
"""Where it begins and ends, `proxy`, `redirect`, `reject` or `enter`, and what stands on it beside protocols."""


def render(topology: Topology, found: Sequence[Door]) -> Iterator[str]:
    """The lines of the diagram, then of what it leaves out; none where there is no site."""
    picture = _Picture(topology, found)
    if not picture.sites:
        return
    yield "```mermaid\n"
    yield "flowchart LR\n"
    yield from picture.nodes()
    yield from picture.arrows()
    yield "```\n"
    yield from picture.left_out()


class _Picture:
    """The objects that are drawn, each under an identifier that owes nothing to a name in the file."""

    def __init__(self, topology: Topology, found: Sequence[Door]) -> None:
        organization = topology.organization
        involved = {server for door in found for server in _involved(door)}
        every = [site for site in organization.sites if site.servers]
        self.sites = _kept(every, {server.site for server in involved if server.site}, MOST_SITES)
        inside = set(self.sites)
        servers = [server for server in organization.servers if server.site in inside]
        self.servers = _kept(servers, involved, MOST_SERVERS)
        self.cut = (len(every) - len(self.sites), len(servers) - len(self.servers))
        self.ids: dict[Server | Site, str] = {site: f"site{n}" for n, site in enumerate(self.sites, 1)}
        self.ids |= {server: f"server{n}" for n, server in enumerate(self.servers, 1)}
        self.found = self._found(found)

    def nodes(self) -> Iterator[str]:
        """Each site with its servers in it."""
        if self.found:
            yield f"  {_CLIENTS}([clients])\n"
        for site in self.sites:
            yield f'  subgraph {self.ids[site]}["{label(site.name)}"]\n'
            for server in self.servers:
                if server.site is site:
                    yield f'    {self.ids[server]}["{label(server.name)}{_version(server)}"]\n'
            yield "  end\n"

    def arrows(self) -> Iterator[str]:
        """Each arrow with the protocols that take it."""
        for (begin, end, outcome, words), protocols in list(self.found.items())[:MOST_ARROWS]:
            text = ", ".join([*protocols, *([words] if words else [])])
            yield f'  {begin} {_ARROWS.get(outcome, "-->")}|"{text}"| {end}\n'

    def left_out(self) -> Iterator[str]:
        """Counts of what there was no room for."""
        sites, servers = self.cut
        counts = ((sites, "sites"), (servers, "servers"), (len(self.found) - MOST_ARROWS, "arrows"))
        words = ", ".join(f"{count} {noun}" for count, noun in counts if count > 0)
        if words:
            yield f"\nLeft out of the picture: {words}.\n"

    def _found(self, found: Iterable[Door]) -> dict[Arrow, list[str]]:
        arrows: dict[Arrow, list[str]] = {}
        for door in found:
            for arrow in self._of(door):
                protocols = arrows.setdefault(arrow, [])
                name = PROTOCOL_NAMES[door.protocol]
                if name not in protocols:
                    protocols.append(name)
        return arrows

    def _of(self, door: Door) -> Iterator[Arrow]:
        entries = [entry for entry in door.entries if entry in self.ids]
        for entry in entries:
            yield _CLIENTS, self.ids[entry], "enter", ""
        for asked in door.own_site:
            yield from self._between([one for one in entries if one.site is asked.mailbox.site], asked)
        for asked in door.other_sites:
            yield from self._between([one for one in entries if one.site is not asked.mailbox.site], asked)

    def _between(self, entries: Iterable[Server], asked: Asked) -> Iterator[Arrow]:
        decision = asked.decision
        rejected = decision.outcome == "reject"
        target = asked.mailbox.site if rejected else decision.target
        if decision.outcome not in _ARROWS or not isinstance(target, Server | Site) or target not in self.ids:
            return
        words = decision.code if rejected else decision.outcome
        for entry in entries:
            # Servers of one site that answer alike share an arrow; one within a site begins at its server.
            begin = entry.site if entry.site in self.ids and not _is_in(target, entry.site) else entry
            yield self.ids[begin], self.ids[target], decision.outcome, words


def _is_in(target: Server | Site, begin: Server | Site) -> bool:
    """Whether an arrow would lead from a site into itself, which Mermaid cannot draw."""
    return begin is target or (isinstance(target, Server) and begin is target.site)


def _involved(door: Door) -> Iterator[Server]:
    yield from door.entries
    for asked in (*door.own_site, *door.other_sites):
        if isinstance(asked.decision.target, Server):
            yield asked.decision.target


def _version(server: Server) -> str:
    return f"<br>{server.family.word}" if server.family is not None else ""


def _kept(things: Sequence[Thing], first: set[Thing], most: int) -> list[Thing]:
    if len(things) <= most:
        return list(things)
    kept = set(sorted(things, key=lambda thing: thing not in first)[:most])
    return [thing for thing in things if thing in kept]


def label(text: str) -> str:
    """A name inside of quotes: what is no letter, digit or blank is written as `#46;`, except a hyphen in a word."""
    text = visible(text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return _SIGNS.sub(lambda found: f"#{ord(found[0])};", text) or " "
