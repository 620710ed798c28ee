r"""A virtual directory that is proxied to does not use forms-based authentication.

The form asks a person for name and password, and the proxying Client Access server has neither.  Users
get a second log-on page or none that works.  Forms-based and Windows authentication also exclude each
other: the cmdlet that turns forms on turns Windows authentication off, so a declaration that has both is
one of the two things, and which one is luck.

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
        formsAuthentication: true
        #                    ^ EX02/owa uses forms-based authentication, but EX01 proxies to it: users get
        #                      a second log-on page or an error
        windowsAuthentication: true
```

Turn forms-based authentication off and, in the same command because the one resets the other, Windows
authentication on:
`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -FormsAuthentication $false -WindowsAuthentication $true`.

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
        formsAuthentication: false
        windowsAuthentication: true
```

Forms-based authentication belongs where users enter.

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
        formsAuthentication: true
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        formsAuthentication: false
        windowsAuthentication: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import entry_to, session_targets
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every OWA and ECP directory that must take proxied sessions and uses forms.

    Where Windows authentication is off as well, that is what CAS301 says.
    """
    for protocol in ("owa", "ecp"):
        for target in session_targets(topology, protocol):
            if target.forms and target.windows is not False:
                yield _problem(target, entry_to(topology, target))


def _problem(directory: VirtualDirectory, entry: VirtualDirectory) -> Problem:
    field = "formsAuthentication"
    return Problem(
        directory.at(field if directory.declares(field) else "internalAuthenticationMethods"),
        f"{directory.name} uses forms-based authentication, but {entry.server.name} proxies to it: users get a "
        "second log-on page or an error",
        directory.subject,
        (Related(entry.at("externalUrl"), f"{entry.name} is Internet-facing, so clients enter here"),),
        _fix(directory),
    )


def _fix(directory: VirtualDirectory) -> Fix | None:
    """Turn forms off where the switch is what says that they are on."""
    if directory.internal_methods is not None:
        return None
    edits = set_value(directory.server.source, directory.node, "formsAuthentication", value=False)
    return Fix("turn forms-based authentication off", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS302",
    name="proxy-target-forms-auth",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA", "ITPRO"),
    multi_site=True,
)
