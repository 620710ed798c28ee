r"""Exchange 2010 SP2 RU1 does not proxy OWA to an earlier Client Access server.

This rollup changed a cookie that Client Access servers exchange when they proxy OWA, and earlier servers
do not understand it: users of the other site get an error ("invalid user context cookie") after the
log-on.  Redirection is not touched.  Exchange 2010 SP2 RU2 proxies as before, and Exchange 2007 SP3 RU7
understands the new cookie.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    build: 14.2.283.3
    #      ^ EX01 is 2010 SP2 RU1 and proxies OWA to EX02, which is 2010 SP1 and does not understand its
    #        cookie: users of Kyoto get an error after the log-on
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 2010 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```

Install SP2 RU2 or later on the Internet-facing Client Access server, or bring the servers behind it to
Exchange 2010 SP2 RU1 or Exchange 2007 SP3 RU7.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    build: 14.2.298.4
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 2010 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, level_place, servers_of, version_of
from caslint.exchange.sources import cite
from caslint.exchange.updates import USER_CONTEXT_COOKIE_CHANGED, USER_CONTEXT_COOKIE_READ_BY_2007
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology

READ_SINCE = {
    Family.EXCHANGE_2007: USER_CONTEXT_COOKIE_READ_BY_2007,
    Family.EXCHANGE_2010: USER_CONTEXT_COOKIE_CHANGED,
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Internet-facing server of this one build that proxies OWA to one that cannot read its cookie."""
    if len(topology.by_version) < 2:  # noqa: PLR2004  one of them is older
        return
    targets = Elsewhere(target for target in topology.targets("owa") if _cannot_read(target.server))
    for server in servers_of(topology.entries("owa")):
        target = targets.than(server.site)
        if target is not None and version_of(server).build == USER_CONTEXT_COOKIE_CHANGED:
            yield _problem(server, target.server)


def _cannot_read(server: Server) -> bool:
    """Whether that is sure; a 2007 SP3 server whose rollup is not declared may be able to."""
    version = version_of(server)
    return version.at_least(READ_SINCE[version.family]) is False


def _problem(server: Server, target: Server) -> Problem:
    message = (
        f"{server.name} is {version_of(server).release_name} and proxies OWA to {target.name}, which is "
        f"{version_of(target).release_name} and does not understand its cookie: users of {target.site_name} get an error "
        "after the log-on"
    )
    related = Related(level_place(target), f"the level of {target.name}")
    return Problem(level_place(server), message, server.subject, (related,))


RULE = Rule(
    code="CAS511",
    name="proxy-from-2010-sp2-ru1",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SP2RU1"),
    versions="2010 SP2 RU1",
)
