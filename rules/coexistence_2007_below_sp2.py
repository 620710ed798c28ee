r"""Beside Exchange 2010 every Exchange 2007 server has SP2 or later.

SP2 taught Exchange 2007 that there is a newer version.  Without it OWA and Autodiscover do not hand
clients over between the two, so users break while mailboxes move.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX07
    site: Redmond
    version: Version 8.1 (Build 240.6)
    #        ^ EX07 is 2007 SP1, but beside Exchange 2010 every Exchange 2007 server needs SP2: OWA and
    #          Autodiscover do not hand clients over between the two
    roles: [ClientAccess, HubTransport, Mailbox]
```

Install SP2 or later on every Exchange 2007 server (`setup.com /mode:upgrade`), the Internet-facing Client
Access servers first, before the first Exchange 2010 server comes.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX07, site: Redmond, version: Version 8.3 (Build 83.6), roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import level_place
from caslint.exchange.sources import cite
from caslint.exchange.updates import COEXISTENCE_2007
from caslint.finding import Problem, Severity
from caslint.model import Family
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 server below SP2 in an organization that has 2010."""
    if Family.EXCHANGE_2010 not in topology.organization.families:
        return
    for server in topology.organization.of_family(Family.EXCHANGE_2007):
        version = server.version
        if version is not None and version.at_least(COEXISTENCE_2007) is False:
            message = (
                f"{server.name} is {version.release_name}, but beside Exchange 2010 every Exchange 2007 server needs "
                "SP2: OWA and Autodiscover do not hand clients over between the two"
            )
            yield Problem(level_place(server), message, server.subject)


RULE = Rule(
    code="CAS503",
    name="coexistence-2007-below-sp2",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("COEX-OWA", "EXINBOX", "REDIRURL"),
    versions="2007 with 2010",
)
