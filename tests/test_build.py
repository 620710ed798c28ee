"""From a tree to the model: three states of a fact, defaults, versions, authentication, places."""

from __future__ import annotations

import pytest

from caslint.compose import load
from caslint.model import UNKNOWN, Family, Organization, Server, Url
from linting import Texts

SERVER = "servers:\n  - name: EX01\n    site: Redmond\n    version: {version}\n    roles: [{roles}]\n{more}"


def built(text: str) -> Organization:
    result = load(Texts({"org.yaml": text}), "org.yaml")
    assert result.topology is not None, result.problems
    return result.topology.organization


def server(more: str = "", version: str = "2010 SP3", roles: str = "ClientAccess, Mailbox") -> Server:
    lines = "".join(f"    {line}\n" for line in more.split("\n") if line)
    return built(
        "sites: [{name: Redmond}]\n" + SERVER.format(version=version, roles=roles, more=lines)
    ).servers[0]


def test_a_client_access_server_without_directories_has_those_that_setup_makes() -> None:
    found = server('fqdn: "Ex01.contoso.com"')

    assert list(found.directories) == ["owa", "ecp", "activesync", "ews", "oab", "autodiscover"]
    owa = found.directory("owa")
    assert owa is not None
    assert owa.internal_url == Url("https://ex01.contoso.com/owa", "https", "ex01.contoso.com", None, "/owa")
    assert owa.external_url is None
    assert owa.state == "default"
    assert (owa.windows, owa.forms, owa.basic) == (None, None, None)


def test_a_2007_server_has_no_ecp_and_a_mailbox_server_no_directories() -> None:
    assert list(server(version="2007 SP3").directories) == ["owa", "activesync", "ews", "oab", "autodiscover"]
    assert server(roles="Mailbox").directories == {}


def test_a_2003_server_is_a_back_end_unless_it_says_otherwise() -> None:
    found = built(
        "servers: [{name: EX03, version: 2003 SP2}, {name: FE03, version: 2003 SP2, roles: [FrontEnd]}]"
    )

    assert [(s.family, s.is_mailbox, s.is_cas) for s in found.servers] == [
        (Family.EXCHANGE_2003, True, False),
        (Family.EXCHANGE_2003, False, False),
    ]
    assert list(found.servers[0].directories) == ["exchange", "activesync"]


def test_three_states_of_an_external_url() -> None:
    states = server(
        "virtualDirectories:\n"
        "  owa: {externalUrl: null}\n"
        "  ecp: unknown\n"
        "  activesync: absent\n"
        "  ews:\n"
        "    externalUrl: https://mail.contoso.com/EWS/Exchange.asmx"
    ).directories

    assert states["owa"][0].external_url is None
    assert states["ecp"][0].external_url is UNKNOWN
    assert states["ecp"][0].internal_url is UNKNOWN
    assert states["activesync"] == ()
    assert states["ews"][0].published


def test_an_invalid_url_is_unknown_and_remembered() -> None:
    owa = server("virtualDirectories:\n  owa: {externalUrl: mail.contoso.com/owa}").directory("owa")

    assert owa is not None
    assert owa.external_url is UNKNOWN
    assert owa.invalid_urls == ("externalUrl",)


@pytest.mark.parametrize(
    ("declared", "windows", "forms"),
    [
        ("{}", None, None),
        ("{windowsAuthentication: true}", True, None),
        ("{formsAuthentication: true}", False, True),
        ("{formsAuthentication: true, windowsAuthentication: true}", True, True),
        ("{formsAuthentication: false}", None, False),
        ("{internalAuthenticationMethods: [Basic, Fba]}", False, True),
        ("{internalAuthenticationMethods: [Ntlm]}", True, False),
        ("{internalAuthenticationMethods: [WindowsIntegrated], windowsAuthentication: false}", False, False),
        ("{internalAuthenticationMethods: null}", False, False),
        ("{externalAuthenticationMethods: [WindowsIntegrated]}", None, None),
    ],
)
def test_authentication_is_declared_or_unknown(
    declared: str, windows: bool | None, forms: bool | None
) -> None:
    owa = server(f"virtualDirectories:\n  owa: {declared}").directory("owa")

    assert owa is not None
    assert (owa.windows, owa.forms) == (windows, forms)


def test_activesync_has_its_own_names() -> None:
    eas = server(
        "virtualDirectories:\n  activesync: {windowsAuthEnabled: true, basicAuthEnabled: false}"
    ).directory("activesync")

    assert eas is not None
    assert (eas.windows, eas.basic, eas.forms) == (True, False, None)


def test_several_web_sites() -> None:
    found = server(
        "virtualDirectories:\n"
        "  owa:\n"
        "    - {webSite: Default Web Site}\n"
        "    - {webSite: Second, externalUrl: null}\n"
    ).directories["owa"]

    assert [directory.name for directory in found] == ["EX01/owa (Default Web Site)", "EX01/owa (Second)"]
    assert found[1].at("externalUrl").pointer == "/servers/0/virtualDirectories/owa/1/externalUrl"
    assert found[1].at("internalUrl").text == "webSite: Second"


def test_places() -> None:
    found = server(
        "virtualDirectories:\n  owa:\n    externalUrl: null\nautoDiscoverSiteScope: [Redmond, Kyoto]"
    )
    owa = found.directory("owa")
    ews = found.directory("ews")

    assert owa is not None
    assert ews is not None
    assert found.place.text == "name: EX01"
    assert found.place.pointer == "/servers/0"
    assert owa.place.text == "owa"
    assert owa.at("externalUrl").text == "null"
    assert owa.at("internalUrl").text == "owa"
    assert ews.place.text == "virtualDirectories"
    assert found.at_item("autoDiscoverSiteScope", 1).text == "Kyoto"
    assert found.at("autoDiscoverSiteScope").text == "autoDiscoverSiteScope"
    assert found.at("outlookAnywhere", "externalHostname").text == "name: EX01"


def test_services_are_as_setup_leaves_them_until_declared() -> None:
    found = server(
        'fqdn: ex01.contoso.com\npop3: {enabled: true, externalConnectionSettings: ["mail.contoso.com:995:SSL"]}'
    )

    assert found.pop3.enabled is True
    assert found.pop3.internal == ("ex01.contoso.com:995:SSL", "ex01.contoso.com:110:TLS")
    assert found.pop3.external == ("mail.contoso.com:995:SSL",)
    assert found.imap4.internal == ("ex01.contoso.com:993:SSL", "ex01.contoso.com:143:TLS")
    assert found.imap4.external == ()
    assert server("pop3: unknown").pop3.internal is None


def test_a_bare_number_is_no_version() -> None:
    assert server(version="14.10").version is None
    assert server(version="14.10").version_text == "14.10"
    assert server(version='"14.3"').family is Family.EXCHANGE_2010


def test_names_compare_without_case() -> None:
    found = built(
        "sites: [{name: Redmond}]\n"
        "servers: [{name: EX01, fqdn: ex01.contoso.com, site: REDMOND, version: 2010 SP3, roles: [Mailbox]}]\n"
        "mailboxDatabases: [{name: DB01, server: ex01.CONTOSO.com}]\n"
    )

    assert found.servers[0].site is found.sites[0]
    assert found.databases[0].server is found.servers[0]
    assert found.databases_of[found.servers[0]] == found.databases
