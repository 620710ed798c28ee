"""CAS009 to CAS011: facts that a server cannot have, and URLs that cannot be read."""

from __future__ import annotations

import pytest

from declaring import Item, organization, server
from declaring import one as vdir
from linting import findings

MAIL = "mail.contoso.com"
PROXIED = ("owa", "ecp", "activesync", "ews")


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def messages(code: str, *servers: Item, **sections: object) -> list[str]:
    return [f.message for f in findings(organization(*servers, **sections), code)]


BE03 = server("BE03", "2003 SP2")


class Test2003:
    """CAS009."""

    @pytest.mark.parametrize(
        ("roles", "wrong"),
        [
            (["FrontEnd"], False),
            (["BackEnd"], False),
            ([], False),
            (["ClientAccess"], True),
            (["BackEnd", "Mailbox"], True),
        ],
    )
    def test_roles(self, roles: list[str], *, wrong: bool) -> None:
        assert bool(said("CAS009", server("BE03", "2003 SP2", roles=roles))) is wrong

    @pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
    def test_roles_of_2003_on_later_versions(self, version: str) -> None:
        (message,) = messages(
            "CAS009", server("EX01", version, roles=["ClientAccess", "FrontEnd", "BackEnd"])
        )

        assert "has the roles BackEnd and FrontEnd, but only Exchange 2003 has such" in message

    @pytest.mark.parametrize(
        ("version", "wrong"),
        [
            ("2003 SP2", {"owa", "ecp", "ews", "oab", "autodiscover"}),
            ("2007 SP3", {"exchange"}),
            ("2010 SP3", {"exchange"}),
            ("Exchange 2013", set[str]()),
            ("fourteen", set[str]()),
        ],
    )
    def test_directories(self, version: str, wrong: set[str]) -> None:
        every = ("owa", "ecp", "ews", "oab", "autodiscover", "exchange", "activesync")
        empty: dict[str, Item] = {name: {} for name in every}
        one = server("EX01", version) | {"virtualDirectories": empty}
        found = findings(organization(one), "CAS009")

        assert {f.place.text.strip('"') for f in found} == wrong
        assert len({f.fingerprint for f in found}) == len(wrong)

    @pytest.mark.parametrize("state", ["absent", "unknown"])
    def test_a_directory_that_is_not_there_is_no_contradiction(self, state: str) -> None:
        assert said("CAS009", server("BE03", "2003 SP2", ews=state)) == []


class TestTooOld:
    """CAS010."""

    @pytest.mark.parametrize(
        ("version", "wrong"),
        [
            ("2003 SP2", set[str]()),
            ("2007", {"exchange2003Url", "failbackUrl", "legacyRedirectType", "crossSiteRedirectType"}),
            ("2010", set[str]()),
            ("2010 RTM", set[str]()),
            ("2010 SP3", set[str]()),
            ("Exchange 2013", set[str]()),
            ("fourteen", set[str]()),
        ],
    )
    def test_properties_of_owa(self, version: str, wrong: set[str]) -> None:
        owa = {
            "exchange2003Url": "https://legacy.contoso.com/exchange",
            "failbackUrl": "https://fail.contoso.com/owa",
            "legacyRedirectType": "Manual",
            "crossSiteRedirectType": "Manual",
            "redirectToOptimalOwaServer": True,
            "formsAuthentication": True,
        }
        one = server("EX01", version) | {"virtualDirectories": {"owa": owa}}
        found = findings(organization(one), "CAS010")

        assert {f.place.pointer.rsplit("/", 1)[1] for f in found} == wrong
        assert len({f.fingerprint for f in found}) == len(wrong)

    def test_an_empty_value_declares_nothing(self) -> None:
        assert said("CAS010", server("EX07", "2007 SP3", owa={"exchange2003Url": None})) == []
        assert said("CAS010", BE03 | {"autoDiscoverSiteScope": []}) == []
        assert said("CAS010", BE03 | {"autoDiscoverServiceInternalUri": "unknown"}) == []

    @pytest.mark.parametrize(
        ("version", "count"), [("2007 RTM", 1), ("2007", 0), ("2007 SP1", 0), ("2010 RTM", 0)]
    )
    def test_a_property_that_came_with_a_service_pack(self, version: str, count: int) -> None:
        ews = {"internalNlbBypassUrl": "https://ex01.contoso.com/EWS/Exchange.asmx"}

        assert len(said("CAS010", server("EX01", version, ews=ews))) == count

    @pytest.mark.parametrize(
        "more",
        [
            {"autoDiscoverSiteScope": ["Redmond"]},
            {"autoDiscoverServiceInternalUri": "https://a.contoso.com/autodiscover/autodiscover.xml"},
            {"outlookAnywhere": {"externalHostname": MAIL}},
            {"pop3": {"externalConnectionSettings": ["m:995:SSL"]}},
            {"imap4": {"allowCrossSiteSessions": False}},
        ],
    )
    def test_services_of_2003(self, more: Item) -> None:
        assert said("CAS010", BE03 | more) == [("BE03", "error")]
        assert said("CAS010", server("EX07", "2007 SP3", **more)) == []

    @pytest.mark.parametrize("service", ["pop3", "imap4"])
    def test_a_setting_that_2010_no_longer_has(self, service: str) -> None:
        (message,) = messages("CAS010", server("EX10", **vdir(service, {"allowCrossSiteSessions": True})))

        assert (
            f"EX10/{service} has AllowCrossSiteSessions, which only Exchange 2007 and older know" in message
        )

    def test_services_are_told_apart(self) -> None:
        both: Item = {name: {"allowCrossSiteSessions": True} for name in ("pop3", "imap4")}
        found = findings(organization(server("EX10", **both)), "CAS010")

        assert len({f.fingerprint for f in found}) == 2

    def test_a_whole_directory(self) -> None:
        old = server("EX07", "2007 SP3", ecp={"internalUrl": None, "formsAuthentication": True})
        (found,) = findings(organization(old), "CAS010")

        assert found.place.text == '"ecp"'
        assert "EX07/ecp has a directory, which came with Exchange 2010" in found.message
        assert said("CAS010", server("EX07", "2007 SP3", ecp="absent")) == []
        assert said("CAS010", server("EX07", "2007 SP3", ecp="unknown")) == []

    def test_directories_that_2003_cannot_have_are_told_by_another_rule(self) -> None:
        assert said("CAS010", server("BE03", "2003 SP2", ews={"internalNlbBypassUrl": "https://x/y"})) == []
        assert said("CAS010", server("BE03", "2003 SP2", activesync={"windowsAuthEnabled": True})) == []
        assert said("CAS010", server("BE03", "2003 SP2", exchange={"formsAuthentication": True})) == []

    @pytest.mark.parametrize(
        ("version", "count"),
        [("2003 SP2", 1), ("2007 SP3", 1), ("2010 RTM", 0), ("Exchange 2013", 0), ("x", 0)],
    )
    def test_databases(self, version: str, count: int) -> None:
        database = {"name": "DB", "server": "EX01", "rpcClientAccessServer": "outlook.contoso.com"}

        assert len(said("CAS010", server("EX01", version), mailboxDatabases=[database])) == count
        lost = database | {"server": "EX99"}
        assert said("CAS010", server("EX01", version), mailboxDatabases=[lost]) == []


