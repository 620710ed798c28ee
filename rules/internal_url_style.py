r"""The Client Access servers of a balanced site all have the balanced name in the InternalUrl of a protocol, or none of them has.

Behind a balancer the documented InternalUrl is the balanced name (and for EWS the server's own name in
`InternalNLBBypassUrl`); some prefer the server's own name everywhere.  Both work.  A mixture means that
clients inside and proxying servers go by the balancer to one server and past it to the other.

```yaml bad
sites:
  - name: Redmond
    loadBalancer: cas.contoso.com
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://cas.contoso.com/owa
      ecp:
        internalUrl: https://cas.contoso.com/ecp
  - name: EX02
    fqdn: ex02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex02.contoso.com/owa
        #            ^ EX02 has its own name in the InternalUrl of owa and ecp while EX01 has
        #              cas.contoso.com: the balancer of Redmond is used for one and not for the other
      ecp:
        internalUrl: https://ex02.contoso.com/ecp
```

Make the servers of the site alike
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -InternalUrl https://cas.contoso.com/owa`).

```yaml good
sites:
  - name: Redmond
    loadBalancer: cas.contoso.com
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://cas.contoso.com/owa
  - name: EX02
    fqdn: ex02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://cas.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import PUBLISHED
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Site, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every server that has its own name where another one of its balanced site has the balanced name."""
    for site in topology.organization.sites:
        servers = site.cas.get(Family.EXCHANGE_2010, [])
        if site.load_balancer is not None:
            yield from _compare(site, site.load_balancer, servers)


def _compare(site: Site, balanced: str, servers: list[Server]) -> Iterator[Problem]:
    models: dict[str, VirtualDirectory] = {}
    for server in servers:
        for directory, host in _hosts(server):
            if host == balanced:
                models.setdefault(directory.protocol, directory)
    for server in servers:
        own = [d for d, host in _hosts(server) if d.protocol in models and server.is_called(host)]
        if own:
            yield _problem(site, server, own, models[own[0].protocol])


def _hosts(server: Server) -> Iterator[tuple[VirtualDirectory, str]]:
    """The first directory of each protocol with the host of its InternalUrl."""
    for protocol in PUBLISHED:
        directory = server.directory(protocol)
        if directory is not None and isinstance(directory.internal_url, Url):
            yield directory, directory.internal_url.host


def _problem(site: Site, server: Server, own: list[VirtualDirectory], model: VirtualDirectory) -> Problem:
    return Problem(
        own[0].at("internalUrl"),
        f"{server.name} has its own name in the InternalUrl of {and_list([d.protocol for d in own])} while "
        f"{model.server.name} has {site.load_balancer}: the balancer of {site.name} is used for one and not "
        "for the other",
        server.subject,
        (
            Related(model.at("internalUrl"), f"{model.name} has the balanced name"),
            Related(site.at("loadBalancer"), f"the balanced name of {site.name}"),
        ),
    )


RULE = Rule(
    code="CAS215",
    name="internal-url-style",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("URLTAB"),
    versions="2010",
)
