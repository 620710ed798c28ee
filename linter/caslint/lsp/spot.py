"""What stands at an offset of a tree: a key or a value, and the path that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from caslint.node import Mapping, Node, Scalar

Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """A key, or a value alone; `start` and `end` are its offsets.

    `path` leads to the value, of a key's too, and `node` is the value.
    """

    path: Path
    node: Node
    start: int
    end: int
    is_key: bool


class _Child(NamedTuple):
    segment: str | int
    start: int
    key_end: int
    node: Node


def spot(root: Node, offset: int) -> Spot | None:
    """What stands at an offset; its end counts, too.  None between things, and where an alias stands."""
    node, path = root, Path()
    while not isinstance(node, Scalar):
        child = _child(node, offset)
        if child is None:
            return None
        path = (*path, child.segment)
        if child.start <= offset <= child.key_end and isinstance(child.segment, str):
            return Spot(path, child.node, child.start, child.key_end, is_key=True)
        node = child.node
        if not child.key_end <= node.start <= offset <= node.end:
            return None
    return Spot(path, node, node.start, node.end, is_key=False) if node.start <= offset <= node.end else None


def _child(node: Node, offset: int) -> _Child | None:
    """The last child that begins at an offset or before it; what an alias brings in stands elsewhere."""
    found, passed = None, node.start
    for child in _children(node):
        if child.start < passed:
            continue
        if child.start > offset:
            break
        found, passed = child, max(child.key_end, child.node.end)
    return found


def _children(node: Node) -> Iterator[_Child]:
    if isinstance(node, Mapping):
        for index, (key, value) in enumerate(node.entries.items()):
            yield _Child(key, node.keys[2 * index], node.keys[2 * index + 1], value)
    elif not isinstance(node, Scalar):
        for index, item in enumerate(node.items):
            yield _Child(index, item.start, item.start, item)


def at(root: Node, path: Path) -> Node | None:
    """The node that a path leads to."""
    node: Node | None = root
    for segment in path:
        if isinstance(node, Mapping):
            node = node.entries.get(str(segment))
        elif node is None or isinstance(node, Scalar) or not isinstance(segment, int):
            return None
        else:
            node = node.items[segment] if segment < len(node.items) else None
    return node
