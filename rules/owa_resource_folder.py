r"""A Client Access server that proxies OWA to an older build has that build's resource folder.

The pages that the other server renders ask for scripts and pictures of its own version, and the browser
asks the proxying server for them.  That one looks in
`\Program Files\Microsoft\Exchange Server\ClientAccess\owa\<version>`.  After a service pack of Exchange
2007 on the Internet-facing server the folder of the older one may be missing: event 46, and users of
the other site cannot log on.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
  # ^ warning: EX01 is 2007 SP1 and proxies OWA to Kyoto, but its owaResourceVersions do not name 2007
  #   RTM: users there cannot log on (event 46)
    site: Redmond
    version: 8.1.240.6
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 8.0.685.25, roles: [ClientAccess, HubTransport, Mailbox]}
```

Bring both to one level, or copy the folder of that version from the other server and restart IIS; then
declare it.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 8.1.240.6
    owaResourceVersions: [8.0.685.25]
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 8.0.685.25, roles: [ClientAccess, HubTransport, Mailbox]}
```

The document tells of service packs of Exchange 2007.  For rollups and for Exchange 2010 this is for your
information.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    owaResourceVersions: [14.3.123.4]
  # ^ EX01 is 2010 SP3 and proxies OWA to Kyoto, but its owaResourceVersions do not name 2007 SP3: users
  #   there may be unable to log on (event 46)
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 8.3.83.6, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from caslint.access.proxying import Elsewhere, group_of, level_place, servers_of, version_of
from caslint.exchange.releases import level
from caslint.exchange.sources import cite
from caslint.exchange.versions import parse
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server, Version, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list

MOST_NAMED = 5

Levels = list[tuple[Version, Elsewhere]]
"""The versions to which OWA is proxied, the oldest first, and where their servers stand."""


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Internet-facing server that proxies OWA to older builds whose folders are not declared."""
    if len(topology.by_version) < 2:  # noqa: PLR2004  one of them is older
        return
    levels = _levels(topology)
    for server in servers_of(topology.entries("owa")):
        missing = list(islice(_missing(server, version_of(server), levels), MOST_NAMED))
        if missing:
            yield _problem(server, version_of(server), missing)


def _levels(topology: Topology) -> Levels:
    found: dict[Version, list[VirtualDirectory]] = {}
    for target in topology.targets("owa"):
        found.setdefault(version_of(target.server), []).append(target)
    return [(version, Elsewhere(found[version])) for version in sorted(found, key=lambda v: v.latest)]


def _missing(server: Server, own: Version, levels: Levels) -> Iterator[VirtualDirectory]:
    """A server of each version that is surely older, stands in another site, and has no folder here."""
    folders = [found for found in map(parse, server.owa_resource_versions or ()) if found is not None]
    for version, directories in levels:
        if version.older_than(own) is not True:
            return  # the others are newer still
        directory = directories.than(server.site)
        if directory is not None and not any(_serves(folder, version) for folder in folders):
            yield directory


def _serves(folder: Version, version: Version) -> bool:
    """Whether a folder's name is the version's build, or its service pack where no more is known of it."""
    if version.build is not None:
        exact = folder.build or folder.number
        return exact is not None and level(exact) == level(version.build)
    return folder.family is version.family and version.service_pack in {None, folder.service_pack}


def _problem(server: Server, own: Version, missing: list[VirtualDirectory]) -> Problem:
    behind = [directory.server for directory in missing]
    is_sure = any(_differ_by_service_pack_of_2007(own, version_of(other)) for other in behind)
    sites = and_list(list(dict.fromkeys(group_of(directory)[0].name for directory in missing)))
    levels = and_list([version_of(other).release_name for other in behind])
    message = (
        f"{server.name} is {own.release_name} and proxies OWA to {sites}, but its owaResourceVersions do not name "
        f"{levels}: users there {'cannot' if is_sure else 'may be unable to'} log on (event 46)"
    )
    return Problem(
        server.at("owaResourceVersions"),
        message,
        server.subject,
        tuple([Related(level_place(other), f"the level of {other.name}") for other in behind]),
        severity=Severity.WARNING if is_sure else None,
    )


def _differ_by_service_pack_of_2007(own: Version, other: Version) -> bool:
    """The case that the document describes; what is surely older than 2007 and proxied to is of 2007 itself."""
    return own.family is Family.EXCHANGE_2007 and own.service_pack != other.service_pack


RULE = Rule(
    code="CAS506",
    name="owa-resource-folder",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("KB947168"),
    multi_site=True,
)
