"""Declared clients: CAS901, CAS902, and the clients that other rules' findings name."""

from __future__ import annotations

import pytest

from caslint.clients import EXPLAINED_BY
from caslint.compose import load
from caslint.finding import Finding, Severity
from caslint.lint import lint
from caslint.routing.rejections import REJECTIONS
from declaring import MAILBOX, Item, external, organization, server
from linting import RULES, Texts, findings

URL = "https://mail.contoso.com/Microsoft-Server-ActiveSync"


def client(protocol: str, connects_to: str, mailbox: dict[str, str] | None = None, **more: object) -> Item:
    return {
        "name": "Kyoto staff",
        "protocol": protocol,
        "connectsTo": connects_to,
        "mailbox": mailbox or {"site": "Kyoto"},
        **more,
    }


def published() -> Item:
    return server("EX01", **external("mail.contoso.com", "owa", "activesync", "ews"))


def kyoto(**directories: object) -> Item:
    return server("EX02", "2010 SP3", "Kyoto", None, **directories)


def of(text: str, *codes: str) -> list[tuple[str, str]]:
    return [(f.code, f.severity.word) for f in findings(text) if f.code in codes]


def test_a_request_that_works_is_no_finding() -> None:
    text = organization(published(), kyoto(), clients=[client("owa", "mail.contoso.com")])

    assert of(text, "CAS901", "CAS902") == []


def test_a_cause_that_a_rule_reports_carries_the_client() -> None:
    text = organization(
        published(), kyoto(ews={"windowsAuthentication": False}), clients=[client("ews", "mail.contoso.com")]
    )

    assert of(text, "CAS901") == []
    [cause] = findings(text, "CAS301")
    assert [r.message for r in cause.related if "Kyoto staff" in r.message] == [
        "this stops Kyoto staff at EX01"
    ]


def test_every_client_is_named_at_the_cause() -> None:
    clients = [
        client("ews", "mail.contoso.com"),
        client("ews", "EX01", {"server": "EX02"}) | {"name": "scripts"},
    ]
    text = organization(published(), kyoto(ews={"windowsAuthentication": False}), clients=clients)

    [cause] = findings(text, "CAS301")
    assert [r.message for r in cause.related if "stops" in r.message] == [
        "this stops Kyoto staff at EX01",
        "this stops scripts at EX01",
    ]


def test_a_cause_of_another_protocol_explains_nothing() -> None:
    off = {"windowsAuthentication": False}
    text = organization(published(), kyoto(ews=off, owa=off), clients=[client("ews", "mail.contoso.com")])

    named = [f.subject.name for f in findings(text, "CAS301") if any("stops" in r.message for r in f.related)]
    assert named == ["EX02/ews"]


def test_where_no_rule_speaks_the_client_has_a_finding_of_its_own() -> None:
    # Nobody is Internet-facing, so EX02 is no proxy target of the rules; the client enters at EX01 all the same.
    text = organization(
        server("EX01"), kyoto(ews={"windowsAuthentication": False}), clients=[client("ews", "EX01")]
    )

    assert of(text, "CAS301", "CAS901") == [("CAS901", "error")]
    [finding] = findings(text, "CAS901")
    assert finding.message == (
        "Kyoto staff cannot use EWS at EX01: the target's directory has no Integrated Windows authentication; "
        "the EWS response code ErrorNoDestinationCASDueToKerberosRequirements"
    )
    assert finding.place.text == '"EX01"'
    assert finding.trace[0].message.startswith("enters at EX01")
    assert any(related.message.startswith("EX02/ews has no") for related in finding.related)


def test_a_rule_that_is_not_run_explains_nothing() -> None:
    text = organization(
        published(), kyoto(ews={"windowsAuthentication": False}), clients=[client("ews", "mail.contoso.com")]
    )
    rules = [rule for rule in RULES if rule.code != "CAS301"]

    found = lint(load(Texts({"org.yaml": text}), "org.yaml"), rules).findings

    assert [finding.code for finding in found if finding.code == "CAS901"] == ["CAS901"]


def test_a_warning_explains_no_failure() -> None:
    """CAS415 warns of old devices; a declared one that fails is an error."""
    text = organization(
        server("EX01", "2010 SP1", activesync={"externalUrl": URL}),
        server("EX02", "2010 SP1", "Kyoto", activesync={"externalUrl": URL.replace("mail", "kyoto")}),
        clients=[client("activesync", "mail.contoso.com", deviceProtocolVersion="12.1")],
    )

    assert ("CAS901", "error") in of(text, "CAS901", "CAS415")
    assert ("CAS415", "warning") in of(text, "CAS901", "CAS415")


def test_a_newer_device_of_the_same_clients_is_redirected() -> None:
    text = organization(
        server("EX01", "2010 SP1", activesync={"externalUrl": URL}),
        server("EX02", "2010 SP1", "Kyoto", activesync={"externalUrl": URL.replace("mail", "kyoto")}),
        clients=[client("activesync", "mail.contoso.com", deviceProtocolVersion="14.0")],
    )

    assert of(text, "CAS901") == []


def test_every_server_behind_a_name_has_to_work() -> None:
    text = organization(
        published(),
        server("EX07", "2007 SP3", owa={"externalUrl": "https://mail.contoso.com/owa"}),
        kyoto(),
        clients=[client("owa", "mail.contoso.com")],
    )

    [finding] = findings(text, "CAS901")
    assert finding.message.startswith("Kyoto staff cannot use OWA at EX07: the mailbox's version is newer")


