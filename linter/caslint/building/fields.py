"""The kinds of value that a topology file holds, each read strictly from a node.

A reader returns the value or raises Surprise.  It never explains: when the
first surprise comes up, the whole tree goes to `caslint.schema`, which does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from caslint.node import FLAGS, NULLS, Mapping, Node, Scalar, Sequence

Reader = Callable[[Node], Any]
Shape = dict[str, Reader]
Slots = dict[str, tuple[str, Reader]]
"""The keys of an object: the attribute that holds the value of each, and its reader."""


class Surprise(Exception):  # noqa: N818  not an error of the program: a shape that the schema will explain
    """A node is not of the kind that its key asks for."""

    def __init__(self, node: Node) -> None:
        super().__init__(f"at {node.start}")
        self.node = node


def word(node: Node) -> str:
    """A text that is neither empty nor null; plain numbers and words keep their own text."""
    if type(node) is Scalar and node.text and (node.style or node.text not in NULLS):
        return node.text
    raise Surprise(node)


def is_null(node: Node) -> bool:
    """Whether the node is a plain null."""
    return type(node) is Scalar and not node.style and node.text in NULLS


def word_or_null(node: Node) -> str:
    """A text, or the empty text for null."""
    if type(node) is Scalar and node.text and (node.style or node.text not in NULLS):
        return node.text
    if is_null(node):
        return ""
    raise Surprise(node)


def flag(node: Node) -> bool:
    """A plain true or false."""
    found = FLAGS.get(node.text) if type(node) is Scalar and not node.style else None
    if found is None:
        raise Surprise(node)
    return found


def words(node: Node) -> tuple[str, ...]:
    """A list of texts."""
    if type(node) is not Sequence:
        raise Surprise(node)
    return tuple([word(item) for item in node.items])


def words_or_null(node: Node) -> tuple[str, ...]:
    """A list of texts, empty for null."""
    return () if is_null(node) else words(node)


def choice(*allowed: str) -> Reader:
    """One of these words, as they are written here."""
    known = frozenset(allowed)

    def read(node: Node) -> str:
        if type(node) is Scalar and node.text in known:
            return node.text
        raise Surprise(node)

    return read


def choices(*allowed: str) -> Reader:
    """A list of some of these words."""
    one = choice(*allowed)

    def read(node: Node) -> tuple[str, ...]:
        if type(node) is not Sequence:
            raise Surprise(node)
        return tuple([one(item) for item in node.items])

    return read


@cache
def set_of(listed: tuple[str, ...]) -> frozenset[str]:
    """The words of a list; equal lists share one set, because thousands of servers say the same."""
    return frozenset(listed)


def or_null(reader: Reader) -> Reader:
    """What the reader reads, or the empty tuple for null."""

    def read(node: Node) -> object:
        return () if is_null(node) else reader(node)

    return read


def one_or_more(reader: Reader) -> Reader:
    """One value or a list of them, as a tuple."""

    def read(node: Node) -> tuple[object, ...]:
        if type(node) is Sequence:
            return tuple([reader(item) for item in node.items])
        return (reader(node),)

    return read


def some(reader: Reader) -> Reader:
    """What a reader of lists reads, which must not be empty."""

    def read(node: Node) -> object:
        found = reader(node)
        if not found:
            raise Surprise(node)
        return found

    return read


def dotted(node: Node) -> str:
    """One number, or two with a dot between them, as they are written."""
    text = word(node)
    if not all(part.isascii() and part.isdigit() for part in text.split(".", 1)):
        raise Surprise(node)
    return text


def mapping(node: Node) -> Mapping:
    """A mapping, unread."""
    if type(node) is Mapping:
        return node
    raise Surprise(node)


def items(node: Node) -> list[Node]:
    """The items of a list, unread."""
    if type(node) is Sequence:
        return node.items
    raise Surprise(node)


def unread(node: Node) -> Node:
    """The node itself; its reader comes later."""
    return node


def read(node: Node, shape: Shape, *required: str) -> dict[str, Any]:
    """The values of a mapping whose keys are all in the shape, with the required ones present."""
    values: dict[str, Any] = {}
    for key, value in mapping(node).entries.items():
        reader = shape.get(key)
        if reader is None:
            raise Surprise(node)
        values[key] = reader(value)
    for key in required:
        if key not in values:
            raise Surprise(node)
    return values
