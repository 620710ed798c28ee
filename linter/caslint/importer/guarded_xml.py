"""XML from files that nobody vouches for: no DTD, no entities, nothing from outside, bounded depth and size."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from caslint.importer.value import ExportError

MAX_DEPTH = 200
"""How deep elements may stand in one another; exports of Exchange stay below 40."""

MAX_ELEMENTS = 20_000_000
"""How many elements a file may have."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


class _Bounds:
    """Counts on the way in and out, and hands on."""

    def __init__(self, start: Start, end: End) -> None:
        self._start = start
        self._end = end
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise ExportError(f"its XML stands more than {MAX_DEPTH} elements deep")
        if self._count > MAX_ELEMENTS:
            raise ExportError(f"its XML has more than {MAX_ELEMENTS:,} elements")
        self._start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._end(tag)


def parse(data: bytes, encoding: str | None, start: Start, end: End, characters: Characters) -> None:
    """Hand the elements of an XML file to the three functions; raises ExportError.

    `encoding` overrides what the file says of itself.  A document type
    declaration is refused before anything in it is read, so that no entity is
    ever declared, and none but XML's own five can be used.
    """
    bounds = _Bounds(start, end)
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = bounds.start
    parser.EndElementHandler = bounds.end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)  # noqa: FBT003  the parser takes it by place only
    except expat.ExpatError as error:
        raise ExportError(f"broken XML in line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except (LookupError, ValueError):
        raise ExportError("its XML is in an encoding that is not known") from None


def _refuse(*_: object) -> NoReturn:
    raise ExportError("its XML has a document type declaration, which no export has; it is not read")
