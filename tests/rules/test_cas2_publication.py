"""CAS103, CAS202 and CAS203: what is published, and what is meant to be."""

from __future__ import annotations

import pytest

from declaring import MAILBOX, Item, external, organization, server
from declaring import one as vdir
from linting import findings

MAIL = "mail.contoso.com"
KYOTO = "kyoto.contoso.com"
EVERY = ("owa", "ecp", "activesync", "ews", "oab")
PUBLICATION = ("CAS103", "CAS202", "CAS203", "CAS204", "CAS205")


def said(*servers: Item, code: str = "", **sections: object) -> list[tuple[str, str, str]]:
    """Code, severity and subject of the findings about publication."""
    found = findings(organization(*servers, **sections), *([code] if code else PUBLICATION))
    return [(f.code, f.severity.word, f.subject.name) for f in found]


def sites(**flags: bool | None) -> list[Item]:
    return [
        {"name": name} | ({} if flag is None else {"internetFacing": flag}) for name, flag in flags.items()
    ]


def offered(*protocols: str) -> Item:
    return {"externalProtocols": list(protocols)}


INSIDE = server("EX02", site="Kyoto")


class TestNobody:
    """CAS103."""

    def test_two_sites_and_no_door(self) -> None:
        assert said(server("EX01"), INSIDE) == [("CAS103", "error", "")]

    def test_one_site_is_only_mentioned(self) -> None:
        assert said(server("EX01")) == [("CAS103", "info", "")]

    @pytest.mark.parametrize(
        "more",
        [
            external(MAIL, "oab"),
            {"autodiscover": {"externalUrl": "https://a.contoso.com/autodiscover/autodiscover.xml"}},
            {"ews": "unknown"},
            {"owa": {"externalUrl": "mail"}},
            {"internetFacing": True},
            {"pop3": {"externalConnectionSettings": ["mail.contoso.com:995:SSL"]}},
            {"imap4": {"externalConnectionSettings": ["mail.contoso.com:993:SSL"]}},
            {"outlookAnywhere": {"enabled": True, "externalHostname": MAIL}},
        ],
    )
    def test_a_door_of_any_kind_or_the_intent_of_one_is_enough(self, more: Item) -> None:
        assert said(server("EX01", **more), INSIDE, code="CAS103") == []

    @pytest.mark.parametrize(
        "more",
        [
            {"outlookAnywhere": {"enabled": False, "externalHostname": MAIL}},
            {"outlookAnywhere": {"enabled": True, "externalHostname": None}},
            {"internetFacing": False},
        ],
    )
    def test_what_is_no_door(self, more: Item) -> None:
        assert said(server("EX01", **more), INSIDE, code="CAS103") == [("CAS103", "error", "")]

    def test_an_internet_facing_site_is_spoken_of_by_itself(self) -> None:
        assert said(server("EX01"), INSIDE, sites=sites(Redmond=True, Kyoto=None), code="CAS103") == []

    @pytest.mark.parametrize("version", ["Exchange 2013", "fourteen"])
    def test_a_version_that_is_not_judged_may_stand_in_front(self, version: str) -> None:
        assert said(server("EX01"), INSIDE, server("EX15", version), code="CAS103") == []

    def test_without_client_access_servers_nobody_is_asked(self) -> None:
        assert said(server("MBX01", roles=MAILBOX), server("MBX02", site="Kyoto", roles=MAILBOX)) == []
        assert said(server("EX03", "2003 SP2"), organization=offered("owa")) == []

    def test_nothing_is_offered(self) -> None:
        assert said(server("EX01"), INSIDE, organization={"externalProtocols": []}) == []

    def test_one_error_a_protocol_at_the_protocol(self) -> None:
        text = organization(
            server("EX01", **external(MAIL, "owa")), INSIDE, organization=offered("ews", "owa", "ecp", "ews")
        )
        found = findings(text, "CAS103")

        assert [f.place.text for f in found] == ['"ews"', '"ecp"']
        assert found[0].place.start < found[1].place.start
        assert "EWS is offered" in found[0].message
        assert len({f.fingerprint for f in found}) == 2

    def test_protocols_without_an_external_url_are_not_judged(self) -> None:
        asked = offered("pop3", "imap4", "autodiscover")

        assert said(server("EX01"), organization=asked) == []

    def test_availability_is_ews(self) -> None:
        assert (
            "an ExternalUrl for EWS"
            in findings(organization(server("EX01"), organization=offered("availability")), "CAS103")[
                0
            ].message
        )
        assert len(said(server("EX01"), organization=offered("availability", "ews"))) == 1
        assert said(server("EX01", **external(MAIL, "ews")), organization=offered("availability")) == []

    @pytest.mark.parametrize(
        ("anywhere", "count"),
        [({"enabled": False}, 1), ({"enabled": True}, 0), ({}, 0), ("unknown", 0), (None, 0)],
    )
    def test_outlook_anywhere_is_missed_where_it_is_known_to_be_off(
        self, anywhere: object, count: int
    ) -> None:
        declared: Item = {} if anywhere is None else {"outlookAnywhere": anywhere}

        assert len(said(server("EX01", **declared), organization=offered("outlookAnywhere"))) == count

    def test_an_unknown_directory_may_offer(self) -> None:
        assert said(server("EX01", owa="unknown"), organization=offered("owa")) == []

    def test_the_servers_that_are_meant_are_named(self) -> None:
        text = organization(
            server("EX01"), INSIDE, sites=sites(Redmond=True, Kyoto=False), organization=offered("owa")
        )
        (found,) = findings(text, "CAS103")

        assert [r.message for r in found.related] == ["EX01/owa is declared Internet-facing"]

    def test_a_few_of_many_servers_are_named(self) -> None:
        servers = [server(f"EX{i}", internetFacing=True) for i in range(7)]
        (found,) = findings(organization(*servers, organization=offered("owa")), "CAS103")

        assert len(found.related) == 5


