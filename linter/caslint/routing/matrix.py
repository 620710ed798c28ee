"""Who serves, proxies, redirects or refuses: one cell a protocol, entry version, mailbox version and site.

A cell names the behaviour (one small function of `caslint.routing.behaviours`)
and the clause of the documents that it follows first.  This is the version
matrix of the documents; the table in this folder's README.md is made from it.
"""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.protocols import (
    ACTIVESYNC,
    AUTODISCOVER,
    AVAILABILITY,
    ECP,
    EWS,
    IMAP4,
    OAB,
    OUTLOOK_ANYWHERE,
    OWA,
    POP3,
)
from caslint.exchange.versions import Family

E2003, E2007, E2010 = Family.EXCHANGE_2003, Family.EXCHANGE_2007, Family.EXCHANGE_2010


WORDS: dict[str, str] = {
    "serve": "serve",
    "unspecified": "unspecified",
    "too-new": "reject: the mailbox is newer than the server",
    "proxy": "proxy, whether or not there is an ExternalUrl",
    "proxy-in-site": "proxy; unspecified where the target could not be proxied to",
    "back-end": "proxy to the 2003 server that holds the mailbox",
    "ask": "proxy to any Client Access server with EWS",
    "redirect-or-proxy": "redirect where that site has an ExternalUrl, else proxy",
    "four-attempts": "redirect, silently, to ExternalUrl or else InternalUrl",
    "legacy-url": "redirect to Exchange2003Url; reject without one",
    "own-site": "serve; 451 where only another server of the site has an ExternalUrl",
    "451-or-proxy": "redirect by 451 where that site has an ExternalUrl, else proxy",
    "451-or-proxy-in-site": "redirect by 451 for devices that know Autodiscover, else proxy",
    "451-or-403": "redirect by 451 where that site has an ExternalUrl, else reject with 403",
    "sessions": "reject; serve with AllowCrossSiteSessions",
    "connection": "reject; proxy with `popImapProxying: supported` from 2010 SP2 on",
    "302": "redirect by 302 from 2007 SP2 on",
    "pass-on": "proxy: the RPC is passed on",
}
"""Each behaviour in a few words."""


class Cell(NamedTuple):
    """What decides: a behaviour, and the clause for its ordinary outcome."""

    behaviour: str
    clause: str


class Row(NamedTuple):
    """The cells of one protocol, entry version and mailbox version: in the mailbox's own site, and elsewhere."""

    protocol: str
    entry: Family
    mailbox: Family
    own_site: Cell
    other_site: Cell


def _row(protocol: str, entry: Family, mailbox: Family, own: str, other: str = "") -> Row:
    """Read `behaviour clause`; one text where the site makes no difference, as it cannot for 2003."""
    return Row(protocol, entry, mailbox, _cell(own), _cell(other or own))


def _cell(text: str) -> Cell:
    behaviour, clause = text.split()
    return Cell(behaviour, clause)


def _mail(protocol: str) -> tuple[Row, ...]:
    other, refused, proxied = (
        "unspecified pop-other-version",
        "sessions pop-2007",
        "connection pop-cross-site",
    )
    return (
        _row(protocol, E2010, E2010, "serve own-site", proxied),
        _row(protocol, E2010, E2007, other, proxied),
        _row(protocol, E2010, E2003, other),
        _row(protocol, E2007, E2010, other, refused),
        _row(protocol, E2007, E2007, "serve own-site", refused),
        _row(protocol, E2007, E2003, other),
    )


