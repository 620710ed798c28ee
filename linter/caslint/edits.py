"""Edits that several rules offer: put another value in a place, or a key beside another one."""

from __future__ import annotations

from caslint.finding import Edit
from caslint.node import Mapping
from caslint.text import Place, Source


def replaced(place: Place, value: str) -> Edit:
    """Put another value where one is written; a quoted one stays quoted."""
    quote = place.text[:1] if place.text[:1] in {"'", '"'} else ""
    return Edit(place.source, place.start, place.end, f"{quote}{value}{quote}")


def put_before(source: Source, node: Mapping, field: str, key: str, value: str) -> Edit | None:
    """Write `key: value` in front of a field of the same mapping.

    None where the field is not written in the mapping itself, because it is
    absent or comes from a merge key and stands elsewhere.
    """
    if field not in node.entries:
        return None
    start, _ = node.key_range(field)
    if not node.start <= start < node.end:
        return None
    if source.text[node.start : node.start + 1] == "{":
        return Edit(source, start, start, f'{key}: "{value}", ')
    _, column = source.locate(start)
    return Edit(source, start, start, f"{key}: {value}\n{' ' * (column - 1)}")
