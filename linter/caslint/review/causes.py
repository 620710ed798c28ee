"""Why a route differs: the changes of the declaration without which it would not.

Which changes could matter is told by names (`caslint.review.concerned`).  Which
of several do matter is tried out: each is taken back from HEAD, and each is
made alone in BASE; one that makes a difference to the route either way is a
cause.
"""

from __future__ import annotations

from collections.abc import Iterable

from caslint.exchange.protocols import AVAILABILITY, ECP, EWS, EXCHANGE, MAIL_PROTOCOLS, OUTLOOK_ANYWHERE, OWA
from caslint.review.changes import Change
from caslint.review.concerned import by_site, concerned
from caslint.review.objects import Name
from caslint.review.routes import Block
from caslint.review.trial import Objects, Routers, trial

MOST_TRIALS = 1000
"""Beyond so many trials, all changes that could matter are named as causes."""

_DIRECTORIES = {OWA: (OWA, EXCHANGE), ECP: (ECP, OWA), AVAILABILITY: (EWS,)}
"""By protocol: the directories that decide about it; its own where it is not here."""

_SERVICES = {**{protocol: protocol for protocol in MAIL_PROTOCOLS}, OUTLOOK_ANYWHERE: OUTLOOK_ANYWHERE}

_NEVER = frozenset(
    {
        "internetFacing",
        "globalCatalog",
        "perimeter",
        "planned",
        "autoDiscoverSiteScope",
        "certificateNames",
        "owaResourceVersions",
        "externalProtocols",
        "externalDnsNames",
    }
)
"""Fields that no route looks at."""

_NAMES = frozenset({"loadBalancer", "autoDiscoverServiceInternalUri", "members"})
"""Fields that only decide where a name leads to."""


class Causes:
    """The causes of the differences between two declarations of one organization."""

    def __init__(self, routers: Routers, before: Objects, after: Objects, found: Iterable[Change]) -> None:
        self._routers = routers
        self._sides = before, after
        self._changes: dict[Name, list[Change]] = {}
        for one in found:
            self._changes.setdefault(one.name, []).append(one)
        self._sites = by_site(before), by_site(after)
        self._again = [name for name in before.keys() | after.keys() if name[2] > 1]
        self._trials = MOST_TRIALS

    def of(self, block: Block) -> tuple[Change, ...]:
        """The changes that make a block's requests fare as they do."""
        known = frozenset(concerned(block, self._sites))
        names = sorted(known.union([again for again in self._again if (*again[:2], 1) in known]))
        possible = [one for name in names for one in self._changes.get(name, ()) if _may_matter(one, block)]
        if len(possible) > 1 and self._trials >= len(possible):
            self._trials -= len(possible)
            before, after = ({name: side[name] for name in names if name in side} for side in self._sides)
            tried = trial(block, self._routers, before, after)
            if tried.is_fair:
                return tuple([one for one in possible if tried.makes_a_difference(one)]) or tuple(possible)
        return tuple(possible)


def _may_matter(change: Change, block: Block) -> bool:
    """Whether a change is about something that the block's protocol looks at."""
    key = change.path[0] if change.path else ""
    if change.name[0] == "proxying" or key in _NEVER:
        return False
    by_name = bool(block.client) or _goes_on(block)
    if key == "virtualDirectories" and len(change.path) > 1 and not by_name:
        return change.path[1] in _DIRECTORIES.get(block.protocol, (block.protocol,))
    if key in _SERVICES:
        return _SERVICES[key] == block.protocol
    return by_name or key not in _NAMES


def _goes_on(block: Block) -> bool:
    """Whether a client comes to a further server by a name that it is given."""
    return any(one is not None and one.decision.outcome == "redirect" for one in (block.before, block.after))
