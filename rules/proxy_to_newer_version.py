r"""A Client Access server proxies only to its own version of Exchange or an older one.

A Client Access server of Exchange 2007 cannot render an Exchange 2010 mailbox and does not hand the
client on to a newer server.  While it is the only one that is Internet-facing for a protocol, nobody
with an Exchange 2010 mailbox gets in from outside: OWA fails (event 46), phones get HTTP 403, EWS
answers ErrorNoDestinationCASDueToVersionMismatch.  This holds in one site as well as between sites:
users break on the day on which their mailbox moves.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX07
    site: Redmond
    version: 2007 SP3
    #        ^ EX07 is the Internet-facing entry for OWA and ActiveSync, but it is Exchange 2007 and
    #          Kyoto has Exchange 2010 mailboxes, which it cannot proxy to: OWA fails with event 46
    #          and phones get HTTP 403
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - {name: EX10, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Upgrade in this order: the Internet-facing site first, the other sites after it; in each site the
Client Access servers first, then Hub Transport, Unified Messaging and Mailbox.  Give the primary name
(`mail.contoso.com`) to the Exchange 2010 Client Access server
(`Set-OwaVirtualDirectory -Identity "EX10\owa (Default Web Site)" -ExternalUrl https://mail.contoso.com/owa`,
likewise for ActiveSync and EWS), and leave the Exchange 2007 server in service under a legacy name.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: CAS10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://legacy.contoso.com/owa
  - {name: EX10, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

A proxy path that the design declares is held to the same order.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX07, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX10, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX07
    to: EX10
    #   ^ EX07 is Exchange 2007 and cannot proxy OWA and EWS to EX10, which is Exchange 2010: a Client
    #     Access server proxies only to its own version or an older one
    protocols: [owa, ews]
```

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX07, site: Kyoto, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX10
    to: EX07
    protocols: [owa, ews]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from caslint.access.proxying import servers_of
from caslint.exchange.protocols import PROTOCOL_NAMES, PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, ProxyPath, Server, Site
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list

CONSEQUENCES = {
    "owa": "OWA fails with event 46",
    "activesync": "phones get HTTP 403",
    "ews": "EWS answers ErrorNoDestinationCASDueToVersionMismatch",
}
"""What a client of a 2010 mailbox sees at a 2007 entry, which has no ECP."""

MOST_RELATED = 5


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 server that is the only kind of entry to 2010 mailboxes, and every declared path to a newer server."""
    sites = [site for site in topology.sites if site.mailbox.get(Family.EXCHANGE_2010)]
    if sites:
        for server, protocols in _old_entries(topology).items():
            yield _entry_problem(server, protocols, sites)
    for path in topology.organization.proxying:
        yield from _path_problems(path)


def _old_entries(topology: Topology) -> dict[Server, list[str]]:
    """The Internet-facing 2007 servers, with the protocols for which no newer server is or may be an entry."""
    found: dict[Server, list[str]] = {}
    for protocol in CONSEQUENCES:
        if _may_enter_newer(topology, protocol):
            continue
        for server in servers_of(topology.entries(protocol)):
            found.setdefault(server, []).append(protocol)
    return found


def _may_enter_newer(topology: Topology, protocol: str) -> bool:
    """Whether a server that is or may be of 2010 or later has, or may have, an ExternalUrl for the protocol."""
    return any(
        directory.external_url is not None
        for family in (Family.EXCHANGE_2010, Family.LATER, None)
        for server in topology.organization.of_family(family)
        if server.is_cas
        for directory in server.directories.get(protocol, ())
    )


def _entry_problem(server: Server, protocols: list[str], sites: list[Site]) -> Problem:
    names = and_list([PROTOCOL_NAMES[protocol] for protocol in protocols])
    places = and_list([site.name for site in sites])
    have = "has" if len(sites) == 1 else "have"
    message = (
        f"{server.name} is the Internet-facing entry for {names}, but it is Exchange 2007 and {places} {have} "
        "Exchange 2010 mailboxes, which it cannot proxy to: "
        f"{and_list([CONSEQUENCES[protocol] for protocol in protocols])}"
    )
    holders = islice((site.mailbox[Family.EXCHANGE_2010][0] for site in sites), MOST_RELATED)
    related = [Related(holder.place, f"{holder.name} holds Exchange 2010 mailboxes") for holder in holders]
    return Problem(server.at("version"), message, server.subject, tuple(related))


def _path_problems(path: ProxyPath) -> Iterator[Problem]:
    source, target = path.source_server, path.target
    protocols = [PROTOCOL_NAMES[p] for p in dict.fromkeys(path.protocols) if p in PROXIED_PROTOCOLS]
    if source is None or target is None or not protocols or not _is_newer(target, source):
        return
    assert source.family is not None  # noqa: S101  _is_newer compared it
    assert target.family is not None  # noqa: S101  _is_newer compared it
    message = (
        f"{source.name} is Exchange {source.family.word} and cannot proxy {and_list(protocols)} to {target.name}, "
        f"which is Exchange {target.family.word}: a Client Access server proxies only to its own version or an older one"
    )
    related = [Related(s.at("version"), f"the version of {s.name}") for s in (source, target)]
    yield Problem(path.at("to"), message, path.subject, tuple(related))


def _is_newer(target: Server, source: Server) -> bool:
    """Whether the target is of a newer version; servers of 2013 and later are outside what is checked."""
    if source.family is None or target.family is None or target.family is Family.LATER:
        return False
    return target.family > source.family


RULE = Rule(
    code="CAS501",
    name="proxy-to-newer-version",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite(
        "SEED", "EWSRC", "KB947168", "EXINBOX", "FENG-EAS", "EHLO-OWA10", "EHLO-EAS10", "MYTECH2U"
    ),
    seed=(4,),
    versions="2007 with 2010",
)
