"""POP3 and IMAP4: the edges that the pages do not show."""

from __future__ import annotations

import pytest

from linting import findings

MULTI = "roles: [ClientAccess, HubTransport, Mailbox]"
PROXIED = "organization: {popImapProxying: supported}\n"


def server(name: str, site: str, more: str = "", *, version: str = "2010 SP3", roles: str = MULTI) -> str:
    facts = f'name: {name}, fqdn: {name.lower()}.contoso.com, site: {site}, version: "{version}", {roles}'
    return f"  - {{{facts}{', ' if more else ''}{more}}}\n"


def organization(*servers: str, clients: str = "", head: str = "") -> str:
    text = f"{head}sites: [{{name: Tokyo}}, {{name: Kyoto}}, {{name: Osaka}}]\nservers:\n{''.join(servers)}"
    return text + (f"clients:\n{clients}" if clients else "")


def client(to: str, mailbox: str = "site: Kyoto", protocol: str = "imap4", name: str = "Users") -> str:
    return f"  - {{name: {name}, protocol: {protocol}, connectsTo: {to}, mailbox: {{{mailbox}}}}}\n"


def said(text: str, *codes: str) -> list[tuple[str, str, str]]:
    """Code, severity and subject of the findings of some rules; of CAS601 and CAS602 where none is named."""
    return [
        (f.code, f.severity.word, f.subject.name) for f in findings(text, *(codes or ("CAS601", "CAS602")))
    ]


def published(host: str = "imap.contoso.com", more: str = "") -> str:
    return f'imap4: {{externalConnectionSettings: ["{host}:993:SSL"]{", " if more else ""}{more}}}'


ERROR = [("CAS601", "error", "Users")]

# CAS601, declared clients


@pytest.mark.parametrize(
    ("version", "head", "expected"),
    [
        ("2010 SP3", "", "error"),
        ("2010 SP1", "", "error"),
        ("2010", "", "error"),
        ("2010 SP3", PROXIED, "info"),
        ("2010 SP2", PROXIED, "info"),
        ("2010 SP1", PROXIED, "error"),
        ("2010 RTM", PROXIED, "error"),
        ("2010", PROXIED, None),
    ],
)
def test_the_service_pack_and_the_declared_text_decide(version: str, head: str, expected: str | None) -> None:
    text = organization(
        server("EX01", "Tokyo", version=version), server("EX02", "Kyoto"), clients=client("EX01"), head=head
    )

    assert said(text) == ([("CAS601", expected, "Users")] if expected else [])


@pytest.mark.parametrize("protocol", ["pop3", "imap4"])
def test_both_protocols_are_judged(protocol: str) -> None:
    text = organization(
        server("EX01", "Tokyo"), server("EX02", "Kyoto"), clients=client("EX01", protocol=protocol)
    )

    assert said(text) == ERROR


@pytest.mark.parametrize("protocol", ["owa", "activesync", "ews", "outlookAnywhere"])
def test_other_protocols_are_not(protocol: str) -> None:
    text = organization(
        server("EX01", "Tokyo"), server("EX02", "Kyoto"), clients=client("EX01", protocol=protocol)
    )

    assert said(text) == []


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("EX01", ERROR),
        ("ex01.contoso.com", ERROR),
        ("IMAP.contoso.com", ERROR),
        ("EX02", []),
        ("nowhere.contoso.com", []),
    ],
)
def test_the_host_leads_to_the_servers_behind_it(to: str, expected: list[tuple[str, str, str]]) -> None:
    text = organization(
        server("EX01", "Tokyo", published()),
        server("EX02", "Kyoto", published("imap.kyoto.contoso.com")),
        server("EX03", "Osaka", published("imap.osaka.contoso.com")),
        clients=client(to),
    )

    assert said(text) == expected


def test_a_name_that_several_sites_share_is_an_error_where_one_of_them_is_wrong() -> None:
    text = organization(server("EX01", "Tokyo", published()), server("EX02", "Kyoto", published()))

    assert said(text) == []
    assert said(text + "clients:\n" + client("imap.contoso.com")) == ERROR


