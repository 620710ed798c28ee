r"""At least one Client Access server is Internet-facing for every protocol that is offered to the Internet.

Clients on the Internet reach every site through the Internet-facing Client Access servers: those whose
virtual directory has an ExternalUrl.  Where no server has one, Autodiscover has no address to hand out,
nothing is redirected or proxied, and users outside have no door at all: no OWA, no mail on phones, no
free/busy.  One is enough; the servers behind it need no host name on the Internet.

```yaml bad
organization:
# < no Client Access server of the organization has an ExternalUrl, and no site or server is declared
#   Internet-facing: no client on the Internet finds a way in
  name: Contoso
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Where `externalProtocols` says what is offered, every protocol in it is asked for by itself.

```yaml bad
organization:
  externalProtocols: [owa, activesync]
  #                        ^ ActiveSync is offered to the Internet but no Client Access server has an
  #                          ExternalUrl for it: no client outside finds a way in
sites:
  - name: Redmond
    internetFacing: true
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

An organization of one site that does not say what it offers may well offer nothing; that is only mentioned.

```yaml bad
sites:
# < info: no Client Access server of the organization has an ExternalUrl, and no site or server is declared
#   Internet-facing: no client on the Internet finds a way in
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Set the ExternalUrl on the published server
(`Set-ActiveSyncVirtualDirectory -Identity "EX01\Microsoft-Server-ActiveSync (Default Web Site)" -ExternalUrl https://mail.contoso.com/Microsoft-Server-ActiveSync`),
or say with `externalProtocols: []` that nothing is offered.  POP3 and IMAP4 have no ExternalUrl and are not
judged here.

```yaml good
organization:
  externalProtocols: [owa, activesync]
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

```yaml good
organization:
  externalProtocols: []
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import PUBLISHED, intent, unpublished
from caslint.exchange.protocols import AVAILABILITY, EWS, OUTLOOK_ANYWHERE, PROTOCOL_NAMES
from caslint.exchange.sources import cite
from caslint.exchange.versions import Family
from caslint.finding import Problem, Related, Severity
from caslint.model import Organization, Server
from caslint.rule import Rule
from caslint.topology import Topology

MOST_RELATED = 5


def check(topology: Topology) -> Iterator[Problem]:
    """Yield what is offered, or might be, and has no Internet-facing Client Access server."""
    organization = topology.organization
    servers = topology.client_access_servers()
    if not servers or _may_stand_in_front(organization):
        return
    if organization.external_protocols is None:
        if _is_closed(organization, servers):
            yield _closed(organization, multi_site=topology.is_multi_site)
        return
    asked = dict(reversed([(protocol, i) for i, protocol in enumerate(organization.external_protocols)]))
    for protocol, index in sorted(asked.items(), key=lambda pair: pair[1]):
        if not (protocol == AVAILABILITY and EWS in asked) and not _is_offered(topology, servers, protocol):
            yield _not_offered(organization, servers, protocol, index)


def _may_stand_in_front(organization: Organization) -> bool:
    """Whether a server of a version that is not judged may be where clients enter."""
    return bool(organization.of_family(Family.LATER)) or any(s.is_cas for s in organization.of_family(None))


def _is_closed(organization: Organization, servers: list[Server]) -> bool:
    """Whether nothing is published and nobody says that something is meant to be."""
    if any(site.internet_facing for site in organization.sites):
        return False
    return not any(server.internet_facing for server in organization.servers) and not any(
        map(_is_published, servers)
    )


def _is_published(server: Server) -> bool:
    """Whether a client outside finds this server, or might: by a URL, a connection setting, Outlook Anywhere."""
    if any(directory.external_url is not None for directory in server.every_directory()):
        return True
    anywhere = server.outlook_anywhere
    return bool(
        server.pop3.external or server.imap4.external or (anywhere.enabled and anywhere.external_hostname)
    )


def _is_offered(topology: Topology, servers: list[Server], protocol: str) -> bool:
    """Whether a server offers the protocol outside, or might; POP3, IMAP4 and Autodiscover are not judged."""
    if protocol == OUTLOOK_ANYWHERE:
        return any(server.outlook_anywhere.enabled is not False for server in servers)
    directory = EWS if protocol == AVAILABILITY else protocol
    if directory not in PUBLISHED:
        return True
    return any(found.external_url is not None for found in topology.directories(directory))


def _closed(organization: Organization, *, multi_site: bool) -> Problem:
    return Problem(
        organization.place,
        "no Client Access server of the organization has an ExternalUrl, and no site or server is declared "
        "Internet-facing: no client on the Internet finds a way in",
        organization.subject,
        severity=None if multi_site else Severity.INFO,
    )


def _not_offered(organization: Organization, servers: list[Server], protocol: str, index: int) -> Problem:
    lacks = "Outlook Anywhere enabled"
    if protocol != OUTLOOK_ANYWHERE:
        lacks = "an ExternalUrl for EWS" if protocol == AVAILABILITY else "an ExternalUrl for it"
    name = PROTOCOL_NAMES[protocol]
    return Problem(
        organization.at_item("externalProtocols", index),
        f"{name} is offered to the Internet but no Client Access server has {lacks}: "
        "no client outside finds a way in",
        organization.subject,
        _meant(servers, protocol),
        key=f"externalProtocols/{protocol}",
    )


def _meant(servers: list[Server], protocol: str) -> tuple[Related, ...]:
    """The directories of the servers that are declared Internet-facing, a few of them."""
    directory = EWS if protocol == AVAILABILITY else protocol
    found: list[Related] = []
    for server in servers:
        missing = unpublished(server, directory) if intent(server) else None
        if missing is not None and len(found) < MOST_RELATED:
            found.append(Related(missing.at("externalUrl"), f"{missing.name} is declared Internet-facing"))
    return tuple(found)


RULE = Rule(
    code="CAS103",
    name="no-internet-facing-cas",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED"),
    seed=(5,),
    versions="2007, 2010",
)
