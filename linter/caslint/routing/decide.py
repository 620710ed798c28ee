"""Decide: what the server that a request reaches does with it.  The matrix names the behaviour; this runs it."""

from __future__ import annotations

from collections.abc import Callable

from caslint.exchange.versions import Family
from caslint.routing import activesync, owa, proxying, services
from caslint.routing.decision import Decision, Fact, unspecified
from caslint.routing.index import Case, Index
from caslint.routing.matrix import CELLS
from caslint.routing.request import Mailbox, Request

Behaviour = Callable[[Case], Decision]

BEHAVIOURS: dict[str, Behaviour] = {
    "serve": proxying.serve_it,
    "unspecified": proxying.not_documented,
    "too-new": proxying.too_new,
    "proxy": proxying.proxy_always,
    "proxy-in-site": proxying.proxy_in_site,
    "back-end": proxying.to_back_end,
    "ask": proxying.ask,
    "redirect-or-proxy": owa.redirect_or_proxy,
    "four-attempts": owa.four_attempts,
    "legacy-url": owa.to_legacy_url,
    "own-site": activesync.in_own_site,
    "451-or-proxy": activesync.to_other_site,
    "451-or-proxy-in-site": activesync.to_2007_in_site,
    "451-or-403": activesync.from_2007,
    "sessions": services.cross_site_sessions,
    "connection": services.to_connection_settings,
    "302": services.to_2010_autodiscover,
    "pass-on": services.pass_on,
}
"""By the word in the matrix."""


def decide(index: Index, request: Request) -> Decision:
    """The one thing that happens next; never raises, whatever is declared."""
    mailbox, entry = request.mailbox, request.entry
    door = index.door(request.protocol, entry)
    decision = door.closed() or _closed_mailbox(mailbox)
    if decision is not None:
        return decision
    family = entry.family
    assert family is not None  # noqa: S101  the door would be closed
    own_site = mailbox.site is entry.site
    cell = CELLS[request.protocol, family, mailbox.family, own_site]
    landing = index.landing(request.protocol, mailbox.family, mailbox.site)
    case = Case(door, mailbox, landing, index, request.device, own_site, cell.clause)
    return BEHAVIOURS[cell.behaviour](case)


def _closed_mailbox(mailbox: Mailbox) -> Decision | None:
    """Why the rules do not apply to these mailboxes; None where they do."""
    server = mailbox.servers[0]
    if mailbox.family is Family.LATER:
        words = f"{server.name} is Exchange {mailbox.family.word}"
        return unspecified("out-of-range", Fact(server, "version", words))
    if mailbox.family is not Family.EXCHANGE_2003 and mailbox.site is None:
        return unspecified("not-declared", missing=(Fact(server, "site", "its site is not declared"),))
    return None