@pytest.mark.parametrize(
    ("mailbox", "expected"),
    [("site: Kyoto", ERROR), ("server: EX02", ERROR), ("database: DB02", ERROR), ("server: EX01", [])],
)
def test_the_mailbox_may_be_given_by_site_server_or_database(
    mailbox: str, expected: list[tuple[str, str, str]]
) -> None:
    text = organization(server("EX01", "Tokyo"), server("EX02", "Kyoto"), clients=client("EX01", mailbox))

    assert said(text + "mailboxDatabases: [{name: DB02, server: EX02}]\n") == expected


def test_a_client_is_one_finding_however_many_servers_and_mailboxes_it_means() -> None:
    text = organization(
        server("EX01", "Tokyo", published()),
        server("EX03", "Osaka", published(), version="2010 SP1"),
        server("EX02", "Kyoto"),
        server("EX07", "Kyoto", version="2007 SP3"),
        clients=client("imap.contoso.com"),
        head=PROXIED,
    )

    assert said(text) == [("CAS601", "error", "Users")]
    assert "EX03 has Exchange 2010 SP1" in findings(text, "CAS601")[0].message


@pytest.mark.parametrize(
    "second",
    [
        server("OLD", "Kyoto", version="2003 SP2", roles="roles: [BackEnd]"),
        server("HUB", "Kyoto", roles="roles: [HubTransport]"),
        server("NEW", "Kyoto", version="Exchange 2013"),
        server("ODD", "Kyoto", version="twelve"),
    ],
)
def test_what_is_not_documented_of_the_mailboxes_is_not_judged(second: str) -> None:
    assert said(organization(server("EX01", "Tokyo", published()), second, clients=client("EX01"))) == []


@pytest.mark.parametrize(
    "first",
    [
        server("EX01", "Tokyo", roles="roles: [HubTransport]"),
        server("EX01", "Tokyo", version="Exchange 2013"),
        server("EX01", "Tokyo", version="twelve"),
        server("EX01", "Tokyo", "imap4: {enabled: false}"),
        server("EX01", "Tokyo", "imap4: unknown"),
        server("EX01", "Nowhere"),
    ],
)
def test_what_is_not_documented_of_the_entry_is_not_judged(first: str) -> None:
    third = server("EX03", "Osaka", roles="roles: [HubTransport]")

    assert said(organization(first, server("EX02", "Kyoto"), third, clients=client("EX01"))) == []


def test_a_mailbox_in_a_site_that_is_not_declared_is_not_judged() -> None:
    text = organization(
        server("EX01", "Tokyo"),
        server("EX02", "Nowhere"),
        server("EX03", "Osaka"),
        clients=client("EX01", "server: EX02"),
    )

    assert said(text) == []


def test_a_2003_front_end_is_not_judged() -> None:
    front = server(
        "FE", "Tokyo", "imap4: {allowCrossSiteSessions: false}", version="2003 SP2", roles="roles: [FrontEnd]"
    )

    assert (
        said(organization(front, server("EX02", "Kyoto"), server("EX03", "Osaka"), clients=client("FE")))
        == []
    )


def test_a_service_that_is_on_is_judged_like_one_of_which_nothing_is_said() -> None:
    text = organization(
        server("EX01", "Tokyo", "imap4: {enabled: true}"), server("EX02", "Kyoto"), clients=client("EX01")
    )

    assert said(text) == ERROR


def test_another_version_in_the_own_site_is_not_documented() -> None:
    text = organization(
        server("EX10", "Kyoto", roles="roles: [ClientAccess]"),
        server("EX07", "Kyoto", version="2007 SP3"),
        server("EX01", "Tokyo"),
        clients=client("EX10"),
    )

    assert said(text) == []


def test_the_related_places_are_the_entry_and_the_site() -> None:
    (found,) = findings(
        organization(server("EX01", "Tokyo", published()), server("EX02", "Kyoto"), clients=client("EX01")),
        "CAS601",
    )

    assert found.place.text == "EX01"
    assert [r.place.text for r in found.related] == ["externalConnectionSettings", "name: Kyoto"]


