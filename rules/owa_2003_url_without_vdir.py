r"""An Exchange2003Url names the virtual directory, not only the host.

Exchange 2010 sends the browser to exactly this URL.  Without `/exchange` at its end users with an
Exchange 2003 mailbox arrive at the root of the old web site, where there is no mailbox.

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
        exchange2003Url: https://legacy.contoso.com
        #                ^ the Exchange2003Url of EX01/owa names no virtual directory: users with an
        #                  Exchange 2003 mailbox arrive at the root of legacy.contoso.com instead of their
        #                  mailbox
  - {name: EX03, version: 2003 SP2}
```

Append the directory's name:
`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -Exchange2003Url https://legacy.contoso.com/exchange`.

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
        exchange2003Url: https://legacy.contoso.com/exchange
  - {name: EX03, version: 2003 SP2}
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

from caslint.exchange.protocols import DIRECTORY_PATHS, EXCHANGE
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.mend import set_value
from caslint.model import Family, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FIELD = "exchange2003Url"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory whose Exchange2003Url has no path."""
    for directory in topology.declaring("owa", FIELD):
        url = directory.exchange2003_url
        if directory.server.family is Family.EXCHANGE_2010 and isinstance(url, Url) and url.path in {"", "/"}:
            yield _problem(directory, url)


def _problem(directory: VirtualDirectory, url: Url) -> Problem:
    message = (
        f"the Exchange2003Url of {directory.name} names no virtual directory: users with an Exchange 2003 mailbox "
        f"arrive at the root of {url.host} instead of their mailbox"
    )
    return Problem(directory.at(FIELD), message, directory.subject, fix=_fix(directory, url))


def _fix(directory: VirtualDirectory, url: Url) -> Fix | None:
    path = DIRECTORY_PATHS[EXCHANGE]
    edits = set_value(directory.server.source, directory.node, FIELD, url.text.rstrip("/") + path)
    return Fix(f"append {path}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS402",
    name="owa-2003-url-without-vdir",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA"),
    versions="2010",
)
