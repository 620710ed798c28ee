"""Excerpts of the sources that a finding concerns, each place underlined and labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from caslint.finding import Finding, Subject
from caslint.report.cells import cells, wrapped
from caslint.report.margin import Line, Margin
from caslint.report.options import Options
from caslint.report.strip import Strip, strip
from caslint.text import Place, Source

_KINDS = {
    "virtualDirectory": "virtual directory",
    "clientAccessArray": "Client Access server array",
    "mailboxDatabase": "mailbox database",
}
# As many lines between two marked ones are shown; more of them are left out.
_BETWEEN = 2
# A label that does not fit beside its underline goes below it, and has at least this room.
_LABEL_ROOM = 24


class Mark(NamedTuple):
    """A place to underline: `^` for the finding's own, `-` for a related one."""

    place: Place
    label: str
    role: str
    sign: str


def marks(finding: Finding, options: Options) -> list[Mark]:
    """Return the finding's place under the name of its subject, then the related ones under their words."""
    own = Mark(finding.place, options.show(described(finding.subject)), finding.severity.word, "^")
    related = (Mark(other.place, options.show(other.message), "related", "-") for other in finding.related)
    return [own, *related]


def excerpts(all_marks: list[Mark], margin: Margin) -> Iterator[Line]:
    """Return an excerpt for each file, that of the finding's own place first."""
    by_file: dict[str, list[Mark]] = {}
    for mark in all_marks:
        by_file.setdefault(mark.place.file, []).append(mark)
    for file, of_file in by_file.items():
        line, column = of_file[0].place.source.locate(of_file[0].place.start)
        yield margin.where(margin.options.show(f"{file}:{line}:{column}"))
        yield margin.bar()
        if shown := [mark for mark in of_file if not _is_whole_file(mark.place)]:
            yield from _lines(shown, margin)
            yield margin.bar()


def described(subject: Subject) -> str:
    """Name the object as an administrator does; a file is named above the excerpt."""
    return "" if subject.kind == "file" else f"{_KINDS.get(subject.kind, subject.kind)} {subject.name}"


def _is_whole_file(place: Place) -> bool:
    """Say whether there is nothing to underline: the place is the beginning of the file, and empty."""
    return place.start == place.end == 0


def _lines(of_file: Iterable[Mark], margin: Margin) -> Iterator[Line]:
    previous = 0
    for number, group in groupby(sorted(of_file, key=_start), key=_line):
        on_line = list(group)
        source = on_line[0].place.source
        if previous and number - previous > _BETWEEN + 1:
            yield margin.gap()
        elif previous:
            yield from (_plain(source, between, margin) for between in range(previous + 1, number))
        yield from _marked(source, number, on_line, margin)
        previous = number


def _line(mark: Mark) -> int:
    return mark.place.line


def _start(mark: Mark) -> tuple[int, int]:
    return mark.place.start, mark.sign == "-"


def _bounds(source: Source, number: int) -> tuple[int, int]:
    """Return the offsets of a line without its end, which is at most two characters."""
    starts = source.starts
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(source.text)
    ending = source.text[max(start, end - 2) : end]
    return start, end - len(ending) + len(ending.rstrip("\r\n"))


def _plain(source: Source, number: int, margin: Margin) -> Line:
    start, end = _bounds(source, number)
    shown = strip(source.text, (start, end), (start, start), margin.room, margin.options)
    return margin.numbered(number, shown.text)


def _marked(source: Source, number: int, on_line: Iterable[Mark], margin: Margin) -> Iterator[Line]:
    """Return the line, and below it each of its marks; the line again for one in what was cut off."""
    line = _bounds(source, number)
    shown: Strip | None = None
    for mark in on_line:
        start, end = min(mark.place.start, line[1]), min(mark.place.end, line[1])
        if shown is None or not shown.holds(start, end):
            # One cell less, so that a place after the last character can be underlined.
            shown = strip(source.text, line, (start, end), margin.room - 1, margin.options)
            yield margin.numbered(number, shown.text)
        begin = shown.cell(start)
        underline = mark.sign * max(shown.cell(end) - begin, 1)
        yield from _labelled(begin, underline, _label(mark, number), mark.role, margin)


def _label(mark: Mark, number: int) -> str:
    """Return the label, and how far a place goes on that cannot be underlined whole."""
    place = mark.place
    last = place.source.locate(place.end - 1)[0] if place.end > place.start else number
    if last > number:
        return f"{mark.label} (to line {last})".lstrip()
    if place.start == len(place.source.text):
        return f"{mark.label} (end of file)".lstrip()
    return mark.label


def _labelled(begin: int, underline: str, label: str, role: str, margin: Margin) -> Iterator[Line]:
    """Return the underline with its label beside it, or below where it does not fit."""
    beside = f"{underline} {label}".rstrip()
    if begin + cells(beside) <= margin.room:
        yield margin.beside(" " * begin + beside, role)
        return
    yield margin.beside(" " * begin + underline, role)
    indent = max(min(begin, margin.room - min(cells(label), _LABEL_ROOM)), 0)
    for start, end in wrapped(label, margin.room - indent, margin.room - indent):
        yield margin.beside(" " * indent + label[start:end], role)
