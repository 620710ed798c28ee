"""A site has at most one Client Access array.

An array stands for all Exchange 2010 Client Access servers of its site; the shell adds them by itself.
A second array of the same site would have the same members under another name, so databases that carry
one name and databases that carry the other send their Outlook users to one and the same pool, and every
later rename or migration has to find both.

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
  - {name: mapi, fqdn: mapi.contoso.com, site: Redmond}
  #                                            ^ Redmond has the Client Access arrays mapi and outlook:
  #   all stand for the same servers, and a site has one array
```

Decide on one name, point the databases at it
(`Get-MailboxDatabase | Set-MailboxDatabase -RpcClientAccessServer outlook.contoso.com`), and remove the
other array (`Remove-ClientAccessArray -Identity mapi`).  Outlook profiles keep the old name until they
are repaired, so let it resolve for a while.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
  - {name: outlook-kyoto, fqdn: outlook.kyoto.contoso.com, site: Kyoto}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.rpc_client_access import arrays_by_site
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Array, Site
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with more than one array, at the second."""
    for site, arrays in arrays_by_site(topology.organization).items():
        if len(arrays) > 1:
            yield _problem(site, arrays)


def _problem(site: Site, arrays: list[Array]) -> Problem:
    first, second, *more = arrays
    names = sorted([array.name for array in arrays], key=str.casefold)
    return Problem(
        second.at("site"),
        f"{site.name} has the Client Access arrays {and_list(names)}: all stand for the same servers, and a site "
        "has one array",
        site.subject,
        tuple([Related(array.place, f"{array.name} is declared here") for array in (first, *more)]),
    )


RULE = Rule(
    code="CAS701",
    name="cas-array-duplicate-in-site",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("NEWARRAY", "LB13"),
    versions="2010",
)
