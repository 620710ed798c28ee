r"""With two Internet-facing sites for ActiveSync, Exchange 2010 Client Access servers have SP2 RU6 or later.

A phone that reaches an Internet-facing Client Access server which is not the one for its mailbox gets
HTTP 451 and the URL of the right one.  Devices that speak version 12.1 of the protocol or lower cannot
follow it: they show an error and stop synchronizing.  Before SP2 RU6 Exchange 2010 sends the 451 to
them too.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
    #        ^ EX01 is 2010 SP1 and answers phones with a mailbox in other Internet-facing sites such as
    #          Kyoto with HTTP 451: devices with protocol version 12.1 or lower stop synchronizing
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Kyoto
    version: 2010 SP2
    #        ^ info: EX02 is 2010 SP2 with a rollup that is not declared, and before SP2 RU6 it answers
    #          phones with a mailbox in other Internet-facing sites such as Redmond with HTTP 451: devices
    #          with protocol version 12.1 or lower stop synchronizing
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://kyoto.contoso.com/Microsoft-Server-ActiveSync
```

Update the Client Access servers to SP2 RU6 or later, and declare the level: the `build` of a server is
the file version of its ExSetup.exe
(`Invoke-Command EX02 { (Get-Command ExSetup.exe).FileVersionInfo.FileVersion }`).  SP3 counts as later,
although the document names the rollup only.

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
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Kyoto
    version: 2010 SP2
    build: 14.2.342.3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://kyoto.contoso.com/Microsoft-Server-ActiveSync
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, level_place, servers_of, version_of
from caslint.exchange.sources import cite
from caslint.exchange.updates import OLD_DEVICES_KEPT
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Version, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Internet-facing 2010 server that sends, or may send, old devices to another site."""
    entries = topology.entries("activesync")
    others = Elsewhere(entries)
    for server in servers_of(entries):
        other = others.than(server.site)
        if server.family is Family.EXCHANGE_2010 and other is not None:
            version = version_of(server)
            if version.at_least(OLD_DEVICES_KEPT) is not True:
                yield _problem(server, version, other)


def _problem(server: Server, version: Version, other: VirtualDirectory) -> Problem:
    is_sure = version.at_least(OLD_DEVICES_KEPT) is False
    level = "and" if is_sure else "with a rollup that is not declared, and before SP2 RU6 it"
    site = other.server.site_name
    message = (
        f"{server.name} is {version.release_name} {level} answers phones with a mailbox in other Internet-facing sites "
        f"such as {site} with HTTP 451: devices with protocol version 12.1 or lower stop synchronizing"
    )
    return Problem(
        level_place(server),
        message,
        server.subject,
        (Related(other.at("externalUrl"), f"{site} is Internet-facing for ActiveSync"),),
        severity=None if is_sure else Severity.INFO,
    )


RULE = Rule(
    code="CAS415",
    name="eas-redirect-old-clients",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "KB2751417", "RCA451"),
    seed=(8,),
    versions="2010 before SP2 RU6",
    multi_site=True,
)
