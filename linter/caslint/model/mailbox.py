"""Array, Database, ProxyPath and Client: what is declared beside sites and servers."""

from __future__ import annotations

from caslint.finding import Subject
from caslint.model.declared import Declared
from caslint.model.server import Server, Site
from caslint.node import Mapping
from caslint.text import Source


class Array(Declared):
    """A Client Access array; `members` is None where the list is left out."""

    __slots__ = ("fqdn", "members", "site", "site_name")

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.fqdn = ""
        self.site_name = ""
        self.site: Site | None = None
        self.members: tuple[str, ...] | None = None

    @property
    def subject(self) -> Subject:
        """The array as the subject of a finding."""
        return Subject("clientAccessArray", self.name)


class Database(Declared):
    """A mailbox database; `rpc_server` is the host text, empty where declared null, None where not declared."""

    __slots__ = ("rpc_server", "server", "server_name")

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.server_name = ""
        self.server: Server | None = None
        self.rpc_server: str | None = None

    @property
    def subject(self) -> Subject:
        """The database as the subject of a finding."""
        return Subject("mailboxDatabase", self.name)


class ProxyPath(Declared):
    """A proxy path that the design intends; `name` is `CAS01 -> CAS02`."""

    __slots__ = ("protocols", "source_name", "source_server", "target", "target_name")

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.source_name = ""
        self.source_server: Server | None = None
        self.target_name = ""
        self.target: Server | None = None
        self.protocols: tuple[str, ...] = ()

    @property
    def subject(self) -> Subject:
        """The path as the subject of a finding."""
        return Subject("proxying", self.name)


class Client(Declared):
    """Clients that the declaration names: where they connect, whose mailbox they open, what is expected.

    `mailbox_kind` is site, server or database, and `mailbox_name` what stands
    there.  `expect` is empty where nothing is expected.
    """

    __slots__ = ("connects_to", "device", "expect", "mailbox_kind", "mailbox_name", "protocol")

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.protocol = ""
        self.connects_to = ""
        self.mailbox_kind = ""
        self.mailbox_name = ""
        self.device: str | None = None
        self.expect: tuple[str, ...] = ()

    @property
    def subject(self) -> Subject:
        """The clients as the subject of a finding."""
        return Subject("client", self.name)
