"""What a change changes in the declaration: objects that come and go, and fields that say something else."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import Literal, NamedTuple

from caslint.node import Mapping, Node
from caslint.review.objects import Name, Object, Path, meaning, place
from caslint.text import Place

Kind = Literal["added", "removed", "changed"]


class Change(NamedTuple):
    """One change: an object that is added or removed (`path` is empty), or a field of one.

    `before` and `after` are the object on either side, None where it is not
    there.  `old` and `new` are the field's values, None where it is absent.
    """

    name: Name
    path: Path
    before: Object | None
    after: Object | None
    old: Node | None = None
    new: Node | None = None

    @property
    def one(self) -> Object:
        """The object, as it is now where it is there."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  a change has an object
        return found

    @property
    def kind(self) -> Kind:
        """Whether it came, went, or says something else."""
        if self.path and self.old is not None and self.new is not None:
            return "changed"
        is_there = self.new is not None if self.path else self.after is not None
        return "added" if is_there else "removed"

    @property
    def field(self) -> str:
        """`virtualDirectories.ews.internalUrl`; empty for a whole object."""
        return ".".join(self.path)

    @property
    def place_before(self) -> Place | None:
        """Where it stood: the field, or its owner where the field was absent."""
        return place(self.before, self.path) if self.before is not None else None

    @property
    def place_after(self) -> Place | None:
        """Where it stands: the field, or its owner where the field is absent."""
        return place(self.after, self.path) if self.after is not None else None


def changes(before: Map[Name, Object], after: Map[Name, Object]) -> list[Change]:
    """Every change from one declaration to the other, in the order of the names."""
    found: list[Change] = []
    for name in sorted(before.keys() | after.keys()):
        first, second = before.get(name), after.get(name)
        if first is None or second is None:
            found.append(Change(name, (), first, second))
        elif not _reads_alike(first, second):
            found.extend(_fields_changed(name, first, second))
    return found


def _fields_changed(name: Name, before: Object, after: Object) -> Iterator[Change]:
    for path, old, new in _differences((), before.node, after.node):
        yield Change(name, path, before, after, old, new)


def _differences(
    path: Path, old: Node | None, new: Node | None
) -> Iterator[tuple[Path, Node | None, Node | None]]:
    """The deepest fields that say something else; what stands on one side only is one field."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted(old.entries.keys() | new.entries.keys()):
            yield from _differences((*path, key), old.entries.get(key), new.entries.get(key))
    elif meaning(old, path[-1]) != meaning(new, path[-1]):
        yield path, old, new


def _reads_alike(before: Object, after: Object) -> bool:
    """Whether both are the same text, and nothing in it stands elsewhere."""
    text = before.source.text[before.node.start : before.node.end]
    same = text == after.source.text[after.node.start : after.node.end]
    return same and bool(text) and "*" not in text
