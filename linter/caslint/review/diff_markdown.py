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
from caslint.review.reasons import reasons
from caslint.review.review import Review
from caslint.review.telling import HEADINGS, brief, counted, like_this, summary, who

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
    silenced, fixed = review.found.suppressed, review.found.fixed
    yield f"### caslint: {inert(review.base)} → {inert(review.head)}\n\n"
    yield (
        f"{inert(summary(review))}.\n\n"
        if review.differs or review.unreadable or review.uncompared
        else "No client notices this change, and no finding comes or goes.\n\n"
    )
    for file, reason in review.remarks:
        yield f"**{inert(file)}**: {inert(reason)}.\n\n"
    yield from _routes(review, "lost")
    yield from _findings(counted(len(review.found.new), "new finding"), review.found.new)
    yield from _routes(review, "changed")
    yield from _routes(review, "gained")
    yield from _findings(f"{counted(len(silenced), 'finding')} only silenced by this change", silenced)
    yield from _findings(counted(len(fixed), "fixed finding"), fixed)


def _routes(review: Review, fate: Fate) -> Iterator[str]:
    found = groups(review.of(fate))
    if not found:
        return
    yield f"#### {counted(review.number_of(fate), 'route')} {HEADINGS[fate]}\n\n"
    room = MOST_LINES
    for number, group in enumerate(found):
        if room <= 0:
            left = sum(each.number for each in found[number:])
            yield f"and {counted(left, 'more route')} for {counted(len(found) - number, 'other reason')}.\n\n"
            return
        yield from _group(group, review.at, room)
        room -= len(group.lines)
        if number < _MOST_TRACES:
            yield "".join(_example(group))


def _group(group: Group, at: str, room: int) -> Iterator[str]:
    first, *more = reasons(group.causes, at)
    yield "".join([f"Because {inert(first)}", *[f",<br>and {inert(each)}" for each in more], ":\n\n"])
    yield table("Clients", "Before", "After", ">Routes")
    for line in group.lines[:room]:
        yield _line(line)
    yield _left_out(sum(line.number for line in group.lines[room:]), "route") + "\n"


def _line(line: Requests) -> str:
    block = line.example.block
    alike = f"<br>{inert(like_this(line))}" if line.number > 1 else ""
    before, after = inert(brief(block, 0)), inert(brief(block, 1))
    return row(inert(who(line.example)) + alike, before, after, f"{line.number:,}")


def _example(group: Group) -> Iterator[str]:
    """Both traces of a group's first request, folded away."""
    block = group.lines[0].example.block
    yield f"<details><summary>{inert(who(group.lines[0].example))}</summary>\n\n" + table(
        "", "Before", "After"
    )
    before, after = _steps(block.before, brief(block, 0)), _steps(block.after, brief(block, 1))
    for index in range(max(len(before), len(after))):
        yield row(str(index + 1), _step(before, index), _step(after, index))
    yield "\n</details>\n\n"


def _steps(answer: Answer | None, otherwise: str) -> list[str]:
    if answer is None:
        return [otherwise]
    return [
        step.detail + (f" ({step.place.file}:{step.place.line})" if step.place else "")
        for step in answer.route.steps
    ]


def _step(steps: Sequence[str], index: int) -> str:
    return inert(steps[index]) if index < len(steps) else ""


def _findings(title: str, found: Sequence[Finding]) -> Iterator[str]:
    if not found:
        return
    yield f"#### {title}\n\n" + table("Severity", "Rule", "Finding", "Place")
    for one in sorted(found, key=lambda each: -each.severity)[:MOST_LINES]:
        where = f"{one.place.file}:{one.place.line}"
        yield row(one.severity.word, inert(f"{one.code} {one.name}"), inert(one.message), inert(where))
    yield _left_out(len(found) - MOST_LINES, "finding") + "\n"


def _left_out(number: int, noun: str) -> str:
    return f"\nand {counted(number, f'more {noun}')}.\n" if number > 0 else ""
