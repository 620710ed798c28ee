r"""In a site with mailboxes a Client Access server of their version has the virtual directories of OWA, ECP and ActiveSync.

A request for a mailbox ends at a Client Access server of the mailbox's version in the mailbox's site, in
the virtual directory of the protocol.  Where every such server had the directory removed, nobody uses the
protocol with the mailboxes of the site, from wherever: it is as if the site had no Client Access server.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync: absent
      #           ^ Redmond has Exchange 2010 mailboxes, but its Client Access server EX01 has no virtual
      #             directory for ActiveSync: nobody opens them by it
```

Make the directory again (`New-ActiveSyncVirtualDirectory -WebSiteName "Default Web Site"` on the server).
One server of the site that has it is enough.  A site without any Client Access server is
`site-mailbox-without-cas`, a missing directory of EWS `availability-target-without-ews`.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX07, site: Kyoto, version: 2007 SP3, roles: [HubTransport, Mailbox]}
  - name: CAS07
    site: Kyoto
    version: 2007 SP3
    roles: [ClientAccess]
    virtualDirectories:
      owa: absent
      #    ^ Kyoto has Exchange 2007 mailboxes, but its Client Access servers CAS07 and CAS08 have no
      #      virtual directory for OWA: nobody opens them by it
  - {name: CAS08, site: Kyoto, version: 2007 SP3, roles: [ClientAccess], virtualDirectories: {owa: absent}}
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess]
    virtualDirectories:
      activesync: absent
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import ACTIVESYNC, ECP, OWA, PROTOCOL_NAMES
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Site
from caslint.rule import Rule
from caslint.text import Place
from caslint.topology import Topology
from caslint.words import listed

JUDGED = {Family.EXCHANGE_2007: (OWA, ACTIVESYNC), Family.EXCHANGE_2010: (OWA, ECP, ACTIVESYNC)}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site with mailboxes whose Client Access servers all lack a directory, once a protocol."""
    for site in topology.organization.sites:
        for family, protocols in JUDGED.items():
            servers = site.cas.get(family)
            for protocol in protocols if servers and site.mailbox.get(family) else ():
                if servers and all(server.directories.get(protocol) == () for server in servers):
                    yield _problem(site, family, servers, protocol)


def _problem(site: Site, family: Family, servers: list[Server], protocol: str) -> Problem:
    names = [server.name for server in servers]
    has = "has" if len(names) == 1 else "have"
    return Problem(
        _place(servers[0], protocol),
        f"{site.name} has Exchange {family.word} mailboxes, but its Client Access {listed('server', names)} "
        f"{has} no virtual directory for {PROTOCOL_NAMES[protocol]}: nobody opens them by it",
        site.subject,
        tuple([Related(_place(server, protocol), f"absent on {server.name}") for server in servers[1:]]),
        key=f"{family.word}/{protocol}",
    )


def _place(server: Server, protocol: str) -> Place:
    return server.at("virtualDirectories", protocol)


RULE = Rule(
    code="CAS218",
    name="virtual-directory-absent",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "FENG-EAS", "ZL-TN"),
    seed=(4,),
    versions="2007, 2010",
)
