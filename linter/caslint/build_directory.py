"""From the node `virtualDirectories` to a server's VirtualDirectory objects, with Setup's defaults."""

from __future__ import annotations

from typing import Any

from caslint.exchange.protocols import AUTHENTICATION_METHODS, DIRECTORY_PATHS, directories_of
from caslint.exchange.versions import Family
from caslint.fields import (
    Shape,
    Surprise,
    choice,
    choices,
    flag,
    items,
    mapping,
    or_null,
    read,
    word,
    word_or_null,
)
from caslint.model.declared import UNKNOWN
from caslint.model.server import MaybeUrl, Server, VirtualDirectory
from caslint.model.services import NOT_WRITTEN
from caslint.model.url import Url, url
from caslint.node import Mapping, Node, Scalar, Sequence

_METHODS = or_null(choices(*AUTHENTICATION_METHODS))
_COMMON: Shape = {
    "internalUrl": word_or_null,
    "externalUrl": word_or_null,
    "digestAuthentication": flag,
    "internalAuthenticationMethods": _METHODS,
    "externalAuthenticationMethods": _METHODS,
    "requireSsl": flag,
    "webSite": word,
}
_BOOLEANS: Shape = {"basicAuthentication": flag, "windowsAuthentication": flag}
_FORMS: Shape = {"formsAuthentication": flag}

SHAPES: dict[str, Shape] = {
    "owa": {
        **_COMMON,
        **_BOOLEANS,
        **_FORMS,
        "failbackUrl": word_or_null,
        "exchange2003Url": word_or_null,
        "crossSiteRedirectType": choice("Manual", "Silent"),
        "legacyRedirectType": choice("Manual", "Silent"),
        "redirectToOptimalOwaServer": flag,
    },
    "ecp": {**_COMMON, **_BOOLEANS, **_FORMS},
    "activesync": {**_COMMON, "basicAuthEnabled": flag, "windowsAuthEnabled": flag},
    "ews": {**_COMMON, **_BOOLEANS, "internalNlbBypassUrl": word_or_null},
    "oab": {**_COMMON, **_BOOLEANS},
    "autodiscover": {**_COMMON, **_BOOLEANS},
    "exchange": {**_COMMON, **_BOOLEANS, **_FORMS},
}

_URLS: dict[str, Url | None] = {}
_MOST_URLS = 100_000


def directories(server: Server, node: Node | None) -> None:
    """Give the server its directories: as declared, and as Setup leaves those that are not written."""
    written = mapping(node).entries if node is not None else {}
    has_doors = server.is_cas or server.family is Family.EXCHANGE_2003
    usual = directories_of(server.family) if has_doors and server.family is not None else ()
    for protocol in usual:
        if protocol not in written:
            server.directories[protocol] = (_default(server, protocol),)
    for protocol, declared in written.items():
        if protocol not in SHAPES:
            raise Surprise(declared)
        server.directories[protocol] = _declared(server, protocol, declared)


def _default(server: Server, protocol: str) -> VirtualDirectory:
    directory = VirtualDirectory(server, protocol, "default", NOT_WRITTEN, protocol)
    directory.internal_url = _default_url(server, protocol)
    directory.external_url = None
    return directory


def _default_url(server: Server, protocol: str) -> Url:
    path = DIRECTORY_PATHS[protocol]
    return Url(f"https://{server.host}{path}", "https", server.host, None, path)


def _declared(server: Server, protocol: str, node: Node) -> tuple[VirtualDirectory, ...]:
    if type(node) is Scalar:
        if node.text == "absent":
            return ()
        if node.text == "unknown":
            return (VirtualDirectory(server, protocol, "unknown", NOT_WRITTEN, protocol),)
        raise Surprise(node)
    if type(node) is Sequence:
        found = [_directory(server, protocol, item, f"{protocol}/{i}") for i, item in enumerate(items(node))]
        return tuple(found)
    return (_directory(server, protocol, node, protocol),)


def _directory(server: Server, protocol: str, node: Node, segment: str) -> VirtualDirectory:
    values = read(node, SHAPES[protocol])
    directory = VirtualDirectory(server, protocol, "declared", _mapping(node), segment)
    directory.web_site = values.get("webSite")
    _urls(directory, values)
    if "internalUrl" not in values:
        directory.internal_url = _default_url(server, protocol)
    _authentication(directory, values)
    if protocol == "owa":
        directory.cross_site_redirect_type = values.get("crossSiteRedirectType", "Manual")
        directory.legacy_redirect_type = values.get("legacyRedirectType", "Silent")
        directory.redirect_to_optimal = values.get("redirectToOptimalOwaServer", True)
    directory.require_ssl = values.get("requireSsl")
    return directory


def _mapping(node: Node) -> Mapping:
    assert isinstance(node, Mapping)  # noqa: S101  read() raised otherwise
    return node


_URL_FIELDS = {
    "internalUrl": "internal_url",
    "externalUrl": "external_url",
    "failbackUrl": "failback_url",
    "exchange2003Url": "exchange2003_url",
    "internalNlbBypassUrl": "internal_nlb_bypass_url",
}


def _urls(directory: VirtualDirectory, values: dict[str, Any]) -> None:
    directory.external_url = None
    for field, slot in _URL_FIELDS.items():
        if field in values:
            value, valid = url_field(values[field])
            setattr(directory, slot, value)
            if not valid:
                directory.invalid_urls = (*directory.invalid_urls, field)


def url_field(text: str) -> tuple[MaybeUrl, bool]:
    """What a URL's text says, and whether it is valid; the empty text stands for null."""
    if not text:
        return None, True
    if text in _URLS:
        known = _URLS[text]
    else:
        if len(_URLS) > _MOST_URLS:
            _URLS.clear()
        known = _URLS[text] = url(text)
    return (known, True) if known is not None else (UNKNOWN, False)


def _authentication(directory: VirtualDirectory, values: dict[str, Any]) -> None:
    """Set the switches: the boolean where declared, else the internal methods, else what forms imply."""
    methods: tuple[str, ...] | None = values.get("internalAuthenticationMethods")
    external: tuple[str, ...] | None = values.get("externalAuthenticationMethods")
    directory.external_methods = None if external is None else frozenset(external)
    listed = directory.internal_methods = None if methods is None else frozenset(methods)
    eas = directory.protocol == "activesync"
    directory.forms = values.get("formsAuthentication")
    directory.basic = values.get("basicAuthEnabled" if eas else "basicAuthentication")
    directory.windows = values.get("windowsAuthEnabled" if eas else "windowsAuthentication")
    directory.digest = values.get("digestAuthentication")
    if listed is not None:
        _from_methods(directory, listed)
    if directory.forms:
        # The cmdlet that turns forms on turns Windows and Digest authentication off.
        directory.windows = False if directory.windows is None else directory.windows
        directory.digest = False if directory.digest is None else directory.digest


def _from_methods(directory: VirtualDirectory, listed: frozenset[str]) -> None:
    if directory.forms is None and directory.protocol in {"owa", "ecp", "exchange"}:
        directory.forms = "Fba" in listed
    if directory.basic is None:
        directory.basic = "Basic" in listed
    if directory.windows is None:
        directory.windows = "WindowsIntegrated" in listed or "Ntlm" in listed
    if directory.digest is None:
        directory.digest = "Digest" in listed
