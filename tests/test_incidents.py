"""Incidents that administrators reported: each gives the finding that would have prevented it, and no other.

The topologies are in `incidents/`.  What the reports leave out was completed
so that nothing else is wrong with it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from asking import ask, router
from linting import findings

FOLDER = Path(__file__).parent / "incidents"

Expected = tuple[str, str, str]
Route = tuple[str, str, str, str, str, str | None]

INCIDENTS: dict[str, tuple[Expected, ...]] = {
    "S01": (("CAS305", "error", "BE1/activesync"),),
    "S02": (("CAS804", "warning", "CAS2"),),
    "S03": (("CAS412", "warning", "CAS-A/owa"),),
    "S03-before-sp2": (("CAS409", "warning", "CAS-A/owa"),),
    "S04": (("CAS401", "error", "CAS1/owa"),),
    "S05": (("CAS501", "error", "E07"),),
    # The address book over plain http is a fault of its own.
    "S06": (
        ("CAS219", "warning", "LEGCAS3/ews"),
        ("CAS208", "warning", "LEGCAS3/oab"),
        ("CAS008", "info", "NEWEX37"),
        ("CAS008", "info", "NEWEX38"),
    ),
    "S06-names-not-declared": (
        ("CAS210", "warning", "LEGCAS3/ews"),
        ("CAS208", "warning", "LEGCAS3/oab"),
        ("CAS008", "info", "NEWEX37"),
        ("CAS008", "info", "NEWEX38"),
    ),
    # Once, not once a protocol.
    "S07": (("CAS102", "error", "S2"),),
    "S08": (("CAS219", "warning", "CAS-B/owa"),),
    "S08-names-not-declared": (("CAS210", "warning", "CAS-B/owa"),),
    "S09": (("CAS405", "warning", "E07/owa"),),
    "S09-same-url": (("CAS405", "error", "E07/owa"),),
    "S10": (),
    "S10-forms": (("CAS301", "error", "EX2/owa"), ("CAS301", "error", "EX2/ecp")),
}
"""By file: code, severity and subject of every error and warning, and of the infos that the report asks for."""

ROUTES: tuple[Route, ...] = (
    ("S01", "activesync", "CAS1", "BE1", "reject", "proxy-target-not-windows-auth"),
    ("S03", "owa", "CAS-A", "S2", "redirect", "silent"),
    ("S03-before-sp2", "owa", "CAS-A", "S2", "redirect", "manual"),
    ("S04", "owa", "CAS1", "BE1", "reject", "legacy-2003-no-url"),
    ("S05", "owa", "E07", "E10", "reject", "proxy-target-newer"),
    ("S07", "owa", "CAS-A", "S2", "reject", "no-cas-in-mailbox-site"),
    ("S08", "owa", "CAS-A", "S2", "redirect", "manual"),
    ("S09", "owa", "E10", "E07", "redirect", "silent"),
    ("S10", "owa", "Mail", "Branch", "proxy", None),
    ("S10-forms", "owa", "Mail", "Branch", "reject", "proxy-target-not-windows-auth"),
)
"""What becomes of the request that the report is about: the outcome, and its code or kind."""


def text(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_gives_its_findings_and_no_other_error_or_warning(name: str) -> None:
    expected = sorted(INCIDENTS[name])
    found = [(f.code, f.severity.word, f.subject.name) for f in findings(text(name))]

    assert sorted(one for one in found if one[1] != "info" or one in expected) == expected


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[0])
def test_the_request_that_failed_goes_the_way_that_was_reported(route: Route) -> None:
    name, protocol, entry, mailbox, outcome, how = route
    decision = ask(router(text(name)), protocol, entry, mailbox).decision

    assert decision.outcome == outcome
    assert (decision.code or decision.kind) == how


def test_every_file_has_its_expectation() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(INCIDENTS)
