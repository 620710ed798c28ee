"""Comments that silence findings: `# caslint: ignore[CAS201] until=2027-03-31 reason="published next quarter"`.

At the end of a line the comment silences the findings whose place begins on
that line; on a line of its own, those in the item or key that begins on the
next line (further comments may stand between); `ignore-file` before the first
content, those of the whole file.  Where several could silence one finding, the
closest does.

Nothing silences the rules of CAS0 and those that the configuration calls
`unsuppressable`.  To ask for it is CAS094, as everything is that cannot work as
it is written; the other words of such a comment still count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from caslint.configuration.selector import Selector
from caslint.finding import Finding, Problem
from caslint.node import Node
from caslint.record import Record
from caslint.text import Source

Tree = tuple[Source, Node | None]
"""A file that was read, and its tree; None where it holds nothing or is no YAML."""


MARKS = ("caslint:", "caslint ignore", "caslint disable")
"""A text with none of these holds no such comment, and nothing of it is looked at; the last two forget the colon."""


class Silenced(Record):
    """A finding that a comment silences, why, and to which day (`2027-03-31`; empty for good)."""

    finding: Finding
    reason: str
    until: str


class Silencing(Record):
    """What the comments made of the findings, and what is wrong with the comments, with CAS091 to CAS094."""

    kept: list[Finding]
    silenced: list[Silenced]
    problems: list[tuple[str, Problem]]


def silence(
    findings: Iterable[Finding],
    trees: Iterable[Tree],
    rules: Selector,
    *,
    today: str,
    ran: Collection[str],
    unsuppressable: Collection[str] = (),
) -> Silencing:
    """Apply the comments of one organization's files to the findings about it.

    `today` is the day (`2026-11-22`) on which an `until` is judged; the day
    itself still counts.  `ran` are the codes of the rules that judged the
    organization: a comment about any other rule is not called unused.
    `unsuppressable` are the codes that no comment silences.

    The findings must be all that the rules said, before `per-file-ignores` and
    the baseline take any away; otherwise comments would be called unused
    because of a setting.
    """
    found = list(findings)
    commented = [
        (source, root) for source, root in trees if root is not None and _may_hold_comments(source.text)
    ]
    if not commented:
        return Silencing(found, [], [])
    from caslint.silencing.ledger import Ledger

    ledger = Ledger(commented, rules, unsuppressable, today)
    kept, silenced = ledger.settle(found)
    entries = [Silenced(finding, directive.reason, directive.until) for finding, directive in silenced]
    return Silencing(kept, entries, ledger.flaws(found, ran))


def _may_hold_comments(text: str) -> bool:
    """Whether a mark stands in a text; every mark begins with the name, so that most texts are looked through once."""
    return "caslint" in text and any(mark in text for mark in MARKS)
