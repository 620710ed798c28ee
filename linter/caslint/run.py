"""One run of the linter: from roots to a result, whatever they turn out to be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from caslint.checked import Checked
from caslint.compose import Files, Loaded, load
from caslint.configuration.config import DEFAULT, Config
from caslint.configuration.selection import select
from caslint.configuration.selector import Selector
from caslint.finding import Finding
from caslint.lint import Crash, lint, sign
from caslint.record import Record
from caslint.report.result import Examined, Result, StaleEntry
from caslint.rule import Rule
from caslint.ruleset import load as load_rules
from caslint.silencing.silence import silence

UNUSED = "CAS092"
"""The code of a comment that silences nothing."""


class Settings(Record):
    """What a run needs beside its roots.

    `config_of` gives the configuration for a root's folder, the command line's
    words already in it; it raises ConfigError.  `today` is the day
    (`2026-11-22`) on which suppressions are judged.  `covered` says whether the
    run would have met a file of an absolute path; None leaves baselines aside.
    """

    files: Files
    config_of: Callable[[str], Config]
    today: str
    covered: Callable[[str], bool] | None = None


class Run(Record):
    """What a run gives: the result for the reports, and each organization by itself."""

    result: Result
    checked: tuple[Checked, ...]

    @property
    def crashes(self) -> list[Crash]:
        """The rules that raised."""
        return [crash for one in self.checked for crash in one.crashes]


def examine(root: str, config: Config, rules: tuple[Rule, ...], settings: Settings) -> Checked:
    """Read and lint one organization."""
    return check(load(settings.files, root), config, rules, settings.today)


Examine = Callable[[str, Config, tuple[Rule, ...], Settings], Checked]
"""`examine`, or what knows the answer already."""


def run(
    roots: Iterable[str],
    settings: Settings,
    unreadable: Iterable[tuple[str, str]] = (),
    examine: Examine = examine,
) -> Run:
    """Lint every organization; one bad input never stops the others.

    `unreadable` are inputs (file, reason) that were found to be so before.
    Raises ConfigError and PackError.
    """
    packs: dict[tuple[str, ...], tuple[Rule, ...]] = {}
    checked: list[Checked] = []
    for root in roots:
        config = settings.config_of(os.path.dirname(os.path.abspath(root)))
        names = tuple([word.text for word in config.packs])
        if names not in packs:
            packs[names] = load_rules(names)
        checked.append(examine(root, config, packs[names], settings))
    agreed = agreed_on(checked)
    rules = {rule.code: rule for pack in packs.values() for rule in pack}
    stale: list[StaleEntry] = []
    if settings.covered is not None:
        agreed, stale = without_known(agreed, [*rules], settings.covered)
    return Run(_result(agreed, stale, unreadable, rules.values()), tuple(agreed))


def without_known(
    checked: list[Checked], codes: Sequence[str], covered: Callable[[str], bool]
) -> tuple[list[Checked], list[StaleEntry]]:
    """The organizations as their baselines leave them, and the stale entries; `codes` are those of all rules.

    Raises ConfigError.
    """
    if not any(_has_baseline(one.selection.config) for one in checked):
        return checked, []
    from caslint.baseline.baselining import baselined

    return baselined(checked, codes, covered)


def _has_baseline(config: Config) -> bool:
    return config.baseline.origin != DEFAULT or os.path.lexists(config.baseline_path)


def check(loaded: Loaded, config: Config, rules: tuple[Rule, ...], today: str) -> Checked:
    """Lint one organization: rules, then comments, then the settings for files and severities."""
    selection = select(config, rules)
    running = tuple([rule for rule in rules if rule.code in selection.codes])
    linted = lint(loaded, running)
    silencing = silence(
        linted.findings,
        loaded.trees,
        Selector(rules),
        today=today,
        ran=selection.codes if loaded.topology is not None else frozenset(),
        unsuppressable=selection.unsuppressable,
    )
    signers = {rule.code: rule for rule in running}
    flaws = [sign(signers[code], problem) for code, problem in silencing.problems]
    findings = selection.applied([*silencing.kept, *flaws], loaded.paths)
    return Checked(loaded, selection, findings, silencing.silenced, linted.crashes)


def _result(
    checked: list[Checked],
    stale: list[StaleEntry],
    unreadable: Iterable[tuple[str, str]],
    rules: Iterable[Rule],
) -> Result:
    read = [one for one in checked if one.loaded.is_topology and one.loaded.trees]
    own = [(found.path, found.reason) for one in checked for found in one.loaded.unreadable]
    findings = once([finding for one in checked for finding in one.findings])
    counting = {_identity(finding) for finding in findings}
    known = once([finding for one in checked for finding in one.baselined])
    return Result(
        findings,
        baselined=[finding for finding in known if _identity(finding) not in counting],
        stale_baseline=stale,
        suppressed=once([silenced.finding for one in checked for silenced in one.silenced]),
        unreadable={*unreadable, *own},
        files=len({source.path for one in read for source, _ in one.loaded.trees}),
        organizations=len(read),
        examined=[_examined(one.loaded) for one in read],
        rules=rules,
        reasons=_reasons(checked),
    )


def _reasons(checked: list[Checked]) -> dict[Finding, str]:
    """Why findings are silenced: by a comment, to which day, or as the baseline has it."""
    reasons: dict[Finding, str] = {}
    for one in checked:
        for silenced in one.silenced:
            until = f" (until {silenced.until})" if silenced.until else ""
            reasons[silenced.finding] = f"{silenced.reason}{until}"
        for finding in one.baselined if one.reasons else ():
            reasons[finding] = one.reasons.get(finding.fingerprint, "")
    return reasons


def _examined(loaded: Loaded) -> Examined:
    files = tuple([source.path for source, _ in loaded.trees])
    return Examined(files[0], files, loaded.topology)


def once(findings: Iterable[Finding]) -> list[Finding]:
    """A fragment of two organizations is checked in both; what is the same in both is said once."""
    seen: dict[tuple[str, int, int, str, str], Finding] = {}
    for finding in findings:
        seen.setdefault(_identity(finding), finding)
    return list(seen.values())


def _identity(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return place.file, place.start, place.end, finding.code, finding.message


def agreed_on(checked: list[Checked]) -> list[Checked]:
    """A comment in a file of several organizations is unused only where each of them says so."""
    holders: dict[str, int] = {}
    said: dict[tuple[str, int], int] = {}
    for one in checked:
        for path in {source.path for source, _ in one.loaded.trees}:
            holders[path] = holders.get(path, 0) + 1
        for place in [finding.place for finding in one.findings if finding.code == UNUSED]:
            said[place.file, place.start] = said.get((place.file, place.start), 0) + 1

    def stays(finding: Finding) -> bool:
        file, start = finding.place.file, finding.place.start
        return finding.code != UNUSED or said[file, start] == holders[file]

    return [one.replaced(findings=list(filter(stays, one.findings))) for one in checked]
