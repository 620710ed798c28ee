"""The `full` output: each finding with its sources underlined, its fix, and the document behind it.

What a pipe gets and what a terminal gets is laid out here alike; they differ in
width and colour only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.sources import Citation
from caslint.finding import Finding, Step
from caslint.report.cells import cells
from caslint.report.excerpt import excerpts, marks
from caslint.report.margin import Line, Margin, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.report.proposal import Change, changes, last_line, proposal
from caslint.report.result import Result


def render(result: Result, options: Options) -> Iterator[str]:
    """One piece a finding, with an empty line at its end."""
    finished = painter(options)
    for finding in result.findings:
        yield "".join(map(finished, _lines(finding, options))) + "\n"


def _lines(finding: Finding, options: Options) -> Iterator[Line]:
    shown = marks(finding, options)
    changed = changes(finding.fix) if finding.fix else []
    margin = Margin(max(last_line(changed), *(mark.place.line for mark in shown)), options)
    yield from hanging(_headline(finding, options), options.width, 2)
    yield from excerpts(shown, margin)
    yield from _steps(finding.trace, margin)
    yield from _help(finding, changed, margin)
    for citation in finding.citations:
        yield from _source(citation, margin)
    yield from margin.note("more", options.show(f"caslint explain {finding.code}"))


def _headline(finding: Finding, options: Options) -> Line:
    """`error[CAS101] site-mailbox-without-cas: …`."""
    word = finding.severity.word
    return [
        (options.show(f"{word}[{finding.code}]"), word),
        (options.show(f" {finding.name}: "), ""),
        (options.show(finding.message), "title"),
    ]


def _steps(trace: Iterable[Step], margin: Margin) -> Iterator[Line]:
    for number, step in enumerate(trace, 1):
        where = f" ({step.place.file}:{step.place.line}:{step.place.column})" if step.place else ""
        yield from margin.note(f"step {number}", margin.options.show(step.message + where))


def _help(finding: Finding, changed: Iterable[Change], margin: Margin) -> Iterator[Line]:
    if not finding.fix:
        return
    safe = "safe: caslint fix applies it"
    unsafe = "unsafe, may change what is declared: caslint fix --unsafe applies it"
    how = safe if finding.fix.safe else unsafe
    yield from margin.note("help", f"{margin.options.show(finding.fix.title)} ({how})")
    yield from proposal(changed, finding.place.file, margin)


def _source(citation: Citation, margin: Margin) -> Iterator[Line]:
    """Return the title, and beside or below it the address, never broken, so that it can be followed."""
    *above, last = margin.note("source", margin.options.show(citation.title))
    yield from above
    address = margin.options.show(citation.url)
    if not address:
        yield last
    elif sum(cells(text) for text, _ in last) + 1 + cells(address) <= margin.options.width:
        yield [*last, (" ", ""), (address, "address")]
    else:
        yield last
        yield margin.below(address, "address")
