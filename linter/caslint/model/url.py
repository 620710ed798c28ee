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


def url(text: str) -> Url | None:
    """The URL that a text declares; None when it is no absolute http(s) URL with a host."""
    match = _FORM.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    port = int(match["port"]) if match["port"] else None
    host = match["host"].lower().removesuffix(".")
    if (port is not None and port not in _PORTS) or not _has_labels(host):
        return None
    return Url(text, match["scheme"].lower(), host, port, match["path"] or "")


def _has_labels(host: str) -> bool:
    """No empty label, and none that begins or ends with a hyphen; IPv6 literals pass."""
    if host.startswith("["):
        return True
    return all(label and label[0] != "-" and label[-1] != "-" for label in host.split("."))
