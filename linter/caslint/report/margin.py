"""The frame of a finding on a terminal: line numbers at the left, a bar, and the room beside it."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.report.cells import wrapped
from caslint.report.options import UNBOUNDED, Options

# A line of output: pieces of harmless text, each with its role, which decides the colour.
Line = list[tuple[str, str]]

# Where no terminal says how wide the output is, sentences run on, and lines of source are cut here.
_SOURCE_WIDTH = 160
_LEAST_ROOM = 12


class Margin:
    """The left side of a finding, as wide as its largest line number; `room` is what is left for source."""

    __slots__ = ("_digits", "options", "room")

    def __init__(self, last: int, options: Options) -> None:
        self._digits = len(str(last))
        self.options = options
        width = _SOURCE_WIDTH if options.width == UNBOUNDED else options.width
        self.room = max(width - self._digits - 3, _LEAST_ROOM)

    def where(self, text: str) -> Line:
        """`--> org.yaml:9:5`, never broken, because terminals and editors make it a link."""
        return [(" " * self._digits + "--> ", "frame"), (text, "")]

    def numbered(self, number: int, text: str, role: str = "", sign: str = "|") -> Line:
        """Return a line of source; `sign` is `|`, or `-` or `+` in what a fix changes."""
        return [(f"{number:>{self._digits}} ", "frame"), (sign, role or "frame"), (f" {text}", role)]

    def beside(self, text: str, role: str) -> Line:
        """Return a line without a number, for what is said about the one above it."""
        return [(" " * self._digits + " |", "frame"), (f" {text}", role)]

    def bar(self) -> Line:
        """Return the empty line that opens and closes an excerpt."""
        return [(" " * self._digits + " |", "frame")]

    def gap(self) -> Line:
        """Return the line that stands for lines left out."""
        return [("...", "frame")]

    def below(self, text: str, role: str) -> Line:
        """Return what follows a note, on a line of its own, never broken."""
        return [(" " * (self._digits + 3), ""), (text, role)]

    def note(self, title: str, text: str, role: str = "") -> Iterator[Line]:
        """`= help: quote the version`, wrapped below its first word."""
        lead = " " * self._digits + " = "
        yield from hanging(
            [(lead, "frame"), (f"{title}: ", "title"), (text, role)], self.options.width, len(lead)
        )


def hanging(line: Line, width: int, indent: int) -> Iterator[Line]:
    """Break a line at its words; those that follow the first are indented."""
    text = "".join(piece for piece, _ in line)
    for start, end in wrapped(text, width, width - indent):
        yield ([(" " * indent, "")] if start else []) + _cut(line, start, end)


def _cut(line: Line, start: int, end: int) -> Line:
    """Return what stands between two offsets of a line, each piece in its role."""
    cut: Line = []
    for piece, role in line:
        if start < len(piece) and end > 0:
            cut.append((piece[max(start, 0) : end], role))
        start, end = start - len(piece), end - len(piece)
    return cut
