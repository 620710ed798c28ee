"""Where a site has a Client Access array, its databases carry the array's name and not a server's.

A database takes the array's name only when it is made after the array.  One that was there before keeps
the name of a server, its users' Outlook talks to that server alone, past the load balancer, and is cut off
when it stops.  The name stands in every profile, so change it before mailboxes move there.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, fqdn: ex01.contoso.com, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
mailboxDatabases:
  - name: DB01
    server: EX01
    rpcClientAccessServer: ex01.contoso.com
    #                      ^ DB01 sends Outlook to the server EX01 although Redmond has the Client Access
    #   array outlook.contoso.com: its users are cut off when EX01 stops
```

`Set-MailboxDatabase -Identity DB01 -RpcClientAccessServer outlook.contoso.com`

```yaml fixed
sites:
  - name: Redmond
servers:
  - {name: EX01, fqdn: ex01.contoso.com, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
mailboxDatabases:
  - name: DB01
    server: EX01
    rpcClientAccessServer: outlook.contoso.com
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
mailboxDatabases:
  - {name: DB01, server: EX01, rpcClientAccessServer: EX01}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.rpc_client_access import Endpoint, endpoints
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every database that names a Client Access server of its site although the site has an array."""
    for endpoint in endpoints(topology.organization):
        target = endpoint.target
        if not endpoint.arrays or not isinstance(target, Server) or target.site is not endpoint.site:
            continue
        if target.is_cas and target.family is Family.EXCHANGE_2010:
            yield _problem(endpoint, target)


def _problem(endpoint: Endpoint, server: Server) -> Problem:
    database, array = endpoint.database, endpoint.arrays[0]
    return Problem(
        database.at("rpcClientAccessServer"),
        f"{database.name} sends Outlook to the server {server.name} although {endpoint.site.name} has the "
        f"Client Access array {array.fqdn}: its users are cut off when {server.name} stops",
        database.subject,
        (Related(array.place, f"{array.name} is declared here"),),
        endpoint.fix(),
    )


RULE = Rule(
    code="CAS709",
    name="db-rpc-server-not-array",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("ARR2", "NEWARRAY"),
    versions="2010",
)
