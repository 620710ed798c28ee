"""One line of a source as a terminal shows it, cut to the room there is around what matters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from caslint.report.cells import cells
from caslint.report.options import Options

_DOTS = "..."


class Strip:
    """Shown text of a line or a part of it; knows the cell at which each of its characters begins.

    `text` is harmless: a tab is one blank, everything else that would act is
    escaped.  Offsets are those of the whole source.
    """

    __slots__ = ("_begin", "_edges", "_lead", "_offset", "text")

    def __init__(
        self, units: Sequence[str], edges: Sequence[int], offset: int, cut: tuple[bool, bool]
    ) -> None:
        """Take the shown form of each character, and the cell before each and after the last."""
        before, after = cut
        self.text = _DOTS * before + "".join(units) + _DOTS * after
        self._lead = len(_DOTS) * before
        self._edges = edges
        self._offset = offset

    def cell(self, offset: int) -> int:
        """Return the cell of a character, the first being 0; of one that was cut off, the nearest."""
        index = min(max(offset - self._offset, 0), len(self._edges) - 1)
        return self._lead + self._edges[index] - self._edges[0]

    def holds(self, start: int, end: int) -> bool:
        """Say whether all between the offsets is shown."""
        return self._offset <= start and end < self._offset + len(self._edges)


def strip(
    text: str, line: tuple[int, int], focus: tuple[int, int], room: int, options: Options, *, tab: str = " "
) -> Strip:
    """Show `text[line]` in at most `room` cells, so that `focus` is to be seen, or at least how it begins.

    However long the line, the time is bounded by the room.
    """
    start, end = line
    if end - start <= room and _is_plain(raw := text[start:end]):
        return Strip(raw, range(len(raw) + 1), start, cut=(False, False))
    # Cut to what could be shown at all before looking at each character.
    low, high = max(start, focus[0] - 4 * room), min(end, focus[0] + 4 * room)
    units = _units(text[low:high], options, tab)
    edges = _edges(units)
    if (low, high) == line and edges[-1] <= room:
        return Strip(units, edges, low, cut=(False, False))
    first, last = _window(
        edges, (focus[0] - low, min(focus[1], high) - low), (low == start, high == end), room
    )
    cut = (low + first > start, low + last < end)
    return Strip(units[first:last], edges[first : last + 1], low + first, cut)


def _is_plain(raw: str) -> bool:
    return raw.isascii() and raw.isprintable() and "##[" not in raw


def _units(raw: str, options: Options, tab: str) -> list[str]:
    """Return the shown form of each character."""
    units = [tab if char == "\t" else options.show(char) for char in raw]
    if options.github:
        at = raw.find("##[")
        while at >= 0:
            units[at + 1] = "\\x23"
            at = raw.find("##[", at + 1)
    return units


def _edges(units: Sequence[str]) -> list[int]:
    edges = [0]
    for unit in units:
        edges.append(edges[-1] + cells(unit))
    return edges


def _window(
    edges: Sequence[int], focus: tuple[int, int], whole: tuple[bool, bool], room: int
) -> tuple[int, int]:
    """Choose the first and last index to show; `whole` says which ends of the line are among the edges."""
    begin, end = edges[focus[0]], edges[focus[1]]
    first = 0
    if not whole[0] or end > room - len(_DOTS):
        inner = room - 2 * len(_DOTS)
        wanted = begin - max(inner - (end - begin), 0) // 2
        if whole[1]:
            wanted = min(wanted, edges[-1] - inner - len(_DOTS))
        first = bisect_left(edges, min(max(wanted, 0), begin))
        # A mark without a width of its own belongs to what was cut off before it.
        first = min(bisect_right(edges, edges[first]) - 1, focus[0])
    room -= len(_DOTS) * (first > 0 or not whole[0])
    if whole[1] and edges[-1] - edges[first] <= room:
        return first, len(edges) - 1
    return first, bisect_right(edges, edges[first] + room - len(_DOTS)) - 1
