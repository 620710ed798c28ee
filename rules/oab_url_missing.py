r"""The virtual directory of the offline address book has an InternalUrl.

Outlook is told by Autodiscover where to download the offline address book.  Without a URL there is no
download: the address book of cached Outlook grows old, and new colleagues are missing in it.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      oab:
        internalUrl: null
        #            ^ EX01/oab has no InternalUrl: Outlook inside cannot download the address book from it
```

Write the URL that Setup gives
(`Set-OabVirtualDirectory -Identity "EX01\OAB (Default Web Site)" -InternalUrl https://ex01.contoso.com/OAB`),
or the balanced name of the site.

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      oab:
        internalUrl: https://ex01.contoso.com/OAB
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      oab:
        requireSsl: true
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess]
    virtualDirectories:
      oab: absent
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import OAB, default_internal_url
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.mend import set_value
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every directory of the offline address book without InternalUrl."""
    for directory in topology.directories(OAB):
        if directory.internal_url is None:
            yield _problem(directory)


def _problem(directory: VirtualDirectory) -> Problem:
    text = default_internal_url(OAB, directory.server.host)
    edits = set_value(directory.server.source, directory.node, "internalUrl", text)
    return Problem(
        directory.at("internalUrl"),
        f"{directory.name} has no InternalUrl: Outlook inside cannot download the address book from it",
        directory.subject,
        fix=Fix("write the InternalUrl that Setup gives", edits, safe=False) if edits else None,
    )


RULE = Rule(
    code="CAS216",
    name="oab-url-missing",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("URLTAB", "KB3047178"),
    versions="2007, 2010",
)
