"""Where clients enter, where they are sent, and who stands beside whom: what several rules ask about that.

Every answer is worked out in one pass over the directories of a protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.updates import CROSS_SITE_REDIRECT_TYPE
from caslint.exchange.versions import Family, Version
from caslint.model.declared import UNKNOWN
from caslint.model.server import MaybeUrl, Server, Site, VirtualDirectory
from caslint.model.url import Url
from caslint.text import Place
from caslint.topology import CAS_FAMILIES, Topology

Group = tuple[Site, Family]
"""The Client Access servers of one version family in one site: any of them can take a proxied session."""

Directories = list[VirtualDirectory]


class Elsewhere:
    """Directories that are asked for one in another site; each answer takes constant time.

    The first of them all and the first one that stands in another site are enough.
    """

    __slots__ = ("_first", "_other")

    def __init__(self, directories: Iterable[VirtualDirectory]) -> None:
        self._first: VirtualDirectory | None = None
        self._other: VirtualDirectory | None = None
        for directory in directories:
            site = directory.server.site
            if site is None:
                continue
            if self._first is None:
                self._first = directory
            elif site is not self._first.server.site:
                self._other = directory
                break

    def than(self, site: Site | None) -> VirtualDirectory | None:
        """The first directory that stands elsewhere than in this site; None where there is none, or no site."""
        first = self._first
        if site is None or first is None:
            return None
        return self._other if first.server.site is site else first


def doors(topology: Topology, protocol: str) -> list[VirtualDirectory]:
    """Where clients enter: the Internet-facing directories, or all of them in an organization that has none."""
    entries = topology.entries(protocol)
    return entries or [d for d in topology.directories(protocol) if d.state != "unknown"]


def session_targets(topology: Topology, protocol: str) -> Directories:
    """The directories that must take proxied sessions.

    ECP shows the options of OWA: where OWA is proxied to a site, so is ECP,
    unless that site has an ExternalUrl for ECP of its own.
    """
    targets = topology.targets(protocol)
    if protocol != "ecp":
        return targets
    return topology.once((session_targets, protocol), lambda: _with_those_of_owa(topology, targets))


def _with_those_of_owa(topology: Topology, targets: Directories) -> Directories:
    known = set(targets)
    return targets + [
        ecp
        for owa in topology.targets("owa")
        for ecp in owa.server.directories.get("ecp", ())
        if ecp not in known and _is_unpublished(topology, ecp)
    ]


def entry_to(topology: Topology, target: VirtualDirectory) -> VirtualDirectory:
    """An Internet-facing directory that proxies to a target: of the same protocol, or OWA's to its options."""
    site, family = group_of(target)
    entry = topology.entry_elsewhere(target.protocol, site, family) or topology.entry_elsewhere(
        "owa", site, family
    )
    assert entry is not None  # noqa: S101  else it would be no target
    return entry


def _is_unpublished(topology: Topology, directory: VirtualDirectory) -> bool:
    site, family = directory.server.site, directory.server.family
    if site is None or family is not Family.EXCHANGE_2010:
        return False
    return topology.is_published(directory.protocol, site, family) is False


def group_of(directory: VirtualDirectory) -> Group:
    """The group of a proxy target, which always stands in a site."""
    site, family = directory.server.site, directory.server.family
    assert site is not None  # noqa: S101  targets are found site by site
    assert family is not None  # noqa: S101  and family by family
    return site, family


def able_groups(topology: Topology, protocol: str) -> set[Group]:
    """The groups with a server that can take a proxied session, as far as is declared.

    The proxying server chooses among the servers of a group, so what one of
    them lacks keeps nobody out while another can.
    """
    without_ssl = protocol == "owa" and all(
        entry.server.allow_proxying_without_ssl for entry in topology.entries(protocol)
    )
    return {
        group_of(target)
        for target in session_targets(topology, protocol)
        if _is_able(target, without_ssl=without_ssl)
    }


def _is_able(directory: VirtualDirectory, *, without_ssl: bool) -> bool:
    """Whether nothing that is declared of a server's first directory refuses a proxied session."""
    if directory is not directory.server.directory(directory.protocol) or directory.windows is False:
        return False
    url = proxy_url(directory)
    return url is UNKNOWN or (url is not None and (url.secure or without_ssl))


def proxy_url(directory: VirtualDirectory) -> MaybeUrl:
    """The URL by which another Client Access server reaches the directory (source SETEWS)."""
    if directory.protocol == "ews" and directory.internal_nlb_bypass_url is not None:
        return directory.internal_nlb_bypass_url
    return directory.internal_url


def back_end_directories(topology: Topology, protocol: str) -> Iterator[VirtualDirectory]:
    """The directories of a protocol on the 2003 servers that hold mailboxes."""
    for server in topology.organization.of_family(Family.EXCHANGE_2003):
        if server.is_mailbox:
            yield from server.directories.get(protocol, ())


def beside_2010(topology: Topology, protocol: str) -> Iterator[tuple[Site, Directories, Directories]]:
    """Every site with 2007 and 2010 directories of a protocol: the site, the 2007 ones, the 2010 ones."""
    found: dict[Site, dict[Family, Directories]] = {}
    if not topology.organization.families.issuperset(CAS_FAMILIES):
        return
    for directory in topology.directories(protocol):
        server = directory.server
        if server.site is not None and server.family is not None:
            found.setdefault(server.site, {}).setdefault(server.family, []).append(directory)
    for site, families in found.items():
        if len(families) > 1:
            yield site, families[Family.EXCHANGE_2007], families[Family.EXCHANGE_2010]


def by_external_host(directories: Iterable[VirtualDirectory]) -> dict[str, VirtualDirectory]:
    """The first directory under each external host name."""
    found: dict[str, VirtualDirectory] = {}
    for directory in directories:
        if isinstance(directory.external_url, Url):
            found.setdefault(directory.external_url.host, directory)
    return found


def silent_redirects(topology: Topology) -> Iterator[VirtualDirectory]:
    """The OWA directories that redirect silently, on servers that have the setting (source PEI2)."""
    for directory in topology.declaring("owa", "crossSiteRedirectType"):
        server = directory.server
        if directory.cross_site_redirect_type != "Silent" or server.family is not Family.EXCHANGE_2010:
            continue
        if server.site is not None and version_of(server).at_least(CROSS_SITE_REDIRECT_TYPE):
            yield directory


def silent_targets(topology: Topology) -> Directories:
    """The directories to which users are redirected silently: those of 2010 with an ExternalUrl."""
    return [d for d in topology.entries("owa") if d.server.family is Family.EXCHANGE_2010]


def servers_of(directories: Iterable[VirtualDirectory]) -> list[Server]:
    """The servers of these directories, each once."""
    return list(dict.fromkeys(directory.server for directory in directories))


def version_of(server: Server) -> Version:
    """The version of a Client Access server of 2007 or 2010; its text is what told the family."""
    assert server.version is not None  # noqa: S101  the family is known
    return server.version


def level_place(server: Server) -> Place:
    """Where the server's level is declared: its build, or else its version."""
    return server.at("build" if server.declares("build") else "version")
