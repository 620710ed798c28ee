r"""Where the InternalUrl of EWS has the load balancer's name, InternalNLBBypassUrl has the server's own.

A Client Access server in another site proxies EWS requests to the InternalNLBBypassUrl, and to the
InternalUrl where there is none.  A notification that was subscribed to on one server is known to that
server only; behind a balanced name the next request may land on another one, and the client is told that
its subscription does not exist.

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
    # ^ CAS01/ews has no InternalNLBBypassUrl although its InternalUrl has the host cas.contoso.com, which
    #   CAS02 has too: EWS requests that are proxied to CAS01 may land on another server
        internalUrl: https://cas.contoso.com/EWS/Exchange.asmx
  - name: CAS02
    fqdn: cas02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalUrl: https://cas.contoso.com/EWS/Exchange.asmx
        internalNlbBypassUrl: null
        #                     ^ CAS02/ews has no InternalNLBBypassUrl although its InternalUrl has the host
        #   cas.contoso.com, which CAS01 has too: EWS requests that are proxied to CAS02 may land on
        #   another server
```

`Set-WebServicesVirtualDirectory -Identity "CAS01\EWS (Default Web Site)" -InternalNLBBypassUrl
https://cas01.contoso.com/EWS/Exchange.asmx`, on each of the servers with its own name.

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
        internalUrl: https://cas.contoso.com/EWS/Exchange.asmx
  - name: CAS02
    fqdn: cas02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalUrl: https://cas.contoso.com/EWS/Exchange.asmx
        internalNlbBypassUrl: https://cas02.contoso.com/EWS/Exchange.asmx
```

Servers that keep their own names in InternalUrl need nothing:

```yaml good
sites:
  - name: Redmond
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
  - {name: CAS02, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.properties import SINCE_2007_SP1
from caslint.exchange.protocols import EWS, default_internal_url
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Server, Site, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every EWS directory without bypass URL that shares its InternalUrl's host with another server."""
    if not topology.unusual(EWS):
        return  # a server's own name is no shared one
    sharing: dict[tuple[Site | None, str], list[VirtualDirectory]] = {}
    for directory in topology.directories(EWS):
        if isinstance(directory.internal_url, Url):
            key = (directory.server.site, directory.internal_url.host)
            sharing.setdefault(key, []).append(directory)
    for (_, host), directories in sharing.items():
        for directory in directories:
            other = _on_another_server(directory, directories)
            if other is not None and _lacks_bypass(directory, host):
                yield _problem(directory, host, other)


def _on_another_server(
    directory: VirtualDirectory, sharing: list[VirtualDirectory]
) -> VirtualDirectory | None:
    """The first of the directories that stands on another server; they are in the servers' order."""
    for other in (sharing[0], sharing[-1]):
        if other.server is not directory.server:
            return other
    return None


def _lacks_bypass(directory: VirtualDirectory, host: str) -> bool:
    """Whether the bypass URL is empty on a server that can have one and is not called like the host."""
    server = directory.server
    if directory.internal_nlb_bypass_url is not None or server.is_called(host):
        return False
    return server.version is not None and server.version.at_least(SINCE_2007_SP1) is not False


def _problem(directory: VirtualDirectory, host: str, other: VirtualDirectory) -> Problem:
    server = directory.server
    return Problem(
        directory.at("internalNlbBypassUrl"),
        f"{directory.name} has no InternalNLBBypassUrl although its InternalUrl has the host {host}, which "
        f"{other.server.name} has too: EWS requests that are proxied to {server.name} may land on another server",
        directory.subject,
        (Related(other.at("internalUrl"), f"{other.name} has the same host"),),
        _fix(directory, server),
    )


def _fix(directory: VirtualDirectory, server: Server) -> Fix | None:
    value = default_internal_url(EWS, server.host)
    edits = set_value(server.source, directory.node, "internalNlbBypassUrl", value)
    return Fix(f"set InternalNLBBypassUrl to {value}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS801",
    name="ews-nlb-bypass-missing",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETEWS", "EWSPX10", "EWSPX07"),
    versions="2007 SP1 and later, 2010",
)
