r"""The path of a URL names its virtual directory.

Setup gives every virtual directory one path: `/owa`, `/ecp`, `/Microsoft-Server-ActiveSync`,
`/EWS/Exchange.asmx`, `/OAB`, `/autodiscover/autodiscover.xml`.  A URL with another path leads clients to a
page that is not there: HTTP 404, or a log-on that ends nowhere.

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
        externalUrl: https://mail.contoso.com
        #            ^ EX01/owa has the ExternalUrl https://mail.contoso.com, whose path is not /owa:
        #              clients are led to a page that is not there
      ews:
        internalUrl: https://ex01.contoso.com/ews
        #            ^ EX01/ews has the InternalUrl https://ex01.contoso.com/ews, whose path is not
        #              /EWS/Exchange.asmx: clients are led to a page that is not there
```

Write the whole path
(`Set-WebServicesVirtualDirectory -Identity "EX01\EWS (Default Web Site)" -InternalUrl https://ex01.contoso.com/EWS/Exchange.asmx`).
Directories can be renamed, so it is a warning.

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
      ews:
        internalUrl: https://ex01.contoso.com/EWS/Exchange.asmx
```

Capitals and a slash at the end make no difference.  The ExternalUrl of ActiveSync is stricter and has its
rule in `external-url-not-https`.

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
        externalUrl: https://mail.contoso.com/OWA/
      ews:
        internalUrl: https://ex01.contoso.com/ews/exchange.asmx
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import PUBLISHED
from caslint.exchange.protocols import ACTIVESYNC, AUTODISCOVER, DIRECTORY_PATHS
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.mend import set_value
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FIELDS = ("internalUrl", "externalUrl")
PARAMETERS = {"internalUrl": "InternalUrl", "externalUrl": "ExternalUrl"}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every InternalUrl and ExternalUrl whose path is not that of its directory."""
    for protocol in (*PUBLISHED, AUTODISCOVER):
        for directory in topology.unusual(protocol):
            if directory.state == "declared":
                yield from _judge(directory)


def _judge(directory: VirtualDirectory) -> Iterator[Problem]:
    expected = DIRECTORY_PATHS[directory.protocol]
    for field, url in zip(FIELDS, (directory.internal_url, directory.external_url), strict=True):
        strict = directory.protocol == ACTIVESYNC and field == "externalUrl"
        if not isinstance(url, Url) or url.path == expected or strict:
            continue
        if url.path.lower().removesuffix("/") != expected.lower():
            yield _problem(directory, field, url, expected)


def _problem(directory: VirtualDirectory, field: str, url: Url, expected: str) -> Problem:
    return Problem(
        directory.at(field),
        f"{directory.name} has the {PARAMETERS[field]} {url}, whose path is not {expected}: "
        "clients are led to a page that is not there",
        directory.subject,
        fix=_fix(directory, field, url, expected),
        key=field,
    )


def _fix(directory: VirtualDirectory, field: str, url: Url, expected: str) -> Fix | None:
    port = f":{url.port}" if url.port is not None else ""
    text = f"{url.scheme}://{url.host}{port}{expected}"
    edits = set_value(directory.server.source, directory.node, field, text)
    return Fix(f"write {text}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS209",
    name="virtual-directory-path-unexpected",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETEWS", "ZL"),
    versions="2007, 2010",
)
