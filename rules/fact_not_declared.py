"""The authentication of a server to which another one proxies is declared.

Integrated Windows authentication decides whether proxied requests are let in: without it, users of the site
see an error page, EWS answers ErrorNoDestinationCASDueToKerberosRequirements, and phones do not
synchronize.  No default can be assumed for it, so where it is not declared, nothing is said about it, and
this one finding a server names the keys that would decide.

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
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  #  ^ OWA, ECP and ActiveSync are proxied to EX02, and whether requests are let in cannot be told; declare
  #    owa.windowsAuthentication, ecp.windowsAuthentication and activesync.windowsAuthEnabled
```

Declare what the server has (`Get-OwaVirtualDirectory -Server EX02 | Format-List *Authentication*` and its
ECP, ActiveSync and EWS twins).

The same holds for Exchange 2003 back ends once clients enter by a later Client Access server: ActiveSync is
proxied straight to them, and from Exchange 2007 OWA too.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: BE03
  # ^ OWA and ActiveSync are proxied to BE03, and whether requests are let in cannot be told; declare
  #   exchange.windowsAuthentication and activesync.windowsAuthEnabled
    version: 2003 SP2
```

A directory that is declared `unknown` is asked about no further.

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
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        windowsAuthentication: true
      ecp:
        windowsAuthentication: true
      activesync: unknown
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import back_end_directories, doors, session_targets
from caslint.exchange.protocols import ACTIVESYNC, EXCHANGE, OWA, PROTOCOL_NAMES, PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family, Server, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every server whose undeclared authentication decides about requests that are proxied to it."""
    asked: dict[Server, list[VirtualDirectory]] = {}
    for directory in _deciding(topology):
        if directory.windows is None and directory.state != "unknown":
            asked.setdefault(directory.server, []).append(directory)
    for server in topology.organization.servers:
        if server in asked:
            yield _problem(server, asked[server])


def _deciding(topology: Topology) -> Iterator[VirtualDirectory]:
    """The directories to which requests are proxied, those of 2003 back ends among them."""
    for protocol in PROXIED_PROTOCOLS:
        yield from session_targets(topology, protocol)
    if any(entry.server.family is Family.EXCHANGE_2007 for entry in doors(topology, OWA)):
        yield from back_end_directories(topology, EXCHANGE)
    if doors(topology, ACTIVESYNC):
        yield from back_end_directories(topology, ACTIVESYNC)


def _problem(server: Server, directories: list[VirtualDirectory]) -> Problem:
    keys = dict.fromkeys([f"{d.protocol}.{_switch(d)}" for d in directories])
    protocols = dict.fromkeys(
        [PROTOCOL_NAMES[OWA if d.protocol == EXCHANGE else d.protocol] for d in directories]
    )
    verb = "is" if len(protocols) == 1 else "are"
    return Problem(
        server.place,
        f"{and_list(list(protocols))} {verb} proxied to {server.name}, and whether requests are let in cannot be told; "
        f"declare {and_list(list(keys))}",
        server.subject,
    )


def _switch(directory: VirtualDirectory) -> str:
    return "windowsAuthEnabled" if directory.protocol == ACTIVESYNC else "windowsAuthentication"


RULE = Rule(
    code="CAS012",
    name="fact-not-declared",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("EWSRC", "OWA71", "SEED2-EAS"),
    versions="2003, 2007, 2010",
)
