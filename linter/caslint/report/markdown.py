"""The `markdown` output: the summary of a job as GitHub shows it beside its log.

GitHub shows nothing of a summary beyond 1 MiB, so the findings are cut at a row
and the rest is counted.  The routes are those of clients from outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.finding import Finding, Severity
from caslint.report.by_site import by_organization, by_site
from caslint.report.counts import by_severity, many, sentences
from caslint.report.markdown_text import inert, row, table
from caslint.report.options import Options
from caslint.report.result import Examined, Result

_MOST_ORGANIZATIONS = 20
"""Of more organizations only the findings are shown."""

_MOST_ROWS = 100
"""Of more files and entries that are no findings the others are only counted."""

_ENDING = 200
"""Room for the sentence about what was left out."""


def render(result: Result, options: Options) -> Iterator[str]:
    """Counts, findings by site, then routes and a picture of each organization; nothing where there is no room."""
    head = "".join(_head(result))
    room = options.room - _size(head) - _ENDING
    if room < 0:
        return
    routes = "".join(_routes(result.examined))
    if _size(routes) > room:
        routes = ""
    yield head
    yield from _cut(list(_findings(result)), room - _size(routes))
    yield routes


def _head(result: Result) -> Iterator[str]:
    yield f"## caslint: {by_severity(result) or 'no findings'}\n\n"
    for sentence in sentences(result):
        yield f"{inert(sentence)}.\n"
    yield "\n"
    if result.unreadable:
        yield table("File", "Cannot be read")
        for file, reason in result.unreadable[:_MOST_ROWS]:
            yield row(inert(file), inert(reason))
        yield "\n"
    if result.stale_baseline:
        yield table("Stale baseline entry: nothing answers to it any more")
        for entry in result.stale_baseline[:_MOST_ROWS]:
            yield row(inert(entry.described))
        yield "\n"


Piece = tuple[str, int]
"""A piece that is shown whole or not at all, and the number of findings in it."""


def _findings(result: Result) -> Iterator[Piece]:
    for examined, findings in by_organization(result):
        if not findings:
            continue
        yield f"### Findings by site{_of(examined, result)}\n\n", 0
        sites = by_site(findings, examined)
        yield "".join(_site_table(sites)), 0
        for name, group in sites.items():
            yield from _site(name, group)


def _of(examined: Examined | None, result: Result) -> str:
    """Which organization it is, where there are several."""
    return f": {inert(examined.root)}" if examined and len(result.examined) > 1 else ""


def _site_table(sites: dict[str, list[Finding]]) -> Iterator[str]:
    yield table("Site", ">Errors", ">Warnings", ">Info")
    for name, group in sites.items():
        counts = [sum(one.severity is severity for one in group) for severity in _WORST_FIRST]
        yield row(inert(name), *map(str, counts))
    yield "\n"


_WORST_FIRST = sorted(Severity, reverse=True)


def _site(name: str, group: Sequence[Finding]) -> Iterator[Piece]:
    yield (
        f"<details><summary>{inert(name)}: {many(len(group), 'finding')}</summary>\n\n"
        + table("Severity", "Rule", "Finding", "Place"),
        0,
    )
    for finding in sorted(group, key=lambda one: -one.severity):
        yield _row(finding), 1
    yield "\n</details>\n\n", 0


def _row(finding: Finding) -> str:
    where = f"{finding.place.file}:{finding.place.line}"
    rule = f"{finding.code} {finding.name}"
    return row(finding.severity.word, inert(rule), inert(finding.message), inert(where))


def _cut(pieces: Sequence[Piece], room: int) -> Iterator[str]:
    """The pieces as far as there is room, and what is left out."""
    used = shown = 0
    inside = False
    for text, findings in pieces:
        used += _size(text)
        if used > room:
            left = sum(count for _, count in pieces) - shown
            end = "\n</details>\n\n" if inside else ""
            yield f"{end}**{many(left, 'more finding')} left out for want of room.**\n\n"
            return
        shown += findings
        inside = text.startswith("<details>") or (inside and not text.endswith("</details>\n\n"))
        yield text


def _routes(organizations: Sequence[Examined]) -> Iterator[str]:
    from caslint.report import mermaid, route_matrix
    from caslint.report.outside import doors
    from caslint.routing.router import Router

    for examined in organizations[:_MOST_ORGANIZATIONS]:
        if examined.topology is None:
            continue
        found = list(doors(examined.topology.derived(Router)))
        name = f": {inert(examined.root)}" if len(organizations) > 1 else ""
        yield from _section(f"What becomes of clients from outside{name}", route_matrix.render(found))
        yield from _section(f"Sites and servers{name}", mermaid.render(examined.topology, found))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    text = "".join(lines)
    if text:
        yield f"### {title}\n\n{text}\n"


def _size(text: str) -> int:
    return len(text.encode())
