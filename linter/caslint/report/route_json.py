"""Routes as JSON, version 1 of the contract in schemas/routes.schema.json; one route a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache

from caslint.report.json import Object, without_commands
from caslint.report.options import Options
from caslint.routing.clauses import CLAUSES
from caslint.routing.route import Route, Step


def render(routes: Iterable[Route], tried: int, options: Options) -> Iterator[str]:
    """The document, route after route, so that a matrix of any size goes through; `tried` counts the requests."""
    return without_commands(_document(routes, tried), options)


def _document(routes: Iterable[Route], tried: int) -> Iterator[str]:
    yield '{\n  "version": 1,\n  "routes": ['
    between = "\n"
    for route in routes:
        yield f"{between}    {json.dumps(route_object(route))}"
        between = ",\n"
    yield ("" if between == "\n" else "\n  ") + f'],\n  "tried": {tried}\n}}\n'


def route_object(route: Route) -> Object:
    """One route as the contract has it; null where there is nothing to say."""
    entry, mailbox = route.request.entry, route.request.mailbox
    return {
        "protocol": route.request.protocol,
        "entry": entry.name,
        "entrySite": entry.site.name if entry.site else None,
        "mailboxSite": mailbox.site.name if mailbox.site else None,
        "mailboxVersion": mailbox.family.word,
        "outcome": route.outcome,
        "kind": route.kind,
        "code": route.code or None,
        "status": route.status,
        "target": route.target.name if route.target else None,
        "url": str(route.url) if route.url else None,
        "steps": [_step(step) for step in route.steps],
    }


def _step(step: Step) -> Object:
    return {
        "action": step.action,
        "actor": step.actor,
        "detail": step.detail,
        "file": step.place.file if step.place else None,
        "line": step.place.line if step.place else None,
        "source": _source(step.clause),
    }


@cache
def _source(clause: str) -> list[Object]:
    """The documents behind a clause, in the form that findings give them."""
    found = CLAUSES[clause].citations if clause else ()
    return [{"title": citation.title, "url": citation.url} for citation in found]
