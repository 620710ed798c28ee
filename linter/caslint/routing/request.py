"""Request: one client's request at one server for one mailbox."""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.versions import Family
from caslint.model.mailbox import Database
from caslint.model.server import Server, Site

DEFAULT_DEVICE = 14.0
"""The ActiveSync protocol version of a device of which nothing is said."""


class Mailbox(NamedTuple):
    """Mailboxes that one question is about: of one version family, in one site.

    `servers` are the servers that hold them, sorted by name.  `site` is None
    where 2003 servers are declared without one.  `database` is given where the
    question names one.
    """

    family: Family
    site: Site | None
    servers: tuple[Server, ...]
    database: Database | None = None

    @property
    def described(self) -> str:
        """`Kyoto (2010)`, or the servers' names where they have no site."""
        where = self.site.name if self.site else ", ".join([server.name for server in self.servers])
        return f"{where} ({self.family.word})"


class Request(NamedTuple):
    """What is asked: a protocol, the server that the client reached, and a mailbox.

    `device` is the ActiveSync protocol version (12.1, 14.0); other protocols
    do not look at it.
    """

    protocol: str
    entry: Server
    mailbox: Mailbox
    device: float = DEFAULT_DEVICE


def device_version(text: str) -> float | None:
    """The number of a device's protocol version, `12.1` or `14`; None where the text is none."""
    parts = text.split(".")
    if len(parts) <= 2 and all(part.isascii() and part.isdigit() for part in parts):  # noqa: PLR2004  major and minor
        return float(text)
    return None
