"""What is no finding and must not be forgotten: files that cannot be read, what was silenced and why, stale entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.finding import Finding
from caslint.report.counts import many
from caslint.report.html.excerpt import located
from caslint.report.html.findings import badge
from caslint.report.html.markup import NOTHING, Html, closed, opened, tag, text
from caslint.report.result import Result

_MOST_ROWS = 500


def unreadable(result: Result) -> Iterator[Html]:
    """The files that could not be read; nothing where there is none."""
    if result.unreadable:
        rows = [[text(file), text(reason)] for file, reason in result.unreadable]
        yield from _section("unreadable", "Files that cannot be read", ("File", "Reason"), rows)


def silenced(result: Result) -> Iterator[Html]:
    """Findings that comments silence or that the baseline knows, then entries that nothing answers to."""
    rows = [
        *[_row(finding, "by a comment", result) for finding in result.suppressed],
        *[_row(finding, "by the baseline", result) for finding in result.baselined],
    ]
    if rows:
        columns = ("Severity", "Rule", "Finding", "Place", "Silenced", "Reason")
        yield from _section("silenced", "Silenced findings", columns, rows)
    if result.stale_baseline:
        stale = [[text(entry.described)] for entry in result.stale_baseline]
        title = "Stale baseline entries: nothing answers to them any more"
        yield from _section("stale", title, ("Entry",), stale)


def _row(finding: Finding, how: str, result: Result) -> list[Html]:
    return [
        badge(finding.severity.word),
        text(f"{finding.code} {finding.name}"),
        text(finding.message),
        text(located(finding.place)),
        text(how),
        text(result.reasons.get(finding) or "–"),
    ]


def _section(name: str, title: str, columns: Iterable[str], rows: Sequence[Sequence[Html]]) -> Iterator[Html]:
    yield opened("section", id=name)
    yield tag("h2", text(title))
    yield opened("section", class_="wide", aria_label=title, tabindex=0)
    yield opened("table")
    yield tag("thead", tag("tr", *[tag("th", text(column), scope="col") for column in columns]))
    yield opened("tbody")
    for row in rows[:_MOST_ROWS]:
        yield tag("tr", *[tag("td", cell) for cell in row])
    yield closed("tbody")
    yield closed("table")
    yield closed("section")
    left = len(rows) - _MOST_ROWS
    yield tag("p", text(f"{many(left, 'more line')} left out"), class_="more") if left > 0 else NOTHING
    yield closed("section")
