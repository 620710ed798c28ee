"""Who proxies and redirects to whom, bundled: servers that send the same protocols to the same places share a lane."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.model.server import Server, Site
from caslint.report.outside import Door
from caslint.routing.survey import Asked

_DRAWN = ("proxy", "redirect", "reject")

Ends = dict[Server | Site, None]
Way = tuple[str, str, tuple[str, ...]]
"""An outcome, what more there is to say of it, and the protocols."""


class Lane(NamedTuple):
    """Requests that go one way: from each of `begins` to each of `ends` outside of its own site, or within it.

    `outcome` is proxy, redirect or reject; `more` the kind of a redirect or the
    code of a rejection.  A rejected request ends at the site that it was for.
    """

    outcome: str
    more: str
    protocols: tuple[str, ...]
    begins: tuple[Server, ...]
    ends: tuple[Server | Site, ...]


def lanes(found: Sequence[Door]) -> list[Lane]:
    """The lanes: proxies first, then redirects, then what is rejected; servers in the order of the file."""
    made: list[Lane] = []
    rank: dict[Server | Site, int] = {}
    for door in found:
        for server in door.entries:
            rank.setdefault(server, len(rank))
    for (outcome, more, protocols), by_begin in _ways(found).items():
        for begins, ends in _bundled(by_begin):
            first = tuple(sorted(begins, key=rank.__getitem__))
            last = tuple(sorted(ends, key=lambda end: rank.get(end, len(rank))))
            made.append(Lane(outcome, more, protocols, first, last))
    return sorted(made, key=lambda lane: _DRAWN.index(lane.outcome))


def site_of(end: Server | Site) -> Site | None:
    """The site in which a lane ends."""
    return end.site if isinstance(end, Server) else end


def _ways(found: Iterable[Door]) -> dict[Way, dict[Server, Ends]]:
    """For each way the servers that send requests along it, and where to."""
    protocols: dict[tuple[Server, Server | Site, str, str], dict[str, None]] = {}
    for door in found:
        for begin, end, outcome, more in _arrows(door):
            name = PROTOCOL_NAMES[door.protocol]
            protocols.setdefault((begin, end, outcome, more), {})[name] = None
    ways: dict[Way, dict[Server, Ends]] = {}
    for (begin, end, outcome, more), names in protocols.items():
        by_begin = ways.setdefault((outcome, more, tuple(names)), {})
        by_begin.setdefault(begin, {})[end] = None
    return ways


def _arrows(door: Door) -> Iterator[tuple[Server, Server | Site, str, str]]:
    for asked in door.own_site:
        yield from _arrow([asked.entry], asked)
    for asked in door.other_sites:
        yield from _arrow([one for one in door.entries if one.site is not asked.mailbox.site], asked)


def _arrow(begins: Iterable[Server], asked: Asked) -> Iterator[tuple[Server, Server | Site, str, str]]:
    decision = asked.decision
    end = (
        (asked.mailbox.site or asked.mailbox.servers[0]) if decision.outcome == "reject" else decision.target
    )
    if decision.outcome in _DRAWN and isinstance(end, Server | Site):
        for begin in begins:
            if begin is not end:
                yield begin, end, decision.outcome, decision.kind or decision.code


def _bundled(by_begin: dict[Server, Ends]) -> Iterator[tuple[tuple[Server, ...], tuple[Server | Site, ...]]]:
    """Servers with the same ends together; then those that differ only in that each leaves its own site out."""
    same: dict[tuple[Server | Site, ...], list[Server]] = {}
    for begin, ends in by_begin.items():
        same.setdefault(tuple(ends), []).append(begin)
    across: dict[frozenset[Site | None], list[tuple[list[Server], tuple[Server | Site, ...]]]] = {}
    for reached, begins in same.items():
        sites = {site_of(end) for end in reached} | {begin.site for begin in begins}
        across.setdefault(frozenset(sites), []).append((begins, reached))
    for bundles in across.values():
        yield from _merged(bundles)


def _merged(
    bundles: Sequence[tuple[list[Server], tuple[Server | Site, ...]]],
) -> Iterator[tuple[tuple[Server, ...], tuple[Server | Site, ...]]]:
    """One bundle where each of several goes to all sites but its own; else each by itself."""
    apart = all(
        {begin.site for begin in begins}.isdisjoint([site_of(end) for end in ends])
        for begins, ends in bundles
    )
    if not apart:
        yield from [(tuple(begins), ends) for begins, ends in bundles]
        return
    begins = tuple([begin for each, _ in bundles for begin in each])
    yield begins, tuple(dict.fromkeys([end for _, ends in bundles for end in ends]))
