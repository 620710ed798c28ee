r"""An Internet-facing Client Access server is updated before those that it proxies to.

Service packs and rollups change what Client Access servers say to each other.  A server of a site behind
that was updated first may refuse what the older Internet-facing one sends: OWA users of that site get an
error page (event 46) and cannot log on until the Internet-facing server is updated too.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    build: 14.2.318.4
    #      ^ EX01 is 2010 SP2 RU4v2 and proxies OWA to EX02, which is 2010 SP2 RU8 already: users of
    #        Kyoto may be unable to log on (event 46)
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP2
    build: 14.2.390.3
    roles: [ClientAccess, HubTransport, Mailbox]
```

Update the Internet-facing Client Access servers first, then the others, site by site
(`Get-ExchangeServer | Format-List Name,Site,AdminDisplayVersion` shows the service packs; rollups show in
the file version of ExSetup.exe, which is declared as `build`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    build: 14.2.390.3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP2
    build: 14.2.390.3
    roles: [ClientAccess, HubTransport, Mailbox]
```

`AdminDisplayVersion` tells the service pack only.  Without builds, service packs are compared and nothing
is guessed about rollups.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: Version 14.2 (Build 247.5)
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP2
    build: 14.2.390.3
    roles: [ClientAccess, HubTransport, Mailbox]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, level_place, servers_of, version_of
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Internet-facing server that is older than one of its own version to which it proxies OWA."""
    if len(topology.by_version) < 2:  # noqa: PLR2004  one of them is older
        return
    newest = {family: Elsewhere(_newest_first(topology, family)) for family in CAS_FAMILIES}
    for server in servers_of(topology.entries("owa")):
        assert server.family is not None  # noqa: S101  entries are of 2007 and 2010
        target = newest[server.family].than(server.site)
        if target is not None and _is_older(server, target.server):
            yield _problem(server, target.server)


def _newest_first(topology: Topology, family: Family) -> list[VirtualDirectory]:
    """The proxy targets of a version; the newest one of other sites is the one to compare with."""
    targets = [d for d in topology.targets("owa") if d.server.family is family]
    return sorted(targets, key=lambda directory: version_of(directory.server).earliest, reverse=True)


def _is_older(server: Server, target: Server) -> bool:
    """Whether it surely is; False where the texts allow both."""
    return version_of(server).older_than(version_of(target)) is True


def _problem(server: Server, target: Server) -> Problem:
    message = (
        f"{server.name} is {version_of(server).release_name} and proxies OWA to {target.name}, which is "
        f"{version_of(target).release_name} already: users of {target.site_name} may be unable to log on (event 46)"
    )
    related = Related(level_place(target), f"the level of {target.name}")
    return Problem(level_place(server), message, server.subject, (related,))


RULE = Rule(
    code="CAS502",
    name="proxy-source-older-build",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("CASCAS", "KB947168"),
    seed=(4,),
    multi_site=True,
)
