"""No Client Access, Mailbox or Hub Transport server stands in a perimeter network.

These roles are members of the domain and talk RPC and LDAP to everything inside.  A firewall between them
and the Mailbox servers is not supported, and opening it far enough leaves nothing of the firewall.  Where
it is not opened, the Client Access server finds no mailbox and every client behind it gets an error.  Edge
Transport is the one role made for the perimeter; front-end servers of Exchange 2003 were allowed there.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess]
    perimeter: true
    #          ^ CAS01 has the Client Access role and stands in the perimeter network: its firewall keeps it
    #            from the mailboxes, and its clients get errors
```

Put the server inside and a reverse proxy into the perimeter.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess]}
  - {name: EDGE01, site: Redmond, version: 2010 SP3, roles: [EdgeTransport], perimeter: true}
  - {name: FE03, version: "Version 6.5 (Build 7638.2: Service Pack 2)", roles: [FrontEnd], perimeter: true}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Server
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import and_list

INSIDE_ROLES = {"ClientAccess": "Client Access", "Mailbox": "Mailbox", "HubTransport": "Hub Transport"}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every server of 2007 and 2010 in the perimeter with a role that belongs inside."""
    for server in topology.organization.servers:
        if server.perimeter and server.family in CAS_FAMILIES:
            roles = [words for role, words in INSIDE_ROLES.items() if role in (server.roles or ())]
            if roles:
                yield _problem(server, roles)


def _problem(server: Server, roles: list[str]) -> Problem:
    return Problem(
        server.at("perimeter"),
        f"{server.name} has the {and_list(roles)} {'role' if len(roles) == 1 else 'roles'} and stands in the perimeter network: "
        "its firewall keeps it from the mailboxes, and its clients get errors",
        server.subject,
    )


RULE = Rule(
    code="CAS106",
    name="cas-in-perimeter",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("PERIM", "CAS13"),
    versions="2007, 2010",
)
