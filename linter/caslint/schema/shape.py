"""A JSON Schema walked beside a tree: which sub-schema speaks of a node, and the plain value it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from caslint.node import FLAGS, Mapping, Node, Scalar, Sequence, is_null

Json = dict[str, Any]
"""A schema, or a part of one, as `json.loads` gives it."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")

ANYTHING: Json = {}
"""The schema of what the shape says nothing about: below an unknown key."""


def inlined(part: Json, root: Json) -> Json:
    """A schema with every `$ref` replaced by what it names; what stands beside one has the last word.

    Following references as it goes costs jsonschema a third of its time, and a
    shape without recursion has no need of them.
    """
    named = inlined(root["$defs"][part["$ref"].removeprefix("#/$defs/")], root) if "$ref" in part else {}
    own = {key: value for key, value in part.items() if key != "$ref"}
    for key in ("if", "else", "items", "additionalProperties"):
        if part.get(key):
            own[key] = inlined(part[key], root)
    if "properties" in part:
        own["properties"] = {name: inlined(value, root) for name, value in part["properties"].items()}
    if "anyOf" in part:
        own["anyOf"] = [inlined(branch, root) for branch in part["anyOf"]]
    return {**named, **own}


class Shape:
    """One JSON Schema of this project, inlined: choices by `anyOf`, and nothing further."""

    __slots__ = ("_alternatives", "_values", "root")

    def __init__(self, root: Json) -> None:
        self.root = root
        self._alternatives: dict[int, list[Json]] = {}
        self._values: dict[tuple[int, int], object] = {}

    def alternatives(self, schema: Json) -> list[Json]:
        """The schemas that a value may satisfy, choices opened."""
        known = self._alternatives.get(id(schema))
        if known is None:
            known = self._alternatives[id(schema)] = list(self._opened(schema))
        return known

    def _opened(self, schema: Json) -> Iterator[Json]:
        for branch in schema.get("anyOf", ()):
            yield from self.alternatives(branch)
        if "anyOf" not in schema:
            yield schema

    def types(self, schema: Json) -> list[str]:
        """The JSON types that a value may have, in the order of the schema."""
        found: list[str] = []
        for branch in self.alternatives(schema):
            stated: str | list[str] = branch.get("type", [])
            found += [stated] if isinstance(stated, str) else stated
        return list(dict.fromkeys(found))

    def words(self, schema: Json) -> list[str]:
        """The words that a value may be, where the schema lists them."""
        return [word for branch in self.alternatives(schema) for word in branch.get("enum", ())]

    def of_type(self, schema: Json, name: str) -> Json:
        """The alternative for values of a type; ANYTHING where there is none."""
        for branch in self.alternatives(schema):
            if branch.get("type") == name or (
                isinstance(branch.get("type"), list) and name in branch["type"]
            ):
                return branch
        return ANYTHING

    def below(self, schema: Json, node: Node, segment: str | int) -> Json:
        """The schema of a key's value or of an item."""
        if isinstance(node, Mapping):
            return _value_schema(self.of_type(schema, "object"), str(segment))
        found: Json = self.of_type(schema, "array").get("items", ANYTHING)
        return found

    def plain(self, node: Node, schema: Json) -> object:
        """The node as `json.loads` would give it, each scalar read as its schema asks.

        Where text is asked for, the scalar's own text counts.  What the schema
        has no words for is left empty.  A node that aliases share is turned
        into one value, so that the result is never larger than the file.
        """
        if isinstance(node, Scalar):
            return _scalar(node, self.types(schema))
        branch = self.of_type(schema, "object" if isinstance(node, Mapping) else "array")
        key = id(node), id(branch)
        if key not in self._values:
            self._values[key] = self._collection(node, branch)
        return self._values[key]

    def _collection(self, node: Mapping | Sequence, branch: Json) -> object:
        if isinstance(node, Mapping):
            inside = {} if branch is ANYTHING else node.entries
            return {key: self.plain(value, _value_schema(branch, key)) for key, value in inside.items()}
        if branch is ANYTHING:
            return []
        return [self.plain(item, branch["items"]) for item in node.items]


def _value_schema(branch: Json, key: str) -> Json:
    found: Json | bool = branch.get("properties", ANYTHING).get(key) or branch.get(
        "additionalProperties", False
    )
    return found if isinstance(found, dict) else ANYTHING


def _scalar(node: Scalar, types: list[str]) -> object:
    if is_null(node):
        return None
    if not node.style:
        if "boolean" in types and node.text in FLAGS:
            return FLAGS[node.text]
        if "integer" in types and _INTEGER.match(node.text):
            return int(node.text)
    return node.text
