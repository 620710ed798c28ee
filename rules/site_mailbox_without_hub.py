"""Every site that holds an Exchange 2007 or 2010 Mailbox server holds a Hub Transport server.

Up to Exchange 2010 a Mailbox server hands every message to a Hub Transport server of its own site, even one
to a mailbox on the same server.  Without one no mail leaves and none arrives: users log on and see their
messages stay in Drafts or the Outbox.

```yaml bad
sites:
  - name: Osaka
  # ^ Osaka has the Mailbox server EX01 but no Hub Transport server: no message leaves its mailboxes and
  #   none arrives
servers:
  - {name: EX01, site: Osaka, version: 2010 SP3, roles: [ClientAccess, Mailbox]}
```

Install the role in the site (`setup.com /mode:install /roles:HubTransport`).  This is about mail flow, not
about client access; who checks that elsewhere leaves the rule out by its name.

```yaml good
sites:
  - name: Osaka
  - name: Kyoto
servers:
  - {name: EX01, site: Osaka, version: 2010 SP3, roles: [ClientAccess, Mailbox]}
  - {name: HUB07, site: Osaka, version: 2007 SP3, roles: [HubTransport]}
  - {name: CAS02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Site
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import listed


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site that has mailboxes of 2007 or 2010 and no Hub Transport server."""
    for site in topology.organization.sites:
        mailbox = [server for family in CAS_FAMILIES for server in site.mailbox.get(family, ())]
        if mailbox and not any(map(_may_transport, site.servers)):
            yield _problem(site, mailbox)


def _may_transport(server: Server) -> bool:
    """Whether it is a Hub Transport server, or of a version that is not judged."""
    return server.is_hub or server.family is Family.LATER


def _problem(site: Site, servers: list[Server]) -> Problem:
    message = (
        f"{site.name} has the Mailbox {listed('server', [server.name for server in servers])} "
        "but no Hub Transport server: no message leaves its mailboxes and none arrives"
    )
    related = tuple([Related(server.place, f"{server.name} is declared here") for server in servers])
    return Problem(site.place, message, site.subject, related)


RULE = Rule(
    code="CAS105",
    name="site-mailbox-without-hub",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("TRANSAG"),
    versions="2007, 2010",
)
