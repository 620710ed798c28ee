"""A review as Markdown, for the comment on a pull request or the summary of a job.

GitHub shows a summary of up to 1 MiB and a comment of up to 65,536 characters,
so each section is cut at a number of lines and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.finding import Finding
from caslint.report.markdown_text import inert, row, table
from caslint.report.options import Options
from caslint.review.answer import Answer, Fate
from caslint.review.groups import Group, groups
from caslint.review.groups import Line as Requests
from caslint.review.review import Review
from caslint.review.telling import HEADINGS, brief, counted, reasons, summary, who

MOST_LINES = 40
"""The lines that a section has at most."""

_MOST_TRACES = 10


def render(review: Review, options: Options) -> Iterator[str]:
    """Counts, then lost routes, new findings, and the rest, worst first; nothing beyond the room there is."""
    room = options.room
    for piece in _pieces(review):
        room -= len(piece.encode())
        if room < 0:
            return
        yield piece


def _pieces(review: Review) -> Iterator[str]:
    yield f"### caslint: {inert(review.base)} → {inert(review.head)}\n\n"
    yield (
        f"{inert(summary(review))}.\n\n"
        if review.differs
        else "No client notices this change, and no finding does.\n\n"
    )
    for file, reason in (*review.unreadable, *review.uncompared):
        yield f"**{inert(file)}**: {inert(reason)}.\n\n"
    yield from _routes(review, "lost")
    yield from _findings("new", review.found.new)
    yield from _routes(review, "changed")
    yield from _routes(review, "gained")
    yield from _findings("only silenced by this change", review.found.suppressed)
    yield from _findings("fixed", review.found.fixed)


def _routes(review: Review, fate: Fate) -> Iterator[str]:
    found = groups(review.of(fate))
    if not found:
        return
    head = f"#### {counted(review.number_of(fate), 'route')} {HEADINGS[fate]}\n\n"
    yield head + table("Clients", "Before", "After", ">Requests", "Because")
    lines = [(group, line) for group in found for line in group.lines]
    for group, line in lines[:MOST_LINES]:
        yield _line(group, line, review.base)
    yield _left_out(sum(line.number for _, line in lines[MOST_LINES:]), "request") + "\n"
    for group in found[:_MOST_TRACES]:
        yield "".join(_example(group))


def _line(group: Group, line: Requests, base: str) -> str:
    block = line.example.block
    more = f" and {line.number - 1:,} more" if line.number > 1 else ""
    causes = "<br>".join(map(inert, reasons(group.causes, base)))
    before, after = inert(brief(block, 0)), inert(brief(block, 1))
    return row(inert(who(block) + more), before, after, f"{line.number:,}", causes)


def _example(group: Group) -> Iterator[str]:
    """Both traces of a group's first request, folded away."""
    block = group.lines[0].example.block
    yield f"<details><summary>{inert(who(block))}</summary>\n\n" + table("", "Before", "After")
    before, after = (_steps(answer) for answer in (block.before, block.after))
    for index in range(max(len(before), len(after))):
        yield row(str(index + 1), _step(before, index), _step(after, index))
    yield "\n</details>\n\n"


def _steps(answer: Answer | None) -> list[str]:
    if answer is None:
        return ["nobody can ask this"]
    return [
        step.detail + (f" ({step.place.file}:{step.place.line})" if step.place else "")
        for step in answer.route.steps
    ]


def _step(steps: Sequence[str], index: int) -> str:
    return inert(steps[index]) if index < len(steps) else ""


def _findings(title: str, found: Sequence[Finding]) -> Iterator[str]:
    if not found:
        return
    yield f"#### {counted(len(found), 'finding')} {title}\n\n" + table("Severity", "Rule", "Finding", "Place")
    for one in sorted(found, key=lambda each: -each.severity)[:MOST_LINES]:
        where = f"{one.place.file}:{one.place.line}"
        yield row(one.severity.word, inert(f"{one.code} {one.name}"), inert(one.message), inert(where))
    yield _left_out(len(found) - MOST_LINES, "finding") + "\n"


def _left_out(number: int, noun: str) -> str:
    return f"\nand {counted(number, f'more {noun}')}.\n" if number > 0 else ""
