"""CAS211 and CAS212: the URLs to which one Client Access server proxies to another."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, PATHS, Item, external, organization, server
from declaring import one as vdir
from linting import findings

MAIL = "mail.contoso.com"
PROXIED = ("owa", "ecp", "activesync", "ews")
FRONT = server("EX01", **external(MAIL, *PROXIED))


def said(code: str, *servers: Item) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers), code)]


def messages(code: str, *servers: Item) -> list[str]:
    return [f.message for f in findings(organization(*servers), code)]


def inside(
    name: str = "EX02", version: str = "2010 SP3", roles: list[str] | None = None, **directories: object
) -> Item:
    return server(name, version, "Kyoto", roles, **directories)


def http(*protocols: str, **more: object) -> Item:
    return {p: {"internalUrl": f"http://ex02.contoso.com{PATHS[p]}", **more} for p in protocols}


NULL: Item = {"internalUrl": None}


class TestMissing:
    """CAS211."""

    @pytest.mark.parametrize("protocol", [*PROXIED, "oab"])
    def test_every_protocol_that_is_proxied(self, protocol: str) -> None:
        expected = [] if protocol == "oab" else [(f"EX02/{protocol}", "error")]

        assert said("CAS211", FRONT, inside(**vdir(protocol, NULL))) == expected

    def test_ews_goes_past_the_balancer_first(self) -> None:
        bypass = {"internalNlbBypassUrl": "https://ex02.contoso.com/EWS/Exchange.asmx"}

        assert said("CAS211", FRONT, inside(ews=NULL | bypass)) == []
        assert said("CAS211", FRONT, inside(ews=NULL | {"internalNlbBypassUrl": None})) == [
            ("EX02/ews", "error")
        ]

    def test_a_published_site_is_redirected_to_except_for_ews(self) -> None:
        kyoto = external("kyoto.contoso.com", "owa", "ews")
        directories = {protocol: kyoto[protocol] | NULL for protocol in kyoto}

        assert said("CAS211", FRONT, inside(**directories)) == [("EX02/ews", "error")]

    def test_a_sibling_with_a_url_carries_the_load(self) -> None:
        pair = (inside("EX02", owa=NULL), inside("EX03"))

        assert said("CAS211", FRONT, *pair) == [("EX02/owa", "warning")]
        assert "EX03 alone is proxied to" in messages("CAS211", FRONT, *pair)[0]
        assert said("CAS211", FRONT, *reversed(pair)) == [("EX02/owa", "warning")]

    @pytest.mark.parametrize(
        "other",
        [
            inside("EX03", owa=NULL),
            inside("EX03", "2007 SP3"),
            inside("EX03", owa="absent"),
            inside("EX03", roles=MAILBOX),
            server("EX03", site="Osaka"),
        ],
    )
    def test_who_is_no_sibling(self, other: Item) -> None:
        assert ("EX02/owa", "error") in said("CAS211", FRONT, inside("EX02", owa=NULL), other)

    @pytest.mark.parametrize("url", ["unknown", {"internalUrl": "ex03"}, {"internalUrl": "http://ex03/x"}])
    def test_a_sibling_that_has_or_may_have_one_makes_it_a_warning(self, url: object) -> None:
        assert said("CAS211", FRONT, inside("EX02", ews=NULL), inside("EX03", ews=url)) == [
            ("EX02/ews", "warning")
        ]

    def test_a_site_that_might_be_published_might_be_redirected_to(self) -> None:
        assert said("CAS211", FRONT, inside("EX02", owa=NULL), inside("EX03", owa="unknown")) == []

    @pytest.mark.parametrize(
        "servers",
        [
            (server("EX01"), inside(owa=NULL)),
            (FRONT, inside(owa={"internalUrl": "x"})),
            (FRONT, inside(owa="unknown")),
            (FRONT, inside(roles=CLIENT_ACCESS, owa=NULL)),
            (FRONT | {"version": "2007 SP3"}, inside(owa=NULL)),
            (FRONT, server("EX02", owa=NULL)),
            (FRONT | {"version": "Exchange 2013"}, inside(owa=NULL)),
        ],
    )
    def test_who_is_not_proxied_to(self, servers: tuple[Item, ...]) -> None:
        assert said("CAS211", *servers) == []

    def test_2010_proxies_to_2007(self) -> None:
        assert said("CAS211", FRONT, inside(version="2007 SP3", owa=NULL)) == [("EX02/owa", "error")]

    def test_the_fix_writes_what_setup_gives(self) -> None:
        second = inside(owa=NULL) | {"fqdn": "EX02.contoso.com"}
        (found,) = findings(organization(FRONT, second), "CAS211")

        assert found.fix is not None
        assert not found.fix.safe
        assert [edit.text for edit in found.fix.edits] == ['"https://ex02.contoso.com/owa"']
        assert found.related[0].message == "EX01/owa is Internet-facing and would proxy to Kyoto"


class TestNotHttps:
    """CAS212."""

    @pytest.mark.parametrize("protocol", [*PROXIED, "oab"])
    def test_every_protocol_that_is_proxied(self, protocol: str) -> None:
        expected = [] if protocol == "oab" else [(f"EX02/{protocol}", "error")]

        assert said("CAS212", FRONT, inside(**http(protocol))) == expected

    def test_ews_is_judged_by_the_url_that_is_used(self) -> None:
        bypass = "ex02.contoso.com/EWS/Exchange.asmx"

        assert said("CAS212", FRONT, inside(**http("ews", internalNlbBypassUrl=f"https://{bypass}"))) == []
        (found,) = findings(
            organization(FRONT, inside(ews={"internalNlbBypassUrl": f"http://{bypass}"})), "CAS212"
        )
        assert "http InternalNLBBypassUrl" in found.message
        assert found.place.text == f'"http://{bypass}"'
        assert said("CAS212", FRONT, inside(**http("ews", internalNlbBypassUrl=None))) == [
            ("EX02/ews", "error")
        ]

    @pytest.mark.parametrize(
        ("sibling", "expected"),
        [
            (inside("EX03"), "warning"),
            (inside("EX03", owa={"windowsAuthentication": True}), "warning"),
            (inside("EX03", owa={"windowsAuthentication": False}), "error"),
            (inside("EX03", owa=NULL), "error"),
            (inside("EX03", **http("owa")), "error"),
            (inside("EX03", owa="absent"), "error"),
            (inside("EX03", "2007 SP3"), "error"),
            (inside("EX03", roles=MAILBOX), "error"),
        ],
    )
    def test_a_sibling_that_can_be_proxied_to(self, sibling: Item, expected: str) -> None:
        found = said("CAS212", FRONT, inside("EX02", **http("owa")), sibling)

        assert found[0] == ("EX02/owa", expected)
        assert said("CAS212", FRONT, sibling, inside("EX02", **http("owa")))[-1] == ("EX02/owa", expected)

    @pytest.mark.parametrize(
        ("protocol", "expected"),
        [("owa", "info"), ("ecp", "info"), ("ews", "error"), ("activesync", "error")],
    )
    def test_the_exception_of_the_proxying_server(self, protocol: str, expected: str) -> None:
        excepted = FRONT | {"allowProxyingWithoutSsl": True}

        assert said("CAS212", excepted, inside(**http(protocol))) == [(f"EX02/{protocol}", expected)]

    def test_a_sibling_of_which_nothing_is_known_might_be_proxied_to(self) -> None:
        assert said("CAS212", FRONT, inside("EX02", **http("ews")), inside("EX03", ews="unknown")) == [
            ("EX02/ews", "warning")
        ]

    def test_every_entry_elsewhere_must_have_the_exception(self) -> None:
        excepted = FRONT | {"allowProxyingWithoutSsl": True}
        strict = server("EX09", site="Osaka", **external("osaka.contoso.com", "owa"))
        second = inside(**http("owa"))

        assert said("CAS212", excepted, second, strict) == [("EX02/owa", "error")]
        assert "EX09 proxies OWA" in messages("CAS212", excepted, second, strict)[0]
        assert said("CAS212", excepted, second, strict | {"allowProxyingWithoutSsl": True}) == [
            ("EX02/owa", "info")
        ]

    def test_an_entry_that_does_not_proxy_there_does_not_count(self) -> None:
        excepted = FRONT | {"allowProxyingWithoutSsl": True}
        older = server("EX09", "2007 SP3", site="Osaka", **external("osaka.contoso.com", "owa"))
        own = inside("EX07", "2007 SP3", **external("legacy.contoso.com", "owa"))

        assert said("CAS212", excepted, inside(**http("owa")), older) == [("EX02/owa", "info")]
        assert said("CAS212", excepted, inside(**http("owa")), own) == [("EX02/owa", "info")]

    @pytest.mark.parametrize(
        "servers",
        [
            (server("EX01"), inside(**http("owa"))),
            (FRONT, inside(roles=CLIENT_ACCESS, **http("owa"))),
            (FRONT | {"version": "2007 SP3"}, inside(**http("owa"))),
        ],
    )
    def test_where_nothing_is_proxied_yet_it_is_a_warning(self, servers: tuple[Item, ...]) -> None:
        assert said("CAS212", *servers) == [("EX02/owa", "warning")]
        assert "could proxy OWA to it" in messages("CAS212", *servers)[0]

    @pytest.mark.parametrize(
        "second",
        [
            inside(owa={"internalUrl": "http://ex02/owa", "externalUrl": "https://kyoto.contoso.com/owa"}),
            inside(owa={"internalUrl": "http://ex02/owa", "externalUrl": "kyoto"}),
            inside(owa={"internalUrl": "https://ex02/owa"}),
            inside(owa={"internalUrl": "ftp://ex02/owa"}),
            inside(owa="unknown"),
            inside("EX02", "Exchange 2013", **http("owa")),
            server("EX02", **http("owa")),
        ],
    )
    def test_where_no_https_is_asked_for(self, second: Item) -> None:
        assert said("CAS212", FRONT, second, server("EX09", site="Osaka")) == []

    def test_a_sibling_of_another_family_publishes_the_site(self) -> None:
        old = inside("EX07", "2007 SP3", roles=CLIENT_ACCESS, **http("owa"))
        new = inside("EX02", **external("kyoto.contoso.com", "owa"))

        assert said("CAS212", FRONT, old, new) == []

    def test_one_site_needs_no_https(self) -> None:
        assert said("CAS212", server("EX01", **http("owa"))) == []

    @pytest.mark.parametrize(
        ("url", "expected"),
        [("http://ex02.contoso.com/owa", '"https://ex02.contoso.com/owa"'), ("http://ex02:8080/owa", None)],
    )
    def test_the_fix_leaves_ports_alone(self, url: str, expected: str | None) -> None:
        (found,) = findings(organization(FRONT, inside(owa={"internalUrl": url})), "CAS212")

        assert (found.fix and [edit.text for edit in found.fix.edits]) == (expected and [expected])
        assert found.fix is None or not found.fix.safe
