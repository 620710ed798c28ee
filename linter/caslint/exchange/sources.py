"""The documents that Exchange facts come from, each under a short key, and the seed's statements."""

from __future__ import annotations

from caslint.exchange.documents import TABLE
from caslint.record import Record


class Citation(Record):
    """One document that states a fact.

    `key` is the short name that rules and steps of a route cite; `url` is
    empty where no public address of the document is known.
    """

    key: str
    title: str
    url: str


def _read(table: str) -> dict[str, Citation]:
    """Citations by key; a heading line and an address line make one."""
    lines = table.splitlines()
    citations: dict[str, Citation] = {}
    for heading, address in zip(lines[::2], lines[1::2], strict=True):
        key, title = heading.split("  ", 1)
        citations[key] = Citation(key, title, address.strip().removeprefix("-"))
    return citations


SOURCES: dict[str, Citation] = _read(TABLE)


def cite(*keys: str) -> tuple[Citation, ...]:
    """Return the documents under `keys`, in that order.

    Raises KeyError, naming the key, where there is no such document.
    """
    return tuple(SOURCES[key] for key in keys)


# What the document under "SEED" states about Exchange 2010, in its order.
SEED: dict[int, str] = {
    1: (
        "a Client Access server redirects an Outlook Web App user who reached it to a Client Access server "
        "in the Active Directory site of the user's mailbox"
    ),
    2: "an organization with one Active Directory site needs nothing configured for proxying or redirection",
    3: (
        "Client Access servers talk RPC to Mailbox servers, so every site with a Mailbox server must have an "
        "Exchange 2010 Client Access server; it proxies to Exchange 2010 Client Access servers in sites "
        "without Internet presence, and to Exchange 2007 ones in coexistence"
    ),
    4: (
        "proxying serves Outlook Web App, Exchange ActiveSync and Exchange Web Services, and only towards "
        "the same or an older version; the Availability service proxies by logic of its own and needs no "
        "configuration"
    ),
    5: (
        "one Client Access server of the organization must be Internet-facing; the others need no host name "
        "on the Internet"
    ),
    6: "POP3 and IMAP4 are not proxied: such a client must use a Client Access server in its mailbox's site",
    7: "Client Access servers in different sites talk HTTPS to each other",
    8: (
        "an ActiveSync device at an Internet-facing Client Access server that is not the one for its mailbox "
        "gets an error"
    ),
}
