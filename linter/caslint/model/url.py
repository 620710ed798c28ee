"""Url: an absolute http or https address as a virtual directory declares it."""

from __future__ import annotations

import re

_FORM = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^\s/?#\[\]:@\\<>\"'%|^`{}]+)"
    r"(?::(?P<port>\d{1,5}))?(?P<path>[/?#]\S*)?\Z",
    re.IGNORECASE,
)
_LONGEST = 2083  # what Internet Explorer takes; far beyond any real virtual directory
_PORTS = range(1, 65536)
_BROKEN = ("..", ".-", "-.")
_PATHS = {
    path[1:]: path
    for path in (
        "/owa",
        "/ecp",
        "/Microsoft-Server-ActiveSync",
        "/EWS/Exchange.asmx",
        "/OAB",
        "/Autodiscover/Autodiscover.xml",
        "/autodiscover/autodiscover.xml",
        "/exchange",
    )
}
"""Paths, as nearly every URL has them, that need no second look."""

_SCHEMES = {"http:": "http", "https:": "https"}


class Url:
    """An absolute URL, cut into the parts that routing compares.

    `host` is folded to lower case and has no trailing dot; `port` is None where
    none is written; `path` begins with `/` or is empty.
    """

    __slots__ = ("host", "path", "port", "scheme", "text")

    def __init__(self, text: str, scheme: str, host: str, port: int | None, path: str) -> None:
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path

    def __repr__(self) -> str:
        return f"Url({self.text!r})"

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Url) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def secure(self) -> bool:
        """Whether the scheme is https."""
        return self.scheme == "https"


_hosts: dict[str, str] = {}
_MOST_HOSTS = 100_000


def url(text: str) -> Url | None:
    """The URL that a text declares; None when it is no absolute http(s) URL with a host."""
    parts = text.split("/", 3)
    if len(parts) == len(("https:", "", "host", "path")):
        scheme, nothing, host, path = parts
        if not nothing and host in _hosts and path in _PATHS and scheme in _SCHEMES:
            return Url(text, _SCHEMES[scheme], _hosts[host], None, _PATHS[path])
    return _url(text)


def _url(text: str) -> Url | None:
    """The same for any text; remembers hosts, because a server's URLs repeat its name."""
    match = _FORM.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    host, port = match["host"].lower().removesuffix("."), match["port"]
    if (port and int(port) not in _PORTS) or not _has_labels(host):
        return None
    if not port and len(_hosts) < _MOST_HOSTS:
        _hosts[match["host"]] = host
    return Url(text, match["scheme"].lower(), host, int(port) if port else None, match["path"] or "")


def _has_labels(host: str) -> bool:
    """No empty label, and none that begins or ends with a hyphen; IPv6 literals pass."""
    if host.startswith("["):
        return True
    return not (
        host.startswith((".", "-")) or host.endswith((".", "-")) or any(pair in host for pair in _BROKEN)
    )
