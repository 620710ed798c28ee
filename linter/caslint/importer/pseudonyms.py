"""New names for those that tell whose an organization is, the same for the same name wherever it stands.

What rules look at survives: which hosts are equal, which stand under one
domain, whether a domain can be a public one, which path a URL has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from caslint.exchange.protocols import DIRECTORY_PATHS

_KEPT = frozenset(
    {"*", "autodiscover", "imap", "legacy", "mail", "outlook", "owa", "pop", "smtp", "webmail", "www"}
)
"""First labels that tell what a name is for and not whose it is."""

_INSIDE = frozenset({"local", "internal", "intranet", "lan", "corp", "localdomain", "home"})
"""Last labels that no public name has; rules look at them."""

_PATHS = frozenset(path.lower() for path in DIRECTORY_PATHS.values())
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[^\]]*\]|[^/:?#\[]+)(?P<port>:\d+)?(?P<path>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_CONNECTION = re.compile(r"(?P<host>[^:]+)(?P<rest>(?::\w+)+)\Z")
_LONGEST_HOST = 255
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?\Z")


def is_url(text: str) -> bool:
    """Whether a text is a URL."""
    return _URL.match(text) is not None


class Pseudonyms:
    """New names, each given when its name is first asked for."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._domains: dict[str, str] = {}
        self._paths: dict[str, str] = {}

    def give(self, names: Iterable[str], word: str) -> None:
        """Number names that belong together: `SRV01`, `SRV02`."""
        listed = list(names)
        width = max(2, len(str(len(listed))))
        for number, name in enumerate(listed, 1):
            self._names.setdefault(name.casefold(), f"{word}{number:0{width}}")

    def keep(self, name: str) -> None:
        """Let a name stay."""
        self._names[name.casefold()] = name

    def known(self, text: str) -> str | None:
        """The new name of a text that has one."""
        return self._names.get(text.casefold())

    def name(self, text: str) -> str:
        """A site, server, array or database, be it a host name or not."""
        if text.casefold() not in self._names and len(text) <= _LONGEST_HOST and _HOST.match(text):
            return self.host(text)
        return self._names.setdefault(text.casefold(), f"Name{len(self._names) + 1:02}")

    def host(self, text: str) -> str:
        """A host name: its first label, and its domain."""
        folded = text.casefold().rstrip(".")
        label, _, domain = folded.partition(".")
        if len(folded) > _LONGEST_HOST:
            return self._label(folded)
        if folded.startswith("["):
            return "[2001:db8::1]"
        if folded.replace(".", "").isdigit():
            return self._labels.setdefault(folded, f"192.0.2.{len(self._labels) % 250 + 1}")
        if domain and "." not in domain and label not in self._names:
            return self._domain(folded)
        return ".".join([part for part in (self._label(label), self._domain(domain)) if part])

    def _label(self, label: str) -> str:
        if label in _KEPT:
            return label
        known = self._names.get(label)
        return known.lower() if known else self._labels.setdefault(label, f"host{len(self._labels) + 1:02}")

    def _domain(self, domain: str) -> str:
        """A domain below the one that it stands in: `domain1.example`, `sub2.domain1.example`."""
        if not domain or domain in self._domains:
            return self._domains.get(domain, "")
        parent, number = domain.partition(".")[2], len(self._domains) + 1
        if "." in parent or parent in self._domains:
            new = f"sub{number}.{self._domain(parent)}"
        else:
            last = domain.rpartition(".")[2]
            new = f"domain{number}.{last if last in _INSIDE else 'example'}"
        return self._domains.setdefault(domain, new)

    def url(self, text: str) -> str:
        """A URL; an unusual path becomes another unusual path, and what is no URL another text that is none."""
        match = _URL.match(text)
        if match is None:
            return self._names.setdefault(text.casefold(), f"text{len(self._names) + 1}")
        path = match["path"]
        if path.rstrip("/").lower() not in _PATHS and path.strip("/"):
            path = self._paths.setdefault(path.casefold(), f"/path{len(self._paths) + 1}")
        return f"{match['scheme']}://{self.host(match['host'])}{match['port'] or ''}{path}"

    def connection(self, text: str) -> str:
        """`host:995:SSL` of POP3 and IMAP4."""
        match = _CONNECTION.match(text)
        return self.host(match["host"]) + match["rest"] if match else self.host(text)
