r"""An ExternalUrl is https, and that of ActiveSync ends in /Microsoft-Server-ActiveSync.

An http address on the Internet carries passwords in the open, and most clients refuse it: phones do not
synchronize, and the Remote Connectivity Analyzer rejects an ActiveSync address of any other form than
`https://host/Microsoft-Server-ActiveSync`.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: http://mail.contoso.com/Microsoft-Server-ActiveSync
        #            ^ EX01/activesync has the ExternalUrl
        #              http://mail.contoso.com/Microsoft-Server-ActiveSync, which is not https: phones do
        #              not synchronize by it
```

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
```

Set the address in the form that clients expect
(`Set-ActiveSyncVirtualDirectory -Identity "EX01\Microsoft-Server-ActiveSync (Default Web Site)" -ExternalUrl https://mail.contoso.com/Microsoft-Server-ActiveSync`).

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: "https://mail.contoso.com/Microsoft-Server-ActiveSync/"
        #            ^ EX01/activesync has the ExternalUrl
        #              https://mail.contoso.com/Microsoft-Server-ActiveSync/, which does not end in
        #              /Microsoft-Server-ActiveSync: phones do not synchronize by it
```

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: "https://mail.contoso.com/Microsoft-Server-ActiveSync"
```

For the other protocols http is a warning.

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
        externalUrl: http://mail.contoso.com/owa
        #            ^ warning: EX01/owa has the ExternalUrl http://mail.contoso.com/owa, which is not
        #              https: passwords cross the Internet in the open
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
      activesync:
        externalUrl: https://mail.contoso.com/microsoft-server-activesync
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


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every ExternalUrl with http, and those of ActiveSync with another path than its own."""
    for protocol in (*PUBLISHED, AUTODISCOVER):
        for directory in topology.unusual(protocol):
            url = directory.external_url
            fault = _fault(directory, url) if isinstance(url, Url) else ""
            if isinstance(url, Url) and fault:
                yield _problem(directory, url, fault)


def _fault(directory: VirtualDirectory, url: Url) -> str:
    if not url.secure:
        if directory.protocol == ACTIVESYNC:
            return "is not https: phones do not synchronize by it"
        return "is not https: passwords cross the Internet in the open"
    path = DIRECTORY_PATHS[ACTIVESYNC]
    if directory.protocol == ACTIVESYNC and url.path.lower() != path.lower():
        return f"does not end in {path}: phones do not synchronize by it"
    return ""


def _problem(directory: VirtualDirectory, url: Url, fault: str) -> Problem:
    severity = None if directory.protocol == ACTIVESYNC else Severity.WARNING
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has the ExternalUrl {url}, which {fault}",
        directory.subject,
        fix=_fix(directory, url),
        severity=severity,
    )


def _fix(directory: VirtualDirectory, url: Url) -> Fix | None:
    """The form that clients expect; none where a port is written, because https has another."""
    if url.port is not None and not url.secure:
        return None
    port = f":{url.port}" if url.port is not None else ""
    path = DIRECTORY_PATHS[ACTIVESYNC] if directory.protocol == ACTIVESYNC else url.path
    text = f"https://{url.host}{port}{path}"
    edits = set_value(directory.server.source, directory.node, "externalUrl", text)
    return Fix(f"write {text}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS208",
    name="external-url-not-https",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("RCA-URL"),
    versions="2007, 2010",
)
