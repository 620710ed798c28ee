"""The reader: bytes to text to a tree, the same with libyaml and without, and every place where it says it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from both_parsers import located
from caslint.decode import Undecodable, decode, encode
from caslint.node import Mapping, Node, Scalar
from caslint.text import Source
from caslint.tree import Parsed, parse
from mutations import DOCUMENTS, PIECES

SEEDS = tuple(document.encode() for document in DOCUMENTS)
WORDS = tuple(piece for piece in PIECES if 1 < len(piece) < 20)


def run(data: bytes) -> None:
    """Read the bytes as a file, and hold what is read against the text."""
    found = decode(data)
    if isinstance(found, Undecodable):
        assert 0 <= found.start <= found.end <= len(found.text)
        text = data.decode("utf-8", "replace")
    else:
        text, encoding = found
        assert encode(text, encoding) == data
    parsed, pure = parse(text), parse(text, pure=True)
    assert (located(parsed.root), parsed.faults) == (located(pure.root), pure.faults)
    _hold(text, parsed)


def _hold(text: str, parsed: Parsed) -> None:
    places = Source("a", text)
    begins = _line_begins(text)
    for fault in parsed.faults:
        assert fault.message
        for start, end in [(fault.start, fault.end), *[spot[:2] for spot in fault.related]]:
            assert 0 <= start <= end <= len(text)
            line = bisect_right(begins, start)
            assert places.locate(start) == (line, start - begins[line - 1] + 1)
    for node in nodes(parsed.root):
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, Scalar):
            _hold_scalar(text[node.start : node.end], node)


def _hold_scalar(cut: str, node: Scalar) -> None:
    if node.style in ("'", '"'):
        alone = parse(cut).root
        assert isinstance(alone, Scalar)
        assert alone.text == node.text
    elif not node.style and "\n" not in cut and "\r" not in cut:
        assert cut == node.text


def _line_begins(text: str) -> list[int]:
    ends = [
        at + 1
        for at, one in enumerate(text)
        if one == "\n" or (one == "\r" and text[at + 1 : at + 2] != "\n")
    ]
    return [0, *ends]


def nodes(root: Node | None) -> Iterator[Node]:
    """Every node of a tree; one that has several names, once."""
    todo, seen = [root] if root else [], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, Mapping):
            todo += node.entries.values()
        elif not isinstance(node, Scalar):
            todo += node.items
