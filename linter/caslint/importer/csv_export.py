"""CSV, what Export-Csv and people write: one object a line, or one server a line with all its URLs."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from caslint.importer.inventory import Inventory
from caslint.importer.value import ExportError, Thing, Value
from caslint.importer.wanted import is_wanted

_DELIMITERS = ",;\t|"
_TYPE = re.compile(r"#TYPE[ \t]+(\S[^\r\n]*)\r?\n?", re.IGNORECASE)
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read(text: str) -> list[Value] | None:
    """The objects of a file; None where it is no CSV of anything that is imported; raises ExportError."""
    types, delimiter, body = _preamble(text.lstrip())
    delimiter = delimiter or _delimiter(body)
    if not delimiter:
        return None
    try:
        rows = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
        header = [name.strip() for name in next(rows, list[str]())]
        inventory = Inventory.of(header) if not types else None
        if inventory is not None:
            return [thing for row in rows if len(row) == len(header) for thing in inventory.things(row)]
        if not types and not any(is_wanted(name) for name in header):
            return None
        return [_thing(types, header, row) for row in rows if any(row)]
    except csv.Error as error:
        raise ExportError(f"broken CSV: {str(error).replace('_csv.', '')}") from None


def _preamble(text: str) -> tuple[tuple[str, ...], str, str]:
    """The type's name and the delimiter, where the first lines tell them, and the rest."""
    types: tuple[str, ...] = ()
    told = _TYPE.match(text)
    if told:
        types, text = (told[1].strip().strip('"'),), text[told.end() :]
    separator = _SEPARATOR.match(text)
    if separator:
        return types, separator[1], text[separator.end() :]
    return types, "," if told and not text.strip() else "", text


def _delimiter(body: str) -> str:
    """The delimiter that the first line has most often outside quotes; empty where it has none."""
    first = next((line for line in islice(body.splitlines(), 3) if line.strip()), "")
    bare = _QUOTED.sub("", first)
    best = max(_DELIMITERS, key=bare.count)
    if bare.count(best):
        return best
    return "," if re.fullmatch(r'\s*"?\w+"?\s*', first) else ""


def _thing(types: tuple[str, ...], header: list[str], row: list[str]) -> Thing:
    """A row as an object; an empty cell is `$null`, and a cell that is missing was not exported."""
    if len(row) > len(header):
        raise ExportError(f"broken CSV: a line has {len(row)} cells under a header of {len(header)}")
    properties: dict[str, Value] = {}
    for name, cell in zip(header, row, strict=False):
        if is_wanted(name):
            properties[name.lower()] = cell.strip() or None
    return Thing(properties, types)
