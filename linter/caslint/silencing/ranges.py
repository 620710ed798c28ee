"""Ranges of offsets, asked for the closest one that holds an offset."""

from __future__ import annotations

from bisect import bisect_right


class Ranges:
    """Numbered ranges; all are added before the first question.

    Of two with the same beginning and end the first that was added counts.
    """

    __slots__ = ("_added", "_ends", "_numbers", "_outer", "_starts")

    def __init__(self) -> None:
        self._added: dict[tuple[int, int], int] = {}
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._numbers: list[int] = []
        self._outer: list[int] = []

    def add(self, start: int, end: int, number: int) -> None:
        """Add the range from `start` to `end`, which is no part of it."""
        self._added.setdefault((start, end), number)

    def closest(self, offset: int) -> int | None:
        """The number of the range with the latest beginning that holds the offset; the shortest of such.

        Of all ranges that begin before an offset, one that holds it is the last
        of them or one that was still open when the last began.
        """
        if not self._starts:
            self._sort()
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            if offset < self._ends[index]:
                return self._numbers[index]
            index = self._outer[index]
        return None

    def _sort(self) -> None:
        """Sort, and note for each range the one that is open around its beginning."""
        opened: list[int] = []
        ordered = sorted(self._added.items(), key=lambda added: (added[0][0], -added[0][1]))
        for index, ((start, end), number) in enumerate(ordered):
            while opened and self._ends[opened[-1]] <= start:
                opened.pop()
            self._starts.append(start)
            self._ends.append(end)
            self._numbers.append(number)
            self._outer.append(opened[-1] if opened else -1)
            opened.append(index)
