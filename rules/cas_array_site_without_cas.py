"""The site of a Client Access array holds an Exchange 2010 Client Access server.

An array has no service of its own; it is a name for the 2010 Client Access servers of its site.  Where
there are none, the name leads nowhere, and Outlook users whose database carries it cannot log on.  A
Client Access server of Exchange 2007 does not count, because it has no RPC Client Access service.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
  #                                                  ^ outlook is the Client Access array of Redmond, which
  #   has no Exchange 2010 Client Access server: Outlook finds nobody behind the name
```

Install the Client Access role of Exchange 2010 in the site, or remove the array
(`Remove-ClientAccessArray -Identity outlook`).

```yaml good
sites:
  - name: Redmond
servers:
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: CAS10, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Array, Family, Site
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every array without a 2010 Client Access server in its site."""
    for array in topology.organization.arrays:
        site = array.site
        if site is not None and not site.cas.get(Family.EXCHANGE_2010) and not _may_have_one(site):
            yield _problem(array, site)


def _may_have_one(site: Site) -> bool:
    """Whether a Client Access server of the site has a version that is not understood."""
    return any(server.is_cas and server.family is None for server in site.servers)


def _problem(array: Array, site: Site) -> Problem:
    return Problem(
        array.at("site"),
        f"{array.name} is the Client Access array of {site.name}, which has no Exchange 2010 Client Access "
        "server: Outlook finds nobody behind the name",
        array.subject,
        (Related(site.place, f"{site.name} is declared here"),),
    )


RULE = Rule(
    code="CAS703",
    name="cas-array-site-without-cas",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("NEWARRAY"),
    versions="2010",
)
