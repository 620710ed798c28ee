"""Organization: everything that is declared, and the look-ups by name."""

from __future__ import annotations

from caslint.exchange.releases import Family
from caslint.finding import Subject
from caslint.model.declared import head, inside, item
from caslint.model.directories import Directories
from caslint.model.mailbox import Array, Client, Database, ProxyPath
from caslint.model.server import Server, Site
from caslint.node import Mapping
from caslint.text import Place, Source


class Organization:
    """A declared Exchange organization.

    Lists keep the order of the files, but `client_access`, the Client Access
    servers of 2007 and 2010, and `by_family` are sorted by the names of the
    servers; the family is None where the version is not understood.
    `external_protocols` and
    `external_dns_names` are None while unknown.  Look-ups compare without
    case; where a name is declared twice the first one counts (the second is a
    finding).
    """

    __slots__ = (
        "_directories",
        "arrays",
        "by_family",
        "client_access",
        "clients",
        "databases",
        "databases_of",
        "external_dns_names",
        "external_protocols",
        "name",
        "node",
        "pop_imap_proxying",
        "proxying",
        "servers",
        "servers_by_name",
        "sites",
        "sites_by_name",
        "source",
    )

    def __init__(self, source: Source, node: Mapping) -> None:
        self.source = source
        self.node = node
        self.name = ""
        self.external_protocols: tuple[str, ...] | None = None
        self.external_dns_names: tuple[str, ...] | None = None
        self.pop_imap_proxying = False
        self.sites: list[Site] = []
        self.servers: list[Server] = []
        self.arrays: list[Array] = []
        self.databases: list[Database] = []
        self.proxying: list[ProxyPath] = []
        self.clients: list[Client] = []
        self.client_access: list[Server] = []
        self._directories: Directories | None = None
        self.by_family: dict[Family | None, list[Server]] = {}
        self.sites_by_name: dict[str, Site] = {}
        self.servers_by_name: dict[str, Server] = {}
        self.databases_of: dict[Server, list[Database]] = {}

    @property
    def subject(self) -> Subject:
        """The organization as the subject of a finding."""
        return Subject("organization", self.name)

    @property
    def place(self) -> Place:
        """The key `organization`, or the beginning of the root file where it is left out."""
        if "organization" in self.node.entries:
            return Place(self.source, *self.node.key_range("organization"), "/organization")
        return Place(self.source, *head(self.node), "")

    def at(self, field: str) -> Place:
        """Where a field of `organization` stands; the organization where it is absent."""
        return inside(self.place, self.node.entries.get("organization", self.node), (field,))

    def at_item(self, field: str, index: int) -> Place:
        """Where an item of a list of `organization` stands."""
        node = self.node.entries.get("organization", self.node)
        return item(self.at(field), node, field, index)

    def site(self, name: str) -> Site | None:
        """The site of a name."""
        return self.sites_by_name.get(name.casefold())

    def server(self, name: str) -> Server | None:
        """The server of a name or a fully qualified name."""
        return self.servers_by_name.get(name.casefold())

    @property
    def families(self) -> set[Family]:
        """The version families that are declared."""
        return {family for family in self.by_family if family is not None}

    @property
    def directories(self) -> Directories:
        """The directories of the Client Access servers; sorted out when first asked for."""
        if self._directories is None:
            self._directories = Directories(self.client_access)
        return self._directories

    def of_family(self, family: Family | None) -> list[Server]:
        """The servers of a version family, or those whose version is not understood, sorted by name."""
        return self.by_family.get(family, [])
