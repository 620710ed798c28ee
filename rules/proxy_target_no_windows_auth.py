r"""A virtual directory that is proxied to has Integrated Windows authentication.

The proxying Client Access server has no password of the user's to pass on: it logs on to the other site's
Client Access server with Kerberos.  Where Windows authentication is off the session ends there.  OWA
users see an error page (event 71 on the proxying server), phones do not synchronize, EWS clients get
ErrorNoDestinationCASDueToKerberosRequirements.  The usual cause is forms-based authentication that was
left on: the cmdlet that turns it on turns Windows authentication off.

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
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        formsAuthentication: true
        #                    ^ EX02/owa uses forms-based authentication, which turns Windows
        #                      authentication off, but EX01 proxies to it: users see an error page and
        #                      EX01 logs event 71
      activesync:
        windowsAuthEnabled: false
        #                   ^ EX02/activesync has Windows authentication off, but EX01 proxies to it:
        #                     phones do not synchronize
      ews:
        windowsAuthentication: false
        #                      ^ EX02/ews has Windows authentication off, but EX01 proxies to it: clients
        #                        get ErrorNoDestinationCASDueToKerberosRequirements
```

Turn Windows authentication on, and forms-based authentication off:
`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -WindowsAuthentication $true -FormsAuthentication $false`,
the same with `Set-EcpVirtualDirectory`; `Set-ActiveSyncVirtualDirectory -WindowsAuthEnabled $true`;
`Set-WebServicesVirtualDirectory -WindowsAuthentication $true`.

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
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        windowsAuthentication: true
        formsAuthentication: false
      activesync:
        windowsAuthEnabled: true
      ews:
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
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        formsAuthentication: false
        windowsAuthentication: true
      activesync:
        windowsAuthEnabled: true
```

Where another Client Access server of the site and version can take the sessions they go there, and this
one only adds nothing: that is a warning.

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
        windowsAuthentication: true
  - name: EX03
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess]
    virtualDirectories:
      owa:
        windowsAuthentication: false
        #                      ^ warning: EX03/owa has Windows authentication off: it takes no session
        #                        that EX01 proxies, and users depend on the other Client Access servers
        #                        of Kyoto
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Group, able_groups, entry_to, group_of, session_targets
from caslint.exchange.protocols import PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FORMS = "formsAuthentication"
CONSEQUENCES = {
    "owa": "users see an error page and {entry} logs event 71",
    "ecp": "users who open their options see an error page",
    "activesync": "phones do not synchronize",
    "ews": "clients get ErrorNoDestinationCASDueToKerberosRequirements",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every directory that must take proxied sessions and has Windows authentication off."""
    for protocol in PROXIED_PROTOCOLS:
        refusing = [d for d in session_targets(topology, protocol) if d.windows is False]
        able = able_groups(topology, protocol) if refusing else set[Group]()
        for target in refusing:
            entry = entry_to(topology, target)
            yield _problem(target, entry, is_relieved=group_of(target) in able)


def _problem(directory: VirtualDirectory, entry: VirtualDirectory, *, is_relieved: bool) -> Problem:
    message = f"{directory.name} {_state(directory)}"
    if is_relieved:
        site, _ = group_of(directory)
        message += (
            f": it takes no session that {entry.server.name} proxies, and users depend on the other Client "
            f"Access servers of {site.name}"
        )
    else:
        consequence = CONSEQUENCES[directory.protocol].format(entry=entry.server.name)
        message += f", but {entry.server.name} proxies to it: {consequence}"
    return Problem(
        directory.at(_field(directory)),
        message,
        directory.subject,
        (Related(entry.at("externalUrl"), f"{entry.name} is Internet-facing, so clients enter here"),),
        _fix(directory),
        severity=Severity.WARNING if is_relieved else None,
    )


def _state(directory: VirtualDirectory) -> str:
    if directory.forms:
        return "uses forms-based authentication, which turns Windows authentication off"
    return "has Windows authentication off"


def _switch(directory: VirtualDirectory) -> str:
    return "windowsAuthEnabled" if directory.protocol == "activesync" else "windowsAuthentication"


def _field(directory: VirtualDirectory) -> str:
    """The key that says so."""
    fields = (FORMS, _switch(directory)) if directory.forms else (_switch(directory),)
    return next((field for field in fields if directory.declares(field)), "internalAuthenticationMethods")


def _fix(directory: VirtualDirectory) -> Fix | None:
    """Turn the switches, where no list of methods says otherwise."""
    if directory.internal_methods is not None:
        return None
    source, node = directory.server.source, directory.node
    windows = set_value(source, node, _switch(directory), value=True)
    forms = set_value(source, node, FORMS, value=False) if directory.forms else ()
    if not windows or (directory.forms and not forms):
        return None
    also = " and forms-based authentication off" if forms else ""
    return Fix(f"turn Windows authentication on{also}", windows + forms, safe=False)


RULE = Rule(
    code="CAS301",
    name="proxy-target-no-windows-auth",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("EWSRC", "ITPRO", "OWA71", "SETOWA"),
    multi_site=True,
)
