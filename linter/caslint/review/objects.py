"""What a declaration consists of: its objects by name, and the fields of each, wherever and in whatever order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caslint.building.organization import Document
from caslint.compose import Loaded
from caslint.finding import Subject
from caslint.model.declared import head, inside
from caslint.node import FLAGS, Mapping, Node, Scalar, Sequence, is_null
from caslint.text import Place, Source

SECTIONS = {
    "sites": "site",
    "servers": "server",
    "clientAccessArrays": "clientAccessArray",
    "mailboxDatabases": "mailboxDatabase",
    "proxying": "proxying",
    "clients": "client",
}
"""The lists of a file, each with what its items are called."""

ORGANIZATION = "organization"

_IN_ORDER = frozenset({"internalConnectionSettings", "externalConnectionSettings"})
"""Lists of which the first item counts for more; of all others the order means nothing."""

Path = tuple[str, ...]
"""The keys that lead to a field."""

Name = tuple[str, str, int]
"""What makes an object the same on both sides: what it is, its name, and which of those with that name it is."""


class Object(NamedTuple):
    """One thing that is declared."""

    subject: Subject
    section: str
    source: Source
    node: Mapping
    place: Place


def documents(loaded: Loaded) -> list[Document]:
    """The files that hold something, the root file first."""
    return [Document(source, root) for source, root in loaded.trees if isinstance(root, Mapping)]


def objects(files: Iterable[Document]) -> dict[Name, Object]:
    """Everything that some files declare, by name."""
    found: dict[Name, Object] = {}
    counts: dict[tuple[str, str], int] = {}
    for one in _every(files):
        key = one.subject.kind, one.subject.name.casefold() if one.section != ORGANIZATION else ""
        counts[key] = counts.get(key, 0) + 1
        found[*key, counts[key]] = one
    return found


def _every(files: Iterable[Document]) -> Iterator[Object]:
    for file in files:
        source = file.source
        for section, node in file.root.entries.items():
            if section == ORGANIZATION and isinstance(node, Mapping):
                place = Place(source, *file.root.key_range(section), f"/{section}")
                yield Object(Subject(ORGANIZATION, _text(node, "name")), section, source, node, place)
            elif section in SECTIONS and isinstance(node, Sequence):
                for index, item in enumerate(node.items):
                    if isinstance(item, Mapping):
                        place = Place(source, *head(item), f"/{section}/{index}")
                        subject = Subject(SECTIONS[section], _name(section, item))
                        yield Object(subject, section, source, item, place)


def _name(section: str, item: Mapping) -> str:
    if section == "proxying":
        return f"{_text(item, 'from')} -> {_text(item, 'to')}"
    return _text(item, "name")


def _text(node: Mapping, key: str) -> str:
    found = node.entries.get(key)
    return found.text if isinstance(found, Scalar) else ""


def place(one: Object, path: Path) -> Place:
    """Where a field stands; its owner where it is absent."""
    return inside(one.place, one.node, path)


Value = str | bool | None | tuple["Value", ...] | frozenset[tuple[str, "Value"]]


def meaning(node: Node | None, key: str = "") -> Value:
    """What a field says, whatever way it is written; an absent one says nothing at all, which is the empty tuple."""
    if node is None:
        return ()
    if isinstance(node, Mapping):
        return frozenset((key, meaning(value, key)) for key, value in node.entries.items())
    if isinstance(node, Sequence):
        items = [meaning(item) for item in node.items]
        return ("list", *(items if key in _IN_ORDER else sorted(items, key=repr)))
    return _plain(node, key)


def _plain(node: Scalar, key: str) -> Value:
    if is_null(node):
        return None
    if not node.style and node.text in FLAGS:
        return FLAGS[node.text]
    if key == "version" and not node.style and node.text.replace(".", "", 1).isdigit():
        return "number", node.text  # YAML reads 14.10 as 14.1, which a quoted text is not
    return node.text.casefold()
