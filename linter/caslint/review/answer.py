"""What becomes of one request on one side of a comparison, and what of it a client notices."""

from __future__ import annotations

from typing import Literal, NamedTuple

from caslint.model.url import Url
from caslint.routing.decision import Decision
from caslint.routing.request import Request
from caslint.routing.route import Fate as Ending
from caslint.routing.route import Route
from caslint.routing.router import Router

Fate = Literal["lost", "gained", "changed"]

FATES: tuple[Fate, ...] = ("lost", "changed", "gained")
"""Worst first."""

_USUAL_PORTS = {"http": 80, "https": 443}


class Answer(NamedTuple):
    """A request, and what the server that it reaches does with it."""

    router: Router
    request: Request
    decision: Decision

    @property
    def route(self) -> Route:
        """The request's way, to its end."""
        return self.router.trace(self.request)


def ask(router: Router, request: Request) -> Answer:
    """Ask the server that a request reaches."""
    return Answer(router, request, router.decide(request))


Seen = tuple[object, ...]


def seen(answer: Answer | None) -> Seen | None:
    """What a client notices: what the server does with the request, and where a redirect ends; None without one."""
    return None if answer is None else (*_at_once(answer), *onward(answer))


def _at_once(answer: Answer) -> Seen:
    """Outcome, kind, code, and the address that is used, or where none is known who gets the request next."""
    one = answer.decision
    where = one.target.name.casefold() if one.url is None and one.target is not None else _address(one.url)
    return one.outcome, one.kind, one.code, one.status, where


def onward(answer: Answer) -> tuple[tuple[Ending, str], ...]:
    """How a redirected client fares in the end, with the codes of rejections; empty where it is not redirected."""
    if answer.decision.outcome != "redirect":
        return ()
    return tuple(sorted({(end.fate, end.code) for end in answer.route.ends}))


def _address(url: Url | None) -> object:
    """A URL without what makes no difference: capitals, and a port that goes without saying."""
    if url is None:
        return None
    return url.scheme, url.host, url.port or _USUAL_PORTS[url.scheme], url.path.casefold()


def fate(before: Answer | None, after: Answer | None) -> Fate | None:
    """What a change does to a request; None where the client notices nothing."""
    worked = before is not None and before.decision.works
    works = after is not None and after.decision.works
    if worked != works:
        return "lost" if worked else "gained"
    if before is None or after is None:
        return None
    same = _at_once(before) == _at_once(after) and onward(before) == onward(after)
    return None if same else "changed"