class TestUrl:
    """CAS011."""

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("mail.contoso.com/owa", "https:// is missing"),
            ("//mail.contoso.com/owa", "https:// is missing"),
            ("/owa", "https:// is missing"),
            ("ftp://mail.contoso.com", "begins with ftp"),
            ("httpss://mail.contoso.com", "begins with httpss"),
            ("https://", "its host or its port"),
            ("https:///owa", "its host or its port"),
            ("https://mail..contoso.com", "its host or its port"),
            ("https://mail contoso.com", "its host or its port"),
            ("HTTP://m:99999/owa", "its host or its port"),
        ],
    )
    def test_reasons(self, url: str, reason: str) -> None:
        (found,) = findings(organization(server("EX01", owa={"externalUrl": url})), "CAS011")

        assert reason in found.message

    @pytest.mark.parametrize("url", ["https://mail.contoso.com/owa", "http://m", "HTTPS://M:443/owa", None])
    def test_urls(self, url: str | None) -> None:
        assert said("CAS011", server("EX01", owa={"externalUrl": url})) == []

    def test_every_property_of_every_server(self) -> None:
        urls = ("internalUrl", "externalUrl", "failbackUrl", "exchange2003Url")
        one = server(
            "EX01",
            owa=dict.fromkeys(urls, "x"),
            ews={"internalNlbBypassUrl": "x"},
            autoDiscoverServiceInternalUri="x",
        )
        found = findings(
            organization(one, server("EX15", "Exchange 2013", oab={"internalUrl": "x"})), "CAS011"
        )

        assert [f.place.pointer.rsplit("/", 1)[1] for f in found] == [
            "autoDiscoverServiceInternalUri",
            *urls,
            "internalNlbBypassUrl",
            "internalUrl",
        ]
        assert len({f.fingerprint for f in found}) == 7

    @pytest.mark.parametrize(
        ("url", "fixed"), [("mail.contoso.com/owa", True), ("/owa", False), ("ftp://m", False)]
    )
    def test_the_fix_writes_a_scheme_where_that_is_all(self, url: str, *, fixed: bool) -> None:
        (found,) = findings(organization(server("EX01", owa={"externalUrl": url})), "CAS011")

        assert (found.fix is not None) is fixed
        if found.fix is not None:
            assert not found.fix.safe
            assert [edit.text for edit in found.fix.edits] == [f'"https://{url}"']

    def test_a_long_text_is_shortened(self) -> None:
        (message,) = messages("CAS011", server("EX01", owa={"externalUrl": "x" * 5000}))

        assert len(message) < 200
