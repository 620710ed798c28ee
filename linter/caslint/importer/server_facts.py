"""From exported servers, sites, arrays, databases and the organization to their facts."""

from __future__ import annotations

import re

from caslint.exchange.versions import Family, parse
from caslint.importer.draft import Draft, Item
from caslint.importer.gather import Record
from caslint.importer.reading import flag, name, names, number, text, version, words
from caslint.importer.value import LOST, Lost, Thing, Value

_ROLES = {
    "ClientAccess": ("isclientaccessserver", 4),
    "Mailbox": ("ismailboxserver", 2),
    "HubTransport": ("ishubtransportserver", 32),
    "UnifiedMessaging": ("isunifiedmessagingserver", 16),
    "EdgeTransport": ("isedgeserver", 64),
}
"""Each role with its switch and its flag in ServerRole, in the order in which they are written."""

_SPELLED_ROLES = {role.casefold(): role for role in _ROLES} | {"edge": "EdgeTransport"}
_ORGANIZATION = re.compile(r"(?:\A|,)CN=([^,\\]+),CN=Microsoft Exchange,CN=Services,", re.IGNORECASE)
_LEGACY = re.compile(r"/o=([^/]+)/", re.IGNORECASE)


def take_server(draft: Draft, record: Record) -> None:
    """Add what Get-ExchangeServer tells."""
    properties = record.thing.properties
    named = _own_name(record.thing)
    if named is None:
        draft.leave_out(record.file, "a server without a name; export Name too")
        return
    server = draft.server(named)
    server.read("fqdn", text, properties, record.file)
    draft.know(server)
    told = version(properties.get("admindisplayversion"))
    if told is not None:
        server.put("version", told, record.file)
    found = server.version
    if "site" in properties and not (found is not None and found.family is Family.EXCHANGE_2003):
        site = name(properties["site"])
        if site is not None:
            server.put("site", site, record.file)
    roles = _roles(properties)
    if roles is not None and not (found is not None and found.family is Family.EXCHANGE_2003):
        server.put("roles", roles, record.file)
    _take_organization_name(draft, properties, record.file)


def _own_name(thing: Thing) -> str | None:
    for value in (
        thing.properties.get("name"),
        thing.properties.get("identity"),
        thing.properties.get("fqdn"),
    ):
        found = name(value)
        if isinstance(found, str):
            return found
    return thing.text or None


def _roles(properties: dict[str, Value]) -> tuple[str, ...] | Lost | None:
    """The roles; the switches go before ServerRole, which says Mailbox alone on 2016 and later."""
    stated = _stated_roles(properties)
    switched = {role: flag(properties.get(switch)) for role, (switch, _) in _ROLES.items()}
    if stated is None and not any(isinstance(value, bool) for value in switched.values()):
        return LOST if "serverrole" in properties else None
    return tuple(
        [role for role, on in switched.items() if on is True or (on is not False and role in (stated or ()))]
    )


def _stated_roles(properties: dict[str, Value]) -> set[str] | None:
    value = properties.get("serverrole")
    flags = number(value)
    if flags is not None:
        return {role for role, (_, bit) in _ROLES.items() if flags & bit}
    told = words(value, spaced=True)
    if value is None or isinstance(told, Lost):
        return None
    return {_SPELLED_ROLES[word.casefold()] for word in told if word.casefold() in _SPELLED_ROLES}


def _take_organization_name(draft: Draft, properties: dict[str, Value], file: str) -> None:
    """A server's names in the directory hold the organization's."""
    dn, legacy = text(properties.get("distinguishedname")), text(properties.get("exchangelegacydn"))
    found = (isinstance(dn, str) and _ORGANIZATION.search(dn)) or (
        isinstance(legacy, str) and _LEGACY.match(legacy)
    )
    if found and "name" not in draft.organization.facts:
        draft.organization.put("name", found[1], file)


def take_build(draft: Draft, record: Record) -> None:
    """Add the file version of ExSetup.exe, which was asked on the server that it tells of."""
    told = text(record.thing.properties.get("fileversion"))
    computer = text(record.thing.properties.get("pscomputername"))
    read = parse(told) if isinstance(told, str) else None
    if isinstance(told, str) and isinstance(computer, str) and read is not None and read.number is not None:
        draft.server(computer).put("build", ".".join(map(str, read.number)), record.file)


def take_client_access_server(draft: Draft, record: Record) -> None:
    """Add what Get-ClientAccessServer tells."""
    named = _own_name(record.thing)
    if named is None:
        draft.leave_out(record.file, "a Client Access server without a name; export Name too")
        return
    server, properties = draft.server(named), record.thing.properties
    server.put("isClientAccess", value=True, file=record.file)
    server.read("autoDiscoverServiceInternalUri", text, properties, record.file)
    server.read("autoDiscoverSiteScope", names, properties, record.file)
    server.read("outlookAnywhereEnabled", flag, properties, record.file)


def take_site(draft: Draft, record: Record) -> None:
    """Add an Active Directory site."""
    named = _own_name(record.thing)
    if named is not None:
        draft.sites.setdefault(named.casefold(), Item(named)).put("name", named, record.file)


def take_organization(draft: Draft, record: Record) -> None:
    """Add the organization's name."""
    named = _own_name(record.thing)
    if named is not None:
        draft.organization.put("name", named, record.file)


def take_array(draft: Draft, record: Record) -> None:
    """Add a Client Access array."""
    properties, named = record.thing.properties, _own_name(record.thing)
    fqdn = text(properties.get("fqdn"))
    site = name(properties.get("site")) or name(properties.get("sitename"))
    if named is None or not isinstance(fqdn, str) or not isinstance(site, str):
        draft.leave_out(record.file, "a Client Access array without Name, Fqdn or Site")
        return
    item = draft.arrays.setdefault(named.casefold(), Item(named))
    item.put("fqdn", fqdn, record.file)
    item.put("site", site, record.file)
    if "members" in properties:
        item.put("members", names(properties["members"]), record.file)


def take_database(draft: Draft, record: Record) -> None:
    """Add a mailbox database; recovery databases hold no mailboxes of their own and are passed over."""
    properties, named = record.thing.properties, _own_name(record.thing)
    if flag(properties.get("recovery")) is True:
        return
    server = name(properties.get("server")) or name(properties.get("servername"))
    if named is None or not isinstance(server, str):
        draft.leave_out(record.file, "a mailbox database without Name or Server")
        return
    owner = draft.server(server)
    owner.put("holdsDatabases", value=True, file=record.file)
    item = draft.databases.setdefault(f"{owner.name}\\{named}".casefold(), Item(named))
    item.put("server", owner.name, record.file)
    identity = text(properties.get("identity"))
    if isinstance(identity, str) and "\\" in identity:
        item.put("identity", identity, record.file)
    item.read("rpcClientAccessServer", text, properties, record.file)
