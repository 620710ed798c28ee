"""EWS, the Availability service, POP3 and IMAP4, Autodiscover, Outlook Anywhere and OAB."""

from __future__ import annotations

import pytest

from asking import answer, ask, keys, router
from declaring import CLIENT_ACCESS, EVERY_ROLE, MAILBOX, Item, organization, server

OWN = "https://ex02/EWS/Exchange.asmx"


def two_sites(
    target: object, protocol: str = "ews", version: str = "2010 SP3", other: str = "2010 SP3"
) -> str:
    fields = {protocol: target}
    return organization(server("EX01", version), server("EX02", other, "Kyoto", EVERY_ROLE, **fields))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({}, f"proxy EX02 {OWN}"),
        ({"externalUrl": "https://kyoto.contoso.com/EWS/Exchange.asmx"}, f"proxy EX02 {OWN}"),
        (
            {"internalUrl": "http://nlb/e", "internalNlbBypassUrl": "https://ex02/e"},
            "proxy EX02 https://ex02/e",
        ),
        ({"internalNlbBypassUrl": "http://ex02/e"}, "reject proxy-target-not-ssl"),
        ({"internalNlbBypassUrl": "ex02/e"}, "unspecified"),
        ({"internalUrl": None}, "reject proxy-target-no-url"),
        ({"windowsAuthentication": False}, "reject proxy-target-not-windows-auth"),
        ("absent", "reject no-cas-in-mailbox-site"),
        ("unknown", "unspecified"),
    ],
)
@pytest.mark.parametrize(
    "versions", [("2010 SP3", "2010 SP3"), ("2010 SP3", "2007 SP3"), ("2007 SP1", "2007 SP1")]
)
def test_ews_to_another_site(target: object, expected: str, versions: tuple[str, str]) -> None:
    assert answer(two_sites(target, "ews", *versions), "ews", "EX01", "Kyoto") == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("8.0.685.25", "reject ews-proxy-needs-2007-sp1"),
        ("2007 SP1", f"proxy EX02 {OWN}"),
        ("Exchange 2007", "unspecified"),
    ],
)
def test_ews_from_2007_needs_sp1(version: str, expected: str) -> None:
    text = two_sites({}, "ews", version, "2007 SP3")

    assert answer(text, "ews", "EX01", "Kyoto") == expected
    assert answer(text, "ews", "EX01", "Redmond") == "serve"
    assert (keys(text, "ews", "EX01", "Kyoto") == ["version of EX01"]) == (expected == "unspecified")


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ({}, "proxy EX07 https://ex07/EWS/Exchange.asmx"),
        ({"windowsAuthentication": False}, "unspecified"),
        ({"internalUrl": None}, "unspecified"),
        ({"internalUrl": "x"}, "unspecified"),
        ("absent", "unspecified"),
    ],
)
def test_ews_to_2007_in_the_same_site_is_thinly_documented(directory: object, expected: str) -> None:
    text = organization(server("EX01"), server("EX07", "2007 SP3", ews=directory))

    assert answer(text, "ews", "EX01", "EX07") == expected


@pytest.mark.parametrize("protocol", ["ews", "owa"])
def test_a_2007_mailbox_needs_a_2007_server(protocol: str) -> None:
    text = organization(server("EX01"), server("MBX07", "2007 SP3", roles=MAILBOX))

    assert answer(text, protocol, "EX01", "MBX07") == "reject no-cas-in-mailbox-site"


@pytest.mark.parametrize(
    ("versions", "ews", "expected"),
    [
        (("2010 SP3", "2010 SP3"), {}, f"proxy EX02 {OWN}"),
        (("2010 SP3", "2010 SP3"), {"windowsAuthentication": False}, f"proxy EX02 {OWN}"),
        (("2010 SP3", "2010 SP3"), {"internalUrl": None}, "proxy EX02"),
        (("2007 SP3", "2010 SP3"), {}, f"proxy EX02 {OWN}"),
        (("2010 SP3", "2007 SP3"), {}, f"proxy EX02 {OWN}"),
        (("2010 SP3", "2010 SP3"), "absent", "reject no-cas-in-mailbox-site"),
    ],
)
def test_availability_has_logic_of_its_own(versions: tuple[str, str], ews: object, expected: str) -> None:
    assert answer(two_sites(ews, "ews", *versions), "availability", "EX01", "Kyoto") == expected


