"""An Exchange 2007 Client Access server beside Exchange 2010 mailboxes has SP2 or later, or Autodiscover stops there.

From SP2 on, a 2007 server answers an Autodiscover request for a 2010 mailbox with a redirection to a 2010
Client Access server.  An older one does not, and Outlook that happens to ask it gets no settings.

The same servers are reported by coexistence-2007-below-sp2 (CAS503), which says more; this finding stands
only where that rule is switched off.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS07
    site: Redmond
    version: 2007 SP1
    #        ^ CAS07 has Exchange 2007 SP1 beside Exchange 2010 mailboxes: Outlook that asks its Autodiscover
    #   about one of them gets no settings
    roles: [ClientAccess, HubTransport, Mailbox]
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Update the server to SP2 or later before the first mailbox moves.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.releases import SERVICE_PACKS
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology

SP2 = SERVICE_PACKS[Family.EXCHANGE_2007, 2].build


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 Client Access server below SP2 where 2010 mailboxes are."""
    organization = topology.organization
    newer = next((s for s in organization.of_family(Family.EXCHANGE_2010) if s.is_mailbox), None)
    if newer is None:
        return
    for server in organization.of_family(Family.EXCHANGE_2007):
        if server.is_cas and server.version is not None and server.version.at_least(SP2) is False:
            yield _problem(server, newer)


def _problem(server: Server, newer: Server) -> Problem:
    assert server.version is not None  # noqa: S101  it is known to be below SP2
    return Problem(
        server.at("version"),
        f"{server.name} has Exchange {server.version.release_name} beside Exchange 2010 mailboxes: Outlook that "
        "asks its Autodiscover about one of them gets no settings",
        server.subject,
        (Related(newer.place, f"{newer.name} has 2010 mailboxes"),),
    )


RULE = Rule(
    code="CAS807",
    name="autodiscover-2007-below-sp2",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("REDIRURL"),
    versions="2007 with 2010",
    yields_to=("CAS503",),
)
