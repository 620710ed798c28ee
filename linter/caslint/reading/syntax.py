"""A parser's complaint about a text, in our own words.

Both parsers descend from PyYAML: they complain of the same thing at the same
offset, in words that differ a little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from caslint.reading.fault import Fault, Spot, unreadable
from caslint.reading.pattern import rest_of_line
from caslint.words import shortened


class _Complaint(NamedTuple):
    """Where a parser gave up, and where that began which it was reading."""

    text: str
    at: int
    began: int

    def of_line(self, message: str, *related: Spot) -> Fault:
        """A fault of what stands there, to the end of its line."""
        end = self.at + len(rest_of_line(self.text, self.at))
        return unreadable(self.at, max(end, self.next()), message, *related)

    def next(self) -> int:
        """The offset of the next character, if there is one."""
        return min(self.at + 1, len(self.text))

    def is_first(self) -> bool:
        """Whether nothing stands before it on its line."""
        line = self.at - _column(self.text, self.at) + 1
        return not self.text[line : self.at].strip(" ")

    def is_item(self) -> bool:
        """Whether this is the dash of a list item."""
        return self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2].strip() == ""


def syntax_fault(text: str, error: Exception) -> Fault:
    """What is wrong, at a place that both parsers name."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    found = _Complaint(text, _index(error, "problem_mark", text), _index(error, "context_mark", text))
    for words, explain in _EXPLANATIONS:
        if words in context or words in problem:
            return explain(found)
    return found.of_line("this is no YAML; quote it if it is a text")


def _index(error: Exception, name: str, text: str) -> int:
    return min(int(getattr(getattr(error, name, None), "index", 0)), len(text))


def _column(text: str, at: int) -> int:
    """The column of an offset, from 1."""
    return at - max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))


def _among_keys(found: _Complaint) -> Fault:
    if not found.is_first():
        return _after_value(found)
    if found.is_item():
        return found.of_line("a list item stands among keys here; indent it below the key that it belongs to")
    return _indentation(found, "the keys of its mapping", "this line stands among keys, but is none")


def _among_items(found: _Complaint) -> Fault:
    if not found.is_first():
        return _after_value(found)
    message = "this line stands among the items of a list, but does not begin with - and a space"
    return _indentation(found, "the items of its list", message)


def _indentation(found: _Complaint, neighbours: str, otherwise: str) -> Fault:
    text, at, began = found
    here, there = _column(text, at), _column(text, began)
    spot = (began, began + len(rest_of_line(text, began)), f"{neighbours} begin in this column")
    if here == there:
        return found.of_line(otherwise, spot)
    message = (
        f"this line begins in column {here}, but {neighbours} in column {there}; give it their indentation"
    )
    return found.of_line(message, spot)


def _after_value(found: _Complaint) -> Fault:
    return found.of_line(
        "this cannot follow the value before it; quote the two as one text, or begin a new line"
    )


def _comma(closing: str) -> Callable[[_Complaint], Fault]:
    def explain(found: _Complaint) -> Fault:
        began = found.began
        message = f"a comma is missing before this, or a {closing} that closes the {found.text[began]}"
        return unreadable(found.at, found.next(), message, (began, began + 1, "opened here"))

    return explain


def _no_value(found: _Complaint) -> Fault:
    missing, dash = "a value is missing before this", "between brackets a comma separates values, not a -"
    return unreadable(found.at, found.next(), dash if found.is_item() else missing)


def _cannot_begin(found: _Complaint) -> Fault:
    return found.of_line(f"a text that begins with {found.text[found.at : found.next()]} must be quoted")


def _no_colon(found: _Complaint) -> Fault:
    line = rest_of_line(found.text, found.began)
    name, colon, value = line.partition(":")
    message = "this line stands among keys, but has no colon with a space after it"
    if value.startswith(" "):
        message = "a key may be 1,024 characters long at most"
    elif colon and value and name.replace("-", "").isalnum():
        message = f"a space is missing after {shortened(name)}:"
    return unreadable(found.began, found.began + len(line), message)


def _second_colon(found: _Complaint) -> Fault:
    message = "a second key cannot stand on this line; begin a new one, or quote the text that holds a colon"
    return unreadable(found.at, found.next(), message)


def _item_here(found: _Complaint) -> Fault:
    return found.of_line("a list cannot begin here; begin it on a new line, below its key")


def _outside(found: _Complaint) -> Fault:
    if not found.is_first():
        return _after_value(found)
    return found.of_line(
        "the lines above are indented deeper than this one; give all keys of a mapping the same indentation"
    )


_EXPLANATIONS: tuple[tuple[str, Callable[[_Complaint], Fault]], ...] = (
    ("parsing a block mapping", _among_keys),
    ("parsing a block collection", _among_items),
    ("parsing a flow mapping", _comma("}")),
    ("parsing a flow sequence", _comma("]")),
    ("parsing a flow node", _no_value),
    ("parsing a block node", _cannot_begin),
    ("scanning a simple key", _no_colon),
    ("mapping values are not allowed", _second_colon),
    ("sequence entries are not allowed", _item_here),
    ("<document start>", _outside),
)
