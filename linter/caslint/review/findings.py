"""Which findings a change brings, mends, leaves and silences; compared by what they mean, not by where they stand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from caslint.baseline.baselining import baselined
from caslint.checked import Checked
from caslint.compose import Loaded
from caslint.configuration.config import Config, ConfigError
from caslint.configuration.file import Shelf
from caslint.finding import Finding, Severity
from caslint.lint import Crash
from caslint.review.pairs import Pair
from caslint.rule import Rule
from caslint.ruleset import PackError
from caslint.ruleset import load as load_rules
from caslint.run import agreed_on, check, once


class Judging(NamedTuple):
    """How findings are made.

    `base_config` and `head_config` give the settings of a folder on either
    side, the command line's words already in them; they raise ConfigError.  The
    shelves are where the baselines of either side stand, None for the disk.
    """

    base_config: Callable[[str], Config]
    head_config: Callable[[str], Config]
    today: str
    base_shelf: Shelf | None = None
    head_shelf: Shelf | None = None


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


class _Judged(NamedTuple):
    """Both sides of one organization under the same settings, and what only the settings of HEAD silence."""

    base: Checked | None
    head: Checked | None
    unset: list[Finding]


def compare(found: Iterable[Pair], judging: Judging, fail_on: str | None) -> Found:
    """Hold the findings of every organization against those of its counterpart.

    Both sides are judged by the settings that HEAD has, so that a rule that was
    switched on or off is no finding that comes or goes.  Raises ConfigError and
    PackError.
    """
    packs: dict[tuple[str, ...], tuple[Rule, ...]] = {}
    paired = list(found)
    agreed = _agreed([_judge(pair, judging, packs) for pair in paired])
    codes = [rule.code for pack in packs.values() for rule in pack]
    judged = _without_known(paired, agreed, judging, codes)
    sorted_out = [_sure(pair, _compare(one)) for pair, one in zip(paired, judged, strict=True)]
    return Found(
        new=in_order(one for lists in sorted_out for one in lists.new),
        fixed=in_order(one for lists in sorted_out for one in lists.fixed),
        kept=in_order(one for lists in sorted_out for one in lists.kept),
        suppressed=in_order(one for lists in sorted_out for one in lists.suppressed),
        fails=any(_fails(one, lists.new, fail_on) for one, lists in zip(judged, sorted_out, strict=True)),
        crashes=[crash for one in judged for side in (one.base, one.head) if side for crash in side.crashes],
        rules=tuple({rule.code: rule for pack in packs.values() for rule in pack}.values()),
        unsure=tuple([lists.unsure for lists in sorted_out]),
    )


class _Lists(NamedTuple):
    """The findings of one organization, by what the change does to them."""

    new: list[Finding]
    fixed: list[Finding]
    kept: list[Finding]
    suppressed: list[Finding]
    unsure: int = 0


def _judge(pair: Pair, judging: Judging, packs: dict[tuple[str, ...], tuple[Rule, ...]]) -> _Judged:
    def judge(loaded: Loaded, config: Config) -> Checked:
        names = tuple([word.text for word in config.packs])
        if names not in packs:
            packs[names] = load_rules(names)
        return check(loaded, config, packs[names], judging.today)

    config = judging.head_config(_folder(pair.root))
    base = judge(_as_head_sees_it(pair, pair.base), config) if pair.base else None
    head = judge(pair.head, config) if pair.head else None
    unset = _silenced_by_settings(pair, head, judging, judge) if head is not None else []
    return _Judged(base, head, unset)


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def _as_head_sees_it(pair: Pair, base: Loaded) -> Loaded:
    """BASE's files under the paths that HEAD's `per-file-ignores` are about."""
    return base.replaced(paths={shown: pair.in_place_of(path) for shown, path in base.paths.items()})


def _silenced_by_settings(
    pair: Pair, head: Checked, judging: Judging, judge: Callable[[Loaded, Config], Checked]
) -> list[Finding]:
    """The findings of HEAD that BASE's settings would show and its own do not."""
    if pair.base is None:
        return []
    try:
        config = judging.base_config(_folder(pair.base.path))
        if _meaning(config) == _meaning(head.selection.config):
            return []
        shown = judge(head.loaded, config).findings
    except (ConfigError, PackError):
        return []  # settings that could not be used silenced nothing
    said = [*head.findings, *[silenced.finding for silenced in head.silenced]]
    return _surplus(shown, said)[0]


