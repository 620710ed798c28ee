"""Declared: anything that a topology file declares, and where it stands."""

from __future__ import annotations

from enum import Enum
from typing import Final

from caslint.node import Mapping, Node, Scalar, Sequence, is_null
from caslint.text import Place, Source


class Unknown(Enum):
    """The third state of a fact, beside a value and None (declared or known to be empty)."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


class Declared:
    """An item of a topology file.

    A scalar is pointed at where its value stands, anything larger where its
    key stands, and what is missing where its owner stands.  An item of a list
    has no key, so it is pointed at by its `name: X` pair.
    """

    __slots__ = ("name", "node", "pointer", "source")

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        self.name = name
        self.source = source
        self.node = node
        self.pointer = pointer

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    @property
    def place(self) -> Place:
        """Where the item stands."""
        start, end = head(self.node)
        return Place(self.source, start, end, self.pointer)

    def declares(self, field: str) -> bool:
        """Whether the key is written, be its value null or not."""
        return field in self.node.entries

    def at(self, *fields: str) -> Place:
        """Where a field stands, nested fields one after another; its owner where it is absent."""
        return inside(self.place, self.node, fields)

    def at_item(self, field: str, index: int) -> Place:
        """Where an item of a list of words stands."""
        return item(self.at(field), self.node, field, index)


def inside(owner: Place, node: Node, fields: tuple[str, ...]) -> Place:
    """The place of a field below `node`, or of the deepest owner that is written."""
    for field in fields:
        if not isinstance(node, Mapping) or field not in node.entries:
            return owner
        value = node.entries[field]
        pointer = f"{owner.pointer}/{field}"
        if isinstance(value, Scalar) and value.end > value.start:
            owner = Place(owner.source, value.start, value.end, pointer)
        else:
            owner = Place(owner.source, *node.key_range(field), pointer)
        node = value
    return owner


def has_value(owner: Mapping, field: str) -> bool:
    """Whether a key is written and holds more than null, `unknown` or an empty list."""
    node = owner.entries.get(field)
    if isinstance(node, Scalar):
        return not is_null(node) and node.text != "unknown"
    return node is not None and not (isinstance(node, Sequence) and not node.items)


def item(whole: Place, owner: Node, field: str, index: int) -> Place:
    """The place of an item of the list that `field` of the owner holds; the whole list's where there is none."""
    found = owner.entries.get(field) if isinstance(owner, Mapping) else None
    if not isinstance(found, Sequence) or index >= len(found.items):
        return whole
    one = found.items[index]
    return Place(whole.source, one.start, one.end, f"{whole.pointer}/{index}")


def head(node: Mapping) -> tuple[int, int]:
    """The range of the `name: X` pair, else of the first pair, else of the mapping's beginning."""
    if not node.entries:
        return node.start, node.start
    key = "name" if "name" in node.entries else next(iter(node.entries))
    value = node.entries[key]
    start, end = node.key_range(key)
    return start, value.end if isinstance(value, Scalar) and value.end > end else end
