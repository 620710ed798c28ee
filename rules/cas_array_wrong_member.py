"""The members of a Client Access array are the Exchange 2010 Client Access servers of its own site, all of them.

Nobody chooses the members: once an array exists for a site, every 2010 Client Access server of the site
belongs to it.  A list that says otherwise describes a load balancer that will not work as drawn.  Outlook
that is sent to a server without the Client Access role, or of Exchange 2007, finds no RPC Client Access
service there; a server of another site is never reached through the array.

```yaml bad
sites:
  - name: Redmond
  - name: Paris
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX01, site: Redmond, version: 2010 SP3, roles: [Mailbox]}
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess]}
  - {name: EX-PARIS, site: Paris, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - name: outlook
    fqdn: outlook.contoso.com
    site: Redmond
    members:
      - EX01
      - EX-PARIS
      # ^ EX-PARIS stands in Paris and cannot be a member of outlook, the Client Access array of Redmond
      - MBX01
      # ^ MBX01 has no Client Access role and cannot be a member of outlook: Outlook would find no RPC
      #   Client Access service there
      - CAS07
      # ^ CAS07 is an Exchange 2007 server and cannot be a member of outlook: Outlook would find no RPC
      #   Client Access service there
```

A server that is left out of the list is a member all the same:

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - name: outlook
    fqdn: outlook.contoso.com
    site: Redmond
    members: [EX01]
  # ^ warning: outlook leaves out the Client Access server EX02 of Redmond: every Client Access server of the
  #   site is a member, and the load balancer must know them all
```

Look at `Get-ClientAccessArray | Format-List Name, Site, Members` and declare what it shows, or leave
`members` out: it means all Client Access servers of the site.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond, members: [EX01, EX02]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.rpc_client_access import arrays_by_site
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Array, Family, Server, Site
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import MOST_NAMES, listed

NO_SERVICE = "Outlook would find no RPC Client Access service there"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every member that cannot be one, and every array with a list that leaves servers out."""
    of_site = arrays_by_site(topology.organization)
    for array in topology.organization.arrays:
        for index, name in enumerate(array.members or ()):
            server = topology.organization.server(name)
            if server is not None:
                yield from _wrong(array, index, server)
        if array.site is not None and array.members is not None and len(of_site[array.site]) == 1:
            yield from _incomplete(topology, array, array.site, array.members)


def _why_not(array: Array, server: Server) -> str | None:
    """What keeps a server from being a member; None where nothing does or its version is not known."""
    if server.family is None or server.family is Family.LATER:
        return None
    if server.family is not Family.EXCHANGE_2010:
        return (
            f"is an Exchange {server.family.word} server and cannot be a member of {array.name}: {NO_SERVICE}"
        )
    if not server.is_cas:
        return f"has no Client Access role and cannot be a member of {array.name}: {NO_SERVICE}"
    if server.site is not None and array.site is not None and server.site is not array.site:
        return (
            f"stands in {server.site.name} and cannot be a member of {array.name}, "
            f"the Client Access array of {array.site.name}"
        )
    return None


def _wrong(array: Array, index: int, server: Server) -> Iterator[Problem]:
    why = _why_not(array, server)
    if why is not None:
        yield Problem(
            array.at_item("members", index),
            f"{server.name} {why}",
            array.subject,
            (Related(server.place, f"{server.name} is declared here"),),
            key=server.name,
        )


def _incomplete(topology: Topology, array: Array, site: Site, members: tuple[str, ...]) -> Iterator[Problem]:
    known = {topology.organization.server(name) for name in members}
    missing = [server for server in site.cas.get(Family.EXCHANGE_2010, ()) if server not in known]
    if missing:
        names = listed("Client Access server", [server.name for server in missing])
        yield Problem(
            array.at("members"),
            f"{array.name} leaves out the {names} of {site.name}: every Client Access server of the site is a "
            "member, and the load balancer must know them all",
            array.subject,
            tuple(
                [Related(server.place, f"{server.name} is declared here") for server in missing[:MOST_NAMES]]
            ),
            severity=Severity.WARNING,
            key="members",
        )


RULE = Rule(
    code="CAS702",
    name="cas-array-wrong-member",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("NEWARRAY", "LB13"),
    versions="2010",
)
