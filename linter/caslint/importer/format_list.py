"""Format-List text, from a file or pasted from a screen or a forum: `Name : value` lines, objects one after another.

A new object begins when a name comes again, at a heading that names another
cmdlet, and at an empty line, unless every line is followed by one.  Long values
wrap; a list that ends in `...}` was cut by the shell and counts as lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from caslint.importer.kinds import hinted
from caslint.importer.value import LOST, Thing, Value
from caslint.importer.wanted import is_wanted

_PROPERTY = re.compile(r"([A-Za-z]\w*)[ \t]*:(?:[ \t]+(.*))?\Z")
_CMDLET = re.compile(r"\bGet-\w+", re.IGNORECASE)
_TABLE_RULE = re.compile(r"-{2,}(?:[ \t]+-{2,})+[ \t]*\Z")


class Text(NamedTuple):
    """What a text holds: objects with the kind that the heading above them speaks of, and whether it has tables."""

    things: list[tuple[Thing, str]]
    has_table: bool


def read(text: str) -> Text:
    """The objects of a text; none where it has no `Name : value` lines of a known name."""
    lines = text.splitlines()
    reader = _Reader(double_spaced=_is_double_spaced(lines), width=_width(lines))
    for line in lines:
        reader.take(line.rstrip())
    reader.close()
    return Text(reader.things, any(_TABLE_RULE.match(line.strip()) for line in lines))


def _is_double_spaced(lines: list[str]) -> bool:
    """Whether empty lines are only what a forum put between all lines."""
    told = [index for index, line in enumerate(lines[:-1]) if _PROPERTY.match(line.strip())]
    followed = sum(not lines[index + 1].strip() for index in told)
    return len(told) > 1 and followed * 3 > len(told) * 2


def _width(lines: list[str]) -> int:
    """The width of the screen, as far as the lines reach; headings were typed by people."""
    return max([len(line.rstrip()) for line in lines if not _CMDLET.search(line)], default=0)


class _Reader:
    """One object at a time."""

    def __init__(self, *, double_spaced: bool, width: int) -> None:
        self.things: list[tuple[Thing, str]] = []
        self._double_spaced = double_spaced
        self._width = width
        self._is_full = False
        self._hint = ""
        self._lines: dict[str, list[str]] = {}  # the pieces of each value
        self._last = ""

    def take(self, line: str) -> None:
        """The next line, without the white space at its end."""
        if not line.strip():
            if not self._double_spaced:
                self.close()
            return
        match = _PROPERTY.match(line.strip())
        if match and not _is_prompt(line):
            self._begin(match[1].lower(), match[2] or "")
            self._is_full = len(line) >= self._width
        elif _CMDLET.search(line) or line.lstrip().startswith("#"):
            self._head(line)
        elif self._last:
            self._go_on(line)

    def _head(self, line: str) -> None:
        self.close()
        named = _CMDLET.search(line)
        if named:
            self._hint = hinted(named[0])

    def _begin(self, name: str, value: str) -> None:
        if name in self._lines:
            self.close()
        self._lines[name] = [value.strip()]
        self._last = name

    def _go_on(self, line: str) -> None:
        """A value that was wrapped; an unindented line only where the value is clearly not finished."""
        pieces, more = self._lines[self._last], line.strip()
        first = next(filter(None, pieces[:2]), "")
        is_open = first.startswith("{") and not pieces[-1].endswith("}")
        if not (line[0].isspace() or is_open or (first and not re.search(r"\s", more))):
            self._last = ""
            return
        # The shell breaks at a space, which leaves the line shorter than the screen, or inside a long word.
        is_whole = self._is_full or is_open
        pieces.append(more if is_whole else f" {more}")
        self._is_full = len(line) >= self._width

    def close(self) -> None:
        """The object ends here."""
        properties = {name: _value("".join(told)) for name, told in self._lines.items() if is_wanted(name)}
        if properties:
            self.things.append((Thing(properties), self._hint))
        self._lines, self._last = {}, ""


def _is_prompt(line: str) -> bool:
    return line.lstrip().startswith(("[PS]", "PS ", "#", ">"))


def _value(told: str) -> Value:
    if not told:
        return None
    if told.startswith("{") and told.endswith("}"):
        inside = told[1:-1].strip()
        if inside.endswith(("...", "…")):
            return LOST
        return [item.strip() for item in inside.split(",") if item.strip()]
    return LOST if told.endswith(("...", "…")) else told