def test_any_server_with_ews_answers_the_availability_service() -> None:
    text = organization(
        server("EX01"),
        server("CAS07", "2007 SP3", "Kyoto", CLIENT_ACCESS),
        server("EX02", site="Kyoto", ews="absent"),
    )

    assert answer(text, "availability", "EX01", "Kyoto") == "proxy CAS07 https://cas07/EWS/Exchange.asmx"


def test_availability_in_the_own_site_and_of_2003() -> None:
    text = organization(server("EX01"), server("EX07", "2007 SP3"), server("EX03", "2003 SP2"))

    for mailbox in ("EX01", "EX07", "EX03"):
        assert answer(text, "availability", "EX01", mailbox) == "serve"
        assert answer(text, "availability", "EX07", mailbox) == "serve"
    assert answer(text, "ews", "EX01", "EX03") == answer(text, "ews", "EX07", "EX03") == "unspecified"


def mail(
    entry: str = "2010 SP3", other: str = "2010 SP3", proxying: str = "supported", **services: object
) -> str:
    return organization(
        server("EX01", entry),
        server("EX02", other, "Kyoto", EVERY_ROLE, **services),
        organization={"popImapProxying": proxying},
    )


@pytest.mark.parametrize("protocol", ["pop3", "imap4"])
@pytest.mark.parametrize(
    ("entry", "proxying", "expected"),
    [
        ("2010 SP3", "supported", "proxy EX02"),
        ("2010 SP2", "supported", "proxy EX02"),
        ("2010 SP1", "supported", "reject pop-imap-cross-site"),
        ("Exchange 2010", "supported", "unspecified"),
        ("2010 SP3", "unsupported", "reject pop-imap-cross-site"),
        ("Exchange 2010", "unsupported", "reject pop-imap-cross-site"),
    ],
)
def test_mail_from_2010(protocol: str, entry: str, proxying: str, expected: str) -> None:
    assert answer(mail(entry, proxying=proxying), protocol, "EX01", "Kyoto") == expected
    assert answer(mail(entry, "2007 SP3", proxying), protocol, "EX01", "Kyoto") == expected
    assert answer(mail(entry, proxying=proxying), protocol, "EX01", "Redmond") == "serve"


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"internalConnectionSettings": ["x:995:SSL"]}, "proxy EX02"),
        ({"internalConnectionSettings": []}, "reject no-cas-in-mailbox-site"),
        ({"enabled": False}, "unspecified"),
        ({"enabled": True}, "proxy EX02"),
        ("unknown", "unspecified"),
    ],
)
def test_mail_needs_connection_settings(service: object, expected: str) -> None:
    assert answer(mail(pop3=service), "pop3", "EX01", "Kyoto") == expected
    assert answer(mail(pop3=service), "imap4", "EX01", "Kyoto") == "proxy EX02"


def test_mail_takes_the_first_server_that_can() -> None:
    text = organization(
        server("EX01"),
        server("B", site="Kyoto"),
        server("A", site="Kyoto", pop3={"internalConnectionSettings": []}),
        organization={"popImapProxying": "supported"},
    )

    assert answer(text, "pop3", "EX01", "Kyoto") == "proxy B"
    assert answer(text, "imap4", "EX01", "Kyoto") == "proxy A"


def test_mail_without_any_server_in_the_site() -> None:
    text = organization(
        server("EX01"),
        server("MBX02", site="Kyoto", roles=MAILBOX),
        organization={"popImapProxying": "supported"},
    )

    route = ask(router(text), "pop3", "EX01", "Kyoto")
    assert route.code == "no-cas-in-mailbox-site"
    assert [fact.actor for fact in route.decision.facts] == ["Kyoto"]


