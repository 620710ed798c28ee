"""Which findings a change brings, mends, leaves and silences; compared by what they mean, not by where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caslint.checked import Checked
from caslint.finding import Finding, Severity
from caslint.lint import Crash
from caslint.review.judging import Judged, Judging, judge
from caslint.review.pairs import Pair
from caslint.review.surplus import surplus
from caslint.rule import Rule
from caslint.run import once


class Found(NamedTuple):
    """What a change does to findings.

    `new` and `kept` are those of HEAD, `fixed` those of BASE.  `suppressed` are
    those of HEAD that comments, settings or a baseline silence which BASE does not have.
    `fails` says whether a new one is at the failing level.  `unsure` counts for
    each pair the findings that may have been there before, or be there still,
    because the other side could not be judged.
    """

    new: list[Finding]
    fixed: list[Finding]
    kept: list[Finding]
    suppressed: list[Finding]
    fails: bool
    crashes: list[Crash]
    rules: tuple[Rule, ...]
    unsure: tuple[int, ...] = ()


def compare(found: Iterable[Pair], judging: Judging, fail_on: str | None) -> Found:
    """Hold the findings of every organization against those of its counterpart.

    Both sides are judged by the settings that HEAD has, so that a rule that was
    switched on or off is no finding that comes or goes.  Raises ConfigError and
    PackError.
    """
    paired = list(found)
    judged, rules = judge(paired, judging)
    sorted_out = [_sure(pair, _compare(one)) for pair, one in zip(paired, judged, strict=True)]
    return Found(
        new=in_order(one for lists in sorted_out for one in lists.new),
        fixed=in_order(one for lists in sorted_out for one in lists.fixed),
        kept=in_order(one for lists in sorted_out for one in lists.kept),
        suppressed=in_order(one for lists in sorted_out for one in lists.suppressed),
        fails=any(_fails(one, lists.new, fail_on) for one, lists in zip(judged, sorted_out, strict=True)),
        crashes=[crash for one in judged for side in (one.base, one.head) if side for crash in side.crashes],
        rules=rules,
        unsure=tuple([lists.unsure for lists in sorted_out]),
    )


class _Lists(NamedTuple):
    """The findings of one organization, by what the change does to them."""

    new: list[Finding]
    fixed: list[Finding]
    kept: list[Finding]
    suppressed: list[Finding]
    unsure: int = 0


def _compare(one: Judged) -> _Lists:
    before, silent_before = _lists(one.base)
    after, silent_after = _lists(one.head)
    new, gone, kept = surplus(after, before)
    suppressed = surplus([*silent_after, *one.unset], silent_before)[0]
    return _Lists(new, surplus(gone, suppressed)[0], kept, suppressed)


def _sure(pair: Pair, lists: _Lists) -> _Lists:
    """Without what nobody can tell: a declaration that is not sound is judged by no rule.

    What breaks it comes or goes with the change, but where a file is not in this
    clone nothing was mended either.
    """
    base, head = pair.base, pair.head
    if base is None or head is None or (base.topology is None) == (head.topology is None):
        return lists
    if head.topology is None:
        return lists._replace(fixed=[], unsure=len(lists.fixed))
    is_absent = any(one.place is None for one in base.unreadable)
    fixed = [] if is_absent else lists.fixed
    return lists._replace(new=[], fixed=fixed, suppressed=[], unsure=len(lists.new))


def _lists(checked: Checked | None) -> tuple[list[Finding], list[Finding]]:
    if checked is None:
        return [], []
    return checked.findings, [*[silenced.finding for silenced in checked.silenced], *checked.baselined]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line, column and code, each once."""
    return sorted(
        once(findings),
        key=lambda one: (one.place.file, one.place.start, one.code, one.message, one.fingerprint),
    )


def _fails(one: Judged, new: Iterable[Finding], fail_on: str | None) -> bool:
    if one.head is None:
        return False
    level = fail_on or one.head.selection.config.fail_on.text
    return level != "never" and any(finding.severity >= Severity[level.upper()] for finding in new)
