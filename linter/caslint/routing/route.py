"""Route: what becomes of a request from the client's first knock to its end, step by step."""

from __future__ import annotations

from typing import Literal, NamedTuple

from caslint.exchange.sources import Citation
from caslint.model.mailbox import Array
from caslint.model.server import Server
from caslint.model.url import Url
from caslint.routing.clauses import CLAUSES
from caslint.routing.decision import Decision, Kind, Outcome
from caslint.routing.request import Request
from caslint.text import Place
from caslint.words import and_list

Action = Literal[
    "enter",  # the client reaches a server
    "mailbox",  # where the mailbox is
    "find",  # a declaration that counts
    "serve",
    "proxy",
    "redirect",
    "reject",
    "unspecified",
    "arrive",  # a redirected client reaches the next server
    "loop",  # ... or one that it has been to
    "leave",  # ... or a name that the declaration gives to nobody
    "declare",  # a key that would decide
    "show",  # what the user sees
    "change",  # what helps
    "note",
]

Fate = Literal["serve", "proxy", "reject", "unspecified", "loop", "leave"]
"""How a client fares in the end: as an outcome, or a loop, or gone to a name that nobody declares."""


class Step(NamedTuple):
    """One step of a route.

    `actor` is the name of who does it.  `detail` is a sentence about it.
    `place` is the declaration behind it, `clause` the key of what the
    documents say (empty where the step is no documented behaviour).
    """

    action: Action
    actor: str
    detail: str
    place: Place | None = None
    clause: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The documents behind the step."""
        return CLAUSES[self.clause].citations if self.clause else ()


class End(NamedTuple):
    """Where a client ends up, and how; several where a host name has several members."""

    server: Server | None
    fate: Fate
    code: str = ""


class Route(NamedTuple):
    """A request and what becomes of it.

    `decision` is that of the server that the client reached, and gives the
    route its outcome: a redirect stays one wherever it leads.  `steps` and
    `ends` follow it to the end.
    """

    request: Request
    decision: Decision
    steps: tuple[Step, ...]
    ends: tuple[End, ...]

    @property
    def outcome(self) -> Outcome:
        """One of serve, proxy, redirect, reject, unspecified."""
        return self.decision.outcome

    @property
    def kind(self) -> Kind | None:
        """The kind of a redirect."""
        return self.decision.kind

    @property
    def code(self) -> str:
        """The code of a rejection, else empty."""
        return self.decision.code

    @property
    def status(self) -> int | None:
        """The HTTP status, where the documents name one."""
        return self.decision.status

    @property
    def target(self) -> Server | Array | None:
        """Who gets the request next."""
        return self.decision.target

    @property
    def url(self) -> Url | None:
        """The address that is used or handed out for it."""
        return self.decision.url

    @property
    def works(self) -> bool:
        """Whether the outcome is serve, proxy or redirect."""
        return self.decision.works

    @property
    def reason(self) -> str:
        """What the documents say, and what the declaration leaves open, in a few words."""
        keys = [fact.key for fact in self.decision.missing]
        says = CLAUSES[self.decision.clause].says
        return f"{says} ({and_list(keys)})" if keys else says
