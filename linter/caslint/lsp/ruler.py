"""Between offsets in a text and the positions of the protocol: lines from 0, columns in the units agreed on."""

from __future__ import annotations

from caslint.lsp.protocol import Object, mapping, whole
from caslint.text import Source

ENCODINGS = ("utf-16", "utf-8", "utf-32")
"""How columns may be counted: in UTF-16 code units unless the client offers another way, bytes, or code points."""

MARK = "\ufeff"


class Ruler:
    """Measures one text.

    `lead` is 1 where the client's text begins with a byte order mark, which the
    source of it has not.
    """

    __slots__ = ("encoding", "lead", "source")

    def __init__(self, source: Source, encoding: str, lead: int = 0) -> None:
        self.source = source
        self.encoding = encoding
        self.lead = lead

    def position(self, offset: int) -> Object:
        """The position of an offset."""
        line, column = self.source.locate(offset)
        before = self.source.text[offset - column + 1 : offset]
        lead = units(MARK, self.encoding) * self.lead if line == 1 else 0
        return {"line": line - 1, "character": units(before, self.encoding) + lead}

    def range(self, start: int, end: int) -> Object:
        """The range between two offsets."""
        return {"start": self.position(start), "end": self.position(end)}

    def offset(self, position: Object) -> int:
        """The offset of a position; what is beyond a line's end is its end; ProtocolError where it is none."""
        line, character = whole(position, "line"), whole(position, "character")
        if line >= len(self.source.starts):
            return len(self.source.text)
        if not line:
            character = max(0, character - units(MARK, self.encoding) * self.lead)
        return self.source.starts[line] + _taken(self.source.line(line + 1), character, self.encoding)

    def offsets(self, span: Object) -> tuple[int, int]:
        """The offsets of a range, the lower one first."""
        start, end = self.offset(mapping(span, "start")), self.offset(mapping(span, "end"))
        return min(start, end), max(start, end)


def units(text: str, encoding: str) -> int:
    """How many units of the encoding a text takes."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(1 for character in text if character > "\uffff")


def _taken(line: str, character: int, encoding: str) -> int:
    """How many code points of a line lie before a column; a column inside a character counts for its beginning."""
    if encoding == "utf-32" or line.isascii():
        return min(character, len(line))
    passed = 0
    for index, one in enumerate(line):
        passed += units(one, encoding)
        if passed > character:
            return index
    return len(line)