def _meaning(config: Config) -> tuple[object, ...]:
    """What of the settings decides about findings."""
    words = [config.select or (), config.ignore, config.packs, config.unsuppressable]
    return (
        config.select is None,
        *[tuple([word.text for word in listed]) for listed in words],
        tuple(
            [(one.pattern.text, tuple([rule.text for rule in one.rules])) for one in config.per_file_ignores]
        ),
    )


def _agreed(judged: list[_Judged]) -> list[_Judged]:
    """What several organizations of a side say about a file that they share."""
    bases = iter(agreed_on([one.base for one in judged if one.base is not None]))
    heads = iter(agreed_on([one.head for one in judged if one.head is not None]))
    return [
        one._replace(
            base=next(bases) if one.base is not None else None,
            head=next(heads) if one.head is not None else None,
        )
        for one in judged
    ]


def _without_known(
    paired: list[Pair], judged: list[_Judged], judging: Judging, codes: list[str]
) -> list[_Judged]:
    """Put aside what the baseline of either side knows."""
    heads = [one.head for one in judged if one.head is not None]
    bases = [_own(pair, one.base, judging) for pair, one in zip(paired, judged, strict=True)]
    known_heads = iter(_known(heads, codes, judging.head_shelf))
    try:
        known_bases = iter(_known([one for one in bases if one is not None], codes, judging.base_shelf))
    except ConfigError:
        known_bases = iter([one for one in bases if one is not None])  # what cannot be read hides nothing
    return [
        one._replace(
            base=next(known_bases) if one.base is not None else None,
            head=next(known_heads) if one.head is not None else None,
        )
        for one in judged
    ]


def _known(checked: list[Checked], codes: list[str], shelf: Shelf | None) -> list[Checked]:
    return baselined(checked, codes, lambda _: False, shelf)[0]


def _own(pair: Pair, base: Checked | None, judging: Judging) -> Checked | None:
    """BASE with its own settings and paths, which say where its baseline stands and what it is about."""
    if base is None or pair.base is None:
        return None
    try:
        config = judging.base_config(_folder(pair.base.path))
    except ConfigError:
        return base
    return base.replaced(loaded=pair.base, selection=base.selection.replaced(config=config))


def _compare(one: _Judged) -> _Lists:
    before, silent_before = _lists(one.base)
    after, silent_after = _lists(one.head)
    new, gone, kept = _surplus(after, before)
    suppressed = _surplus([*silent_after, *one.unset], silent_before)[0]
    return _Lists(new, _surplus(gone, suppressed)[0], kept, suppressed)


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


def _surplus(
    first: Iterable[Finding], second: Iterable[Finding]
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """What stands only among the first, only among the second, and the first's of those that stand in both.

    Findings are the same when their fingerprints are and they are as severe; an
    information that becomes an error is new.  Where several share a fingerprint,
    those that say the same go together before the others do.
    """
    left = list(second)
    open_, kept = _taken(list(first), left, lambda one: (one.fingerprint, one.severity, one.message))
    only, more = _taken(open_, left, lambda one: (one.fingerprint, one.severity, ""))
    return only, left, [*kept, *more]


Meaning = tuple[str, Severity, str]
"""A fingerprint, how severe the finding is, and what it says or nothing."""


def _taken(
    first: list[Finding], second: list[Finding], key: Callable[[Finding], Meaning]
) -> tuple[list[Finding], list[Finding]]:
    """Take from the second what answers to the first by a key; gives the first's without and with an answer."""
    waiting: dict[Meaning, list[Finding]] = {}
    for other in second:
        waiting.setdefault(key(other), []).append(other)
    without: list[Finding] = []
    answered: list[Finding] = []
    gone: set[int] = set()
    for one in first:
        others = waiting.get(key(one))
        (answered if others else without).append(one)
        if others:
            gone.add(id(others.pop(0)))
    second[:] = [other for other in second if id(other) not in gone]
    return without, answered


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line, column and code, each once."""
    return sorted(
        once(findings),
        key=lambda one: (one.place.file, one.place.start, one.code, one.message, one.fingerprint),
    )


def _fails(one: _Judged, new: Iterable[Finding], fail_on: str | None) -> bool:
    if one.head is None:
        return False
    level = fail_on or one.head.selection.config.fail_on.text
    return level != "never" and any(finding.severity >= Severity[level.upper()] for finding in new)
