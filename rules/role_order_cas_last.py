"""In a site that is upgraded the Client Access role is installed first and the Mailbox role last.

From the day on which an Exchange 2010 Mailbox server holds mailboxes until the day on which the Client
Access server comes, no client opens them.  The order that works is Client Access, Hub Transport, Unified
Messaging, Mailbox.

```yaml bad
sites:
  - name: Kyoto
servers:
  - {name: MBX10, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
  - name: CAS10
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess]
    planned: true
    #        ^ CAS10 is only planned while MBX10 in Kyoto is installed: until CAS10 is there no client opens
    #          the mailboxes of the site
```

Install the planned Client Access server before the mailboxes are moved.

```yaml good
sites:
  - name: Kyoto
servers:
  - {name: CAS10, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
  - name: MBX10
    site: Kyoto
    version: 2010 SP3
    roles: [Mailbox, HubTransport]
    planned: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Site
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with an installed 2010 Mailbox server whose 2010 Client Access servers are all planned."""
    for site in topology.organization.sites:
        installed = [s for s in site.mailbox.get(Family.EXCHANGE_2010, ()) if not s.planned]
        planned = site.cas.get(Family.EXCHANGE_2010, [])
        if installed and planned and all(server.planned for server in planned):
            yield _problem(site, installed[0], planned[0])


def _problem(site: Site, mailbox: Server, cas: Server) -> Problem:
    return Problem(
        cas.at("planned"),
        f"{cas.name} is only planned while {mailbox.name} in {site.name} is installed: until {cas.name} is "
        "there no client opens the mailboxes of the site",
        site.subject,
        (Related(mailbox.place, f"{mailbox.name} is installed already"),),
    )


RULE = Rule(
    code="CAS108",
    name="role-order-cas-last",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("EXINBOX", "EHLO07"),
    versions="2007, 2010",
)
