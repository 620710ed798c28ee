"""Which clients' requests a change stops, lets through and changes: the whole matrix, both sides.

Servers that answer every other site alike, before and after, are asked once for
each kind of mailbox; requests within a site are asked one by one.  Mailboxes go
by site and version; those of a database that moves to another site or version
are asked about by themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from caslint.model.server import Server, Site
from caslint.model.url import Url
from caslint.review.answer import Answer, Fate, ask, fate
from caslint.review.entries import Entries, Entry
from caslint.review.whose import Whose, every_whose
from caslint.routing.request import Request
from caslint.routing.router import PROTOCOLS, Router


class Block(NamedTuple):
    """Requests with one fate: of one protocol, for one kind of mailbox, at servers that answer alike.

    `before` and `after` are the answers at the first of `entries`, None where
    the server or the mailboxes stand on the other side only.  `client` is the
    name of the declared client whose request it is, else empty; `is_nobody` says
    that its name leads to no server on the side without an answer.
    """

    fate: Fate
    protocol: str
    before: Answer | None
    after: Answer | None
    entries: Sequence[Entry]
    client: str = ""
    is_nobody: bool = False

    @property
    def request(self) -> Request:
        """The request as the side has it on which it fails; the later one where it works on both."""
        sides = (self.before, self.after) if self.fate == "gained" else (self.after, self.before)
        for answer in sides:
            if answer is not None:
                return answer.request
        raise AssertionError

    def rows(self) -> Iterator[Block]:
        """One block for each server."""
        for entry in self.entries:
            before, after = (
                ask(answer.router, answer.request._replace(entry=server)) if answer and server else None
                for answer, server in zip((self.before, self.after), entry, strict=True)
            )
            yield self._replace(before=before, after=after, entries=(entry,))


Sides = tuple[Router | None, Router | None]


def matrix(before: Router | None, after: Router | None) -> Iterator[Block]:
    """The requests whose fate differs; a side that is None holds nothing at all."""
    sides = before, after
    whose = list(every_whose(before, after))
    entries = _entries(before, after)
    for protocol in PROTOCOLS:
        for alike in _alike(sides, protocol, entries):
            yield from _compare(sides, protocol, alike, whose)


def _entries(before: Router | None, after: Router | None) -> list[Entry]:
    first, second = [
        {server.name.casefold(): server for server in reversed(router.entries())} if router else {}
        for router in (before, after)
    ]
    return [(first.get(name), second.get(name)) for name in sorted(first.keys() | second.keys())]


def answers_as(router: Router, protocol: str, server: Server) -> Hashable:
    """What of a server decides requests for other sites, the address for 2003 mailboxes included."""
    door = router.index.door(protocol, server)
    legacy = door.directory.exchange2003_url if door.directory else None
    return door.key(), str(legacy) if isinstance(legacy, Url) else ""


def _alike(sides: Sides, protocol: str, entries: Iterable[Entry]) -> list[list[Entry]]:
    """The servers that answer alike on both sides."""
    groups: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        key = tuple(
            [
                answers_as(router, protocol, server) if router and server else None
                for router, server in zip(sides, entry, strict=True)
            ]
        )
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _compare(sides: Sides, protocol: str, alike: list[Entry], every: Iterable[Whose]) -> Iterator[Block]:
    """Ask one of the servers for all that stand in other sites than the mailboxes, and the others one by one."""
    by_site = _by_site(alike)
    for whose in every:
        inside = {entry: None for mailbox in whose if mailbox for entry in by_site.get(mailbox.site, ())}
        if len(inside) < len(alike):
            yield from _ask(sides, protocol, Entries(alike, inside), whose)
        for entry in inside:
            yield from _ask(sides, protocol, (entry,), whose)


def _by_site(entries: Iterable[Entry]) -> dict[Site | None, list[Entry]]:
    """The entries by the sites in which they stand, before or after; two versions share no site."""
    found: dict[Site | None, list[Entry]] = {}
    for entry in entries:
        for server in entry:
            if server is not None:
                found.setdefault(server.site, []).append(entry)
    return found


def _ask(sides: Sides, protocol: str, alike: Sequence[Entry], whose: Whose) -> Iterator[Block]:
    before, after = (
        ask(router, Request(protocol, server, mailbox)) if router and server and mailbox else None
        for router, server, mailbox in zip(sides, alike[0], whose, strict=True)
    )
    found = fate(before, after)
    if found is not None:
        yield Block(found, protocol, before, after, alike)
