"""Every site that holds an Exchange 2010 Mailbox server holds an Exchange 2010 Client Access server.

A client never opens a mailbox itself.  A Client Access server in the mailbox's own Active Directory
site speaks RPC to the Mailbox server on the client's behalf, and a Client Access server elsewhere
proxies or redirects to one in that site.  Where there is none, nobody reaches the mailboxes of the
site: OWA shows an error page, EWS answers ErrorNoApplicableProxyCASServersAvailable, the
Availability service logs event 4017, phones do not synchronize and Outlook cannot log on.

A Client Access server of Exchange 2007 does not count, nor does a Client Access array without a
member.  A server with both roles does.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
  # ^ Kyoto has the Mailbox server MBX02 but no Exchange 2010 Client Access server: no client
  #   reaches its mailboxes
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```

Install the Client Access role in the site (`setup.com /mode:install /roles:ClientAccess`; it is the
first role to install in a site), or move the mailboxes to a site that has one
(`New-MoveRequest -Identity … -TargetDatabase …`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: CAS02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
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
    """Yield every site that has 2010 mailboxes and no 2010 Client Access server."""
    for site in topology.organization.sites:
        if site.mailbox.get(Family.EXCHANGE_2010) and not site.cas.get(Family.EXCHANGE_2010):
            yield _problem(site)


def _problem(site: Site) -> Problem:
    servers = site.mailbox[Family.EXCHANGE_2010]
    message = (
        f"{site.name} has the Mailbox {listed('server', [server.name for server in servers])} "
        "but no Exchange 2010 Client Access server: no client reaches its mailboxes"
    )
    related = tuple([Related(server.place, f"{server.name} is declared here") for server in servers])
    return Problem(site.place, message, site.subject, related)


RULE = Rule(
    code="CAS101",
    name="site-mailbox-without-cas",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "TN10RTM", "CTO-EXP"),
    seed=(3,),
    versions="2010",
)
