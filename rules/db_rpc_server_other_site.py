"""RpcClientAccessServer of a database belongs to the site of the server that holds the database.

An array is for one site, and a database is stamped with the array of its own site when it is made.  A
name of another site sends Outlook there first: every mailbox request of the users crosses the link twice,
and an outage of the other site cuts them off from mailboxes that stand beside them.

The server that counts is the one that is declared as the database's `server`.  A copy in another site
does not matter.

```yaml bad
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - {name: EX01, site: Tokyo, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook-tokyo, fqdn: outlook.tokyo.contoso.com, site: Tokyo}
  - {name: outlook-kyoto, fqdn: outlook.kyoto.contoso.com, site: Kyoto}
mailboxDatabases:
  - name: DB01
    server: EX01
    rpcClientAccessServer: outlook.kyoto.contoso.com
    #                      ^ DB01 stands in Tokyo and sends Outlook to outlook-kyoto in Kyoto: Outlook
    #   reaches its mailboxes by way of another site
```

Set the array of the database's own site
(`Set-MailboxDatabase -Identity DB01 -RpcClientAccessServer outlook.tokyo.contoso.com`).

```yaml fixed
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - {name: EX01, site: Tokyo, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook-tokyo, fqdn: outlook.tokyo.contoso.com, site: Tokyo}
  - {name: outlook-kyoto, fqdn: outlook.kyoto.contoso.com, site: Kyoto}
mailboxDatabases:
  - name: DB01
    server: EX01
    rpcClientAccessServer: outlook.tokyo.contoso.com
```

```yaml good
sites:
  - name: Tokyo
servers:
  - {name: EX01, site: Tokyo, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
mailboxDatabases:
  - {name: DB01, server: EX01, rpcClientAccessServer: EX01}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.rpc_client_access import Endpoint, endpoints
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Array, Family, Server, Site
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every database that sends Outlook to an array or Client Access server of another site."""
    for endpoint in endpoints(topology.organization):
        target = endpoint.target
        if target is None or target.site is None or target.site is endpoint.site:
            continue
        if isinstance(target, Array) or (target.is_cas and target.family is Family.EXCHANGE_2010):
            yield _problem(endpoint, target, target.site)


def _problem(endpoint: Endpoint, target: Array | Server, elsewhere: Site) -> Problem:
    database = endpoint.database
    return Problem(
        database.at("rpcClientAccessServer"),
        f"{database.name} stands in {endpoint.site.name} and sends Outlook to {target.name} in "
        f"{elsewhere.name}: Outlook reaches its mailboxes by way of another site",
        database.subject,
        (
            Related(database.at("server"), f"the server that holds {database.name} is declared here"),
            Related(target.at("site"), f"{target.name} belongs to {elsewhere.name}"),
        ),
        endpoint.fix(),
    )


RULE = Rule(
    code="CAS708",
    name="db-rpc-server-other-site",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("NEWARRAY", "SETMDB"),
    versions="2010",
)
