"""A site with Exchange 2010 mailbox databases has a Client Access array, even with a single Client Access server.

A new database takes the site's array as its RpcClientAccessServer, or the name of a server where there is
no array.  That name goes into every Outlook profile.  When the server is replaced, or a second one comes,
profiles that carry its name go on looking for it; with an array only the DNS record changes.

```yaml bad
sites:
  - name: Redmond
  # ^ Redmond has the Exchange 2010 database DB01 and no Client Access array: Outlook profiles that carry the
  #   name of a server break when it goes
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
mailboxDatabases:
  - {name: DB01, server: EX01}
```

Make the array before the next database or mailbox move
(`New-ClientAccessArray -Name outlook -Fqdn outlook.corp.contoso.com -Site Redmond`), then set it on the
databases that exist (`Get-MailboxDatabase | Set-MailboxDatabase -RpcClientAccessServer
outlook.corp.contoso.com`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX07, site: Kyoto, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.corp.contoso.com, site: Redmond}
mailboxDatabases:
  - {name: DB01, server: EX01, rpcClientAccessServer: outlook.corp.contoso.com}
  - {name: DB07, server: EX07}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.rpc_client_access import arrays_by_site
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Database, Family, Site
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import MOST_NAMES, listed


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with 2010 databases, a 2010 Client Access server and no array."""
    organization = topology.organization
    with_array = arrays_by_site(organization)
    for site in organization.sites:
        if site in with_array or not site.cas.get(Family.EXCHANGE_2010):
            continue
        servers = site.mailbox.get(Family.EXCHANGE_2010, ())
        databases = [one for server in servers for one in organization.databases_of.get(server, ())]
        if databases:
            yield _problem(site, databases)


def _problem(site: Site, databases: list[Database]) -> Problem:
    names = listed("database", [database.name for database in databases])
    return Problem(
        site.place,
        f"{site.name} has the Exchange 2010 {names} and no Client Access array: Outlook profiles that carry "
        "the name of a server break when it goes",
        site.subject,
        tuple(
            [
                Related(database.place, f"{database.name} is declared here")
                for database in databases[:MOST_NAMES]
            ]
        ),
    )


RULE = Rule(
    code="CAS706",
    name="cas-array-missing",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("ARR1", "ARR2"),
    versions="2010",
)
