"""Declared proxy paths: CAS501, CAS508, CAS509 and CAS510 share them out without saying anything twice."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, path, server
from linting import findings

PATH_RULES = ("CAS501", "CAS508", "CAS509", "CAS510")


def said(text: str) -> list[tuple[str, str]]:
    """Code and the declared text that each finding about a path points at."""
    return [
        (finding.code, finding.place.text.strip('"'))
        for finding in findings(text, *PATH_RULES)
        if finding.subject.kind == "proxying"
    ]


def between(source: Item, target: Item, *protocols: str, **sections: object) -> list[tuple[str, str]]:
    declared = path(source["name"], target["name"], *protocols)
    return said(organization(source, target, proxying=[declared], **sections))


FROM = server("EX01")
TO = server("EX02", site="Kyoto")


@pytest.mark.parametrize("protocol", ["owa", "ecp", "activesync", "ews"])
def test_a_path_that_is_taken_is_no_fault(protocol: str) -> None:
    assert between(FROM, TO, protocol) == []


@pytest.mark.parametrize("protocol", ["pop3", "imap4", "oab", "autodiscover", "outlookAnywhere"])
def test_what_is_not_proxied_is_said_once_at_its_place(protocol: str) -> None:
    assert between(FROM, TO, "owa", protocol) == [("CAS508", protocol)]


def test_two_protocols_of_one_path_keep_apart() -> None:
    found = findings(organization(FROM, TO, proxying=[path("EX01", "EX02", "pop3", "imap4")]), "CAS508")

    assert [finding.place.text for finding in found] == ['"pop3"', '"imap4"']
    assert len({finding.fingerprint for finding in found}) == 2


@pytest.mark.parametrize(
    ("version", "supported", "expected"),
    [
        ("2010 SP3", True, []),
        ("2010 SP2", True, []),
        ("2010", True, []),
        ("fourteen", True, []),
        ("2010 SP1", True, [("CAS508", "pop3")]),
        ("2010 SP3", False, [("CAS508", "pop3")]),
        ("2007 SP3", True, [("CAS508", "pop3")]),
    ],
)
def test_pop3_is_proxied_from_2010_sp2_on_where_the_organization_relies_on_it(
    version: str, *, supported: bool, expected: list[tuple[str, str]]
) -> None:
    declared = {"name": "Contoso", "popImapProxying": "supported" if supported else "unsupported"}
    target = server("EX02", version, "Kyoto")

    assert between(server("EX01", version), target, "pop3", organization=declared) == expected


def test_support_for_pop3_says_nothing_of_oab() -> None:
    declared = {"name": "Contoso", "popImapProxying": "supported"}

    assert between(FROM, TO, "oab", organization=declared) == [("CAS508", "oab")]


def test_a_path_from_a_server_that_is_not_declared() -> None:
    supported = {"name": "Contoso", "popImapProxying": "supported"}
    declared = [path("EX09", "EX02", "owa", "pop3")]

    assert said(organization(TO, proxying=declared)) == [("CAS508", "pop3")]
    assert said(organization(TO, proxying=declared, organization=supported)) == []


def test_a_path_to_a_server_that_is_not_declared() -> None:
    assert said(organization(FROM, proxying=[path("EX01", "EX09", "owa")])) == []


def test_the_availability_service_needs_no_path() -> None:
    assert between(FROM, TO, "availability", "ews") == [("CAS509", "availability")]
    assert between(FROM, TO, "ews") == []


def test_a_newer_target_is_said_once_a_path() -> None:
    old = server("EX07", "2007 SP3")

    assert between(old, TO, "owa", "ews") == [("CAS501", "EX02")]


def test_a_newer_target_matters_to_what_is_proxied_only() -> None:
    old = server("EX07", "2007 SP3")

    assert between(old, TO, "oab", "availability") == [("CAS508", "oab"), ("CAS509", "availability")]


def test_a_newer_target_names_what_cannot_be_proxied() -> None:
    text = organization(
        server("EX07", "2007 SP3"), TO, proxying=[path("EX07", "EX02", "owa", "pop3", "owa", "ecp")]
    )
    (finding,) = findings(text, "CAS501")

    assert finding.message.startswith(
        "EX07 is Exchange 2007 and cannot proxy OWA and ECP to EX02, which is Exchange 2010"
    )
    assert [related.place.text for related in finding.related] == ['"2007 SP3"', '"2010 SP3"']


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (server("EX03", "2003 SP2"), server("EX02", "2010 SP3", "Kyoto")),
        (server("EX03", "2003 SP2"), server("EX02", "2007 SP3", "Kyoto")),
        (server("EX07", "2007 SP3"), server("EX02", "2010 SP3", "Redmond")),
    ],
)
def test_every_path_to_a_newer_family_is_refused(source: Item, target: Item) -> None:
    assert between(source, target, "owa") == [("CAS501", "EX02")]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (server("EX01", "2010 SP1"), server("EX02", "2010 SP3", "Kyoto")),
        (server("EX01"), server("EX02", "2007 SP3", "Kyoto")),
        (server("EX01"), server("EX02", "2013", "Kyoto")),
        (server("EX01", "2013"), server("EX02", site="Kyoto")),
        (server("EX01", "fourteen"), server("EX02", site="Kyoto")),
        (server("EX01"), server("EX02", "fourteen", "Kyoto")),
        (server("EX03", "2003 SP2"), server("EX04", "2003 SP2")),
    ],
)
def test_the_same_and_older_families_and_those_outside_what_is_checked(source: Item, target: Item) -> None:
    assert between(source, target, "owa") == []


def test_a_redirected_protocol_is_not_proxied() -> None:
    published = server(
        "EX02", site="Kyoto", **external("kyoto.contoso.com", "owa", "ecp", "activesync", "ews")
    )

    assert between(FROM, published, "owa", "ecp", "activesync", "ews") == [
        ("CAS510", "owa"),
        ("CAS510", "ecp"),
        ("CAS510", "activesync"),
    ]


def test_what_clients_get_instead() -> None:
    published = server("EX02", site="Kyoto", **external("kyoto.contoso.com", "owa", "activesync"))
    text = organization(FROM, published, proxying=[path("EX01", "EX02", "owa", "activesync")])

    assert [finding.message.partition(": ")[2] for finding in findings(text, "CAS510")] == [
        "Kyoto has an ExternalUrl for OWA, so clients are redirected there",
        "Kyoto has an ExternalUrl for ActiveSync, so clients get HTTP 451",
    ]


def test_a_sibling_with_an_external_url_redirects_too() -> None:
    sibling = server("EX09", site="Kyoto", roles=CLIENT_ACCESS, **external("kyoto.contoso.com", "owa"))
    other_family = server("EX09", "2007 SP3", "Kyoto", CLIENT_ACCESS, **external("kyoto.contoso.com", "owa"))
    declared = [path("EX01", "EX02", "owa")]

    assert said(organization(FROM, TO, sibling, proxying=declared)) == [("CAS510", "owa")]
    assert said(organization(FROM, TO, other_family, proxying=declared)) == []


def test_an_unknown_external_url_is_not_judged() -> None:
    assert between(FROM, server("EX02", site="Kyoto", owa={"externalUrl": "kyoto"}), "owa") == []
    assert between(FROM, server("EX02", site="Kyoto", owa="unknown"), "owa") == []


@pytest.mark.parametrize("protocol", ["owa", "ecp"])
def test_a_server_that_does_not_redirect_proxies(protocol: str) -> None:
    published = server("EX02", site="Kyoto", **external("kyoto.contoso.com", "owa", "ecp"))

    assert between(server("EX01", owa={"redirectToOptimalOwaServer": False}), published, protocol) == []


def test_a_server_without_owa_redirects_ecp_all_the_same() -> None:
    published = server("EX02", site="Kyoto", **external("kyoto.contoso.com", "ecp"))

    assert between(server("EX01", owa="absent"), published, "ecp") == [("CAS510", "ecp")]


def test_phones_do_not_ask_for_the_setting_of_owa() -> None:
    published = server("EX02", site="Kyoto", **external("kyoto.contoso.com", "activesync"))
    source = server("EX01", owa={"redirectToOptimalOwaServer": False})

    assert between(source, published, "activesync") == [("CAS510", "activesync")]


@pytest.mark.parametrize("protocol", ["owa", "activesync", "ews"])
def test_inside_a_site_every_server_opens_the_mailboxes_itself(protocol: str) -> None:
    assert between(FROM, server("EX02"), protocol) == [("CAS510", protocol)]


def test_inside_a_site_2010_proxies_phones_and_ews_to_2007() -> None:
    assert between(FROM, server("EX07", "2007 SP3"), "owa", "activesync", "ews") == [("CAS510", "owa")]


def test_a_path_that_begins_and_ends_at_one_server() -> None:
    assert said(organization(FROM, proxying=[path("EX01", "EX01", "ews")])) == [("CAS510", "ews")]


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (server("EX01", roles=MAILBOX), TO, "EX01 is no Client Access server"),
        (server("EX01", owa="absent"), TO, "EX01 has no virtual directory for OWA"),
        (FROM, server("EX02", site="Kyoto", roles=MAILBOX), "EX02 is no Client Access server"),
        (FROM, server("EX02", site="Kyoto", owa="absent"), "EX02 has no virtual directory for OWA"),
        (FROM, server("EX02", site="Kyoto", roles=CLIENT_ACCESS), "Kyoto has no Exchange 2010 mailboxes"),
    ],
)
def test_why_no_request_takes_a_path(source: Item, target: Item, reason: str) -> None:
    text = organization(source, target, proxying=[path("EX01", "EX02", "owa")])
    (finding,) = findings(text, "CAS510")

    assert finding.message == f"no request takes EX01 -> EX02 for OWA: {reason}"


def test_mailboxes_of_another_family_do_not_count() -> None:
    door = server("EX02", "2007 SP3", "Kyoto", CLIENT_ACCESS)
    behind = server("EX09", "2010 SP3", "Kyoto", MAILBOX)

    assert said(organization(FROM, door, behind, proxying=[path("EX01", "EX02", "ews")])) == [
        ("CAS510", "ews")
    ]


def test_2007_has_no_ecp() -> None:
    assert between(FROM, server("EX07", "2007 SP3", "Kyoto"), "ecp") == [("CAS510", "ecp")]


@pytest.mark.parametrize(
    ("version", "protocol", "taken"),
    [
        ("2010 SP3", "activesync", True),
        ("2007 SP3", "activesync", True),
        ("2007 SP3", "owa", True),
        ("2010 SP3", "owa", False),
        ("2010 SP3", "ews", False),
        ("2010 SP3", "ecp", False),
    ],
)
def test_paths_to_a_2003_back_end(version: str, protocol: str, *, taken: bool) -> None:
    expected = [] if taken else [("CAS510", protocol)]

    assert between(server("EX01", version), server("EX03", "2003 SP2"), protocol) == expected


def test_a_2003_front_end_holds_no_mailboxes() -> None:
    front = server("EX03", "2003 SP2", roles=["FrontEnd"])

    assert between(FROM, front, "activesync") == [("CAS510", "activesync")]


def test_a_server_in_a_site_that_is_not_declared_is_not_judged() -> None:
    lost = server("EX02", site="Nowhere", **external("kyoto.contoso.com", "owa"))
    found = server("EX01", **external("mail.contoso.com", "owa"))
    text = organization(found, lost, proxying=[path("EX01", "EX02", "owa"), path("EX02", "EX01", "owa")])

    assert said(text.replace(', {"name": "Nowhere"}', "")) == []
