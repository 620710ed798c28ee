"""The two ways of reading a text: with libyaml and without."""

from __future__ import annotations

from collections.abc import Callable

from caslint.reading.events import has_libyaml
from caslint.tree import Mapping, Node, Parsed, Scalar, parse

Parser = Callable[[str], Parsed]


def with_libyaml(text: str) -> Parsed:
    return parse(text)


def without_libyaml(text: str) -> Parsed:
    return parse(text, pure=True)


PARSERS: dict[str, Parser] = {"pure": without_libyaml}
if has_libyaml():
    PARSERS["libyaml"] = with_libyaml

Shape = str | list["Shape"] | dict[str, "Shape"] | None


def shape(node: Node | None) -> Shape:
    """A tree without its places, as plain values."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: shape(value) for key, value in node.entries.items()}
    return [shape(item) for item in node.items]


def located(node: Node | None) -> object:
    """A tree with all its places, to compare."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text, node.style, node.start, node.end
    if isinstance(node, Mapping):
        entries = [(key, located(value)) for key, value in node.entries.items()]
        return entries, node.keys, node.start, node.end
    return [located(item) for item in node.items], node.start, node.end
