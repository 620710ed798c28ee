"""Directories: the virtual directories of the Client Access servers, each looked at once."""

from __future__ import annotations

from collections.abc import Iterable

from caslint.exchange.protocols import DIRECTORY_PATHS, ECP
from caslint.exchange.versions import Family
from caslint.hosts import is_address
from caslint.model.server import Server, VirtualDirectory
from caslint.model.url import Url

Found = list[VirtualDirectory]


class Directories:
    """The directories of some servers, put where rules look for them; every list keeps the order of the servers.

    Directories that are declared to be absent are left out, as is ECP before
    2010; those of which nothing is known are there with UNKNOWN facts.  `of`:
    all directories of a protocol.  `published_of`: those with an ExternalUrl;
    `published`: the same of every protocol.  `unusual_of`: those with a URL
    that some rule may mind, which is any but an https URL with the protocol's
    path and, inside, with the server's own name.
    """

    __slots__ = ("of", "published", "published_of", "unusual_of")

    def __init__(self, servers: Iterable[Server]) -> None:
        self.of: dict[str, Found] = {protocol: [] for protocol in DIRECTORY_PATHS}
        self.published: Found = []
        self.published_of: dict[str, Found] = {protocol: [] for protocol in DIRECTORY_PATHS}
        self.unusual_of: dict[str, Found] = {protocol: [] for protocol in DIRECTORY_PATHS}
        for server in servers:
            own_name = "" if is_address(server.host) else server.host
            for protocol, found in server.directories.items():
                if protocol != ECP or server.family is Family.EXCHANGE_2010:
                    self._sort(protocol, found, own_name)

    def _sort(self, protocol: str, found: Iterable[VirtualDirectory], own_name: str) -> None:
        path = DIRECTORY_PATHS[protocol]
        for directory in found:
            self.of[protocol].append(directory)
            inside, outside = directory.internal_url, directory.external_url
            is_usual = outside is None
            if isinstance(outside, Url):
                self.published.append(directory)
                self.published_of[protocol].append(directory)
                is_usual = outside.path == path and outside.scheme == "https"
            if not (
                is_usual
                and isinstance(inside, Url)
                and inside.host == own_name
                and inside.path == path
                and inside.scheme == "https"
                and directory.internal_nlb_bypass_url is None
            ):
                self.unusual_of[protocol].append(directory)