def test_every_kind_of_mailbox_in_a_site_has_to_work() -> None:
    text = organization(
        published(),
        kyoto(),
        server("MBX07", "2007 SP3", "Kyoto", MAILBOX),
        clients=[client("owa", "mail.contoso.com")],
    )

    assert of(text, "CAS901") == []
    [cause] = findings(text, "CAS102")
    assert "this stops Kyoto staff at EX01" in [related.message for related in cause.related]


NOWHERE = [
    ("nowhere.contoso.com", {"site": "Kyoto"}),
    ("mail.contoso.com", {"server": "EX99"}),
    ("mail.contoso.com", {"database": "DB99"}),
    ("mail.contoso.com", {"site": "Osaka"}),
]


@pytest.mark.parametrize(("connects_to", "mailbox"), NOWHERE)
def test_a_name_that_nobody_declares_is_another_rules_matter(
    connects_to: str, mailbox: dict[str, str]
) -> None:
    text = organization(
        published(),
        kyoto(ews={"windowsAuthentication": False}),
        clients=[client("ews", connects_to, mailbox, expect="serve")],
    )

    assert of(text, "CAS901", "CAS902") == []


@pytest.mark.parametrize(("version", "reported"), [("2010 SP3", True), ("2016", False), ("2003 SP2", False)])
def test_a_server_without_the_role(version: str, *, reported: bool) -> None:
    """Exchange 2003 has no such role: each of its servers answers clients."""
    text = organization(
        published(),
        kyoto(),
        server("OTHER", version, roles=None if "2003" in version else MAILBOX),
        clients=[client("owa", "OTHER")],
    )

    assert of(text, "CAS901") == [("CAS901", "error")] * reported


def test_an_expected_rejection_is_no_failure() -> None:
    text = organization(
        server("EX01"),
        kyoto(ews={"windowsAuthentication": False}),
        clients=[client("ews", "EX01", expect=["reject", "proxy"])],
    )

    assert of(text, "CAS901", "CAS902") == []


EXPECTATIONS: list[tuple[object, list[tuple[str, str]]]] = [
    ("proxy", []),
    (["serve", "proxy"], []),
    ("redirect", [("CAS902", "error")]),
    (["serve", "reject"], [("CAS902", "error")]),
]


@pytest.mark.parametrize(("expect", "found"), EXPECTATIONS)
def test_expectations(expect: object, found: list[tuple[str, str]]) -> None:
    text = organization(published(), kyoto(), clients=[client("owa", "mail.contoso.com", expect=expect)])

    assert of(text, "CAS901", "CAS902") == found


def unmet(text: str) -> Finding:
    [finding] = findings(text, "CAS902")
    return finding


def test_an_unmet_expectation_tells_the_whole_way() -> None:
    finding = unmet(
        organization(
            published(), kyoto(), clients=[client("owa", "mail.contoso.com", expect=["serve", "redirect"])]
        )
    )

    assert finding.message == (
        "OWA for Kyoto staff is expected to end in serve or redirect, but ends in proxy: "
        "EX01 proxies over HTTPS to EX02 at https://ex02/owa"
    )
    steps = [step.message for step in finding.trace]
    assert steps[0] == "enters at EX01 (Redmond, 2010 SP3)"
    assert steps[-2].startswith("virtualDirectories.owa.windowsAuthentication of EX02 would decide")
    assert {related.place for related in finding.related} == {s.place for s in finding.trace if s.place}


def test_a_request_that_fails_where_it_should_not_is_reported_once() -> None:
    text = organization(
        server("EX01"),
        kyoto(ews={"windowsAuthentication": False}),
        clients=[client("ews", "EX01", expect="proxy")],
    )

    assert of(text, "CAS901", "CAS902") == [("CAS902", "error")]


def test_what_the_documents_leave_open_is_told_and_is_no_error() -> None:
    finding = unmet(organization(published(), kyoto(), clients=[client("oab", "EX01", expect="serve")]))

    assert finding.severity is Severity.INFO
    assert finding.message == (
        "whether OAB for Kyoto staff ends in serve, as expected, cannot be told: no document describes how the "
        "offline address book is proxied or redirected"
    )


def test_what_the_declaration_leaves_open_names_the_key() -> None:
    finding = unmet(
        organization(published(), kyoto(owa="unknown"), clients=[client("owa", "EX01", expect="proxy")])
    )

    assert finding.severity is Severity.INFO
    assert finding.message.endswith("(virtualDirectories.owa.externalUrl of EX02)")


def test_a_broken_expectation_comes_before_an_open_one() -> None:
    text = organization(
        published(),
        server("EX11", **external("mail.contoso.com", "owa")) | {"version": "newest"},
        kyoto(owa="unknown"),
        server("EX03", "2007 SP3", "Kyoto", owa={"windowsAuthentication": True}),
        clients=[client("owa", "mail.contoso.com", expect="redirect")],
    )

    finding = unmet(text)

    assert finding.severity is Severity.ERROR
    assert "but ends in proxy: EX01 proxies over HTTPS to EX03" in finding.message


def test_every_reject_code_has_its_rules() -> None:
    assert set(EXPLAINED_BY) == {code for code, one in REJECTIONS.items() if not one.at_run_time}
    assert {code for row in EXPLAINED_BY.values() for code in row} <= {rule.code for rule in RULES}
