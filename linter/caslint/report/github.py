"""The `github` output: workflow commands that become annotations of a GitHub Actions run.

GitHub keeps ten annotations of each level and step and drops the others without
a word, so the worst are shown, and a line says how many more there are and
where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.finding import Finding, Severity
from caslint.report.counts import of_severity
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import visible
from caslint.report.units import code_points, first_line
from caslint.text import Place
from caslint.words import and_list

MOST = 10
"""As many annotations of a level does GitHub keep."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LONGEST_TITLE = 255
_LONGEST_MESSAGE = 4096


Annotations = dict[Severity, list[str]]
"""Workflow commands by their level, in the order of their worth."""


def render(result: Result, options: Options) -> Iterator[str]:
    """One line an annotation, worst first; the last one says what was left out."""
    yield from shown(annotated(result, options), options)


def shown(every: Annotations, options: Options) -> Iterator[str]:
    """As many of each level as GitHub keeps, and a line about the others."""
    kept = {severity: lines[:MOST] for severity, lines in every.items()}
    cut = any(len(lines) > MOST for lines in every.values())
    if cut:
        # The closing line is a notice itself, and takes the place of one.
        kept[Severity.INFO] = kept[Severity.INFO][: MOST - 1]
    for severity in sorted(kept, reverse=True):
        yield from kept[severity]
    if cut:
        left = {severity: len(every[severity]) - len(kept[severity]) for severity in every}
        yield command("notice", {"title": "caslint"}, _left_out(left, options))


def annotated(result: Result, options: Options) -> Annotations:
    """One of every file that cannot be read and of every finding."""
    found: Annotations = {severity: [] for severity in sorted(Severity, reverse=True)}
    told = {finding.place.file for finding in result.findings if finding.code == "CAS001"}
    for file, reason in result.unreadable:
        if file not in told:
            properties = {"title": "caslint", "file": options.in_repository(file)}
            words = f"{file} cannot be read: {reason}"
            found[Severity.ERROR].append(command("error", properties, [words]))
    for finding in result.findings:
        found[finding.severity].append(_annotation(finding, options))
    return found


def _annotation(finding: Finding, options: Options) -> str:
    title = f"{finding.code} {finding.name}"
    lines = [finding.message]
    if finding.fix:
        lines.append(f"Fix: {finding.fix.title}")
    lines.append(f"More: caslint explain {finding.code}")
    return command(_LEVELS[finding.severity], located(title, finding.place, options), lines)


def located(title: str, place: Place, options: Options) -> dict[str, str]:
    """The properties of an annotation at a place: its first line, as GitHub counts columns."""
    span = code_points(first_line(place))
    return {
        "title": title,
        "file": options.in_repository(place.file),
        "line": str(span.line),
        "endLine": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.end_column),
    }


def _left_out(left: dict[Severity, int], options: Options) -> list[str]:
    parts = [of_severity(count, severity.word) for severity, count in left.items() if count]
    where = "the job summary lists" if options.summary else "caslint check lists"
    return [f"not shown here, for want of room: {and_list(parts)}; {where} every finding"]


def command(name: str, properties: dict[str, str], lines: Sequence[str]) -> str:
    """`::error title=…,file=…::message`; each line of the message is harmless text."""
    title = properties["title"]
    shown = properties | {
        "title": title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    }
    words = ",".join(f"{key}={_property(value)}" for key, value in shown.items())
    message = "\n".join(visible(line, github=True) for line in lines)
    if len(message) > _LONGEST_MESSAGE:
        message = message[: _LONGEST_MESSAGE - 1] + "…"
    return f"::{name} {words}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text, github=True)).replace(":", "%3A").replace(",", "%2C")
