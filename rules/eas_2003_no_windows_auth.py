r"""Every Exchange 2003 back end has Integrated Windows authentication on its ActiveSync directory.

A Client Access server of Exchange 2007 or 2010 proxies a phone whose mailbox is still on Exchange 2003
straight to the back end that holds it, and logs on there with Kerberos.  Exchange 2003 Setup leaves
Basic authentication only, so on the day on which phones enter by the new server those with an old
mailbox stop synchronizing (event 1036 on the Client Access server).

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX03
    version: 2003 SP2
    virtualDirectories:
      activesync:
        basicAuthEnabled: true
        windowsAuthEnabled: false
        #                   ^ EX03/activesync has Windows authentication off, but CAS01 proxies phones
        #                     straight to it: those with a mailbox on EX03 do not synchronize
```

Install hotfix KB937031 on the back end, then tick Integrated Windows Authentication in Exchange System
Manager, under Protocols, HTTP, Exchange Virtual Server, Microsoft-Server-ActiveSync.  A tick that is
set in IIS Manager does not last: Exchange writes its own setting over it.

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX03
    version: 2003 SP2
    virtualDirectories:
      activesync:
        basicAuthEnabled: true
        windowsAuthEnabled: true
```

A front end holds no mailboxes, and a directory of which nothing is declared is not judged.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: CAS01, site: Redmond, version: 2007 SP3, roles: [ClientAccess, HubTransport]}
  - name: FE03
    version: 2003 SP2
    roles: [FrontEnd]
    virtualDirectories:
      activesync: {windowsAuthEnabled: false}
  - {name: EX03, version: 2003 SP2, roles: [BackEnd]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import back_end_directories, doors
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

FIELD = "windowsAuthEnabled"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every ActiveSync directory of a 2003 back end without Windows authentication, once phones enter by a newer server."""
    entries = doors(topology, "activesync")
    if entries:
        for directory in back_end_directories(topology, "activesync"):
            if directory.windows is False:
                yield _problem(directory, entries[0])


def _problem(directory: VirtualDirectory, entry: VirtualDirectory) -> Problem:
    server = directory.server
    message = (
        f"{directory.name} has Windows authentication off, but {entry.server.name} proxies phones straight to it: "
        f"those with a mailbox on {server.name} do not synchronize"
    )
    return Problem(
        directory.at(FIELD if directory.declares(FIELD) else "internalAuthenticationMethods"),
        message,
        directory.subject,
        (Related(entry.at("externalUrl"), f"phones enter by {entry.name}"),),
        _fix(directory),
    )


def _fix(directory: VirtualDirectory) -> Fix | None:
    if directory.internal_methods is not None:
        return None
    edits = set_value(directory.server.source, directory.node, FIELD, value=True)
    return Fix("turn Windows authentication on", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS305",
    name="eas-2003-no-windows-auth",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED2-EAS", "EAS03"),
    versions="2003 with 2007 or 2010",
)
