"""Rules as SARIF describes them: what GitHub shows beside an alert is the rule's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from caslint.finding import Finding, Severity
from caslint.page import markdown, page
from caslint.report.result import Result
from caslint.report.safe import visible
from caslint.rule import Rule

Object = dict[str, Any]

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LONGEST = 1024


def driver_rules(result: Result, findings: Iterable[Finding]) -> list[Object]:
    """The rules behind the findings, sorted by code, each once."""
    known = {rule.code: rule for rule in result.rules}
    found: dict[str, Object] = {}
    for finding in findings:
        if finding.code not in found:
            rule = known.get(finding.code)
            found[finding.code] = described(rule) if rule else _named(finding)
    return [found[code] for code in sorted(found)]


def described(rule: Rule) -> Object:
    """A rule with its page."""
    own = page(rule)
    paragraphs = [" ".join(part.split()) for part in own.text.split("\n\n")]
    summary = own.summary or _words(rule.name)
    why = next((part for part in paragraphs[1:] if part and not part.startswith("```")), summary)
    return {
        "id": rule.code,
        "name": _pascal(rule.name),
        "shortDescription": {"text": _short(summary)},
        "fullDescription": {"text": _short(why)},
        "help": {"text": _help(rule, own.text), "markdown": markdown(rule)},
        **_help_uri(rule),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["exchange", "client-access"],
            "precision": "high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _named(finding: Finding) -> Object:
    """A rule of which nothing is known but what its finding says."""
    text = _short(_words(visible(finding.name)))
    return {
        "id": visible(finding.code),
        "name": _pascal(visible(finding.name)),
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": text},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def _help(rule: Rule, text: str) -> str:
    sources = "".join(f"\n- {one.title} {one.url}".rstrip() for one in rule.citations)
    return f"{text}\nSources:{sources}\n" if sources else text or _words(rule.name)


def _help_uri(rule: Rule) -> Object:
    """The document that the rule follows, where it has an address."""
    urls = [citation.url for citation in rule.citations if citation.url]
    return {"helpUri": urls[0]} if urls else {}


def _words(name: str) -> str:
    return name.replace("-", " ").strip() or "…"


def _pascal(name: str) -> str:
    """`SiteMailboxWithoutCas`, the form that SARIF wants for names."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("-") if word) or "Rule"


def _short(text: str) -> str:
    """A sentence or several within GitHub's limit."""
    text = text if text.endswith((".", "!", "?")) else text + "."
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
