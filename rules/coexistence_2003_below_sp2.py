r"""Beside Exchange 2010 every Exchange 2003 server has SP2.

Exchange 2010 sends OWA users with an Exchange 2003 mailbox to the old servers and proxies their phones
there.  Both are documented for Exchange 2003 SP2 only.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX03
    version: "Version 6.5 (Build 7226.6: Service Pack 1)"
    #        ^ EX03 is 2003 SP1, but beside Exchange 2010 every Exchange 2003 server needs SP2: OWA users
    #          and phones with a mailbox there do not get in by Exchange 2010
```

Install Exchange Server 2003 SP2 on every Exchange 2003 server, front ends first, before the first
Exchange 2010 server comes.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX03, version: "Version 6.5 (Build 7638.2: Service Pack 2)"}
  - {name: EX04, version: 6.5.7683.0}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import level_place
from caslint.exchange.sources import cite
from caslint.exchange.updates import COEXISTENCE_2003
from caslint.finding import Problem, Severity
from caslint.model import Family
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2003 server below SP2 in an organization that has 2010."""
    if Family.EXCHANGE_2010 not in topology.organization.families:
        return
    for server in topology.organization.of_family(Family.EXCHANGE_2003):
        version = server.version
        if version is not None and version.at_least(COEXISTENCE_2003) is False:
            message = (
                f"{server.name} is {version.release_name}, but beside Exchange 2010 every Exchange 2003 server needs "
                "SP2: OWA users and phones with a mailbox there do not get in by Exchange 2010"
            )
            yield Problem(level_place(server), message, server.subject)


RULE = Rule(
    code="CAS504",
    name="coexistence-2003-below-sp2",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("COEX-OWA", "EHLO-EAS10"),
    versions="2003 with 2010",
)
