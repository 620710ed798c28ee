"""`caslint rules`: the list of the rules."""

from __future__ import annotations

import argparse
import sys

from caslint.catalogue import catalogue
from caslint.cli.parser import Group
from caslint.page import page
from caslint.rule import Rule
from caslint.ruleset import load


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("rules", help="list the rules", description=__doc__)
    parser.add_argument(
        "only", nargs="*", metavar="WORD", help="only these codes, groups (CAS2) or parts of names"
    )
    parser.add_argument(
        "--severity", choices=("error", "warning", "info"), help="only rules of this severity"
    )
    parser.add_argument(
        "--seed", type=int, choices=range(1, 9), help="only rules for this statement of the seed document"
    )
    parser.add_argument("--fixable", action="store_true", help="only rules that can mend what they find")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print the rules that the options ask for; 2 where they leave none."""
    chosen = [rule for rule in load() if _wanted(rule, options)]
    if not chosen:
        print("no rule answers to that; 'caslint rules' lists them all")
        return 2
    _write(_FORMS[options.format](chosen))
    return 0


def _write(text: str) -> None:
    """UTF-8 with LF, whatever the console is, so that the output can be kept as a file."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


def _wanted(rule: Rule, options: argparse.Namespace) -> bool:
    words = [word.casefold() for word in options.only]
    return (
        (not words or any(rule.code.casefold().startswith(word) or word in rule.name for word in words))
        and options.severity in {None, rule.severity.word}
        and (options.seed is None or options.seed in rule.seed)
        and (not options.fixable or is_fixable(rule))
    )


def is_fixable(rule: Rule) -> bool:
    """Whether the rule's page shows a fix: the example is the declaration, and the tests execute it."""
    return any(example.kind == "fixed" for example in page(rule).examples)


def _as_text(rules: list[Rule]) -> str:
    width = max(len(rule.name) for rule in rules)
    return "\n".join(
        f"{rule.code}  {rule.severity.word:<7}  {rule.name:<{width}}  {page(rule).summary}" for rule in rules
    )


def _as_json(rules: list[Rule]) -> str:
    import json

    listed = [
        {
            "rule": rule.code,
            "name": rule.name,
            "severity": rule.severity.word,
            "summary": page(rule).summary,
            "versions": rule.versions,
            "multiSite": rule.multi_site,
            "fixable": is_fixable(rule),
            "seed": list(rule.seed),
            "source": [{"title": citation.title, "url": citation.url} for citation in rule.citations],
        }
        for rule in rules
    ]
    return json.dumps({"version": 1, "rules": listed}, indent=2, ensure_ascii=False) + "\n"


_FORMS = {"text": _as_text, "json": _as_json, "markdown": catalogue}
