"""CAS401 to CAS408: Exchange 2010 beside Exchange 2003 and 2007."""

from __future__ import annotations

from typing import ClassVar

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, server
from linting import findings

MAIL = "mail.contoso.com"
EX03 = server("EX03", "2003 SP2")
LEGACY: Item = {"exchange2003Url": "https://legacy.contoso.com/exchange"}


def said(code: str, *servers: Item) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers), code)]


def published(name: str = "EX10", version: str = "2010 SP3", host: str = MAIL, **more: object) -> Item:
    return server(name, version, **external(host, "owa", **more))


class TestUrlMissing:
    """CAS401."""

    @pytest.mark.parametrize("more", [{}, {"exchange2003Url": None}])
    def test_an_entry_that_has_nowhere_to_send_users(self, more: Item) -> None:
        assert said("CAS401", published(**more), EX03) == [("EX10/owa", "error")]
        assert said("CAS401", published(**LEGACY), EX03) == []

    def test_each_entry(self) -> None:
        assert said("CAS401", published("A"), published("B"), published("C", **LEGACY), EX03) == [
            ("A/owa", "error"),
            ("B/owa", "error"),
        ]

    def test_an_invalid_url_is_told_by_another_rule(self) -> None:
        assert said("CAS401", published(exchange2003Url="legacy"), EX03) == []

    def test_without_2003_mailboxes(self) -> None:
        assert said("CAS401", published()) == []
        assert said("CAS401", published(), EX03 | {"roles": ["FrontEnd"]}) == []
        assert said("CAS401", published(), server("EX07", "2007 SP3")) == []

    def test_2007_proxies_instead(self) -> None:
        assert said("CAS401", published("EX07", "2007 SP3"), EX03) == []

    def test_a_directory_inside_is_no_entry_while_another_is_published(self) -> None:
        assert said("CAS401", published(**LEGACY), server("EX11"), EX03) == []
        assert said("CAS401", published("EX07", "2007 SP3"), server("EX11"), EX03) == []

    def test_where_nothing_is_published_users_enter_inside(self) -> None:
        assert said("CAS401", server("EX10"), EX03) == [("EX10/owa", "warning")]
        assert said("CAS401", server("EX10", owa="unknown"), EX03) == []
        assert said("CAS401", server("EX10", owa="absent"), EX03) == []

    def test_incident_a_2003_user_at_a_2010_server(self) -> None:
        front = server("CAS1", "14.0.639.21", owa={"exchange2003Url": None})

        assert [name for name, _ in said("CAS401", front, server("BE1", "2003 SP2"))] == ["CAS1/owa"]


class TestUrlWithoutDirectory:
    """CAS402."""

    @pytest.mark.parametrize(
        ("url", "mended"),
        [
            ("https://legacy.contoso.com", "https://legacy.contoso.com/exchange"),
            ("https://legacy.contoso.com/", "https://legacy.contoso.com/exchange"),
            ("https://legacy.contoso.com:8443", "https://legacy.contoso.com:8443/exchange"),
        ],
    )
    def test_a_url_that_ends_with_its_host(self, url: str, mended: str) -> None:
        (finding,) = findings(organization(published(exchange2003Url=url), EX03), "CAS402")

        assert finding.fix is not None
        assert [edit.text for edit in finding.fix.edits] == [f'"{mended}"']

    @pytest.mark.parametrize(
        "url", ["https://legacy.contoso.com/exchange", "https://legacy/mail/", None, "legacy"]
    )
    def test_others(self, url: str | None) -> None:
        assert said("CAS402", published(exchange2003Url=url), EX03) == []

    def test_2007_has_no_such_property(self) -> None:
        assert (
            said("CAS402", published("EX07", "2007 SP3", exchange2003Url="https://legacy.contoso.com"), EX03)
            == []
        )


