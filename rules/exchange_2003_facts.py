"""Roles and virtual directories are those of the server's version: Exchange 2003 has none of the later ones, later versions none of its.

Exchange 2003 knows front ends and back ends, no Client Access role, and of the virtual directories only
`exchange`, its OWA, and ActiveSync.  Its export shows no role at all, even for a back end with mailboxes.  A
Client Access role or an EWS directory on such a server would make it look like a door that no client finds.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX03
    version: "Version 6.5 (Build 7638.2: Service Pack 2)"
    roles: [Mailbox]
  # ^ EX03 has the role Mailbox, but Exchange 2003 has only FrontEnd and BackEnd: no client finds a service
  #   behind it
    virtualDirectories:
      ecp:
    # ^ EX03 has the directory ecp, which Exchange 2003 does not have: no client finds it
        internalUrl: https://ex03.contoso.com/ecp
```

Take out what the server cannot have; write `roles: [FrontEnd]` for a front end and nothing, or `[BackEnd]`,
for a back end.  In the other direction it is the same: `FrontEnd`, `BackEnd` and `exchange` belong to
Exchange 2003 alone.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, FrontEnd]
  # ^ EX01 has the role FrontEnd, but only Exchange 2003 has such: no client finds a service behind it
    virtualDirectories:
      exchange:
    # ^ EX01 has the directory exchange, which Exchange 2010 does not have: no client finds it
        windowsAuthentication: true
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: BE03
    version: "Version 6.5 (Build 7638.2: Service Pack 2)"
    virtualDirectories:
      exchange:
        windowsAuthentication: true
      activesync:
        windowsAuthEnabled: true
      ews: absent
  - {name: FE03, version: 2003 SP2, roles: [FrontEnd]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import EXCHANGE, directories_of
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import listed

ROLES_2003 = frozenset({"FrontEnd", "BackEnd"})


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every role and directory that servers of the declared version do not have."""
    organization = topology.organization
    for server in organization.of_family(Family.EXCHANGE_2003):
        yield from _roles(server, is_2003=True)
        usual = directories_of(Family.EXCHANGE_2003)
        yield from _directories(server, [p for p in server.directories if p not in usual])
    for family in CAS_FAMILIES:
        for server in organization.of_family(family):
            if server.roles and not ROLES_2003.isdisjoint(server.roles):
                yield from _roles(server, is_2003=False)
            if EXCHANGE in server.directories:
                yield from _directories(server, [EXCHANGE])


def _roles(server: Server, *, is_2003: bool) -> Iterator[Problem]:
    roles = server.roles or frozenset()
    wrong = sorted(roles - ROLES_2003 if is_2003 else roles & ROLES_2003)
    if wrong:
        words = "Exchange 2003 has only FrontEnd and BackEnd" if is_2003 else "only Exchange 2003 has such"
        message = (
            f"{server.name} has the {listed('role', wrong)}, but {words}: no client finds a service behind it"
        )
        yield Problem(server.at("roles"), message, server.subject, key="roles")


def _directories(server: Server, protocols: list[str]) -> Iterator[Problem]:
    for protocol in protocols:
        if server.family is not None and any(d.state == "declared" for d in server.directories[protocol]):
            message = (
                f"{server.name} has the directory {protocol}, which Exchange {server.family.word} does not have: "
                "no client finds it"
            )
            place = server.at("virtualDirectories", protocol)
            yield Problem(place, message, server.subject, key=f"virtualDirectories/{protocol}")


RULE = Rule(
    code="CAS009",
    name="exchange-2003-facts",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("GETEXOUT"),
    versions="2003",
)
