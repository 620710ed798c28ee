"""Every example on every rule's page does what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from caslint.finding import Edit, Finding
from caslint.page import Example, Expected, page
from caslint.rule import Rule
from linting import RULES, lint_texts

ROOT = Path(__file__).parent.parent
CASES = [(rule, number, example) for rule in RULES for number, example in enumerate(page(rule).examples)]


def named(case: object) -> str:
    return case.name if isinstance(case, Rule) else str(case) if isinstance(case, int) else ""


def said(finding: Finding, rule: Rule) -> Expected:
    prefix = "" if finding.severity is rule.severity else f"{finding.severity.word}: "
    return Expected(finding.place.line, finding.place.column, prefix + finding.message)


def of_rule(text: str, rule: Rule) -> list[Finding]:
    rules = [other for other in RULES if other.code not in rule.yields_to]
    linted = lint_texts({"example.yaml": text}, rules)
    assert not linted.crashes, linted.crashes
    broken = [f for f in linted.findings if f.code in {"CAS001", "CAS002", "CAS003"} and f.code != rule.code]
    assert not broken, "an example must be a topology"
    return [finding for finding in linted.findings if finding.code == rule.code]


def normal(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("rule", "number", "example"), CASES, ids=named)
def test_example(rule: Rule, number: int, example: Example) -> None:
    del number
    found = [said(finding, rule) for finding in of_rule(example.text, rule)]

    assert [e._replace(message=normal(e.message)) for e in example.expected] == [
        f._replace(message=normal(f.message)) for f in found
    ]
    assert bool(found) == (example.kind == "bad")


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_page_has_examples(rule: Rule) -> None:
    kinds = [example.kind for example in page(rule).examples]

    assert "bad" in kinds
    assert "good" in kinds
    assert set(kinds) <= {"bad", "good", "fixed"}


def mended(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def without_marks(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.strip().startswith("#"))


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_fixed_example_is_what_the_fixes_make_of_the_bad_one_before_it(rule: Rule) -> None:
    bad = None
    for example in page(rule).examples:
        if example.kind == "bad":
            bad = example
        if example.kind == "fixed":
            assert bad is not None
            fixes = [finding.fix for finding in of_rule(bad.text, rule)]
            assert None not in fixes
            edits = tuple(edit for fix in fixes if fix for edit in fix.edits)
            assert without_marks(mended(bad.text, edits)) == without_marks(example.text)


def test_every_rule_file_is_listed_and_every_code_and_name_is_used_once() -> None:
    files = {path.stem for path in (ROOT / "rules").glob("*.py")} - {"__init__"}
    listed = {rule.name.replace("-", "_") for rule in RULES}

    assert files == listed
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert sorted(rule.code for rule in RULES) == [rule.code for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_rule_has_its_documents_unless_it_is_about_the_declaration(rule: Rule) -> None:
    assert rule.citations or rule.code.startswith("CAS0") or "not from a document" in (rule.doc or "")
