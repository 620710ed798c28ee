"""The `gitlab` output: a code quality report, as GitLab shows it in a merge request.

GitLab takes findings of equal fingerprints for one, so those of equals that
follow the first are numbered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from caslint.finding import Finding, Severity
from caslint.report.json import without_commands
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(result: Result, options: Options) -> Iterator[str]:
    """A list of issues, one a line, in pure ASCII."""
    return without_commands(_pieces(result, options), options)


def _pieces(result: Result, options: Options) -> Iterator[str]:
    seen: dict[str, int] = {}
    between = "[\n"
    for finding in result.findings:
        number = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        yield between + json.dumps(_issue(finding, number, options))
        between = ",\n"
    yield "\n]\n" if result.findings else "[]\n"


def _issue(finding: Finding, number: int, options: Options) -> dict[str, Any]:
    fingerprint = visible(finding.fingerprint)
    return {
        "description": visible(f"{finding.code} {finding.message}"),
        "check_name": visible(f"{finding.code}-{finding.name}"),
        "fingerprint": fingerprint if number == 1 else f"{fingerprint}-{number}",
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": options.in_repository(finding.place.file),
            "lines": {"begin": finding.place.line, "end": finding.place.end_line},
        },
    }
