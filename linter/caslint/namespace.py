"""Namespace: which host names lead clients where, inside and on the Internet."""

from __future__ import annotations

from caslint.hosts import covers, has_inside_end, is_address, names
from caslint.model.organization import Organization
from caslint.model.server import VirtualDirectory
from caslint.model.url import Url
from caslint.proxying import proxy_url
from caslint.publication import PUBLISHED, client_access_servers, directories


class Namespace:
    """The external names of an organization."""

    def __init__(self, organization: Organization) -> None:
        listed = organization.external_dns_names
        self._external = None if listed is None else names(listed)
        self._published: dict[str, list[VirtualDirectory]] = {}
        for server in client_access_servers(organization):
            for protocol in server.directories:
                for directory in directories(server, protocol) if protocol in PUBLISHED else ():
                    if isinstance(directory.external_url, Url):
                        self._note(directory, directory.external_url)

    def _note(self, directory: VirtualDirectory, url: Url) -> None:
        """Keep the directory under its external host; two sites a host are enough for every question."""
        site = directory.server.site
        if site is not None:
            known = self._published.setdefault(url.host, [])
            if not known or (len(known) == 1 and known[0].server.site is not site):
                known.append(directory)

    def is_inside_only(self, host: str) -> bool:
        """Whether clients on the Internet cannot find the host: by its form, or by externalDnsNames."""
        if is_address(host) or has_inside_end(host):
            return True
        return self._external is not None and not covers(self._external, host)

    def of_another_site(self, directory: VirtualDirectory) -> VirtualDirectory | None:
        """A directory of another site whose external host is that of the URL by which this one is proxied to."""
        url = proxy_url(directory)
        found = self._published.get(url.host, ()) if isinstance(url, Url) else ()
        return next((other for other in found if other.server.site is not directory.server.site), None)
