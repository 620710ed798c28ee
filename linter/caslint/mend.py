"""Edits that set a property where it is declared, in the style in which its owner is written."""

from __future__ import annotations

import re

from caslint.finding import Edit
from caslint.node import Mapping, Scalar
from caslint.text import Source

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9:/._*-]*[A-Za-z0-9/._-]\Z|null\Z")
"""What stands in block style without quotes; in braces only `null` does."""


def set_value(source: Source, owner: Mapping, field: str, text: str | None) -> tuple[Edit, ...]:
    """The edits that give `field` of a mapping this value, None for null; none where no edit is safe to make.

    An absent key is written before the mapping's first own key.
    """
    value = owner.entries.get(field)
    if value is not None:
        return _replace(source, owner, value, text) if isinstance(value, Scalar) else ()
    return _insert(source, owner, field, text)


def _replace(source: Source, owner: Mapping, value: Scalar, text: str | None) -> tuple[Edit, ...]:
    if value.end <= value.start or not owner.start <= value.start <= owner.end:
        return ()  # an empty value, or one that an alias brought in from elsewhere
    in_flow = _in_flow(source, owner)
    return (Edit(source, value.start, value.end, _written(text, value.style, in_flow=in_flow)),)


def _insert(source: Source, owner: Mapping, field: str, text: str | None) -> tuple[Edit, ...]:
    if not owner.keys or not owner.start <= owner.keys[0] < owner.end:
        return ()  # nothing is written here, so there is no style to follow
    at = owner.keys[0]
    value = _written(text, "", in_flow=_in_flow(source, owner))
    if _in_flow(source, owner):
        return (Edit(source, at, at, f"{field}: {value}, "),)
    _, column = source.locate(at)
    line_end = "\r\n" if "\r\n" in source.text[at : owner.end] or "\r\n" in source.text[:at] else "\n"
    return (Edit(source, at, at, f"{field}: {value}{line_end}{' ' * (column - 1)}"),)


def _in_flow(source: Source, owner: Mapping) -> bool:
    """Whether the mapping stands in braces, its own or those around it."""
    return source.text.startswith("{", owner.start)


def _written(text: str | None, style: str, *, in_flow: bool) -> str:
    if text is None:
        return "null"
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or in_flow or not _PLAIN.match(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
