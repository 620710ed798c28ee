"""Every site with mailboxes is in the AutoDiscoverSiteScope of some Client Access server.

Outlook inside looks for a server whose scope holds its own Active Directory site.  In a site that is in no
scope it takes the oldest entry that it finds, or any: users get their settings across a slow link, from a
server that may be switched off tomorrow without anybody thinking of them.

Speaks only where the scope of every Client Access server is declared, because one that is not may hold the
site, and not of a site whose name was probably meant by an unknown one (CAS805).

```yaml bad
sites:
  - name: London
  - name: Brisbane
  # ^ Brisbane has mailboxes but is in no AutoDiscoverSiteScope: Outlook there picks any Client Access server
servers:
  - name: EX01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverSiteScope: [London]
  - name: EX02
    site: Brisbane
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverSiteScope: []
```

Put the site into the scope of the Client Access servers that are nearest to it
(`Set-ClientAccessServer -Identity EX02 -AutoDiscoverSiteScope Brisbane`).

```yaml good
sites:
  - name: London
  - name: Brisbane
servers:
  - name: EX01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverSiteScope: [London]
  - name: EX02
    site: Brisbane
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverSiteScope: [Brisbane]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Organization, Server, Site
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import MOST_NAMES, Nearest


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with 2007 or 2010 mailboxes that no declared scope holds."""
    servers = [server for server in topology.organization.servers if server.is_cas]
    if not servers or any(server.site_scope is None for server in servers):
        return
    held = _held(topology.organization, servers)
    for site in topology.organization.sites:
        if site not in held and any(site.mailbox.get(family) for family in CAS_FAMILIES):
            yield _problem(site, servers[0])


def _held(organization: Organization, servers: list[Server]) -> set[Site | None]:
    """The sites that some scope holds, or was probably meant to hold."""
    names = dict.fromkeys(name for server in servers for name in server.site_scope or ())
    nearest = Nearest([site.name for site in organization.sites])
    found = [organization.site(name) or organization.site(nearest.to(name) or "") for name in names]
    return set(found)


def _problem(site: Site, any_server: Server) -> Problem:
    own = [server for server in site.servers if server.is_cas][:MOST_NAMES] or [any_server]
    return Problem(
        site.place,
        f"{site.name} has mailboxes but is in no AutoDiscoverSiteScope: Outlook there picks any Client Access "
        "server",
        site.subject,
        tuple(
            [
                Related(s.at("autoDiscoverSiteScope"), f"{s.name} does not have {site.name} in its scope")
                for s in own
            ]
        ),
    )


RULE = Rule(
    code="CAS806",
    name="autodiscover-site-scope-gap",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("P365", "AD-COEX", "ADSITE"),
    multi_site=True,
)
