r"""The Availability service needs no declared proxy path.

Free/busy requests reach the other site by the service's own logic: it looks for a Client Access server
with an EWS directory in the mailbox's site and asks that one.  A path that is written down for it
promises a setting that Exchange does not have, and whoever removes the path changes nothing.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [owa, availability]
    #                ^ the Availability service finds EX02 by itself: EX01 needs no configured path for
    #                  free/busy requests
```

Take `availability` out of the path.  What free/busy does need is an EWS directory in every site with
mailboxes (`Get-WebServicesVirtualDirectory -Server EX02`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [owa]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import AVAILABILITY
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every declared path that lists the Availability service."""
    for path in topology.organization.proxying:
        if AVAILABILITY in path.protocols:
            message = (
                f"the Availability service finds {path.target_name} by itself: {path.source_name} needs no "
                "configured path for free/busy requests"
            )
            place = path.at_item("protocols", path.protocols.index(AVAILABILITY))
            yield Problem(place, message, path.subject)


RULE = Rule(
    code="CAS509",
    name="proxying-availability-explicit",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "KB3057905", "AV4002", "AVAILEV"),
    seed=(4,),
)