# CAS601, published services


def test_every_mailbox_site_without_a_publisher_is_reported() -> None:
    text = organization(
        server("EX01", "Tokyo", published()), server("EX02", "Kyoto"), server("EX03", "Osaka")
    )

    assert said(text) == [("CAS601", "error", "Kyoto"), ("CAS601", "error", "Osaka")]


def test_a_site_with_a_publisher_of_its_own_or_without_mailboxes_is_not() -> None:
    text = organization(
        server("EX01", "Tokyo", published()),
        server("EX02", "Kyoto", published("imap.kyoto.contoso.com")),
        server("CAS03", "Osaka", roles="roles: [ClientAccess]"),
    )

    assert said(text) == []


def test_both_protocols_of_a_site_are_two_findings() -> None:
    both = published() + ', pop3: {externalConnectionSettings: ["pop.contoso.com:995:SSL"]}'
    found = findings(organization(server("EX01", "Tokyo", both), server("EX02", "Kyoto")), "CAS601")

    assert [f.subject.name for f in found] == ["Kyoto", "Kyoto"]
    assert len({f.fingerprint for f in found}) == 2


def test_of_several_publishers_the_first_by_name_is_named() -> None:
    text = organization(
        server("EX03", "Osaka", published(), version="2010 SP2"),
        server("EX01", "Tokyo", published()),
        server("EX02", "Kyoto"),
    )

    assert ["ends at EX01 in Tokyo" in f.message for f in findings(text, "CAS601")] == [True]


def test_nothing_is_published_by_default_nor_by_a_service_that_is_off() -> None:
    off = server("EX01", "Tokyo", published(more="enabled: false"))

    assert said(organization(server("EX01", "Tokyo"), server("EX02", "Kyoto"))) == []
    assert said(organization(off, server("EX02", "Kyoto"))) == []


OFFERED = "organization: {externalProtocols: [imap4]}\n"
OWA = 'virtualDirectories: {owa: {externalUrl: "https://mail.contoso.com/owa"}}'


@pytest.mark.parametrize(
    ("first", "head", "expected"),
    [
        (OWA, OFFERED, True),
        ("internetFacing: true", OFFERED, True),
        (f"internetFacing: false, {OWA}", OFFERED, False),
        ("", OFFERED, False),
        (OWA, "", False),
        (OWA, "organization: {externalProtocols: [owa]}\n", False),
    ],
)
def test_where_the_protocol_is_offered_internet_facing_servers_publish_it(
    first: str,
    head: str,
    expected: bool,
) -> None:
    text = organization(server("EX01", "Tokyo", first), server("EX02", "Kyoto"), head=head)

    assert [s for _, _, s in said(text) if s == "Kyoto"] == (["Kyoto"] if expected else [])


def test_the_declared_site_tells_who_is_internet_facing() -> None:
    text = organization(server("EX01", "Tokyo"), server("EX02", "Kyoto"), head=OFFERED)
    text = text.replace("{name: Tokyo}", "{name: Tokyo, internetFacing: true}")

    assert said(text) == [("CAS601", "error", "Kyoto")]


def test_connection_settings_tell_more_than_the_offer() -> None:
    text = organization(
        server("EX01", "Tokyo", published()),
        server("EX02", "Kyoto", "internetFacing: true"),
        head=OFFERED,
    )

    assert said(text) == [("CAS601", "error", "Kyoto")]


def test_the_worst_of_several_publishers_counts() -> None:
    text = organization(
        server("EX01", "Tokyo", published()),
        server("EX03", "Tokyo", published(), version="2010 SP1"),
        server("EX02", "Kyoto"),
        head=PROXIED,
    )

    assert said(text) == [("CAS601", "error", "Kyoto")]


