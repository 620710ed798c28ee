"""RpcClientAccessServer of a database names a Client Access array or an Exchange 2010 Client Access server.

Outlook is sent to the name that stands there, and only the RPC Client Access service of a 2010 Client
Access server answers it for user mailboxes.  The usual way to a wrong name is installing the Mailbox role
before the Client Access role: the database is then stamped with the Mailbox server itself, and Outlook
cannot open the mailboxes.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
  - {name: MBX01, site: Redmond, version: 2010 SP3, roles: [Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
mailboxDatabases:
  - name: DB01
    server: MBX01
    rpcClientAccessServer: MBX01
    #                      ^ DB01 sends Outlook to MBX01, which has no Client Access role: users of the
    #   database cannot log on with Outlook
```

Set the site's array, or a Client Access server where there is none
(`Set-MailboxDatabase -Identity DB01 -RpcClientAccessServer outlook.contoso.com`).

```yaml fixed
sites:
  - name: Redmond
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
  - {name: MBX01, site: Redmond, version: 2010 SP3, roles: [Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
mailboxDatabases:
  - name: DB01
    server: MBX01
    rpcClientAccessServer: outlook.contoso.com
```

A name that is neither an array nor a server of the declaration may be a slip of the pen or an array that
was forgotten here:

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
mailboxDatabases:
  - {name: DB01, server: EX01, rpcClientAccessServer: outlok.contoso.com}
  #                                                   ^ warning: DB01 sends Outlook to outlok.contoso.com,
  #   which is no declared Client Access array and no declared server; the nearest is outlook.contoso.com
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, fqdn: ex01.contoso.com, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
mailboxDatabases:
  - {name: DB01, server: EX01, rpcClientAccessServer: ex01.contoso.com}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.rpc_client_access import Endpoint, endpoints
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Organization, Server
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import Nearest, shortened


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every database that sends Outlook to a server of the wrong kind, or to an unknown name."""
    found = list(endpoints(topology.organization))
    nearest = Nearest(_names(topology.organization) if any(e.target is None for e in found) else [])
    for endpoint in found:
        if endpoint.target is None:
            yield _unknown(endpoint, nearest)
        elif isinstance(endpoint.target, Server):
            why = _why_not(endpoint.target)
            if why is not None:
                yield _wrong(endpoint, endpoint.target, why)


def _why_not(server: Server) -> str | None:
    """What keeps a server from answering Outlook; None where nothing does or its version is not known."""
    if server.family is None or server.family is Family.LATER:
        return None
    if server.family is not Family.EXCHANGE_2010:
        return f"is an Exchange {server.family.word} server without the RPC Client Access service"
    return None if server.is_cas else "has no Client Access role"


def _wrong(endpoint: Endpoint, server: Server, why: str) -> Problem:
    database = endpoint.database
    return Problem(
        database.at("rpcClientAccessServer"),
        f"{database.name} sends Outlook to {server.name}, which {why}: users of the database cannot log on "
        "with Outlook",
        database.subject,
        (Related(server.place, f"{server.name} is declared here"),),
        endpoint.fix(),
    )


def _unknown(endpoint: Endpoint, nearest: Nearest) -> Problem:
    database, name = endpoint.database, endpoint.host
    return Problem(
        database.at("rpcClientAccessServer"),
        f"{database.name} sends Outlook to {shortened(name)}, which is no declared Client Access array and no declared "
        f"server{nearest.hint(name)}",
        database.subject,
        severity=Severity.WARNING,
    )


def _names(organization: Organization) -> list[str]:
    """Every name that could have been meant."""
    servers = [server for server in organization.servers if server.is_cas]
    return [
        *[array.fqdn for array in organization.arrays],
        *[server.name for server in servers],
        *[server.fqdn for server in servers if server.fqdn is not None],
    ]


RULE = Rule(
    code="CAS707",
    name="db-rpc-server-wrong-kind",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("TROUBLE", "SETMDB"),
    versions="2010",
)
