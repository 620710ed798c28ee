"""EWS, Availability, Autodiscover and Outlook Anywhere: the edges that the pages do not show."""

from __future__ import annotations

import pytest

from caslint.finding import Finding
from linting import RULES, findings, lint_texts

MULTI = "roles: [ClientAccess, HubTransport, Mailbox]"


def server(
    name: str, more: str = "", *, site: str = "Redmond", version: str = "2010 SP3", roles: str = MULTI
) -> str:
    facts = f'name: {name}, fqdn: {name.lower()}.contoso.com, site: {site}, version: "{version}", {roles}'
    return f"  - {{{facts}{', ' if more else ''}{more}}}\n"


def organization(*servers: str) -> str:
    return "sites: [{name: Redmond}, {name: Kyoto}]\nservers:\n" + "".join(servers)


def said(text: str, code: str) -> list[tuple[str, str]]:
    """Severity and subject of the findings of one rule."""
    return [(f.severity.word, f.subject.name) for f in findings(text, code)]


def mended(finding: Finding) -> str:
    assert finding.fix is not None
    assert not finding.fix.safe
    text = finding.place.source.text
    for edit in finding.fix.edits:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def ews(internal: str = "", bypass: str = "") -> str:
    facts = [f'internalUrl: "{internal}"'] if internal else []
    facts += [f"internalNlbBypassUrl: {bypass}"] if bypass else []
    return f"virtualDirectories: {{ews: {{{', '.join(facts)}}}}}"


SHARED = "https://cas.contoso.com/EWS/Exchange.asmx"

# CAS801


def test_a_shared_host_needs_a_second_server_of_the_site() -> None:
    alone = organization(
        server("CAS01", ews(SHARED)), server("CAS02"), server("CAS03", ews(SHARED), site="Kyoto")
    )

    assert said(alone, "CAS801") == []


def test_every_sharing_server_without_a_bypass_is_reported_and_one_with_it_is_not() -> None:
    own = '"https://cas02.contoso.com/EWS/Exchange.asmx"'
    text = organization(
        server("CAS01", ews(SHARED)),
        server("CAS02", ews(SHARED, own)),
        server("CAS03", ews(SHARED.replace("cas.", "CAS."))),
    )

    assert said(text, "CAS801") == [("warning", "CAS01/ews"), ("warning", "CAS03/ews")]


def test_the_server_whose_own_name_is_shared_needs_no_bypass() -> None:
    text = organization(server("CAS01"), server("CAS02", ews("https://cas01.contoso.com/EWS/Exchange.asmx")))

    assert said(text, "CAS801") == [("warning", "CAS02/ews")]


def test_two_web_sites_of_one_server_share_nothing() -> None:
    sites = f'[{{webSite: A, internalUrl: "{SHARED}"}}, {{webSite: B, internalUrl: "{SHARED}"}}]'

    assert said(organization(server("CAS01", f"virtualDirectories: {{ews: {sites}}}")), "CAS801") == []


@pytest.mark.parametrize(
    ("version", "reported"),
    [("2007 SP1", True), ("2007 SP3", True), ("2007", True), ("8.0.685.24", False), ("2013", False)],
)
def test_a_2007_server_before_sp1_has_no_bypass_url(version: str, reported: bool) -> None:
    text = organization(server("CAS01", ews(SHARED), version=version), server("CAS02", ews(SHARED)))

    assert (("warning", "CAS01/ews") in said(text, "CAS801")) == reported


@pytest.mark.parametrize("facts", ["{ews: unknown}", "{ews: absent}", '{ews: {internalUrl: "no url"}}'])
def test_what_is_not_known_of_ews_is_not_judged(facts: str) -> None:
    text = organization(
        server("CAS01", f"virtualDirectories: {facts}"), server("CAS02", f"virtualDirectories: {facts}")
    )

    assert findings(text, "CAS801", "CAS802") == []


def test_the_fix_of_a_missing_bypass_url_leaves_no_finding() -> None:
    text = organization(server("CAS01", ews(SHARED)), server("CAS02", ews(SHARED, "null")))
    for _ in range(2):
        text = mended(findings(text, "CAS801")[0])

    assert findings(text, "CAS801", "CAS802") == []


# CAS802