class TestFlag:
    """CAS202."""

    def test_once_a_site_and_nothing_else_about_it(self) -> None:
        front = server("EX01", **external(MAIL, *EVERY))

        assert said(front, INSIDE, server("EX03", site="Kyoto"), sites=sites(Redmond=None, Kyoto=True)) == [
            ("CAS202", "warning", "Kyoto")
        ]

    @pytest.mark.parametrize("protocol", ["owa", "activesync"])
    @pytest.mark.parametrize(
        "url", [{"externalUrl": "https://k.contoso.com/x"}, {"externalUrl": "k"}, "unknown"]
    )
    def test_either_protocol_bears_the_flag_out_and_so_might_an_unknown_url(
        self, protocol: str, url: object
    ) -> None:
        second = server("EX02", site="Kyoto", **vdir(protocol, url))

        assert said(server("EX01"), second, sites=sites(Redmond=None, Kyoto=True), code="CAS202") == []

    def test_ews_alone_does_not(self) -> None:
        second = server("EX02", site="Kyoto", **external(KYOTO, "ews"))

        assert said(server("EX01"), second, sites=sites(Redmond=None, Kyoto=True), code="CAS202") == [
            ("CAS202", "warning", "Kyoto")
        ]

    def test_one_site_asks_directory_by_directory(self) -> None:
        assert {code for code, _, _ in said(server("EX01"), sites=sites(Redmond=True))} == {"CAS203"}

    @pytest.mark.parametrize("version", ["Exchange 2013", "fourteen", "2003 SP2"])
    def test_another_version_in_the_site_may_be_the_door(self, version: str) -> None:
        other = server("EX15", version) | {"site": "Kyoto"}

        assert said(server("EX01"), INSIDE, other, sites=sites(Redmond=None, Kyoto=True), code="CAS202") == []

    def test_where_protocols_are_named_each_has_its_own_finding_besides(self) -> None:
        front = server("EX01", **external(MAIL, "owa"))
        found = said(front, INSIDE, sites=sites(Redmond=None, Kyoto=True), organization=offered("owa"))

        assert sorted(found) == [("CAS202", "warning", "Kyoto"), ("CAS203", "error", "EX02/owa")]

    def test_no_outside_access_contradicts_the_flag(self) -> None:
        found = said(server("EX01"), INSIDE, sites=sites(Redmond=None, Kyoto=True), organization=offered())

        assert found == [("CAS202", "warning", "Kyoto")]

    def test_a_servers_own_flag_beside_that_of_its_site(self) -> None:
        flagged = server("EX02", site="Kyoto", internetFacing=True)

        assert said(server("EX01"), flagged, code="CAS202") == [("CAS202", "warning", "EX02")]
        assert said(server("EX01"), flagged, sites=sites(Redmond=None, Kyoto=True), code="CAS202") == [
            ("CAS202", "warning", "Kyoto")
        ]

    def test_a_server_beside_one_that_publishes_has_gaps_and_no_contradiction(self) -> None:
        flagged = server("EX02", site="Kyoto", internetFacing=True)
        sibling = server("EX03", site="Kyoto", **external(KYOTO, "activesync"))

        assert said(server("EX01"), flagged, sibling, code="CAS202") == []

    def test_a_mailbox_server_with_a_flag_is_no_door_anyway(self) -> None:
        flagged = server("MBX01", site="Kyoto", roles=MAILBOX, internetFacing=True)

        assert said(server("EX01"), INSIDE, flagged, code="CAS202") == []

    def test_a_site_whose_mailbox_server_declares_directories_has_none_published(self) -> None:
        odd = server("MBX01", site="Kyoto", roles=MAILBOX, **external(KYOTO, "owa"))

        assert said(server("EX01"), odd, sites=sites(Redmond=None, Kyoto=True), code="CAS202") == [
            ("CAS202", "warning", "Kyoto")
        ]


