"""Large organizations: every fault at its place, and nothing invented."""

from __future__ import annotations

from big import Planted, big
from linting import RULES, lint_texts

CAS201 = [rule for rule in RULES if rule.code == "CAS201"]


def test_5000_faults_in_10000_servers_at_their_exact_places() -> None:
    made = big(10_000, faults=5_000)

    found = lint_texts({"big.yaml": made.text}, CAS201).findings

    assert len(made.planted) == 5_000
    assert [Planted(f.code, f.place.line, f.place.column) for f in found] == made.planted
    assert all(f.place.text.startswith("https://mail") for f in found)


def test_a_large_clean_organization_is_clean() -> None:
    made = big(1_000)

    worst = [f for f in lint_texts({"big.yaml": made.text}).findings if f.severity.word != "info"]

    assert [(f.code, f.message) for f in worst] == []
