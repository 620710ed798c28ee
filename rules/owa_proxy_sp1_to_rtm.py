r"""No Exchange 2010 Client Access server of SP1 or later proxies OWA to one of RTM.

A user who logs on for the first time chooses language and time zone.  The page of SP1 sends them in a
form that RTM does not read, and the user gets HTTP 400.  Users who have chosen before notice nothing,
which is why tests with one's own mailbox pass.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 RTM
    #        ^ EX02 is 2010 RTM and EX01, which is 2010 SP1, proxies OWA to it: users of Kyoto who log on
    #          for the first time get HTTP 400
    roles: [ClientAccess, HubTransport, Mailbox]
```

Update the other sites' Client Access servers right after the Internet-facing ones
(`setup.com /mode:upgrade`).  Until then set language and time zone for new users:
`Set-MailboxRegionalConfiguration -Identity … -Language ja-JP -TimeZone "Tokyo Standard Time"`.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP1
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
from caslint.exchange.updates import LANGUAGE_PAGE_CHANGED
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 RTM server to which a later one proxies OWA."""
    if len(topology.by_version) < 2:  # noqa: PLR2004  one of them is later
        return
    entries = Elsewhere(d for d in topology.entries("owa") if _sends_the_new_form(d.server) is True)
    for server in servers_of(topology.targets("owa")):
        entry = entries.than(server.site)
        if entry is not None and _sends_the_new_form(server) is False:
            yield _problem(server, entry.server)


def _sends_the_new_form(server: Server) -> bool | None:
    """Whether it is of 2010 SP1 or later; None where that is not known, or where it is not of 2010."""
    if server.family is not Family.EXCHANGE_2010:
        return None
    return version_of(server).at_least(LANGUAGE_PAGE_CHANGED)


def _problem(server: Server, entry: Server) -> Problem:
    message = (
        f"{server.name} is {version_of(server).release_name} and {entry.name}, which is {version_of(entry).release_name}, "
        f"proxies OWA to it: users of {server.site_name} who log on for the first time get HTTP 400"
    )
    related = Related(level_place(entry), f"the level of {entry.name}")
    return Problem(level_place(server), message, server.subject, (related,))


RULE = Rule(
    code="CAS505",
    name="owa-proxy-sp1-to-rtm",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("KB2475771"),
    versions="2010",
    multi_site=True,
)
