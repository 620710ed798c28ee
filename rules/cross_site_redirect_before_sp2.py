r"""CrossSiteRedirectType is Silent only on Exchange 2010 SP2 or later.

The setting came with SP2.  An older Client Access server does not have it and shows users the page with
the link, whatever the design says.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        crossSiteRedirectType: Silent
        #                      ^ EX01/owa sets CrossSiteRedirectType to Silent, which came with Exchange
        #                        2010 SP2, and EX01 is 2010 SP1: users still see the page with the link
  - {name: EX02, site: Kyoto, version: 2010 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```

Update the Client Access server to SP2 or later, Internet-facing sites first, and set the value then
(`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -CrossSiteRedirectType Silent`);
until then declare what is.

```yaml fixed
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        crossSiteRedirectType: Manual
  - {name: EX02, site: Kyoto, version: 2010 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        crossSiteRedirectType: Silent
  - {name: EX02, site: Kyoto, version: 2010 SP2, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import version_of
from caslint.exchange.sources import cite
from caslint.exchange.updates import CROSS_SITE_REDIRECT_TYPE
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FIELD = "crossSiteRedirectType"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every OWA directory of 2010 RTM and SP1 that is set to redirect silently."""
    for directory in topology.declaring("owa", FIELD):
        if directory.server.family is Family.EXCHANGE_2010 and directory.cross_site_redirect_type == "Silent":
            version = version_of(directory.server)
            if version.at_least(CROSS_SITE_REDIRECT_TYPE) is False:
                yield _problem(directory, version.release_name)


def _problem(directory: VirtualDirectory, release: str) -> Problem:
    server = directory.server
    message = (
        f"{directory.name} sets CrossSiteRedirectType to Silent, which came with Exchange 2010 SP2, and {server.name} "
        f"is {release}: users still see the page with the link"
    )
    edits = set_value(server.source, directory.node, FIELD, "Manual")
    return Problem(
        directory.at(FIELD),
        message,
        directory.subject,
        (Related(server.at("version"), f"the version of {server.name}"),),
        Fix("set CrossSiteRedirectType to Manual, which is what happens", edits, safe=False)
        if edits
        else None,
    )


RULE = Rule(
    code="CAS409",
    name="cross-site-redirect-before-sp2",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("PEI2", "TECHGENIX"),
    versions="2010 RTM, SP1",
    multi_site=True,
)
