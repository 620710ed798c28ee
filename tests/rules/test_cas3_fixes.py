"""The fixes of CAS301 and its neighbours: in braces, on lines, with what was declared beside them."""

from __future__ import annotations

import pytest

from caslint.finding import Finding, Severity
from linting import findings

FRONT = """\
sites: [{name: Redmond}, {name: Kyoto}]
servers:
  - {name: CAS03, site: Redmond, version: 2007 SP3, roles: [ClientAccess]}
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa: {externalUrl: "https://mail.contoso.com/owa"}
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
"""


def mended(finding: Finding) -> str:
    assert finding.fix is not None
    text = finding.place.source.text
    for edit in sorted(finding.fix.edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text.removeprefix(FRONT)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("      owa: {windowsAuthentication: false}\n", "      owa: {windowsAuthentication: true}\n"),
        (
            "      owa: {formsAuthentication: true}\n",
            "      owa: {windowsAuthentication: true, formsAuthentication: false}\n",
        ),
        (
            "      owa:\n        windowsAuthentication: false  # since March\n        formsAuthentication: true\n",
            "      owa:\n        windowsAuthentication: true  # since March\n        formsAuthentication: false\n",
        ),
        (
            "      owa:\n        - webSite: Inside\n          formsAuthentication: true\n",
            (
                "      owa:\n        - windowsAuthentication: true\n          webSite: Inside\n"
                "          formsAuthentication: false\n"
            ),
        ),
    ],
)
def test_windows_authentication_is_turned_on_and_forms_off(declared: str, expected: str) -> None:
    (finding,) = findings(FRONT + declared, "CAS301")

    assert mended(finding) == expected
    assert finding.fix is not None
    assert not finding.fix.safe
    assert [f for f in findings(FRONT + expected, "CAS3", "CAS0") if f.severity > Severity.INFO] == []


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("      owa: {windowsAuthentication: false, internalAuthenticationMethods: [Basic]}\n", "CAS301"),
        ("      owa: {internalAuthenticationMethods: [Fba, Ntlm], formsAuthentication: true}\n", "CAS302"),
    ],
)
def test_a_list_of_methods_says_more_than_an_edit_knows(declared: str, code: str) -> None:
    (finding,) = findings(FRONT + declared, code)

    assert finding.fix is None


@pytest.mark.parametrize(
    "declared",
    [
        "      activesync: {windowsAuthEnabled: &off false}\n      owa: {windowsAuthentication: *off}\n",
        (
            "      ecp: &forms {formsAuthentication: true}\n"
            "      owa: {basicAuthentication: true, <<: *forms}\n"
        ),
    ],
)
def test_what_stands_elsewhere_is_not_edited(declared: str) -> None:
    (finding,) = (
        finding for finding in findings(FRONT + declared, "CAS301") if finding.subject.name == "EX02/owa"
    )

    assert finding.fix is None


def test_the_title_says_what_the_fix_does() -> None:
    titles = [
        finding.fix.title
        for declared in ("{windowsAuthentication: false}", "{formsAuthentication: true}")
        for finding in findings(f"{FRONT}      owa: {declared}\n", "CAS301")
        if finding.fix
    ]

    assert titles == [
        "turn Windows authentication on",
        "turn Windows authentication on and forms-based authentication off",
    ]