@pytest.mark.parametrize(
    ("url", "reported"),
    [
        ("https://cas01.contoso.com/EWS/Exchange.asmx", False),
        ("https://CAS01/ews/exchange.asmx", False),
        ("https://cas02.contoso.com/EWS/Exchange.asmx", True),
        ("https://cas.contoso.com/EWS/Exchange.asmx", True),
        ("https://cas01.contoso.com/EWS", True),
        ("https://cas01.contoso.com", True),
    ],
)
def test_the_bypass_url_leads_to_the_server_itself(url: str, reported: bool) -> None:
    text = organization(server("CAS01", ews(bypass=f'"{url}"')), server("CAS02"))
    found = findings(text, "CAS802")

    assert [f.subject.name for f in found] == (["CAS01/ews"] if reported else [])
    assert all(findings(mended(f), "CAS801", "CAS802") == [] for f in found)


def test_a_bypass_url_without_a_path_is_said_to_have_the_root() -> None:
    def message(url: str) -> str:
        return findings(organization(server("CAS01", ews(bypass=url))), "CAS802")[0].message

    assert "has the path / instead of" in message('"https://cas01.contoso.com"')
    assert "has the path /EWS instead of" in message('"https://cas01.contoso.com/EWS"')


def test_the_server_that_the_bypass_url_leads_to_is_shown_where_it_is_declared() -> None:
    def related(url: str) -> list[str]:
        (found,) = findings(organization(server("CAS01", ews(bypass=url)), server("CAS02")), "CAS802")
        return [r.place.text for r in found.related]

    assert related('"https://cas02.contoso.com/EWS/Exchange.asmx"') == ["name: CAS02"]
    assert related('"https://cas99.contoso.com/EWS/Exchange.asmx"') == []
    assert related('"https://cas01.contoso.com/EWS"') == []


# CAS803

NO_EWS = "virtualDirectories: {ews: absent}"


def test_every_client_access_server_of_the_site_and_version_must_lack_ews() -> None:
    assert said(organization(server("EX01"), server("EX02", NO_EWS, site="Kyoto")), "CAS803") == [
        ("error", "Kyoto")
    ]
    assert (
        said(
            organization(server("EX01"), server("EX02", NO_EWS, site="Kyoto"), server("EX03", site="Kyoto")),
            "CAS803",
        )
        == []
    )


def test_an_unknown_ews_directory_may_be_there() -> None:
    other = server("EX03", "virtualDirectories: {ews: unknown}", site="Kyoto")

    assert said(organization(server("EX01"), server("EX02", NO_EWS, site="Kyoto"), other), "CAS803") == []


def test_a_directory_of_the_other_version_does_not_help() -> None:
    text = organization(
        server("EX01"), server("EX07", NO_EWS, site="Kyoto", version="2007 SP3"), server("EX02", site="Kyoto")
    )
    (found,) = findings(text, "CAS803")

    assert found.subject.name == "Kyoto"
    assert "no Exchange 2007 Client Access server of Kyoto" in found.message


def test_both_versions_without_ews_are_two_findings() -> None:
    text = organization(
        server("EX01"),
        server("EX07", NO_EWS, site="Kyoto", version="2007 SP3"),
        server("EX02", NO_EWS, site="Kyoto"),
    )

    assert len({f.fingerprint for f in findings(text, "CAS803")}) == 2


def test_several_servers_without_ews_are_one_finding() -> None:
    text = organization(
        server("EX01"), server("EX02", NO_EWS, site="Kyoto"), server("EX03", NO_EWS, site="Kyoto")
    )
    (found,) = findings(text, "CAS803")

    assert "(EX02 and EX03 have none)" in found.message
    assert [r.place.text for r in found.related] == ["name: Kyoto", "absent"]


def test_a_site_without_mailboxes_needs_no_ews() -> None:
    text = organization(server("EX01"), server("CAS02", NO_EWS, site="Kyoto", roles="roles: [ClientAccess]"))

    assert said(text, "CAS803") == []


def test_a_site_without_client_access_server_is_reported_once_and_not_here() -> None:
    text = organization(server("EX01"), server("MBX02", site="Kyoto", roles="roles: [Mailbox]"))

    assert {f.code for f in findings(text, "CAS101", "CAS803")} == {"CAS101"}


