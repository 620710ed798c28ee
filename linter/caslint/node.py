"""The nodes of a YAML tree: scalars, sequences and mappings that know where they stand."""

from __future__ import annotations

from collections.abc import MutableSequence


class Scalar:
    """A value as it is written.

    `style` is empty for a plain scalar, else one of ' " | >.  `start` and `end`
    are offsets in code points, quotes included, an anchor not.
    """

    __slots__ = ("end", "start", "style", "text")

    def __init__(self, text: str, style: str = "", start: int = 0, end: int = 0) -> None:
        self.text = text
        self.style = style
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Scalar({self.text!r})"


class Sequence:
    """A list; `start` and `end` are offsets in code points."""

    __slots__ = ("end", "items", "start")

    def __init__(self, items: list[Node], start: int = 0, end: int = 0) -> None:
        self.items = items
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Sequence({self.items!r})"


class Mapping:
    """Keys and values in the order of the file; merged keys follow the mapping's own.

    `keys` holds where the keys stand: start and end of each in turn, in the
    order of `entries`.
    """

    __slots__ = ("end", "entries", "keys", "start")

    def __init__(
        self, entries: dict[str, Node], keys: MutableSequence[int], start: int = 0, end: int = 0
    ) -> None:
        self.entries = entries
        self.keys = keys
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Mapping({self.entries!r})"

    def key_range(self, key: str) -> tuple[int, int]:
        """Where a key stands; KeyError when there is none."""
        for index, name in enumerate(self.entries):
            if name == key:
                return self.keys[2 * index], self.keys[2 * index + 1]
        raise KeyError(key)


Node = Scalar | Sequence | Mapping


NULLS = frozenset({"", "~", "null", "Null", "NULL"})
FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
"""YAML 1.2's plain nulls and booleans."""


def is_null(node: Node) -> bool:
    """Whether this is YAML's null, written out or left out."""
    return isinstance(node, Scalar) and not node.style and node.text in NULLS
