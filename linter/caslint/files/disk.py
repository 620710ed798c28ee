"""Disk: the files of an organization, read below the working directory."""

from __future__ import annotations

import os

from caslint.decode import Unreadable, read, source
from caslint.files.include_walk import Hints
from caslint.files.includes import IncludeFault, expand
from caslint.links import Identities, is_file
from caslint.repository import Repositories
from caslint.text import Source


class Disk:
    """Files on disk; `overlay` holds bytes that stand in for some of them (an unsaved file, standard input)."""

    def __init__(self, cwd: str, overlay: dict[str, bytes] | None = None) -> None:
        self.cwd = cwd
        self.overlay = {os.path.abspath(path): data for path, data in (overlay or {}).items()}
        self._identities = Identities()
        self._repositories = Repositories()
        self._hints = Hints()

    def read(self, path: str) -> Source | Unreadable:
        """The text of a file, under the path that people know it by."""
        shown = shown_path(path, self.cwd)
        data = self.overlay.get(os.path.abspath(path)) if self.overlay else None
        return read(path, shown) if data is None else source(data, shown)

    def expand(self, root: str, pattern: str) -> list[str] | IncludeFault:
        """The files that an include pattern in the root file names, sorted."""
        return expand(root, pattern, self._hints)

    def identity(self, path: str) -> str:
        """What two paths share when they lead to one file, through links and in whatever capitals."""
        return self._identities.of(path)

    def is_top(self, folder: str) -> bool:
        """Whether a search upwards ends in this folder: at the repository's root, or for want of a repository."""
        return self._repositories.is_top(folder)

    def files_in(self, folder: str) -> list[str]:
        """The names of a folder's files, sorted; none where it cannot be looked into."""
        try:
            with os.scandir(folder) as entries:
                return sorted([one.name for one in entries if is_file(one)])
        except OSError:
            return []


def shown_path(path: str, cwd: str) -> str:
    """A path as outputs print it: relative to the working directory where there is a way, with `/`."""
    try:
        shown = os.path.relpath(path, cwd)
    except ValueError:  # another drive
        shown = os.path.abspath(path)
    return shown.replace(os.sep, "/")
