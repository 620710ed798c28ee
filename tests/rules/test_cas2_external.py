"""CAS206 to CAS209: the hosts, schemes and paths of URLs."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, EVERY_ROLE, MAILBOX, PATHS, Item, external, organization, server
from declaring import one as vdir
from linting import findings

MAIL = "mail.contoso.com"
EVERY = ("owa", "ecp", "activesync", "ews", "oab")


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def messages(code: str, *servers: Item, **sections: object) -> list[str]:
    return [f.message for f in findings(organization(*servers, **sections), code)]


def owa(url: str | None, **more: object) -> Item:
    return {"owa": {"externalUrl": url, **more}}


class TestHostsDiffer:
    """CAS206."""

    def test_the_usual_host_is_the_one_of_most(self) -> None:
        hosts = ("a.contoso.com", "b.contoso.com", "b.contoso.com")
        servers = [server(f"EX{i}", **external(host, "owa")) for i, host in enumerate(hosts)]

        assert said("CAS206", *servers) == [("EX0/owa", "warning")]
        assert "EX1/owa in the same site has b.contoso.com" in messages("CAS206", *servers)[0]

    @pytest.mark.parametrize("protocol", EVERY)
    def test_every_protocol_by_itself(self, protocol: str) -> None:
        pair = (
            server("EX01", **external(MAIL, protocol)),
            server("EX02", **external("x.contoso.com", protocol)),
        )

        assert said("CAS206", *pair) == [(f"EX02/{protocol}", "warning")]

    @pytest.mark.parametrize(
        "other",
        [
            server("EX02", **external(MAIL, "owa")),
            server("EX02", **external("MAIL.Contoso.com.", "owa")),
            server("EX02", site="Kyoto", **external("x.contoso.com", "owa")),
            server("EX07", "2007 SP3", **external("x.contoso.com", "owa")),
            server("EX02", **external("x.contoso.com", "ecp")),
            server("EX02"),
        ],
    )
    def test_who_is_not_compared(self, other: Item) -> None:
        assert said("CAS206", server("EX01", **external(MAIL, "owa")), other) == []

    def test_servers_in_sites_that_are_not_declared_are_not_together(self) -> None:
        pair = [server(f"EX{i}", site=f"Lost{i}", **external(f"m{i}.contoso.com", "owa")) for i in range(2)]

        assert said("CAS206", *pair, sites=[{"name": "Redmond"}]) == []

    def test_2007_among_themselves(self) -> None:
        pair = [server(f"EX{i}", "2007 SP3", **external(f"m{i}.contoso.com", "owa")) for i in range(2)]

        assert said("CAS206", *pair) == [("EX1/owa", "warning")]

    def test_the_fix_takes_the_url_of_the_site(self) -> None:
        pair = (server("EX01", **external(MAIL, "owa")), server("EX02", **external("x.contoso.com", "owa")))
        (found,) = findings(organization(*pair), "CAS206")

        assert found.fix is not None
        assert not found.fix.safe
        assert [edit.text for edit in found.fix.edits] == [f'"https://{MAIL}/owa"']


class TestHostShared:
    """CAS207."""

    def test_once_a_site_and_protocol(self) -> None:
        shared = external(MAIL, *EVERY)
        servers = [server("EX01", **shared), *[server(f"EX{i}", site="Seattle", **shared) for i in (2, 3)]]
        text = organization(*servers)
        found = findings(text, "CAS207")

        assert [(f.subject.name, f.severity.word) for f in found] == [
            ("Seattle", "warning"),
            ("Seattle", "warning"),
        ]
        assert ["ActiveSync" in f.message for f in found] == [False, True]
        assert len({f.fingerprint for f in found}) == 2
        assert found[0].related[0].message == "EX01/owa in Redmond has it too"

    def test_a_third_site(self) -> None:
        servers = [server(f"EX{i}", site=site, **external(MAIL, "owa")) for i, site in enumerate("ABC")]

        assert said("CAS207", *servers) == [("B", "warning"), ("C", "warning")]

    @pytest.mark.parametrize(("roles", "expected"), [(None, "error"), (["ClientAccess"], "warning")])
    def test_2007_mailboxes_make_it_an_error(self, roles: list[str] | None, expected: str) -> None:
        pair = [
            server(f"EX{site}", "2007 SP3", site=site, roles=roles, **external(MAIL, "owa")) for site in "AB"
        ]

        assert said("CAS207", *pair) == [("B", expected)]

    @pytest.mark.parametrize("roles", [(None, ["ClientAccess"]), (["ClientAccess"], None)])
    def test_2007_mailboxes_in_either_site(self, roles: tuple[list[str] | None, list[str] | None]) -> None:
        first = server("EX1", "2007 SP3", site="A", roles=roles[0], **external(MAIL, "owa"))
        second = server("EX2", "2007 SP3", site="B", roles=roles[1], **external(MAIL, "owa"))

        assert said("CAS207", first, second) == [("B", "error")]
        assert said("CAS207", second, first) == [("B", "error")]
        swapped = (first | {"roles": CLIENT_ACCESS}, second | {"roles": EVERY_ROLE})
        assert said("CAS207", *swapped) == [("B", "error")]

    def test_a_server_in_no_declared_site_shares_with_nobody(self) -> None:
        lost = server("EX02", site="Lost", **external(MAIL, "owa"))
        far = server("EX03", site="Kyoto")
        sites = [{"name": "Redmond"}, {"name": "Kyoto"}]

        for servers in (
            (lost, server("EX01", **external(MAIL, "owa"))),
            (server("EX01", **external(MAIL, "owa")), lost),
        ):
            assert said("CAS207", *servers, far, sites=sites) == []

    def test_2007_mailboxes_do_not_matter_for_2010_names(self) -> None:
        pair = [server(f"EX{site}", site=site, **external(MAIL, "owa")) for site in "AB"]
        old = server("MBX07", "2007 SP3", site="B", roles=MAILBOX)

        assert said("CAS207", *pair, old) == [("B", "warning")]

    @pytest.mark.parametrize(
        "other",
        [
            server("EX02", **external(MAIL, "owa")),
            server("EX02", site="Kyoto", **external("x.contoso.com", "owa")),
            server("EX07", "2007 SP3", site="Kyoto", **external(MAIL, "owa")),
            server("EX02", site="Kyoto", **external(MAIL, "ews", "ecp")),
            server("EX02", site="Kyoto", internetFacing=False, **external(MAIL, "owa")),
        ],
    )
    def test_who_shares_nothing(self, other: Item) -> None:
        far = server("EX09", site="Osaka")

        assert said("CAS207", server("EX01", **external(MAIL, *EVERY)), other, far) == []


class TestHttps:
    """CAS208."""

    @pytest.mark.parametrize("protocol", [*EVERY, "autodiscover"])
    def test_http_by_protocol(self, protocol: str) -> None:
        one = server("EX01", **vdir(protocol, {"externalUrl": f"http://{MAIL}{PATHS.get(protocol, '/x')}"}))

        assert said("CAS208", one) == [
            (f"EX01/{protocol}", "error" if protocol == "activesync" else "warning")
        ]

    @pytest.mark.parametrize(
        ("url", "wrong"),
        [
            ("https://m.contoso.com/Microsoft-Server-ActiveSync", False),
            ("HTTPS://m.contoso.com/MICROSOFT-SERVER-ACTIVESYNC", False),
            ("https://m.contoso.com/Microsoft-Server-ActiveSync/", True),
            ("https://m.contoso.com", True),
            ("https://m.contoso.com/eas", True),
            ("http://m.contoso.com/eas", True),
        ],
    )
    def test_the_form_of_activesync(self, url: str, *, wrong: bool) -> None:
        assert said("CAS208", server("EX01", activesync={"externalUrl": url})) == (
            [("EX01/activesync", "error")] if wrong else []
        )

    def test_the_path_of_others_is_not_judged_here(self) -> None:
        assert said("CAS208", server("EX01", **owa("https://m.contoso.com/x"))) == []

    @pytest.mark.parametrize(
        ("protocol", "url", "expected"),
        [
            ("owa", "http://m.contoso.com/x", "https://m.contoso.com/x"),
            ("owa", "http://m.contoso.com:80/owa", None),
            (
                "activesync",
                "https://m.contoso.com:8443/eas",
                "https://m.contoso.com:8443/Microsoft-Server-ActiveSync",
            ),
            ("activesync", "http://m.contoso.com/", "https://m.contoso.com/Microsoft-Server-ActiveSync"),
        ],
    )
    def test_the_fix_keeps_what_is_right(self, protocol: str, url: str, expected: str | None) -> None:
        (found,) = findings(organization(server("EX01", **vdir(protocol, {"externalUrl": url}))), "CAS208")

        if expected is None:
            assert found.fix is None
        else:
            assert found.fix is not None
            assert not found.fix.safe
            assert [edit.text for edit in found.fix.edits] == [f'"{expected}"']

    def test_2007_and_of_others_none(self) -> None:
        old = server("EX07", "2007 SP3", oab={"externalUrl": "http://m.contoso.com/OAB"})

        assert said("CAS208", old) == [("EX07/oab", "warning")]
        assert said("CAS208", old | {"version": "Exchange 2013"}) == []
        assert said("CAS208", server("EX01", **owa("m.contoso.com/owa"))) == []


class TestPath:
    """CAS209."""

    @pytest.mark.parametrize("protocol", [*EVERY, "autodiscover"])
    @pytest.mark.parametrize("field", ["internalUrl", "externalUrl"])
    def test_every_url(self, protocol: str, field: str) -> None:
        one = server("EX01", **vdir(protocol, {field: f"https://{MAIL}/x"}))
        expected = (
            [] if (protocol, field) == ("activesync", "externalUrl") else [(f"EX01/{protocol}", "warning")]
        )

        assert said("CAS209", one) == expected

    def test_both_urls_of_a_directory_are_told_apart(self) -> None:
        found = findings(
            organization(server("EX01", owa={"internalUrl": "https://a/b", "externalUrl": "https://c.d/e"})),
            "CAS209",
        )

        assert ["InternalUrl" in f.message for f in found] == [True, False]
        assert len({f.fingerprint for f in found}) == 2

    @pytest.mark.parametrize("path", ["/owa", "/OWA", "/owa/"])
    def test_capitals_and_a_last_slash_make_no_difference(self, path: str) -> None:
        assert said("CAS209", server("EX01", **owa(f"https://{MAIL}{path}"))) == []

    @pytest.mark.parametrize("path", ["", "/", "/owa//", "/owa?a=b", "/owa/x"])
    def test_other_paths(self, path: str) -> None:
        assert said("CAS209", server("EX01", **owa(f"https://{MAIL}{path}"))) == [("EX01/owa", "warning")]

    def test_the_fix_keeps_scheme_and_port(self) -> None:
        (found,) = findings(organization(server("EX01", **owa(f"http://{MAIL}:8080/x"))), "CAS209")

        assert found.fix is not None
        assert not found.fix.safe
        assert [edit.text for edit in found.fix.edits] == [f'"http://{MAIL}:8080/owa"']

    def test_urls_that_are_not_known_are_not_judged(self) -> None:
        assert (
            said("CAS209", server("EX01", owa="unknown", ecp={"internalUrl": "x"}, ews={"internalUrl": None}))
            == []
        )
