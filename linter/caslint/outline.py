"""From an offset in a text to what stands there in its tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from caslint.node import Mapping, Node, Scalar, Sequence

_LEAD = re.compile(r"(?:[-?](?=\s)|&\S++|#[^\r\n]*+|\s++)*+")
"""What may stand before a node in its item: a dash, an anchor, comments and white space."""

_LINE_END = re.compile(r"\r\n?|\n")


class _Child(NamedTuple):
    """An item of a sequence, or a key with its value: where it begins, its key's end, the node."""

    start: int
    key_end: int
    node: Node


class Outline:
    """The tree of one text, for questions by offset; only the branches asked for are looked at.

    What an alias brings in stands elsewhere in the text, and is no part of the
    place where the alias stands.
    """

    __slots__ = ("_branches", "root", "text")

    def __init__(self, root: Node, text: str) -> None:
        self.root = root
        self.text = text
        self._branches: dict[int, tuple[list[int], list[_Child]]] = {}

    def in_scalar(self, offset: int) -> bool:
        """Whether the offset is inside a key or a value, quotes included.

        A block scalar begins after its header line, where a comment may stand.
        """
        node = self.root
        while not isinstance(node, Scalar):
            child = self._at(node, offset)
            if child is None:
                return False
            if offset < child.key_end:
                return True
            node = child.node
        return self._body(node) <= offset < node.end

    def begins(self, offset: int) -> tuple[int, int] | None:
        """The range of the item or key (or value alone) that begins at an offset: the outermost one, to its end.

        The offset is that of a line's first character that is not white space.
        None where no item and no key begins there.
        """
        node = self.root
        end = len(self.text)
        while not isinstance(node, Scalar):
            starts, children = self._branch(node)
            index = bisect_right(starts, offset)
            after = starts[index] if index < len(starts) else end
            if index and starts[index - 1] == offset:
                return offset, after
            if index < len(starts) and self._leads(offset, after):
                return offset, starts[index + 1] if index + 1 < len(starts) else end
            if not index:
                return None
            node, end = children[index - 1].node, after
        return (offset, node.end) if offset == node.start else None

    def _leads(self, offset: int, start: int) -> bool:
        """Whether only a dash, an anchor and the like stand between an offset and a node."""
        found = _LEAD.match(self.text, offset, start)
        return found is not None and found.end() == start

    def _body(self, scalar: Scalar) -> int:
        if scalar.style not in ("|", ">"):
            return scalar.start
        header = _LINE_END.search(self.text, scalar.start, scalar.end)
        return header.end() if header else scalar.end

    def _at(self, node: Mapping | Sequence, offset: int) -> _Child | None:
        """The last child that begins at the offset or before it."""
        starts, children = self._branch(node)
        index = bisect_right(starts, offset)
        return children[index - 1] if index else None

    def _branch(self, node: Mapping | Sequence) -> tuple[list[int], list[_Child]]:
        if id(node) not in self._branches:
            children = _own(node)
            self._branches[id(node)] = [child.start for child in children], children
        return self._branches[id(node)]


def _own(node: Mapping | Sequence) -> list[_Child]:
    """The children that stand in the node's own text, in order.

    What an alias or a merge brings in begins before the place where it was
    brought in, and so before the end of what was read until then.
    """
    children: list[_Child] = []
    end = node.start
    for start, key_end, value in _all(node):
        if start < end:
            continue
        children.append(_Child(start, key_end, value))
        end = max(key_end, value.end if value.start >= key_end else key_end)
    return children


def _all(node: Mapping | Sequence) -> list[_Child]:
    if isinstance(node, Sequence):
        return [_Child(item.start, item.start, item) for item in node.items]
    starts = node.keys[0::2]
    return list(map(_Child, starts, node.keys[1::2], node.entries.values()))