def test_a_declared_client_stands_for_its_site_where_it_is_as_bad() -> None:
    servers = (server("EX01", "Tokyo", published()), server("EX02", "Kyoto"))

    assert said(organization(*servers, clients=client("imap.contoso.com"))) == ERROR
    assert said(organization(*servers, clients=client("EX01", protocol="pop3"))) == [
        ("CAS601", "error", "Kyoto"),
        ("CAS601", "error", "Users"),
    ]


def test_a_declared_client_that_is_proxied_does_not_stand_for_one_that_is_refused() -> None:
    text = organization(
        server("EX01", "Tokyo", published()),
        server("EX03", "Osaka", published("imap.osaka.contoso.com"), version="2010 SP1"),
        server("EX02", "Kyoto"),
        clients=client("EX01"),
        head=PROXIED,
    )

    assert said(text) == [("CAS601", "error", "Kyoto"), ("CAS601", "info", "Users")]


def test_one_site_has_no_other() -> None:
    assert said(organization(server("EX01", "Tokyo", published()), server("EX02", "Tokyo"))) == []


# CAS602


@pytest.mark.parametrize(
    ("version", "sessions", "mailboxes", "expected"),
    [
        ("2007 SP1", "", "2007 SP3", "error"),
        ("2007 SP3", "allowCrossSiteSessions: false", "2007 SP3", "error"),
        ("2007 SP3", "allowCrossSiteSessions: true", "2007 SP3", "warning"),
        ("8.0.685.24", "", "2007 SP3", None),
        ("2007", "", "2007 SP3", None),
        ("8.0.685.24", "allowCrossSiteSessions: false", "2007 SP3", "error"),
        ("2007 SP3", "", "2010 SP3", "error"),
        ("2007 SP3", "allowCrossSiteSessions: true", "2010 SP3", None),
    ],
)
def test_a_2007_entry_refuses_unless_sessions_are_allowed(
    version: str, sessions: str, mailboxes: str, expected: str | None
) -> None:
    text = organization(
        server("EX01", "Tokyo", f"imap4: {{{sessions}}}", version=version),
        server("EX02", "Kyoto", version=mailboxes),
        clients=client("EX01"),
        head=PROXIED,
    )

    assert said(text) == ([("CAS602", expected, "Users")] if expected else [])


def test_a_published_2007_service_is_judged_for_every_site() -> None:
    text = organization(
        server("EX01", "Tokyo", published(), version="2007 SP3"), server("EX02", "Kyoto", version="2007 SP3")
    )

    assert said(text) == [("CAS602", "error", "Kyoto")]


def test_the_legacy_name_does_not_count_for_mailboxes_of_2010() -> None:
    text = organization(
        server("EX07", "Tokyo", published("legacy.contoso.com"), version="2007 SP3"),
        server("EX10", "Tokyo", published()),
        server("EX02", "Kyoto"),
        head=PROXIED,
    )

    assert said(text) == [("CAS601", "info", "Kyoto")]


def test_both_versions_count_for_mailboxes_of_2007() -> None:
    text = organization(
        server("EX07", "Tokyo", published("legacy.contoso.com"), version="2007 SP3"),
        server("EX10", "Tokyo", published()),
        server("EX02", "Kyoto", version="2007 SP3"),
        head=PROXIED,
    )

    assert said(text) == [("CAS601", "info", "Kyoto"), ("CAS602", "error", "Kyoto")]


# CAS603


