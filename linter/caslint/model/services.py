"""MailService (POP3, IMAP4) and OutlookAnywhere: what a Client Access server offers beside its directories."""

from __future__ import annotations

from typing import Literal

from caslint.exchange.protocols import DEFAULT_CONNECTION_SETTINGS
from caslint.model.declared import Declared, inside, item
from caslint.node import Mapping
from caslint.text import Place

State = Literal["declared", "default", "unknown"]
"""declared: written in the file; default: not written, so as Setup leaves it; unknown: written as unknown."""

NOT_WRITTEN = Mapping({}, [], 0, 0)
"""The node of what is not written."""


class MailService:
    """The POP3 or IMAP4 settings of a server.

    `internal` and `external` are connection settings as written
    (`host:port[:SSL|TLS]`): empty where declared to be, None while unknown.
    `enabled` is None while unknown.
    """

    __slots__ = (
        "allow_cross_site_sessions",
        "enabled",
        "external",
        "internal",
        "node",
        "protocol",
        "server",
        "state",
    )

    def __init__(self, server: Declared, protocol: str, state: State, node: Mapping) -> None:
        self.server = server
        self.protocol = protocol
        self.state: State = state
        self.node = node
        self.enabled: bool | None = None
        self.internal: tuple[str, ...] | None = None
        self.external: tuple[str, ...] | None = None
        self.allow_cross_site_sessions: bool | None = None

    @property
    def place(self) -> Place:
        """Its key, or the server where it is not written."""
        return self.server.at(self.protocol)

    def declares(self, field: str) -> bool:
        """Whether the key is written, be its value null or not."""
        return field in self.node.entries

    def at(self, field: str) -> Place:
        """Where a property's value stands; the service's key where it is absent."""
        return inside(self.place, self.node, (field,))

    def at_item(self, field: str, index: int) -> Place:
        """Where an item of a list of settings stands."""
        return item(self.at(field), self.node, field, index)


def default_mail_service(server: Declared, protocol: str, host: str) -> MailService:
    """The settings as Setup leaves them on a server with this host name (sources SETPOP, SETIMAP)."""
    service = MailService(server, protocol, "default", NOT_WRITTEN)
    service.internal = default_settings(protocol, host)
    service.external = ()
    return service


def default_settings(protocol: str, host: str) -> tuple[str, ...]:
    """InternalConnectionSettings as Setup writes them."""
    return tuple([f"{host}:{end}" for end in DEFAULT_CONNECTION_SETTINGS[protocol]])


class OutlookAnywhere:
    """The Outlook Anywhere settings of a server; each is None while unknown.

    `external_hostname` is the empty text where it is declared to be null.
    """

    __slots__ = (
        "client_authentication_method",
        "enabled",
        "external_hostname",
        "node",
        "server",
        "ssl_offloading",
        "state",
    )

    def __init__(self, server: Declared, state: State, node: Mapping) -> None:
        self.server = server
        self.state: State = state
        self.node = node
        self.enabled: bool | None = None
        self.external_hostname: str | None = None
        self.client_authentication_method: str | None = None
        self.ssl_offloading: bool | None = None

    @property
    def place(self) -> Place:
        """Its key, or the server where it is not written."""
        return self.server.at("outlookAnywhere")

    def declares(self, field: str) -> bool:
        """Whether the key is written, be its value null or not."""
        return field in self.node.entries

    def at(self, field: str) -> Place:
        """Where a property's value stands; the key where it is absent."""
        return inside(self.place, self.node, (field,))
