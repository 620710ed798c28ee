"""rules/README.md is what the pages say."""

from __future__ import annotations

from pathlib import Path

from caslint.catalogue import GROUPS, catalogue
from linting import RULES

ROOT = Path(__file__).parent.parent


def test_the_readme_of_the_rules_is_fresh() -> None:
    kept = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")

    assert kept == catalogue(RULES), "run: caslint rules --format markdown > rules/README.md"


def test_every_rule_belongs_to_a_group() -> None:
    assert {rule.code[:-2] for rule in RULES} <= set(GROUPS)
