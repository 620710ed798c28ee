"""The servers of an organization are of Exchange 2003, 2007 or 2010, for those are the versions that are checked.

From Exchange 2013 on the Client Access server proxies by other rules.  A server of such a version may be
declared, so that a coexistence is complete, but nothing is said about it, and what it would do for clients
is not counted.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX16
    site: Redmond
    version: Version 15.1 (Build 2507.6)
    #        ^ EX16 is of Exchange 2016, which is outside of what is checked: nothing is said about it
    roles: [Mailbox]
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Problem, Severity
from caslint.model import Family
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every server that is later than 2010."""
    for server in topology.organization.of_family(Family.LATER):
        if server.version is not None:
            message = (
                f"{server.name} is of Exchange {server.version.release_name}, which is outside of what is checked: "
                "nothing is said about it"
            )
            yield Problem(server.at("version"), message, server.subject)


RULE = Rule(
    code="CAS008",
    name="version-out-of-range",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    versions="2013 and later",
)
