"""One run of the linter: from roots to a result, whatever they turn out to be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caslint.compose import Files, Loaded, load
from caslint.decode import Unreadable
from caslint.finding import Finding
from caslint.lint import Crash, lint
from caslint.report.result import Result
from caslint.rule import Rule


class Run(NamedTuple):
    """What a run gives: the result for the reports, rules that crashed, and the organizations as they were read."""

    result: Result
    crashes: tuple[Crash, ...]
    organizations: tuple[Loaded, ...]


def check(roots: Iterable[str], files: Files, rules: tuple[Rule, ...]) -> Run:
    """Lint every organization; one bad input never stops the others."""
    loaded = [load(files, root) for root in roots]
    findings: list[Finding] = []
    unreadable: list[Unreadable] = []
    crashes: list[Crash] = []
    for one in loaded:
        linted = lint(one, rules)
        findings.extend(linted.findings)
        crashes.extend(linted.crashes)
        unreadable.extend(one.unreadable)
    checked = [one for one in loaded if one.is_topology]
    result = Result(
        findings,
        unreadable=[(found.path, found.reason) for found in unreadable],
        files=sum(len(one.trees) for one in checked),
        organizations=len(checked),
    )
    return Run(result, tuple(crashes), tuple(loaded))
