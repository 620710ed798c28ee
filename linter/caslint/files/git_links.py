"""Where a path in a revision leads, through the symbolic links that the revision holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from caslint.files.git_objects import Entry, Repository

_MOST_LINKS = 40
"""So many are followed for one path, as Linux does."""

_LONGEST_TARGET = 4096


class Found(NamedTuple):
    """What stands at the end of a path, and its name without links from the top.

    `entry` is None where nothing stands; `leaves` then says that a link leads out of the tree.
    """

    entry: Entry | None
    names: tuple[str, ...] = ()
    leaves: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether the path leads to a folder."""
        return self.entry is not None and self.entry.kind == "folder"

    @property
    def is_file(self) -> bool:
        """Whether the path leads to a file."""
        return self.entry is not None and self.entry.kind == "file"

    def is_below(self, folder: Found) -> bool:
        """Whether it stands in a folder, at whatever depth."""
        return self.entry is not None and self.names[: len(folder.names)] == folder.names


class Tree:
    """The tree of a revision; each folder and each link in it is read once."""

    def __init__(self, repository: Repository, name: str) -> None:
        self._repository = repository
        self._top = Entry("folder", name)
        self._folders: dict[str, dict[str, Entry]] = {}
        self._targets: dict[str, str] = {}

    def folder(self, entry: Entry) -> dict[str, Entry]:
        """What stands in a folder; nothing in anything else.  Raises MissingObjectError."""
        if entry.kind != "folder":
            return {}
        if entry.object not in self._folders:
            self._folders[entry.object] = self._repository.folder(entry.object)
        return self._folders[entry.object]

    def follow(self, names: Sequence[str], *, last: bool = True) -> Found:
        """Go along a path from the top; `last` says whether a link at its end is followed, too."""
        todo = list(reversed(names))
        way: list[tuple[str, Entry]] = []
        links = 0
        while todo:
            name = todo.pop()
            if name == "..":
                if not way:
                    return Found(None, leaves=True)
                way.pop()
            elif name not in {"", "."}:
                entry = self.folder(way[-1][1] if way else self._top).get(name)
                if entry is None:
                    return Found(None)
                if entry.kind != "link" or not (todo or last):
                    way.append((name, entry))
                    continue
                links += 1
                target = self._target(entry)
                if target.startswith("/") or links > _MOST_LINKS or not target:
                    return Found(None, leaves=target.startswith("/"))
                todo += reversed(target.split("/"))
        return Found(way[-1][1] if way else self._top, tuple([name for name, _ in way]))

    def _target(self, link: Entry) -> str:
        """The path that a link holds; empty for one that no system would follow."""
        if link.object not in self._targets:
            data = self._repository.read(link.object)
            text = b"" if isinstance(data, int) or len(data) > _LONGEST_TARGET else data
            self._targets[link.object] = text.decode("utf-8", "surrogateescape")
        return self._targets[link.object]
