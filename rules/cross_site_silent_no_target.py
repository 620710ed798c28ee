r"""CrossSiteRedirectType is Silent only where another site has an ExternalUrl for OWA.

Users are redirected to the ExternalUrl of their mailbox's site.  While no other site has one, OWA is
proxied and the setting does nothing.

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
        crossSiteRedirectType: Silent
        #                      ^ EX01/owa redirects silently, but no other site has an ExternalUrl for OWA:
        #                        users are proxied, and the setting does nothing
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Nothing has to be mended.  Where the other site is to be published, set its ExternalUrl
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl https://kyoto.contoso.com/owa`).

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
        crossSiteRedirectType: Silent
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, silent_redirects
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every silent redirect that has no other site to lead to, as far as is known."""
    silent = list(silent_redirects(topology))
    if not silent:
        return
    targets = Elsewhere(d for d in topology.directories("owa") if d.external_url is not None)
    for directory in silent:
        if targets.than(directory.server.site) is None:
            message = (
                f"{directory.name} redirects silently, but no other site has an ExternalUrl for OWA: users are "
                "proxied, and the setting does nothing"
            )
            yield Problem(directory.at("crossSiteRedirectType"), message, directory.subject)


RULE = Rule(
    code="CAS411",
    name="cross-site-silent-no-target",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA"),
    versions="2010 SP2 and later",
    multi_site=True,
)
