"""ActiveSync: every branch of what the documents say, for new devices and old ones."""

from __future__ import annotations

import pytest

from asking import answer, ask, keys, notes, router
from declaring import CLIENT_ACCESS, EVERY_ROLE, MAILBOX, Item, organization, server

EAS = "activesync"
MAIL = "https://mail.contoso.com/Microsoft-Server-ActiveSync"
KYOTO = "https://kyoto.contoso.com/Microsoft-Server-ActiveSync"
NEW, KNOWING, OLD = 14.0, 12.1, 12.0


@pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
@pytest.mark.parametrize(
    ("own", "sibling", "expected"),
    [
        (MAIL, MAIL, "serve"),
        (MAIL, None, "serve"),
        (None, None, "serve"),
        (None, MAIL, f"redirect http-451 451 A {MAIL}"),
        ("x", MAIL, "unspecified"),
        ("x", None, "serve"),
        (None, "x", "unspecified"),
        ("x", "x", "unspecified"),
    ],
)
def test_own_site(version: str, own: str | None, sibling: str | None, expected: str) -> None:
    text = organization(
        server("B", version, activesync={"externalUrl": own}),
        server("A", version, roles=CLIENT_ACCESS, activesync={"externalUrl": sibling}),
    )

    assert answer(text, EAS, "B", "Redmond") == expected


def test_the_key_that_would_decide_in_the_own_site() -> None:
    text = organization(
        server("B", activesync={"externalUrl": "x"}),
        server("A", roles=CLIENT_ACCESS, activesync={"externalUrl": MAIL}),
        server("C", site="Kyoto"),
        server("D", site="Kyoto", roles=CLIENT_ACCESS, activesync="unknown"),
    )

    assert keys(text, EAS, "B", "Redmond") == ["virtualDirectories.activesync.externalUrl of B"]
    assert keys(text, EAS, "C", "Kyoto") == ["virtualDirectories.activesync.externalUrl of D"]


def two_sites(target: object, version: str = "2010 SP3", other: str = "2010 SP3", **more: object) -> str:
    return organization(
        server("EX01", version, "Redmond", None, **more),
        server("EX02", other, "Kyoto", EVERY_ROLE, activesync=target),
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({}, "proxy EX02 https://ex02/Microsoft-Server-ActiveSync"),
        ({"windowsAuthEnabled": False}, "reject proxy-target-not-windows-auth"),
        ({"internalUrl": None}, "reject proxy-target-no-url"),
        ({"internalUrl": "http://ex02/x"}, "reject proxy-target-not-ssl"),
        ({"externalUrl": KYOTO}, f"redirect http-451 451 EX02 {KYOTO}"),
        ({"externalUrl": "x"}, "unspecified"),
        ("absent", "reject no-cas-in-mailbox-site"),
    ],
)
@pytest.mark.parametrize(
    "versions", [("2010 SP3", "2010 SP3"), ("2010 SP3", "2007 SP3"), ("2007 SP3", "2007 SP3")]
)
def test_to_another_site(target: object, expected: str, versions: tuple[str, str]) -> None:
    assert answer(two_sites(target, *versions), EAS, "EX01", "Kyoto") == expected


def test_the_authentication_key_of_activesync_has_its_own_name() -> None:
    assert keys(two_sites({}), EAS, "EX01", "Kyoto") == [
        "virtualDirectories.activesync.windowsAuthEnabled of EX02"
    ]


@pytest.mark.parametrize(
    ("version", "build", "expected"),
    [
        ("2010 SP3", None, "redirect"),
        ("2010 SP2", "14.2.342.3", "redirect"),
        ("2010 SP2", "14.2.328.10", "reject eas-wrong-cas 451"),
        ("2010 SP2", None, "unspecified"),
        ("2010 SP1", None, "reject eas-wrong-cas 451"),
        ("14.0.639.21", None, "reject eas-wrong-cas 451"),
        ("Exchange 2010", None, "unspecified"),
        ("2007 SP3", None, "redirect"),
    ],
)
@pytest.mark.parametrize("device", [KNOWING, OLD])
def test_a_device_that_does_not_understand_451(
    version: str, build: str | None, expected: str, device: float
) -> None:
    more = {} if build is None else {"build": build}
    text = two_sites({"externalUrl": KYOTO}, version, version, **more)

    assert answer(text, EAS, "EX01", "Kyoto", device).startswith(expected)
    assert answer(text, EAS, "EX01", "Kyoto").startswith("redirect")


def test_the_rollup_is_asked_for() -> None:
    assert keys(two_sites({"externalUrl": KYOTO}, "2010 SP2"), EAS, "EX01", "Kyoto", OLD) == ["build of EX01"]


def test_what_old_devices_do_since_the_rollup_is_noted() -> None:
    text = two_sites({"externalUrl": KYOTO})

    assert "12.0 before SP2 RU6 could not follow" in notes(text, EAS, "EX01", "Kyoto", OLD)
    assert notes(text, EAS, "EX01", "Kyoto") == ""


