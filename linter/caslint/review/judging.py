"""The findings of both sides of a comparison, made under the same settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from caslint.baseline.baselining import baselined
from caslint.checked import Checked
from caslint.compose import Loaded
from caslint.configuration.config import Config, ConfigError
from caslint.configuration.file import Shelf
from caslint.finding import Finding
from caslint.review.pairs import Pair
from caslint.review.surplus import surplus
from caslint.rule import Rule
from caslint.ruleset import PackError
from caslint.ruleset import load as load_rules
from caslint.run import agreed_on, check


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


class Judged(NamedTuple):
    """Both sides of one organization under the same settings, and what only the settings of HEAD silence."""

    base: Checked | None
    head: Checked | None
    unset: list[Finding]


def judge(paired: Sequence[Pair], judging: Judging) -> tuple[list[Judged], tuple[Rule, ...]]:
    """Every pair without what baselines know, and the rules that judged them; raises ConfigError and PackError."""
    packs: dict[tuple[str, ...], tuple[Rule, ...]] = {}
    agreed = _agreed([_judge(pair, judging, packs) for pair in paired])
    rules = tuple({rule.code: rule for pack in packs.values() for rule in pack}.values())
    return _without_known(paired, agreed, judging, [rule.code for rule in rules]), rules


def _judge(pair: Pair, judging: Judging, packs: dict[tuple[str, ...], tuple[Rule, ...]]) -> Judged:
    def under(loaded: Loaded, config: Config) -> Checked:
        names = tuple([word.text for word in config.packs])
        if names not in packs:
            packs[names] = load_rules(names)
        return check(loaded, config, packs[names], judging.today)

    config = judging.head_config(_folder(pair.root))
    base = under(_as_head_sees_it(pair, pair.base), config) if pair.base else None
    head = under(pair.head, config) if pair.head else None
    unset = _silenced_by_settings(pair, head, judging, under) if head is not None else []
    return Judged(base, head, unset)


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
    return surplus(shown, said)[0]


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


def _agreed(judged: list[Judged]) -> list[Judged]:
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
    paired: Sequence[Pair], judged: list[Judged], judging: Judging, codes: list[str]
) -> list[Judged]:
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
