"""From a server's node to a Server: roles, version, services."""

from __future__ import annotations

from caslint.building.directory import directories, maybe_url
from caslint.building.fields import (
    Shape,
    Slots,
    Surprise,
    choice,
    choices,
    flag,
    mapping,
    read,
    set_of,
    word,
    word_or_null,
    words_or_null,
)
from caslint.exchange.protocols import AUTHENTICATION_METHODS, MAIL_PROTOCOLS
from caslint.exchange.version_text import looks_like_2003
from caslint.exchange.versions import Family, parse, with_build
from caslint.model.declared import UNKNOWN
from caslint.model.server import MaybeUrl, Server
from caslint.model.services import NOT_WRITTEN, MailService, OutlookAnywhere, default_settings
from caslint.node import Node, Scalar
from caslint.text import Source

ROLES = (
    "ClientAccess",
    "Mailbox",
    "HubTransport",
    "UnifiedMessaging",
    "EdgeTransport",
    "FrontEnd",
    "BackEnd",
)

_LISTED = choices(*ROLES)


def _roles(node: Node) -> frozenset[str]:
    return set_of(_LISTED(node))


def _autodiscover_uri(node: Node) -> MaybeUrl:
    return UNKNOWN if _is_unknown(node) else maybe_url(node)


SERVER: Slots = {
    "name": ("name", word),
    "fqdn": ("fqdn", word),
    "site": ("site_name", word),
    "version": ("version_text", word),
    "build": ("build_text", word),
    "roles": ("roles", _roles),
    "planned": ("planned", flag),
    "perimeter": ("perimeter", flag),
    "internetFacing": ("internet_facing", flag),
    "autoDiscoverServiceInternalUri": ("autodiscover_uri", _autodiscover_uri),
    "autoDiscoverSiteScope": ("site_scope", words_or_null),
    "allowProxyingWithoutSsl": ("allow_proxying_without_ssl", flag),
    "owaResourceVersions": ("owa_resource_versions", words_or_null),
    "certificateNames": ("certificate_names", words_or_null),
}
DEPENDENT = frozenset({"virtualDirectories", "outlookAnywhere", *MAIL_PROTOCOLS})
"""The keys whose values are read when the server's version and name are known."""

POP3: Shape = {
    "enabled": flag,
    "internalConnectionSettings": words_or_null,
    "externalConnectionSettings": words_or_null,
    "allowCrossSiteSessions": flag,
}
OUTLOOK_ANYWHERE: Shape = {
    "enabled": flag,
    "externalHostname": word_or_null,
    "clientAuthenticationMethod": choice(*AUTHENTICATION_METHODS),
    "sslOffloading": flag,
}


def server(node: Node, source: Source, pointer: str) -> Server:
    """The server that its node declares; raises Surprise."""
    written = mapping(node)
    entries = written.entries
    if "name" not in entries or "version" not in entries:
        raise Surprise(node)
    built = Server("", source, written, pointer)
    for field, value in entries.items():
        if field in SERVER:
            slot, reader = SERVER[field]
            setattr(built, slot, reader(value))
        elif field not in DEPENDENT:
            raise Surprise(node)
    built.host = (built.fqdn or built.name).lower()
    _version(built, entries["version"])
    _settle_roles(built)
    _services(built, entries)
    return built


def _services(built: Server, entries: dict[str, Node]) -> None:
    """Give the server what clients connect to."""
    uri = entries.get("autoDiscoverServiceInternalUri")
    if uri is not None and built.autodiscover_uri is UNKNOWN and not _is_unknown(uri):
        built.invalid_urls = ("autoDiscoverServiceInternalUri",)
        built.has_invalid_urls = True
    directories(built, entries.get("virtualDirectories"))
    for protocol in MAIL_PROTOCOLS:
        if protocol in entries:
            built.services[protocol] = _mail_service(built, protocol, entries[protocol])
    if "outlookAnywhere" in entries:
        built.declared_outlook_anywhere = _outlook_anywhere(built, entries["outlookAnywhere"])


def _version(built: Server, node: Node) -> None:
    text = built.version_text
    if isinstance(node, Scalar) and not node.style and _is_number(text):
        return  # YAML reads 14.10 as 14.1; the rule about version texts says so
    version = parse(text)
    if version is not None:
        built.family = version.family
        if built.build_text is not None:
            version = with_build(version, built.build_text) or version
    built.version = version


def _is_number(text: str) -> bool:
    """Whether YAML would read the plain text as a number."""
    return text.replace(".", "", 1).isdigit()


def _settle_roles(built: Server) -> None:
    """What the roles make of the server; only one of 2003 may leave them out, or its site."""
    roles = built.roles
    if (roles is None or built.site_name is None) and not looks_like_2003(built.version_text):
        raise Surprise(built.node)
    if built.family is Family.EXCHANGE_2003:
        # Every 2003 server is a back end until it is made a front end, and its export never says.
        built.is_mailbox = roles is None or "FrontEnd" not in roles
    elif roles is not None:
        built.is_cas = "ClientAccess" in roles
        built.is_mailbox = "Mailbox" in roles
        built.is_hub = "HubTransport" in roles


def _is_unknown(node: Node) -> bool:
    return type(node) is Scalar and node.text == "unknown"


def _mail_service(built: Server, protocol: str, node: Node) -> MailService:
    if _is_unknown(node):
        return MailService(built, protocol, "unknown", NOT_WRITTEN)
    values = read(node, POP3)
    service = MailService(built, protocol, "declared", mapping(node))
    service.enabled = values.get("enabled")
    service.internal = values.get("internalConnectionSettings", default_settings(protocol, built.host))
    service.external = values.get("externalConnectionSettings", ())
    service.allow_cross_site_sessions = values.get("allowCrossSiteSessions")
    return service


def _outlook_anywhere(built: Server, node: Node) -> OutlookAnywhere:
    if _is_unknown(node):
        return OutlookAnywhere(built, "unknown", NOT_WRITTEN)
    values = read(node, OUTLOOK_ANYWHERE)
    settings = OutlookAnywhere(built, "declared", mapping(node))
    settings.enabled = values.get("enabled")
    settings.external_hostname = values.get("externalHostname")
    settings.client_authentication_method = values.get("clientAuthenticationMethod")
    settings.ssl_offloading = values.get("sslOffloading")
    return settings
