"""From the node `virtualDirectories` to a server's VirtualDirectory objects, with Setup's defaults."""

from __future__ import annotations

from caslint.building.fields import (
    Shape,
    Surprise,
    choice,
    choices,
    flag,
    mapping,
    or_null,
    word,
    word_or_null,
)
from caslint.exchange.protocols import AUTHENTICATION_METHODS, DIRECTORY_PATHS, directories_of
from caslint.exchange.versions import Family
from caslint.model.declared import UNKNOWN
from caslint.model.server import MaybeUrl, Server, VirtualDirectory
from caslint.model.services import NOT_WRITTEN
from caslint.model.url import Url, url
from caslint.node import Node, Scalar, Sequence

_LISTED = or_null(choices(*AUTHENTICATION_METHODS))


def _methods(node: Node) -> frozenset[str]:
    return frozenset(_LISTED(node))


_COMMON: Shape = {
    "internalUrl": word_or_null,
    "externalUrl": word_or_null,
    "digestAuthentication": flag,
    "internalAuthenticationMethods": _methods,
    "externalAuthenticationMethods": _methods,
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
    if type(node) is Sequence and node.items:
        found = [_directory(server, protocol, item, f"{protocol}/{i}") for i, item in enumerate(node.items)]
        return tuple(found)
    return (_directory(server, protocol, node, protocol),)


def _directory(server: Server, protocol: str, node: Node, segment: str) -> VirtualDirectory:
    written = mapping(node)
    directory = VirtualDirectory(server, protocol, "declared", written, segment)
    directory.external_url = None
    shape = SHAPES[protocol]
    for field, value in written.entries.items():
        if field not in shape:
            raise Surprise(node)
        if field in _URL_FIELDS:
            _set_url(directory, field, word_or_null(value))
        else:
            setattr(directory, _SLOTS[field], shape[field](value))
    if directory.internal_url is UNKNOWN and "internalUrl" not in written.entries:
        directory.internal_url = _default_url(server, protocol)
    if directory.forms is not None or directory.internal_methods is not None:
        _settle_authentication(directory)
    return directory


_URL_FIELDS = {
    "internalUrl": "internal_url",
    "externalUrl": "external_url",
    "failbackUrl": "failback_url",
    "exchange2003Url": "exchange2003_url",
    "internalNlbBypassUrl": "internal_nlb_bypass_url",
}
_SLOTS = {
    "webSite": "web_site",
    "crossSiteRedirectType": "cross_site_redirect_type",
    "legacyRedirectType": "legacy_redirect_type",
    "redirectToOptimalOwaServer": "redirect_to_optimal",
    "requireSsl": "require_ssl",
    "formsAuthentication": "forms",
    "basicAuthentication": "basic",
    "basicAuthEnabled": "basic",
    "windowsAuthentication": "windows",
    "windowsAuthEnabled": "windows",
    "digestAuthentication": "digest",
    "internalAuthenticationMethods": "internal_methods",
    "externalAuthenticationMethods": "external_methods",
}


def _set_url(directory: VirtualDirectory, field: str, text: str) -> None:
    found = url(text) if text else None
    is_valid = found is not None or not text
    setattr(directory, _URL_FIELDS[field], found if is_valid else UNKNOWN)
    if not is_valid:
        directory.invalid_urls = (*directory.invalid_urls, field)


def url_field(text: str) -> tuple[MaybeUrl, bool]:
    """What a URL's text says, and whether it is valid; the empty text stands for null."""
    if not text:
        return None, True
    found = url(text)
    return (found, True) if found is not None else (UNKNOWN, False)


def _settle_authentication(directory: VirtualDirectory) -> None:
    """A switch is what its boolean says, else what the internal methods say, else what forms imply.

    Which of booleans and methods Exchange reads is not documented, so a
    contradiction between them is a finding of its own.
    """
    if directory.internal_methods is not None:
        _from_methods(directory, directory.internal_methods)
    if directory.forms:
        # The cmdlet that turns forms on turns Windows and Digest authentication off (SETOWA).
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