class TestIntent:
    """CAS203."""

    def test_a_server_overrides_its_site(self) -> None:
        own = server("EX01", internetFacing=True, **external(MAIL, *EVERY[1:]))
        text = organization(own, sites=sites(Redmond=False))
        (found,) = findings(text, "CAS203")

        assert "EX01 is declared Internet-facing" in found.message
        assert said(own | {"internetFacing": False}, sites=sites(Redmond=True), code="CAS203") == []

    def test_what_is_not_offered_is_not_missed(self) -> None:
        one = server("EX01", **external(MAIL, "owa"))

        assert said(one, sites=sites(Redmond=True), organization=offered("owa")) == []
        assert said(one, sites=sites(Redmond=True), organization=offered()) == []

    def test_what_nobody_offers_is_missed_where_the_rest_is_published(self) -> None:
        one = server("EX01", **external(MAIL, "owa"))
        found = said(one, sites=sites(Redmond=True), organization=offered("owa", "ews"))

        assert sorted(found) == [("CAS103", "error", ""), ("CAS203", "error", "EX01/ews")]

    def test_what_nobody_offers_is_missed_beside_another_protocol_of_the_server(self) -> None:
        found = said(server("EX01", **external(MAIL, "owa")), organization=offered("owa", "ecp"))

        assert sorted(found) == [("CAS103", "error", ""), ("CAS205", "warning", "EX01/ecp")]

    def test_where_nothing_is_published_it_is_said_for_the_organization(self) -> None:
        found = said(server("EX01"), sites=sites(Redmond=True), organization=offered("owa", "ews"))

        assert found == [("CAS103", "error", ""), ("CAS103", "error", "")]

    def test_availability_asks_for_ews(self) -> None:
        front = server("EX01", **external(MAIL, "ews"))
        behind = server("EX02", site="Kyoto", **external(KYOTO, "owa"))
        found = said(
            front, behind, sites=sites(Redmond=None, Kyoto=True), organization=offered("availability")
        )

        assert found == [("CAS203", "error", "EX02/ews")]

    @pytest.mark.parametrize("state", ["unknown", "absent"])
    def test_a_directory_that_is_unknown_or_absent_is_not_missed(self, state: str) -> None:
        one = server("EX01", **external(MAIL, *EVERY[:4]), oab=state)

        assert said(one, sites=sites(Redmond=True)) == []

    def test_2007_beside_published_2010_is_left_alone_and_by_itself_is_not(self) -> None:
        new = server("EX10", **external(MAIL, *EVERY))
        old = server("EX07", "2007 SP3")

        assert said(new, old, sites=sites(Redmond=True)) == []
        found = said(server("EX10"), old, sites=sites(Redmond=True), code="CAS203")
        assert ("CAS203", "warning", "EX07/owa") in found

    def test_2007_has_no_ecp_to_publish(self) -> None:
        old = server("EX07", "2007 SP3", **external(MAIL, "owa", "activesync", "ews", "oab"))

        assert said(old, sites=sites(Redmond=True)) == []
