"""CAS409 to CAS415: redirection between sites."""

from __future__ import annotations

from typing import ClassVar

import pytest

from declaring import CLIENT_ACCESS, Item, external, organization, server
from linting import findings

MAIL, KYOTO = "mail.contoso.com", "kyoto.contoso.com"
SILENT: Item = {"crossSiteRedirectType": "Silent"}
FORMS: Item = {"formsAuthentication": True}
NO_FORMS: Item = {"formsAuthentication": False}


def said(code: str, *servers: Item) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers), code)]


def entry(version: str = "2010 SP3", name: str = "EX01", site: str = "Redmond", **owa: object) -> Item:
    return server(name, version, site, **external(MAIL, "owa", **owa))


def target(version: str = "2010 SP3", name: str = "EX02", site: str = "Kyoto", **owa: object) -> Item:
    return server(name, version, site, **external(KYOTO, "owa", **owa))


class TestBeforeSp2:
    """CAS409."""

    @pytest.mark.parametrize("version", ["2010 RTM", "2010 SP1", "14.1.218.15", "14.1.438.0"])
    def test_versions_without_the_setting(self, version: str) -> None:
        assert said("CAS409", entry(version, **SILENT), target()) == [("EX01/owa", "warning")]

    @pytest.mark.parametrize("version", ["2010 SP2", "2010 SP3", "2010", "2007 SP3", "2013"])
    def test_versions_with_it_or_beyond_this_rule(self, version: str) -> None:
        assert said("CAS409", entry(version, **SILENT), target()) == []

    def test_manual(self) -> None:
        assert said("CAS409", entry("2010 SP1", crossSiteRedirectType="Manual"), target()) == []
        assert said("CAS409", entry("2010 SP1"), target()) == []

    def test_one_site_is_told_by_another_rule(self) -> None:
        assert said("CAS409", entry("2010 SP1", **SILENT)) == []

    def test_incident_silent_on_a_server_that_has_no_such_setting(self) -> None:
        found = findings(organization(entry("14.1.218.15", **SILENT), target("14.2.247.5")), "CAS4")

        assert [finding.code for finding in found] == ["CAS409"]


class TestWithoutSsl:
    """CAS410."""

    def plain(self, **more: object) -> Item:
        return server("EX02", site="Kyoto", owa={"externalUrl": f"http://{KYOTO}/owa", **more})

    def test_an_http_target(self) -> None:
        assert said("CAS410", entry(**SILENT, **FORMS), self.plain()) == [("EX01/owa", "error")]
        assert said("CAS410", entry(**SILENT, **FORMS), target()) == []

    def test_an_http_entry(self) -> None:
        front = server("EX01", owa={"externalUrl": f"http://{MAIL}/owa", **SILENT, **FORMS})

        assert said("CAS410", front, target()) == [("EX01/owa", "error")]
        assert said("CAS410", front, server("EX02", site="Kyoto")) == []

    def test_both(self) -> None:
        front = server("EX01", owa={"externalUrl": f"http://{MAIL}/owa", **SILENT, **FORMS})
        (finding,) = findings(organization(front, self.plain()), "CAS410")

        assert (
            f"EX01/owa has the ExternalUrl http://{MAIL}/owa and EX02/owa has the ExternalUrl http://{KYOTO}/owa"
            in finding.message
        )
        assert len(finding.related) == 2

    def test_an_entry_inside(self) -> None:
        assert said("CAS410", server("EX01", owa={**SILENT, **FORMS}), self.plain()) == [
            ("EX01/owa", "error")
        ]

    @pytest.mark.parametrize("owa", [FORMS, SILENT, {**SILENT, **NO_FORMS}])
    def test_only_silent_with_forms(self, owa: Item) -> None:
        assert said("CAS410", entry(**owa), self.plain()) == []

    @pytest.mark.parametrize("version", ["2010 SP1", "2010", "2007 SP3"])
    def test_only_servers_that_have_the_setting(self, version: str) -> None:
        assert said("CAS410", entry(version, **SILENT, **FORMS), self.plain()) == []

    def test_an_http_url_in_the_same_site_or_of_2007(self) -> None:
        beside = server("EX03", owa={"externalUrl": f"http://{MAIL}/owa"})
        old = server("EX07", "2007 SP3", "Kyoto", owa={"externalUrl": f"http://{KYOTO}/owa"})

        assert said("CAS410", entry(**SILENT, **FORMS), beside, target(name="EX04", site="Osaka")) == []
        assert said("CAS410", entry(**SILENT, **FORMS), old, target(name="EX04", site="Osaka")) == []

    def test_a_third_site(self) -> None:
        assert said("CAS410", entry(**SILENT, **FORMS), target(site="Osaka", name="EX04"), self.plain()) == [
            ("EX01/owa", "error")
        ]


