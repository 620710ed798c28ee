"""Decision: what one server does with a request, and the declarations and the clause that decided."""

from __future__ import annotations

from typing import Literal, NamedTuple

from caslint.model.mailbox import Array, Database
from caslint.model.organization import Organization
from caslint.model.server import Server, Site, VirtualDirectory
from caslint.model.services import MailService
from caslint.model.url import Url
from caslint.text import Place

Outcome = Literal["serve", "proxy", "redirect", "reject", "unspecified"]
Kind = Literal["manual", "silent", "http-302", "http-451"]
Owner = Server | VirtualDirectory | MailService | Site | Organization | Database

WORKING: frozenset[Outcome] = frozenset({"serve", "proxy", "redirect"})
"""A request works when it ends so."""


class Fact(NamedTuple):
    """A declaration that counted: whose, its key in the file (empty for the whole), and in words.

    Where the key is absent it is Setup's default that counted, and the place is
    the owner's.
    """

    owner: Owner
    field: str
    words: str

    @property
    def place(self) -> Place:
        """Where it is declared."""
        if not self.field:
            return self.owner.place
        if isinstance(self.owner, Server):
            return self.owner.at(*self.field.split("."))
        return self.owner.at(self.field)

    @property
    def actor(self) -> str:
        """The name of what it is about: a server, a site, a database, the organization."""
        match self.owner:
            case VirtualDirectory() | MailService():
                return self.owner.server.name
            case Organization():
                return self.owner.name or "the organization"
            case _:
                return self.owner.name

    @property
    def key(self) -> str:
        """What to write where, for people: `virtualDirectories.owa.externalUrl of CAS03`."""
        match self.owner:
            case VirtualDirectory():
                path = f"virtualDirectories.{self.owner.protocol}"
                return f"{_below(path, self.field)} of {self.owner.server.name}"
            case MailService():
                return f"{_below(self.owner.protocol, self.field)} of {self.owner.server.name}"
            case Organization():
                return _below("organization", self.field)
            case _:
                return f"{self.field} of {self.owner.name}" if self.field else self.owner.name


def _below(path: str, field: str) -> str:
    return f"{path}.{field}" if field else path


class Decision(NamedTuple):
    """What the server at which a request arrives does with it.

    `clause` is a key of CLAUSES.  `code` is a key of REJECTIONS for a
    rejection, else empty.  `kind` belongs to a redirect.  `target` is who gets
    the request next, `url` the address that is used or handed out for it.
    `facts` decided, `missing` are those that would decide and are not declared,
    `notes` are what else a reader should know.
    """

    outcome: Outcome
    clause: str
    kind: Kind | None = None
    code: str = ""
    status: int | None = None
    target: Server | Array | None = None
    url: Url | None = None
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[Fact, ...] = ()

    @property
    def works(self) -> bool:
        """Whether the client gets further than an error."""
        return self.outcome in WORKING


def serve(clause: str, *facts: Fact, notes: tuple[str, ...] = ()) -> Decision:
    """The server opens the mailbox itself."""
    return Decision("serve", clause, facts=facts, notes=notes)


def proxy(
    clause: str,
    target: Server | Array,
    url: Url | None,
    *facts: Fact,
    notes: tuple[str, ...] = (),
    missing: tuple[Fact, ...] = (),
) -> Decision:
    """The server fetches on the client's behalf; `missing` holds what the declaration leaves open about it."""
    return Decision("proxy", clause, target=target, url=url, facts=facts, notes=notes, missing=missing)


_STATUS: dict[Kind, int] = {"http-302": 302, "http-451": 451}


def redirect(
    clause: str,
    kind: Kind,
    target: Server | None,
    url: Url | None,
    *facts: Fact,
    notes: tuple[str, ...] = (),
    missing: tuple[Fact, ...] = (),
) -> Decision:
    """The client is told another URL."""
    return Decision("redirect", clause, kind, "", _STATUS.get(kind), target, url, facts, notes, missing)


def reject(clause: str, code: str, *facts: Fact, status: int | None = None) -> Decision:
    """The client is turned away; `code` says how, as in REJECTIONS."""
    return Decision("reject", clause, code=code, status=status, facts=facts)


def unspecified(clause: str, *facts: Fact, missing: tuple[Fact, ...] = ()) -> Decision:
    """Neither the documents nor the declaration say; `missing` would."""
    return Decision("unspecified", clause, facts=facts, missing=missing)