@pytest.mark.parametrize(
    ("entry", "sessions", "other", "expected"),
    [
        ("2007 SP3", None, "2007 SP3", "reject pop-imap-cross-site"),
        ("2007 SP3", False, "2007 SP3", "reject pop-imap-cross-site"),
        ("2007 SP3", True, "2007 SP3", "serve"),
        ("2007 SP3", True, "2010 SP3", "unspecified"),
        ("2007 SP3", None, "2010 SP3", "reject pop-imap-cross-site"),
        ("8.0.685.25", None, "2007 SP3", "unspecified"),
        ("8.0.685.25", False, "2007 SP3", "reject pop-imap-cross-site"),
        ("Exchange 2007", None, "2007 SP3", "unspecified"),
    ],
)
def test_mail_from_2007(entry: str, sessions: bool | None, other: str, expected: str) -> None:
    service = {} if sessions is None else {"allowCrossSiteSessions": sessions}
    text = organization(server("EX01", entry, imap4=service), server("EX02", other, "Kyoto"))

    assert answer(text, "imap4", "EX01", "Kyoto") == expected


def test_mail_of_another_version_in_the_own_site_is_not_documented() -> None:
    text = organization(
        server("EX01"),
        server("EX07", "2007 SP3"),
        server("EX03", "2003 SP2"),
        organization={"popImapProxying": "supported"},
    )

    for entry, mailbox in (("EX01", "EX07"), ("EX07", "EX01"), ("EX01", "EX03"), ("EX07", "EX03")):
        assert answer(text, "imap4", entry, mailbox) == "unspecified"


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2007 SP2", "redirect http-302 302 EX10 https://ex10/autodiscover/autodiscover.xml"),
        ("2007 SP1", "unspecified"),
        ("Exchange 2007", "unspecified"),
    ],
)
@pytest.mark.parametrize("site", ["Redmond", "Kyoto"])
def test_autodiscover_from_2007_to_2010(version: str, expected: str, site: str) -> None:
    text = organization(server("EX07", version), server("EX10", site=site))

    assert answer(text, "autodiscover", "EX07", "EX10") == expected


def test_autodiscover_prefers_the_mailboxs_site_and_the_external_url() -> None:
    outside = {"externalUrl": "https://autodiscover.contoso.com/autodiscover/autodiscover.xml"}
    text = organization(
        server("EX07", "2007 SP2"),
        server("A10", site="Aachen"),
        server("EX10", site="Kyoto", autodiscover=outside),
        server("MBX", site="Osaka", roles=MAILBOX),
    )

    assert answer(text, "autodiscover", "EX07", "Kyoto").endswith(f"EX10 {outside['externalUrl']}")
    assert answer(text, "autodiscover", "EX07", "Osaka").startswith("redirect http-302 302 A10")


def test_autodiscover_without_a_2010_server_to_send_to() -> None:
    text = organization(server("EX07", "2007 SP2"), server("MBX", site="Kyoto", roles=MAILBOX))

    assert answer(text, "autodiscover", "EX07", "Kyoto") == "unspecified"


def test_autodiscover_of_the_own_version_is_answered_for_every_site() -> None:
    text = organization(server("EX01"), server("EX02", site="Kyoto"), server("EX07", "2007 SP3", "Osaka"))

    assert answer(text, "autodiscover", "EX01", "Kyoto") == "serve"
    assert answer(text, "autodiscover", "EX01", "Osaka") == "unspecified"


@pytest.mark.parametrize(
    ("rpc", "expected"),
    [
        ("outlook.kyoto.contoso.com", "proxy outlook"),
        ("OUTLOOK.kyoto.contoso.com", "proxy outlook"),
        ("EX01", "proxy EX01"),
        ("nobody.contoso.com", "proxy EX02"),
        (None, "proxy EX02"),
        ("", "proxy EX02"),
    ],
)
def test_outlook_anywhere_to_another_site(rpc: str | None, expected: str) -> None:
    database: Item = {"name": "DB02", "server": "EX02"}
    text = organization(
        server("EX01"),
        server("EX02", site="Kyoto"),
        clientAccessArrays=[{"name": "outlook", "fqdn": "outlook.kyoto.contoso.com", "site": "Kyoto"}],
        mailboxDatabases=[database if rpc == "" else {**database, "rpcClientAccessServer": rpc}],
    )

    assert answer(text, "outlookAnywhere", "EX01", "Kyoto") == expected
    assert answer(text, "outlookAnywhere", "EX01", "DB02") == expected
    assert answer(text, "outlookAnywhere", "EX01", "Redmond") == "serve"


