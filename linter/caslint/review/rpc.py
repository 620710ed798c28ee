"""RPC: at whom the RPC of Outlook Anywhere for a 2010 mailbox ends, and whether anybody is left there.

A server of another site passes it on to the RpcClientAccessServer of the
mailbox's database (source NEWARRAY), a server or an array.  An array lives while
one of its members does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from caslint.exchange.versions import Family
from caslint.model.mailbox import Array, Database
from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.routing.hosts import members_of
from caslint.routing.index import Index
from caslint.routing.request import Mailbox


class End(NamedTuple):
    """A database, and the declared server or array at which its RPC ends; `servers` answer there."""

    database: Database
    target: Server | Array
    servers: frozenset[Server]


class RpcEnds:
    """Where the RPC for mailboxes ends, as far as their databases say."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._index = Index(organization)
        self._found: dict[Mailbox, tuple[End, ...]] = {}

    def of(self, mailbox: Mailbox) -> tuple[End, ...]:
        """The ends of their databases; one that names nobody, or an array without members, has none to lose."""
        if mailbox not in self._found:
            self._found[mailbox] = tuple(self._ends(mailbox))
        return self._found[mailbox]

    def _ends(self, mailbox: Mailbox) -> Iterator[End]:
        for server in mailbox.servers if mailbox.family is Family.EXCHANGE_2010 else ():
            for database in self._organization.databases_of.get(server, ()):
                host = (database.rpc_server or "").casefold()
                target = self._organization.server(host) or self._index.array(host)
                servers = self._at(target)
                if target is not None and servers:
                    yield End(database, target, servers)

    def _at(self, target: Server | Array | None) -> frozenset[Server]:
        if isinstance(target, Array):
            return frozenset(members_of(self._organization, target))
        return frozenset({target} if target is not None else ())

    def lost(self, mailbox: Mailbox, down: Collection[Server]) -> list[End]:
        """The ends of the databases that are up, where nobody is left at any of them; else none."""
        left = [end for end in self.of(mailbox) if end.database.server not in down]
        return left if all(end.servers.issubset(down) for end in left) else []

    def rests_on(self, mailbox: Mailbox) -> frozenset[Server]:
        """The servers that answer at the ends; none where all stand in the mailboxes' own site."""
        servers = frozenset[Server]().union(*[end.servers for end in self.of(mailbox)])
        return servers if any(server.site is not mailbox.site for server in servers) else frozenset()
