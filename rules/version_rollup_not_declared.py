"""Where a rollup decides, the build of the server is declared.

`AdminDisplayVersion` shows the service pack and never the rollup: a server with 2010 SP3 RU32 still says
`Version 14.3 (Build 123.4)`.  Some faults came and went with a rollup: whether an older phone survives HTTP 451, whether OWA can be proxied
to an older build at all.  Without the build those rules are silent, and this one finding tells that they are.

```yaml bad
organization:
# < the rollup of servers EX01 and EX02 decides about requests that are proxied or redirected, and
#   AdminDisplayVersion does not tell it; declare build
  name: Contoso
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: Version 14.3 (Build 123.4)
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: Version 14.3 (Build 123.4)
    roles: [ClientAccess, HubTransport, Mailbox]
```

Add `build`, the file version of ExSetup.exe
(`Get-Command ExSetup.exe | ForEach-Object { $_.FileVersionInfo }` on the server).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: Version 14.3 (Build 123.4)
    build: 14.3.496.0
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: Version 14.3 (Build 123.4)
    build: 14.3.496.0
    roles: [ClientAccess, HubTransport, Mailbox]
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: Version 14.3 (Build 123.4), roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import ACTIVESYNC, OWA
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import listed

SP2_RU6 = (14, 2, 342, 3)
"""From this build on a 2010 server does not fail old phones with HTTP 451 (source KB2751417)."""

FAULTY_PACK = (Family.EXCHANGE_2010, 2)
"""Rollup 1 of this service pack cannot proxy OWA to an older build (source SP2RU1)."""

MOST_RELATED = 5


def check(topology: Topology) -> Iterator[Problem]:
    """Yield one problem where a server's rollup would decide and is not declared."""
    organization = topology.organization
    asked = {server for server in (*_proxying(topology), *_with_phones(topology)) if _is_open(server)}
    servers = [server for server in organization.servers if server in asked]
    if servers:
        yield Problem(
            organization.place,
            f"the rollup of {listed('server', [s.name for s in servers])} decides about requests that are proxied or "
            "redirected, and AdminDisplayVersion does not tell it; declare build",
            organization.subject,
            tuple([Related(s.at("version"), f"the version of {s.name}") for s in servers[:MOST_RELATED]]),
        )


def _is_open(server: Server) -> bool:
    """Whether the declared version leaves the rollup open."""
    return server.version is not None and server.version.build is None


def _proxying(topology: Topology) -> Iterator[Server]:
    """Both ends of each path by which OWA is proxied, where it is open which of the two is newer, or how new."""
    for directory, entry in topology.targets(OWA):
        yield from _pair(entry.server, directory.server)


def _pair(entry: Server, target: Server) -> Iterator[Server]:
    assert entry.version is not None  # noqa: S101  whose family is known has a version
    assert target.version is not None  # noqa: S101  the same
    is_older = entry.version.older_than(target.version)
    if entry.family is target.family and is_older is None:
        yield from (entry, target)
    elif (entry.family, entry.version.service_pack) == FAULTY_PACK and not is_older:
        yield entry


def _with_phones(topology: Topology) -> Iterator[Server]:
    """The entries of ActiveSync that might be too old to send old phones on to another published site."""
    entries = topology.entries(ACTIVESYNC)
    if len({entry.server.site for entry in entries}) < 2:  # noqa: PLR2004  there must be another one
        return
    for entry in entries:
        version = entry.server.version
        if version is not None and version.at_least(SP2_RU6) is None:
            yield entry.server


RULE = Rule(
    code="CAS013",
    name="version-rollup-not-declared",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("ADV", "EVAND"),
    versions="2007, 2010",
)
