"""Places in a text: a source file, and a range of it that a finding can point at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

_BLOCK = 1 << 15
"""So many characters are looked through at a time for where lines begin."""


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
        self._starts: Lines | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def starts(self) -> Lines:
        """Offsets at which the lines begin, by their numbers from 0."""
        if self._starts is None:
            self._starts = Lines(self.text)
        return self._starts

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, columns in code points."""
        number, start = self.starts.around(offset)
        return number + 1, offset - start + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end; empty past the last."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


class Lines:
    """Where the lines of a text begin; LF, CR LF and CR end one, as in YAML 1.2.

    The line ends of a whole text are only counted, block by block.  Where each
    line of a block begins is worked out when one of them is asked for, because
    a report shows few lines of a large file.
    """

    __slots__ = ("_before", "_blocks", "_text")

    def __init__(self, text: str) -> None:
        if "\r" in text:  # every line end becomes LF, and no offset changes
            text = text.replace("\r\n", " \n").replace("\r", "\n")
        self._text = text
        counts = [text.count("\n", at, at + _BLOCK) for at in range(0, len(text), _BLOCK)]
        self._before = [0, *accumulate(counts)]
        self._blocks: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return self._before[-1] + 1

    def __getitem__(self, number: int) -> int:
        """The offset of a line, counted from 0; IndexError where there is none."""
        if number == 0:
            return 0
        if not 0 < number < len(self):
            raise IndexError(number)
        block = bisect_left(self._before, number) - 1
        return self._behind_ends(block)[number - self._before[block] - 1]

    def around(self, offset: int) -> tuple[int, int]:
        """The number, from 0, of the line in which an offset stands, and where the line begins."""
        block = min(offset, len(self._text)) // _BLOCK
        here = self._behind_ends(block)
        index = bisect_right(here, offset)
        number = self._before[block] + index
        return number, here[index - 1] if index else self[number]

    def _behind_ends(self, block: int) -> list[int]:
        """The offsets right behind the line ends of a block."""
        found = self._blocks.get(block)
        if found is None:
            at = block * _BLOCK
            lines = self._text[at : at + _BLOCK].split("\n")
            found = list(accumulate([len(line) + 1 for line in lines[:-1]], initial=at))[1:]
            self._blocks[block] = found
        return found


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