def test_one_site_alone_needs_no_other_to_find_its_ews() -> None:
    assert said(organization(server("EX01", NO_EWS)), "CAS803") == []


# CAS804


def scp(uri: str) -> str:
    return f"autoDiscoverServiceInternalUri: {uri}"


GOOD = "https://mail.contoso.com/autodiscover/autodiscover.xml"
QUOTED = f'"{GOOD}"'


@pytest.mark.parametrize(
    ("uri", "reported"),
    [
        ("null", True),
        (f'"{GOOD}"', False),
        (f'"{GOOD.upper()}"', False),
        ('"https://mail.contoso.com/Autodiscover/Autodiscover.xml"', False),
        ('"http://mail.contoso.com/autodiscover/autodiscover.xml"', True),
        ('"https://mail.contoso.com/autodiscover"', True),
        ('"https://mail.contoso.com"', True),
        ("unknown", False),
        ('"no url"', False),
    ],
)
def test_the_form_of_the_uri(uri: str, reported: bool) -> None:
    found = findings(organization(server("CAS01", scp(uri))), "CAS804")

    assert [f.subject.name for f in found] == (["CAS01"] if reported else [])


def test_a_uri_that_is_not_declared_is_not_missing() -> None:
    assert said(organization(server("CAS01")), "CAS804") == []


def test_a_server_without_the_role_publishes_nothing() -> None:
    assert said(organization(server("MBX01", scp("null"), roles="roles: [Mailbox]")), "CAS804") == []


@pytest.mark.parametrize(
    ("uri", "fixed"),
    [
        ('"http://mail.contoso.com/Autodiscover/Autodiscover.xml"', f'"{GOOD}"'),
        ('"http://mail.contoso.com:8080/x"', None),
        ("null", None),
    ],
)
def test_the_form_is_mended_where_no_port_is_written(uri: str, fixed: str | None) -> None:
    (found,) = findings(organization(server("CAS01", scp(uri))), "CAS804")

    assert (found.fix is None) == (fixed is None)
    if fixed is not None:
        assert fixed in mended(found)
        assert findings(mended(found), "CAS804") == []


OWN = '"https://cas02.contoso.com/autodiscover/autodiscover.xml"'


def test_the_own_name_beside_a_shared_one_is_mended_to_the_shared_one() -> None:
    (found,) = findings(organization(server("CAS01", scp(f'"{GOOD}"')), server("CAS02", scp(OWN))), "CAS804")

    assert found.subject.name == "CAS02"
    assert found.related[0].place.text == f'"{GOOD}"'
    assert findings(mended(found), "CAS804") == []


def test_an_own_name_of_another_form_is_one_finding_that_one_fix_ends() -> None:
    odd = '"http://cas02.contoso.com/autodiscover"'
    (found,) = findings(organization(server("CAS01", scp(f'"{GOOD}"')), server("CAS02", scp(odd))), "CAS804")

    assert "publishes mail.contoso.com" in found.message
    assert findings(mended(found), "CAS804") == []


@pytest.mark.parametrize(
    "beside",
    [
        server("CAS01", scp('"https://cas01.contoso.com/autodiscover/autodiscover.xml"')),
        server("CAS01", scp('"https://CAS01/autodiscover/autodiscover.xml"')),
        server("CAS01", scp(f'"{GOOD}"'), site="Kyoto"),
        server("CAS01", scp("unknown")),
        server("CAS01"),
        server("MBX01", scp(f'"{GOOD}"'), roles="roles: [Mailbox]"),
        server("EX15", scp(f'"{GOOD}"'), version="Exchange 2013"),
    ],
)
def test_the_own_name_is_fine_where_no_neighbour_shares_one(beside: str) -> None:
    assert said(organization(beside, server("CAS02", scp(OWN))), "CAS804") == []


def test_a_site_that_is_not_declared_makes_no_neighbours() -> None:
    first, second = server("CAS01", scp(f'"{GOOD}"'), site="Nowhere"), server("CAS02", scp(OWN), site="Lost")

    assert said(organization(server("CAS03"), first, second), "CAS804") == []


