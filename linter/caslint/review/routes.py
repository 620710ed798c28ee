"""Which clients' requests a change stops, lets through and leads elsewhere: the whole matrix, both sides.

Servers that answer every other site alike, before and after, are asked once for
each kind of mailbox; requests within a site are asked one by one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from caslint.exchange.versions import Family
from caslint.model.server import Server
from caslint.model.url import Url
from caslint.review.answer import Answer, Fate, ask, fate
from caslint.routing.request import Mailbox, Request
from caslint.routing.router import PROTOCOLS, Router

Entry = tuple[Server | None, Server | None]
"""A server at which requests enter, before and after."""

Whose = tuple[Mailbox | None, Mailbox | None]
"""The mailboxes of a site and a version, before and after."""


class Block(NamedTuple):
    """Requests with one fate: of one protocol, for one kind of mailbox, at servers that answer alike.

    `before` and `after` are the answers at the first of `entries`, None where
    the server or the mailboxes stand on the other side only.  `client` is the
    name of the declared client whose request it is, else empty.
    """

    fate: Fate
    protocol: str
    before: Answer | None
    after: Answer | None
    entries: tuple[Entry, ...]
    client: str = ""

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


def matrix(before: Router | None, after: Router | None) -> Iterator[Block]:
    """The requests whose fate differs; a side that is None holds nothing at all."""
    sides = before, after
    whose = list(_mailboxes(before, after))
    entries = list(_entries(before, after))
    for protocol in PROTOCOLS:
        for alike in _alike(sides, protocol, entries):
            for mailboxes in whose:
                yield from _compare(sides, protocol, alike, mailboxes)


Sides = tuple[Router | None, Router | None]


def _entries(before: Router | None, after: Router | None) -> Iterable[Entry]:
    first, second = [
        {server.name.casefold(): server for server in reversed(router.entries())} if router else {}
        for router in (before, after)
    ]
    return [(first.get(name), second.get(name)) for name in sorted(first.keys() | second.keys())]


def _mailboxes(before: Router | None, after: Router | None) -> Iterable[Whose]:
    first, second = [
        {mailbox_key(one): one for one in reversed(router.mailboxes())} if router else {}
        for router in (before, after)
    ]
    return [(first.get(key), second.get(key)) for key in sorted(first.keys() | second.keys())]


def mailbox_key(mailbox: Mailbox) -> tuple[str, Family]:
    """What makes mailboxes the same on both sides: the name of their site, and their version."""
    return mailbox.site.name.casefold() if mailbox.site else "", mailbox.family


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


def _compare(sides: Sides, protocol: str, alike: list[Entry], whose: Whose) -> Iterator[Block]:
    inside = [entry for entry in alike if _shares_site(entry, whose)]
    if len(inside) < len(alike):
        own = set(inside)
        yield from _ask(sides, protocol, [entry for entry in alike if entry not in own], whose)
    for entry in inside:
        yield from _ask(sides, protocol, [entry], whose)


def _shares_site(entry: Entry, whose: Whose) -> bool:
    return any(
        server is not None and mailbox is not None and server.site is mailbox.site
        for server, mailbox in zip(entry, whose, strict=True)
    )


def _ask(sides: Sides, protocol: str, alike: list[Entry], whose: Whose) -> Iterator[Block]:
    before, after = (
        ask(router, Request(protocol, server, mailbox)) if router and server and mailbox else None
        for router, server, mailbox in zip(sides, alike[0], whose, strict=True)
    )
    found = fate(before, after)
    if found is not None:
        yield Block(found, protocol, before, after, tuple(alike))