def internal(settings: str, *, head: str = "", version: str = "2010 SP3", more: str = "") -> str:
    service = f"imap4: {{internalConnectionSettings: {settings}{more}}}"
    return organization(
        server("EX01", "Tokyo", published()), server("EX02", "Kyoto", service, version=version), head=head
    )


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("ex02.contoso.com:993:SSL", None),
        ("ex02.contoso.com:143:TLS", None),
        ("ex02.contoso.com:143", None),
        ("EX02:993:ssl", None),
        ("balanced.contoso.com:993:SSL", None),
        ("ex01.contoso.com:993:SSL", "of Tokyo"),
        ("ex01:993:SSL", "of Tokyo"),
        ("ex02.contoso.com:143:SSL", "port 143 with SSL"),
        ("ex02.contoso.com:993:TLS", "port 993 with TLS"),
        ("ex02.contoso.com:993", "port 993 without encryption"),
        ("ex02.contoso.com:995:SSL", "listens on 993"),
        ("ex02.contoso.com", "which is not host:port"),
        ("ex02.contoso.com:", "which is not host:port"),
        (":993:SSL", "which is not host:port"),
        ("ex02.contoso.com:imaps:SSL", "which is not host:port"),
        ("ex02.contoso.com:0:SSL", "which is not host:port"),
        ("ex02.contoso.com:65536", "which is not host:port"),
        ("ex02.contoso.com:99999999999999999999999:SSL", "which is not host:port"),
        ("ex02.contoso.com:٩٩٣:SSL", "which is not host:port"),
        ("ex02.contoso.com:993:SSH", "which is not host:port"),
        ("ex02.contoso.com:993:", "which is not host:port"),
        ("ex02.contoso.com:993:SSL:more", "which is not host:port"),
    ],
)
def test_the_parts_of_a_setting(setting: str, words: str | None) -> None:
    found = findings(internal(f'["{setting}"]'), "CAS603")

    assert [(f.severity.word, f.subject.name) for f in found] == ([("warning", "EX02")] if words else [])
    assert all(words in f.message and f.place.text == f'"{setting}"' for f in found if words)


def test_pop3_has_its_own_ports() -> None:
    settings = '["ex01.contoso.com:995:SSL", "ex01.contoso.com:110:TLS", "ex01.contoso.com:993:SSL"]'
    text = organization(server("EX01", "Tokyo", f"pop3: {{internalConnectionSettings: {settings}}}"))

    assert ["port 993" in f.message for f in findings(text, "CAS603")] == [True]


def test_every_wrong_setting_is_a_finding_of_its_own() -> None:
    found = findings(internal('["ex02.contoso.com", "ex01.contoso.com:993:SSL", "EX02:993:SSL"]'), "CAS603")

    assert len({f.fingerprint for f in found}) == 2


@pytest.mark.parametrize(
    "more",
    [
        "clientAccessArrays: [{name: a, fqdn: Cas.contoso.com, site: Tokyo}]\n",
        "",
    ],
)
def test_the_names_of_arrays_and_balancers_belong_to_their_sites(more: str) -> None:
    text = internal('["cas.contoso.com:993:SSL"]') + more
    balanced = text.replace("{name: Tokyo}", "{name: Tokyo, loadBalancer: Cas.contoso.com}")

    assert len(findings(balanced, "CAS603")) == 1
    assert len(findings(text, "CAS603")) == (1 if more else 0)
    assert (
        findings(balanced.replace("{name: Kyoto}", "{name: Kyoto, loadBalancer: cas.contoso.com}"), "CAS603")
        == []
    )


def test_a_server_without_the_role_has_no_service_to_name() -> None:
    text = organization(
        server("MBX01", "Tokyo", roles="roles: [Mailbox]"),
        server("EX15", "Tokyo", version="Exchange 2013"),
        server("EX02", "Kyoto", 'imap4: {internalConnectionSettings: ["ex15.contoso.com:993:SSL"]}'),
    )

    assert findings(text, "CAS603") == []


@pytest.mark.parametrize("settings", ["null", "[]"])
def test_an_empty_list_is_an_error_where_connections_are_forwarded_to_it(settings: str) -> None:
    assert said(internal(settings, head=PROXIED), "CAS603") == [("CAS603", "error", "EX02")]
    assert said(internal(settings), "CAS603") == []


def test_an_empty_list_of_a_2007_server_is_an_error_there_too_but_its_ports_are_not_judged() -> None:
    assert said(internal("null", head=PROXIED, version="2007 SP3"), "CAS603") == [("CAS603", "error", "EX02")]
    assert said(internal('["ex02:1:SSL"]', head=PROXIED, version="2007 SP3"), "CAS603") == []


