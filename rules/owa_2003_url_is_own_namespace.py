r"""An Exchange2003Url has another host name than Exchange 2010 itself.

Exchange 2010 sends users with an Exchange 2003 mailbox to this URL.  Where its host is the primary name,
the browser comes back to a Client Access server of Exchange 2010, which sends it away again.

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
        exchange2003Url: https://mail.contoso.com/exchange
        #                ^ EX01/owa sends users with an Exchange 2003 mailbox to mail.contoso.com, which is
        #                  the external name of EX01/owa: they come back to Exchange 2010
  - {name: EX03, version: 2003 SP2}
```

Give the Exchange 2003 servers a legacy name in DNS and in the certificate, and set it:
`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -Exchange2003Url https://legacy.contoso.com/exchange`.

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

from caslint.access.proxying import by_external_host
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory that sends users of 2003 to a name of 2010."""
    declaring = [d for d in topology.declaring("owa", "exchange2003Url") if _is_of_2010(d)]
    names = by_external_host(filter(_is_of_2010, topology.entries("owa"))) if declaring else {}
    for directory in declaring:
        url = directory.exchange2003_url
        if isinstance(url, Url) and url.host in names:
            yield _problem(directory, url, names[url.host])


def _is_of_2010(directory: VirtualDirectory) -> bool:
    return directory.server.family is Family.EXCHANGE_2010


def _problem(directory: VirtualDirectory, url: Url, owner: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} sends users with an Exchange 2003 mailbox to {url.host}, which is the external name of "
        f"{owner.name}: they come back to Exchange 2010"
    )
    related = Related(owner.at("externalUrl"), f"the ExternalUrl of {owner.name}")
    return Problem(directory.at("exchange2003Url"), message, directory.subject, (related,))


RULE = Rule(
    code="CAS403",
    name="owa-2003-url-is-own-namespace",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("EHLO-TRANS", "SETOWA"),
    versions="2010",
)
