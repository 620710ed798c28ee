"""CAS502 to CAS507 and CAS511: levels of Client Access servers that proxy, and of organizations in coexistence."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, path, server
from linting import findings

MAIL = "mail.contoso.com"


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def front(version: str = "2010 SP3", name: str = "EX01", site: str = "Redmond", **fields: object) -> Item:
    return server(name, version, site, None, **external(MAIL, "owa", "ews"), **fields)


def behind(version: str = "2010 SP3", name: str = "EX02", site: str = "Kyoto", **fields: object) -> Item:
    return server(name, version, site, None, **fields)


class TestOlderEntry:
    """CAS502."""

    @pytest.mark.parametrize(
        ("entry", "target"),
        [
            ("2010 SP1", "2010 SP2"),
            ("2010 SP2 RU1", "2010 SP2 RU8"),
            ("14.2.318.4", "14.2.390.3"),
            ("14.1.218.15", "14.3.123.4"),
            ("2007 SP1", "2007 SP3"),
            ("8.0.708.3", "8.0.744.0"),
        ],
    )
    def test_an_entry_that_is_surely_older(self, entry: str, target: str) -> None:
        assert said("CAS502", front(entry), behind(target)) == [("EX01", "warning")]
        assert said("CAS502", front(target), behind(entry)) == []
        assert said("CAS502", front(entry), behind(entry)) == []

    @pytest.mark.parametrize(
        ("entry", "target"),
        [
            ("2010 SP2", "2010 SP2 RU8"),
            ("2010", "2010 SP3"),
            ("14.2.247.5", "14.2.390.3"),
            ("2007", "2007 SP3"),
        ],
    )
    def test_what_the_text_leaves_open(self, entry: str, target: str) -> None:
        assert said("CAS502", front(entry), behind(target)) == []

    def test_a_declared_build_decides(self) -> None:
        entry, target = front("2010 SP2", build="14.2.318.4"), behind("2010 SP2", build="14.2.390.3")
        (finding,) = findings(organization(entry, target), "CAS502")

        assert finding.place.text == '"14.2.318.4"'
        assert finding.related[0].place.text == '"14.2.390.3"'

    def test_another_family_is_another_rule(self) -> None:
        assert said("CAS502", front("2007 SP1"), behind("2010 SP3")) == []
        assert said("CAS502", front("2007 SP1"), front("2010 SP3", "EX10"), behind("2010 SP3")) == []

    def test_the_newest_target_counts(self) -> None:
        servers = [
            front("2010 SP1"),
            behind("2010 SP1", "A"),
            behind("2010 SP3", "B", "Osaka"),
            behind("2010 SP2", "C"),
        ]
        (finding,) = findings(organization(*servers), "CAS502")

        assert "proxies OWA to B, which is 2010 SP3 already: users of Osaka" in finding.message

    def test_a_certain_level_counts_more_than_a_wide_one(self) -> None:
        servers = [front("2010 SP2 RU1"), behind("2010 SP2", "A"), behind("2010 SP2 RU6", "B", "Osaka")]

        assert said("CAS502", *servers) == [("EX01", "warning")]

    def test_only_what_is_proxied(self) -> None:
        published = server("EX02", "2010 SP3", "Kyoto", **external("kyoto.contoso.com", "owa"))

        assert said("CAS502", front("2010 SP1"), published) == []
        assert said("CAS502", front("2010 SP1"), server("EX02", "2010 SP3", roles=CLIENT_ACCESS)) == []
        assert said("CAS502", front("2010 SP1"), server("EX02", site="Kyoto", roles=CLIENT_ACCESS)) == []
        assert said("CAS502", server("EX01", "2010 SP1"), behind()) == []
        ews_only = server("EX01", "2010 SP1", **external(MAIL, "ews"))
        assert said("CAS502", ews_only, behind()) == []

    def test_an_entry_of_the_same_site_does_not_proxy(self) -> None:
        servers = [front("2007 SP1"), server("EX02", "2007 SP3", "Redmond"), front(name="EX03", site="Osaka")]

        assert said("CAS502", *servers) == []

    def test_each_entry(self) -> None:
        servers = [front("2010 SP1", "A"), front("2010 SP3", "B"), front("2010 SP2", "C"), behind("2010 SP3")]

        assert said("CAS502", *servers) == [("A", "warning"), ("C", "warning")]


class TestCoexistence:
    """CAS503 and CAS504."""

    @pytest.mark.parametrize("version", ["2007 RTM", "2007 SP1", "8.0.685.25", "8.1.240.6", "8.1.436.0"])
    def test_2007_below_sp2(self, version: str) -> None:
        assert said("CAS503", server("EX10"), server("EX07", version)) == [("EX07", "error")]
        assert said("CAS503", server("EX10"), server("EX07", version, roles=MAILBOX)) == [("EX07", "error")]

    @pytest.mark.parametrize("version", ["2007 SP2", "2007 SP3", "8.2.176.2", "2007", "2003 SP1", "2010 RTM"])
    def test_2007_with_sp2_and_others(self, version: str) -> None:
        assert said("CAS503", server("EX10"), server("EX07", version)) == []

    @pytest.mark.parametrize(
        "other", [server("EX08", "2007 SP3"), server("EX15", "2013"), server("EX03", "2003 SP2")]
    )
    def test_2007_without_2010(self, other: Item) -> None:
        assert said("CAS503", other, server("EX07", "2007 SP1")) == []

    @pytest.mark.parametrize(
        "version", ["2003 RTM", "2003 SP1", "Version 6.5 (Build 7226.6: Service Pack 1)", "6.5.6944.0"]
    )
    def test_2003_below_sp2(self, version: str) -> None:
        assert said("CAS504", server("EX10"), _ex03(version)) == [("EX03", "error")]

    @pytest.mark.parametrize(
        "version",
        [
            "2003 SP2",
            "2003",
            "Version 6.5 (Build 7638.2: Service Pack 2)",
            "6.5.7638.2",
            "6.5.7683.0",
            "6.5.7653.33",
        ],
    )
    def test_2003_with_sp2(self, version: str) -> None:
        assert said("CAS504", server("EX10"), _ex03(version)) == []

    def test_2003_without_2010(self) -> None:
        assert said("CAS504", server("EX07", "2007 SP3"), _ex03("2003 SP1")) == []
        assert said("CAS504", _ex03("2003 SP1")) == []

    def test_2003_is_no_2007(self) -> None:
        assert said("CAS504", server("EX10"), server("EX07", "2007 RTM")) == []


def _ex03(version: str) -> Item:
    return {"name": "EX03", "version": version}


class TestFirstLogOn:
    """CAS505."""

    @pytest.mark.parametrize("entry", ["2010 SP1", "2010 SP2", "2010 SP3"])
    @pytest.mark.parametrize("target", ["2010 RTM", "14.0.639.21", "14.0.726.0"])
    def test_later_proxies_to_rtm(self, entry: str, target: str) -> None:
        assert said("CAS505", front(entry), behind(target)) == [("EX02", "warning")]

    @pytest.mark.parametrize(
        ("entry", "target"),
        [
            ("2010 RTM", "2010 RTM"),
            ("2010 SP1", "2010 SP1"),
            ("2010 SP1", "2010"),
            ("2010", "2010 RTM"),
            ("2010 SP1", "2007 RTM"),
            ("2007 SP3", "2010 RTM"),
        ],
    )
    def test_others(self, entry: str, target: str) -> None:
        assert said("CAS505", front(entry), behind(target)) == []

    def test_only_what_is_proxied(self) -> None:
        published = server("EX02", "2010 RTM", "Kyoto", **external("kyoto.contoso.com", "owa"))

        assert said("CAS505", front(), published) == []
        assert said("CAS505", server("EX01"), behind("2010 RTM")) == []

    def test_the_entry_stands_in_another_site(self) -> None:
        rtm_front = front("2010 RTM", "EX03", "Osaka")
        beside = server("EX04", "2007 SP3", "Kyoto", **external(MAIL, "owa"))

        assert said("CAS505", rtm_front, beside, behind("2010 RTM")) == []
        assert said("CAS505", rtm_front, front(), behind("2010 RTM")) == [("EX02", "warning")]

    def test_two_web_sites_make_one_finding(self) -> None:
        two = behind("2010 RTM", owa=[{"webSite": "A"}, {"webSite": "B"}])

        assert said("CAS505", front(), two) == [("EX02", "warning")]


class TestResourceFolders:
    """CAS506."""

    @pytest.mark.parametrize(
        ("entry", "target", "severity"),
        [
            ("8.1.240.6", "8.0.685.24", "warning"),
            ("2007 SP3", "2007 SP1", "warning"),
            ("2007 SP1 RU2", "2007 SP1 RU1", "info"),
            ("2007 SP3", "2007 SP3 RU1", None),
            ("2010 SP3", "2010 SP1", "info"),
            ("2010 SP2 RU8", "2010 SP2 RU1", "info"),
            ("2010 SP3", "2007 SP3", "info"),
            ("2010", "2007", "info"),
            ("2010 SP3", "2010 SP3", None),
            ("2010 SP1", "2010 SP3", None),
            ("2010", "2010 SP1", None),
            ("2007", "2007 SP1", None),
        ],
    )
    def test_an_entry_that_is_surely_newer(self, entry: str, target: str, severity: str | None) -> None:
        expected = [] if severity is None else [("EX01", severity)]

        assert said("CAS506", front(entry), behind(target)) == expected

    @pytest.mark.parametrize(
        ("target", "folder", "is_there"),
        [
            ("8.0.685.25", "8.0.685.25", True),
            ("8.0.685.25", "8.0.685.24", True),
            ("8.0.685.25", "8.1.240.6", False),
            ("2007 RTM", "8.0.744.0", True),
            ("2007", "8.0.744.0", True),
            ("2007", "14.0.639.21", False),
            ("8.0.744.0", "8.0.744.0", True),
            ("8.0.744.0", "8.0.685.25", False),
            ("2007 RTM", "2007 SP1", False),
            ("2007 RTM", "owa", False),
            ("8.0.744.0", "2007 RTM", False),
        ],
    )
    def test_a_declared_folder(self, target: str, folder: str, is_there: bool) -> None:
        found = said("CAS506", front("2010 SP3", owaResourceVersions=["14.3.123.4", folder]), behind(target))

        assert found == ([] if is_there else [("EX01", "info")])

    def test_a_declared_build_is_asked_for_exactly(self) -> None:
        target = behind("2007 SP1", build="8.1.240.6")

        assert said("CAS506", front("2007 SP3", owaResourceVersions=["8.1.240.6"]), target) == []
        assert said("CAS506", front("2007 SP3", owaResourceVersions=["8.1.263.1"]), target) == [
            ("EX01", "warning")
        ]

    def test_every_version_is_named_and_the_worst_counts(self) -> None:
        servers = [
            front("2007 SP3", build="8.3.106.2"),
            behind("2007 SP3", "A", build="8.3.83.6"),
            behind("2007 SP1", "B", "Osaka"),
            behind("2007 SP1", "C", "Nara"),
        ]
        (finding,) = findings(organization(*servers), "CAS506")

        assert finding.severity.word == "warning"
        assert finding.message == (
            "EX01 is 2007 SP3 RU1 and proxies OWA to Nara and Kyoto, but its owaResourceVersions do not name 2007 SP1 "
            "and 2007 SP3: users there cannot log on (event 46)"
        )
        assert [related.place.text for related in finding.related] == ['"2007 SP1"', '"8.3.83.6"']

    def test_the_place_is_the_list(self) -> None:
        (finding,) = findings(
            organization(front("2007 SP3", owaResourceVersions=[]), behind("2007 SP1")), "CAS506"
        )

        assert finding.place.text == '"owaResourceVersions"'

    def test_only_what_is_proxied(self) -> None:
        published = server("EX02", "2007 SP1", "Kyoto", **external("kyoto.contoso.com", "owa"))

        assert said("CAS506", front("2007 SP3"), published) == []
        assert said("CAS506", server("EX01", "2007 SP3"), behind("2007 SP1")) == []

    def test_an_entry_of_the_same_site_does_not_proxy(self) -> None:
        servers = [front("2010 SP3", site="Kyoto"), front("2007 SP1", "EX03"), behind("2007 SP1")]

        assert said("CAS506", *servers) == []

    def test_six_versions_show_five(self) -> None:
        levels = ["2007 RTM", "2007 SP1", "2007 SP2", "2007 SP3", "2010 RTM", "2010 SP1"]
        servers = [behind(version, f"B{number}", f"S{number}") for number, version in enumerate(levels)]
        (finding,) = findings(organization(front(), *servers), "CAS506")

        assert len(finding.related) == 5


class TestEwsBeforeSp1:
    """CAS507."""

    @pytest.mark.parametrize("version", ["2007 RTM", "8.0.744.0"])
    def test_an_rtm_entry(self, version: str) -> None:
        assert said("CAS507", front(version), behind("2007 SP1")) == [("EX01", "error")]

    @pytest.mark.parametrize("version", ["2007 SP1", "8.1.240.6", "2007", "2010 RTM"])
    def test_others(self, version: str) -> None:
        assert said("CAS507", front(version), behind("2007 SP1")) == []

    def test_a_published_site_is_proxied_to_all_the_same(self) -> None:
        published = server("EX02", "2007 SP3", "Kyoto", **external("kyoto.contoso.com", "ews"))

        assert said("CAS507", front("2007 RTM"), published) == [("EX01", "error")]

    def test_2007_mailboxes_elsewhere(self) -> None:
        assert said("CAS507", front("2007 RTM"), behind("2010 SP3")) == []
        assert said("CAS507", front("2007 RTM"), server("EX02", "2007 SP1")) == []
        assert said("CAS507", front("2007 RTM"), behind("2007 SP1") | {"roles": CLIENT_ACCESS}) == []

    def test_2010_mailboxes_behind_another_entry(self) -> None:
        assert said("CAS507", front("2007 RTM"), front("2010 SP3", "EX10"), behind("2010 SP3")) == []

    def test_only_entries(self) -> None:
        owa_only = server("EX01", "2007 RTM", **external(MAIL, "owa"))

        assert said("CAS507", owa_only, behind("2007 SP1")) == []

    @pytest.mark.parametrize(
        ("declared", "expected"),
        [
            (path("EX01", "EX02", "ews"), [("EX01", "error")]),
            (path("EX01", "EX02", "owa"), []),
            (path("EX02", "EX01", "ews"), []),
            (path("EX01", "EX09", "ews"), []),
            (path("EX09", "EX02", "ews"), []),
            (path("EX01", "EX03", "ews"), []),
            (path("EX01", "EX10", "ews"), []),
            (path("EX04", "EX02", "ews"), []),
            (path("EX05", "EX02", "ews"), []),
            (path("EX01", "EX06", "ews"), []),
        ],
    )
    def test_a_declared_path(self, declared: Item, expected: list[tuple[str, str]]) -> None:
        servers = [
            server("EX01", "2007 RTM"),
            behind("2007 SP1"),
            server("EX03", "2007 SP1"),
            behind("2010 SP3", "EX10"),
            server("EX04", "2003 SP2"),
            server("EX05", "eight"),
            server("EX06", "2007 SP1", "Nowhere"),
        ]
        text = organization(*servers, proxying=[declared]).replace(', {"name": "Nowhere"}', "")

        assert [(f.subject.name, f.severity.word) for f in findings(text, "CAS507")] == expected

    def test_entry_and_path_make_one_finding(self) -> None:
        declared = [path("EX01", "EX02", "ews"), path("EX01", "EX02", "ews")]
        (finding,) = findings(
            organization(front("2007 RTM"), behind("2007 SP1"), proxying=declared), "CAS507"
        )

        assert [related.message for related in finding.related] == ["EX02/ews is proxied to"]


class TestOneRollup:
    """CAS511."""

    RU1 = "14.2.283.3"

    @pytest.mark.parametrize("target", ["2010 RTM", "2010 SP1", "14.1.438.0", "2007 SP2", "8.3.245.2"])
    def test_it_proxies_to_an_earlier_server(self, target: str) -> None:
        assert said("CAS511", front("2010 SP2", build=self.RU1), behind(target)) == [("EX01", "error")]
        assert said("CAS511", front("2010 SP2 RU1"), behind(target)) == [("EX01", "error")]

    @pytest.mark.parametrize(
        "target", ["14.2.283.3", "2010 SP2", "2010 SP3", "8.3.264.0", "2007 SP3", "2007", "2010"]
    )
    def test_it_proxies_to_one_that_understands_or_may(self, target: str) -> None:
        assert said("CAS511", front("2010 SP2", build=self.RU1), behind(target)) == []

    @pytest.mark.parametrize("entry", ["2010 SP2", "14.2.247.5", "14.2.298.4", "2010 SP1", "2010 SP3"])
    def test_other_entries(self, entry: str) -> None:
        assert said("CAS511", front(entry), behind("2010 RTM")) == []

    def test_an_sp2_server_whose_build_is_that_of_the_service_pack(self) -> None:
        target = behind("2010 SP2", build="14.2.247.5")

        assert said("CAS511", front("2010 SP2", build=self.RU1), target) == [("EX01", "error")]

    def test_only_owa_and_only_what_is_proxied(self) -> None:
        ews_only = server("EX01", "2010 SP2 RU1", **external(MAIL, "ews"))
        published = server("EX02", "2010 SP1", "Kyoto", **external("kyoto.contoso.com", "owa"))

        assert said("CAS511", ews_only, behind("2010 SP1")) == []
        assert said("CAS511", front("2010 SP2 RU1"), published) == []

    def test_an_entry_of_the_same_site_does_not_proxy(self) -> None:
        servers = [front("2010 SP2 RU1", site="Kyoto"), front("2007 SP2", "EX03"), behind("2007 SP2")]

        assert said("CAS511", *servers) == []
