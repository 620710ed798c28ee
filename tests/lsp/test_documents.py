"""Buffers and positions: a change gives the text that the client has, whatever the units of its columns."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.lsp.documents import Document
from caslint.lsp.protocol import ProtocolError
from caslint.lsp.ruler import ENCODINGS, Ruler
from caslint.text import Source

TEXTS = st.text(st.sampled_from("ab \n\r\té€😀\u2028𝔸"), max_size=40)


def units(text: str, encoding: str) -> int:
    """The columns of a text, counted another way than the server does."""
    wide = {"utf-16": "utf-16-le", "utf-8": "utf-8", "utf-32": "utf-32-le"}[encoding]
    return len(text.encode(wide)) // {"utf-16": 2, "utf-8": 1, "utf-32": 4}[encoding]


def split(text: str) -> list[str]:
    """The lines of a text with their ends, which are those of the protocol."""
    lines = [""]
    for index, character in enumerate(text):
        lines[-1] += character
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            lines.append("")
    return lines


def position(text: str, offset: int, encoding: str) -> dict[str, int]:
    """The position of an offset that is not between the two characters of a line end."""
    before = 0
    for number, line in enumerate(split(text)):
        if offset < before + len(line) or number == len(split(text)) - 1:
            return {"line": number, "character": units(text[before:offset], encoding)}
        before += len(line)
    raise AssertionError


def ends(text: str, offset: int) -> int:
    """The offset, or the one before it where it is in the middle of a line end."""
    return offset - (text[offset - 1 : offset + 1] == "\r\n")


@given(TEXTS, st.integers(0, 40), st.sampled_from(ENCODINGS))
def test_offsets_become_positions_and_come_back(text: str, offset: int, encoding: str) -> None:
    offset = ends(text, min(offset, len(text)))
    ruler = Ruler(Source("a", text), encoding)

    assert ruler.position(offset) == position(text, offset, encoding)
    assert ruler.offset(ruler.position(offset)) == offset


@given(TEXTS, st.integers(0, 9), st.integers(0, 9), st.sampled_from(ENCODINGS))
def test_any_position_is_a_place_in_its_line(text: str, line: int, character: int, encoding: str) -> None:
    offset = Ruler(Source("a", text), encoding).offset({"line": line, "character": character})

    lines = split(text)
    if line >= len(lines):
        assert offset == len(text)
    else:
        start = len("".join(lines[:line]))
        body = lines[line].rstrip("\r\n")
        assert start <= offset <= start + len(body)
        assert units(text[start:offset], encoding) <= character
        assert offset == start + len(body) or units(text[start : offset + 1], encoding) > character


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXTS), max_size=4), st.data())
def test_changes_give_the_text_that_the_client_has(
    text: str, changes: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    encoding = data.draw(st.sampled_from(ENCODINGS))
    document = Document("file:///a.yaml", text, 1)
    sent: list[dict[str, Any]] = []
    for first, second, new in changes:
        start, end = sorted((ends(text, min(first, len(text))), ends(text, min(second, len(text)))))
        span = {"start": position(text, start, encoding), "end": position(text, end, encoding)}
        sent.append({"range": span, "text": new})
        text = text[:start] + new + text[end:]
    document.change(sent, 2, encoding)

    assert document.source.text == text
    assert document.version == 2


def test_a_full_change_replaces_all() -> None:
    document = Document("file:///a.yaml", "old", 1)
    document.change([{"text": "new"}, {"range": None, "text": "newer"}], 5, "utf-16")

    assert document.source.text == "newer"


@pytest.mark.parametrize(
    "change",
    [
        None,
        {},
        {"text": 1},
        {"text": "x", "range": 3},
        {"text": "x", "range": {}},
        {"text": "x", "range": {"start": {"line": 0, "character": 0}}},
        {"text": "x", "range": {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}}},
        {"text": "x", "range": {"start": {"line": 0.5, "character": 0}, "end": {"line": 0, "character": 0}}},
        {"text": "x", "range": {"start": {"line": True, "character": 0}, "end": {"line": 0, "character": 0}}},
    ],
)
def test_a_malformed_change_changes_nothing(change: object) -> None:
    document = Document("file:///a.yaml", "old", 1)
    with pytest.raises(ProtocolError):
        document.change([{"text": "new"}, change], 2, "utf-16")

    assert (document.source.text, document.version) == ("old", 1)


def test_a_byte_order_mark_counts_for_the_client_only() -> None:
    ruler = Ruler(Source("a", "ab\ncd"), "utf-16", lead=1)

    assert ruler.position(1) == {"line": 0, "character": 2}
    assert ruler.offset({"line": 0, "character": 2}) == 1
    assert ruler.offset({"line": 0, "character": 0}) == 0
    assert ruler.position(4) == {"line": 1, "character": 1}
