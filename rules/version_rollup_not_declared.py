"""Where a rollup decides, the build of the server is declared.

`AdminDisplayVersion` shows the service pack and never the rollup: a server with 2010 SP3 RU32 still says
`Version 14.3 (Build 123.4)`.  Some faults came and went with a rollup: whether an older phone survives HTTP
451, whether OWA can be proxied to an older build at all.  Without the build those rules are silent, and
this one finding tells that they are.

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

from caslint.access.proxying import Elsewhere
from caslint.exchange.protocols import ACTIVESYNC, OWA
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, VirtualDirectory
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
    asked = {server for server in (*_proxying(topology), *_with_phones(topology)) if _is_open(server)}
    servers = [server for server in topology.servers if server in asked] if asked else []
    if servers:
        organization = topology.organization
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
    targets, entries = topology.targets(OWA), topology.entries(OWA)
    targets_by_pack, entries_by_pack = _by_pack(targets), _by_pack(entries)
    for target in targets:
        for others in entries_by_pack:
            entry = others.than(target.server.site)
            if entry is not None and _is_undecided(entry.server, target.server):
                yield target.server
    for entry in entries:
        for others in targets_by_pack:
            behind = others.than(entry.server.site)
            if behind is not None and _asks(entry.server, behind.server):
                yield entry.server


def _asks(entry: Server, target: Server) -> bool:
    """Whether the entry's rollup decides what becomes of OWA that it proxies to the target."""
    return _is_undecided(entry, target) or _may_be_faulty(entry, target)


def _by_pack(directories: list[VirtualDirectory]) -> list[Elsewhere]:
    """The directories by the service packs of their servers, exact builds apart; few, however many servers there are."""
    packs: dict[tuple[Family | None, int | None, bool], list[VirtualDirectory]] = {}
    for directory in directories:
        version = directory.server.version
        assert version is not None  # noqa: S101  whose family is known has a version
        key = (version.family, version.service_pack, version.build is None)
        packs.setdefault(key, []).append(directory)
    return [Elsewhere(found) for found in packs.values()]


def _is_undecided(entry: Server, target: Server) -> bool:
    """Whether the two are of one family and their declared versions do not tell which is newer."""
    assert entry.version is not None  # noqa: S101  whose family is known has a version
    assert target.version is not None  # noqa: S101  the same
    return entry.family is target.family and entry.version.older_than(target.version) is None


def _may_be_faulty(entry: Server, target: Server) -> bool:
    """Whether the entry may have the rollup that cannot proxy OWA to a server of an older build."""
    assert entry.version is not None  # noqa: S101  whose family is known has a version
    assert target.version is not None  # noqa: S101  the same
    is_of_pack = (entry.family, entry.version.service_pack) == FAULTY_PACK
    return is_of_pack and not entry.version.older_than(target.version)


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
