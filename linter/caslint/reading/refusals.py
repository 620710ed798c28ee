"""Refusals that more than one reader of a text has occasion for."""

from __future__ import annotations

from caslint.reading.fault import Fault, Spot, unreadable
from caslint.reading.pattern import rest_of_line

MAX_DEPTH = 64
"""How deep collections may stand in one another."""


MAX_NODES = 5_000_000
"""How many nodes a file may hold, and how many more its aliases may stand for."""


def too_deep(start: int) -> Fault:
    """Collections stand too deep in one another at an offset."""
    return unreadable(start, start + 1, f"collections stand more than {MAX_DEPTH} deep in one another here")


def no_tags(start: int, end: int) -> Fault:
    """A tag, which a topology file does not need."""
    return unreadable(start, end, "a topology file needs no tags; remove this one, or quote the text")


def needs_quotes(start: int) -> Fault:
    """A colon between [ ] or { } that could be either."""
    return unreadable(start, start + 1, "a space must follow this colon, or the text around it be quoted")


def bad_escape(quoted: str, offset: int, start: int) -> Fault:
    """A backslash at an offset of a text between double quotes that begins at `start`."""
    shown = quoted[offset : offset + 2]
    message = f"{shown} means nothing between double quotes; write \\\\ for a backslash, or use single quotes"
    return unreadable(start + offset, start + offset + 2, message)


def no_key(start: int) -> Fault:
    """A colon without a key."""
    return unreadable(start, start + 1, "a key is missing before this colon")


def key_of_parts(start: int) -> Fault:
    """A key that is a list or a mapping."""
    message = "a key must be one piece of text, not a list or a mapping; quote it if it is text"
    return unreadable(start, start + 1, message)


def no_quote(text: str, start: int) -> Fault:
    """A text that begins with a quote at `start` and ends nowhere."""
    end = start + len(rest_of_line(text, start))
    return unreadable(start, end, f"the closing {text[start]} is missing from the text that begins here")


def not_closed(text: str, at: int, *related: Spot) -> Fault:
    """A bracket that ends nowhere."""
    bracket, closing, kind = ("[", "]", "list") if text[at] == "[" else ("{", "}", "mapping")
    message = f"this {bracket} is closed nowhere; write {closing} where the {kind} ends"
    return unreadable(at, at + 1, message, *related)


def goes_on(text: str, line: int, colon: int, began: int) -> Fault:
    """A line with a key, from `line` to its `colon`, that goes on with a text that began above."""
    spot = (began, began + len(rest_of_line(text, began)), "the text that it goes on with")
    message = (
        "this line is indented deeper than the key above it, so it goes on with that key's text; "
        "give it the indentation of its neighbours"
    )
    return unreadable(line, colon + 1, message, spot)
