r"""A Client Access server to which another site proxies has an InternalUrl.

A proxying Client Access server goes to the InternalUrl of the servers in the mailbox's site (for EWS to
`InternalNLBBypassUrl` where that is set).  A directory without one is no target.  Where no server of the
site has one, nobody reaches the mailboxes of the site from another site: OWA shows an error page, EWS
answers ErrorNoApplicableProxyCASServersAvailable, and phones do not synchronize.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: null
        #            ^ EX02/owa has no InternalUrl although OWA is proxied to Kyoto: nobody reaches the
        #              mailboxes of Kyoto by OWA from another site
```

Setup writes the InternalUrl from the server's full name; write it back
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -InternalUrl https://ex02.contoso.com/owa`).

```yaml fixed
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex02/owa
```

Where another Client Access server of the site and family has one, that one carries the load alone.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews:
        internalUrl: null
        #            ^ warning: EX02/ews has no InternalUrl although EWS is proxied to Kyoto: EX03 alone is
        #              proxied to
  - {name: EX03, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
```

A site that is itself published for OWA, ECP or ActiveSync is redirected to and needs no InternalUrl for
that; EWS is never redirected.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      ews:
        internalUrl: null
        internalNlbBypassUrl: https://ex01.contoso.com/EWS/Exchange.asmx
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: null
        externalUrl: https://kyoto.contoso.com/owa
      ews:
        externalUrl: https://kyoto.contoso.com/EWS/Exchange.asmx
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Group, entry_to, group_of, proxy_url
from caslint.exchange.protocols import PROTOCOL_NAMES, PROXIED_PROTOCOLS, default_internal_url
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every proxy target without a URL to proxy to."""
    for protocol in PROXIED_PROTOCOLS:
        if all(proxy_url(directory) is not None for directory in topology.unusual(protocol)):
            continue
        targets = topology.targets(protocol)
        siblings: dict[Group, VirtualDirectory] = {}
        for target in targets:
            if proxy_url(target) is not None:
                siblings.setdefault(group_of(target), target)
        for target in targets:
            if proxy_url(target) is None:
                yield _problem(target, entry_to(topology, target), siblings.get(group_of(target)))


def _problem(
    directory: VirtualDirectory, entry: VirtualDirectory, sibling: VirtualDirectory | None
) -> Problem:
    name, site = PROTOCOL_NAMES[directory.protocol], directory.server.site_name
    effect = f"nobody reaches the mailboxes of {site} by {name} from another site"
    if sibling is not None:
        effect = f"{sibling.server.name} alone is proxied to"
    return Problem(
        directory.at("internalUrl"),
        f"{directory.name} has no InternalUrl although {name} is proxied to {site}: {effect}",
        directory.subject,
        (Related(entry.at("externalUrl"), f"{entry.name} is Internet-facing and would proxy to {site}"),),
        _fix(directory),
        None if sibling is None else Severity.WARNING,
    )


def _fix(directory: VirtualDirectory) -> Fix | None:
    text = default_internal_url(directory.protocol, directory.server.host)
    edits = set_value(directory.server.source, directory.node, "internalUrl", text)
    return Fix("write the InternalUrl that Setup gives", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS211",
    name="internal-url-missing",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("TN07", "SETEWS"),
    versions="2007, 2010",
    multi_site=True,
)
