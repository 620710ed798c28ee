r"""Beside an Internet-facing Exchange 2010 Client Access server, OWA of Exchange 2007 has a legacy name of its own.

Exchange 2010 does not render an Exchange 2007 mailbox of its own site: it redirects the browser to the
Exchange 2007 Client Access server there, first to its ExternalUrl.  Where both have the same name the
redirect leads back to where it came from.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        #            ^ EX07/owa has the same external name mail.contoso.com as EX10/owa: users with an
        #              Exchange 2007 mailbox are redirected to the name that they came from
```

Without an ExternalUrl Exchange 2010 redirects to the InternalUrl.  That works inside; from the Internet
users reach a name that does not resolve for them.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: null
        #            ^ warning: EX07/owa has no ExternalUrl, so EX10/owa redirects users with an Exchange
        #              2007 mailbox to its InternalUrl, which they do not reach from outside
```

Give Exchange 2007 a legacy name in DNS and in the certificate, and set it:
`Set-OwaVirtualDirectory -Identity "EX07\owa (Default Web Site)" -ExternalUrl https://legacy.contoso.com/owa`.

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://legacy.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import beside_2010, by_external_host
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 OWA directory beside a published 2010 one that has its name, or none."""
    for site, legacy, modern in beside_2010(topology, "owa"):
        names = by_external_host(modern)
        if not names:
            continue
        for directory in legacy:
            url = directory.external_url
            if isinstance(url, Url) and url.host in names:
                yield _same_name(directory, url, names[url.host])
        if site.mailbox.get(Family.EXCHANGE_2007) and all(d.external_url is None for d in legacy):
            nowhere = all(d.internal_url is None for d in legacy)
            entry = next(iter(names.values()))
            yield from (_no_name(directory, entry, nowhere=nowhere) for directory in legacy)


def _same_name(directory: VirtualDirectory, url: Url, owner: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} has the same external name {url.host} as {owner.name}: users with an Exchange 2007 mailbox "
        "are redirected to the name that they came from"
    )
    related = Related(owner.at("externalUrl"), f"the ExternalUrl of {owner.name}")
    return Problem(directory.at("externalUrl"), message, directory.subject, (related,))


def _no_name(directory: VirtualDirectory, entry: VirtualDirectory, *, nowhere: bool) -> Problem:
    if nowhere:
        message = (
            f"{directory.name} has neither ExternalUrl nor InternalUrl, so {entry.name} has nowhere to redirect users "
            "with an Exchange 2007 mailbox: they see an error page"
        )
    else:
        message = (
            f"{directory.name} has no ExternalUrl, so {entry.name} redirects users with an Exchange 2007 mailbox to "
            "its InternalUrl, which they do not reach from outside"
        )
    related = Related(entry.at("externalUrl"), f"{entry.name} is Internet-facing, so users enter here")
    severity = None if nowhere else Severity.WARNING
    return Problem(directory.at("externalUrl"), message, directory.subject, (related,), severity=severity)


RULE = Rule(
    code="CAS405",
    name="legacy-namespace-missing",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("UPG07", "EHLO-TRANS", "COEX-OWA", "ZL-TN", "EHLO-OWA10"),
    versions="2007 with 2010",
)
