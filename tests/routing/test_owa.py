"""OWA and ECP: every branch of what the documents say, and every fact that may be missing."""

from __future__ import annotations

import pytest

from asking import answer, ask, keys, notes, router
from declaring import CLIENT_ACCESS, EVERY_ROLE, MAILBOX, Item, one, organization, server

MAIL = "https://mail.contoso.com/owa"
KYOTO = "https://kyoto.contoso.com/owa"
LEGACY = "https://legacy.contoso.com/exchange"


def two_sites(target: object, entry: object = None, version: str = "2010 SP3") -> str:
    """EX01 in Redmond, EX02 in Kyoto, both with every role; the OWA directories as given."""
    here = server("EX01", version, owa={"externalUrl": MAIL} if entry is None else entry)
    return organization(here, server("EX02", "2010 SP3", "Kyoto", EVERY_ROLE, owa=target))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({}, "proxy EX02 https://ex02/owa"),
        ({"windowsAuthentication": True}, "proxy EX02 https://ex02/owa"),
        ({"internalUrl": "https://cas.contoso.com/owa"}, "proxy EX02 https://cas.contoso.com/owa"),
        ({"internalUrl": None}, "reject proxy-target-no-url"),
        ({"internalUrl": "http://ex02/owa"}, "reject proxy-target-not-ssl"),
        ({"windowsAuthentication": False}, "reject proxy-target-not-windows-auth"),
        ({"formsAuthentication": True}, "reject proxy-target-not-windows-auth"),
        ({"internalAuthenticationMethods": ["Basic"]}, "reject proxy-target-not-windows-auth"),
        ({"internalUrl": "ex02/owa"}, "unspecified"),
        ({"externalUrl": "ex02/owa"}, "unspecified"),
        ("unknown", "unspecified"),
        ("absent", "reject no-cas-in-mailbox-site"),
        ({"externalUrl": KYOTO}, f"redirect manual EX02 {KYOTO}"),
        (
            {"externalUrl": KYOTO, "internalUrl": None, "windowsAuthentication": False},
            f"redirect manual EX02 {KYOTO}",
        ),
    ],
)
def test_to_another_site(target: object, expected: str) -> None:
    assert answer(two_sites(target), "owa", "EX01", "Kyoto") == expected


def test_authentication_that_is_not_declared_is_asked_for_and_is_no_failure() -> None:
    text = two_sites({})

    assert keys(text, "owa", "EX01", "Kyoto") == ["virtualDirectories.owa.windowsAuthentication of EX02"]
    assert "authentication not declared" in notes(text, "owa", "EX01", "Kyoto")
    assert keys(two_sites({"windowsAuthentication": True}), "owa", "EX01", "Kyoto") == []


@pytest.mark.parametrize("key", ["internalUrl", "externalUrl"])
def test_a_url_that_is_not_known_is_asked_for(key: str) -> None:
    assert keys(two_sites({key: "ex02/owa"}), "owa", "EX01", "Kyoto") == [
        f"virtualDirectories.owa.{key} of EX02"
    ]


@pytest.mark.parametrize(
    ("protocol", "outcome"), [("owa", "proxy"), ("ecp", "proxy"), ("ews", "reject"), ("activesync", "reject")]
)
def test_plain_http_where_the_entry_allows_it(protocol: str, outcome: str) -> None:
    target = {"internalUrl": "http://ex02/x"}
    text = organization(
        server("EX01", allowProxyingWithoutSsl=True),
        server("EX02", "2010 SP3", "Kyoto", EVERY_ROLE, **one(protocol, target)),
    )

    route = ask(router(text), protocol, "EX01", "Kyoto")

    assert route.outcome == outcome
    assert (route.decision.clause == "plain-http-allowed") == (outcome == "proxy")


def candidates(*targets: Item) -> str:
    servers = [
        server(f"CAS0{number}", site="Kyoto", roles=CLIENT_ACCESS, owa=target)
        for number, target in reversed(list(enumerate(targets, 1)))
    ]
    return organization(server("EX01"), *servers, server("MBX01", site="Kyoto", roles=MAILBOX))


HTTP, NO_URL, BASIC = {"internalUrl": "http://x/owa"}, {"internalUrl": None}, {"windowsAuthentication": False}
UNCLEAR = {"internalUrl": "x/owa"}


