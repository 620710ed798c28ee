"""Files as the client sees them: its buffers over the disk, for everything that reads files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from caslint.files.disk import Disk
from caslint.files.include_walk import Names
from caslint.files.includes import DiskWalk, IncludeFault

Trace = bytes | tuple[int, int, int] | None
"""What tells whether a file is still what it was: a buffer's bytes, or time, size and number of a file on disk."""


class Overlay(Disk):
    """The disk below buffers, which also stand where no file does: one not saved yet, or deleted meanwhile.

    `buffers` holds bytes by absolute path.  A buffer of a link counts for the
    file that the link leads to, too.
    """

    def __init__(self, cwd: str, buffers: Mapping[str, bytes]) -> None:
        leads_to = {os.path.realpath(path): data for path, data in buffers.items()}
        super().__init__(cwd, leads_to | dict(buffers))
        self._unsaved = [path for path in self.overlay if not os.path.lexists(path)]

    def holds(self, path: str) -> bool:
        """Whether anything stands at a path."""
        return path in self.overlay or os.path.lexists(path)

    def trace(self, path: str) -> Trace:
        """What changes with a file's content; None where there is none."""
        data = self.overlay.get(os.path.abspath(path))
        if data is not None:
            return data
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def expand(self, root: str, pattern: str) -> list[str] | IncludeFault:
        """The files that an include pattern in the root file names, sorted."""
        return (
            _OverlayWalk(root, pattern, self._unsaved).expand()
            if self._unsaved
            else super().expand(root, pattern)
        )

    def files_in(self, folder: str) -> list[str]:
        """The names of a folder's files, sorted."""
        unsaved = [os.path.basename(path) for path in self._unsaved if os.path.dirname(path) == folder]
        return sorted({*super().files_in(folder), *unsaved})


class _OverlayWalk(DiskWalk):
    """Walks folders in which some files stand only in buffers."""

    def __init__(self, root_path: str, pattern: str, unsaved: Iterable[str]) -> None:
        super().__init__(root_path, pattern)
        top = os.path.join(os.path.abspath(self.folder or os.curdir), "")
        below = [path[len(top) :] for path in unsaved if path.startswith(top)]
        self._unsaved = {tuple(path.split(os.sep)) for path in below}

    def names_in(self, names: Names) -> Iterator[str]:
        found = super().names_in(names) if self._is_on_disk(names) else ()
        return iter({*found, *self._unsaved_in(names)})

    def files_in(self, names: Names) -> Iterator[str]:
        if self._is_on_disk(names):
            yield from super().files_in(names)
        for name in self._unsaved_in(names):
            if (*names, name) in self._unsaved and (*names, name) != (self.root_name,):
                yield name

    def folders_in(self, names: Names) -> Iterator[str]:
        found = set(super().folders_in(names)) if self._is_on_disk(names) else set[str]()
        yield from found
        for name in self._unsaved_in(names):
            if (*names, name) not in self._unsaved and not self.stands((*names, name)):
                yield name

    def stands(self, names: Names) -> bool:
        return names in self._unsaved or super().stands(names)

    def is_file(self, names: Names) -> bool:
        return super().is_file(names) or names in self._unsaved

    def is_folder(self, names: Names) -> bool:
        return super().is_folder(names) or any(path[: len(names)] == names for path in self._unsaved)

    def must_be_file(self, names: Names) -> None:
        if names not in self._unsaved:
            super().must_be_file(names)

    def _is_on_disk(self, names: Names) -> bool:
        return os.path.isdir(os.path.join(self.folder or os.curdir, *names))

    def _unsaved_in(self, names: Names) -> set[str]:
        """What stands only in buffers in a folder, files and folders, but for hidden names."""
        depth = len(names)
        inside = {path[depth] for path in self._unsaved if len(path) > depth and path[:depth] == names}
        return {name for name in inside if not name.startswith(".")}
