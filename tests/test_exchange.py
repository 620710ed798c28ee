"""The documents, the protocols and the properties: facts that must hang together."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlsplit

import pytest

from caslint.exchange.documents import TABLE
from caslint.exchange.properties import DEFAULTS, KINDS, PROPERTIES
from caslint.exchange.protocols import (
    CLIENT_PROTOCOLS,
    DEFAULT_CONNECTION_SETTINGS,
    DIRECTORY_PATHS,
    MAIL_PROTOCOLS,
    PROTOCOL_NAMES,
    PROXY_TARGET_PORTS,
    Protocol,
    default_internal_url,
    directories_of,
    directory_for,
)
from caslint.exchange.sources import SEED, SOURCES, Citation, cite
from caslint.exchange.versions import Family, parse


def test_every_document_has_its_own_key() -> None:
    assert len(SOURCES) == len(TABLE.splitlines()) // 2
    assert all(citation.key == key for key, citation in SOURCES.items())


@pytest.mark.parametrize("citation", SOURCES.values(), ids=SOURCES)
def test_a_document_has_a_title_and_an_address_or_none(citation: Citation) -> None:
    assert citation.title == citation.title.strip() != ""
    if citation.url:
        address = urlsplit(citation.url)
        assert address.scheme in {"http", "https"}
        assert address.hostname
        assert not set(citation.url) & set(" <>|\"'")


def test_only_documents_without_a_public_address_lack_one() -> None:
    assert {key for key, citation in SOURCES.items() if not citation.url} == {"ADV", "URLTAB", "ZL", "ZL-TN"}


def test_cite_keeps_the_order_asked_for() -> None:
    assert [citation.key for citation in cite("TN10SP", "SEED")] == ["TN10SP", "SEED"]
    assert cite() == ()


def test_cite_names_the_key_that_it_does_not_know() -> None:
    with pytest.raises(KeyError, match="TN99"):
        cite("SEED", "TN99")


def test_the_seed_has_its_eight_statements() -> None:
    assert list(SEED) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(SEED.values())


def test_a_cmdlets_page_is_addressed_by_its_name() -> None:
    for citation in SOURCES.values():
        if "/module/exchangepowershell/" in citation.url:
            assert citation.url.endswith("/" + citation.title.lower())


def test_the_protocols_are_a_closed_set_and_each_has_a_name() -> None:
    assert get_args(Protocol) == CLIENT_PROTOCOLS
    assert set(PROTOCOL_NAMES) == {*CLIENT_PROTOCOLS, "exchange"}


@pytest.mark.parametrize(
    ("family", "directories"),
    [
        (Family.EXCHANGE_2003, {"exchange", "activesync"}),
        (Family.EXCHANGE_2007, {"owa", "activesync", "ews", "oab", "autodiscover"}),
        (Family.EXCHANGE_2010, {"owa", "ecp", "activesync", "ews", "oab", "autodiscover"}),
    ],
)
def test_directories_of_a_family(family: Family, directories: set[str]) -> None:
    assert set(directories_of(family)) == directories
    assert directories <= set(DIRECTORY_PATHS)


@pytest.mark.parametrize(
    ("protocol", "family", "directory"),
    [
        ("owa", Family.EXCHANGE_2003, "exchange"),
        ("owa", Family.EXCHANGE_2007, "owa"),
        ("ecp", Family.EXCHANGE_2007, None),
        ("ecp", Family.EXCHANGE_2010, "ecp"),
        ("ews", Family.EXCHANGE_2003, None),
        ("availability", Family.EXCHANGE_2010, "ews"),
        ("availability", Family.EXCHANGE_2003, None),
        ("pop3", Family.EXCHANGE_2010, None),
        ("outlookAnywhere", Family.EXCHANGE_2010, None),
    ],
)
def test_directory_that_serves_a_protocol(protocol: str, family: Family, directory: str | None) -> None:
    assert directory_for(protocol, family) == directory


def test_every_family_has_directories() -> None:
    assert all(directories_of(family) for family in Family)


def test_default_internal_url_names_the_server_and_the_directory() -> None:
    assert default_internal_url("ews", "cas01.contoso.com") == "https://cas01.contoso.com/EWS/Exchange.asmx"


def test_mail_protocols_have_their_ports() -> None:
    assert set(DEFAULT_CONNECTION_SETTINGS) == set(PROXY_TARGET_PORTS) == set(MAIL_PROTOCOLS)
    assert DEFAULT_CONNECTION_SETTINGS["pop3"] == ("995:SSL", "110:TLS")
    assert DEFAULT_CONNECTION_SETTINGS["imap4"] == ("993:SSL", "143:TLS")


def test_every_fact_about_a_property_names_a_document() -> None:
    cited = {kind.source for kind in KINDS.values()} | {default.source for default in DEFAULTS.values()}
    cited |= {prop.source for fields in PROPERTIES.values() for prop in fields.values()}
    assert cited <= set(SOURCES)


def test_directories_that_cmdlets_set_are_those_of_2007_and_2010() -> None:
    assert set(directories_of(Family.EXCHANGE_2010)) <= set(KINDS)


@pytest.mark.parametrize(
    ("kind", "field", "command"),
    [
        ("owa", "externalUrl", "Set-OwaVirtualDirectory -ExternalUrl"),
        ("owa", "redirectToOptimalOwaServer", "Set-OwaVirtualDirectory -RedirectToOptimalOWAServer"),
        ("ecp", "windowsAuthentication", "Set-EcpVirtualDirectory -WindowsAuthentication"),
        ("activesync", "windowsAuthEnabled", "Set-ActiveSyncVirtualDirectory -WindowsAuthEnabled"),
        ("ews", "internalNlbBypassUrl", "Set-WebServicesVirtualDirectory -InternalNLBBypassUrl"),
        ("oab", "requireSsl", "Set-OabVirtualDirectory -RequireSSL"),
        ("server", "autoDiscoverSiteScope", "Set-ClientAccessServer -AutoDiscoverSiteScope"),
        ("outlookAnywhere", "sslOffloading", "Set-OutlookAnywhere -SSLOffloading"),
        ("imap4", "internalConnectionSettings", "Set-ImapSettings -InternalConnectionSettings"),
        ("pop3", "allowCrossSiteSessions", "AllowCrossSiteSessions in Microsoft.Exchange.Pop3.exe.config"),
        ("mailboxDatabase", "rpcClientAccessServer", "Set-MailboxDatabase -RpcClientAccessServer"),
    ],
)
def test_a_property_is_set_by_its_cmdlet(kind: str, field: str, command: str) -> None:
    assert PROPERTIES[kind][field].command == command


@pytest.mark.parametrize("kind", ["owa", "ecp", "ews", "oab", "autodiscover"])
def test_internal_authentication_methods_are_only_shown(kind: str) -> None:
    assert "internalAuthenticationMethods" not in PROPERTIES[kind]


@pytest.mark.parametrize(
    ("kind", "field", "version", "exists"),
    [
        ("owa", "exchange2003Url", "2007 SP3", False),
        ("owa", "exchange2003Url", "2010 RTM", True),
        ("owa", "legacyRedirectType", "2007", False),
        ("owa", "failbackUrl", "2007", False),
        ("owa", "crossSiteRedirectType", "2010 SP1", False),
        ("owa", "crossSiteRedirectType", "2010 SP2", True),
        ("owa", "crossSiteRedirectType", "2010", None),
        ("owa", "crossSiteRedirectType", "2013", True),
        ("owa", "redirectToOptimalOwaServer", "2007 RTM", True),
        ("owa", "redirectToOptimalOwaServer", "2003 SP2", False),
        ("ecp", "externalUrl", "2007 SP3", False),
        ("ews", "internalNlbBypassUrl", "2007 RTM", False),
        ("ews", "internalNlbBypassUrl", "2007 SP1", True),
        ("activesync", "windowsAuthEnabled", "2003 SP2", True),
        ("clientAccessArray", "fqdn", "2007 SP3", False),
        ("mailboxDatabase", "rpcClientAccessServer", "2007 SP3", False),
        ("mailboxDatabase", "rpcClientAccessServer", "2010", True),
    ],
)
def test_a_version_tells_whether_it_has_a_property(
    kind: str,
    field: str,
    version: str,
    exists: bool | None,
) -> None:
    told = parse(version)
    assert told is not None
    assert told.at_least(PROPERTIES[kind][field].since) is exists


def test_cross_site_sessions_end_with_2007() -> None:
    assert PROPERTIES["pop3"]["allowCrossSiteSessions"].until is Family.EXCHANGE_2007
    assert PROPERTIES["owa"]["externalUrl"].until is Family.LATER


def test_documented_defaults() -> None:
    assert {field: default.value for field, default in DEFAULTS.items()} == {
        "externalUrl": None,
        "crossSiteRedirectType": "Manual",
        "legacyRedirectType": "Silent",
        "redirectToOptimalOwaServer": True,
        "externalConnectionSettings": None,
    }
    assert not [field for field in DEFAULTS if "uth" in field]
