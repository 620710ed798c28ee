"""Namespace: which host names lead clients where, inside and on the Internet."""

from __future__ import annotations

from collections.abc import KeysView

from caslint.access.proxying import Elsewhere, proxy_url
from caslint.access.publication import PUBLISHED
from caslint.hosts import covers, has_inside_end, is_address, names
from caslint.model.organization import Organization
from caslint.model.server import VirtualDirectory
from caslint.model.url import Url


class Namespace:
    """The external names of an organization."""

    def __init__(self, organization: Organization) -> None:
        listed = organization.external_dns_names
        self._external = None if listed is None else names(listed)
        by_host: dict[str, list[VirtualDirectory]] = {}
        for directory in organization.directories.published:
            if isinstance(directory.external_url, Url) and directory.protocol in PUBLISHED:
                by_host.setdefault(directory.external_url.host, []).append(directory)
        self._inside_only: dict[str, bool] = {}
        self._published = {host: Elsewhere(found) for host, found in by_host.items()}

    @property
    def hosts(self) -> KeysView[str]:
        """The hosts of the ExternalUrls."""
        return self._published.keys()

    def is_inside_only(self, host: str) -> bool:
        """Whether clients on the Internet cannot find the host: by its form, or by externalDnsNames."""
        known = self._inside_only.get(host)
        if known is None:
            known = self._inside_only[host] = self._is_inside_only(host)
        return known

    def _is_inside_only(self, host: str) -> bool:
        if is_address(host) or has_inside_end(host):
            return True
        return self._external is not None and not covers(self._external, host)

    def of_another_site(self, directory: VirtualDirectory) -> VirtualDirectory | None:
        """A directory of another site whose external host is that of the URL by which this one is proxied to."""
        url = proxy_url(directory)
        found = self._published.get(url.host) if isinstance(url, Url) else None
        return None if found is None else found.than(directory.server.site)
