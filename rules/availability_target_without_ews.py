"""In a site with mailboxes some Client Access server of their version has the EWS virtual directory.

Free/busy information and EWS requests for mailboxes of another site are passed to the EWS directory of a
Client Access server in that site.  The Availability service finds it by itself and needs no configuration,
but it has to be there.  Where every directory was removed, users elsewhere see no free/busy information of
the site (events 4002 and 4017 on their Client Access server), and EWS answers
ErrorNoApplicableProxyCASServersAvailable.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews: absent
      #    ^ no Exchange 2010 Client Access server of Kyoto has an EWS directory (EX02 has none): other sites
      #   get no free/busy information of its mailboxes and cannot proxy EWS to them
```

Make the directory again on a Client Access server of the site
(`New-WebServicesVirtualDirectory -Server EX02`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: CAS03
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess]
    virtualDirectories:
      ews: absent
```

A site without any Client Access server is reported as site-mailbox-without-cas (CAS101) or
site-2007-mailbox-without-2007-cas (CAS102), not here.
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import EWS
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Site
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import MOST_NAMES, and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with mailboxes whose Client Access servers of the same version all lack EWS."""
    for site in topology.organization.sites:
        for family in CAS_FAMILIES:
            servers = site.cas.get(family)
            if servers and site.mailbox.get(family) and not any(s.directories.get(EWS) for s in servers):
                yield _problem(site, family, servers)


def _problem(site: Site, family: Family, servers: list[Server]) -> Problem:
    names = and_list([server.name for server in servers])
    verb = "has" if len(servers) == 1 else "have"
    first, *others = servers[:MOST_NAMES]
    return Problem(
        first.at("virtualDirectories", EWS),
        f"no Exchange {family.word} Client Access server of {site.name} has an EWS directory ({names} {verb} "
        "none): other sites get no free/busy information of its mailboxes and cannot proxy EWS to them",
        site.subject,
        (
            Related(site.place, f"{site.name} is declared here"),
            *[Related(s.at("virtualDirectories", EWS), f"{s.name} has none") for s in others],
        ),
        key=family.word,
    )


RULE = Rule(
    code="CAS803",
    name="availability-target-without-ews",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "AV4002", "AVAILEV", "EWSRC"),
    seed=(4,),
    multi_site=True,
)
