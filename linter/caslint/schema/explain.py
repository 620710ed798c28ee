"""From violations to faults: which place, whose, which sentence."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Fix, Subject
from caslint.node import Mapping, Node
from caslint.schema.document import Document, Path
from caslint.schema.fault import ShapeFault
from caslint.schema.near import guess
from caslint.schema.shape import Json, Shape
from caslint.schema.unknown_key import Keys
from caslint.schema.values import Value
from caslint.schema.violations import Violation, violations
from caslint.text import Place, Source
from caslint.words import and_list, shortened

MOST_SHOWN = 10_000
"""How many faults of a file are told one by one."""

MOST_COUNTED = 20_000
"""How many faults of a file are looked for."""


def explain(root: Node, source: Source, schema: Json) -> list[ShapeFault]:
    """What the schema refuses in a tree, as `caslint.schema.check` promises it."""
    explaining = _Explaining(Document(root, source), Shape(schema))
    found: dict[tuple[int, int], ShapeFault] = {}
    for fault in explaining.faults():
        found.setdefault((fault.place.start, fault.place.end), fault)
        if len(found) > MOST_COUNTED:
            break
    return _shown([found[place] for place in sorted(found)])


def _shown(faults: list[ShapeFault]) -> list[ShapeFault]:
    if len(faults) <= MOST_SHOWN + 1:
        return faults
    first = faults[MOST_SHOWN]
    more = len(faults) - MOST_SHOWN
    many = f"more than {MOST_COUNTED - MOST_SHOWN}" if len(faults) > MOST_COUNTED else str(more)
    words = f"{many} further places of this file are not of the format's shape; the first is here"
    rest = ShapeFault(first.place, words, Subject("file", first.place.file), "")
    return [*faults[:MOST_SHOWN], rest]


class _Explaining:
    """One file's violations, put into words."""

    def __init__(self, document: Document, shape: Shape) -> None:
        self.document = document
        self.shape = shape
        self.missing: dict[Path, list[str]] = {}

    def faults(self) -> Iterator[ShapeFault]:
        """Every fault, in no order; a place may come twice."""
        plain = self.shape.plain(self.document.root, self.shape.root)
        for violation in violations(plain, self.shape.root):
            if violation.keyword == "required":
                self._note_missing(violation)
            elif violation.keyword == "additionalProperties":
                yield from self._unknown_keys(violation)
            else:
                yield self._value(violation)
        for path, keys in self.missing.items():
            if keys:
                yield self._missing(path, keys)

    def _schemas(self, path: Path) -> list[Json]:
        """The schemas that speak of the nodes on a path, the root's first."""
        schemas = [self.shape.root]
        for node, segment in zip(self.document.trail(path), path, strict=False):
            schemas.append(self.shape.below(schemas[-1], node, segment))
        return schemas

    def _value(self, violation: Violation) -> ShapeFault:
        path = violation.path
        schemas = self._schemas(path)
        around = self.shape.of_type(schemas[-2], "object") if len(schemas) > 1 else {}
        value = Value(self.document, self.shape, path, schemas[-1], around)
        message, fix = value.explain(violation.keyword)
        return self._fault(self.document.place(path), path, message, fix)

    def _unknown_keys(self, violation: Violation) -> Iterator[ShapeFault]:
        path = violation.path
        node = self.document.trail(path)[-1]
        assert isinstance(node, Mapping)  # noqa: S101  only mappings have keys
        keys = Keys(self.document.source, self.shape, node, violation.schema)
        for key, start, end in keys.unknown():
            place = Place(self.document.source, start, end, self.document.key_pointer(path, key))
            message, fix = keys.explain(key, start, end)
            yield self._fault(place, (*path, key), message, fix)

    def _note_missing(self, violation: Violation) -> None:
        node = self.document.trail(violation.path)[-1]
        assert isinstance(node, Mapping)  # noqa: S101  only mappings lack keys
        missing = self.missing.setdefault(violation.path, [])
        known = self.shape.of_type(self._schemas(violation.path)[-1], "object").get("properties", {})
        meant = {name for key in node.entries if key not in known for name in guess(key, known).names[:1]}
        if "version" in meant:
            meant |= {"roles", "site"}  # the version decides whether these two are asked for
        for key in violation.schema["required"]:
            if key not in node.entries and key not in meant and key not in missing:
                missing.append(key)

    def _missing(self, path: Path, keys: list[str]) -> ShapeFault:
        message = f"{and_list(keys)} {'is' if len(keys) == 1 else 'are'} missing"
        return self._fault(self.document.place(path), (*path, keys[0]), message, None)

    def _fault(self, place: Place, path: Path, message: str, fix: Fix | None) -> ShapeFault:
        owner = self.document.owner(path)
        words = f"{owner.words}: {message}" if owner.words else message
        key = "/".join(str(part) for part in path[owner.depth :])
        return ShapeFault(place, words, owner.subject, shortened(key), fix)