class TestNoTarget:
    """CAS411."""

    def test_no_other_site(self) -> None:
        assert said("CAS411", entry(**SILENT), server("EX02", site="Kyoto")) == [("EX01/owa", "info")]
        assert said("CAS411", entry(**SILENT), target(site="Redmond"), server("EX03", site="Kyoto")) == [
            ("EX01/owa", "info")
        ]
        assert said("CAS411", entry(**SILENT), target()) == []

    @pytest.mark.parametrize("version", ["2007 SP3", "2010 SP1"])
    def test_any_version_there_may_be_a_target(self, version: str) -> None:
        assert said("CAS411", entry(**SILENT), target(version)) == []

    def test_an_unknown_url_may_be_one(self) -> None:
        assert said("CAS411", entry(**SILENT), server("EX02", site="Kyoto", owa="unknown")) == []

    @pytest.mark.parametrize("version", ["2010 SP1", "2010"])
    def test_only_servers_that_have_the_setting(self, version: str) -> None:
        assert said("CAS411", entry(version, **SILENT), server("EX02", site="Kyoto")) == []

    def test_manual(self) -> None:
        assert said("CAS411", entry(), server("EX02", site="Kyoto")) == []

    def test_a_server_in_a_site_that_is_not_declared(self) -> None:
        lost = entry(site="Nowhere", **SILENT)
        text = organization(lost, server("EX02", site="Kyoto"), server("EX03", site="Osaka"))

        assert findings(text.replace('{"name": "Nowhere"}, ', ""), "CAS411") == []


class TestSilentAuthentication:
    """CAS412."""

    @pytest.mark.parametrize(("here", "there"), [(FORMS, NO_FORMS), (NO_FORMS, FORMS)])
    def test_forms_at_one_end(self, here: Item, there: Item) -> None:
        assert said("CAS412", entry(**SILENT, **here), target(**there)) == [("EX01/owa", "warning")]
        assert said("CAS412", entry(**SILENT, **here), target(**here)) == []
        assert said("CAS412", entry(**here), target(**there)) == []

    def test_the_message_says_which_end(self) -> None:
        (finding,) = findings(organization(entry(**SILENT, **NO_FORMS), target(**FORMS)), "CAS412")

        assert "but EX02/owa uses forms-based authentication and EX01/owa does not" in finding.message

    @pytest.mark.parametrize("there", [NO_FORMS, {"internalAuthenticationMethods": ["Basic"]}])
    def test_the_other_end_is_shown(self, there: Item) -> None:
        (finding,) = findings(organization(entry(**SILENT, **FORMS), target(**there)), "CAS412")

        assert [related.place.pointer.rpartition("/")[2] for related in finding.related] == list(there)

    def test_what_is_not_declared(self) -> None:
        assert said("CAS412", entry(**SILENT), target(**FORMS)) == []
        assert said("CAS412", entry(**SILENT, **FORMS), target()) == []

    def test_only_2010_and_only_other_sites(self) -> None:
        assert said("CAS412", entry(**SILENT, **FORMS), target("2007 SP3", **NO_FORMS)) == []
        assert (
            said(
                "CAS412", entry(**SILENT, **FORMS), target(site="Redmond", **NO_FORMS), server("X", site="K")
            )
            == []
        )
        assert said("CAS412", entry(**SILENT, **FORMS), server("EX02", site="Kyoto", owa=NO_FORMS)) == []

    def test_a_third_site(self) -> None:
        assert said(
            "CAS412", entry(**SILENT, **FORMS), target(**FORMS), target(name="C", site="O", **NO_FORMS)
        ) == [("EX01/owa", "warning")]

    def test_incident_silent_redirect_still_asks_twice(self) -> None:
        text = organization(
            server("CAS-A", "14.2.247.5", owa={"internalAuthenticationMethods": ["Basic", "Fba"], **SILENT}),
            server(
                "CAS-B",
                "14.2.247.5",
                "S2",
                owa={"externalUrl": "https://eu.n.example/owa", "internalAuthenticationMethods": ["Basic"]},
            ),
        )

        assert [(f.code, f.severity.word) for f in findings(text, "CAS4")] == [("CAS412", "warning")]


class TestOptimalServer:
    """CAS413."""

    OFF: ClassVar[Item] = {"redirectToOptimalOwaServer": False}

    def test_another_site_with_an_external_url(self) -> None:
        assert said("CAS413", entry(**self.OFF), target()) == [("EX01/owa", "warning")]
        assert said("CAS413", server("EX01", owa=self.OFF), target()) == [("EX01/owa", "warning")]
        assert said("CAS413", entry(redirectToOptimalOwaServer=True), target()) == []
        assert said("CAS413", entry(), target()) == []

    def test_no_other_site_with_one(self) -> None:
        assert said("CAS413", entry(**self.OFF), server("EX02", site="Kyoto")) == []
        assert said("CAS413", entry(**self.OFF), target(site="Redmond"), server("EX03", site="Kyoto")) == []
        assert said("CAS413", entry(**self.OFF), server("EX02", site="Kyoto", owa="unknown")) == []

    def test_users_go_to_the_same_version_or_an_older_one(self) -> None:
        assert said("CAS413", entry(**self.OFF), target("2007 SP3")) == [("EX01/owa", "warning")]
        assert said("CAS413", entry("2007 SP3", **self.OFF), target("2007 SP3")) == [("EX01/owa", "warning")]
        assert said("CAS413", entry("2007 SP3", **self.OFF), target()) == []

    def test_the_fix(self) -> None:
        (finding,) = findings(organization(entry(**self.OFF), target()), "CAS413")

        assert finding.fix is not None
        assert [edit.text for edit in finding.fix.edits] == ["true"]
        assert not finding.fix.safe


