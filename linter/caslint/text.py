"""Places in a text: a source file, and a range of it that a finding can point at."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Source:
    """One file's text under the path that people know it by.

    `path` is what outputs print: relative to the working directory where that
    is possible, always with `/`.  `text` is the decoded text without a byte
    order mark; `encoding` is the name of the codec that gives the bytes back.
    """

    __slots__ = ("_starts", "encoding", "path", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def starts(self) -> list[int]:
        """Offsets at which the lines begin; computed when first asked for."""
        if self._starts is None:
            self._starts = _line_starts(self.text)
        return self._starts

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, columns in code points."""
        index = bisect_right(self.starts, offset) - 1
        return index + 1, offset - self.starts[index] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end; empty past the last."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def _line_starts(text: str) -> list[int]:
    """YAML 1.2's line ends: LF, CR LF and CR."""
    if "\r" not in text:
        lines = text.split("\n")
        lines.pop()
        return [0, *accumulate([len(line) + 1 for line in lines])]
    starts = [0]
    for line in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return [start for start in starts if text[start - 1 : start + 1] != "\r\n"]


class Place:
    """A range of a source, and the JSON pointer of what was declared there.

    `start` and `end` are offsets in code points, `end` excluded.  Lines and
    columns are worked out when they are asked for, because only findings ask.
    """

    __slots__ = ("end", "pointer", "source", "start")

    def __init__(self, source: Source, start: int, end: int, pointer: str = "") -> None:
        self.source = source
        self.start = start
        self.end = end
        self.pointer = pointer

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Place({self.file}:{self.line}:{self.column})"

    def _key(self) -> tuple[str, int, int, str]:
        return self.source.path, self.start, self.end, self.pointer

    @property
    def file(self) -> str:
        """The path of the source."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line of the first character, from 1."""
        return self.source.locate(self.start)[0]

    @property
    def column(self) -> int:
        """The column of the first character, from 1, in code points."""
        return self.source.locate(self.start)[1]

    @property
    def end_line(self) -> int:
        """The line of the end, from 1."""
        return self.source.locate(self.end)[0]

    @property
    def end_column(self) -> int:
        """The column after the last character, from 1."""
        return self.source.locate(self.end)[1]

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]
