"""From located trees to the typed organization; strict, so that a clean file never meets the JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from caslint.building.fields import (
    Shape,
    Surprise,
    choice,
    choices,
    dotted,
    flag,
    items,
    mapping,
    one_or_more,
    read,
    some,
    unread,
    word,
    word_or_null,
    words,
    words_or_null,
)
from caslint.building.server import server
from caslint.exchange.protocols import CLIENT_PROTOCOLS
from caslint.exchange.releases import CAS_FAMILIES
from caslint.model.mailbox import Array, Client, Database, ProxyPath
from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.node import Mapping, Node, Scalar
from caslint.record import Record
from caslint.text import Source

OUTCOMES = ("serve", "proxy", "redirect", "reject")

ORGANIZATION: Shape = {
    "name": word,
    "externalProtocols": choices(*CLIENT_PROTOCOLS),
    "externalDnsNames": words,
    "popImapProxying": choice("unsupported", "supported"),
}
SITE: Shape = {
    "name": word,
    "internetFacing": flag,
    "globalCatalog": choice("writable", "read-only", "none"),
    "loadBalancer": word_or_null,
}
ARRAY: Shape = {"name": word, "fqdn": word, "site": word, "members": words_or_null}
DATABASE: Shape = {"name": word, "server": word, "rpcClientAccessServer": word_or_null}
PROXYING: Shape = {"from": word, "to": word, "protocols": some(choices(*CLIENT_PROTOCOLS))}
CLIENT: Shape = {
    "name": word,
    "protocol": choice(*CLIENT_PROTOCOLS),
    "connectsTo": word,
    "mailbox": unread,
    "deviceProtocolVersion": dotted,
    "expect": some(one_or_more(choice(*OUTCOMES))),
}
MAILBOX: Shape = {"site": word, "server": word, "database": word}


class Document(Record):
    """One file of an organization: its text and the tree that was read from it."""

    source: Source
    root: Mapping


def organization(documents: list[Document]) -> Organization:
    """The organization that the files declare together, the root file first.

    Raises Surprise when a file is not of the format's shape.
    """
    built = Organization(documents[0].source, documents[0].root)
    for document in documents:
        _read_document(built, document, is_root=document is documents[0])
    _index(built)
    return built


def _read_document(built: Organization, document: Document, *, is_root: bool) -> None:
    for key, node in document.root.entries.items():
        if key == "organization" and is_root:
            _read_organization(built, node)
        elif key in _LISTS:
            _LISTS[key](built, document.source, node)
        elif key == "formatVersion":
            _read_format_version(node)
        elif key == "include" and is_root:
            words(node)
        else:
            raise Surprise(document.root)


def _read_format_version(node: Node) -> None:
    if not (isinstance(node, Scalar) and not node.style and node.text == "1"):
        raise Surprise(node)


def _read_organization(built: Organization, node: Node) -> None:
    values = read(node, ORGANIZATION)
    built.name = values.get("name", "")
    built.external_protocols = values.get("externalProtocols")
    built.external_dns_names = values.get("externalDnsNames")
    built.pop_imap_proxying = values.get("popImapProxying") == "supported"


def _each(node: Node, section: str) -> Iterator[tuple[Mapping, str]]:
    for index, item in enumerate(items(node)):
        yield mapping(item), f"/{section}/{index}"


def _sites(built: Organization, source: Source, node: Node) -> None:
    for item, pointer in _each(node, "sites"):
        values = read(item, SITE, "name")
        site = Site(values["name"], source, item, pointer)
        site.internet_facing = values.get("internetFacing")
        site.global_catalog = values.get("globalCatalog")
        site.load_balancer = values.get("loadBalancer", "").lower() or None
        built.sites.append(site)


def _servers(built: Organization, source: Source, node: Node) -> None:
    for index, item in enumerate(items(node)):
        built.servers.append(server(item, source, f"/servers/{index}"))


def _arrays(built: Organization, source: Source, node: Node) -> None:
    for item, pointer in _each(node, "clientAccessArrays"):
        values = read(item, ARRAY, "name", "fqdn", "site")
        array = Array(values["name"], source, item, pointer)
        array.fqdn = values["fqdn"].lower()
        array.site_name = values["site"]
        array.members = values.get("members")
        built.arrays.append(array)


def _databases(built: Organization, source: Source, node: Node) -> None:
    for item, pointer in _each(node, "mailboxDatabases"):
        values = read(item, DATABASE, "name", "server")
        database = Database(values["name"], source, item, pointer)
        database.server_name = values["server"]
        database.rpc_server = values.get("rpcClientAccessServer")
        built.databases.append(database)


def _proxying(built: Organization, source: Source, node: Node) -> None:
    for item, pointer in _each(node, "proxying"):
        values = read(item, PROXYING, "from", "to", "protocols")
        path = ProxyPath(f"{values['from']} -> {values['to']}", source, item, pointer)
        path.source_name = values["from"]
        path.target_name = values["to"]
        path.protocols = values["protocols"]
        built.proxying.append(path)


def _clients(built: Organization, source: Source, node: Node) -> None:
    for item, pointer in _each(node, "clients"):
        values = read(item, CLIENT, "name", "protocol", "connectsTo", "mailbox")
        client = Client(values["name"], source, item, pointer)
        client.protocol = values["protocol"]
        client.connects_to = values["connectsTo"]
        client.mailbox_kind, client.mailbox_name = _mailbox(values["mailbox"])
        client.device = values.get("deviceProtocolVersion")
        client.expect = values.get("expect", ())
        built.clients.append(client)


def _mailbox(node: Node) -> tuple[str, str]:
    values = read(node, MAILBOX)
    if len(values) != 1:
        raise Surprise(node)
    return next(iter(values.items()))


_LISTS: dict[str, Callable[[Organization, Source, Node], None]] = {
    "sites": _sites,
    "servers": _servers,
    "clientAccessArrays": _arrays,
    "mailboxDatabases": _databases,
    "proxying": _proxying,
    "clients": _clients,
}


def _index(built: Organization) -> None:
    """Resolve the names; what does not resolve stays None, and a rule says so."""
    for site in built.sites:
        built.sites_by_name.setdefault(site.name.casefold(), site)
    for one in built.servers:
        built.servers_by_name.setdefault(one.name.casefold(), one)
    for one in built.servers:
        if one.fqdn is not None:
            built.servers_by_name.setdefault(one.fqdn.casefold(), one)
    for one in sorted(built.servers, key=lambda server: server.name.casefold()):
        _place(built, one)
    for array in built.arrays:
        array.site = built.site(array.site_name)
    for database in built.databases:
        database.server = built.server(database.server_name)
        if database.server is not None:
            built.databases_of.setdefault(database.server, []).append(database)
    for path in built.proxying:
        path.source_server = built.server(path.source_name)
        path.target = built.server(path.target_name)


def _place(built: Organization, one: Server) -> None:
    """Put a server beside those of its family and of its site."""
    built.by_family.setdefault(one.family, []).append(one)
    if one.is_cas and one.family in CAS_FAMILIES:
        built.client_access.append(one)
    site = built.site(one.site_name) if one.site_name is not None else None
    if site is None:
        return
    one.site = site
    site.servers.append(one)
    if one.family is None:
        return
    if one.is_cas:
        site.cas.setdefault(one.family, []).append(one)
    if one.is_mailbox:
        site.mailbox.setdefault(one.family, []).append(one)
