"""The lines of the files that a finding concerns, with line numbers, each place marked and named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from caslint.finding import Finding
from caslint.report.excerpt import Mark, marks
from caslint.report.html.markup import NOTHING, Html, block, joined, tag, text
from caslint.report.options import Options
from caslint.text import Place, Source

MOST_PLACES = 12
"""A finding about a large site concerns hundreds of places; the first ones tell what it is about."""

_BEFORE, _AFTER = 2, 1
_REACH = 120
"""So much of a long line is shown on each side of what matters in it."""

_TAB = "    "


def excerpts(finding: Finding) -> Html:
    """An excerpt for each file, that of the finding's own place first."""
    every = marks(finding, Options())
    by_file: dict[str, list[Mark]] = {}
    for mark in every[:MOST_PLACES]:
        by_file.setdefault(mark.place.file, []).append(mark)
    left = len(every) - MOST_PLACES
    more = tag("p", text(f"and {left:,} more places"), class_="more") if left > 0 else NOTHING
    return block(*[_of_file(found) for found in by_file.values()], more)


def _of_file(found: Sequence[Mark]) -> Html:
    where = tag("figcaption", text(located(found[0].place)))
    shown = [mark for mark in found if mark.place.start or mark.place.end]
    lines = tag("div", *_lines(shown), class_="lines") if shown else NOTHING
    return tag("figure", where, lines, class_="excerpt")


def located(place: Place) -> str:
    """`org.yaml:9:5`."""
    line, column = place.source.locate(place.start)
    return f"{place.file}:{line}:{column}"


def _lines(found: Sequence[Mark]) -> Iterator[Html]:
    source = found[0].place.source
    by_line: dict[int, list[Mark]] = {}
    for mark in found:
        by_line.setdefault(mark.place.line, []).append(mark)
    previous = 0
    for number in _numbers(by_line, len(source.starts)):
        if previous and number != previous + 1:
            yield tag("div", text("⋮"), class_="gap")
        yield from _line(source, number, by_line.get(number, []))
        previous = number


def _numbers(marked: Iterable[int], last: int) -> list[int]:
    """The lines that are marked, and a few around each."""
    around = {
        near for number in marked for near in range(max(number - _BEFORE, 1), min(number + _AFTER, last) + 1)
    }
    return sorted(around)


def _line(source: Source, number: int, on_line: Sequence[Mark]) -> Iterator[Html]:
    start = source.starts[number - 1]
    yield row(number, _marked(source.line(number), start, on_line), class_="line here" if on_line else "line")
    for mark in on_line:
        if label := _label(mark, number):
            yield tag("div", text(label), class_=f"label {_role(mark)}")


def row(number: int, inside: Html, name: str = "div", class_: str = "line") -> Html:
    """A line of a file, behind its number."""
    return tag(name, tag("span", text(str(number)), class_="no"), tag("code", inside), class_=class_)


def _role(mark: Mark) -> str:
    return mark.role if mark.sign == "^" else "related"


def _label(mark: Mark, number: int) -> str:
    """The label, and how far a place goes on that is not marked whole."""
    place = mark.place
    last = place.source.locate(place.end - 1)[0] if place.end > place.start else number
    return f"{mark.label} (to line {last})".lstrip() if last > number else mark.label


def _marked(line: str, start: int, on_line: Sequence[Mark]) -> Html:
    """The line with its places marked; where they overlap the first one counts."""
    ranges = [(mark.place.start - start, mark.place.end - start, _role(mark)) for mark in on_line]
    ranges = [(min(begin, len(line)), min(end, len(line)), role) for begin, end, role in ranges]
    focus = ranges[0][:2] if ranges else (0, 0)
    low, high = max(focus[0] - _REACH, 0), min(max(focus[1], focus[0]) + _REACH, focus[0] + 4 * _REACH)
    cuts = {low, min(high, len(line)), *[edge for one in ranges for edge in one[:2] if low < edge < high]}
    edges = sorted(cuts)
    pieces = [_piece(line[begin:end], begin, ranges) for begin, end in pairwise(edges)]
    if any(begin == end for begin, end, _ in ranges):
        pieces.append(tag("mark", text(" "), class_=ranges[0][2]))
    return joined([cut(low > 0), *pieces, cut(high < len(line))])


def _piece(shown: str, begin: int, ranges: Iterable[tuple[int, int, str]]) -> Html:
    role = next((role for first, last, role in ranges if first <= begin < last), "")
    inside = text(shown.replace("\t", _TAB))
    return tag("mark", inside, class_=role) if role else inside


def cut(is_cut: bool) -> Html:  # noqa: FBT001  a truth and what it looks like
    """What stands for a part of a line that is left out."""
    return text("…") if is_cut else NOTHING
