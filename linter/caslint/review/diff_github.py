"""A review as annotations of a GitHub Actions run: lost routes where their cause stands, and new findings."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Severity
from caslint.report.github import annotated, command, located, shown
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.review.groups import Group, groups
from caslint.review.reasons import reasons
from caslint.review.review import Review
from caslint.review.telling import counted, like_this, turn, who

_MOST_LINES = 10
"""The kinds of requests that one annotation tells of; the rest is counted."""


def render(review: Review, options: Options) -> Iterator[str]:
    """One annotation a cause of lost routes, then new findings, worst first."""
    found = annotated(Result(review.found.new, unreadable=review.unreadable), options)
    found[Severity.ERROR][:0] = [
        _lost(group, review, options) for group in groups(review.of("lost"), apart=True)
    ]
    yield from shown(found, options)


def _lost(group: Group, review: Review, options: Options) -> str:
    title = f"{counted(group.number, 'client route')} lost"
    place = next((cause.place_after for cause in group.causes if cause.place_after), None)
    properties = located(title, place, options) if place else {"title": title}
    return command("error", properties, list(_sentences(group, review)))


def _sentences(group: Group, review: Review) -> Iterator[str]:
    for line in group.lines[:_MOST_LINES]:
        block = line.example.block
        yield f"{who(line.example)}: {turn(block)}" + (f" ({like_this(line)})" if line.number > 1 else "")
    left = sum(line.number for line in group.lines[_MOST_LINES:])
    if left:
        yield f"and {counted(left, 'more route')}"
    for reason in reasons(group, review.at):
        yield f"because {reason}"
