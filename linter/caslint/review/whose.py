"""Whose: the mailboxes that both sides are asked about, and which of them are the same."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.versions import Family
from caslint.model.mailbox import Database
from caslint.routing.request import Mailbox
from caslint.routing.router import Router

Whose = tuple[Mailbox | None, Mailbox | None]
"""The mailboxes of one key, before and after."""

Key = tuple[str, Family, str]
"""The names of their site and of their database, and their version; the database is empty where all are meant."""


def mailbox_key(mailbox: Mailbox) -> Key:
    """What makes mailboxes of a site the same on both sides: the name of the site, and their version."""
    database = mailbox.database.name.casefold() if mailbox.database else ""
    return mailbox.site.name.casefold() if mailbox.site else "", mailbox.family, database


def every_whose(before: Router | None, after: Router | None) -> Iterator[Whose]:
    """The mailboxes of each site and version, and those of each database that moves between them."""
    first, second = [
        {mailbox_key(one): one for one in reversed(router.mailboxes())} if router else {}
        for router in (before, after)
    ]
    for key in sorted(first.keys() | second.keys()):
        yield first.get(key), second.get(key)
    if before is not None and after is not None:
        yield from _moved(before, after)


def _moved(before: Router, after: Router) -> Iterator[Whose]:
    """A database is moved where its server stands in another site, or is of another version; else it is as its site."""
    first, second = _databases(before), _databases(after)
    for name in sorted(first.keys() & second.keys()):
        old, new = _mailbox(before, first[name]), _mailbox(after, second[name])
        if old is not None and new is not None and mailbox_key(old) != mailbox_key(new):
            yield old, new


def _databases(router: Router) -> dict[str, Database]:
    return {one.name.casefold(): one for one in reversed(router.organization.databases)}


def same_in(router: Router, mailbox: Mailbox) -> Mailbox | None:
    """The same mailboxes in another organization, wherever a database that is meant stands there."""
    if mailbox.database is not None:
        found = _databases(router).get(mailbox.database.name.casefold())
        return _mailbox(router, found) if found is not None else None
    key = mailbox_key(mailbox)
    return next((one for one in router.mailboxes() if mailbox_key(one) == key), None)


def _mailbox(router: Router, database: Database) -> Mailbox | None:
    found = router.mailboxes_on(database.server, database) if database.server is not None else []
    return found[0] if found else None
