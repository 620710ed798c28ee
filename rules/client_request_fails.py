"""Every declared client reaches its mailbox.

A declared client's request is followed from the server that the client reaches to its mailbox, as the
documents describe it.  Where it is turned away the client does not work, whatever the reason.  Mostly
another rule reports the reason, and names the client there.  This rule speaks where the reason is no
fault of the declaration as such: the name does not suit these clients.

A phone with an old ActiveSync protocol is such a client.  Its mailbox is in another Internet-facing site,
so it is told that site's name by HTTP 451, which it does not understand.

```yaml bad
sites:
  - name: Redmond
  - name: London
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: London
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.eu.contoso.com/Microsoft-Server-ActiveSync
clients:
  - name: London scanners
    protocol: activesync
    connectsTo: mail.contoso.com
    #           ^ London scanners cannot use ActiveSync at EX01: the device reached a server that is not
    #             the one for its mailbox, and it cannot be sent on; the device shows an error: HTTP 451
    #             as a wrong configuration, HTTP 403 as access denied
    mailbox:
      site: London
    deviceProtocolVersion: "12.1"
```

`caslint trace` tells the whole way of such a request, and what helps.  Give these clients the name of
their mailbox's site, or change what turns them away.

```yaml good
sites:
  - name: Redmond
  - name: London
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: London
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.eu.contoso.com/Microsoft-Server-ActiveSync
clients:
  - name: London scanners
    protocol: activesync
    connectsTo: mail.eu.contoso.com
    mailbox:
      site: London
    deviceProtocolVersion: "12.1"
```

A server without the Client Access role answers no client at all.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
  - {name: MBX01, site: Redmond, version: 2010 SP3, roles: [Mailbox]}
clients:
  - name: Redmond staff
    protocol: owa
    connectsTo: MBX01
    #           ^ Redmond staff cannot use OWA at MBX01, which has no Client Access role: nothing there
    #             answers clients
    mailbox:
      server: MBX01
```

A client that the design expects to be turned away (`expect: reject`) is not reported.

```yaml good
sites:
  - name: Redmond
  - name: London
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews:
        windowsAuthentication: false
clients:
  - name: London scripts that nobody should run from Redmond
    protocol: ews
    connectsTo: EX01
    mailbox:
      site: London
    expect: reject
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Client
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every declared client that is turned away; the engine drops those whose reason another rule reports."""
    for client in topology.organization.clients:
        if "reject" not in client.expect:
            yield from _problems(topology, client)


def _problems(topology: Topology, client: Client) -> Iterator[Problem]:
    from caslint.routing.evidence import entries_of, places, shown_steps
    from caslint.routing.rejections import REJECTIONS, shown
    from caslint.routing.router import Router

    rejected = [route for route in topology.derived(Router).routes_of(client) if route.outcome == "reject"]
    if rejected:
        first = rejected[0]
        alike = [route for route in rejected if route.code == first.code]
        message = (
            f"{client.name} cannot use {PROTOCOL_NAMES[client.protocol]} at {entries_of(alike)}: "
            f"{REJECTIONS[first.code].meaning}; {shown(first.code, client.protocol)}"
        )
        place, trace = client.at("connectsTo"), shown_steps(first)
        yield Problem(place, message, client.subject, places(first), trace=trace)
    else:
        yield from _without_role(topology, client)


def _without_role(topology: Topology, client: Client) -> Iterator[Problem]:
    server = topology.organization.server(client.connects_to)
    if server is not None and server.family in CAS_FAMILIES and not server.is_cas:
        message = (
            f"{client.name} cannot use {PROTOCOL_NAMES[client.protocol]} at {server.name}, which has no Client "
            "Access role: nothing there answers clients"
        )
        yield Problem(client.at("connectsTo"), message, client.subject)


RULE = Rule(
    code="CAS901",
    name="client-request-fails",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "RCA451", "KB2751417", "EWSRC", "TN10SP"),
    seed=(8,),
    versions="2003, 2007, 2010",
    yields_to=("CAS902",),
)
