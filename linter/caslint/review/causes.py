"""Why a route differs: the changes of the declaration without which it would not.

Which changes could matter is told by names (`caslint.review.concerned`).  Which
of several do matter is tried out: each is taken back from HEAD, and each is
made alone in BASE; one that makes a difference to the route either way is a
cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map

from caslint.exchange.protocols import AVAILABILITY, ECP, EWS, EXCHANGE, MAIL_PROTOCOLS, OUTLOOK_ANYWHERE, OWA
from caslint.node import Node
from caslint.review.answer import Answer, Seen, ask, seen
from caslint.review.changes import Change
from caslint.review.concerned import by_site, concerned
from caslint.review.excerpt import excerpt, replaced, with_field
from caslint.review.objects import Name, Object
from caslint.review.routes import Block
from caslint.review.whose import same_in
from caslint.routing.router import Router

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

Objects = Map[Name, Object]


class Causes:
    """The causes of the differences between two declarations of one organization."""

    def __init__(self, before: Objects, after: Objects, found: Iterable[Change]) -> None:
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
        if len(possible) > 1 and not _moved(block) and self._trials >= len(possible):
            self._trials -= len(possible)
            before, after = ({name: side[name] for name in names if name in side} for side in self._sides)
            tried = _Trial(block, before, after)
            if tried.is_fair:
                return tuple([one for one in possible if tried.makes_a_difference(one)]) or tuple(possible)
        return tuple(possible)


def _moved(block: Block) -> bool:
    """Whether a client's name leads to another server now: then the servers are not to blame."""
    before, after = block.entries[0]
    return before is not None and after is not None and before.name.casefold() != after.name.casefold()


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


class _Trial:
    """A block's question, put to what it rests on, with one change or without it."""

    def __init__(self, block: Block, before: Objects, after: Objects) -> None:
        self._block = block
        self._before, self._after = before, after
        request = block.request
        self._entry = request.entry.name
        self._was, self._is = seen(block.before), seen(block.after)

    @property
    def is_fair(self) -> bool:
        """Whether these few objects answer as the whole declarations do."""
        return self._ask(self._before) == self._was and self._ask(self._after) == self._is

    def makes_a_difference(self, change: Change) -> bool:
        """Whether the answer is another one without the change, or with it alone."""
        return self._ask(_turned(self._after, change, change.before, change.old)) != self._is or (
            self._ask(_turned(self._before, change, change.after, change.new)) != self._was
        )

    def _ask(self, objects: Objects) -> Seen | None:
        return seen(self._answer(objects))

    def _answer(self, objects: Objects) -> Answer | None:
        organization = excerpt(objects.values())
        if organization is None:
            return None
        router = Router(organization)
        entry = organization.server(self._entry)
        whose = same_in(router, self._block.request.mailbox)
        if entry is None or entry not in router.entries() or whose is None:
            return None
        return ask(router, self._block.request._replace(entry=entry, mailbox=whose))


def _turned(objects: Objects, change: Change, one: Object | None, value: Node | None) -> Objects:
    """The objects with a change made, or taken back."""
    if not change.path:
        return replaced(objects, change.name, one)
    found = objects.get(change.name)
    if found is None:
        return objects
    return replaced(objects, change.name, with_field(found, change.path, value))
