"""JSON, what ConvertTo-Json writes, as values: one object, a list of them, or a bundle of lists."""

from __future__ import annotations

import json

from caslint.importer.value import ExportError, Thing, Value
from caslint.importer.wanted import is_wanted

_NOTES = frozenset({"value", "count", "pscomputername", "runspaceid", "psshowcomputername"})
"""Where these are all there is, PowerShell wrapped a plain value to add notes to it."""


def read(text: str) -> list[Value]:
    """The objects of a file; raises ExportError."""
    try:
        found: Value = json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_float=str)
    except RecursionError:
        raise ExportError("its JSON stands too deep in itself") from None
    except json.JSONDecodeError as error:
        raise ExportError(f"broken JSON in line {error.lineno}: {error.msg.lower()}") from None
    return found if isinstance(found, list) else [found]


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits  # noqa: PLR2004  the 64 bits of PowerShell's integers


def _object(pairs: list[tuple[str, Value]]) -> Value:
    properties = {name.lower(): value for name, value in pairs}
    if "value" in properties and _NOTES.issuperset(properties):
        return properties["value"]
    return Thing(
        {name: value for name, value in properties.items() if is_wanted(name) or _holds_things(value)}
    )


def _holds_things(value: Value) -> bool:
    """Whether a property may be a bundle's list of exported objects."""
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, Thing) for item in items)