class TestFailback:
    """CAS414."""

    @pytest.mark.parametrize(
        "url",
        [
            f"https://{MAIL}/owa",
            f"https://{MAIL}/OWA/",
            f"http://{MAIL.upper()}/owa",
            f"https://{MAIL}:443/owa",
        ],
    )
    def test_the_same_address(self, url: str) -> None:
        assert said("CAS414", entry(failbackUrl=url)) == [("EX01/owa", "error")]

    @pytest.mark.parametrize(
        "url", [f"https://failback.{MAIL}/owa", f"https://{MAIL}/failback", None, "https:/mail", "mail"]
    )
    def test_others(self, url: str | None) -> None:
        assert said("CAS414", entry(failbackUrl=url)) == []

    def test_nothing_to_compare_with(self) -> None:
        assert said("CAS414", server("EX01", owa={"failbackUrl": f"https://{MAIL}/owa"})) == []
        assert said("CAS414", server("EX01", owa={"failbackUrl": None})) == []

    def test_2007_has_no_such_property(self) -> None:
        assert said("CAS414", entry("2007 SP3", failbackUrl=f"https://{MAIL}/owa")) == []


class TestOldDevices:
    """CAS415."""

    def phones(self, name: str, version: str, site: str, **fields: object) -> Item:
        return server(name, version, site, None, **external(f"{site}.contoso.com", "activesync"), **fields)

    @pytest.mark.parametrize(
        ("version", "build", "severity"),
        [
            ("2010 RTM", None, "warning"),
            ("14.1.218.15", None, "warning"),
            ("2010 SP2", "14.2.328.10", "warning"),
            ("2010 SP2 RU5", None, "warning"),
            ("2010 SP2", None, "info"),
            ("14.2.247.5", None, "info"),
            ("2010", None, "info"),
        ],
    )
    def test_before_the_rollup(self, version: str, build: str | None, severity: str) -> None:
        level: Item = {} if build is None else {"build": build}

        assert said(
            "CAS415",
            self.phones("EX01", version, "Redmond", **level),
            self.phones("EX02", "2010 SP3", "Kyoto"),
        ) == [("EX01", severity)]

    @pytest.mark.parametrize(
        ("version", "build"),
        [("2010 SP2", "14.2.342.3"), ("2010 SP2 RU6", None), ("2010 SP3", None), ("2007", None)],
    )
    def test_from_the_rollup_on_and_2007(self, version: str, build: str | None) -> None:
        level: Item = {} if build is None else {"build": build}
        second = self.phones("EX02", "2010 SP3", "Kyoto")

        assert said("CAS415", self.phones("EX01", version, "Redmond", **level), second) == []

    def test_the_place_is_the_level(self) -> None:
        declared = self.phones("EX01", "2010 SP2", "Redmond", build="14.2.283.3")
        (finding,) = findings(organization(declared, self.phones("EX02", "2010 SP3", "Kyoto")), "CAS415")

        assert finding.place.text == '"14.2.283.3"'

    def test_the_message_of_each_face(self) -> None:
        second = self.phones("EX02", "2010 SP3", "Kyoto")
        messages = [
            findings(organization(self.phones("EX01", version, "Redmond"), second), "CAS415")[0].message
            for version in ("2010 SP1", "2010 SP2")
        ]

        assert messages[0].startswith("EX01 is 2010 SP1 and answers phones")
        assert messages[1].startswith(
            "EX01 is 2010 SP2 with a rollup that is not declared, and before SP2 RU6 it answers"
        )

    def test_one_internet_facing_site(self) -> None:
        old = self.phones("EX01", "2010 SP1", "Redmond")

        assert said("CAS415", old, server("EX02", site="Kyoto")) == []
        assert (
            said("CAS415", old, self.phones("EX03", "2010 SP3", "Redmond"), server("EX02", site="Kyoto"))
            == []
        )

    def test_the_other_site_may_be_of_2007(self) -> None:
        other = self.phones("EX02", "2007 SP3", "Kyoto")

        assert said("CAS415", self.phones("EX01", "2010 SP1", "Redmond"), other) == [("EX01", "warning")]

    def test_only_entries(self) -> None:
        inside = server("EX01", "2010 SP1", roles=CLIENT_ACCESS)
        first, second = self.phones("EX02", "2010 SP3", "Kyoto"), self.phones("EX03", "2010 SP3", "Osaka")

        assert said("CAS415", inside, first, second) == []
