"""What a fix would change, as lines taken out and lines put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from caslint.finding import Edit, Fix
from caslint.report.margin import Line, Margin
from caslint.report.strip import strip
from caslint.text import Source

# Of a longer change the first lines are shown, and the others counted.
_MOST_LINES = 20
# So much of a line is looked at on each side of an edit, because a line may have megabytes.
_REACH = 4000


class Change(NamedTuple):
    """Lines of a source that a fix replaces; `old_line` and `new_line` number the first of each."""

    file: str
    old_line: int
    new_line: int
    old: Sequence[str]
    new: Sequence[str]


def changes(fix: Fix) -> list[Change]:
    """Return what would differ, from the top of each file; edits of neighbouring lines are one change."""
    sources = dict.fromkeys(edit.source for edit in fix.edits)
    return [
        change
        for source in sources
        for change in _of_source(source, [edit for edit in fix.edits if edit.source is source])
    ]


def last_line(shown: Iterable[Change]) -> int:
    """Return the largest line number that a proposal shows, at least 1."""
    return max(
        (max(change.old_line + len(change.old), change.new_line + len(change.new)) - 1 for change in shown),
        default=1,
    )


def proposal(shown: Iterable[Change], file: str, margin: Margin) -> Iterator[Line]:
    """Return the changes one below the other; a file other than `file` is named."""
    for change in shown:
        if change.file != file:
            file = change.file
            yield margin.where(margin.options.show(f"{file}:{change.old_line}"))
        yield margin.bar()
        yield from _side(change.old, change.new, change.old_line, "-", margin)
        yield from _side(change.new, change.old, change.new_line, "+", margin)
    yield margin.bar()


def _side(
    lines: Sequence[str], others: Sequence[str], first: int, sign: str, margin: Margin
) -> Iterator[Line]:
    role = "remove" if sign == "-" else "add"
    pairs = zip_longest(lines[:_MOST_LINES], others[: len(lines)][:_MOST_LINES], fillvalue="")
    for number, (line, other) in enumerate(pairs, first):
        # The place where they part must be seen, however long the line is.
        parting = _shared(line, other) if len(line) > margin.room else 0
        focus = (parting, min(parting + 1, len(line)))
        text = strip(line, (0, len(line)), focus, margin.room, margin.options, tab="\\t").text
        yield margin.numbered(number, text, role, sign)
    if len(lines) > _MOST_LINES:
        yield margin.beside(f"... {len(lines) - _MOST_LINES} more lines", role)


def _of_source(source: Source, edits: Iterable[Edit]) -> Iterator[Change]:
    added = 0
    for group in _meeting(source, sorted(edits, key=lambda edit: edit[1:])):
        change = _change(source, group, added)
        added += len(change.new) - len(change.old)
        if change.old or change.new:
            yield change


def _meeting(source: Source, edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Group sorted edits that share a line or touch neighbouring ones."""
    group: list[Edit] = []
    for edit in edits:
        if group and source.locate(edit.start)[0] > source.locate(group[-1].end)[0] + 1:
            yield group
            group = []
        group.append(edit)
    yield group


def _change(source: Source, group: Sequence[Edit], added: int) -> Change:
    """Return the lines that a group of edits touches, without those that stay as they are."""
    number, column = source.locate(group[0].start)
    start = max(group[0].start - column + 1, group[0].start - _REACH)
    end = min(_line_end(source, group[-1].end), group[-1].end + _REACH)
    old, new = _split(source.text[start:end]), _split(_applied(source.text, group, start, end))
    same = _shared(old, new)
    old, new = old[same:], new[same:]
    tail = _shared(old[::-1], new[::-1])
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    return Change(source.path, number + same, number + same + added, old, new)


def _line_end(source: Source, offset: int) -> int:
    """Return the offset after the line, its end included."""
    number = source.locate(offset)[0]
    return source.starts[number] if number < len(source.starts) else len(source.text)


def _applied(text: str, group: Iterable[Edit], start: int, end: int) -> str:
    pieces: list[str] = []
    for edit in group:
        pieces += text[start : edit.start], edit.text
        start = max(start, edit.end)
    return "".join(pieces) + text[start:end]


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Count what both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (this, that) in pairs if this != that), min(len(one), len(other)))
