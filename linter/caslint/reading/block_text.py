"""Texts after | and >."""

from __future__ import annotations

from caslint.reading.fault import Fault, unreadable
from caslint.reading.pattern import pattern, rest_of_line, spaces

_HEAD = r"[|>](?:([1-9])[-+]?|[-+]([1-9])?)?(?:\ *|\ +\#[^\r\n]*)(?:\r\n?|\n|\Z)"
_BREAK = r"\r\n?|\n"
_LINE = r"(\ *+)([^\r\n]*)(?:\r\n?|\n|\Z)"


def head_fault(text: str, start: int, *, root: bool = False) -> Fault | None:
    """What is wrong with the head of a text after | or >, and with the empty lines below it."""
    if root:
        return unreadable(start, start + 1, "a topology file is a mapping of keys, not one piece of text")
    head = pattern(_HEAD).match(text, start)
    if head is None:
        end = start + len(rest_of_line(text, start))
        return unreadable(
            start, end, "the text after | or > begins on the next line, indented deeper than its key"
        )
    return None if head[1] or head[2] else _spaces_only(text, head.end())


def _spaces_only(text: str, start: int) -> Fault | None:
    """A first line of spaces, fewer than those of a line below: the pure parser refuses it."""
    first = spaces(text, start)
    at = start
    while first and (line := pattern(_BREAK).match(text, at + spaces(text, at))):
        at = line.end()
        if spaces(text, at) > first:
            return unreadable(
                start, start + first, "this line holds spaces only, fewer than those below; empty it"
            )
    return None


def skip(text: str, start: int, parent: int) -> tuple[int, int]:
    """The end of a text after | or > that stands in a collection at column `parent`, and a tab there or -1."""
    head = pattern(_HEAD).match(text, start)
    at = head.end() if head else start + 1
    given = (head[1] or head[2]) if head else None
    indent, most = (max(parent, 0) + int(given) if given else 0), 0
    while at < len(text) and (line := pattern(_LINE).match(text, at)):
        width = len(line[1])
        if line[2].startswith("\t") and (not indent or width < indent):
            return at, at + width
        most = max(most, width)
        if line[2] and not indent:
            indent = max(most, parent + 1)
        if line[2] and width < indent:
            break
        at = line.end()
    return at, -1
