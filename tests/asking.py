"""Ask an organization in a test what becomes of a request."""

from __future__ import annotations

import json
from typing import Any

from ruamel.yaml import YAML

from caslint.compose import load
from caslint.routing.request import DEFAULT_DEVICE, Mailbox, Request
from caslint.routing.route import Route
from caslint.routing.router import Router
from caslint.topology import Topology
from linting import Texts


def topology(text: str) -> Topology:
    """The organization that a text declares."""
    loaded = load(Texts({"org.yaml": text}), "org.yaml")
    assert loaded.topology is not None, [problem.message for _, problem in loaded.problems]
    return loaded.topology


def router(text: str) -> Router:
    """The routes of the organization that a text declares."""
    return topology(text).derived(Router)


def written(facts: dict[str, Any]) -> str:
    """Facts as the text of a topology file: JSON is YAML."""
    return json.dumps(facts, indent=1)


def facts(text: str) -> Any:  # noqa: ANN401  whatever the file holds
    """What a YAML text holds."""
    return YAML(typ="safe").load(text)  # pyright: ignore[reportUnknownMemberType]  ruamel types it partly


def mailbox(routes: Router, name: str) -> Mailbox:
    """The one group of mailboxes of a site, a server or a database."""
    for kind in ("site", "server", "database"):
        found = routes.mailboxes_called(kind, name)
        if found:
            assert len(found) == 1, f"{name} has mailboxes of several versions"
            return found[0]
    raise AssertionError(f"{name} holds no mailboxes")


def ask(routes: Router, protocol: str, entry: str, whose: str, device: float = DEFAULT_DEVICE) -> Route:
    """What becomes of a request for the mailboxes of a site, a server or a database."""
    server = routes.organization.server(entry)
    assert server is not None, entry
    return routes.trace(Request(protocol, server, mailbox(routes, whose), device))


def answer(text: str, protocol: str, entry: str, whose: str, device: float = DEFAULT_DEVICE) -> str:
    """What becomes of a request, in a few words: `proxy EX02 https://ex02/owa`, `reject proxy-target-not-ssl`."""
    route = ask(router(text), protocol, entry, whose, device)
    target = route.target.name if route.target else ""
    words = [
        route.outcome,
        route.kind or "",
        route.code,
        str(route.status or ""),
        target,
        str(route.url or ""),
    ]
    return " ".join(word for word in words if word)


def keys(text: str, protocol: str, entry: str, whose: str, device: float = DEFAULT_DEVICE) -> list[str]:
    """The keys that would decide, or tell more of, what becomes of a request."""
    return [fact.key for fact in ask(router(text), protocol, entry, whose, device).decision.missing]


def notes(text: str, protocol: str, entry: str, whose: str, device: float = DEFAULT_DEVICE) -> str:
    """What is noted about a request's decision."""
    return "; ".join(ask(router(text), protocol, entry, whose, device).decision.notes)