class TestOwnNamespace:
    """CAS403."""

    OWN: ClassVar[Item] = {"exchange2003Url": f"https://{MAIL}/exchange"}

    def test_its_own_name(self) -> None:
        assert said("CAS403", published(**self.OWN), EX03) == [("EX10/owa", "error")]
        assert said("CAS403", published(**LEGACY), EX03) == []

    def test_the_name_of_another_2010_server(self) -> None:
        servers = [published(host="eu.contoso.com", **self.OWN), published("EX11", **LEGACY), EX03]
        (finding,) = findings(organization(*servers), "CAS403")

        assert finding.subject.name == "EX10/owa"
        assert "which is the external name of EX11/owa" in finding.message

    def test_an_unpublished_server_sends_them_there_too(self) -> None:
        assert said("CAS403", server("EX11", owa=self.OWN), published(**LEGACY), EX03) == [
            ("EX11/owa", "error")
        ]

    def test_the_name_of_a_2007_server_is_another_one(self) -> None:
        servers = [published(host="new.contoso.com", **self.OWN), published("EX07", "2007 SP3"), EX03]

        assert said("CAS403", *servers) == []

    def test_2007_has_no_such_property(self) -> None:
        assert (
            said("CAS403", published("EX07", "2007 SP3", **self.OWN), published("EX10", **LEGACY), EX03) == []
        )

    def test_what_is_not_set_is_no_name(self) -> None:
        assert said("CAS403", published(exchange2003Url=None), EX03) == []
        assert said("CAS403", server("EX10", owa=self.OWN), EX03) == []


class TestLeftover:
    """CAS404."""

    def test_no_2003_left(self) -> None:
        assert said("CAS404", published(**LEGACY)) == [("EX10/owa", "info")]
        assert said("CAS404", published(**LEGACY), EX03) == []
        assert said("CAS404", published(**LEGACY), EX03 | {"roles": ["FrontEnd"]}) == [("EX10/owa", "info")]

    def test_a_server_whose_version_is_not_understood_may_be_one(self) -> None:
        assert said("CAS404", published(**LEGACY), server("EX09", "six point five")) == []

    def test_nothing_set_nothing_left(self) -> None:
        assert said("CAS404", published(), published("EX11", exchange2003Url=None)) == []
        assert said("CAS404", published("EX07", "2007 SP3", **LEGACY)) == []

    def test_the_fix_is_not_safe(self) -> None:
        (finding,) = findings(organization(published(**LEGACY)), "CAS404")

        assert finding.fix is not None
        assert not finding.fix.safe
        assert [edit.text for edit in finding.fix.edits] == ["null"]


