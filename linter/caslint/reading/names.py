"""Anchors, aliases and merges: the parts of YAML that let one node stand in several places."""

from __future__ import annotations

from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.reading.fault import refuse
from caslint.reading.pattern import pattern
from caslint.reading.refusals import MAX_DEPTH, MAX_NODES
from caslint.words import Nearest, and_list, shortened

_FOLLOWS = frozenset(("", " ", "\r", "\n", ",", "]", "}"))


class Names:
    """The anchors of one text, and what their aliases add to it."""

    __slots__ = ("_measures", "_nodes", "_places", "_text", "expanded", "opened")

    def __init__(self, text: str) -> None:
        self._text = text
        self._nodes: dict[str, Node | None] = {}  # None while the node is not read to its end
        self._places: dict[str, tuple[int, int]] = {}
        self._measures: dict[int, tuple[int, int]] = {}
        self.opened: list[tuple[Node, str]] = []
        self.expanded = 0

    def define(self, anchor: str, start: int, node: Node | None) -> int:
        """Take up an anchor that stands at `start`; where the node behind it may begin."""
        text, end = self._text, start + 1 + len(anchor)
        if anchor in self._places:
            raise refuse(
                start,
                end,
                f"the anchor &{shortened(anchor)} is defined twice; give the second one a name of its own",
                (*self._places[anchor], "defined here first"),
            )
        if text[end : end + 1] not in _FOLLOWS:
            raise refuse(start, end, "a space is missing after this anchor")
        self._places[anchor] = start, end
        self._nodes[anchor] = node
        return self._skip(end)

    def _skip(self, at: int) -> int:
        """Past white space and comments."""
        found = pattern(r"(?:[\ \t\r\n]++|\#[^\r\n]*+)*+").match(self._text, at)
        return found.end() if found else at

    def close(self, node: Node) -> None:
        """A collection with an anchor has been read to its end."""
        _, anchor = self.opened.pop()
        self._nodes[anchor] = node

    def find(self, name: str, start: int, end: int) -> Node:
        """What an alias names."""
        if self._text[end : end + 1] not in _FOLLOWS:
            raise refuse(start, end, "a space is missing after this alias")
        if name not in self._nodes:
            raise refuse(
                start, end, f"there is no anchor &{shortened(name)} before this alias{self._hint(name)}"
            )
        node = self._nodes[name]
        if node is None:
            raise refuse(
                start, end, f"the alias *{shortened(name)} stands inside the very thing that it names"
            )
        return node

    def _hint(self, name: str) -> str:
        near = Nearest(self._nodes).to(name)
        if near:
            return f"; perhaps &{shortened(near)} was meant"
        return (
            f"; there is {and_list([f'&{shortened(anchor)}' for anchor in self._nodes])}"
            if self._nodes
            else ""
        )

    def expand(self, node: Node, start: int, end: int, depth: int) -> None:
        """Count a node once more, at a depth."""
        size, height = self._measures.get(id(node)) or self._measure(node)
        self.expanded += size
        if self.expanded > MAX_NODES:
            raise refuse(
                start, end, "with this alias written out, the file would hold too many values to check"
            )
        if depth + height > MAX_DEPTH:
            raise refuse(
                start, end, f"with this alias written out, collections would stand more than {MAX_DEPTH} deep"
            )

    def _measure(self, node: Node) -> tuple[int, int]:
        """How many nodes there are in a node, and how deep they stand."""
        measures, size, height = self._measures, 0, 0
        left: list[tuple[Node, int]] = [(node, 0)]
        while left:
            part, depth = left.pop()
            more, deeper = measures.get(id(part), (1, 0 if type(part) is Scalar else 1))
            size += more
            height = max(height, depth + deeper)
            if id(part) not in measures and not isinstance(part, Scalar):
                inner = part.entries.values() if isinstance(part, Mapping) else part.items
                left.extend((child, depth + 1) for child in inner)
        measures[id(node)] = size, height
        return size, height


def merge(node: Mapping, text: str) -> None:
    """Bring in what << names; the mapping's own keys win, then the first that is merged."""
    entries = node.entries
    start, end = node.key_range("<<")
    if text[start : start + 1] in ("'", '"'):
        return
    place = 2 * list(entries).index("<<")
    del node.keys[place : place + 2]
    merged = entries.pop("<<")
    for mapping in merged.items if isinstance(merged, Sequence) else [merged]:
        if not isinstance(mapping, Mapping):
            raise refuse(start, end, "only a mapping, or a list of mappings, can be merged with <<")
        keys = mapping.keys
        for index, (key, value) in enumerate(mapping.entries.items()):
            if key not in entries:
                entries[key] = value
                node.keys += keys[2 * index : 2 * index + 2]
