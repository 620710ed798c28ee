"""What the JSON Schema of the topology says of a place: the words that other editors show, too."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from caslint.lsp.spot import Path
from caslint.node import Node
from caslint.schema.document import Document
from caslint.schema.shape import ANYTHING, Json, Shape, inlined
from caslint.schema_data import schema_bytes
from caslint.text import Source


class Described(NamedTuple):
    """A key of the format: title and description, and the words that its value may be."""

    title: str
    description: str
    words: tuple[str, ...]


@cache
def shape() -> Shape:
    """The format; read when it is first asked for."""
    schema = json.loads(schema_bytes("topology"))
    return Shape(inlined(schema, schema))


def described(root: Node, source: Source, path: Path) -> Described | None:
    """What the format says of the key that a path leads to; of an item of a list, its list's key."""
    while path and not isinstance(path[-1], str):
        path = path[:-1]
    found = schema_at(root, source, path) if path else ANYTHING
    if "description" not in found:
        return None
    words = shape().words(found) or shape().words(shape().of_type(found, "array").get("items", ANYTHING))
    return Described(found.get("title", ""), found["description"], tuple(words))


def schema_at(root: Node, source: Source, path: Path) -> Json:
    """The part of the schema that speaks of the value at a path."""
    found = shape().root
    for node, segment in zip(Document(root, source).trail(path), path, strict=False):
        found = shape().below(found, node, segment)
    return found