class TestLegacyNamespace:
    """CAS405."""

    def legacy(self, name: str = "EX07", roles: list[str] | None = None, **owa: object) -> Item:
        return server(name, "2007 SP3", "Redmond", roles, owa=owa)

    def test_the_same_host(self) -> None:
        assert said("CAS405", published(), self.legacy(externalUrl=f"https://{MAIL}/owa")) == [
            ("EX07/owa", "error")
        ]
        assert said("CAS405", published(), self.legacy(externalUrl="https://MAIL.contoso.com:444/x")) == [
            ("EX07/owa", "error")
        ]
        assert said("CAS405", published(), self.legacy(externalUrl="https://legacy.contoso.com/owa")) == []

    def test_the_same_host_without_mailboxes(self) -> None:
        assert said(
            "CAS405", published(), self.legacy(roles=CLIENT_ACCESS, externalUrl=f"https://{MAIL}/owa")
        ) == [("EX07/owa", "error")]

    def test_the_same_host_in_another_site_is_another_rule(self) -> None:
        other = server("EX07", "2007 SP3", "Kyoto", **external(MAIL, "owa"))

        assert said("CAS405", published(), other) == []

    def test_no_external_url(self) -> None:
        assert said("CAS405", published(), self.legacy(externalUrl=None)) == [("EX07/owa", "warning")]
        assert said("CAS405", published(), server("EX07", "2007 SP3")) == [("EX07/owa", "warning")]

    def test_no_url_at_all(self) -> None:
        (finding,) = findings(
            organization(published(), self.legacy(externalUrl=None, internalUrl=None)), "CAS405"
        )

        assert finding.severity.word == "error"
        assert "has neither ExternalUrl nor InternalUrl" in finding.message

    def test_another_server_with_an_internal_url(self) -> None:
        two = [self.legacy("A", internalUrl=None), self.legacy("B")]

        assert said("CAS405", published(), *two) == [("A/owa", "warning"), ("B/owa", "warning")]

    def test_another_server_with_a_legacy_name(self) -> None:
        other = self.legacy("B", externalUrl="https://legacy.contoso.com/owa")

        assert said("CAS405", published(), self.legacy("A", externalUrl=None), other) == []

    @pytest.mark.parametrize("owa", ["unknown", {"externalUrl": "legacy"}])
    def test_another_server_that_may_have_one(self, owa: object) -> None:
        other = server("B", "2007 SP3", owa=owa)

        assert said("CAS405", published(), self.legacy("A", externalUrl=None), other) == []

    def test_without_2007_mailboxes_nobody_is_redirected(self) -> None:
        assert said("CAS405", published(), self.legacy(roles=CLIENT_ACCESS, externalUrl=None)) == []
        elsewhere = server("MBX07", "2007 SP3", "Kyoto")
        assert (
            said("CAS405", published(), self.legacy(roles=CLIENT_ACCESS, externalUrl=None), elsewhere) == []
        )
        beside = server("MBX07", "2007 SP3", roles=MAILBOX)
        assert said("CAS405", published(), self.legacy(roles=CLIENT_ACCESS, externalUrl=None), beside) == [
            ("EX07/owa", "warning")
        ]

    def test_an_entry_that_is_not_published_redirects_nobody_from_outside(self) -> None:
        assert said("CAS405", server("EX10"), self.legacy(externalUrl=None)) == []
        assert said("CAS405", server("EX10", owa="unknown"), self.legacy(externalUrl=None)) == []

    @pytest.mark.parametrize(
        ("url", "severity"), [(None, "warning"), ("https://mail.q.example/owa", "error")]
    )
    def test_incident_no_redirect_target_for_2007(self, url: str | None, severity: str) -> None:
        modern = server("E10", "14.1.218.15", **external("mail.q.example", "owa"))
        legacy = server("E07", "8.2.176.2", owa={"externalUrl": url})

        assert said("CAS405", modern, legacy) == [("E07/owa", severity)]


class TestLegacyAuthentication:
    """CAS406."""

    def modern(self, *methods: str, name: str = "EX10") -> Item:
        return server(name, owa={"internalAuthenticationMethods": list(methods)})

    def legacy(self, *methods: str, name: str = "EX07", **more: object) -> Item:
        url = "https://legacy.contoso.com/owa"
        listed: Item = {"externalUrl": url, "externalAuthenticationMethods": list(methods)}
        return server(name, "2007 SP3", owa={**listed, **more})

    def test_lists_that_differ(self) -> None:
        assert said("CAS406", self.modern("Basic", "Fba"), self.legacy("Basic")) == [("EX10/owa", "warning")]
        assert said("CAS406", self.modern("Basic", "Fba"), self.legacy("Fba", "Basic")) == []

    def test_empty_lists_are_declared(self) -> None:
        (finding,) = findings(organization(self.modern("Fba"), self.legacy()), "CAS406")

        assert "(EX07/owa has none)" in finding.message

    def test_one_server_with_the_same_list_is_enough(self) -> None:
        two = [self.legacy("Basic", name="A"), self.legacy("Fba", name="B")]

        assert said("CAS406", self.modern("Fba"), *two) == []
        assert said("CAS406", self.modern("Fba", "Basic"), *two) == [("EX10/owa", "warning")]

    def test_each_2010_server(self) -> None:
        two = [self.modern("Fba", name="A"), self.modern("Basic", name="B")]

        assert said("CAS406", *two, self.legacy("Basic")) == [("A/owa", "warning")]

    def test_what_is_not_declared(self) -> None:
        assert said("CAS406", server("EX10"), self.legacy("Basic")) == []
        unlisted = published("EX07", "2007 SP3", "legacy.contoso.com")
        assert said("CAS406", self.modern("Fba"), unlisted) == []
        assert said("CAS406", self.modern("Fba"), self.legacy("Basic", name="A"), unlisted) == []
        assert said("CAS406", self.modern("Fba"), server("EX07", "2007 SP3", owa="unknown")) == []

    def test_without_an_external_url_the_internal_list_counts(self) -> None:
        assert said("CAS406", self.modern("Fba"), self.legacy("Basic", externalUrl=None)) == []

    def test_another_site(self) -> None:
        assert said("CAS406", self.modern("Fba"), self.legacy("Basic") | {"site": "Kyoto"}) == []

    def test_the_internal_list_of_2007_is_not_asked(self) -> None:
        same_inside = self.legacy("Basic", internalAuthenticationMethods=["Fba"])

        assert said("CAS406", self.modern("Fba"), same_inside) == [("EX10/owa", "warning")]


