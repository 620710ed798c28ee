"""`--statistics`: how many findings each rule and each file has, most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.finding import Finding, Severity
from caslint.report.cells import cells
from caslint.report.options import Options
from caslint.report.result import Result


class Tally:
    """The findings of one rule: how many, the worst severity, and how many can be fixed."""

    __slots__ = ("code", "count", "fixable", "name", "severity")

    def __init__(self, finding: Finding) -> None:
        self.code = finding.code
        self.name = finding.name
        self.count = 0
        self.fixable = 0
        self.severity = Severity.INFO

    def add(self, finding: Finding) -> None:
        """Count one more finding of the rule."""
        self.count += 1
        self.fixable += finding.fix is not None
        self.severity = max(self.severity, finding.severity)


def by_rule(findings: Iterable[Finding]) -> list[Tally]:
    """Return one tally for each rule that found something."""
    tallies: dict[str, Tally] = {}
    for finding in findings:
        tallies.setdefault(finding.code, Tally(finding)).add(finding)
    return sorted(tallies.values(), key=lambda tally: (-tally.count, tally.code))


def by_file(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """Return each file that has findings, and how many."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.place.file] = counts.get(finding.place.file, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def render(result: Result, options: Options) -> Iterator[str]:
    """Two tables: count, severity, code, name and fixes of each rule; count and path of each file."""
    if not result.findings:
        return
    yield "findings by rule\n"
    yield from _table([_cells(tally, options) for tally in by_rule(result.findings)])
    yield "\nfindings by file\n"
    yield from _table([(str(count), options.show(file)) for file, count in by_file(result.findings)])
    yield "\n"


def _cells(tally: Tally, options: Options) -> tuple[str, ...]:
    fixable = f"{tally.fixable} with a fix" if tally.fixable else ""
    return str(tally.count), tally.severity.word, options.show(tally.code), options.show(tally.name), fixable


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Align columns, the first to the right."""
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = (" " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        padded = (text + blanks for text, blanks in zip(row[1:], others, strict=True))
        yield f"  {first}{row[0]}  {'  '.join(padded)}".rstrip() + "\n"