def test_outlook_anywhere_of_one_database() -> None:
    text = organization(
        server("EX01"),
        server("EX02", site="Kyoto"),
        mailboxDatabases=[
            {"name": "DB1", "server": "EX02", "rpcClientAccessServer": "EX01"},
            {"name": "DB2", "server": "EX02", "rpcClientAccessServer": "EX02"},
        ],
    )

    assert answer(text, "outlookAnywhere", "EX01", "DB2") == "proxy EX02"
    assert answer(text, "outlookAnywhere", "EX01", "DB1") == "proxy EX01"


def test_outlook_anywhere_between_versions() -> None:
    text = organization(
        server("EX01"),
        server("EX07", "2007 SP3"),
        server("EX08", "2007 SP3", "Kyoto"),
        server("EX03", "2003 SP2"),
    )

    assert answer(text, "outlookAnywhere", "EX01", "EX07") == "serve"
    assert answer(text, "outlookAnywhere", "EX01", "EX08") == "proxy EX08"
    assert answer(text, "outlookAnywhere", "EX07", "EX01") == "serve"
    assert answer(text, "outlookAnywhere", "EX08", "EX01") == "unspecified"
    assert answer(text, "outlookAnywhere", "EX01", "EX03") == "unspecified"


def test_oab() -> None:
    text = organization(server("EX01"), server("EX02", site="Kyoto"), server("EX07", "2007 SP3"))

    assert answer(text, "oab", "EX01", "EX01") == answer(text, "oab", "EX07", "EX07") == "serve"
    assert answer(text, "oab", "EX01", "EX02") == answer(text, "oab", "EX01", "EX07") == "unspecified"


@pytest.mark.parametrize(
    ("protocol", "fields"),
    [
        ("owa", {"owa": "absent"}),
        ("availability", {"ews": "absent"}),
        ("pop3", {"pop3": {"enabled": False}}),
        ("outlookAnywhere", {"outlookAnywhere": {"enabled": False}}),
    ],
)
def test_a_server_that_does_not_offer_the_protocol(protocol: str, fields: dict[str, object]) -> None:
    text = organization(server("EX01", "2010 SP3", "Redmond", None, **fields))

    route = ask(router(text), protocol, "EX01", "Redmond")
    assert (route.outcome, route.decision.clause) == ("unspecified", "nothing-answers")


@pytest.mark.parametrize(
    ("protocol", "key"),
    [
        ("owa", "virtualDirectories.owa"),
        ("availability", "virtualDirectories.ews"),
        ("imap4", "imap4"),
        ("outlookAnywhere", "outlookAnywhere"),
    ],
)
def test_a_server_of_which_nothing_is_known(protocol: str, key: str) -> None:
    fields: dict[str, object] = {key.rpartition(".")[2]: "unknown"}
    text = organization(server("EX01", "2010 SP3", "Redmond", None, **fields))

    assert answer(text, protocol, "EX01", "Redmond") == "unspecified"
    assert keys(text, protocol, "EX01", "Redmond") == [f"{key} of EX01"]


def test_an_entry_outside_what_is_checked() -> None:
    text = organization(server("EX01"), server("EX13", "2013"), server("FE", "2003 SP2", roles=["FrontEnd"]))

    for entry in ("EX13", "FE"):
        route = ask(router(text), "owa", entry, "Redmond")
        assert (route.outcome, route.decision.clause) == ("unspecified", "out-of-range")


@pytest.mark.parametrize(("field", "value"), [("version", "newest"), ("site", "Nowhere")])
def test_an_entry_whose_version_or_site_is_not_known(field: str, value: str) -> None:
    text = organization(
        server("EX01"), {**server("EX02", site="Kyoto"), field: value}, sites=[{"name": "Redmond"}]
    )

    assert answer(text, "owa", "EX02", "Redmond") == "unspecified"
    assert keys(text, "owa", "EX02", "Redmond") == [f"{field} of EX02"]


def test_mailboxes_whose_site_is_not_declared() -> None:
    text = organization(
        server("EX01"), server("MBX", site="Nowhere", roles=MAILBOX), sites=[{"name": "Redmond"}]
    )

    assert answer(text, "owa", "EX01", "MBX") == "unspecified"
    assert keys(text, "owa", "EX01", "MBX") == ["site of MBX"]
