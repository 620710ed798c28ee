r"""While mailboxes remain on Exchange 2003, the Internet-facing Exchange 2010 OWA directories have an Exchange2003Url.

Exchange 2010 neither renders an Exchange 2003 mailbox nor proxies OWA to it: it sends the browser to the
Exchange2003Url.  Where there is none the user gets an error page after the log-on.

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
        exchange2003Url: null
        #                ^ EX01/owa has no Exchange2003Url, but EX03 holds Exchange 2003 mailboxes: their
        #                  users see an error page after the log-on
  - {name: EX03, version: 2003 SP2}
```

Give the Exchange 2003 servers a name of their own and set it:
`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -Exchange2003Url https://legacy.contoso.com/exchange`.

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
        exchange2003Url: https://legacy.contoso.com/exchange
  - {name: EX03, version: 2003 SP2}
```

In an organization without any Internet-facing OWA directory this is a warning: it concerns the users
who open OWA of Exchange 2010 inside.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
  # ^ warning: EX01/owa has no Exchange2003Url, but EX03 holds Exchange 2003 mailboxes: their users see an
  #   error page after the log-on
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
  - {name: EX03, version: 2003 SP2}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import doors
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory by which users enter and which has nowhere to send those of 2003."""
    older = topology.organization.of_family(Family.EXCHANGE_2003)
    holder = next((server for server in older if server.is_mailbox), None)
    if holder is not None:
        for directory in doors(topology, "owa"):
            if directory.server.family is Family.EXCHANGE_2010 and directory.exchange2003_url is None:
                yield _problem(directory, holder)


def _problem(directory: VirtualDirectory, holder: Server) -> Problem:
    return Problem(
        directory.at("exchange2003Url"),
        f"{directory.name} has no Exchange2003Url, but {holder.name} holds Exchange 2003 mailboxes: their users see "
        "an error page after the log-on",
        directory.subject,
        (Related(holder.place, f"{holder.name} holds Exchange 2003 mailboxes"),),
        severity=None if directory.published else Severity.WARNING,
    )


RULE = Rule(
    code="CAS401",
    name="owa-2003-url-missing",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("EHLO-OWA10", "SETOWA", "SEED2-OWA"),
    versions="2003 with 2010",
)
