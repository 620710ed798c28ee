"""Router: every question about routes that the commands and the rules ask of an organization."""

from __future__ import annotations

from caslint.exchange.protocols import CLIENT_PROTOCOLS
from caslint.exchange.versions import Family
from caslint.model.mailbox import Client, Database
from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.routing.decide import decide
from caslint.routing.decision import Decision
from caslint.routing.door import is_entry
from caslint.routing.hosts import Hosts
from caslint.routing.index import Index
from caslint.routing.landing import by_name
from caslint.routing.request import DEFAULT_DEVICE, Mailbox, Request, device_version
from caslint.routing.route import Route
from caslint.routing.trace import trace

FAMILIES = (Family.EXCHANGE_2003, Family.EXCHANGE_2007, Family.EXCHANGE_2010)
PROTOCOLS = CLIENT_PROTOCOLS


class Router:
    """An organization's routes; everything is worked out when it is first asked for, and kept."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.index = Index(organization)
        self._hosts: Hosts | None = None
        self._mailboxes: tuple[Mailbox, ...] | None = None
        self._routes: dict[Client, tuple[Route, ...]] = {}

    @property
    def hosts(self) -> Hosts:
        """Which servers answer to a host name."""
        if self._hosts is None:
            self._hosts = Hosts(self.organization)
        return self._hosts

    def decide(self, request: Request) -> Decision:
        """What the server that the request reaches does with it."""
        return decide(self.index, request)

    def trace(self, request: Request) -> Route:
        """What becomes of the request, to its end."""
        return trace(self.index, self.hosts, request)

    def entries(self) -> list[Server]:
        """The servers at which requests enter, in the file's order: Client Access servers and 2003 front ends."""
        return [server for server in self.organization.servers if is_entry(server)]

    def entries_behind(self, name: str, protocol: str) -> tuple[Server, ...]:
        """The entries that a client reaches who types a server's or a host's name, sorted by name."""
        return tuple([server for server in self.hosts.behind(name, protocol) if is_entry(server)])

    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Every group of mailboxes: those of one family in one site, in the sites' order; 2003 without site last."""
        if self._mailboxes is None:
            found = [one for site in self.organization.sites for one in self.mailboxes_in(site)]
            stray = [s for s in self.organization.servers if s.is_mailbox and s.site is None]
            old = [server for server in stray if server.family is Family.EXCHANGE_2003]
            if old:
                found.append(Mailbox(Family.EXCHANGE_2003, None, by_name(old)))
            self._mailboxes = tuple(found)
        return self._mailboxes

    def mailboxes_in(self, site: Site) -> list[Mailbox]:
        """The mailboxes of a site, one group a family."""
        return [
            Mailbox(family, site, by_name(site.mailbox[family]))
            for family in FAMILIES
            if site.mailbox.get(family)
        ]

    def mailboxes_on(self, server: Server, database: Database | None = None) -> list[Mailbox]:
        """The mailboxes of a server, or of one of its databases; none where it holds none that are checked."""
        if not server.is_mailbox or server.family is None or server.family not in FAMILIES:
            return []
        return [Mailbox(server.family, server.site, (server,), database)]

    def mailboxes_called(self, kind: str, name: str) -> list[Mailbox]:
        """The mailboxes of a `site`, `server` or `database` of a name; none where there is no such thing."""
        if kind == "site":
            site = self.organization.site(name)
            return self.mailboxes_in(site) if site else []
        if kind == "server":
            server = self.organization.server(name)
            return self.mailboxes_on(server) if server else []
        for database in self.organization.databases:
            if database.name.casefold() == name.casefold() and database.server is not None:
                return self.mailboxes_on(database.server, database)
        return []

    def requests_of(self, client: Client) -> list[Request]:
        """What a declared client asks: at each server that it may reach, for each kind of mailbox."""
        device = device_version(client.device) if client.device is not None else None
        return [
            Request(client.protocol, entry, mailbox, DEFAULT_DEVICE if device is None else device)
            for entry in self.entries_behind(client.connects_to, client.protocol)
            for mailbox in self.mailboxes_called(client.mailbox_kind, client.mailbox_name)
        ]

    def routes_of(self, client: Client) -> tuple[Route, ...]:
        """The routes of a declared client; none where its names are not declared."""
        if client not in self._routes:
            self._routes[client] = tuple([self.trace(request) for request in self.requests_of(client)])
        return self._routes[client]
