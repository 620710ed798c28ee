"""CAS215, CAS216, CAS218 and CAS220: what the InternalUrls and directories of a site have in common."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, PATHS, Item, external, organization, server
from declaring import one as vdir
from linting import findings

BALANCED = "cas.contoso.com"
EVERY = ("owa", "ecp", "activesync", "ews", "oab")


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def internal(host: str, *protocols: str) -> Item:
    return {p: {"internalUrl": f"https://{host}{PATHS[p]}"} for p in protocols}


def without_urls() -> Item:
    return {protocol: {"internalUrl": None} for protocol in EVERY}


def balanced(**more: object) -> list[Item]:
    return [{"name": "Redmond", "loadBalancer": BALANCED, **more}]


class TestStyle:
    """CAS215."""

    FIRST = server("EX01", **internal(BALANCED, *EVERY))

    def test_one_finding_a_server_that_names_its_directories(self) -> None:
        second = server("EX02", **internal(BALANCED, "owa"))
        (found,) = findings(organization(self.FIRST, second, sites=balanced()), "CAS215")

        assert found.subject.name == "EX02"
        assert "own name in the InternalUrl of ecp, activesync, ews and oab while EX01 has" in found.message
        assert [r.message for r in found.related] == [
            "EX01/ecp has the balanced name",
            "the balanced name of Redmond",
        ]

    @pytest.mark.parametrize("host", ["ex02", "ex02.contoso.com", "EX02.contoso.com"])
    def test_the_servers_own_name_in_full_and_in_short(self, host: str) -> None:
        second = server("EX02", **internal(host, "owa"), **internal(BALANCED, *EVERY[1:]))

        assert said("CAS215", self.FIRST, second, sites=balanced()) == [("EX02", "info")]

    @pytest.mark.parametrize(
        "second",
        [
            server("EX02", **internal(BALANCED, *EVERY)),
            server("EX02", **internal("x.contoso.com", *EVERY)),
            server("EX02", fqdn="ex02.fabrikam.com", **internal("ex02.contoso.com", *EVERY)),
            server("EX02", **without_urls()),
            server("EX02", "2007 SP3"),
            server("EX02", site="Kyoto"),
        ],
    )
    def test_who_does_not_differ(self, second: Item) -> None:
        assert said("CAS215", self.FIRST, second, sites=[*balanced(), {"name": "Kyoto"}]) == []

    def test_own_names_everywhere_are_uniform_and_so_is_one_server(self) -> None:
        assert said("CAS215", server("EX01"), server("EX02"), sites=balanced()) == []
        mixed = server("EX01", **internal(BALANCED, "owa"))
        assert said("CAS215", mixed, sites=balanced()) == []
        assert said("CAS215", mixed, server("EX02", **internal("ex02", "owa"))) == []

    def test_protocols_are_compared_with_themselves(self) -> None:
        first = server("EX01", **internal(BALANCED, "owa"))
        second = server("EX02", **internal(BALANCED, "owa"))

        assert said("CAS215", first, second, sites=balanced()) == []


class TestOab:
    """CAS216."""

    @pytest.mark.parametrize(
        ("version", "directory", "expected"),
        [
            ("2010 SP3", {"internalUrl": None}, [("EX01/oab", "warning")]),
            ("2007 SP3", {"internalUrl": None}, [("EX01/oab", "warning")]),
            (
                "2010 SP3",
                {"internalUrl": None, "externalUrl": "https://m.contoso.com/OAB"},
                [("EX01/oab", "warning")],
            ),
            ("2010 SP3", {}, []),
            ("2010 SP3", {"internalUrl": "oab"}, []),
            ("2010 SP3", "unknown", []),
            ("2010 SP3", "absent", []),
            ("Exchange 2013", {"internalUrl": None}, []),
        ],
    )
    def test_who_is_missing_it(
        self, version: str, directory: object, expected: list[tuple[str, str]]
    ) -> None:
        assert said("CAS216", server("EX01", version, oab=directory)) == expected

    def test_the_fix_is_what_setup_gives(self) -> None:
        one = server("EX01", fqdn="EX01.contoso.com", oab={"internalUrl": None})
        (found,) = findings(organization(one), "CAS216")

        assert found.fix is not None
        assert not found.fix.safe
        assert [edit.text for edit in found.fix.edits] == ['"https://ex01.contoso.com/OAB"']


class TestAbsent:
    """CAS218."""

    @pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
    @pytest.mark.parametrize("protocol", [*EVERY, "autodiscover"])
    def test_owa_and_activesync_and_the_ecp_of_2010(self, version: str, protocol: str) -> None:
        judged = protocol in ("owa", "activesync") or (protocol, version) == ("ecp", "2010 SP3")

        assert said("CAS218", server("EX01", version, **vdir(protocol, "absent"))) == (
            [("Redmond", "error")] if judged else []
        )

    def test_once_a_family_and_protocol(self) -> None:
        gone: Item = {"owa": "absent", "activesync": "absent"}
        found = findings(organization(server("EX10", **gone), server("EX07", "2007 SP3", **gone)), "CAS218")

        assert len(found) == 4
        assert len({f.fingerprint for f in found}) == 4

    @pytest.mark.parametrize(
        ("other", "count"),
        [
            (server("EX02"), 0),
            (server("EX02", owa="unknown"), 0),
            (server("EX02", owa="absent"), 1),
            (server("EX02", "2007 SP3"), 1),
            (server("EX02", roles=MAILBOX), 1),
            (server("EX02", site="Kyoto"), 1),
            (server("EX15", "Exchange 2013"), 1),
        ],
    )
    def test_one_that_has_it_is_enough(self, other: Item, count: int) -> None:
        assert len(said("CAS218", server("EX01", owa="absent"), other)) == count

    def test_the_others_are_named(self) -> None:
        pair = (server("EX01", owa="absent"), server("EX02", owa="absent"))
        (found,) = findings(organization(*pair), "CAS218")

        assert "servers EX01 and EX02 have no virtual directory for OWA" in found.message
        assert [r.message for r in found.related] == ["absent on EX02"]

    def test_without_mailboxes_of_the_family_nobody_misses_it(self) -> None:
        cas = server("CAS01", roles=CLIENT_ACCESS, owa="absent")

        assert said("CAS218", cas) == []
        assert said("CAS218", cas, server("MBX07", "2007 SP3", roles=MAILBOX)) == []
        assert said("CAS218", cas, server("MBX01", roles=MAILBOX)) == [("Redmond", "error")]

    def test_a_site_without_client_access_server_is_told_by_another_rule(self) -> None:
        assert said("CAS218", server("MBX01", roles=MAILBOX)) == []


class TestInconsistent:
    """CAS220."""

    @pytest.mark.parametrize("protocol", [*EVERY, "autodiscover"])
    @pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
    def test_a_host_that_nothing_else_has(self, protocol: str, version: str) -> None:
        one = server("EX01", version, **vdir(protocol, {"internalUrl": "https://ex10.contoso.com/x"}))
        judged = protocol in EVERY

        assert said("CAS220", one) == ([(f"EX01/{protocol}", "warning")] if judged else [])

    @pytest.mark.parametrize(
        "one",
        [
            server("EX01", **internal("ex01", "owa")),
            server("EX01", **internal("EX01.contoso.com", "owa")),
            server("EX01", fqdn="ex01.contoso.com", **internal("ex01.contoso.com", "owa")),
            server("EX01", fqdn="ex01.contoso.com", **internal("ex01", "owa")),
            server("EX01", **internal(BALANCED, "owa")),
            server("EX01", **internal("mail.contoso.com", "owa", "ecp")),
            server("EX01", **internal("mail.contoso.com", "owa"), **external("mail.contoso.com", "ews")),
            server("EX01", owa={"internalUrl": None}),
            server("EX01", owa={"internalUrl": "x"}),
            server("EX01", owa="unknown"),
            server("EX01", "Exchange 2013", **internal("ex10.contoso.com", "owa")),
        ],
    )
    def test_hosts_that_the_server_or_its_site_is_known_by(self, one: Item) -> None:
        assert said("CAS220", one, sites=balanced()) == []

    def test_a_full_name_that_is_declared_is_the_only_one(self) -> None:
        one = server("EX01", fqdn="ex01.fabrikam.com", **internal("ex01.contoso.com", "owa"))

        assert said("CAS220", one) == [("EX01/owa", "warning")]

    def test_another_server_of_the_site_that_has_the_host_too(self) -> None:
        one, other = (server(name, **internal("nlb.contoso.com", "owa")) for name in ("EX01", "EX02"))

        assert said("CAS220", one, other) == []
        assert len(said("CAS220", one, other | {"site": "Kyoto"})) == 2

    def test_addresses_and_names_of_other_sites_are_told_by_other_rules(self) -> None:
        front = server("EX02", site="Kyoto", **external("mail.contoso.com", "owa"))
        numbered = server("EX01", **internal("10.1.2.3", "owa"))
        misled = server("EX01", **internal("mail.contoso.com", "owa"))

        assert said("CAS220", numbered) == [("EX01/owa", "warning")]
        assert said("CAS220", numbered, front) == []
        assert said("CAS220", misled) == [("EX01/owa", "warning")]
        assert said("CAS220", misled, front) == []
        assert said("CAS220", misled | {"roles": CLIENT_ACCESS}, front) == [("EX01/owa", "warning")]

    def test_the_fix_takes_the_full_name_where_it_is_declared(self) -> None:
        url: Item = {"owa": {"internalUrl": "https://ex10.contoso.com:4443/owa"}}
        (unnamed,) = findings(organization(server("EX01", **url)), "CAS220")
        (named,) = findings(organization(server("EX01", fqdn="ex01.contoso.com", **url)), "CAS220")

        assert unnamed.fix is None
        assert named.fix is not None
        assert not named.fix.safe
        assert [edit.text for edit in named.fix.edits] == ['"https://ex01.contoso.com:4443/owa"']