def test_the_own_name_is_fine_where_the_certificate_holds_it() -> None:
    def beside_shared(names: str) -> list[tuple[str, str]]:
        own = server("CAS02", f"{scp(OWN)}, certificateNames: {names}")
        return said(organization(server("CAS01", scp(f'"{GOOD}"')), own), "CAS804")

    assert beside_shared("[cas02.contoso.com]") == []
    assert beside_shared('["*.contoso.com"]') == []
    assert beside_shared("[mail.contoso.com]") == [("warning", "CAS02")]


# CAS805 and CAS806


def scope(names: str) -> str:
    return f"autoDiscoverSiteScope: {names}"


def test_an_unknown_site_is_reported_once_a_server_and_name() -> None:
    text = organization(
        server("CAS01", scope("[Kyto, KYTO, Osaka, kyoto]")), server("CAS02", scope("[Kyto]"))
    )
    found = findings(text, "CAS805")

    assert [(f.subject.name, f.place.text) for f in found] == [
        ("CAS01", "Kyto"),
        ("CAS01", "Osaka"),
        ("CAS02", "Kyto"),
    ]
    assert len({f.fingerprint for f in found}) == 3
    assert ["the nearest is Kyoto" in f.message for f in found] == [True, False, True]


@pytest.mark.parametrize("more", ["", scope("null"), scope("[]")])
def test_no_scope_names_no_unknown_site(more: str) -> None:
    assert said(organization(server("CAS01", more)), "CAS805") == []


def both(first: str, second: str) -> list[tuple[str, str]]:
    return said(organization(server("EX01", first), server("EX02", second, site="Kyoto")), "CAS806")


def test_every_mailbox_site_is_in_some_scope() -> None:
    assert both(scope("[Redmond, kyoto]"), scope("[]")) == []
    assert both(scope("[Redmond]"), scope("null")) == [("warning", "Kyoto")]
    assert both(scope("[]"), scope("[]")) == [("warning", "Redmond"), ("warning", "Kyoto")]


def test_a_scope_that_is_not_declared_may_hold_the_site() -> None:
    assert both(scope("[Redmond]"), "") == []


def test_a_site_without_2007_or_2010_mailboxes_needs_no_scope() -> None:
    hub = server("HUB02", site="Kyoto", roles="roles: [HubTransport]")
    old = "  - {name: EX03, site: Kyoto, version: 2003 SP2}\n"

    assert said(organization(server("EX01", scope("[Redmond]")), hub, old), "CAS806") == []


@pytest.mark.parametrize(("more", "expected"), [("[Redmond, Kyoto]", []), ("[]", [("warning", "Kyoto")])])
def test_the_scope_of_a_newer_server_counts(more: str, expected: list[tuple[str, str]]) -> None:
    newer = server("EX15", scope(more), version="2013")
    mailbox = server("MBX02", site="Kyoto", roles="roles: [Mailbox]")

    assert said(organization(server("EX01", scope("[Redmond]")), newer, mailbox), "CAS806") == expected


def test_an_organization_of_one_site_has_no_gap() -> None:
    assert said(organization(server("EX01", scope("[]"))), "CAS806") == []


def test_the_related_places_of_a_gap_are_the_scopes_that_could_hold_the_site() -> None:
    text = organization(server("EX01", scope("[Redmond]")), server("EX02", scope("[]"), site="Kyoto"))
    (found,) = findings(text, "CAS806")

    assert [r.message for r in found.related] == ["EX02 does not have Kyoto in its scope"]


# CAS807


def of_autodiscover(text: str) -> list[str]:
    """Subjects of the rule where the one that it yields to is switched off."""
    rules = [rule for rule in RULES if rule.code != "CAS503"]
    return [f.subject.name for f in lint_texts({"org.yaml": text}, rules).findings if f.code == "CAS807"]


@pytest.mark.parametrize(
    ("version", "reported"),
    [("2007 SP1", True), ("8.0.685.24", True), ("2007 SP2", False), ("2007", False), ("2010", False)],
)
def test_a_2007_client_access_server_below_sp2(version: str, reported: bool) -> None:
    text = organization(server("EX10"), server("CAS07", version=version))

    assert of_autodiscover(text) == (["CAS07"] if reported else [])


