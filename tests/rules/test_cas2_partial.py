"""CAS204 and CAS205: what is published in one place and not in another."""

from __future__ import annotations

import pytest

from caslint.finding import Severity
from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, server
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


class TestSibling:
    """CAS204."""

    def test_the_others_name_and_url(self) -> None:
        found = findings(
            organization(server("EX01", **external(MAIL, "activesync")), server("EX02")), "CAS204"
        )

        assert [f.severity for f in found] == [Severity.ERROR]
        assert (
            f"EX01/activesync in the same site has https://{MAIL}/Microsoft-Server-ActiveSync"
            in found[0].message
        )

    @pytest.mark.parametrize("protocol", EVERY)
    def test_every_protocol_and_only_activesync_is_an_error(self, protocol: str) -> None:
        found = said(server("EX01", **external(MAIL, protocol)), server("EX02"), code="CAS204")

        assert found == [("CAS204", "error" if protocol == "activesync" else "warning", f"EX02/{protocol}")]

    @pytest.mark.parametrize(
        "other",
        [
            server("EX02", site="Kyoto"),
            server("EX07", "2007 SP3"),
            server("EX02", owa="unknown"),
            server("EX02", owa="absent"),
            server("EX02", owa={"externalUrl": "mail"}),
            server("EX02", internetFacing=False),
            server("EX15", "Exchange 2013"),
            server("MBX01", roles=MAILBOX),
        ],
    )
    def test_who_is_no_sibling_without_url(self, other: Item) -> None:
        assert said(server("EX01", **external(MAIL, "owa")), other, code="CAS204") == []

    def test_a_site_that_is_declared_inside_is_asked_only_where_nothing_else_speaks_of_it(self) -> None:
        pair = (server("EX01", **external(MAIL, "activesync")), server("EX02"))

        assert len(said(*pair, sites=sites(Redmond=False), code="CAS204")) == 1
        far = server("EX03", site="Kyoto")
        assert said(*pair, far, sites=sites(Redmond=False, Kyoto=None), code="CAS204") == []

    def test_the_intent_and_the_neighbour_are_silent_then(self) -> None:
        full = server("EX01", **external(MAIL, *EVERY))
        part = server("EX02", **external(MAIL, *EVERY[:-1]))

        assert said(full, part, sites=sites(Redmond=True)) == [("CAS204", "warning", "EX02/oab")]

    def test_one_published_web_site_is_enough(self) -> None:
        url = f"https://{MAIL}/owa"
        two = server(
            "EX02", owa=[{"webSite": "Partners"}, {"webSite": "Default Web Site", "externalUrl": url}]
        )

        assert said(server("EX01", **external(MAIL, "owa")), two, code="CAS204") == []


class TestNeighbour:
    """CAS205."""

    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            ((), []),
            (("owa", "ecp", "ews", "oab"), []),
            (("owa", "ecp", "activesync", "ews", "oab"), []),
            (("owa", "ews", "oab"), [("warning", "EX01/ecp")]),
            (("owa", "ecp", "oab"), [("info", "EX01/ews")]),
            (("owa", "ecp", "ews"), [("info", "EX01/oab")]),
            (("ecp",), [("warning", "EX01/owa")]),
            (("activesync", "ews"), [("warning", "EX01/owa")]),
            (("ews", "oab"), [("info", "EX01/owa")]),
            (("oab",), [("info", "EX01/owa")]),
        ],
    )
    def test_which_follows_which(self, published: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
        found = said(server("EX01", **external(MAIL, *published)), code="CAS205")

        assert [(severity, subject) for _, severity, subject in found] == expected

    def test_a_server_that_is_meant_to_be_inside_is_not_asked(self) -> None:
        one = server("EX01", internetFacing=False, **external(MAIL, "activesync"))

        assert said(one, code="CAS205") == []
        part = server("EX01", **external(MAIL, "activesync"))
        assert said(part, INSIDE, sites=sites(Redmond=False, Kyoto=None), code="CAS205") == []

    def test_legacy_owa_has_its_own_rule(self) -> None:
        new = server("EX10", **external(MAIL, *EVERY))
        old = server("EX07", "2007 SP3", **external("legacy.contoso.com", "ews", "oab"))

        assert said(new, old, code="CAS205") == []
        assert said(new, old | {"site": "Kyoto"}, code="CAS205") == [("CAS205", "info", "EX07/owa")]

    def test_a_site_in_contradiction_is_spoken_of_once(self) -> None:
        part = server("EX02", site="Kyoto", **external(KYOTO, "ews"))
        found = said(server("EX01"), part, sites=sites(Redmond=None, Kyoto=True))

        assert found == [("CAS202", "warning", "Kyoto")]

    def test_of_other_roles_and_versions_nothing_is_asked(self) -> None:
        mailbox = server("MBX01", roles=MAILBOX, **external(MAIL, "activesync"))

        assert said(server("EX01", **external(MAIL, *EVERY)), mailbox, code="CAS205") == []
        assert said(server("EX15", "Exchange 2013", **external(MAIL, "ecp")), code="CAS205") == []

    def test_client_access_alone_is_asked(self) -> None:
        assert said(server("CAS01", roles=CLIENT_ACCESS, **external(MAIL, "ecp")), code="CAS205") == [
            ("CAS205", "warning", "CAS01/owa")
        ]
