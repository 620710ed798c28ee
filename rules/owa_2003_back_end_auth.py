r"""Behind an Exchange 2007 Client Access server an Exchange 2003 back end uses Windows authentication and no forms.

For a mailbox on Exchange 2003 an Exchange 2007 Client Access server proxies OWA to the back end's
`/exchange` directory and logs on there with the user's Windows credentials.  With forms-based
authentication, or without Windows authentication, the back end answers with a log-on page of its own,
and the user gets an error or is asked a second time.  An Exchange 2010 Client Access server redirects
these users instead, so behind Exchange 2010 alone nothing is wrong.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX03
    version: 2003 SP2
    virtualDirectories:
      exchange:
        formsAuthentication: true
        #                    ^ EX03/exchange uses forms-based authentication, but CAS01 proxies OWA straight
        #                      to it: users with a mailbox on EX03 do not get past the log-on
  - name: EX04
    version: 2003 SP2
    virtualDirectories:
      exchange:
        windowsAuthentication: false
        #                      ^ EX04/exchange has Windows authentication off, but CAS01 proxies OWA
        #                        straight to it: users with a mailbox on EX04 do not get past the log-on
```

In Exchange System Manager, under Protocols, HTTP, open the properties of the Exchange Virtual Server and
untick Enable Forms Based Authentication; in those of its directory Exchange tick Integrated Windows
Authentication.

```yaml good
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX03
    version: 2003 SP2
    virtualDirectories:
      exchange:
        formsAuthentication: false
        windowsAuthentication: true
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        exchange2003Url: https://legacy.contoso.com/exchange
  - name: EX03
    version: 2003 SP2
    virtualDirectories:
      exchange:
        formsAuthentication: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import back_end_directories, doors
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every OWA directory of a 2003 back end to which a 2007 server cannot proxy, once users enter by one."""
    entry = next((d for d in doors(topology, "owa") if d.server.family is Family.EXCHANGE_2007), None)
    if entry is not None:
        for directory in back_end_directories(topology, "exchange"):
            if directory.forms or directory.windows is False:
                yield _problem(directory, entry)


def _problem(directory: VirtualDirectory, entry: VirtualDirectory) -> Problem:
    state = "uses forms-based authentication" if directory.forms else "has Windows authentication off"
    field = "formsAuthentication" if directory.forms else "windowsAuthentication"
    message = (
        f"{directory.name} {state}, but {entry.server.name} proxies OWA straight to it: users with a mailbox on "
        f"{directory.server.name} do not get past the log-on"
    )
    return Problem(
        directory.at(field if directory.declares(field) else "internalAuthenticationMethods"),
        message,
        directory.subject,
        (Related(entry.at("externalUrl"), f"users enter by {entry.name}"),),
    )


RULE = Rule(
    code="CAS306",
    name="owa-2003-back-end-auth",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("ITPRO", "EHLO07-OWA"),
    versions="2003 with 2007",
)
