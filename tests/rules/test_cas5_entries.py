"""CAS501 at the entries: who is the only door to newer mailboxes."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, server
from linting import findings

MAIL = "mail.contoso.com"
PROTOCOLS = ("owa", "activesync", "ews")


def said(*servers: Item) -> list[tuple[str, str]]:
    """The server of each finding, and the protocols that its message names."""
    found = findings(organization(*servers), "CAS501")
    return [(f.subject.name, f.message.split(" entry for ")[1].split(", but ")[0]) for f in found]


def old(name: str = "EX07", *protocols: str, **fields: object) -> Item:
    return server(name, "2007 SP3", "Redmond", None, **external(MAIL, *protocols), **fields)


NEW = server("EX10", site="Kyoto")


@pytest.mark.parametrize("site", ["Kyoto", "Redmond"])
@pytest.mark.parametrize(("protocol", "name"), [("owa", "OWA"), ("activesync", "ActiveSync"), ("ews", "EWS")])
def test_a_2007_entry_does_not_lead_to_2010_mailboxes_in_any_site(
    site: str, protocol: str, name: str
) -> None:
    assert said(old("EX07", protocol), server("EX10", site=site)) == [("EX07", name)]


def test_one_finding_a_server_names_every_protocol() -> None:
    assert said(old("EX07", *PROTOCOLS), NEW) == [("EX07", "OWA, ActiveSync and EWS")]


def test_every_old_entry_is_named_and_those_without_external_url_are_not() -> None:
    assert said(old("A", "owa"), old("B", "ews"), old("C"), NEW) == [("A", "OWA"), ("B", "EWS")]


def test_a_server_with_two_web_sites_is_named_once() -> None:
    sites = [external(MAIL, "owa")["owa"] | {"webSite": name} for name in ("Default Web Site", "Second")]

    assert said(old("EX07", owa=sites), NEW) == [("EX07", "OWA")]


@pytest.mark.parametrize("version", ["2010 SP3", "2010", "2013"])
def test_a_newer_entry_for_the_protocol_takes_its_clients_in(version: str) -> None:
    door = server("CAS10", version, roles=CLIENT_ACCESS, **external("new.contoso.com", "owa"))

    assert said(old("EX07", "owa", "ews"), door, NEW) == [("EX07", "EWS")]


def test_a_newer_directory_of_which_nothing_is_known_may_be_the_entry() -> None:
    assert said(old("EX07", "owa"), server("EX10", owa="unknown")) == []
    assert said(old("EX07", "owa"), server("EX10", owa={"externalUrl": "mail"})) == []


def test_a_newer_server_without_the_role_or_the_directory_is_no_entry() -> None:
    without_role = server("EX10", "2010 SP3", "Redmond", MAILBOX, **external("new.contoso.com", "owa"))

    assert said(old("EX07", "owa"), without_role) == [("EX07", "OWA")]
    assert said(old("EX07", "owa"), server("EX10", owa="absent")) == [("EX07", "OWA")]


def test_a_server_whose_version_is_not_understood_may_be_a_newer_entry() -> None:
    unclear = server("EX09", "fourteen", **external("new.contoso.com", "owa"))

    assert said(old("EX07", "owa", "ews"), unclear, NEW) == [("EX07", "EWS")]


def test_an_old_server_is_no_newer_entry() -> None:
    assert said(old("EX07", "owa"), old("EX08", "owa"), NEW) == [("EX07", "OWA"), ("EX08", "OWA")]


def test_without_2010_mailboxes_there_is_nobody_to_break() -> None:
    assert said(old("EX07", "owa"), server("CAS10", site="Kyoto", roles=CLIENT_ACCESS)) == []
    assert said(old("EX07", "owa"), server("EX08", "2007 SP3", "Kyoto")) == []


def test_mailboxes_without_a_client_access_server_of_their_own_break_at_this_entry_all_the_same() -> None:
    assert said(old("EX07", "owa"), server("MBX10", roles=MAILBOX)) == [("EX07", "OWA")]


def test_the_message_names_the_sites_and_what_clients_see() -> None:
    osaka = server("EX11", site="Osaka")
    (finding,) = findings(organization(old("EX07", "activesync", "ews"), NEW, osaka), "CAS501")

    assert finding.message == (
        "EX07 is the Internet-facing entry for ActiveSync and EWS, but it is Exchange 2007 and Kyoto and Osaka have "
        "Exchange 2010 mailboxes, which it cannot proxy to: phones get HTTP 403 and EWS answers "
        "ErrorNoDestinationCASDueToVersionMismatch"
    )
    assert finding.place.text == '"2007 SP3"'
    assert [related.message for related in finding.related] == [
        "EX10 holds Exchange 2010 mailboxes",
        "EX11 holds Exchange 2010 mailboxes",
    ]


def test_a_hundred_sites_are_counted_and_five_are_shown() -> None:
    many = [server(f"EX{number:03}", site=f"S{number:02}") for number in range(100)]
    (finding,) = findings(organization(old("EX07", "owa"), *many), "CAS501")

    assert "S00, S01, S02, S03 and 96 more have" in finding.message
    assert len(finding.related) == 5


def test_incident_the_public_name_stays_on_the_2007_server() -> None:
    text = organization(
        server("E07", "8.3.83.6", **external("mail.o.example", "owa")),
        server("E10", "14.3.123.4", owa={"externalUrl": None}),
    )

    assert [(f.subject.name, f.severity.word) for f in findings(text, "CAS501")] == [("E07", "error")]
