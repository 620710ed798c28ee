"""POP3 and IMAP4 across sites: where such clients end, and whose mailboxes they look for.

Two kinds of clients are judged: those that the file declares, and those that
come by a published service for the mailboxes of a site that publishes none.
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import intent
from caslint.exchange.properties import SINCE_2007_SP1, SINCE_2010_SP2
from caslint.exchange.protocols import MAIL_PROTOCOLS, PROTOCOL_NAMES
from caslint.exchange.versions import Family
from caslint.finding import Related, Severity, Subject
from caslint.model.mailbox import Client
from caslint.model.server import Server, Site
from caslint.model.services import MailService
from caslint.record import Record
from caslint.text import Place
from caslint.topology import CAS_FAMILIES, Topology


class Crossing(Record):
    """Clients that end at a Client Access server of one site while their mailboxes are in another.

    `family` is that of the mailboxes; `client` is None for whoever comes by the
    published service.
    """

    service: MailService
    entry: Server
    site: Site
    family: Family
    client: Client | None

    @property
    def words(self) -> str:
        """The first half of a message: who ends where, and where the mailboxes are."""
        protocol = PROTOCOL_NAMES[self.service.protocol]
        where = f"{self.entry.name} in {self.entry.site_name}"
        if self.client is not None:
            return (
                f"{protocol} of {self.client.name} ends at {where}, but the mailboxes are in {self.site.name}"
            )
        return (
            f"{protocol} from outside ends at {where}, but {self.site.name} has mailboxes and publishes none"
        )

    @property
    def place(self) -> Place:
        """The declared client's target, else the site of the mailboxes."""
        return self.site.place if self.client is None else self.client.at("connectsTo")

    @property
    def subject(self) -> Subject:
        """The declared client, else the site of the mailboxes."""
        return self.site.subject if self.client is None else self.client.subject

    @property
    def related(self) -> tuple[Related, ...]:
        """The entry, and the site of the mailboxes where the place is not that."""
        entry = Related(self.service.at("externalConnectionSettings"), f"{self.entry.name} is where they end")
        if self.client is None:
            return (entry,)
        return (entry, Related(self.site.place, f"{self.site.name} is declared here"))


def is_proxied(topology: Topology, entry: Server) -> bool | None:
    """Whether a server passes POP3 and IMAP4 on to other sites; None while its service pack is not known.

    The documents disagree: the text of 2010 RTM says no, that of SP2 yes;
    `popImapProxying` chooses.
    """
    if not topology.organization.pop_imap_proxying:
        return False
    return entry.version.at_least(SINCE_2010_SP2) if entry.version is not None else None


def severity(topology: Topology, crossing: Crossing) -> Severity | None:
    """How bad it is; None where the documents, or the declaration, leave it open."""
    entry = crossing.entry
    if entry.family is Family.EXCHANGE_2010:
        return {False: Severity.ERROR, True: Severity.INFO, None: None}[is_proxied(topology, entry)]
    allowed = crossing.service.allow_cross_site_sessions
    if allowed:
        return Severity.WARNING if crossing.family is Family.EXCHANGE_2007 else None
    if allowed is None and not (entry.version and entry.version.at_least(SINCE_2007_SP1)):
        return None  # refusing is the default from SP1 on; what RTM does is not documented
    return Severity.ERROR


def crossings(topology: Topology) -> Iterator[Crossing]:
    """Every crossing: those of declared clients, then those by published services."""
    yield from _of_clients(topology)
    for protocol in MAIL_PROTOCOLS:
        yield from _by_publication(topology, protocol)


def judged(topology: Topology) -> list[tuple[Crossing, Severity]]:
    """The worst crossing of each client, or site and protocol, by version of the entry.

    A site is left out where a declared client of the protocol stands for it
    with something as bad.
    """
    worst: dict[object, tuple[Crossing, Severity]] = {}
    by_clients: dict[tuple[str, Site], Severity] = {}
    for crossing in crossings(topology):
        how_bad = severity(topology, crossing)
        if how_bad is None:
            continue
        about = (crossing.service.protocol, crossing.site)
        key = (crossing.client, about, crossing.entry.family)
        if key not in worst or worst[key][1] < how_bad:
            worst[key] = (crossing, how_bad)
        if crossing.client is not None:
            by_clients[about] = max(how_bad, by_clients.get(about, how_bad))
    return [
        (crossing, how_bad)
        for crossing, how_bad in worst.values()
        if crossing.client is not None
        or by_clients.get((crossing.service.protocol, crossing.site), 0) < how_bad
    ]


def _of_clients(topology: Topology) -> Iterator[Crossing]:
    clients = [client for client in topology.organization.clients if client.protocol in MAIL_PROTOCOLS]
    if not clients:
        return
    from caslint.routing.router import Router

    router = topology.derived(Router)
    for client in clients:
        for request in router.requests_of(client):
            site, entry = request.mailbox.site, request.entry
            if site is None or entry.site is site or request.mailbox.family not in CAS_FAMILIES:
                continue
            if _is_open(entry, client.protocol):
                service = entry.service(client.protocol)
                yield Crossing(service, entry, site, request.mailbox.family, client)


def _is_open(server: Server, protocol: str) -> bool:
    """Whether the server stands in a known site and may answer the protocol."""
    service = server.service(protocol)
    return server.site is not None and service.enabled is not False and service.state != "unknown"


def publishers(topology: Topology, protocol: str) -> list[Server]:
    """The servers at which clients outside arrive: those with ExternalConnectionSettings.

    Where none has any and externalProtocols names the protocol: those that are
    Internet-facing, by declaration or by a URL.
    """
    servers = topology.client_access_servers()
    # As Setup leaves a service it has no external settings, so only the declared ones are looked at.
    told = [server for server in servers if protocol in server.services]
    published = [s for s in told if s.service(protocol).external and _is_open(s, protocol)]
    if published or protocol not in (topology.organization.external_protocols or ()):
        return published
    return [server for server in servers if _is_open(server, protocol) and is_internet_facing(server)]


def is_internet_facing(server: Server) -> bool:
    """Whether a server is declared to be Internet-facing, or else has an ExternalUrl."""
    declared = intent(server)
    if declared is not None:
        return declared
    return any(directory.published for directory in server.every_directory())


def _by_publication(topology: Topology, protocol: str) -> Iterator[Crossing]:
    """For each mailbox site without a publisher of its own: one crossing for each kind of publisher."""
    found = publishers(topology, protocol)
    own = {server.site for server in found}
    kinds: dict[object, Server] = {}
    for server in found:
        sessions = server.service(protocol).allow_cross_site_sessions
        kinds.setdefault((server.family, server.version, sessions), server)
    for site in topology.organization.sites:
        for family in CAS_FAMILIES if site not in own else ():
            if site.mailbox.get(family):
                for entry in _for_mailboxes(family, list(kinds.values())):
                    yield Crossing(entry.service(protocol), entry, site, family, None)


def _for_mailboxes(family: Family, entries: list[Server]) -> list[Server]:
    """The entries of the mailboxes' version or later; all where there is none such (the legacy name beside)."""
    able = [entry for entry in entries if entry.family is not None and entry.family >= family]
    return able or entries
