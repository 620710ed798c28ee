r"""Beside Exchange 2010, ActiveSync of Exchange 2007 has no ExternalUrl, or one with a legacy name.

A phone with an Exchange 2007 mailbox that reaches the Exchange 2010 Client Access server of its site is
sent to the ExternalUrl of the Exchange 2007 one with HTTP 451, and proxied where there is none.  With
the name of Exchange 2010 in it, phones are sent to the name that they came from and stop synchronizing.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
        #            ^ EX07/activesync has the same external name mail.contoso.com as
        #              EX10/activesync: phones with an Exchange 2007 mailbox get HTTP 451 with the name
        #              that they came from
```

Set it to `$null`, and Exchange 2010 proxies
(`Set-ActiveSyncVirtualDirectory -Identity "EX07\Microsoft-Server-ActiveSync (Default Web Site)" -ExternalUrl $null`),
or to a legacy name.

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: null
```

A legacy name works for phones that follow HTTP 451; that they move to it is worth knowing before the
first call to the help desk.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://legacy.contoso.com/Microsoft-Server-ActiveSync
        #            ^ info: EX07/activesync has an ExternalUrl beside EX10/activesync: phones with an Exchange
        #              2007 mailbox move to legacy.contoso.com by HTTP 451, and those that cannot follow
        #              it are proxied
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - {name: EX07, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import beside_2010, by_external_host
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 ActiveSync directory with an ExternalUrl beside a published 2010 one."""
    for site, legacy, modern in beside_2010(topology, "activesync"):
        names = by_external_host(modern)
        for directory in legacy if names else ():
            url = directory.external_url
            if not isinstance(url, Url):
                continue
            if url.host in names:
                yield _same_name(directory, url, names[url.host])
            elif site.mailbox.get(Family.EXCHANGE_2007):
                yield _own_name(directory, url, next(iter(names.values())))


def _same_name(directory: VirtualDirectory, url: Url, owner: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} has the same external name {url.host} as {owner.name}: phones with an Exchange 2007 mailbox "
        "get HTTP 451 with the name that they came from"
    )
    edits = set_value(directory.server.source, directory.node, "externalUrl", None)
    fix = Fix("set ExternalUrl to null, so that Exchange 2010 proxies", edits, safe=False) if edits else None
    return Problem(directory.at("externalUrl"), message, directory.subject, _related(owner), fix)


def _own_name(directory: VirtualDirectory, url: Url, entry: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} has an ExternalUrl beside {entry.name}: phones with an Exchange 2007 mailbox move to "
        f"{url.host} by HTTP 451, and those that cannot follow it are proxied"
    )
    place = directory.at("externalUrl")
    return Problem(place, message, directory.subject, _related(entry), severity=Severity.INFO)


def _related(owner: VirtualDirectory) -> tuple[Related, ...]:
    return (Related(owner.at("externalUrl"), f"the ExternalUrl of {owner.name}"),)


RULE = Rule(
    code="CAS408",
    name="legacy-eas-external-url",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("MSUNDIS", "ZL"),
    versions="2007 with 2010",
)
