"""Trace: a request's whole way, step by step; every step with the declaration and the clause behind it."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.model.server import Server
from caslint.routing.decide import decide
from caslint.routing.decision import Decision
from caslint.routing.follow import Arrival, Journey, ends
from caslint.routing.hosts import Hosts
from caslint.routing.index import Index
from caslint.routing.rejections import REJECTIONS, shown
from caslint.routing.request import Request
from caslint.routing.route import Route, Step
from caslint.routing.telling import arrival_steps, told
from caslint.words import and_list


def trace(index: Index, hosts: Hosts, request: Request) -> Route:
    """The route of a request.  It always ends, and visits no server twice."""
    decision = decide(index, request)
    found: list[Arrival] = []
    if decision.outcome == "redirect":
        found.extend(Journey(index, hosts, request).arrivals(decision))
    steps = (*_steps(request, decision), *arrival_steps(request, found))
    return Route(request, decision, steps, ends(request, decision, found))


def _steps(request: Request, decision: Decision) -> Iterator[Step]:
    entry = request.entry
    yield Step("enter", entry.name, f"enters at {entry.described}", entry.place)
    yield _mailbox(request)
    address = str(decision.url) if decision.url else None
    place = decision.facts[-1].place if decision.facts else entry.place
    for fact in decision.facts:
        if address is not None and address in fact.words:
            place = fact.place  # the decision's own sentence names the address
        else:
            yield Step("find", fact.actor, fact.words, fact.place)
    yield Step(decision.outcome, entry.name, told(request, decision), place, decision.clause)
    yield from _afterwards(request, decision)


def _mailbox(request: Request) -> Step:
    mailbox = request.mailbox
    where = f" in {mailbox.site.name}" if mailbox.site else ""
    what = f"{mailbox.database.name} on " if mailbox.database else ""
    servers = and_list([server.name for server in mailbox.servers])
    words = f"the mailbox is{where} on Exchange {mailbox.family.word} ({what}{servers})"
    owner = mailbox.database or mailbox.servers[0]
    return Step("mailbox", owner.name, words, owner.place)


def _afterwards(request: Request, decision: Decision) -> Iterator[Step]:
    """What follows from the decision: the proxied request's end, what the user sees, what helps, what is open."""
    entry, target = request.entry.name, decision.target
    if decision.outcome == "proxy" and isinstance(target, Server):
        yield Step("serve", target.name, f"{target.name} serves the request", target.place)
    if decision.outcome == "reject":
        yield Step("show", entry, f"what the user sees: {shown(decision.code, request.protocol)}")
        yield Step("change", entry, f"what helps: {REJECTIONS[decision.code].change}")
    for fact in decision.missing:
        yield Step("declare", fact.actor, f"{fact.key} would decide: {fact.words}", fact.place)
    for note in decision.notes:
        yield Step("note", entry, note)
