"""The protocols of clients, the virtual directories that serve them, and what Setup gives both.

Sources: GETEXOUT (2003), URLTAB (paths), TN07 (Setup fills InternalUrl), SETECP, SETPOP, SETIMAP, LDAP.
"""

from __future__ import annotations

from typing import Final, Literal

from caslint.exchange.releases import Family

Protocol = Literal[
    "owa",
    "ecp",
    "activesync",
    "ews",
    "availability",
    "autodiscover",
    "outlookAnywhere",
    "oab",
    "pop3",
    "imap4",
]

OWA: Final = "owa"
ECP: Final = "ecp"
ACTIVESYNC: Final = "activesync"
EWS: Final = "ews"
AVAILABILITY: Final = "availability"
AUTODISCOVER: Final = "autodiscover"
OUTLOOK_ANYWHERE: Final = "outlookAnywhere"
OAB: Final = "oab"
POP3: Final = "pop3"
IMAP4: Final = "imap4"
EXCHANGE: Final = "exchange"
"""The virtual directory of 2003 that serves OWA; a directory, no protocol of its own."""

CLIENT_PROTOCOLS: tuple[Protocol, ...] = (
    OWA,
    ECP,
    ACTIVESYNC,
    EWS,
    AVAILABILITY,
    AUTODISCOVER,
    OUTLOOK_ANYWHERE,
    OAB,
    POP3,
    IMAP4,
)

PROXIED_PROTOCOLS: tuple[Protocol, ...] = (OWA, ECP, ACTIVESYNC, EWS)
"""What one Client Access server proxies to another (sources SEED, FARAGE for ECP).

The Availability service is not here: it finds its way to other sites by itself.
"""

PROTOCOL_NAMES: dict[str, str] = {
    OWA: "OWA",
    ECP: "ECP",
    ACTIVESYNC: "ActiveSync",
    EWS: "EWS",
    AVAILABILITY: "the Availability service",
    AUTODISCOVER: "Autodiscover",
    OUTLOOK_ANYWHERE: "Outlook Anywhere",
    OAB: "OAB",
    POP3: "POP3",
    IMAP4: "IMAP4",
    EXCHANGE: "OWA of Exchange 2003",
}
"""What people call a protocol, or the directory `exchange`, inside a sentence."""

DIRECTORY_PATHS: dict[str, str] = {
    OWA: "/owa",
    ECP: "/ecp",
    ACTIVESYNC: "/Microsoft-Server-ActiveSync",
    EWS: "/EWS/Exchange.asmx",
    OAB: "/OAB",
    AUTODISCOVER: "/autodiscover/autodiscover.xml",
    EXCHANGE: "/exchange",
}
"""The path that a URL of the virtual directory has."""

_DIRECTORIES: dict[Family, tuple[str, ...]] = {
    Family.EXCHANGE_2003: (EXCHANGE, ACTIVESYNC),
    Family.EXCHANGE_2007: (OWA, ACTIVESYNC, EWS, OAB, AUTODISCOVER),
    Family.EXCHANGE_2010: (OWA, ECP, ACTIVESYNC, EWS, OAB, AUTODISCOVER),
}
_DIRECTORIES[Family.LATER] = _DIRECTORIES[Family.EXCHANGE_2010]

MAIL_PROTOCOLS: tuple[Protocol, ...] = (POP3, IMAP4)

DEFAULT_CONNECTION_SETTINGS: dict[str, tuple[str, ...]] = {
    POP3: ("995:SSL", "110:TLS"),
    IMAP4: ("993:SSL", "143:TLS"),
}
"""InternalConnectionSettings as Setup writes them, each behind the server's name and a colon."""

CONNECTION_MODES = ("SSL", "TLS")
"""How a connection setting may end; one that ends with its port is unencrypted."""

PROXY_TARGET_PORTS: dict[str, int] = {POP3: 1995, IMAP4: 1993}
"""ProxyTargetPort as Setup writes it."""

AUTHENTICATION_METHODS = (
    "Basic",
    "Digest",
    "Ntlm",
    "Fba",
    "WindowsIntegrated",
    "LiveIdFba",
    "LiveIdBasic",
    "LiveIdNegotiate",
    "WSSecurity",
    "Certificate",
    "NegoEx",
    "Negotiate",
    "Kerberos",
    "OAuth",
    "Adfs",
    "Misconfigured",
)
"""The values of InternalAuthenticationMethods and ExternalAuthenticationMethods, later versions' included."""


def directories_of(family: Family) -> tuple[str, ...]:
    """Return the virtual directories that Setup of this family makes, in the order of listing."""
    return _DIRECTORIES[family]


def directory_for(protocol: str, family: Family) -> str | None:
    """Return the virtual directory by which a server of this family serves the protocol.

    None where it has none; POP3, IMAP4 and Outlook Anywhere have none on any server.
    """
    if protocol == OWA and family is Family.EXCHANGE_2003:
        return EXCHANGE
    directory = EWS if protocol == AVAILABILITY else protocol
    return directory if directory in _DIRECTORIES[family] else None


def default_internal_url(directory: str, host: str) -> str:
    """Return the InternalUrl that Setup gives a virtual directory of the server `host` (source TN07)."""
    return f"https://{host}{DIRECTORY_PATHS[directory]}"
