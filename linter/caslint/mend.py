"""Edits that set a property where it is declared, in the style in which its owner is written."""

from __future__ import annotations

import re

from caslint.finding import Edit
from caslint.node import Mapping, Scalar
from caslint.text import Place, Source

_PLAIN = r"[A-Za-z][A-Za-z0-9:/._*-]*[A-Za-z0-9/._-]\Z|null\Z"
"""What stands in block style without quotes; in braces only `null`, `true` and `false` do.  Most runs mend nothing."""

Value = str | bool | None
"""A text, a switch or null."""


def set_value(source: Source, owner: Mapping, field: str, value: Value) -> tuple[Edit, ...]:
    """The edits that give `field` of a mapping this value, None for null; none where no edit is safe to make.

    An absent key is written before the mapping's first own key.
    """
    old = owner.entries.get(field)
    if old is not None:
        return _replace(source, owner, old, value) if isinstance(old, Scalar) else ()
    return _insert(source, owner, field, value)


def _replace(source: Source, owner: Mapping, old: Scalar, value: Value) -> tuple[Edit, ...]:
    if old.end <= old.start or not owner.start <= old.start <= owner.end:
        return ()  # an empty value, or one that an alias brought in from elsewhere
    in_flow = _in_flow(source, owner)
    return (Edit(source, old.start, old.end, _written(value, old.style, in_flow=in_flow)),)


def _insert(source: Source, owner: Mapping, field: str, value: Value) -> tuple[Edit, ...]:
    if not owner.keys or not owner.start <= owner.keys[0] < owner.end:
        return ()  # nothing is written here, so there is no style to follow
    at = owner.keys[0]
    text = _written(value, "", in_flow=_in_flow(source, owner))
    if _in_flow(source, owner):
        return (Edit(source, at, at, f"{field}: {text}, "),)
    _, column = source.locate(at)
    line_end = "\r\n" if "\r\n" in source.text[at : owner.end] or "\r\n" in source.text[:at] else "\n"
    return (Edit(source, at, at, f"{field}: {text}{line_end}{' ' * (column - 1)}"),)


def _in_flow(source: Source, owner: Mapping) -> bool:
    """Whether the mapping stands in braces, its own or those around it."""
    return source.text.startswith("{", owner.start)


def _written(text: Value, style: str, *, in_flow: bool) -> str:
    if text is None:
        return "null"
    if isinstance(text, bool):
        return "true" if text else "false"
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or in_flow or not re.match(_PLAIN, text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")


def respelled(place: Place, word: str) -> tuple[Edit, ...]:
    """The edit that writes a word in the place of another one; none where either needs quotes."""
    if all(text[:1].isalpha() and set(text) <= _WORD for text in (place.text, word)):
        return (Edit(place.source, place.start, place.end, word),)
    return ()
