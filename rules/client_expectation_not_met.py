r"""What becomes of a declared client's request is what the design expects of it.

`expect` writes down what a design relies on: these users are served in their own site, those are proxied
and never see another name.  A change elsewhere, an ExternalUrl in a branch, say, turns a proxied request
into a redirect to a name that does not resolve for them, and nobody who makes that change thinks of them.
The request is followed as the documents describe it; the finding holds every step.

```yaml bad
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
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
        windowsAuthentication: true
clients:
  - name: Kyoto staff
    protocol: owa
    connectsTo: mail.contoso.com
    mailbox:
      site: Kyoto
    expect: proxy
    #       ^ OWA for Kyoto staff is expected to end in proxy, but ends in redirect: EX01 shows a page with a
    #         link to https://kyoto.contoso.com/owa
```

Follow the steps to the declaration that decided, and change it (here
`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl $null`), or change the
expectation.

```yaml good
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
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: null
        windowsAuthentication: true
clients:
  - name: Kyoto staff
    protocol: owa
    connectsTo: mail.contoso.com
    mailbox:
      site: Kyoto
    expect: [serve, proxy]
```

Where the documents do not say what happens, or a fact is not declared, the expectation is neither met nor
broken; that is worth knowing, and no error.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clients:
  - name: Kyoto staff
    protocol: oab
    connectsTo: EX01
    mailbox:
      site: Kyoto
    expect: serve
    #       ^ info: whether OAB for Kyoto staff ends in serve, as expected, cannot be told: no document
    #         describes how the offline address book is proxied or redirected
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Client
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every declared client whose request ends otherwise than expected."""
    for client in topology.organization.clients:
        if client.expect:
            yield from _problems(topology, client)


def _problems(topology: Topology, client: Client) -> Iterator[Problem]:
    from caslint.routing.evidence import places, shown_steps
    from caslint.routing.router import Router

    routes = [
        route for route in topology.derived(Router).routes_of(client) if route.outcome not in client.expect
    ]
    other = [route for route in routes if route.outcome != "unspecified"]
    expected, place = " or ".join(client.expect), client.at("expect")
    about = f"{PROTOCOL_NAMES[client.protocol]} for {client.name}"
    for route in other[:1]:
        told = next(step.detail for step in route.steps if step.action == route.outcome)
        message = f"{about} is expected to end in {expected}, but ends in {route.outcome}: {told}"
        yield Problem(place, message, client.subject, places(route), trace=shown_steps(route))
    for route in routes[:1] if not other else ():
        message = f"whether {about} ends in {expected}, as expected, cannot be told: {route.reason}"
        trace = shown_steps(route)
        yield Problem(place, message, client.subject, places(route), severity=Severity.INFO, trace=trace)


RULE = Rule(
    code="CAS902",
    name="client-expectation-not-met",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "TN10SP", "TN07"),
    versions="2003, 2007, 2010",
)
