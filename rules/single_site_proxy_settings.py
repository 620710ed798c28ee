r"""An organization with one Active Directory site leaves the settings of proxying and redirection alone.

Redirection and proxying hand a client on to another site.  Where all Exchange servers stand in one site
there is none, every Client Access server serves every mailbox itself, and these settings do nothing
until the second site comes, when they surprise whoever built it.

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
        crossSiteRedirectType: Silent
        #                      ^ EX01/owa sets CrossSiteRedirectType to Silent, which does nothing while
        #                        all Exchange servers stand in one site
```

Nothing has to be mended.  To go back to what Setup wrote:
`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -CrossSiteRedirectType Manual -RedirectToOptimalOWAServer $true`.

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
        crossSiteRedirectType: Manual
        redirectToOptimalOwaServer: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory with a setting for other sites, where there is no other site."""
    if topology.is_multi_site:
        return
    for directory in topology.directories("owa"):
        if directory.server.family is Family.EXCHANGE_2010:
            yield from _problems(directory)


def _problems(directory: VirtualDirectory) -> Iterator[Problem]:
    fields: dict[str, str] = {}
    if directory.cross_site_redirect_type == "Silent":
        fields["crossSiteRedirectType"] = "CrossSiteRedirectType to Silent"
    if not directory.redirect_to_optimal:
        fields["redirectToOptimalOwaServer"] = "RedirectToOptimalOWAServer to false"
    if fields:
        do = "does" if len(fields) == 1 else "do"
        message = (
            f"{directory.name} sets {and_list(list(fields.values()))}, which {do} nothing while all Exchange "
            "servers stand in one site"
        )
        yield Problem(directory.at(next(iter(fields))), message, directory.subject)


RULE = Rule(
    code="CAS416",
    name="single-site-proxy-settings",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "SETOWA"),
    seed=(2,),
    versions="2010",
)
