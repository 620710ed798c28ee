"""Commands of the editor: what becomes of a request, and every route of a server, as text."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import get_args

from caslint.cli import asked
from caslint.cli.organization import Unanswered
from caslint.lsp.desk import Desk
from caslint.lsp.protocol import INVALID_PARAMS, REQUEST_FAILED, Object, ProtocolError, items, maybe, text
from caslint.report.options import Options
from caslint.report.route_story import render as story
from caslint.report.route_table import render as table
from caslint.routing.decision import Outcome
from caslint.routing.request import DEFAULT_DEVICE, Request
from caslint.routing.router import PROTOCOLS, Router
from caslint.routing.survey import Wanted, survey

_OUTCOMES: frozenset[str] = frozenset(get_args(Outcome))


def execute_command(desk: Desk, params: Object) -> str:
    """The text that a command gives; ProtocolError, with the reason, where it gives none."""
    command = text(params, "command")
    if command not in COMMANDS:
        raise ProtocolError(INVALID_PARAMS, f"there is no such command; commands: {', '.join(COMMANDS)}")
    given = next(iter(items(maybe(params, "arguments"))), None)
    try:
        return "".join(COMMANDS[command](_router(desk, given), given))
    except (Unanswered, argparse.ArgumentTypeError) as error:
        raise ProtocolError(REQUEST_FAILED, str(error)) from error


def _router(desk: Desk, given: object) -> Router:
    """The routes of the organization that a document is part of; of several, of the first."""
    document = desk.documents.named({"textDocument": given})
    for one in desk.analysis(document).of(document.path or ""):
        if one.loaded.topology is not None:
            return one.loaded.topology.derived(Router)
    raise ProtocolError(REQUEST_FAILED, "this document is no part of an organization that can be read")


def _trace(router: Router, given: object) -> Iterable[str]:
    """`caslint trace`: protocol, from, mailbox and, where wanted, device."""
    protocol = asked.protocol(text(given, "protocol"))
    name = text(given, "from")
    device = maybe(given, "device")
    version = asked.device(device) if isinstance(device, str) else DEFAULT_DEVICE
    routes = [
        router.trace(Request(protocol, entry, mailbox, version))
        for mailbox in asked.mailboxes(router, text(given, "mailbox"))
        for entry in asked.entries(router, name, protocol)
    ]
    return story(routes, Options(), asked_for=name)


def _routes(router: Router, given: object) -> Iterable[str]:
    """`caslint routes`: of one server, or of all."""
    name = maybe(given, "server")
    entries = router.entries()
    if isinstance(name, str):
        named = {one for protocol in PROTOCOLS for one in asked.entries(router, name, protocol)}
        entries = [entry for entry in entries if entry in named]
    wanted = Wanted(list(PROTOCOLS), entries, list(router.mailboxes()), DEFAULT_DEVICE)
    tried = len(wanted.protocols) * len(wanted.entries) * len(wanted.mailboxes)
    return table(survey(router, wanted), _OUTCOMES, tried, Options())


COMMANDS: dict[str, Callable[[Router, object], Iterable[str]]] = {
    "caslint.trace": _trace,
    "caslint.routes": _routes,
}
"""Each takes one argument, an object with `uri`."""
