"""Two traces of one request side by side, where there is room, else one below the other."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.report.cells import cells, wrapped
from caslint.report.margin import Line, hanging
from caslint.report.options import UNBOUNDED, Options
from caslint.review.routes import Block
from caslint.review.telling import brief
from caslint.routing.route import Step

_WIDTH = 160
"""Where no terminal says how wide it is."""

_ROOM_FOR_TWO = 100
_INDENT = 6
_BETWEEN = " | "

Told = list[tuple[str, str]]
"""Steps, each with its role: what only one side has is marked."""


def traces(block: Block, options: Options) -> Iterator[Line]:
    """Both traces; steps that only one side has stand in the colour of what goes or comes."""
    before, after = _steps(block, 0), _steps(block, 1)
    sides = _told(before, after, "remove"), _told(after, before, "add")
    width = _WIDTH if options.width == UNBOUNDED else options.width
    if width < _ROOM_FOR_TWO:
        for title, told in zip(("before", "after"), sides, strict=True):
            yield [(" " * _INDENT, ""), (title, "title")]
            for text, role in told:
                yield from hanging(
                    [(" " * _INDENT + "  ", ""), (options.show(text), role)], width, _INDENT + 4
                )
        return
    yield from _beside(sides[0], sides[1], (width - _INDENT - len(_BETWEEN)) // 2, options)


Steps = list[tuple[str, str]]
"""Steps in words, numbered, each with what tells it from others, wherever it is declared."""


def _steps(block: Block, side: int) -> Steps:
    answer = (block.before, block.after)[side]
    if answer is None:
        return [(brief(block, side), "")]
    return [
        (f"{number} {step.detail}{_place(step)}", step.detail)
        for number, step in enumerate(answer.route.steps, 1)
    ]


def _place(step: Step) -> str:
    return f" ({step.place.file}:{step.place.line})" if step.place else ""


def _told(steps: Steps, others: Steps, role: str) -> Told:
    """The steps; those that the other side does not have in a role."""
    common = {words for _, words in others}
    return [(text, "" if words in common else role) for text, words in steps]


def _beside(before: Told, after: Told, room: int, options: Options) -> Iterator[Line]:
    left, right = (list(_column(told, room, options)) for told in (before, after))
    yield from _pair(("before", "title"), ("after", "title"), room)
    for index in range(max(len(left), len(right))):
        first = left[index] if index < len(left) else ("", "")
        yield from _pair(first, right[index] if index < len(right) else ("", ""), room)


def _column(told: Told, room: int, options: Options) -> Iterator[tuple[str, str]]:
    """The lines of a column; those after a step's first are indented."""
    for text, role in told:
        shown = options.show(text)
        for start, end in wrapped(shown, room, room - 2):
            yield ("  " if start else "") + shown[start:end], role


def _pair(left: tuple[str, str], right: tuple[str, str], room: int) -> Iterator[Line]:
    gap = " " * (room - cells(left[0]))
    yield [(" " * _INDENT, ""), left, (gap + _BETWEEN, "frame"), right]
