"""The order in which things are declared means nothing: whatever it is, the findings are the same."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from linting import lint_texts
from organizations import UNHURRIED, Facts, organization_facts

LISTS = ("sites", "servers", "clientAccessArrays", "mailboxDatabases", "proxying", "clients")


def said(facts: Facts) -> list[tuple[str, str, str, str]]:
    """Code, severity, fingerprint and message of every finding."""
    linted = lint_texts({"org.yaml": json.dumps(facts)})
    assert not linted.crashes, linted.crashes
    return sorted((f.code, f.severity.word, f.fingerprint, f.message) for f in linted.findings)


@given(organization_facts(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None, suppress_health_check=UNHURRIED)
def test_the_order_of_items_never_changes_the_findings(facts: Facts, random: Random) -> None:
    shuffled = facts | {name: random.sample(facts[name], len(facts[name])) for name in LISTS if name in facts}

    assert said(shuffled) == said(facts)
