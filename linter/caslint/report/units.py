"""Columns as readers count them: GitHub and editors in UTF-16 units, reviewdog in bytes of UTF-8."""

from __future__ import annotations

from typing import NamedTuple

from caslint.text import Place, Source


class Span(NamedTuple):
    """A range of lines and columns, all from 1, the end excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


def code_points(place: Place) -> Span:
    """Columns as people and our own JSON count them."""
    return Span(*place.source.locate(place.start), *place.source.locate(place.end))


def utf16(source: Source, start: int, end: int) -> Span:
    """Columns in UTF-16 units, as SARIF and the language server protocol count them."""
    return Span(*_located(source, start, "utf-16-le", 2), *_located(source, end, "utf-16-le", 2))


def utf8(source: Source, start: int, end: int) -> Span:
    """Columns in bytes of UTF-8, as reviewdog counts them."""
    return Span(*_located(source, start, "utf-8", 1), *_located(source, end, "utf-8", 1))


def first_line(place: Place) -> Place:
    """The place as far as it stands on its first line.

    GitHub shows an alert in a pull request only where every line of it was
    changed, and drops the columns of an annotation that has several lines.
    """
    line, column = place.source.locate(place.start)
    end = place.start - column + 1 + len(place.source.line(line))
    if place.end <= end:
        return place
    return Place(place.source, place.start, max(place.start, end), place.pointer)


def _located(source: Source, offset: int, codec: str, size: int) -> tuple[int, int]:
    line, column = source.locate(offset)
    before = source.text[offset - column + 1 : offset]
    if before.isascii():
        return line, column
    return line, len(before.encode(codec, "surrogatepass")) // size + 1
