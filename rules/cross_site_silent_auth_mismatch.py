r"""Silent redirection leads from forms-based authentication to forms-based authentication.

The Client Access server can pass a log-on to the other site only where both ends use forms.  Where one
does and the other does not, users are redirected and then asked for their password a second time.

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
        #                      ^ EX01/owa redirects silently to EX02/owa, but EX01/owa uses forms-based
        #                        authentication and EX02/owa does not: users are asked to log on twice
        formsAuthentication: true
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
        formsAuthentication: false
```

Use forms at both ends:
`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -FormsAuthentication $true`.

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
        formsAuthentication: true
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
        formsAuthentication: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, silent_redirects, silent_targets
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every silent redirect to a site whose forms-based authentication differs."""
    targets = silent_targets(topology)
    by_forms = {forms: Elsewhere(d for d in targets if d.forms is forms) for forms in (True, False)}
    for directory in silent_redirects(topology):
        if directory.forms is not None:
            other = by_forms[not directory.forms].than(directory.server.site)
            if other is not None:
                yield _problem(directory, other)


def _problem(directory: VirtualDirectory, other: VirtualDirectory) -> Problem:
    with_forms, without = (directory, other) if directory.forms else (other, directory)
    message = (
        f"{directory.name} redirects silently to {other.name}, but {with_forms.name} uses forms-based authentication "
        f"and {without.name} does not: users are asked to log on twice"
    )
    field = "formsAuthentication"
    place = other.at(field if other.declares(field) else "internalAuthenticationMethods")
    related = Related(place, f"the authentication of {other.name}")
    return Problem(directory.at("crossSiteRedirectType"), message, directory.subject, (related,))


RULE = Rule(
    code="CAS412",
    name="cross-site-silent-auth-mismatch",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("PEI2", "SETOWA", "TECHGENIX"),
    versions="2010 SP2 and later",
    multi_site=True,
)
