"""Where a walk over a text has come to, and how text runs on over lines."""

from __future__ import annotations

from caslint.reading.fault import Fault
from caslint.reading.pattern import pattern, rest_of_line, spaces
from caslint.reading.refusals import MAX_DEPTH, needs_quotes, not_closed, too_deep
from caslint.reading.tokens import BLANKS, LOOKS_LIKE_BLOCK, PLAIN_BLOCK, PLAIN_FLOW


def at_marker(text: str, at: int) -> bool:
    """Whether --- or ... stands here at the head of a line."""
    head = text[at : at + 3]
    return head in {"---", "..."} and text[at + 3 : at + 4] in BLANKS and (at == 0 or text[at - 1] in "\r\n")


class Walk:
    """Where a walk has come to: the collections around it, and whether a colon here would have a key."""

    __slots__ = (
        "at",
        "brackets",
        "column",
        "indents",
        "keyed",
        "line_start",
        "marks",
        "suspect",
        "text",
        "went_on",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line_start = 0
        self.indents = [-1]  # columns of the block collections that are open
        self.brackets: list[int] = []  # flow collections that are open
        self.column = -1  # where the node begins that may turn out to be a key; -1 when there is none
        self.keyed = False  # whether a colon here would have a key
        self.went_on = -1  # where the plain scalar began that goes on on this line; -1 when there is none
        self.suspect: Fault | None = None
        self.marks: list[int] = []

    def dedent(self, column: int) -> None:
        """A token at this column: collections further to the right have ended."""
        while self.indents[-1] > column:
            self.indents.pop()

    def indent(self, column: int, start: int) -> Fault | None:
        """A key or an item at this column: the first of a collection, if the column is a new one."""
        self.keyed = False
        if self.brackets or self.indents[-1] >= column:
            return None
        self.indents.append(column)
        return too_deep(start) if len(self.indents) > MAX_DEPTH + 1 else None

    def begin(self, start: int) -> None:
        """A node begins, and may turn out to be a key."""
        if not self.brackets and self.column < 0:
            self.column = start - self.line_start

    def suspect_bracket(self, line: int) -> None:
        """Suspect that a bracket should have been closed above a line that looks like block YAML."""
        at = line + spaces(self.text, line)
        outside = at - line <= self.indents[-1] and pattern(LOOKS_LIKE_BLOCK).match(self.text, line)
        if outside and self.suspect is None:
            spot = (at, at + len(rest_of_line(self.text, at)), "goes on outside of it here")
            self.suspect = not_closed(self.text, self.brackets[-1], spot)

    def run(self, start: int) -> Fault | None:
        """Pass what belongs to a plain scalar on this line."""
        found = pattern(PLAIN_FLOW if self.brackets else PLAIN_BLOCK).match(self.text, self.at)
        self.at = found.end() if found else self.at
        if not self.brackets:
            return None
        self.marks += [mark.start() for mark in pattern(r"[:?]").finditer(self.text, start, self.at)]
        after = self.at + spaces(self.text, self.at)
        if self.text[after : after + 1] == ":" and self.text[after + 1 : after + 2] not in BLANKS:
            return needs_quotes(after)
        return None

    def goes_on(self) -> bool:
        """Whether the next line goes on with the plain scalar that ends here; goes there if so."""
        found = pattern(r"(?:\ *(?:\r\n?|\n))+(\ *)").match(self.text, self.at)
        if not found or found.end() == len(self.text):
            return False
        end, column = found.end(), len(found[1])
        if self.text[end] in "#\t" or at_marker(self.text, end):
            return False
        if self.text[end] in ",[]{}" if self.brackets else column <= self.indents[-1]:
            return False
        self.at, self.line_start = end, end - column
        if self.brackets:
            self.suspect_bracket(self.line_start)
        return True
