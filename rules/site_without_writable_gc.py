"""Every site that holds Exchange 2007 or 2010 servers holds a writable global catalog.

Exchange reads recipients and its own configuration from a global catalog in its site and takes no account
of read-only ones.  Without a writable one in the site its services do not start, or go to a domain
controller far away and are slow: clients wait, and log-ons fail while the line is down.

```yaml bad
sites:
  - name: Kyoto
    globalCatalog: read-only
    #              ^ Kyoto has only a read-only global catalog, and the Exchange server EX02 needs a
    #                writable one: clients wait or cannot log on
servers:
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

```yaml bad
sites:
  - name: Kyoto
    globalCatalog: none
    #              ^ Kyoto has no global catalog, and the Exchange server CAS02 needs a writable one:
    #                clients wait or cannot log on
servers:
  - {name: CAS02, site: Kyoto, version: 2007 SP3, roles: [ClientAccess]}
```

Make a writable domain controller of the site a global catalog.  Where `globalCatalog` is not declared
nothing is known, and nothing is said.

```yaml good
sites:
  - name: Redmond
    globalCatalog: writable
  - name: Kyoto
  - name: Osaka
    globalCatalog: none
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Server, Site
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import listed

MOST_RELATED = 5


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with servers of 2007 or 2010 that has no writable global catalog."""
    for site in topology.organization.sites:
        if site.global_catalog in ("none", "read-only"):
            servers = [server for server in site.servers if _needs_catalog(server)]
            if servers:
                yield _problem(site, servers)


def _needs_catalog(server: Server) -> bool:
    """An Edge Transport server has no part in Active Directory."""
    return server.family in CAS_FAMILIES and server.roles != frozenset({"EdgeTransport"})


def _problem(site: Site, servers: list[Server]) -> Problem:
    has = "no global catalog" if site.global_catalog == "none" else "only a read-only global catalog"
    names = [server.name for server in servers]
    needs = "needs" if len(names) == 1 else "need"
    return Problem(
        site.at("globalCatalog"),
        f"{site.name} has {has}, and the Exchange {listed('server', names)} {needs} a writable one: "
        "clients wait or cannot log on",
        site.subject,
        tuple([Related(server.place, f"{server.name} stands there") for server in servers[:MOST_RELATED]]),
    )


RULE = Rule(
    code="CAS107",
    name="site-without-writable-gc",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("EXINBOX", "SUPMX", "RODC"),
    versions="2007, 2010",
)