AMONG: list[tuple[tuple[Item, ...], str]] = [
    (({}, {}), "proxy CAS01 https://cas01/owa"),
    ((BASIC, {}), "proxy CAS02 https://cas02/owa"),
    ((NO_URL, HTTP, BASIC), "reject proxy-target-not-windows-auth"),
    ((BASIC, HTTP, NO_URL), "reject proxy-target-not-windows-auth"),
    ((HTTP, NO_URL), "reject proxy-target-not-ssl"),
    ((UNCLEAR, BASIC), "unspecified"),
    ((UNCLEAR, {}), "proxy CAS02 https://cas02/owa"),
    (({}, {"externalUrl": KYOTO}), f"redirect manual CAS02 {KYOTO}"),
    (({"externalUrl": "?"}, {"externalUrl": KYOTO}), f"redirect manual CAS02 {KYOTO}"),
]


@pytest.mark.parametrize(("targets", "expected"), AMONG)
def test_among_several_the_first_by_name_that_can(targets: tuple[Item, ...], expected: str) -> None:
    assert answer(candidates(*targets), "owa", "EX01", "Kyoto") == expected


def test_every_candidate_that_fails_is_told_the_furthest_first() -> None:
    facts = [
        fact.words
        for fact in ask(router(candidates(NO_URL, HTTP, BASIC)), "owa", "EX01", "Kyoto").decision.facts
    ]

    assert facts == [
        "CAS01/owa has no ExternalUrl",
        "CAS03/owa has no Integrated Windows authentication",
        "CAS01/owa has neither ExternalUrl nor InternalUrl",
        "CAS02/owa has an InternalUrl without HTTPS: http://x/owa",
    ]


def test_a_second_web_site_may_be_the_published_one() -> None:
    sites = [{"webSite": "Default Web Site"}, {"webSite": "Outside", "externalUrl": KYOTO}]

    assert answer(two_sites(sites), "owa", "EX01", "Kyoto") == f"redirect manual EX02 {KYOTO}"
    assert answer(two_sites({"externalUrl": KYOTO}, entry=sites), "owa", "EX01", "Redmond") == "serve"


SILENT = {"externalUrl": MAIL, "crossSiteRedirectType": "Silent"}


@pytest.mark.parametrize(
    ("version", "kind", "note"),
    [
        ("2010 SP3", "silent", ""),
        ("2010 SP2", "silent", ""),
        ("2010 SP1", "manual", "has no effect before 2010 SP2"),
        ("Exchange 2010", "manual", "does not tell its service pack"),
    ],
)
def test_silent_across_sites_needs_sp2(version: str, kind: str, note: str) -> None:
    text = two_sites({"externalUrl": KYOTO}, SILENT, version)

    assert answer(text, "owa", "EX01", "Kyoto") == f"redirect {kind} EX02 {KYOTO}"
    assert note in notes(text, "owa", "EX01", "Kyoto")


@pytest.mark.parametrize(
    ("here", "there", "note"),
    [
        (True, True, "users log on once"),
        (True, False, "users log on twice"),
        (False, True, "users log on twice"),
        (True, None, ""),
    ],
)
def test_who_logs_on_twice(here: bool | None, there: bool | None, note: str) -> None:
    def forms(switch: bool | None) -> Item:
        return {} if switch is None else {"formsAuthentication": switch}

    text = two_sites({"externalUrl": KYOTO, **forms(there)}, {**SILENT, **forms(here)})

    assert note in notes(text, "owa", "EX01", "Kyoto")
    assert note or "log on" not in notes(text, "owa", "EX01", "Kyoto")


def test_silent_to_2007_is_not_documented() -> None:
    text = organization(
        server("EX01", owa=SILENT),
        server("EX02", "2007 SP3", "Kyoto", EVERY_ROLE, owa={"externalUrl": KYOTO}),
    )

    assert answer(text, "owa", "EX01", "Kyoto") == f"redirect manual EX02 {KYOTO}"
    assert "not documented" in notes(text, "owa", "EX01", "Kyoto")


@pytest.mark.parametrize("protocol", ["owa", "ecp"])
def test_redirection_switched_off(protocol: str) -> None:
    """ECP follows the settings of OWA."""
    target = {"externalUrl": KYOTO, "internalUrl": None}
    text = organization(
        server("EX01", owa={"redirectToOptimalOwaServer": False}),
        server("EX02", "2010 SP3", "Kyoto", EVERY_ROLE, **one(protocol, target)),
    )

    assert answer(text, protocol, "EX01", "Kyoto") == f"proxy EX02 {KYOTO}"
    assert "404" in notes(text, protocol, "EX01", "Kyoto")


@pytest.mark.parametrize("owa", ["unknown", "absent"])
def test_ecp_without_known_settings_of_owa(owa: str) -> None:
    text = organization(
        server("EX01", owa=owa), server("EX02", site="Kyoto", roles=EVERY_ROLE, ecp={"externalUrl": KYOTO})
    )

    assert answer(text, "ecp", "EX01", "Kyoto") == "unspecified"
    assert keys(text, "ecp", "EX01", "Kyoto") == ["virtualDirectories.owa of EX01"]


