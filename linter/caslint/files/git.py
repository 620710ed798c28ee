"""The files of one revision, read from the repository's objects.

They go by the paths that they would have in the working tree, so that a file
has one name on both sides of a comparison.  Symbolic links are followed as on
disk as long as they lead to what the revision holds; submodules are not entered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from caslint.decode import MAX_BYTES, Unreadable, source
from caslint.files.disk import shown_path
from caslint.files.git_links import Found, Tree
from caslint.files.git_objects import Entry, MissingObjectError, Repository
from caslint.files.include_walk import FaultError, Hints, IncludeFault, Names, Walk
from caslint.text import Source

MOST_FOLDERS = 100_000
"""Into how many folders of a revision is looked."""

_NO_FILE = {
    "folder": "this is a folder, not a file",
    "link": "this is a symbolic link that leads to nothing in this revision",
    "module": "this is a submodule, whose files are in another repository",
}


class GitFiles:
    """The files of a tree; `top` is the working tree's folder, absolute, which need not exist."""

    def __init__(self, repository: Repository, tree: str, top: str, cwd: str) -> None:
        self.repository = repository
        self.top = top
        self.cwd = cwd
        self._tree = Tree(repository, tree)
        self._hints = Hints()
        self.broken: dict[str, str] = {}
        """Why a file is none that can be read from this clone, by its path as it is shown."""
        self._looks = 0

    def entry(self, path: str) -> Entry | None:
        """What stands at a path, a link for one; None where nothing does, or where it is outside."""
        return self._tree.follow(self._names(path), last=False).entry

    def found(self, path: str) -> Found:
        """What a path leads to."""
        return self._tree.follow(self._names(path))

    def _names(self, path: str) -> list[str]:
        below = os.path.relpath(os.path.abspath(path), self.top)
        return [] if below == os.curdir else below.split(os.sep)

    def inside(self, path: str) -> dict[str, Entry]:
        """The entries of a folder by name; none where there is no folder.

        Raises MissingObjectError for a revision without end: one folder may
        stand in a tree any number of times, and so in a few objects a billion.
        """
        self._looks += 1
        if self._looks > MOST_FOLDERS:
            raise MissingObjectError(
                f"the revision holds more than {MOST_FOLDERS:,} folders here; name one of them"
            )
        found = self.found(path).entry
        return self._tree.folder(found) if found is not None else {}

    def read(self, path: str) -> Source | Unreadable:
        """The text of a file, under the path that it has in the working tree."""
        shown = shown_path(path, self.cwd)
        try:
            data = self._text(path)
        except MissingObjectError as error:
            data = str(error)
        if isinstance(data, str):
            self.broken[shown] = data
            return Unreadable(shown, data)
        return source(data, shown)

    def _text(self, path: str) -> bytes | str:
        """What the file holds, or why it is not read."""
        found = self.found(path).entry or self.entry(path)
        if found is None:
            return "there is no such file in this revision"
        if found.kind != "file":
            return _NO_FILE[found.kind]
        data = self.repository.read(found.object)
        if isinstance(data, int):
            return f"the file has {data:,} bytes and at most {MAX_BYTES:,} are read"
        return data

    def expand(self, root: str, pattern: str) -> list[str] | IncludeFault:
        """The files that an include pattern in the root file names, sorted."""
        try:
            return _TreeWalk(self, root, pattern, self._hints).expand()
        except MissingObjectError as error:
            return IncludeFault("unreadable", str(error))

    def is_outside(self, path: str) -> bool:
        """Whether a path is none of the working tree's."""
        return self._names(path)[:1] == [os.pardir]

    def holds(self, path: str) -> bool:
        """Whether anything stands at a path."""
        return self.entry(path) is not None

    def identity(self, path: str) -> str:
        """What two paths share when they lead to one file, through the links of the revision."""
        found = self.found(path)
        return os.path.abspath(path) if found.entry is None else os.path.join(self.top, *found.names)

    def stays_inside(self, path: str, folder: str) -> bool:
        """Whether a path, its links followed, ends in the folder or below it."""
        return self.found(path).is_below(self.found(folder))

    def is_top(self, folder: str) -> bool:
        """Whether a search upwards ends in this folder: at the top of the tree, or outside of it."""
        return folder == self.top or os.path.relpath(folder, self.top).startswith(os.pardir)

    def files_in(self, folder: str) -> list[str]:
        """The names of a folder's files, sorted."""
        return sorted([name for name, entry in self.inside(folder).items() if entry.kind == "file"])


class _TreeWalk(Walk):
    """Walks the folders of a revision."""

    def __init__(self, files: GitFiles, root_path: str, pattern: str, hints: Hints) -> None:
        super().__init__(root_path, pattern, hints)
        self.files = files

    def names_in(self, names: Names) -> Iterator[str]:
        return (name for name in self.files.inside(self._path(names)) if not name.startswith("."))

    def files_in(self, names: Names) -> Iterator[str]:
        for name, one in self._listed(names):
            inner = (*names, name)
            if inner == (self.root_name,) or one.kind not in {"file", "link"}:
                continue
            if one.kind == "file" or self._is_linked_file(inner):
                yield name

    def folders_in(self, names: Names) -> Iterator[str]:
        return (name for name, one in self._listed(names) if one.kind == "folder")

    def _listed(self, names: Names) -> list[tuple[str, Entry]]:
        found = self.files.inside(self._path(names))
        return [(name, one) for name, one in found.items() if not name.startswith(".")]

    def _is_linked_file(self, names: Names) -> bool:
        found = self.files.found(self._path(names))
        if found.is_file or found.leaves:
            self._must_stay(names)
        return found.is_file

    def _must_stay(self, names: Names) -> None:
        if not self.files.stays_inside(self._path(names), self.folder or os.curdir):
            words = f"{'/'.join(names)} is a link that leaves the folder of {self.root_name}"
            raise FaultError("outside", words)

    def stands(self, names: Names) -> bool:
        return self.files.entry(self._path(names)) is not None

    def is_file(self, names: Names) -> bool:
        return self._leads_to(names, "file")

    def is_folder(self, names: Names) -> bool:
        return self._leads_to(names, "folder")

    def _leads_to(self, names: Names, kind: str) -> bool:
        path = self._path(names)
        found = self.files.found(path).entry
        if found is None or found.kind != kind:
            return False
        if self._is_link(path):
            self._must_stay(names)
        return True

    def _is_link(self, path: str) -> bool:
        entry = self.files.entry(path)
        return entry is not None and entry.kind == "link"

    def must_be_file(self, names: Names) -> None:
        path = self._path(names)
        found = self.files.found(path)
        if found.leaves and self._is_link(path):
            self._must_stay(names)
        if found.entry is None:
            raise self.missing(names)
        if found.is_folder:
            raise self.is_a_folder(names)
        if not found.is_file:
            raise FaultError("unreadable", f"{self.pattern}: {_NO_FILE[found.entry.kind]}")

    def _path(self, names: Names) -> str:
        return os.path.join(self.folder or os.curdir, *names)
