"""From a declared organization to the objects that Exchange would hold for it; what tests export."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import default_internal_url
from caslint.exchange.versions import Family
from caslint.model import UNKNOWN, Organization, Server, Url, VirtualDirectory
from caslint.model.services import default_settings
from exporting import Enum, Exported, Id, Property, Uri, Ver, methods

NAMES = {
    "owa": "owa",
    "ecp": "ecp",
    "activesync": "Microsoft-Server-ActiveSync",
    "ews": "EWS",
    "oab": "OAB",
    "autodiscover": "Autodiscover",
    "outlookAnywhere": "Rpc",
}
ROLES = {"Mailbox": 2, "ClientAccess": 4, "UnifiedMessaging": 16, "HubTransport": 32, "EdgeTransport": 64}
DOMAIN = "contoso.example"


def objects(organization: Organization) -> dict[str, list[Exported]]:
    """The objects of each kind, in the order of the declaration; kinds of which nothing is known are left out."""
    found: dict[str, list[Exported]] = {"organization": [], "site": [], "server": []}
    if organization.name:
        found["organization"].append(
            Exported("organization", {"Name": organization.name, "Identity": organization.name})
        )
    for site in organization.sites:
        found["site"].append(Exported("site", {"Name": site.name, "HubSiteEnabled": False}))
    for server in organization.servers:
        for exported in _of_server(server):
            found.setdefault(exported.kind, []).append(exported)
    for array in organization.arrays:
        properties: dict[str, Property] = {
            "Name": array.name,
            "Fqdn": array.fqdn,
            "Site": site_id(array.site_name),
            "Members": [Id(name, name) for name in array.members or ()],
        }
        if array.members is None:
            del properties["Members"]
        found.setdefault("clientAccessArray", []).append(Exported("clientAccessArray", properties))
    for database in organization.databases:
        properties = {
            "Name": database.name,
            "Server": Id(database.server_name, database.server_name),
            "Recovery": False,
        }
        if database.rpc_server is not None:
            properties["RpcClientAccessServer"] = database.rpc_server or None
        found.setdefault("mailboxDatabase", []).append(Exported("mailboxDatabase", properties))
    return found


def site_id(name: str) -> Id:
    return Id(f"{DOMAIN}/Configuration/Sites/{name.replace('/', chr(92) + '/')}", name)


def _of_server(server: Server) -> Iterator[Exported]:
    is_2003 = server.family is Family.EXCHANGE_2003
    roles = [] if is_2003 else [role for role in ROLES if role in (server.roles or ())]
    named = ", ".join(sorted(roles, key=ROLES.__getitem__)) or "None"
    properties: dict[str, Property] = {
        "Name": server.name,
        "Site": site_id(server.site_name) if server.site_name and not is_2003 else None,
        "AdminDisplayVersion": version(server.version_text),
        "ServerRole": Enum(named, sum(ROLES[role] for role in roles)),
        "IsClientAccessServer": "ClientAccess" in roles,
        "IsMailboxServer": "Mailbox" in roles,
        "IsHubTransportServer": "HubTransport" in roles,
        "IsUnifiedMessagingServer": "UnifiedMessaging" in roles,
        "IsEdgeServer": "EdgeTransport" in roles,
        "Identity": Id(server.name, server.name),
        "DistinguishedName": f"CN={server.name},CN=Servers,CN=Exchange_Administrative_Group_of_a_Long_Name,DC=contoso",
    }
    if server.fqdn:
        properties["Fqdn"] = server.fqdn
    yield Exported("server", properties)
    if server.is_cas:
        yield from _client_access(server)


def version(text: str) -> Ver:
    """`Version 14.3 (Build 123.4)` as the shell holds it."""
    head, _, tail = text.removeprefix("Version ").partition(" (Build ")
    numbers, _, patch = tail.removesuffix(")").partition(": ")
    major, minor = head.split(".")
    build, revision = numbers.split(".")
    return Ver(int(major), int(minor), int(build), int(revision), patch or None)


def _client_access(server: Server) -> Iterator[Exported]:
    if server.autodiscover_uri is not UNKNOWN:
        uri = server.autodiscover_uri
        properties: dict[str, Property] = {
            "Name": server.name,
            "AutoDiscoverServiceInternalUri": Uri(uri.text) if isinstance(uri, Url) else None,
        }
        if server.site_scope is not None:
            properties["AutoDiscoverSiteScope"] = list(server.site_scope)
        yield Exported("clientAccessServer", properties)
    for directory in server.every_directory():
        if directory.state != "unknown":
            yield Exported(directory.protocol, _directory(directory))
    yield from _services(server)


def _identity(server: Server, kind: str, web_site: str) -> dict[str, Property]:
    name = f"{NAMES[kind]} ({web_site})"
    return {
        "Server": Id(server.name, server.name),
        "Name": name,
        "Identity": Id(f"{server.name}\\{name}", name),
    }


def _directory(directory: VirtualDirectory) -> dict[str, Property]:
    server = directory.server
    found = _identity(server, directory.protocol, directory.web_site or "Default Web Site")
    if directory.state == "default":
        default = default_internal_url(directory.protocol, server.host)
        return found | {"InternalUrl": Uri(default), "ExternalUrl": None} | _rest(directory)
    found["InternalUrl"] = _uri(directory.internal_url)
    found["ExternalUrl"] = _uri(directory.external_url)
    return found | _rest(directory) | _authentication(directory)


def _uri(value: object) -> Uri | None:
    return Uri(value.text) if isinstance(value, Url) else None


def _rest(directory: VirtualDirectory) -> dict[str, Property]:
    if directory.protocol == "ews":
        return {"InternalNLBBypassUrl": _uri(directory.internal_nlb_bypass_url)}
    if directory.protocol == "oab" and directory.require_ssl is not None:
        return {"RequireSSL": directory.require_ssl}
    if directory.protocol != "owa":
        return {}
    return {
        "FailbackUrl": _uri(directory.failback_url),
        "Exchange2003Url": _uri(directory.exchange2003_url),
        "CrossSiteRedirectType": Enum(directory.cross_site_redirect_type, 7),
        "LegacyRedirectType": Enum(directory.legacy_redirect_type, 8),
        "RedirectToOptimalOWAServer": directory.redirect_to_optimal,
    }


def _authentication(directory: VirtualDirectory) -> dict[str, Property]:
    eas = directory.protocol == "activesync"
    switches: dict[str, Property] = {
        "FormsAuthentication": directory.forms,
        "BasicAuthEnabled" if eas else "BasicAuthentication": directory.basic,
        "WindowsAuthEnabled" if eas else "WindowsAuthentication": directory.windows,
        "DigestAuthentication": directory.digest,
    }
    found = {name: value for name, value in switches.items() if value is not None}
    for name, listed in (
        ("InternalAuthenticationMethods", directory.internal_methods),
        ("ExternalAuthenticationMethods", directory.external_methods),
    ):
        if listed is not None:
            found[name] = methods(sorted(listed))
    return found


def _services(server: Server) -> Iterator[Exported]:
    outlook = server.declared_outlook_anywhere
    if outlook is not None and outlook.enabled:
        found = _identity(server, "outlookAnywhere", "Default Web Site")
        found["ExternalHostname"] = outlook.external_hostname or None
        if outlook.client_authentication_method is not None:
            found["ClientAuthenticationMethod"] = methods([outlook.client_authentication_method])[0]
        if outlook.ssl_offloading is not None:
            found["SSLOffloading"] = outlook.ssl_offloading
        yield Exported("outlookAnywhere", found)
    for kind, protocol in (("pop3", "POP3"), ("imap4", "IMAP4")):
        service = server.service(kind)
        if service.state != "unknown":
            settings = (
                service.internal if service.internal is not None else default_settings(kind, server.host)
            )
            yield Exported(
                kind,
                {
                    "ProtocolName": protocol,
                    "Server": Id(server.name, server.name),
                    "Name": "1",
                    "InternalConnectionSettings": list(settings),
                    "ExternalConnectionSettings": list(service.external or ()),
                    "Identity": Id(f"{server.name}\\1", "1"),
                },
            )
