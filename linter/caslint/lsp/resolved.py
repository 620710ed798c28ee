"""What the fields of a directory or service come to: as declared, as Setup leaves them, or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from caslint.building.directory import SLOTS
from caslint.exchange.properties import DEFAULTS, PROPERTIES
from caslint.model import UNKNOWN, MailService, OutlookAnywhere, Server, VirtualDirectory
from caslint.text import Source
from caslint.topology import Topology

SERVICES = {
    "pop3": {
        "enabled": "enabled",
        "internalConnectionSettings": "internal",
        "externalConnectionSettings": "external",
        "allowCrossSiteSessions": "allow_cross_site_sessions",
    },
    "outlookAnywhere": {
        "enabled": "enabled",
        "externalHostname": "external_hostname",
        "clientAuthenticationMethod": "client_authentication_method",
        "sslOffloading": "ssl_offloading",
    },
}
SERVICES["imap4"] = SERVICES["pop3"]

_DERIVED = frozenset({"forms", "basic", "windows", "digest"})
_EMPTY_BY_DEFAULT = frozenset({"failbackUrl", "exchange2003Url", "internalNlbBypassUrl"})
_SETUP = frozenset({"internalUrl", "internalConnectionSettings", *DEFAULTS})


class Fact(NamedTuple):
    """A field and what it comes to, in words: the value as files hold it, and where it comes from."""

    field: str
    value: str
    origin: str


Thing = VirtualDirectory | MailService | OutlookAnywhere


def thing_at(topology: Topology, source: Source, path: tuple[str | int, ...]) -> tuple[Thing, int] | None:
    """The directory or service that a path leads to or into, and how long the path to itself is."""
    server = server_at(topology, source, path)
    if server is None or len(path) < 3:  # noqa: PLR2004  servers, index, key
        return None
    part, *below = path[2:]
    if part in SERVICES:
        found = server.outlook_anywhere if part == "outlookAnywhere" else server.service(str(part))
        return found, 3
    if part != "virtualDirectories" or not below:
        return None
    directories = server.directories.get(str(below[0]), ())
    number = below[1] if len(below) > 1 and isinstance(below[1], int) else None
    if len(directories) <= (number or 0):
        return None
    return directories[number or 0], 4 if number is None else 5


def server_at(topology: Topology, source: Source, path: tuple[str | int, ...]) -> Server | None:
    """The server that a path leads into."""
    if len(path) < 2 or path[0] != "servers":  # noqa: PLR2004  servers, index
        return None
    pointer = f"/servers/{path[1]}"
    servers = topology.organization.servers
    return next((one for one in servers if one.pointer == pointer and one.source is source), None)


def facts(thing: Thing) -> Iterator[Fact]:
    """Every field that the object's version has."""
    key = thing.protocol if not isinstance(thing, OutlookAnywhere) else "outlookAnywhere"
    for field, attribute in attributes(thing, key).items():
        if thing.declares(field) or _has(thing, key, field):
            yield _fact(thing, field, attribute)


def attributes(thing: Thing, key: str) -> dict[str, str]:
    """By field: the attribute that holds what it comes to."""
    if isinstance(thing, VirtualDirectory):
        return {field: attribute for field, (attribute, _) in SLOTS[key].items()}
    return SERVICES[key]


def _has(thing: Thing, key: str, field: str) -> bool:
    """Whether the server's version has a property, as far as is known."""
    server = thing.server
    found = PROPERTIES.get(key, {}).get(field)
    if field == "webSite" or not isinstance(server, Server):
        return False
    if found is None or server.version is None or server.family is None:
        return True
    return server.version.at_least(found.since) is not False and server.family <= found.until


def _fact(thing: Thing, field: str, attribute: str) -> Fact:
    value = getattr(thing, attribute)
    if thing.state == "unknown":
        return Fact(field, "unknown", "the file says so")
    if thing.declares(field):
        return Fact(field, _words(field, value), "declared")
    if _is_unknown(field, value):
        return Fact(field, "unknown", "not declared")
    if field in _SETUP:
        return Fact(field, _words(field, value), "not declared: as Setup leaves it")
    origin = "follows from what is declared" if attribute in _DERIVED else "not declared"
    return Fact(field, _words(field, value), origin)


def _is_unknown(field: str, value: object) -> bool:
    return value is UNKNOWN or (value is None and field not in {*_SETUP, *_EMPTY_BY_DEFAULT})


def _words(field: str, value: object) -> str:
    if _is_unknown(field, value):
        return "unknown"
    if value is None or value == "" or value in ((), frozenset()):
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, cast("frozenset[str]", value))))
    return ", ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else str(value)
