"""What is being written at a position: found by reading the text as if a word stood there already."""

from __future__ import annotations

from typing import NamedTuple

from caslint.lsp.spot import Path, spot
from caslint.node import Node, Scalar
from caslint.text import Source
from caslint.tree import parse

_WORD = "caslintplaceholder"


class Cursor(NamedTuple):
    """A value that is being written.

    `start` and `end` are its offsets in the text as it stands, quotes included;
    `root` and `source` are the text with a word in it, as read.
    """

    path: Path
    style: str
    start: int
    end: int
    root: Node
    source: Source


def cursor(text: str, offset: int) -> Cursor | None:
    """The value at an offset; None in a key, in a comment, and where the text around it cannot be read.

    What stands below may be broken: then the text is read to the end of the line.
    """
    line_end = min(
        [at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0] or [len(text)]
    )
    for rest in dict.fromkeys([text[offset:], text[offset:line_end]]):
        found = _read(text[:offset], rest)
        if found is not None:
            return found
    return None


def _read(before: str, rest: str) -> Cursor | None:
    source = Source("", before + _WORD + rest)
    root = parse(source.text).root
    found = spot(root, len(before)) if root is not None else None
    if root is None or found is None or found.is_key or not isinstance(found.node, Scalar):
        return None
    written = source.text[found.start : found.end]
    if _WORD not in written or "\n" in written or "\r" in written:
        return None
    return Cursor(found.path, found.node.style, found.start, found.end - len(_WORD), root, source)
