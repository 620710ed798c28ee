"""Rejections: every code that a route can end with, what people then see, and the way out."""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.protocols import ACTIVESYNC, AVAILABILITY, ECP, EWS, IMAP4, OWA, POP3
from caslint.exchange.sources import Citation, cite


class Rejection(NamedTuple):
    """One reject code.

    `meaning` says when it comes up.  `shows` tells by protocol what the user or
    the client sees; a protocol that is not there is one of which the documents
    say nothing.  `change` is the way out.  A code with `at_run_time` cannot be
    seen in a declaration: no route ends with it.
    """

    code: str
    meaning: str
    shows: dict[str, str]
    change: str
    sources: tuple[str, ...]
    at_run_time: bool = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The documents that name what is seen."""
        return cite(*self.sources)


_NO_SERVER = "ErrorNoApplicableProxyCASServersAvailable or ErrorProxyServiceDiscoveryFailed"
_EVENT_4017 = f"{_NO_SERVER}, and event 4017 or 4018 of the Availability service"

_REJECTIONS = (
    Rejection(
        "no-cas-in-mailbox-site",
        "no Client Access server of the mailbox's version in the mailbox's site can take the request",
        {
            OWA: "an error page",
            ECP: "an error page",
            EWS: f"the EWS response code {_NO_SERVER}",
            AVAILABILITY: _EVENT_4017,
        },
        "install the Client Access role of the mailbox's version in that site, or move the mailboxes",
        ("EWSRC", "AVAILEV", "CTO-EXP"),
    ),
    Rejection(
        "proxy-target-no-url",
        "the target's directory has neither ExternalUrl nor InternalUrl",
        {OWA: "an error page", ECP: "an error page", EWS: f"the EWS response code {_NO_SERVER}"},
        "set the InternalUrl of the target's directory, as Setup does: https, the server's own name",
        ("EWSRC", "TN07"),
    ),
    Rejection(
        "proxy-target-not-ssl",
        "the target's InternalUrl is http, or the target refuses SSL",
        {
            OWA: "an error page, and OWA event 42 (ProxyErrorSslConnection) on the proxying server",
            ECP: "an error page, and OWA event 42 (ProxyErrorSslConnection) on the proxying server",
            EWS: "the EWS response code ErrorNoDestinationCASDueToSSLRequirements",
        },
        "set the InternalUrl of the target's directory to https",
        ("EWSRC", "OWA42"),
    ),
    Rejection(
        "proxy-target-not-windows-auth",
        "the target's directory has no Integrated Windows authentication",
        {
            OWA: "an error page, and OWA event 71 on the proxying server",
            ECP: "an error page, and OWA event 71 on the proxying server",
            EWS: "the EWS response code ErrorNoDestinationCASDueToKerberosRequirements",
            ACTIVESYNC: "the device does not synchronize",
        },
        "turn Windows authentication on, and forms-based authentication off, on the target's directory",
        ("EWSRC", "OWA71", "SEED2-EAS", "EAS03"),
    ),
    Rejection(
        "proxy-target-newer",
        "the mailbox's version is newer than that of the server that the client reached",
        {
            OWA: "an error page, and OWA event 46 on the proxying server",
            EWS: "the EWS response code ErrorNoDestinationCASDueToVersionMismatch",
        },
        "let clients enter at a Client Access server of the mailbox's version; upgrade the Internet-facing site first",
        ("EWSRC", "KB947168"),
    ),
    Rejection(
        "ews-proxy-needs-2007-sp1",
        "the server is Exchange 2007 without a service pack, and the mailbox is in another site",
        {EWS: "the request is not proxied"},
        "install 2007 SP1 or later on the server that clients reach",
        ("EWSPX07",),
    ),
    Rejection(
        "proxy-target-not-responding",
        "the target does not answer",
        {
            OWA: "OWA event 39, and the next server of the site is tried",
            EWS: "the EWS response code ErrorNoRespondingCASInDestinationSite",
        },
        "see to the target server",
        ("EWSRC", "OWAEV"),
        at_run_time=True,
    ),
    Rejection(
        "eas-wrong-cas",
        "the device reached a server that is not the one for its mailbox, and it cannot be sent on",
        {
            ACTIVESYNC: "the device shows an error: HTTP 451 as a wrong configuration, HTTP 403 as access denied"
        },
        "enter the name of the mailbox's site on the device, or bring the server that it reaches up to date",
        ("SEED", "RCA451", "KB2751417", "FENG-EAS"),
    ),
    Rejection(
        "pop-imap-cross-site",
        "a POP3 or IMAP4 client reached a server outside its mailbox's site",
        {
            POP3: "log-on is refused; a 2007 server writes event MSExchangePOP3 1008",
            IMAP4: "log-on is refused; a 2007 server writes event MSExchangeIMAP4 1008",
        },
        "give these clients the name of a Client Access server in their mailbox's site",
        ("SEED", "POP07"),
    ),
    Rejection(
        "legacy-2003-no-url",
        "the mailbox is on Exchange 2003, and the 2010 OWA directory has no Exchange2003Url",
        {OWA: "an error page"},
        "set Exchange2003Url on the OWA directory of the server that clients reach",
        ("SETOWA", "EHLO-OWA10", "SEED2-OWA"),
    ),
)

REJECTIONS: dict[str, Rejection] = {rejection.code: rejection for rejection in _REJECTIONS}
"""By code."""


def shown(code: str, protocol: str) -> str:
    """What a user of the protocol sees when a request is rejected so."""
    return REJECTIONS[code].shows.get(protocol, "the documents do not say what the client shows")
