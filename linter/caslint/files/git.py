"""The files of one revision, read from the repository's objects.

They go by the paths that they would have in the working tree, so that a file
has one name on both sides of a comparison.  Symbolic links in a revision are
not followed, and submodules are not entered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from caslint.decode import MAX_BYTES, Unreadable, source
from caslint.files.disk import shown_path
from caslint.files.git_objects import Entry, MissingObjectError, Repository
from caslint.files.include_walk import FaultError, Hints, IncludeFault, Names, Walk
from caslint.text import Source

MOST_FOLDERS = 100_000
"""Into how many folders of a revision is looked."""

_NO_FILE = {
    "folder": "this is a folder, not a file",
    "link": "this is a symbolic link, and links in a revision are not followed",
    "module": "this is a submodule, whose files are in another repository",
}


class GitFiles:
    """The files of a tree; `top` is the working tree's folder, absolute, which need not exist."""

    def __init__(self, repository: Repository, tree: str, top: str, cwd: str) -> None:
        self.repository = repository
        self.top = top
        self.cwd = cwd
        self._tree = Entry("folder", tree)
        self._folders: dict[str, dict[str, Entry]] = {}
        self._hints = Hints()
        self.broken: dict[str, str] = {}
        """Why a file is none that can be read from this clone, by its path as it is shown."""
        self._looks = 0

    def entry(self, path: str) -> Entry | None:
        """What stands at a path; None where nothing does, or where it is outside."""
        found = self._tree
        for name in self._names(path):
            if found.kind != "folder" or name not in (inside := self._folder(found.object)):
                return None
            found = inside[name]
        return found

    def _names(self, path: str) -> list[str]:
        below = os.path.relpath(os.path.abspath(path), self.top)
        return [] if below == os.curdir else below.split(os.sep)

    def _folder(self, name: str) -> dict[str, Entry]:
        if name not in self._folders:
            self._folders[name] = self.repository.folder(name)
        return self._folders[name]

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
        found = self.entry(path)
        return self._folder(found.object) if found is not None and found.kind == "folder" else {}

    def read(self, path: str) -> Source | Unreadable:
        """The text of a file, under the path that it has in the working tree."""
        shown = shown_path(path, self.cwd)
        try:
            data = self._bytes(path)
        except MissingObjectError as error:
            data = str(error)
        if isinstance(data, str):
            self.broken[shown] = data
            return Unreadable(shown, data)
        return source(data, shown)

    def _bytes(self, path: str) -> bytes | str:
        """What the file holds, or why it is not read."""
        found = self.entry(path)
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

    def holds(self, path: str) -> bool:
        """Whether anything stands at a path."""
        return self.entry(path) is not None

    def identity(self, path: str) -> str:
        """What two paths share when they lead to one file: without links, the path itself."""
        return os.path.abspath(path)

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
        for name in self._of_kind(names, "file"):
            if (*names, name) != (self.root_name,):
                yield name

    def folders_in(self, names: Names) -> Iterator[str]:
        return self._of_kind(names, "folder")

    def _of_kind(self, names: Names, kind: str) -> Iterator[str]:
        found = self.files.inside(self._path(names))
        return (name for name, one in found.items() if one.kind == kind and not name.startswith("."))

    def stands(self, names: Names) -> bool:
        return self.files.entry(self._path(names)) is not None

    def is_file(self, names: Names) -> bool:
        return self._is(names, "file")

    def is_folder(self, names: Names) -> bool:
        return self._is(names, "folder")

    def _is(self, names: Names, kind: str) -> bool:
        found = self.files.entry(self._path(names))
        return found is not None and found.kind == kind

    def must_be_file(self, names: Names) -> None:
        found = self.files.entry(self._path(names))
        if found is None:
            raise self.missing(names)
        if found.kind == "folder":
            raise self.is_a_folder(names)
        if found.kind != "file":
            raise FaultError("unreadable", f"{self.pattern}: {_NO_FILE[found.kind]}")

    def _path(self, names: Names) -> str:
        return os.path.join(self.folder or os.curdir, *names)
