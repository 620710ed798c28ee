"""A review as Markdown, for the comment on a pull request or the summary of a job.

GitHub shows a summary of up to 1 MiB and a comment of up to 65,536 characters,
so each section is cut at a number of lines and of characters, and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

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

_ROOM = 56_000
"""The characters of all sections: with the head and the remarks no comment is too long."""

_MOST_REMARKS = 10
_LONGEST_REMARK = 400


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
        if review.differs or review.unreadable or review.uncompared
        else "No client notices this change, and no finding comes or goes.\n\n"
    )
    for file, reason in review.remarks[:_MOST_REMARKS]:
        yield f"**{inert(_short(file))}**: {inert(_short(reason))}.\n\n"
    if len(review.remarks) > _MOST_REMARKS:
        yield f"and {counted(len(review.remarks) - _MOST_REMARKS, 'more remark')} of this kind.\n\n"
    room = _ROOM
    sections = list(_sections(review))
    for number, (_, tell) in enumerate(sections):
        told = "".join(tell(room - sum(kept for kept, _ in sections[number + 1 :])))
        yield told
        room -= len(told)


Section = tuple[int, Callable[[int], Iterator[str]]]
"""The room that is kept for a section, and what tells it in the room that it is given."""


def _sections(review: Review) -> Iterator[Section]:
    """Those that hold something, worst first."""
    new, silenced, fixed = review.found.new, review.found.suppressed, review.found.fixed
    routes: dict[Fate, int] = {"lost": 25_000, "changed": 10_000, "gained": 5_000}
    listed = [
        (10_000, new, counted(len(new), "new finding")),
        (3_000, silenced, f"{counted(len(silenced), 'finding')} only silenced by this change"),
        (3_000, fixed, counted(len(fixed), "fixed finding")),
    ]
    told: list[Section] = [
        (kept, partial(_routes, review, fate)) for fate, kept in routes.items() if review.number_of(fate)
    ]
    found: list[Section] = [(kept, partial(_findings, title, each)) for kept, each, title in listed if each]
    lost = 1 if review.number_of("lost") else 0
    has_new = 1 if new else 0
    yield from (*told[:lost], *found[:has_new], *told[lost:], *found[has_new:])


def _routes(review: Review, fate: Fate, room: int) -> Iterator[str]:
    found = groups(review.of(fate))
    yield f"#### {counted(review.number_of(fate), 'route')} {HEADINGS[fate]}\n\n"
    lines = MOST_LINES
    for number, group in enumerate(found):
        told = "".join(_group(group, review.at, lines, room)) if lines > 0 else ""
        if not told:
            left = sum(each.number for each in found[number:])
            yield f"and {counted(left, 'more route')} for {counted(len(found) - number, 'other reason')}.\n\n"
            return
        yield told
        lines -= len(group.lines)
        room -= len(told)
        example = "".join(_example(group)) if number < _MOST_TRACES else ""
        if len(example) <= room:
            yield example
            room -= len(example)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_REMARK else text[: _LONGEST_REMARK - 1] + "…"


def _group(group: Group, at: str, most: int, room: int) -> Iterator[str]:
    """The lines of a group; nothing where there is no room for one."""
    first, *more = reasons(group, at)
    head = "".join([f"Because {inert(first)}", *[f",<br>and {inert(each)}" for each in more], ":\n\n"])
    head += table("Clients", "Before", "After", ">Routes")
    shown = _fitting(map(_line, group.lines[:most]), room - len(head))
    if shown:
        yield head
        yield from shown
        yield _left_out(sum(line.number for line in group.lines[len(shown) :]), "route") + "\n"


def _fitting(lines: Iterable[str], room: int) -> list[str]:
    """The first lines, as many as there is room for."""
    found: list[str] = []
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        found.append(line)
    return found


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


def _findings(title: str, found: Sequence[Finding], room: int) -> Iterator[str]:
    yield f"#### {title}\n\n" + table("Severity", "Rule", "Finding", "Place")
    worst = sorted(found, key=lambda each: -each.severity)[:MOST_LINES]
    shown = _fitting(map(_finding, worst), room)
    yield from shown
    yield _left_out(len(found) - len(shown), "finding") + "\n"


def _finding(one: Finding) -> str:
    where = f"{one.place.file}:{one.place.line}"
    return row(one.severity.word, inert(f"{one.code} {one.name}"), inert(one.message), inert(where))


def _left_out(number: int, noun: str) -> str:
    return f"\nand {counted(number, f'more {noun}')}.\n" if number > 0 else ""
