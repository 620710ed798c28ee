r"""An Exchange 2007 Client Access server that proxies EWS to another site has SP1 or later.

EWS proxying came with SP1.  At an RTM server a request for a mailbox in another site ends: programs that
use EWS get an error, while those with a mailbox in the server's own site notice nothing.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 8.0.744.0
    #        ^ EX01 is 2007 RTM RU4 and does not proxy EWS, which came with SP1: clients that reach it get no
    #          answer for mailboxes in Kyoto
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - {name: EX02, site: Kyoto, version: 2007 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```

Install SP1 or later on the Internet-facing Client Access servers (`setup.com /mode:upgrade`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2007 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - {name: EX02, site: Kyoto, version: 2007 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```

A server that the design declares as the beginning of a proxy path for EWS is held to the same.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2007 RTM
    #        ^ EX01 is 2007 RTM and does not proxy EWS, which came with SP1: clients that reach it get no
    #          answer for mailboxes in Kyoto
    roles: [ClientAccess, HubTransport, Mailbox]
  - {name: EX02, site: Kyoto, version: 2007 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - {from: EX01, to: EX02, protocols: [ews]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, group_of, level_place, servers_of, version_of
from caslint.exchange.sources import cite
from caslint.exchange.updates import EWS_PROXYING_2007
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, ProxyPath, Server, Site
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 RTM server that has to proxy EWS, because clients enter by it or the design says so."""
    if not topology.organization.of_family(Family.EXCHANGE_2007):
        return
    found: dict[Server, Problem] = {}
    targets = Elsewhere(d for d in topology.targets("ews") if d.server.family is Family.EXCHANGE_2007)
    for server in servers_of(topology.entries("ews")):
        other = targets.than(server.site)
        if other is not None and _is_below_sp1(server):
            site, _ = group_of(other)
            found[server] = _problem(server, site, Related(other.place, f"{other.name} is proxied to"))
    for path in topology.organization.proxying:
        for server, site in _ends(path):
            if server not in found and _is_below_sp1(server):
                found[server] = _problem(server, site, Related(path.place, "the declared proxy path"))
    yield from found.values()


def _ends(path: ProxyPath) -> Iterator[tuple[Server, Site]]:
    """The server and the other site between which a declared path proxies EWS of Exchange 2007."""
    source, target = path.source_server, path.target
    if source is None or target is None or "ews" not in path.protocols:
        return
    if target.family is Family.EXCHANGE_2007 and target.site is not None and target.site is not source.site:
        yield source, target.site


def _is_below_sp1(server: Server) -> bool:
    return server.family is Family.EXCHANGE_2007 and version_of(server).at_least(EWS_PROXYING_2007) is False


def _problem(server: Server, site: Site, related: Related) -> Problem:
    message = (
        f"{server.name} is {version_of(server).release_name} and does not proxy EWS, which came with SP1: clients that reach "
        f"it get no answer for mailboxes in {site.name}"
    )
    return Problem(level_place(server), message, server.subject, (related,))


RULE = Rule(
    code="CAS507",
    name="ews-proxy-needs-2007-sp1",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("EWSPX07"),
    versions="2007",
    multi_site=True,
)