class TestRedirectType:
    """CAS407."""

    MANUAL: ClassVar[Item] = {"legacyRedirectType": "Manual"}

    @pytest.mark.parametrize(
        "forms", [{"formsAuthentication": True}, {"internalAuthenticationMethods": ["Fba"]}]
    )
    def test_forms_leave_the_page_out(self, forms: Item) -> None:
        (finding,) = findings(organization(server("EX10", owa={**self.MANUAL, **forms})), "CAS407")

        assert (finding.subject.name, finding.severity.word) == ("EX10/owa", "info")
        assert [related.place.pointer.rpartition("/")[2] for related in finding.related] == list(forms)

    @pytest.mark.parametrize(
        "owa",
        [
            {"legacyRedirectType": "Manual"},
            {"legacyRedirectType": "Manual", "formsAuthentication": False},
            {"legacyRedirectType": "Silent", "formsAuthentication": True},
            {"formsAuthentication": True},
        ],
    )
    def test_others(self, owa: Item) -> None:
        assert said("CAS407", server("EX10", owa=owa)) == []

    def test_2007_has_no_such_property(self) -> None:
        assert (
            said("CAS407", server("EX07", "2007 SP3", owa={**self.MANUAL, "formsAuthentication": True})) == []
        )


class TestLegacyActiveSync:
    """CAS408."""

    FRONT = server("EX10", **external(MAIL, "activesync"))

    def legacy(self, host: str, **fields: object) -> Item:
        return server("EX07", "2007 SP3", "Redmond", None, **external(host, "activesync"), **fields)

    def test_the_same_host(self) -> None:
        assert said("CAS408", self.FRONT, self.legacy(MAIL)) == [("EX07/activesync", "error")]
        assert said("CAS408", self.FRONT, self.legacy(MAIL) | {"roles": CLIENT_ACCESS}) == [
            ("EX07/activesync", "error")
        ]

    def test_a_legacy_host(self) -> None:
        assert said("CAS408", self.FRONT, self.legacy("legacy.contoso.com")) == [("EX07/activesync", "info")]
        assert said("CAS408", self.FRONT, self.legacy("legacy.contoso.com") | {"roles": CLIENT_ACCESS}) == []

    def test_no_external_url(self) -> None:
        assert said("CAS408", self.FRONT, server("EX07", "2007 SP3")) == []
        assert (
            said("CAS408", self.FRONT, server("EX07", "2007 SP3", activesync={"externalUrl": "legacy"})) == []
        )

    def test_another_site(self) -> None:
        assert said("CAS408", self.FRONT, self.legacy(MAIL) | {"site": "Kyoto"}) == []

    def test_a_2010_server_by_which_no_phone_enters(self) -> None:
        assert said("CAS408", server("EX10"), self.legacy(MAIL)) == []

    def test_only_the_error_has_a_fix(self) -> None:
        fixes = [
            finding.fix
            for host in (MAIL, "legacy.contoso.com")
            for finding in findings(organization(self.FRONT, self.legacy(host)), "CAS408")
        ]

        assert [fix is not None for fix in fixes] == [True, False]
