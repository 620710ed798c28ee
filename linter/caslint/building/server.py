"""From a server's node to a Server: roles, version, services."""

from __future__ import annotations

from typing import Any

from caslint.building.directory import directories, url_field
from caslint.building.fields import (
    Shape,
    Surprise,
    choice,
    choices,
    flag,
    mapping,
    read,
    unread,
    word,
    word_or_null,
    words_or_null,
)
from caslint.exchange.protocols import AUTHENTICATION_METHODS, MAIL_PROTOCOLS
from caslint.exchange.version_text import looks_like_2003
from caslint.exchange.versions import Family, parse, with_build
from caslint.model.server import Server
from caslint.model.services import NOT_WRITTEN, MailService, OutlookAnywhere, default_settings
from caslint.node import Mapping, Node, Scalar
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

SERVER: Shape = {
    "name": word,
    "fqdn": word,
    "site": word,
    "version": unread,
    "build": word,
    "roles": choices(*ROLES),
    "planned": flag,
    "perimeter": flag,
    "internetFacing": flag,
    "autoDiscoverServiceInternalUri": word_or_null,
    "autoDiscoverSiteScope": words_or_null,
    "allowProxyingWithoutSsl": flag,
    "owaResourceVersions": words_or_null,
    "certificateNames": words_or_null,
    "virtualDirectories": unread,
    "outlookAnywhere": unread,
    "pop3": unread,
    "imap4": unread,
}
_PLAIN = {
    "fqdn": "fqdn",
    "site": "site_name",
    "build": "build_text",
    "planned": "planned",
    "perimeter": "perimeter",
    "internetFacing": "internet_facing",
    "autoDiscoverSiteScope": "site_scope",
    "allowProxyingWithoutSsl": "allow_proxying_without_ssl",
    "owaResourceVersions": "owa_resource_versions",
    "certificateNames": "certificate_names",
}
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


def server(values: dict[str, Any], source: Source, node: Mapping, pointer: str) -> Server:
    """The server that the values of its node declare; raises Surprise."""
    built = Server(values["name"], source, node, pointer)
    for field, value in values.items():
        if field in _PLAIN:
            setattr(built, _PLAIN[field], value)
    built.host = (built.fqdn or built.name).lower()
    _version(built, values["version"])
    _roles(built, values.get("roles"))
    _autodiscover(built, values.get("autoDiscoverServiceInternalUri"))
    directories(built, values.get("virtualDirectories"))
    for protocol in MAIL_PROTOCOLS:
        if protocol in values:
            built.services[protocol] = _mail_service(built, protocol, values[protocol])
    if "outlookAnywhere" in values:
        built.declared_outlook_anywhere = _outlook_anywhere(built, values["outlookAnywhere"])
    return built


def _version(built: Server, node: Node) -> None:
    text = built.version_text = word(node)
    assert isinstance(node, Scalar)  # noqa: S101  word() raised otherwise
    if not node.style and _is_number(text):
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


def _roles(built: Server, roles: tuple[str, ...] | None) -> None:
    if (roles is None or built.site_name is None) and not looks_like_2003(built.version_text):
        raise Surprise(built.node)
    built.roles = None if roles is None else frozenset(roles)
    if built.family is Family.EXCHANGE_2003:
        # Every 2003 server is a back end until it is made a front end, and its export never says.
        built.is_mailbox = roles is None or "FrontEnd" not in roles
    elif roles is not None:
        built.is_cas = "ClientAccess" in roles
        built.is_mailbox = "Mailbox" in roles
        built.is_hub = "HubTransport" in roles


def _autodiscover(built: Server, text: str | None) -> None:
    if text is None or text == "unknown":
        return
    built.autodiscover_uri, valid = url_field(text)
    if not valid:
        built.invalid_urls = ("autoDiscoverServiceInternalUri",)


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
