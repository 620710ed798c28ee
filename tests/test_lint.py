"""The engine: signing, order, crashes, fingerprints."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.compose import load
from caslint.finding import Finding, Problem, Severity
from caslint.lint import lint
from caslint.rule import Rule
from caslint.topology import Topology
from linting import RULES, Texts, lint_texts

TOPOLOGY = """\
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""


def failing(topology: Topology) -> Iterator[Problem]:
    site = topology.organization.sites[0]
    yield Problem(site.place, "before it failed", site.subject)
    raise ValueError("in a rule")


def rule(code: str, name: str) -> Rule:
    return Rule(code=code, name=name, severity=Severity.WARNING, check=failing, doc=None)


def test_a_rule_that_raises_hides_no_other_finding() -> None:
    linted = lint_texts({"org.yaml": TOPOLOGY}, (*RULES, rule("ACME001", "acme")))

    assert [crash.rule for crash in linted.crashes] == ["ACME001"]
    assert linted.crashes[0].subject == "Redmond"
    assert {"ACME001", "CAS101"} <= {finding.code for finding in linted.findings}


def found(text: str, path: str = "org.yaml") -> Finding:
    linted = lint(load(Texts({path: text}), path), RULES)
    return next(finding for finding in linted.findings if finding.code == "CAS101")


def test_a_fingerprint_survives_moves_and_renamed_files() -> None:
    here = found(TOPOLOGY)
    there = found(
        "# moved\n\n"
        + TOPOLOGY.replace("  - name: Redmond\n  - name: Kyoto\n", "  - name: Kyoto\n  - name: Redmond\n"),
        "other.yaml",
    )

    assert here.place.line != there.place.line
    assert here.fingerprint == there.fingerprint


def test_a_fingerprint_tells_subjects_apart() -> None:
    assert found(TOPOLOGY).fingerprint != found(TOPOLOGY.replace("Kyoto", "Osaka")).fingerprint


def test_findings_stand_in_the_order_of_their_places() -> None:
    findings = lint_texts({"org.yaml": TOPOLOGY}).findings

    assert list(findings) == sorted(findings, key=lambda f: (f.place.file, f.place.start, f.code))


def test_a_multi_site_rule_is_silent_with_one_site() -> None:
    def check(topology: Topology) -> Iterator[Problem]:
        site = topology.organization.sites[0]
        yield Problem(site.place, "spoken", site.subject)

    one = Rule(
        code="ACME002", name="acme-two", severity=Severity.ERROR, check=check, doc=None, multi_site=True
    )
    single = TOPOLOGY.replace("site: Kyoto", "site: Redmond")

    assert [f.code for f in lint_texts({"a": TOPOLOGY}, [one]).findings] == ["ACME002"]
    assert [f.code for f in lint_texts({"a": single}, [one]).findings] == []
