"""What an `include` names on disk: the other files of an organization, never outside the root file's folder.

`caslint.files.include_walk` says what patterns mean.  No loop of links is ever walked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator

from caslint.files.include_walk import FaultError, Hints, IncludeFault, Names, Walk
from caslint.links import entry_is_link, is_file, is_link, is_own_folder, stays_inside


def expand(root_path: str, pattern: str, hints: Hints | None = None) -> list[str] | IncludeFault:
    """Find the files that an include of the file at `root_path` names.

    The paths begin with the root file's folder as `root_path` writes it, end in
    regular files and are sorted by their names from there; the same file may be
    there twice under two names, see `identity`.
    """
    return DiskWalk(root_path, pattern, hints).expand()


class DiskWalk(Walk):
    """Walks the folders of a disk."""

    def __init__(self, root_path: str, pattern: str, hints: Hints | None = None) -> None:
        super().__init__(root_path, pattern, hints)
        self.listings: dict[Names, list[os.DirEntry[str]]] = {}

    def names_in(self, names: Names) -> Iterator[str]:
        """Every name in a folder."""
        return (entry.name for entry in self._listing(names))

    def files_in(self, names: Names) -> Iterator[str]:
        """The regular files in a folder, without the root file itself."""
        for entry in self._listing(names):
            if is_file(entry) and self._path((*names, entry.name)) != self._path((self.root_name,)):
                if entry_is_link(entry):
                    self._must_stay((*names, entry.name))
                yield entry.name

    def folders_in(self, names: Names) -> Iterator[str]:
        """The folders in a folder; what links lead to is none."""
        return (entry.name for entry in self._listing(names) if is_own_folder(entry))

    def stands(self, names: Names) -> bool:
        """Whether anything has this name."""
        return os.path.lexists(self._path(names))

    def is_file(self, names: Names) -> bool:
        """Whether a regular file has this name."""
        return self._mode(names, stat.S_ISREG)

    def is_folder(self, names: Names) -> bool:
        """Whether a folder has this name."""
        return self._mode(names, stat.S_ISDIR)

    def must_be_file(self, names: Names) -> None:
        """Raise FaultError with the reason where no regular file has this name."""
        try:
            mode = os.stat(self._path(names)).st_mode
        except FileNotFoundError:
            raise self.missing(names) from None
        except ValueError:
            raise FaultError("invalid", f"no file can have the name {self.pattern}") from None
        except OSError as error:
            raise self._unreadable(names, error) from None
        if stat.S_ISDIR(mode):
            raise self.is_a_folder(names)
        if not stat.S_ISREG(mode):
            raise FaultError("unreadable", f"{self.pattern} is no regular file")

    def _listing(self, names: Names) -> list[os.DirEntry[str]]:
        """List what stands in a folder, but for hidden names."""
        if names not in self.listings:
            try:
                with os.scandir(self._path(names)) as entries:
                    self.listings[names] = [entry for entry in entries if not entry.name.startswith(".")]
            except OSError as error:
                raise self._unreadable(names, error) from None
        return self.listings[names]

    def _mode(self, names: Names, wanted: Callable[[int], bool]) -> bool:
        """Whether something of the wanted kind stands there, inside the root file's folder."""
        path = self._path(names)
        try:
            found = wanted(os.stat(path).st_mode)
        except (OSError, ValueError):
            return False
        if found and is_link(path):
            self._must_stay(names)
        return found

    def _must_stay(self, names: Names) -> None:
        if not stays_inside(self._path(names), self.folder or os.curdir):
            raise FaultError(
                "outside", f"{'/'.join(names)} is a link that leaves the folder of {self.root_name}"
            )

    def _unreadable(self, names: Names, error: OSError) -> FaultError:
        reason = error.strerror or type(error).__name__
        return FaultError("unreadable", f"{'/'.join(names) or 'the folder'} cannot be read: {reason}")

    def _path(self, names: Names) -> str:
        return os.path.join(self.folder or os.curdir, *names)


__all__ = ["DiskWalk", "IncludeFault", "expand"]
