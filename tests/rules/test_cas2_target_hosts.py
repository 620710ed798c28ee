"""CAS213 and CAS214: the hosts to which one Client Access server proxies to another."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, PATHS, Item, external, organization, server
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


class TestAddress:
    """CAS213."""

    @pytest.mark.parametrize("protocol", [*PROXIED, "oab"])
    def test_every_protocol_that_is_proxied(self, protocol: str) -> None:
        second = inside(**vdir(protocol, {"internalUrl": f"https://10.1.2.3{PATHS[protocol]}"}))

        assert said("CAS213", FRONT, second) == (
            [] if protocol == "oab" else [(f"EX02/{protocol}", "warning")]
        )
        assert said("CAS213", second) == []

    @pytest.mark.parametrize("host", ["[fd00::1]", "255.255.255.255"])
    def test_addresses(self, host: str) -> None:
        assert said("CAS213", FRONT, inside(owa={"internalUrl": f"https://{host}/owa"})) == [
            ("EX02/owa", "warning")
        ]

    @pytest.mark.parametrize("host", ["10.1.2", "10.1.2.3.4", "10.1.2.256", "a.1.2.3", "ex02"])
    def test_names(self, host: str) -> None:
        assert said("CAS213", FRONT, inside(owa={"internalUrl": f"https://{host}/owa"})) == []

    def test_the_fix_takes_the_full_name_where_it_is_declared(self) -> None:
        second = inside(owa={"internalUrl": "http://10.1.2.3:8080/owa"})
        (unnamed,) = findings(organization(FRONT, second), "CAS213")
        (named,) = findings(organization(FRONT, second | {"fqdn": "ex02.contoso.com"}), "CAS213")

        assert unnamed.fix is None
        assert named.fix is not None
        assert not named.fix.safe
        assert [edit.text for edit in named.fix.edits] == ['"http://ex02.contoso.com:8080/owa"']


class TestExternalName:
    """CAS214."""

    @pytest.mark.parametrize("protocol", PROXIED)
    def test_every_protocol_that_is_proxied(self, protocol: str) -> None:
        second = inside(**vdir(protocol, {"internalUrl": f"https://{MAIL}{PATHS[protocol]}"}))

        assert said("CAS214", FRONT, second) == [(f"EX02/{protocol}", "warning")]

    def test_the_name_of_another_protocol_of_another_site(self) -> None:
        third = server("EX03", site="Osaka", **external("oab.contoso.com", "oab"))
        (found,) = findings(
            organization(FRONT, inside(owa={"internalUrl": "https://OAB.contoso.com/owa"}), third), "CAS214"
        )

        assert "which is the external name of Osaka" in found.message
        assert found.related[0].message == "EX03/oab is published under oab.contoso.com"

    def test_the_url_past_the_balancer_is_the_one_that_counts(self) -> None:
        ews = {"internalNlbBypassUrl": f"https://{MAIL}/EWS/Exchange.asmx"}
        (found,) = findings(organization(FRONT, inside(ews=ews)), "CAS214")

        assert found.place.text == f'"https://{MAIL}/EWS/Exchange.asmx"'
        ews = {
            "internalUrl": f"https://{MAIL}/EWS/Exchange.asmx",
            "internalNlbBypassUrl": "https://ex02/EWS/Exchange.asmx",
        }
        assert said("CAS214", FRONT, inside(ews=ews)) == []

    def test_its_own_sites_name_is_right_and_shared_names_are_not(self) -> None:
        own = external("kyoto.contoso.com", "ews")
        ews = {"internalUrl": "https://kyoto.contoso.com/EWS/Exchange.asmx"}
        shared = server("EX03", site="Osaka", **external("kyoto.contoso.com", "ews"))

        assert said("CAS214", FRONT, inside(ews=own["ews"] | ews)) == []
        assert said("CAS214", FRONT, inside(ews=own["ews"] | ews), shared) == [("EX02/ews", "warning")]

    def test_who_is_not_proxied_to_may_have_any_name(self) -> None:
        owa = {"internalUrl": f"https://{MAIL}/owa"}

        assert said("CAS214", FRONT, inside(roles=CLIENT_ACCESS, owa=owa)) == []
        assert said("CAS214", FRONT, inside(owa="unknown")) == []
        assert said("CAS214", FRONT, inside(owa=NULL)) == []
