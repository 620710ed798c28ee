r"""RedirectToOptimalOWAServer stays true where another site has an ExternalUrl for OWA.

With false the Client Access server does not redirect users to the other site but proxies, and not to the
InternalUrl there: to the ExternalUrl.  Users get HTTP 404 wherever that name does not lead from inside
to the other site.

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
        redirectToOptimalOwaServer: false
        #                           ^ EX01/owa does not redirect users of other sites but proxies them to
        #                             an ExternalUrl such as https://kyoto.contoso.com/owa: they get HTTP
        #                             404 where EX01 cannot reach it
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
```

Set it back to what Setup wrote:
`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -RedirectToOptimalOWAServer $true`.

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
        redirectToOptimalOwaServer: true
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
```

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
        redirectToOptimalOwaServer: false
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, version_of
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology

FIELD = "redirectToOptimalOwaServer"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every OWA directory that would proxy to the ExternalUrl of another site."""
    disabled = [d for d in topology.declaring("owa", FIELD) if not d.redirect_to_optimal]
    if not disabled:
        return
    targets = {family: Elsewhere(_up_to(topology, family)) for family in CAS_FAMILIES}
    for directory in disabled:
        other = targets[version_of(directory.server).family].than(directory.server.site)
        if other is not None:
            yield _problem(directory, other)


def _up_to(topology: Topology, family: Family) -> Iterator[VirtualDirectory]:
    """The published directories to which a server of the family sends users: of its own version or older."""
    for entry in topology.entries("owa"):
        if version_of(entry.server).family <= family:
            yield entry


def _problem(directory: VirtualDirectory, other: VirtualDirectory) -> Problem:
    server = directory.server
    message = (
        f"{directory.name} does not redirect users of other sites but proxies them to an ExternalUrl such as "
        f"{other.external_url}: they get HTTP 404 where {server.name} cannot reach it"
    )
    edits = set_value(server.source, directory.node, FIELD, value=True)
    return Problem(
        directory.at(FIELD),
        message,
        directory.subject,
        (Related(other.at("externalUrl"), f"the ExternalUrl of {other.name}"),),
        Fix("set RedirectToOptimalOWAServer to true", edits, safe=False) if edits else None,
    )


RULE = Rule(
    code="CAS413",
    name="redirect-optimal-disabled",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "BB885049", "ITPRO", "SETOWA"),
    seed=(1,),
    multi_site=True,
)
