"""Declare organizations in tests, in few words; JSON is YAML."""

from __future__ import annotations

import json
from typing import Any

Item = dict[str, Any]
"""A thing as it is declared."""

EVERY_ROLE = ["ClientAccess", "HubTransport", "Mailbox"]
CLIENT_ACCESS = ["ClientAccess"]
MAILBOX = ["Mailbox", "HubTransport"]


def server(
    name: str,
    version: str = "2010 SP3",
    site: str = "Redmond",
    roles: list[str] | None = None,
    **fields: object,
) -> Item:
    """A server; fields are its own keys, virtual directories among them by their protocols."""
    directories = {key: fields.pop(key) for key in DIRECTORIES if key in fields}
    declared: Item = {"name": name, "version": version, **fields}
    if not version.startswith("2003"):
        declared |= {"site": site, "roles": EVERY_ROLE if roles is None else roles}
    elif roles is not None:
        declared["roles"] = roles
    if directories:
        declared["virtualDirectories"] = directories
    return declared


DIRECTORIES = ("owa", "ecp", "activesync", "ews", "oab", "autodiscover", "exchange")


def one(protocol: str, declared: object) -> Item:
    """A virtual directory of this protocol."""
    return {protocol: declared}


def external(host: str, *protocols: str, **more: object) -> Item:
    """Virtual directories of these protocols with an ExternalUrl on a host."""
    return {protocol: {"externalUrl": f"https://{host}{PATHS[protocol]}", **more} for protocol in protocols}


PATHS = {
    "owa": "/owa",
    "ecp": "/ecp",
    "activesync": "/Microsoft-Server-ActiveSync",
    "ews": "/EWS/Exchange.asmx",
    "oab": "/OAB",
}


def organization(*servers: Item, **sections: object) -> str:
    """The text of a topology file with these servers, and the sites that they name."""
    sites = list(dict.fromkeys([each["site"] for each in servers if "site" in each]))
    return json.dumps(
        {"sites": [{"name": site} for site in sites], "servers": list(servers)} | sections, ensure_ascii=False
    )


def path(source: str, target: str, *protocols: str) -> Item:
    """A declared proxy path."""
    return {"from": source, "to": target, "protocols": list(protocols)}
