"""A file's bytes recognised by what they hold: CLIXML, JSON, CSV or Format-List text."""

from __future__ import annotations

import re
from typing import NamedTuple

from caslint.decode import Undecodable, decode
from caslint.importer import clixml, csv_export, format_list, json_export
from caslint.importer.kinds import hinted
from caslint.importer.moment import moment
from caslint.importer.value import ExportError, Thing, Value

_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<")
_UTF_16 = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_STREAM = "#< CLIXML"
"""What PowerShell writes before CLIXML on its standard output."""

_TOPOLOGY = re.compile(r"^(?:formatVersion|servers):", re.MULTILINE)
_MOST_NESTED = 4


class Hinted(NamedTuple):
    """An object, and the kind that its file, a heading or a key speaks of."""

    thing: Thing
    hint: str


class Export(NamedTuple):
    """What a file holds.

    `collected` is the time that the file tells, where that is all it holds.
    `remark` is what people should know of how it was read; empty mostly.
    """

    objects: list[Hinted]
    collected: str | None = None
    remark: str = ""


def recognise(data: bytes, name: str) -> Export:
    """The objects of a file called `name`; raises ExportError where it is no export."""
    hint = hinted(name)
    if data.lstrip(b" \t\r\n").startswith(_XML) or data[:2] in _UTF_16:
        return _export(_clixml(data), hint)
    text, remark = _text(data)
    start = text.lstrip()
    if start.startswith(_STREAM):
        return _export(clixml.read(start.removeprefix(_STREAM).lstrip().encode(), "utf-8"), hint, remark)
    if start.startswith(("{", "[")) and not start.startswith("[PS]"):
        return _export(json_export.read(text), hint, remark)
    if not start:
        return Export([], None, remark)
    values = csv_export.read(text)
    return _export(values, hint, remark) if values is not None else _pasted(text, hint, remark)


def _clixml(data: bytes) -> list[Value]:
    """XML says its encoding itself, but for what a byte order mark tells better."""
    decoded = decode(data) if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) else None
    if isinstance(decoded, tuple) and not isinstance(decoded, Undecodable):
        return clixml.read(decoded[0].encode("utf-8", "surrogatepass"), "utf-8")
    return clixml.read(data.lstrip(b" \t\r\n") if data[:2] not in _UTF_16 else data, _UTF_16.get(data[:2]))


def _text(data: bytes) -> tuple[str, str]:
    decoded = decode(data)
    if not isinstance(decoded, Undecodable):
        return decoded[0], ""
    if b"\0" in data:
        raise ExportError("a binary file, or UTF-16 without a byte order mark")
    remark = "it is not UTF-8 and was read as Windows-1252; letters beyond ASCII may be wrong"
    return data.decode("cp1252", "replace"), remark


def _pasted(text: str, hint: str, remark: str) -> Export:
    if _TOPOLOGY.search(text):
        raise ExportError("a topology file and no export")
    found = format_list.read(text)
    if found.has_table:
        cut = "a table in it was passed over, because Format-Table cuts columns: use Export-Clixml"
        remark = f"{remark}; {cut}" if remark else cut
    if not found.things:
        raise ExportError(
            "a table, whose columns Format-Table cuts: use Export-Clixml"
            if found.has_table
            else "no export: neither CLIXML, JSON, CSV nor Format-List text of Exchange"
        )
    return Export([Hinted(thing, own or hint) for thing, own in found.things], None, remark)


def _export(values: list[Value], hint: str, remark: str = "") -> Export:
    collected = moment(values[0]) if len(values) == 1 else None
    if collected is not None:
        return Export([], collected, remark)
    passed: set[int] = set()
    return Export([one for value in values for one in _objects(value, hint, passed)], None, remark)


def _objects(value: Value, hint: str, passed: set[int], depth: int = 0) -> list[Hinted]:
    """An object; the objects of a list; the objects of a bundle, by the names of its lists.

    What a file refers to many times is taken once; `passed` are the lists and bundles that were.
    """
    if id(value) in passed:
        return []
    if isinstance(value, list):
        passed.add(id(value))
        if depth == _MOST_NESTED:
            return []
        return [one for item in value for one in _objects(item, hint, passed, depth + 1)]
    if not isinstance(value, Thing):
        return []
    if depth < _MOST_NESTED and not value.types:
        bundled = {
            name: inner
            for name, inner in value.properties.items()
            if isinstance(inner, list) and hinted(name)
        }
        if bundled:
            passed.add(id(value))
            return [
                one
                for name, inner in bundled.items()
                for one in _objects(inner, hinted(name), passed, depth + 1)
            ]
    return [Hinted(value, hint)]
