"""A tree and its text, asked by path: which node, which place, whose."""

from __future__ import annotations

from caslint.finding import Subject
from caslint.model.declared import head
from caslint.node import Mapping, Node, Scalar, Sequence, is_null
from caslint.text import Place, Source
from caslint.words import shortened

Path = tuple[str | int, ...]

KINDS = {
    "sites": ("site", "site"),
    "servers": ("server", "server"),
    "clientAccessArrays": ("array", "clientAccessArray"),
    "mailboxDatabases": ("database", "mailboxDatabase"),
    "proxying": ("proxying", "proxying"),
    "clients": ("client", "client"),
}
"""A list of the topology: the word for one of its items, and the kind of subject."""

_SERVICES = ("pop3", "imap4", "outlookAnywhere")


class Owner:
    """The object that a path leads into: the words for it, the subject, and how much of the path names it."""

    __slots__ = ("depth", "subject", "words")

    def __init__(self, words: str, subject: Subject, depth: int) -> None:
        self.words = words
        self.subject = subject
        self.depth = depth


class Document:
    """One file's tree."""

    __slots__ = ("root", "source")

    def __init__(self, root: Node, source: Source) -> None:
        self.root = root
        self.source = source

    def trail(self, path: Path) -> list[Node]:
        """The nodes on a path, the root first."""
        nodes = [self.root]
        for segment in path:
            node = nodes[-1]
            if isinstance(node, Mapping):
                nodes.append(node.entries[str(segment)])
            else:
                assert isinstance(node, Sequence)  # noqa: S101  the path came from this tree
                nodes.append(node.items[int(segment)])
        return nodes

    def place(self, path: Path) -> Place:
        """A scalar where it stands, anything larger at its key, an item of a list at its `name: X` pair.

        What is empty stands nowhere, and is larger in this sense.
        """
        nodes = self.trail(path)
        node = nodes[-1]
        if isinstance(node, Scalar) and node.end > node.start:
            return self._at(node.start, node.end, path)
        if path and isinstance(nodes[-2], Mapping):
            return self._at(*nodes[-2].key_range(str(path[-1])), path)
        if isinstance(node, Mapping) and node.entries:
            return self._at(*head(node), path)
        if node.end <= node.start:
            return self._dash(node, path)
        return self._at(node.start, self._line_end(node), path)

    def _dash(self, node: Node, path: Path) -> Place:
        """The dash before an item of a list that holds nothing."""
        dash = self.source.text.rfind("-", 0, node.start)
        return self._at(dash, dash + 1, path)

    def key_pointer(self, path: Path, key: str) -> str:
        """The JSON pointer of a key of the mapping at a path."""
        return pointer((*path, key))

    def _at(self, start: int, end: int, path: Path) -> Place:
        return Place(self.source, start, end, pointer(path))

    def _line_end(self, node: Node) -> int:
        line = self.source.text[node.start : node.end].split("\n", 1)[0].rstrip()
        return node.start + len(line)

    def owner(self, path: Path) -> Owner:
        """Whose key or value stands at a path of this file."""
        if path[:1] == ("organization",) and len(path) > 1:
            return Owner("organization", Subject("organization", self._name(path[:1])), 1)
        if len(path) > 2 and path[0] in KINDS:  # noqa: PLR2004  list, index, key
            return self._item(path)
        keys = [part for part in path if isinstance(part, str)][:-1]
        return Owner(shortened("/".join(keys)), Subject("file", self.source.path), 0)

    def _item(self, path: Path) -> Owner:
        section, index = str(path[0]), int(path[1])
        word, kind = KINDS[section]
        name = self._path_name(path[:2]) if section == "proxying" else self._name(path[:2])
        if not name:
            return Owner(f"{word} number {index + 1}", Subject("file", self.source.path), 0)
        if section == "servers" and len(path) > 3:  # noqa: PLR2004  a key within a key of the server
            return self._part(path, name)
        return Owner(f"{word} {name}", Subject(kind, name), 2)

    def _part(self, path: Path, server: str) -> Owner:
        """A directory or service of a server."""
        part, *below = path[2:]
        if part in _SERVICES:
            return Owner(f"{server}/{part}", Subject("server", server), 2)
        if part != "virtualDirectories" or sum(isinstance(step, str) for step in below) == 1:
            return Owner(f"server {server}", Subject("server", server), 2)
        one_of_several = len(below) > 2 and isinstance(below[1], int)  # noqa: PLR2004  directory, index, key
        depth = 5 if one_of_several else 4
        site = self._name(path[:depth], "webSite")
        name = f"{server}/{below[0]}" + (f" ({site})" if site else "")
        return Owner(name, Subject("virtualDirectory", name), depth)

    def _name(self, path: Path, key: str = "name") -> str:
        """What the mapping at a path is called; empty where it does not say."""
        node = self.trail(path)[-1]
        value = node.entries.get(key) if isinstance(node, Mapping) else None
        return shortened(value.text) if isinstance(value, Scalar) and not is_null(value) else ""

    def _path_name(self, path: Path) -> str:
        ends = self._name(path, "from"), self._name(path, "to")
        return " -> ".join(ends) if all(ends) else ""


def pointer(path: Path) -> str:
    """A path as a JSON pointer, RFC 6901."""
    return "".join([f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path])
