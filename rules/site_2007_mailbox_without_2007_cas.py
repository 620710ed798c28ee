"""Every site that holds an Exchange 2007 Mailbox server holds an Exchange 2007 Client Access server.

An Exchange 2010 Client Access server never opens an Exchange 2007 mailbox: it redirects or proxies to an
Exchange 2007 Client Access server in the mailbox's site.  Where that was removed before the last mailbox
was moved, OWA shows an error page, EWS answers ErrorNoApplicableProxyCASServersAvailable, and phones do not
synchronize.

```yaml bad
sites:
  - name: Redmond
  # ^ Redmond has the Exchange 2007 Mailbox server MBX07 but no Exchange 2007 Client Access server: no
  #   client reaches its mailboxes, and CAS10 of Exchange 2010 does not open them
servers:
  - {name: CAS10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
  - {name: MBX07, site: Redmond, version: 2007 SP3, roles: [Mailbox, HubTransport]}
```

Keep an Exchange 2007 Client Access server in the site until its last Exchange 2007 mailbox is moved
(`New-MoveRequest -Identity … -TargetDatabase …`), or install one again.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: CAS10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess]}
  - {name: MBX07, site: Redmond, version: 2007 SP3, roles: [Mailbox, HubTransport]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Site
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import listed


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site that has 2007 mailboxes and no 2007 Client Access server."""
    for site in topology.organization.sites:
        if site.mailbox.get(Family.EXCHANGE_2007) and not site.cas.get(Family.EXCHANGE_2007):
            yield _problem(site)


def _problem(site: Site) -> Problem:
    servers = site.mailbox[Family.EXCHANGE_2007]
    newer = site.cas.get(Family.EXCHANGE_2010, [])
    message = (
        f"{site.name} has the Exchange 2007 Mailbox {listed('server', [server.name for server in servers])} "
        "but no Exchange 2007 Client Access server: no client reaches its mailboxes"
    )
    if newer:
        message += f", and {newer[0].name} of Exchange 2010 does not open them"
    related = tuple([Related(server.place, f"{server.name} is declared here") for server in servers])
    return Problem(site.place, message, site.subject, related)


RULE = Rule(
    code="CAS102",
    name="site-2007-mailbox-without-2007-cas",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("EHLO07", "EHLO-OWA10"),
    versions="2007",
)