def test_an_empty_list_of_a_service_that_is_off_or_of_the_entry_itself_is_fine() -> None:
    own = server("EX01", "Tokyo", published(more="internalConnectionSettings: null"))

    assert said(internal("null", head=PROXIED, more=", enabled: false"), "CAS603") == []
    assert said(organization(own, server("EX02", "Kyoto"), head=PROXIED), "CAS603") == []


def test_an_empty_list_is_fine_where_the_entry_does_not_forward() -> None:
    text = internal("null", head=PROXIED).replace('version: "2010 SP3"', 'version: "2010 SP1"')

    assert said(text, "CAS603") == []


def test_settings_that_no_connection_can_use_are_as_bad_as_none() -> None:
    assert said(internal('["ex02.contoso.com"]', head=PROXIED), "CAS603") == [("CAS603", "error", "EX02")]
    assert said(internal('["ex01.contoso.com:993:SSL"]', head=PROXIED), "CAS603") == [
        ("CAS603", "error", "EX02")
    ]


def test_connections_that_find_nothing_are_shown_where_they_end() -> None:
    (found,) = findings(internal('["ex02.contoso.com"]', head=PROXIED), "CAS603")
    (harmless,) = findings(internal('["ex02.contoso.com"]'), "CAS603")

    assert [r.place.text for r in found.related] == ["externalConnectionSettings"]
    assert harmless.related == ()


def test_sites_that_are_not_declared_are_not_compared() -> None:
    def service(name: str) -> str:
        return f'imap4: {{internalConnectionSettings: ["{name}.contoso.com:993:SSL"]}}'

    text = organization(
        server("EX01", "Tokyo", service("ex02")),
        server("EX02", "Nowhere", service("ex01")),
        server("EX03", "Osaka"),
    )

    assert findings(text, "CAS603") == []


def test_one_usable_setting_is_enough() -> None:
    mixed = '["ex02.contoso.com", "ex02.contoso.com:993:SSL"]'
    odd = '["ex02.contoso.com", "ex02.contoso.com:1993:SSL"]'

    assert said(internal(mixed, head=PROXIED), "CAS603") == [("CAS603", "warning", "EX02")]
    assert said(internal(odd, head=PROXIED), "CAS603") == [("CAS603", "warning", "EX02")] * 2


def test_an_unknown_service_is_not_judged() -> None:
    text = organization(
        server("EX01", "Tokyo", published()), server("EX02", "Kyoto", "imap4: unknown"), head=PROXIED
    )

    assert said(text, "CAS603") == []


# CAS604


@pytest.mark.parametrize(
    ("more", "head", "expected"),
    [
        (OWA, OFFERED, ["EX01"]),
        ("internetFacing: true", OFFERED, ["EX01"]),
        ("internetFacing: true, imap4: {externalConnectionSettings: null}", OFFERED, ["EX01"]),
        (f"internetFacing: true, {published()}", OFFERED, []),
        ("internetFacing: true, imap4: {enabled: false}", OFFERED, []),
        ("internetFacing: true, imap4: unknown", OFFERED, []),
        ("internetFacing: false", OFFERED, []),
        ("", OFFERED, []),
        (OWA, "", []),
        (OWA, "organization: {externalProtocols: [owa]}\n", []),
    ],
)
def test_an_internet_facing_server_says_where_a_protocol_that_is_offered_is(
    more: str, head: str, expected: list[str]
) -> None:
    assert [
        s for _, _, s in said(organization(server("EX01", "Tokyo", more), head=head), "CAS604")
    ] == expected


def test_a_2007_server_is_not_asked() -> None:
    text = organization(server("EX01", "Tokyo", OWA, version="2007 SP3"), head=OFFERED)

    assert said(text, "CAS604") == []


def test_both_protocols_that_are_offered_are_two_findings() -> None:
    head = "organization: {externalProtocols: [pop3, imap4]}\n"
    found = findings(organization(server("EX01", "Tokyo", OWA), head=head), "CAS604")

    assert sorted(f.message.split(" for ")[1].split(",")[0] for f in found) == ["IMAP4", "POP3"]
    assert len({f.fingerprint for f in found}) == 2
