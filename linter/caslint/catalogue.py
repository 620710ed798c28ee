"""All pages as one Markdown document: rules/README.md, by group, with the seed document's coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.sources import SEED
from caslint.page import markdown, page
from caslint.rule import Rule

GROUPS = {
    "CAS0": "the declaration",
    "CAS1": "servers in sites",
    "CAS2": "URLs",
    "CAS3": "authentication",
    "CAS4": "redirection",
    "CAS5": "versions and proxying",
    "CAS6": "POP3 and IMAP4",
    "CAS7": "CAS arrays and RPC Client Access",
    "CAS8": "EWS, Availability, Autodiscover, Outlook Anywhere",
    "CAS9": "declared clients",
}

# Where routing answers for a statement, beside the rules.
ROUTING = {
    1: "OWA and ECP are redirected to the site of the mailbox",
    2: "one site: every request is served",
    3: "a request is served, proxied or refused by the servers of the mailbox's site",
    4: "what is proxied, and never to a newer version",
    5: "an ExternalUrl makes an entry",
    6: "POP3 and IMAP4 are refused in another site",
    7: "a target without https is refused",
    8: "HTTP 451",
}

_HEAD = """\
# The rules

Made from the pages in this folder by `caslint rules --format markdown`; a test keeps it fresh.  Each rule
is one file: its page is the docstring, and the examples on the page are executed by the tests.
"""


def catalogue(rules: Iterable[Rule]) -> str:
    """The document, ending in one line end."""
    listed = list(rules)
    parts = [_HEAD, *_index(listed), *_coverage(listed), *(markdown(rule) for rule in listed)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _index(rules: list[Rule]) -> Iterator[str]:
    for group, title in GROUPS.items():
        members = [rule for rule in rules if rule.code[:-2] == group]
        if members:
            yield f"## {group}: {title}\n"
            yield "| code | name | severity | seed | |\n|---|---|---|---|---|"
            yield from (_row(rule) for rule in members)
            yield ""


def _row(rule: Rule) -> str:
    seed = ", ".join(map(str, rule.seed))
    summary = page(rule).summary.replace("|", "\\|")
    return f"| [{rule.code}](#{anchor(rule)}) | {rule.name} | {rule.severity.word} | {seed} | {summary} |"


def anchor(rule: Rule) -> str:
    """The anchor that GitHub gives the rule's heading."""
    return f"{rule.code.lower()}-{rule.name}"


def _coverage(rules: list[Rule]) -> Iterator[str]:
    yield "## The seed document, statement by statement\n"
    yield "| | statement | rules | routing |\n|---|---|---|---|"
    for number, statement in SEED.items():
        links = [f"[{rule.code}](#{anchor(rule)})" for rule in rules if number in rule.seed]
        yield f"| {number} | {statement} | {', '.join(links)} | {ROUTING[number]} |"
    yield ""
