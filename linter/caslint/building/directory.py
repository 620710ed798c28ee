"""From the node `virtualDirectories` to a server's VirtualDirectory objects, with Setup's defaults."""

from __future__ import annotations

from caslint.building.fields import (
    Slots,
    Surprise,
    choice,
    choices,
    flag,
    is_null,
    mapping,
    or_null,
    set_of,
    word,
)
from caslint.exchange.protocols import AUTHENTICATION_METHODS, DIRECTORY_PATHS, directories_of
from caslint.exchange.versions import Family
from caslint.model.declared import UNKNOWN
from caslint.model.server import MaybeUrl, Server, VirtualDirectory
from caslint.model.services import NOT_WRITTEN
from caslint.model.url import Url, url
from caslint.node import NULLS, Node, Scalar, Sequence

_LISTED = or_null(choices(*AUTHENTICATION_METHODS))


def _methods(node: Node) -> frozenset[str]:
    return set_of(_LISTED(node))


def maybe_url(node: Node) -> MaybeUrl:
    """The URL that a text declares; None for null, UNKNOWN where the text is no URL."""
    if type(node) is Scalar and node.text and (node.style or node.text not in NULLS):
        found = url(node.text)
        return UNKNOWN if found is None else found
    if is_null(node):
        return None
    raise Surprise(node)


_COMMON: Slots = {
    "internalUrl": ("internal_url", maybe_url),
    "externalUrl": ("external_url", maybe_url),
    "digestAuthentication": ("digest", flag),
    "internalAuthenticationMethods": ("internal_methods", _methods),
    "externalAuthenticationMethods": ("external_methods", _methods),
    "requireSsl": ("require_ssl", flag),
    "webSite": ("web_site", word),
}
_BOOLEANS: Slots = {"basicAuthentication": ("basic", flag), "windowsAuthentication": ("windows", flag)}
_FORMS: Slots = {"formsAuthentication": ("forms", flag)}

SLOTS: dict[str, Slots] = {
    "owa": {
        **_COMMON,
        **_BOOLEANS,
        **_FORMS,
        "failbackUrl": ("failback_url", maybe_url),
        "exchange2003Url": ("exchange2003_url", maybe_url),
        "crossSiteRedirectType": ("cross_site_redirect_type", choice("Manual", "Silent")),
        "legacyRedirectType": ("legacy_redirect_type", choice("Manual", "Silent")),
        "redirectToOptimalOwaServer": ("redirect_to_optimal", flag),
    },
    "ecp": {**_COMMON, **_BOOLEANS, **_FORMS},
    "activesync": {**_COMMON, "basicAuthEnabled": ("basic", flag), "windowsAuthEnabled": ("windows", flag)},
    "ews": {**_COMMON, **_BOOLEANS, "internalNlbBypassUrl": ("internal_nlb_bypass_url", maybe_url)},
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
        if protocol not in SLOTS:
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
    slots = SLOTS[protocol]
    for field, value in written.entries.items():
        if field not in slots:
            raise Surprise(node)
        slot, reader = slots[field]
        found = reader(value)
        if found is UNKNOWN:
            directory.invalid_urls = (*directory.invalid_urls, field)
            server.has_invalid_urls = True
        setattr(directory, slot, found)
    if directory.internal_url is UNKNOWN and "internalUrl" not in written.entries:
        directory.internal_url = _default_url(server, protocol)
    if directory.forms is not None or directory.internal_methods is not None:
        _settle_authentication(directory)
    return directory


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
