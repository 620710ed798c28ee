"""Inventories that people keep as CSV: one server a line, its URLs in columns of all kinds of names.

`OWAExernalURL`, `EAS Internal Url` and `OutlookAnywhere-ExternalHostNAme(E2010+)`
are columns of real ones: what stands in brackets is a hint for people, and a
letter may be missing.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from caslint.importer.value import Thing, Value

_TYPES = {
    "owa": "ADOwaVirtualDirectory",
    "ecp": "ADEcpVirtualDirectory",
    "activesync": "ADMobileVirtualDirectory",
    "ews": "ADWebServicesVirtualDirectory",
    "oab": "ADOabVirtualDirectory",
    "autodiscover": "ADAutodiscoverVirtualDirectory",
    "outlookAnywhere": "ADRpcHttpVirtualDirectory",
}
_PROTOCOLS = {
    "outlookanywhere": "outlookAnywhere",
    "autodiscover": "autodiscover",
    "activesync": "activesync",
    "webservices": "ews",
    "autodisc": "autodiscover",
    "eas": "activesync",
    "owa": "owa",
    "ecp": "ecp",
    "ews": "ews",
    "oab": "oab",
    "oa": "outlookAnywhere",
}
"""What a column begins with, the longest first."""

_URLS = {"internalurl": "internalurl", "externalurl": "externalurl"}
_HOSTS = {"externalhostname": "externalhostname", "internalhostname": ""}
_SCP = {
    "uri": "uri",
    "internaluri": "uri",
    "serviceinternaluri": "uri",
    "scp": "uri",
    "url": "uri",
    "name": "",
    **_URLS,
}
_SERVER = {
    "servername": "name",
    "server": "name",
    "name": "name",
    "serverversion": "admindisplayversion",
    "version": "admindisplayversion",
    "admindisplayversion": "admindisplayversion",
    "serverrole": "serverrole",
    "roles": "serverrole",
    "site": "site",
    "adsite": "site",
    "fqdn": "fqdn",
}
_LEAST = 2
"""Columns of protocols that make a file an inventory; exports of one cmdlet have none."""

_LIKE = 0.85
_LONGEST = 200


class Inventory:
    """The columns of an inventory: the protocol (empty for the server itself) and the property of each."""

    def __init__(self, columns: list[tuple[str, str]]) -> None:
        self._columns = columns

    @classmethod
    def of(cls, header: list[str]) -> Inventory | None:
        """The inventory that a header begins; None where it is none."""
        columns = [_column(title) for title in header]
        named = ("", "name") in columns
        return cls(columns) if named and sum(bool(c[0] and c[1]) for c in columns) >= _LEAST else None

    def things(self, row: list[str]) -> list[Thing]:
        """The objects that one line describes: the server, and what it says of its protocols.

        A protocol whose cells are all empty says nothing: whether the directory
        is there without URLs or is not there at all cannot be told.
        """
        found: dict[str, dict[str, Value]] = {}
        for (protocol, property_), cell in zip(self._columns, row, strict=True):
            if property_:
                found.setdefault(protocol, {}).setdefault(property_, cell.strip() or None)
        server = found.pop("", {})
        name = server.get("name")
        if name is None:
            return []
        told = {kind: facts for kind, facts in found.items() if any(facts.values())}
        return [Thing(server, ("ExchangeServer",)), *_of_protocols(name, told)]


def _of_protocols(server: Value, told: dict[str, dict[str, Value]]) -> list[Thing]:
    things: list[Thing] = []
    for kind, facts in told.items():
        if "uri" in facts:
            scp: dict[str, Value] = {"name": server, "autodiscoverserviceinternaluri": facts.pop("uri")}
            things.append(Thing(scp, ("ClientAccessServer",)))
        if facts:
            things.append(Thing({"server": server, **facts}, (_TYPES[kind],)))
    return things


def _column(title: str) -> tuple[str, str]:
    """What a column's title speaks of; an empty property where it is nothing that is imported."""
    bare = re.sub(r"[^a-z]", "", re.sub(r"\([^)]*\)", "", title[:_LONGEST].lower()))
    if bare in _SERVER:
        return "", _SERVER[bare]
    for beginning, protocol in _PROTOCOLS.items():
        if bare.startswith(beginning):
            rest = bare.removeprefix(beginning).removeprefix("virtualdirectory")
            return protocol, _nearest(rest, _choices(protocol))
    return "", ""


def _choices(protocol: str) -> dict[str, str]:
    if protocol == "autodiscover":
        return _SCP
    return _HOSTS if protocol == "outlookAnywhere" else _URLS


def _nearest(word: str, choices: dict[str, str]) -> str:
    found = get_close_matches(word, choices, 1, _LIKE)
    return choices[found[0]] if found else ""