def test_ecp_that_was_removed_is_not_documented() -> None:
    text = organization(server("EX01"), server("EX02", site="Kyoto", roles=EVERY_ROLE, ecp="absent"))

    assert answer(text, "ecp", "EX01", "Kyoto") == "unspecified"


@pytest.mark.parametrize("version", ["2007 SP3", "2003 SP2"])
def test_ecp_of_older_mailboxes_is_not_documented(version: str) -> None:
    text = organization(server("EX01"), server("OLD", version, "Kyoto"))

    assert answer(text, "ecp", "EX01", "OLD") == "unspecified"
    assert version == "2003 SP2" or answer(text, "ecp", "OLD", "Redmond") == "unspecified"


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ({}, "reject legacy-2003-no-url"),
        ({"exchange2003Url": "legacy"}, "unspecified"),
        ({"exchange2003Url": LEGACY}, f"redirect silent {LEGACY}"),
        ({"exchange2003Url": LEGACY, "legacyRedirectType": "Manual"}, f"redirect silent {LEGACY}"),
        ({"exchange2003Url": LEGACY, "formsAuthentication": False}, f"redirect silent {LEGACY}"),
        (
            {"exchange2003Url": LEGACY, "legacyRedirectType": "Manual", "formsAuthentication": True},
            f"redirect silent {LEGACY}",
        ),
        (
            {"exchange2003Url": LEGACY, "legacyRedirectType": "Manual", "formsAuthentication": False},
            f"redirect manual {LEGACY}",
        ),
    ],
)
def test_2003_from_2010(directory: Item, expected: str) -> None:
    assert (
        answer(organization(server("EX01", owa=directory), server("EX03", "2003 SP2")), "owa", "EX01", "EX03")
        == expected
    )


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ({}, "proxy EX03"),
        ({"windowsAuthentication": True}, "proxy EX03"),
        ({"windowsAuthentication": False}, "reject proxy-target-not-windows-auth"),
        ({"formsAuthentication": True}, "reject proxy-target-not-windows-auth"),
        ("unknown", "proxy EX03"),
        ("absent", "unspecified"),
    ],
)
def test_2003_from_2007(directory: object, expected: str) -> None:
    text = organization(server("EX01", "2007 SP3"), server("EX03", "2003 SP2", exchange=directory))

    assert answer(text, "owa", "EX01", "EX03") == expected


def test_of_several_2003_servers_the_worst_decides() -> None:
    text = organization(
        server("EX01", "2007 SP3"),
        server("A03", "2003 SP2", exchange={"windowsAuthentication": True}) | {"site": "Redmond"},
        server("B03", "2003 SP2", exchange={"windowsAuthentication": False}) | {"site": "Redmond"},
    )
    found = router(text)
    [mailbox] = [m for m in found.mailboxes() if m.family == 2003]
    assert [s.name for s in mailbox.servers] == ["A03", "B03"]

    assert answer(text, "owa", "EX01", "A03") == "proxy A03"
    assert answer(text, "owa", "EX01", "B03") == "reject proxy-target-not-windows-auth"
    [route] = [found.trace(q) for q in [ask(found, "owa", "EX01", "A03").request._replace(mailbox=mailbox)]]
    assert route.code == "proxy-target-not-windows-auth"
    assert "otherwise for other servers: A03 holds the mailbox" in route.decision.notes


def in_site(directory: object, own: object = None) -> str:
    return organization(
        server("EX01", owa={"internalAuthenticationMethods": ["Basic", "Fba"]} if own is None else own),
        server("EX07", "2007 SP3", owa=directory),
    )


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ({"externalUrl": KYOTO}, f"redirect silent EX07 {KYOTO}"),
        ({}, "redirect silent EX07 https://ex07/owa"),
        ({"internalUrl": None}, "reject proxy-target-no-url"),
        ({"internalUrl": "x/owa"}, "unspecified"),
        ({"externalUrl": "x/owa"}, "unspecified"),
        ("absent", "reject no-cas-in-mailbox-site"),
    ],
)
def test_2007_in_the_same_site(directory: object, expected: str) -> None:
    assert answer(in_site(directory), "owa", "EX01", "EX07") == expected


def test_2007_in_the_same_site_without_a_server() -> None:
    text = organization(server("EX01"), server("MBX07", "2007 SP3", roles=MAILBOX))

    assert answer(text, "owa", "EX01", "MBX07") == "reject no-cas-in-mailbox-site"


