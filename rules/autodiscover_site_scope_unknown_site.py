"""Each name in AutoDiscoverSiteScope is a declared site.

The list tells Outlook in which Active Directory sites a Client Access server is the one to ask.  A name
that no site has matches no client: those that should have been sent here pick some server of the
organization instead, maybe across the slowest link.

```yaml bad
sites:
  - name: London
  - name: Brisbane
servers:
  - name: CAS01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverSiteScope: [London, Brsbane]
    #                               ^ CAS01 has the site Brsbane in its AutoDiscoverSiteScope, which is not
    #   declared; the nearest is Brisbane: Outlook in the site that is meant picks any server
```

Write the name as `Get-ADSite` shows it
(`Set-ClientAccessServer -Identity CAS01 -AutoDiscoverSiteScope London, Brisbane`), and declare a site that
holds clients only as well: a site may stand without servers.

```yaml fixed
sites:
  - name: London
  - name: Brisbane
servers:
  - name: CAS01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverSiteScope: [London, Brisbane]
```

```yaml good
sites:
  - name: London
  - name: Brisbane
servers:
  - name: CAS01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverSiteScope: [london, Brisbane]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.mend import respelled
from caslint.model import Server
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import Nearest, shortened


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every name in a site scope that no site has, once a server."""
    scoped = [server for server in topology.client_access_servers() if server.site_scope]
    nearest = Nearest([site.name for site in topology.organization.sites] if scoped else [])
    for server in scoped:
        seen: set[str] = set()
        for index, name in enumerate(server.site_scope or ()):
            if topology.organization.site(name) is None and name.casefold() not in seen:
                seen.add(name.casefold())
                yield _problem(server, index, name, *nearest.guess(name))


def _problem(server: Server, index: int, name: str, near: str | None, is_sure: bool) -> Problem:  # noqa: FBT001  a guess, unpacked
    place = server.at_item("autoDiscoverSiteScope", index)
    hint = f"; the nearest is {near}" if near else ""
    edits = respelled(place, near) if near and is_sure else ()
    return Problem(
        place,
        f"{server.name} has the site {shortened(name)} in its AutoDiscoverSiteScope, which is not declared{hint}: "
        "Outlook in the site that is meant picks any server",
        server.subject,
        fix=Fix(f"write {near}", edits, safe=False) if edits else None,
        key=f"autoDiscoverSiteScope/{name.casefold()}",
    )


RULE = Rule(
    code="CAS805",
    name="autodiscover-site-scope-unknown-site",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SETCAS"),
)
