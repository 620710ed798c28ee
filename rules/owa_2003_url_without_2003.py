r"""An Exchange2003Url is set only while mailboxes remain on Exchange 2003.

Nobody is sent there any more.  The URL keeps a name, a certificate entry and a firewall rule alive that
belong to servers which are gone.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        exchange2003Url: https://legacy.contoso.com/exchange
        #                ^ EX01/owa has an Exchange2003Url, but no Exchange 2003 server with mailboxes is
        #                  declared: nobody is sent there
```

Remove it (`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -Exchange2003Url $null`), or
declare the Exchange 2003 servers that are still there.

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        exchange2003Url: null
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
      owa:
        externalUrl: https://mail.contoso.com/owa
        exchange2003Url: https://legacy.contoso.com/exchange
  - {name: EX03, version: 2003 SP2}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.mend import set_value
from caslint.model import Family, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FIELD = "exchange2003Url"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory with an Exchange2003Url where no server of 2003 holds mailboxes."""
    organization = topology.organization
    if organization.of_family(None) or any(
        s.is_mailbox for s in organization.of_family(Family.EXCHANGE_2003)
    ):
        return  # a server whose version text is not understood may be one of 2003
    for directory in topology.declaring("owa", FIELD):
        if directory.server.family is Family.EXCHANGE_2010 and isinstance(directory.exchange2003_url, Url):
            yield _problem(directory)


def _problem(directory: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} has an Exchange2003Url, but no Exchange 2003 server with mailboxes is declared: nobody is "
        "sent there"
    )
    edits = set_value(directory.server.source, directory.node, FIELD, None)
    fix = Fix("set Exchange2003Url to null", edits, safe=False) if edits else None
    return Problem(directory.at(FIELD), message, directory.subject, fix=fix)


RULE = Rule(
    code="CAS404",
    name="owa-2003-url-without-2003",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA", "EHLO-OWA10"),
    versions="2010",
)