@pytest.mark.parametrize("field", ["externalUrl", "internalUrl"])
def test_matching_methods_come_before_names(field: str) -> None:
    methods = field.replace("Url", "AuthenticationMethods")
    text = organization(
        server("EX01", owa={"internalAuthenticationMethods": ["Fba", "Basic"]}),
        server("A07", "2007 SP3", owa={field: "https://a/owa", methods: ["Basic"]}),
        server("B07", "2007 SP3", owa={field: "https://b/owa", methods: ["Basic", "Fba"]}),
    )

    assert answer(text, "owa", "EX01", "A07") == "redirect silent B07 https://b/owa"


def test_methods_that_are_not_declared_are_asked_for() -> None:
    assert keys(in_site({"externalUrl": KYOTO}, {}), "owa", "EX01", "EX07") == [
        "virtualDirectories.owa.internalAuthenticationMethods of EX01",
        "virtualDirectories.owa.externalAuthenticationMethods of EX07",
    ]
    assert keys(in_site({}), "owa", "EX01", "EX07") == [
        "virtualDirectories.owa.internalAuthenticationMethods of EX07"
    ]


@pytest.mark.parametrize("protocol", ["owa", "ews"])
@pytest.mark.parametrize("site", ["Redmond", "Kyoto"])
def test_an_older_server_is_refused(protocol: str, site: str) -> None:
    text = organization(server("EX07", "2007 SP3"), server("EX10", "2010 SP3", site))

    assert answer(text, protocol, "EX07", "EX10") == "reject proxy-target-newer"


@pytest.mark.parametrize("protocol", ["owa", "ews", "activesync"])
def test_no_server_at_all_comes_before_an_older_one(protocol: str) -> None:
    text = organization(server("EX07", "2007 SP3"), server("MBX10", "2010 SP3", "Kyoto", MAILBOX))

    assert answer(text, protocol, "EX07", "Kyoto") == "reject no-cas-in-mailbox-site"


@pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
def test_between_servers_of_one_version(version: str) -> None:
    def pair(**directories: object) -> str:
        return organization(server("A", version), server("B", version, "Kyoto", EVERY_ROLE, **directories))

    assert answer(pair(), "owa", "A", "Redmond") == "serve"
    assert answer(pair(), "owa", "A", "Kyoto") == "proxy B https://b/owa"
    assert answer(pair(owa={"externalUrl": KYOTO}), "owa", "A", "Kyoto") == f"redirect manual B {KYOTO}"


@pytest.mark.parametrize(("host", "noted"), [("mail.contoso.com", True), ("kyoto.contoso.com", False)])
def test_a_name_that_both_have_is_noted(host: str, *, noted: bool) -> None:
    there = {"externalUrl": f"https://{host}/owa"}
    words = "is also the name of EX01"

    assert (words in notes(two_sites(there), "owa", "EX01", "Kyoto")) == noted
    assert (words in notes(in_site(there, {"externalUrl": MAIL}), "owa", "EX01", "EX07")) == noted


def test_an_internal_url_is_for_clients_inside() -> None:
    words = "its name need not resolve outside"

    assert words in notes(in_site({}), "owa", "EX01", "EX07")
    assert words not in notes(in_site({"externalUrl": KYOTO}), "owa", "EX01", "EX07")


def test_methods_that_one_end_only_declares_do_not_tell() -> None:
    theirs = in_site({"externalUrl": KYOTO, "externalAuthenticationMethods": ["Fba"]}, {})

    assert keys(theirs, "owa", "EX01", "EX07") == [
        "virtualDirectories.owa.internalAuthenticationMethods of EX01"
    ]
    assert "log on twice is not declared" in notes(theirs, "owa", "EX01", "EX07")


def test_the_clause_is_that_of_what_happens() -> None:
    def clause(target: object, entry: object = None) -> str:
        return ask(router(two_sites(target, entry)), "owa", "EX01", "Kyoto").decision.clause

    assert clause({}) == "owa-proxy"
    assert clause({"externalUrl": KYOTO}) == "owa-redirect"
    assert clause({"externalUrl": KYOTO}, SILENT) == "owa-silent"


def test_2003_servers_that_fare_alike_need_no_note() -> None:
    text = organization(
        server("EX01", "2007 SP3"),
        server("A03", "2003 SP2", exchange={"windowsAuthentication": True}) | {"site": "Redmond"},
        server("B03", "2003 SP2", exchange={"windowsAuthentication": True}) | {"site": "Redmond"},
    )
    found = router(text)
    [mailbox] = [m for m in found.mailboxes() if len(m.servers) == 2]

    assert found.decide(ask(found, "owa", "EX01", "A03").request._replace(mailbox=mailbox)).notes == ()


def test_ecp_without_any_server_is_refused() -> None:
    text = organization(server("EX01"), server("MBX02", site="Kyoto", roles=MAILBOX))

    assert answer(text, "ecp", "EX01", "Kyoto") == "reject no-cas-in-mailbox-site"
