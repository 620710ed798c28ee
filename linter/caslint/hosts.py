"""Host names: which names cover which, and which can never be names on the Internet."""

from __future__ import annotations

from collections.abc import Iterable

INSIDE_ONLY = (".local", ".internal", ".lan", ".corp", ".intranet")
"""Ends of names that no public registry delegates; they are used inside organizations."""


def folded(host: str) -> str:
    """A host name as names are compared: in lower case, without the dot of the root."""
    return host.lower().removesuffix(".")


def names(listed: Iterable[str]) -> frozenset[str]:
    """Names and wildcards as `covers` asks for them."""
    return frozenset([folded(name) for name in listed])


def covers(known: frozenset[str], host: str) -> bool:
    """Whether one of the names is the host, or a wildcard (`*.contoso.com`) for its first label only."""
    host = folded(host)
    above = host.partition(".")[2]
    return host in known or (bool(above) and f"*.{above}" in known)


def is_address(host: str) -> bool:
    """Whether the host is an IP address instead of a name; IPv6 stands in brackets."""
    if not host[-1:].isdigit():
        return host.startswith("[")
    labels = host.split(".")
    return len(labels) == 4 and all(_is_octet(label) for label in labels)  # noqa: PLR2004  IPv4


def _is_octet(label: str) -> bool:
    return label.isascii() and label.isdigit() and int(label) < 256  # noqa: PLR2004  a byte


def has_inside_end(host: str) -> bool:
    """Whether it is the form of a name that cannot be found on the Internet: a single label, or such an end."""
    return not is_address(host) and ("." not in host or host.endswith(INSIDE_ONLY))
