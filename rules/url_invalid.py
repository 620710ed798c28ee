"""A URL is absolute: http or https, a host, and the path.

Where a URL cannot be read, nobody can say to which host a client or a proxying server would go.  The URL
counts as unknown then, and the rules about URLs are silent on it: whether the address works is found out by
the users.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverServiceInternalUri: https:/mail.contoso.com/autodiscover/autodiscover.xml
    #                               ^ EX01 has "https:/mail.contoso.com/autodiscover/autodiscover.xml" for
    #                                 autoDiscoverServiceInternalUri, which is no URL: https:// is missing
    #                                 before the host
    virtualDirectories:
      owa:
        internalUrl: https://ex01.contoso.com:443443/owa
        #            ^ EX01/owa has "https://ex01.contoso.com:443443/owa" for internalUrl, which is no URL:
        #              its host or its port cannot be one
      ews:
        externalUrl: ftp://mail.contoso.com/EWS/Exchange.asmx
        #            ^ EX01/ews has "ftp://mail.contoso.com/EWS/Exchange.asmx" for externalUrl, which is no
        #              URL: it begins with ftp in place of https
```

Write the whole address, or `null` for none.  Where only the scheme is missing, the fix writes https.

```yaml bad
organization:
  externalProtocols: [owa]
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: mail.contoso.com/owa
        #            ^ EX01/owa has "mail.contoso.com/owa" for externalUrl, which is no URL: https:// is
        #              missing before the host
```

```yaml fixed
organization:
  externalProtocols: [owa]
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
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverServiceInternalUri: null
    virtualDirectories:
      owa:
        internalUrl: https://ex01.contoso.com:4443/owa
        externalUrl: null
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Fix, Problem, Severity
from caslint.mend import set_value
from caslint.model import Server, VirtualDirectory
from caslint.model.url import url
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import shortened


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every URL that cannot be read."""
    for server in topology.organization.servers:
        if server.has_invalid_urls:
            owners: list[Server | VirtualDirectory] = [server, *server.every_directory()]
            for owner in owners:
                for field in owner.invalid_urls:
                    yield _problem(server, owner, field)


def _problem(server: Server, owner: Server | VirtualDirectory, field: str) -> Problem:
    place = owner.at(field)
    written = place.source.text[place.start : place.end].strip("\"'")
    message = f'{owner.name} has "{shortened(written)}" for {field}, which is no URL: {_reason(written)}'
    completed = f"https://{written}"
    fix = None
    if "://" not in written and url(completed) is not None:
        edits = set_value(server.source, owner.node, field, completed)
        fix = Fix("write https:// before it", edits, safe=False) if edits else None
    return Problem(place, message, owner.subject, fix=fix, key=field)


def _reason(written: str) -> str:
    scheme, separator, _ = written.partition("://")
    if not separator:
        return "https:// is missing before the host"
    if scheme.lower() not in ("http", "https"):
        return f"it begins with {shortened(scheme)} in place of https"
    return "its host or its port cannot be one"


RULE = Rule(
    code="CAS011",
    name="url-invalid",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    versions="2003, 2007, 2010",
)
