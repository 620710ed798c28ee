"""The `junit` output: a test report, one suite a file, one test case a finding.

An error or a warning is a failure; an info is a case that was skipped, so that
it is seen and fails nothing.  A file without findings has one case that passed,
because a report without any test counts as broken in many readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.finding import Finding, Severity
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import visible

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "#": "&#35;"})
_NO_CHARACTERS = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})
"""What XML cannot hold although it shows as a character."""


def render(result: Result, options: Options) -> Iterator[str]:
    """One document; nothing in it depends on when or where it was written."""
    del options
    by_file: dict[str, list[Finding]] = {}
    for one in result.examined:
        by_file |= {file: by_file.get(file, []) for file in one.files}
    for finding in result.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    failures, _ = _counts(result.findings)
    clean = sum(not findings for findings in by_file.values())
    tests = len(result.findings) + clean + len(result.unreadable)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    errors = len(result.unreadable)
    yield f'<testsuites name="caslint" tests="{tests}" failures="{failures}" errors="{errors}">\n'
    for file in sorted(by_file):
        yield from _suite(file, by_file[file])
    for file, reason in result.unreadable:
        yield from _unreadable(file, reason)
    yield "</testsuites>\n"


def _suite(file: str, findings: Sequence[Finding]) -> Iterator[str]:
    name = _text(file)
    failures, skipped = _counts(findings)
    counts = f'tests="{len(findings) or 1}" errors="0" failures="{failures}" skipped="{skipped}"'
    yield f'  <testsuite name="{name}" {counts} time="0">\n'
    for finding in findings:
        yield _case(finding)
    if not findings:
        yield f'    <testcase classname="{name}" name="caslint" time="0"/>\n'
    yield "  </testsuite>\n"


def _counts(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many fail, and how many are skipped."""
    skipped = sum(finding.severity is Severity.INFO for finding in findings)
    return len(findings) - skipped, skipped


def _case(finding: Finding) -> str:
    file, line, column = finding.place.file, finding.place.line, finding.place.column
    name = _text(f"{finding.code} {finding.name} ({finding.subject.name}, line {line})")
    message = _text(finding.message)
    head = f'    <testcase classname="{_text(file)}" name="{name}" time="0">'
    if finding.severity is Severity.INFO:
        return f'{head}<skipped message="{message}"/></testcase>\n'
    body = _text(f"{file}:{line}:{column}: {finding.code} {finding.severity.word} {finding.message}")
    kind = finding.severity.word
    return f'{head}<failure type="{kind}" message="{message}">{body}</failure></testcase>\n'


def _unreadable(file: str, reason: str) -> Iterator[str]:
    name, why = _text(file), _text(f"cannot be read: {reason}")
    yield f'  <testsuite name="{name}" tests="1" errors="1" failures="0" skipped="0" time="0">\n'
    yield f'    <testcase classname="{name}" name="caslint" time="0">'
    yield f'<error type="unreadable" message="{why}">{why}</error></testcase>\n  </testsuite>\n'


def _text(text: str) -> str:
    """Text for an attribute or an element; `#` too, because `##[` is a command to GitHub's runner."""
    return visible(text).translate(_NO_CHARACTERS).translate(_ESCAPES)
