"""CLIXML, what Export-Clixml writes, as values; binary data in it is passed over unread.

The form is described by [MS-PSRP] and by the source of PowerShell.  `TNRef`,
`RefId` and `Ref` hold for the whole file, not for one object.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from caslint.importer import guarded_xml
from caslint.importer.value import ExportError, Thing, Value
from caslint.importer.wanted import is_wanted

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BAGS = frozenset({"Props", "MS"})
_LISTS = frozenset({"LST", "IE", "STK", "QUE"})
_NUMBERS = frozenset({"By", "SB", "I16", "U16", "I32", "U32", "I64", "U64"})
_TEXTS = frozenset({"S", "C", "URI", "Version", "G", "DT", "D", "TS", "Sg", "Db", "SBK", "XD"})
_MOST_TYPES = 50
"""An object has a type, and those that it descends from: seven at the most in exports of Exchange."""

_READ = _NUMBERS | _TEXTS | {"B", "T", "ToString"}
"""Elements whose characters are kept; those of BA, binary data, never are."""


def read(data: bytes, encoding: str | None) -> list[Value]:
    """The objects of a file, one for each that stood in the pipeline; raises ExportError."""
    reader = _Reader()
    guarded_xml.parse(data, encoding, reader.start, reader.end, reader.characters)
    return reader.top


def decoded(escaped: str) -> str:
    """A string without CLIXML's escapes (`_x000A_`); halves of a surrogate pair become one character again."""
    if "_x" not in escaped:
        return escaped
    found = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), escaped)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Frame:
    """An element that is not closed yet, and what its children gave it."""

    __slots__ = ("items", "key", "number", "parts", "properties", "ref", "tag", "text", "types", "value")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.key = attributes.get("N")
        self.ref = attributes.get("RefId")
        self.parts: list[str] = []
        self.types: tuple[str, ...] = ()
        self.text: str | None = None
        self.number: int | None = None
        self.items: list[Value] | None = None
        self.properties: dict[str, Value] = {}
        self.value: Value = None

    def characters(self) -> str:
        return decoded("".join(self.parts))


class _Reader:
    """Builds values from the parser's events."""

    def __init__(self) -> None:
        self.top: list[Value] = []
        self._stack: list[_Frame] = []
        self._types: dict[str | None, tuple[str, ...]] = {}
        self._objects: dict[str | None, Value] = {}
        self._enders: dict[str, Callable[[_Frame, _Frame], None]] = {
            "T": _end_type,
            "TN": self._end_types,
            "TNRef": self._end_types_again,
            "ToString": _end_text,
            "En": _end_entry,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._stack and tag != "Objs":
            raise ExportError(f"XML, but no CLIXML: it begins with <{tag[:40]}>")
        self._stack.append(_Frame(tag, attributes))
        if tag in _LISTS and len(self._stack) > 1:
            self._stack[-2].items = []

    def characters(self, data: str) -> None:
        frame = self._stack[-1]
        if frame.tag in _READ:
            frame.parts.append(data)

    def end(self, tag: str) -> None:
        frame = self._stack.pop()
        if tag == "DCT":
            self._stack[-1].properties.update(frame.properties)
        if not self._stack or tag in _BAGS or tag in _LISTS or tag == "DCT":
            return
        ender = self._enders.get(tag)
        if ender is not None:
            ender(frame, self._stack[-1])
        else:
            self._give(frame, self._value(frame))

    def _end_types(self, frame: _Frame, parent: _Frame) -> None:
        self._types[frame.ref] = parent.types = frame.types

    def _end_types_again(self, frame: _Frame, parent: _Frame) -> None:
        parent.types = self._types.get(frame.ref, ())

    def _value(self, frame: _Frame) -> Value:
        if frame.tag == "Ref":
            return self._objects.get(frame.ref)
        if frame.tag == "Obj":
            self._objects[frame.ref] = value = _object(frame)
            return value
        return _primitive(frame)

    def _give(self, frame: _Frame, value: Value) -> None:
        """Hand a value to the element that holds it."""
        parent = self._stack[-1]
        owner = self._stack[-2] if len(self._stack) > 1 else parent
        if parent.tag == "Objs":
            self.top.append(value)
        elif parent.tag in _BAGS:
            if frame.key is not None and is_wanted(frame.key):
                owner.properties[decoded(frame.key).lower()] = value
        elif parent.tag in _LISTS:
            if owner.items is not None:
                owner.items.append(value)
        elif parent.tag == "En":
            parent.properties[frame.key or ""] = value
        elif parent.tag == "Obj":
            parent.value = value


def _object(frame: _Frame) -> Value:
    if frame.items is not None:
        return frame.items
    number = frame.value if isinstance(frame.value, int) and not isinstance(frame.value, bool) else None
    if frame.value is not None and number is None and not frame.types:
        return frame.value
    text = frame.text if frame.text is not None or not isinstance(frame.value, str) else frame.value
    return Thing(frame.properties, frame.types, text, number)


def _primitive(frame: _Frame) -> Value:
    if frame.tag == "B":
        return frame.characters().strip().lower() == "true"
    if frame.tag in _NUMBERS:
        digits = frame.characters().strip()
        return int(digits) if len(digits) < 20 and digits.lstrip("-").isdecimal() else digits  # noqa: PLR2004  64 bits
    return frame.characters() if frame.tag in _TEXTS else None


def _end_type(frame: _Frame, parent: _Frame) -> None:
    if len(parent.types) < _MOST_TYPES:
        parent.types = (*parent.types, frame.characters().strip())


def _end_text(frame: _Frame, parent: _Frame) -> None:
    parent.text = frame.characters()


def _end_entry(frame: _Frame, parent: _Frame) -> None:
    key = frame.properties.get("Key")
    if isinstance(key, str):
        parent.properties[key.lower()] = frame.properties.get("Value")
