"""Landing: what awaits a protocol's requests in the site of a mailbox ("find the best Client Access server")."""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.protocols import directory_for
from caslint.exchange.versions import Family
from caslint.model.declared import UNKNOWN
from caslint.model.server import MaybeUrl, Server, Site, VirtualDirectory
from caslint.model.url import Url
from caslint.routing.decision import Fact

ORDER = ("", "proxy-target-no-url", "proxy-target-not-ssl", "proxy-target-not-windows-auth")
"""How far a candidate gets before it fails, in the order in which the conditions are looked at."""


class Weighed(NamedTuple):
    """A directory as a proxy target: the code of the condition that it fails, and what is not known of it.

    A directory fails a condition only where the declaration says so.  `missing`
    with an URL that is not known leaves the answer open; with an authentication
    that is not declared it does not.
    """

    directory: VirtualDirectory
    code: str
    url: Url | None
    fact: Fact
    missing: Fact | None


def proxy_url(directory: VirtualDirectory) -> tuple[str, MaybeUrl]:
    """The property that tells where to proxy, and its URL; only EWS has the first one (source SETEWS)."""
    if directory.internal_nlb_bypass_url is not None:
        return "internalNlbBypassUrl", directory.internal_nlb_bypass_url
    return "internalUrl", directory.internal_url


def windows_field(directory: VirtualDirectory) -> str:
    """The key of the switch that tells Windows authentication."""
    return "windowsAuthEnabled" if directory.protocol == "activesync" else "windowsAuthentication"


def weigh(directory: VirtualDirectory, *, plain_http: bool) -> Weighed:
    """Look at the conditions of a proxy target in their order; the first that is not met counts."""
    field, url = proxy_url(directory)
    name = directory.name
    if url is UNKNOWN:
        unknown = Fact(directory, field, f"{field} of {name} is not known")
        return Weighed(directory, "", None, unknown, unknown)
    if url is None:
        fact = Fact(directory, field, f"{name} has neither ExternalUrl nor InternalUrl")
        return Weighed(directory, "proxy-target-no-url", None, fact, None)
    if not (url.secure or plain_http):
        fact = Fact(directory, field, f"{name} has an InternalUrl without HTTPS: {url}")
        return Weighed(directory, "proxy-target-not-ssl", url, fact, None)
    switch = windows_field(directory)
    if directory.windows is False:
        fact = Fact(directory, switch, f"{name} has no Integrated Windows authentication")
        return Weighed(directory, "proxy-target-not-windows-auth", url, fact, None)
    fact = Fact(directory, field, f"{name} has the InternalUrl {url}")
    undeclared = Fact(directory, switch, f"Windows authentication of {name} is not declared")
    return Weighed(directory, "", url, fact, None if directory.windows else undeclared)


class Landing:
    """The candidates of one protocol for the mailboxes of one family in one site.

    `servers` are the family's Client Access servers in the site, `candidates`
    their directories for the protocol, both sorted by name.  `published` are
    the candidates with an ExternalUrl, `unclear` those of which it is not known.
    """

    __slots__ = ("_weighed", "candidates", "family", "protocol", "published", "servers", "site", "unclear")

    def __init__(self, protocol: str, family: Family, site: Site | None) -> None:
        self.protocol = protocol
        self.family = family
        self.site = site
        self.servers = by_name(site.cas.get(family, ())) if site else ()
        key = directory_for(protocol, family)
        found = [d for server in self.servers for d in server.directories.get(key, ())] if key else []
        self.candidates = tuple(found)
        self.published = tuple([d for d in found if isinstance(d.external_url, Url)])
        self.unclear = tuple([d for d in found if d.external_url is UNKNOWN])
        self._weighed: dict[bool, tuple[Weighed, ...]] = {}

    def weighed(self, *, plain_http: bool = False) -> tuple[Weighed, ...]:
        """Every candidate as a proxy target; `plain_http` where the proxying server accepts it."""
        if plain_http not in self._weighed:
            self._weighed[plain_http] = tuple([weigh(d, plain_http=plain_http) for d in self.candidates])
        return self._weighed[plain_http]


def by_name(servers: list[Server] | tuple[Server, ...]) -> tuple[Server, ...]:
    """The servers in the order of their names: the documents fix none, and a declaration's order means nothing."""
    return tuple(sorted(servers, key=lambda server: server.name.casefold()))