def in_site(directory: object, version: str = "2010 SP3") -> str:
    return organization(server("EX01", version), server("EX07", "2007 SP3", activesync=directory))


PROXIED = "proxy EX07 https://ex07/Microsoft-Server-ActiveSync"
SENT = f"redirect http-451 451 EX07 {MAIL}"
PUBLISHED: Item = {"externalUrl": MAIL}


@pytest.mark.parametrize(
    ("directory", "version", "device", "expected"),
    [
        (PUBLISHED, "2010 SP3", NEW, SENT),
        (PUBLISHED, "2010 SP3", KNOWING, SENT),
        (PUBLISHED, "2010 SP3", OLD, PROXIED),
        (PUBLISHED, "2010 SP1", NEW, SENT),
        (PUBLISHED, "2010 SP1", KNOWING, PROXIED),
        (PUBLISHED, "2010 SP2", KNOWING, "unspecified"),
        (PUBLISHED, "2010 SP2", OLD, PROXIED),
        ({}, "2010 SP3", NEW, PROXIED),
        ({}, "2010 SP2", KNOWING, PROXIED),
        ({"externalUrl": "x"}, "2010 SP3", NEW, "unspecified"),
        ({"externalUrl": "x"}, "2010 SP2", KNOWING, "unspecified"),
        ({"externalUrl": "x"}, "2010 SP3", OLD, PROXIED),
        ({"windowsAuthEnabled": False}, "2010 SP3", NEW, "unspecified"),
        ({"internalUrl": None}, "2010 SP3", NEW, "unspecified"),
        ({"internalUrl": "http://ex07/x"}, "2010 SP3", NEW, "unspecified"),
        ("absent", "2010 SP3", NEW, "reject no-cas-in-mailbox-site"),
    ],
)
def test_2007_in_the_same_site(directory: object, version: str, device: float, expected: str) -> None:
    assert answer(in_site(directory, version), EAS, "EX01", "EX07", device) == expected


def test_2007_in_the_same_site_without_a_server() -> None:
    text = organization(server("EX01"), server("MBX07", "2007 SP3", roles=MAILBOX))

    assert answer(text, EAS, "EX01", "MBX07") == "reject no-cas-in-mailbox-site"


@pytest.mark.parametrize(
    ("directory", "device", "expected"),
    [
        (PUBLISHED, NEW, f"redirect http-451 451 EX10 {MAIL}"),
        (PUBLISHED, KNOWING, f"redirect http-451 451 EX10 {MAIL}"),
        (PUBLISHED, OLD, "reject eas-wrong-cas 403"),
        ({}, NEW, "reject eas-wrong-cas 403"),
        ({"externalUrl": "x"}, NEW, "unspecified"),
        ({"externalUrl": "x"}, OLD, "reject eas-wrong-cas 403"),
        ("absent", NEW, "reject eas-wrong-cas 403"),
    ],
)
@pytest.mark.parametrize("site", ["Redmond", "Kyoto"])
def test_2010_from_2007(directory: object, device: float, expected: str, site: str) -> None:
    text = organization(
        server("EX07", "2007 SP3"), server("EX10", "2010 SP3", site, EVERY_ROLE, activesync=directory)
    )

    assert answer(text, EAS, "EX07", "EX10", device) == expected


@pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ({"windowsAuthEnabled": True}, "proxy EX03"),
        ({}, "proxy EX03"),
        ({"windowsAuthEnabled": False}, "reject proxy-target-not-windows-auth"),
        ("absent", "unspecified"),
    ],
)
def test_2003(version: str, directory: object, expected: str) -> None:
    text = organization(server("EX01", version), server("EX03", "2003 SP2", activesync=directory))

    assert answer(text, EAS, "EX01", "EX03") == expected


def test_2003_authentication_is_asked_for() -> None:
    text = organization(server("EX01"), server("EX03", "2003 SP2"))

    assert keys(text, EAS, "EX01", "EX03") == ["virtualDirectories.activesync.windowsAuthEnabled of EX03"]
    assert "authentication not declared" in notes(text, EAS, "EX01", "EX03")


def test_the_published_one_of_several_web_sites_is_the_door() -> None:
    sites = [{"webSite": "Inside"}, {"webSite": "Outside", "externalUrl": MAIL}]
    text = organization(
        server("B", activesync=sites), server("A", roles=CLIENT_ACCESS, activesync={"externalUrl": KYOTO})
    )

    assert answer(text, EAS, "B", "Redmond") == "serve"


@pytest.mark.parametrize(
    ("directory", "words"),
    [(PUBLISHED, "a device of protocol 12.0 does not know"), ({}, "has no ExternalUrl for ActiveSync")],
)
def test_why_a_2007_server_refuses(directory: object, words: str) -> None:
    text = organization(server("EX07", "2007 SP3"), server("EX10", activesync=directory))
    facts = ask(router(text), EAS, "EX07", "EX10", OLD).decision.facts

    assert any(words in fact.words for fact in facts)
