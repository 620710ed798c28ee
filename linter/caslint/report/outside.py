"""What becomes of clients that come from outside: the part of the whole matrix that a summary has room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from caslint.exchange.protocols import ACTIVESYNC, ECP, EWS, IMAP4, OWA, POP3
from caslint.exchange.versions import Family
from caslint.model.server import Server
from caslint.routing.router import Router
from caslint.routing.survey import Asked, Wanted, survey

PROTOCOLS = (OWA, ECP, ACTIVESYNC, EWS, POP3, IMAP4)


class Door(NamedTuple):
    """Entries that answer alike for a protocol; what they answer for their own sites, and for others."""

    protocol: str
    entries: tuple[Server, ...]
    own_site: tuple[Asked, ...]
    other_sites: tuple[Asked, ...]


def doors(router: Router) -> Iterator[Door]:
    """The entries that are published, protocol by protocol, and what becomes of the clients who use them.

    A server of an older version is no entry for newer mailboxes where a newer
    server is published: it stands there for its own mailboxes.
    """
    mailboxes = router.mailboxes()
    for protocol in PROTOCOLS:
        entries = [one for one in router.entries() if router.index.door(protocol, one).published]
        newest = max([one.family for one in entries if one.family is not None], default=None)
        for group in survey(router, Wanted((protocol,), entries, mailboxes)):
            own = _for_this_entry(group.own_site, group.entries[0].family, newest)
            others = _for_this_entry(group.other_sites, group.entries[0].family, newest)
            yield Door(protocol, group.entries, own, others)


def _for_this_entry(
    answers: tuple[Asked, ...], entry: Family | None, newest: Family | None
) -> tuple[Asked, ...]:
    def counts(asked: Asked) -> bool:
        mailbox = asked.mailbox.family
        legacy = entry is not None and newest is not None and entry < mailbox <= newest
        return bool(asked.requests) and not legacy

    return tuple(filter(counts, answers))
