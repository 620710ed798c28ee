"""What a command line asks of an organization: a protocol, servers, mailboxes, a device; each by name."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from caslint.cli.organization import Unanswered
from caslint.exchange.protocols import CLIENT_PROTOCOLS
from caslint.model.server import Server
from caslint.routing.request import Mailbox, device_version
from caslint.routing.router import Router

ALIASES = {"eas": "activesync", "oa": "outlookAnywhere", "pop": "pop3", "imap": "imap4"}
"""What people also call a protocol."""

MOST_CHOICES = 12
"""How many names an error lists."""

_BY_WORD = {word.casefold(): word for word in CLIENT_PROTOCOLS} | ALIASES


def protocol(word: str) -> str:
    """The protocol that a word means, in any capitals; for argparse."""
    found = _BY_WORD.get(word.casefold())
    if found is None:
        raise argparse.ArgumentTypeError(_wrong("protocol", word, CLIENT_PROTOCOLS))
    return found


def device(word: str) -> float:
    """The number of an ActiveSync protocol version; for argparse."""
    found = device_version(word)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"{_quoted(word)} is no ActiveSync protocol version, such as 12.1 or 14.0"
        )
    return found


def entries(router: Router, name: str, asked: str) -> tuple[Server, ...]:
    """The servers that a client reaches who types a server's or a host's name; raises Unanswered."""
    found = router.entries_behind(name, asked)
    if found:
        return found
    members = router.hosts.behind(name, asked)
    usual = _choices("entries", [server.name for server in router.entries()])
    if members:
        raise Unanswered(f"{_no_entry(members)}; {usual}")
    raise Unanswered(_wrong("server or host name", name, router.hosts.names(), usual))


def _no_entry(members: Sequence[Server]) -> str:
    """Why no request enters at these servers."""
    names = ", ".join([server.name for server in members])
    if any(server.is_cas for server in members):
        return f"{names} is of a version that is not checked ({members[0].version_text})"
    return f"{names} is no Client Access server: no request enters there"


def mailboxes(router: Router, name: str) -> list[Mailbox]:
    """The mailboxes of a site, a server or a database of the name; raises Unanswered."""
    for kind in ("site", "server", "database"):
        found = router.mailboxes_called(kind, name)
        if found:
            return found
    organization = router.organization
    if organization.site(name) or organization.server(name):
        raise Unanswered(f"{_quoted(name)} holds no mailboxes of 2003, 2007 or 2010; {_holders(router)}")
    known = [
        item.name
        for items in (organization.sites, organization.servers, organization.databases)
        for item in items
    ]
    raise Unanswered(_wrong("site, server or database", name, known, _holders(router)))


def _holders(router: Router) -> str:
    places = dict.fromkeys([m.site.name if m.site else m.servers[0].name for m in router.mailboxes()])
    return _choices("mailboxes", list(places))


def site_mailboxes(router: Router, name: str) -> list[Mailbox]:
    """The mailboxes of a site; raises Unanswered where there is none of the name."""
    site = router.organization.site(name)
    if site is None:
        raise Unanswered(_wrong("site", name, [each.name for each in router.organization.sites]))
    return router.mailboxes_in(site)


def _quoted(word: str) -> str:
    return word or "the empty text"


def _wrong(what: str, word: str, known: Iterable[str], choices: str = "") -> str:
    """`there is no site Kioto; did you mean Kyoto? choices: …`."""
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    nearest = get_close_matches(word.casefold(), list(folded), 1)
    hint = f"; did you mean {folded[nearest[0]]}?" if nearest else ";"
    return f"there is no {what} {_quoted(word)}{hint} {choices or _choices('choices', names)}"


def _choices(title: str, names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_CHOICES])
    more = len(names) - MOST_CHOICES
    return f"{title}: {shown or 'none'}{f' and {more} more' if more > 0 else ''}"
