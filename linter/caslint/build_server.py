"""From a server's node to a Server: roles, version, services."""

from __future__ import annotations

from typing import Any

from caslint.build_directory import directories, url_field
from caslint.exchange.protocols import DEFAULT_CONNECTION_SETTINGS
from caslint.exchange.versions import Family, parse, with_build
from caslint.fields import (
    Shape,
    Surprise,
    choices,
    flag,
    is_null,
    read,
    unread,
    word,
    word_or_null,
    words_or_null,
)
from caslint.model.declared import UNKNOWN
from caslint.model.server import Server
from caslint.model.services import NOT_WRITTEN, MailService, OutlookAnywhere
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
POP3: Shape = {
    "enabled": flag,
    "internalConnectionSettings": words_or_null,
    "externalConnectionSettings": words_or_null,
    "allowCrossSiteSessions": flag,
}
OUTLOOK_ANYWHERE: Shape = {
    "enabled": flag,
    "externalHostname": word_or_null,
    "clientAuthenticationMethod": word,
    "sslOffloading": flag,
}


def server(values: dict[str, Any], source: Source, node: Mapping, pointer: str) -> Server:
    """The server that the values of its node declare; raises Surprise."""
    built = Server(values["name"], source, node, pointer)
    built.fqdn = values.get("fqdn")
    built.host = (built.fqdn or built.name).lower()
    built.site_name = values.get("site")
    _version(built, values)
    _roles(built, values)
    built.planned = values.get("planned", False)
    built.perimeter = values.get("perimeter", False)
    built.internet_facing = values.get("internetFacing")
    _autodiscover(built, values)
    built.allow_proxying_without_ssl = values.get("allowProxyingWithoutSsl", False)
    built.owa_resource_versions = values.get("owaResourceVersions")
    built.certificate_names = values.get("certificateNames")
    directories(built, values.get("virtualDirectories"))
    for protocol in ("pop3", "imap4"):
        setattr(built, protocol, _mail_service(built, protocol, values.get(protocol)))
    built.outlook_anywhere = _outlook_anywhere(built, values.get("outlookAnywhere"))
    return built


def _version(built: Server, values: dict[str, Any]) -> None:
    node = values["version"]
    built.version_text = word(node)
    built.build_text = values.get("build")
    if not node.style and _is_number(built.version_text):
        return  # YAML reads 14.10 as 14.1; the rule about version texts says so
    built.version = parse(built.version_text)
    if built.version is not None:
        built.family = built.version.family
        if built.build_text is not None:
            built.version = with_build(built.version, built.build_text) or built.version


def _is_number(text: str) -> bool:
    """Whether YAML would read the plain text as a number."""
    return text.replace(".", "", 1).isdigit()


def _roles(built: Server, values: dict[str, Any]) -> None:
    roles = values.get("roles")
    is_2003 = built.family is Family.EXCHANGE_2003
    if not is_2003 and (roles is None or built.site_name is None):
        raise Surprise(built.node)
    built.roles = None if roles is None else frozenset(roles)
    if is_2003:
        # Every 2003 server is a back end until it is made a front end, and its export never says.
        built.is_mailbox = built.roles is None or "FrontEnd" not in built.roles
    elif built.roles is not None:
        built.is_cas = "ClientAccess" in built.roles
        built.is_mailbox = "Mailbox" in built.roles
        built.is_hub = "HubTransport" in built.roles


def _autodiscover(built: Server, values: dict[str, Any]) -> None:
    text = values.get("autoDiscoverServiceInternalUri")
    if text is None or (
        text == "unknown" and not is_null(built.node.entries["autoDiscoverServiceInternalUri"])
    ):
        built.autodiscover_uri = UNKNOWN
    else:
        built.autodiscover_uri, valid = url_field(text)
        if not valid:
            built.invalid_urls = ("autoDiscoverServiceInternalUri",)
    built.site_scope = values.get("autoDiscoverSiteScope")


def _is_unknown(node: Node) -> bool:
    return type(node) is Scalar and node.text == "unknown"


def _mail_service(built: Server, protocol: str, node: Node | None) -> MailService:
    if node is None:
        service = MailService(built, protocol, "default", NOT_WRITTEN)
    elif _is_unknown(node):
        return MailService(built, protocol, "unknown", NOT_WRITTEN)
    else:
        values = read(node, POP3)
        assert isinstance(node, Mapping)  # noqa: S101  read() raised otherwise
        service = MailService(built, protocol, "declared", node)
        service.enabled = values.get("enabled")
        service.internal = values.get("internalConnectionSettings")
        service.external = values.get("externalConnectionSettings")
        service.allow_cross_site_sessions = values.get("allowCrossSiteSessions")
    if service.internal is None:
        service.internal = tuple([f"{built.host}:{end}" for end in DEFAULT_CONNECTION_SETTINGS[protocol]])
    if service.external is None:
        service.external = ()
    return service


def _outlook_anywhere(built: Server, node: Node | None) -> OutlookAnywhere:
    if node is None:
        return OutlookAnywhere(built, "default", NOT_WRITTEN)
    if _is_unknown(node):
        return OutlookAnywhere(built, "unknown", NOT_WRITTEN)
    values = read(node, OUTLOOK_ANYWHERE)
    assert isinstance(node, Mapping)  # noqa: S101  read() raised otherwise
    settings = OutlookAnywhere(built, "declared", node)
    settings.enabled = values.get("enabled")
    settings.external_hostname = values.get("externalHostname")
    settings.client_authentication_method = values.get("clientAuthenticationMethod")
    settings.ssl_offloading = values.get("sslOffloading")
    return settings
