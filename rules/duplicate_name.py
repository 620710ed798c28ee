"""Two sites, servers, Client Access arrays or databases do not have one name.

Everything in a declaration refers to everything else by name, in any capitals.  With two of one name nobody
knows which one is meant, and every other judgement may be about the wrong one: the first one counts until
the names differ.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: ex01, site: Redmond, version: 2010 SP3, roles: [ClientAccess]}
  #        ^ two servers are called ex01: what refers to that name means the first one
```

Rename or remove one of the two.  Two servers of one full name are the same fault.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, fqdn: ex01.contoso.com, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    fqdn: ex01.contoso.com
    #     ^ EX02 has the full name ex01.contoso.com of EX01: what refers to that name means EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess]
```

Up to Exchange 2007 a database is named within its server, so that two servers may each have a
`Mailbox Database`; from Exchange 2010 on a name is the organization's.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
mailboxDatabases:
  - {name: Mailbox Database, server: EX01}
  - {name: Mailbox Database, server: EX02}
```
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from caslint.finding import Problem, Related, Severity, Subject
from caslint.model import Array, Database, Family, Server, Site
from caslint.rule import Rule
from caslint.text import Place
from caslint.topology import Topology

Named = Site | Server | Array | Database


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site, server, array and database whose name an earlier one has."""
    organization = topology.organization
    yield from _judge("sites", [(site, site.name.casefold()) for site in organization.sites])
    yield from _judge("servers", [(server, server.name.casefold()) for server in organization.servers])
    yield from _full_names(organization.servers)
    yield from _judge(
        "Client Access arrays", [(array, array.name.casefold()) for array in organization.arrays]
    )
    yield from _judge("databases", [(database, _scope(database)) for database in organization.databases])


def _scope(database: Database) -> Hashable:
    """The name within its server up to Exchange 2007, else within the organization."""
    name, server = database.name.casefold(), database.server
    if server is not None and server.family in (Family.EXCHANGE_2003, Family.EXCHANGE_2007):
        return server, name
    return name


def _judge(words: str, named: Iterable[tuple[Named, Hashable]]) -> Iterator[Problem]:
    firsts: dict[Hashable, Named] = {}
    counts: dict[Hashable, int] = {}
    for one, name in named:
        first = firsts.setdefault(name, one)
        if first is not one:
            counts[name] = counts.get(name, 1) + 1
            message = f"two {words} are called {one.name}: what refers to that name means the first one"
            yield _problem(one.at("name"), message, one.subject, first, str(counts[name]))


def _full_names(servers: list[Server]) -> Iterator[Problem]:
    seen: dict[str, Server] = {}
    for server in servers:
        if server.fqdn is not None:
            first = seen.setdefault(server.fqdn.casefold(), server)
            if first is not server and first.name.casefold() != server.name.casefold():
                message = f"{server.name} has the full name {server.fqdn} of {first.name}: what refers to that name means {first.name}"
                yield _problem(server.at("fqdn"), message, server.subject, first, "fqdn")


def _problem(place: Place, message: str, subject: Subject, first: Named, key: str) -> Problem:
    related = (Related(first.place, f"{first.name} is first declared here"),)
    return Problem(place, message, subject, related, key=key)


RULE = Rule(
    code="CAS004",
    name="duplicate-name",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    versions="2003, 2007, 2010",
)
