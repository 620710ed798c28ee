"""Large organizations: every fault at its place, and nothing invented."""

from __future__ import annotations

import pytest

from big import KINDS, Planted, big
from linting import RULES, lint_texts

PLANTED = [rule for rule in RULES if rule.code in KINDS]
WORST = ("error", "warning")


def found(text: str) -> list[Planted]:
    """What the rules about planted faults find."""
    findings = lint_texts({"big.yaml": text}, PLANTED).findings
    return [Planted(f.code, f.place.line, f.place.column) for f in findings]


@pytest.mark.parametrize(
    ("servers", "faults"),
    [
        (5, 25),
        (20, 0),
        (100, 60),
        (1_000, 1_500),
        (10_000, 5_000),
        pytest.param(100_000, 5_000, marks=pytest.mark.nightly),
    ],
)
def test_every_planted_fault_is_found_at_its_exact_place_and_no_other(servers: int, faults: int) -> None:
    made = big(servers, faults)

    assert len(made.planted) == faults
    assert found(made.text) == made.planted
    assert {planted.rule for planted in made.planted} == (set(KINDS) if faults else set())


def test_the_same_organization_is_made_each_time() -> None:
    assert big(100, 60) == big(100, 60)


def test_a_large_clean_organization_is_clean() -> None:
    made = big(1_000)

    worst = [f for f in lint_texts({"big.yaml": made.text}).findings if f.severity.word in WORST]

    assert [(f.code, f.message) for f in worst] == []
