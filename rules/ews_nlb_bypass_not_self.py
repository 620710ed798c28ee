r"""InternalNLBBypassUrl leads to the server itself, at /EWS/Exchange.asmx.

The URL is there so that another Client Access server can reach exactly this one past the load balancer.
With another server's name, or the balancer's, proxied EWS requests end on a server that does not know the
client's subscription, and when the other server is away this one is never reached at all.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    fqdn: cas01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalNlbBypassUrl: https://cas02.contoso.com/EWS/Exchange.asmx
        #                     ^ the InternalNLBBypassUrl of CAS01/ews leads to cas02.contoso.com instead of
        #   cas01.contoso.com: EWS requests that are proxied to CAS01 land on another server
  - name: CAS02
    fqdn: cas02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalNlbBypassUrl: https://cas02.contoso.com/EWS
        #                     ^ the InternalNLBBypassUrl of CAS02/ews has the path /EWS instead of
        #   /EWS/Exchange.asmx: EWS requests that are proxied to CAS02 find nothing there
```

`Set-WebServicesVirtualDirectory -Identity "CAS01\EWS (Default Web Site)" -InternalNLBBypassUrl
https://cas01.contoso.com/EWS/Exchange.asmx`

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: CAS01
    fqdn: cas01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalNlbBypassUrl: https://cas01.contoso.com/EWS/Exchange.asmx
  - name: CAS02
    fqdn: cas02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalNlbBypassUrl: https://cas02.contoso.com/EWS/Exchange.asmx
```

The server's short name is fine as well:

```yaml good
sites:
  - name: Redmond
servers:
  - name: CAS01
    fqdn: cas01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalNlbBypassUrl: https://cas01/ews/exchange.asmx
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import DIRECTORY_PATHS, EWS, default_internal_url
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Server, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every bypass URL that leads to another host, or to another path."""
    for directory in topology.directories(EWS):
        url = directory.internal_nlb_bypass_url
        if isinstance(url, Url):
            fault = _fault(directory.server, url)
            if fault is not None:
                yield _problem(topology, directory, url, fault)


def _fault(server: Server, url: Url) -> str | None:
    if not server.is_called(url.host):
        return (
            f"leads to {url.host} instead of {server.host}: EWS requests that are proxied to {server.name} "
            "land on another server"
        )
    if url.path.casefold() != DIRECTORY_PATHS[EWS].casefold():
        return (
            f"has the path {url.path or '/'} instead of {DIRECTORY_PATHS[EWS]}: EWS requests that are proxied "
            f"to {server.name} find nothing there"
        )
    return None


def _problem(topology: Topology, directory: VirtualDirectory, url: Url, fault: str) -> Problem:
    other = topology.organization.server(url.host)
    related = (
        (Related(other.place, f"{other.name} is declared here"),)
        if other is not None and other is not directory.server
        else ()
    )
    value = default_internal_url(EWS, directory.server.host)
    edits = set_value(directory.server.source, directory.node, "internalNlbBypassUrl", value)
    return Problem(
        directory.at("internalNlbBypassUrl"),
        f"the InternalNLBBypassUrl of {directory.name} {fault}",
        directory.subject,
        related,
        Fix(f"set InternalNLBBypassUrl to {value}", edits, safe=False) if edits else None,
    )


RULE = Rule(
    code="CAS802",
    name="ews-nlb-bypass-not-self",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETEWS", "EWSPX10"),
    versions="2007 SP1 and later, 2010",
)