def test_without_2010_mailboxes_or_the_role_nothing_is_redirected() -> None:
    door = server("CAS10", roles="roles: [ClientAccess]")
    mailbox = server("MBX07", version="2007 SP1", roles="roles: [Mailbox]")

    assert of_autodiscover(organization(door, server("CAS07", version="2007 SP1"))) == []
    assert of_autodiscover(organization(server("EX10"), mailbox)) == []


def test_it_yields_to_the_rule_that_says_more_of_the_same_server() -> None:
    found = findings(organization(server("EX10"), server("CAS07", version="2007 SP1")), "CAS503", "CAS807")

    assert [(f.code, f.subject.name) for f in found] == [("CAS503", "CAS07")]


# CAS808 and CAS809


@pytest.mark.parametrize(
    ("settings", "version", "reported"),
    [
        ("{enabled: true, externalHostname: null}", "2010 SP3", True),
        ("{enabled: true, externalHostname: mail.contoso.com}", "2010 SP3", False),
        ("{enabled: true}", "2010 SP3", False),
        ("{enabled: false, externalHostname: null}", "2010 SP3", False),
        ("{externalHostname: null}", "2010 SP3", False),
        ("unknown", "2010 SP3", False),
        ("{enabled: true, externalHostname: null}", "2007 SP3", False),
    ],
)
def test_outlook_anywhere_without_a_name(settings: str, version: str, reported: bool) -> None:
    text = organization(server("CAS01", f"outlookAnywhere: {settings}", version=version))

    assert said(text, "CAS808") == ([("error", "CAS01")] if reported else [])


OFFERED = "outlookAnywhere: {enabled: true, externalHostname: mail.contoso.com}"


@pytest.mark.parametrize(
    ("older", "newer", "reported"),
    [
        (OFFERED, OFFERED, True),
        ("outlookAnywhere: {externalHostname: a.contoso.com}", OFFERED, True),
        ("outlookAnywhere: {enabled: false, externalHostname: a.contoso.com}", OFFERED, False),
        (OFFERED, "outlookAnywhere: {enabled: false, externalHostname: a.contoso.com}", False),
        (OFFERED, "outlookAnywhere: {enabled: true, externalHostname: null}", False),
        (OFFERED, "", False),
        ("outlookAnywhere: unknown", OFFERED, False),
    ],
)
def test_outlook_anywhere_on_two_versions_of_a_site(older: str, newer: str, reported: bool) -> None:
    text = organization(server("CAS07", older, version="2007 SP3"), server("CAS10", newer))

    assert said(text, "CAS809") == ([("info", "CAS07")] if reported else [])


def test_outlook_anywhere_on_two_versions_in_two_sites_is_fine() -> None:
    text = organization(server("CAS07", OFFERED, version="2007 SP3", site="Kyoto"), server("CAS10", OFFERED))

    assert said(text, "CAS809") == []


def test_a_site_that_a_misspelled_scope_probably_means_is_no_gap_as_well() -> None:
    text = organization(server("EX01", scope("[Redmond, Kyto]")), server("EX02", scope("[]"), site="Kyoto"))

    assert said(text, "CAS806") == []
    assert said(text, "CAS805") == [("error", "EX01")]
    assert said(text.replace("Kyto", "Sapporo"), "CAS806") == [("warning", "Kyoto")]


def test_the_own_name_is_reported_once_and_not_as_missing_in_the_certificate() -> None:
    published = 'virtualDirectories: {owa: {externalUrl: "https://mail.contoso.com/owa"}}'
    own = server("CAS02", f"{scp(OWN)}, certificateNames: [mail.contoso.com], {published}")
    text = organization(server("CAS01", f"{scp(QUOTED)}, {published}"), own)

    assert [f.code for f in findings(text, "CAS217", "CAS804")] == ["CAS804"]
    assert [
        f.code
        for f in findings(
            text.replace(GOOD, "https://CAS01/autodiscover/autodiscover.xml"), "CAS217", "CAS804"
        )
    ] == ["CAS217"]


def test_without_any_client_access_server_there_is_no_scope_to_be_in() -> None:
    first = server("MBX01", roles="roles: [Mailbox, HubTransport]")
    second = server("MBX02", site="Kyoto", roles="roles: [Mailbox, HubTransport]")

    assert said(organization(first, second), "CAS806") == []
