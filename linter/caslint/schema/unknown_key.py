"""A key that its mapping does not take: what was meant, or where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Edit, Fix
from caslint.node import Mapping
from caslint.schema.near import Guess, guess
from caslint.schema.shape import Json, Shape
from caslint.text import Source
from caslint.words import or_list, shortened


class Keys:
    """The keys of one mapping and those that its schema takes."""

    def __init__(self, source: Source, shape: Shape, node: Mapping, schema: Json) -> None:
        self.source = source
        self.shape = shape
        self.node = node
        self.known: Json = schema["properties"]

    def unknown(self) -> Iterator[tuple[str, int, int]]:
        """Each key that is not taken, with the offsets at which it stands."""
        for index, key in enumerate(self.node.entries):
            if key not in self.known:
                yield key, self.node.keys[2 * index], self.node.keys[2 * index + 1]

    def explain(self, key: str, start: int, end: int) -> tuple[str, Fix | None]:
        """The sentence about an unknown key, and the fix where it is clear what was meant."""
        near = guess(key, self.known)
        unknown = f"unknown key '{shortened(key)}'"
        if near.sure or near.likely:
            return f"{unknown}; did you mean {near.names[0]}?", self._fix(near, start, end)
        homes = self._homes(key)
        if homes:
            return f"{unknown}; it is a key of {or_list(homes)}", None
        if near.names:
            return f"{unknown}; did you mean {or_list(near.names)}?", None
        return f"{unknown}; allowed: {', '.join(self.known)}", None

    def _fix(self, near: Guess, start: int, end: int) -> Fix | None:
        meant = near.names[0]
        if meant in self.node.entries:
            return None
        return Fix(f"write {meant}", (Edit(self.source, start, end, meant),), safe=near.sure)

    def _homes(self, key: str) -> list[str]:
        """The parts of the format that take the key."""
        parts: dict[str, Json] = self.shape.root.get("$defs", {})
        homes = [name for name, part in parts.items() if key in part.get("properties", {})]
        return [*homes, "the file's top level"] if key in self.shape.root["properties"] else homes