ROWS: tuple[Row, ...] = (
    _row(OWA, E2010, E2010, "serve own-site", "redirect-or-proxy owa-redirect"),
    _row(OWA, E2010, E2007, "four-attempts owa-2007-in-site", "redirect-or-proxy owa-redirect-to-2007"),
    _row(OWA, E2010, E2003, "legacy-url owa-2003-url"),
    _row(OWA, E2007, E2010, "too-new newer"),
    _row(OWA, E2007, E2007, "serve own-site", "redirect-or-proxy owa-redirect-2007"),
    _row(OWA, E2007, E2003, "back-end owa-2003-back-end"),
    _row(ECP, E2010, E2010, "serve own-site", "redirect-or-proxy ecp-redirect"),
    _row(ECP, E2010, E2007, "unspecified ecp-legacy"),
    _row(ECP, E2010, E2003, "unspecified ecp-legacy"),
    _row(ECP, E2007, E2010, "unspecified ecp-legacy"),
    _row(ECP, E2007, E2007, "unspecified ecp-legacy"),
    _row(ECP, E2007, E2003, "unspecified ecp-legacy"),
    _row(ACTIVESYNC, E2010, E2010, "own-site own-site", "451-or-proxy eas-451"),
    _row(ACTIVESYNC, E2010, E2007, "451-or-proxy-in-site eas-2007-in-site", "451-or-proxy eas-451-to-2007"),
    _row(ACTIVESYNC, E2010, E2003, "back-end eas-2003-back-end"),
    _row(ACTIVESYNC, E2007, E2010, "451-or-403 eas-newer"),
    _row(ACTIVESYNC, E2007, E2007, "own-site own-site", "451-or-proxy eas-451-2007"),
    _row(ACTIVESYNC, E2007, E2003, "back-end eas-2003-back-end"),
    _row(EWS, E2010, E2010, "serve own-site", "proxy ews-proxy"),
    _row(EWS, E2010, E2007, "proxy-in-site ews-2007-in-site", "proxy ews-proxy-to-2007"),
    _row(EWS, E2010, E2003, "unspecified ews-2003"),
    _row(EWS, E2007, E2010, "too-new newer"),
    _row(EWS, E2007, E2007, "serve own-site", "proxy ews-proxy-2007"),
    _row(EWS, E2007, E2003, "unspecified ews-2003"),
    _row(AVAILABILITY, E2010, E2010, "serve availability-own-site", "ask availability-proxy"),
    _row(AVAILABILITY, E2010, E2007, "serve availability-own-site", "ask availability-proxy"),
    _row(AVAILABILITY, E2010, E2003, "serve availability-2003"),
    _row(AVAILABILITY, E2007, E2010, "serve availability-own-site", "ask availability-proxy"),
    _row(AVAILABILITY, E2007, E2007, "serve availability-own-site", "ask availability-proxy"),
    _row(AVAILABILITY, E2007, E2003, "serve availability-2003"),
    *_mail(POP3),
    *_mail(IMAP4),
    _row(AUTODISCOVER, E2010, E2010, "serve autodiscover"),
    _row(AUTODISCOVER, E2010, E2007, "unspecified autodiscover-legacy"),
    _row(AUTODISCOVER, E2010, E2003, "unspecified autodiscover-legacy"),
    _row(AUTODISCOVER, E2007, E2010, "302 autodiscover-302"),
    _row(AUTODISCOVER, E2007, E2007, "serve autodiscover"),
    _row(AUTODISCOVER, E2007, E2003, "unspecified autodiscover-legacy"),
    _row(OUTLOOK_ANYWHERE, E2010, E2010, "serve oa-own-site", "pass-on oa-other-site"),
    _row(OUTLOOK_ANYWHERE, E2010, E2007, "serve oa-own-site", "pass-on oa-other-site"),
    _row(OUTLOOK_ANYWHERE, E2010, E2003, "unspecified oa-legacy"),
    _row(OUTLOOK_ANYWHERE, E2007, E2010, "serve oa-own-site", "unspecified oa-legacy"),
    _row(OUTLOOK_ANYWHERE, E2007, E2007, "serve oa-own-site", "pass-on oa-other-site"),
    _row(OUTLOOK_ANYWHERE, E2007, E2003, "unspecified oa-legacy"),
    _row(OAB, E2010, E2010, "serve oab-own-site", "unspecified oab-other"),
    _row(OAB, E2010, E2007, "unspecified oab-other"),
    _row(OAB, E2010, E2003, "unspecified oab-other"),
    _row(OAB, E2007, E2010, "unspecified oab-other"),
    _row(OAB, E2007, E2007, "serve oab-own-site", "unspecified oab-other"),
    _row(OAB, E2007, E2003, "unspecified oab-other"),
)

CELLS: dict[tuple[str, Family, Family, bool], Cell] = {
    (row.protocol, row.entry, row.mailbox, own): row.own_site if own else row.other_site
    for row in ROWS
    for own in (True, False)
}
"""By protocol, entry version, mailbox version, and whether the entry stands in the mailbox's site."""
