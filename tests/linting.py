"""Lint a text in a test."""

from __future__ import annotations

from collections.abc import Iterable

from caslint.compose import load
from caslint.configuration.selector import Selector
from caslint.files.includes import IncludeFault
from caslint.finding import Finding
from caslint.lint import Linted, coded, in_order, lint
from caslint.rule import Rule
from caslint.ruleset import load as load_rules
from caslint.silencing.silence import silence
from caslint.text import Source
from caslint.tree import Unreadable

RULES = load_rules()


class Texts:
    """Files that are texts in a dictionary."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def read(self, path: str) -> Source | Unreadable:
        """The text of a name."""
        if path not in self.texts:
            return Unreadable(path, "no such file")
        return Source(path, self.texts[path])

    def expand(self, root: str, pattern: str) -> list[str] | IncludeFault:
        """Names are patterns."""
        del root
        return [pattern] if pattern in self.texts else IncludeFault("nothing", f"{pattern} matches no file")


TODAY = "2026-01-31"


def lint_texts(texts: dict[str, str], rules: Iterable[Rule] = RULES) -> Linted:
    """Lint files; the first one is the root."""
    rules = tuple(rules)
    loaded = load(Texts(texts), next(iter(texts)))
    linted = lint(loaded, rules)
    ran = [rule.code for rule in rules] if loaded.topology is not None else []
    said = silence(linted.findings, loaded.trees, Selector(rules), today=TODAY, ran=ran)
    return linted.replaced(findings=tuple(in_order([*said.kept, *coded(said.problems, rules)])))


def findings(text: str, *words: str) -> list[Finding]:
    """The findings of one file; where words are given, of these names and beginnings of codes only."""
    linted = lint_texts({"org.yaml": text})
    assert not linted.crashes, linted.crashes
    if not words:
        return list(linted.findings)
    return [f for f in linted.findings if f.name in words or any(f.code.startswith(word) for word in words)]


def codes(text: str) -> list[str]:
    """The codes of a text's findings, in order."""
    return [finding.code for finding in findings(text)]
