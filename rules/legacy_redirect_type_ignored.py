r"""LegacyRedirectType is set to Manual only where forms-based authentication is off.

With Manual users with a mailbox on an older version see a page with a link before they are sent there.
Exchange 2010 shows that page only where forms-based authentication is off; with forms they are sent
without it, as with Silent.

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
        formsAuthentication: true
        legacyRedirectType: Manual
        #                   ^ EX01/owa sets LegacyRedirectType to Manual, which has no effect while it uses
        #                     forms-based authentication: users are redirected silently
```

Nothing has to be mended.  Where users have to see the page, turn forms-based authentication off;
otherwise go back to what Setup wrote
(`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -LegacyRedirectType Silent`).

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
        formsAuthentication: true
        legacyRedirectType: Silent
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
        formsAuthentication: false
        legacyRedirectType: Manual
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FIELD = "legacyRedirectType"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory with a Manual redirect that its forms switch off."""
    for directory in topology.declaring("owa", FIELD):
        if (
            directory.server.family is Family.EXCHANGE_2010
            and directory.legacy_redirect_type == "Manual"
            and directory.forms
        ):
            yield _problem(directory)


def _problem(directory: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} sets LegacyRedirectType to Manual, which has no effect while it uses forms-based "
        "authentication: users are redirected silently"
    )
    forms = "formsAuthentication"
    related = directory.at(forms if directory.declares(forms) else "internalAuthenticationMethods")
    edits = set_value(directory.server.source, directory.node, FIELD, "Silent")
    return Problem(
        directory.at(FIELD),
        message,
        directory.subject,
        (Related(related, "forms-based authentication is on"),),
        Fix("set LegacyRedirectType to Silent, which is what happens", edits, safe=False) if edits else None,
    )


RULE = Rule(
    code="CAS407",
    name="legacy-redirect-type-ignored",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA"),
    versions="2010",
)
