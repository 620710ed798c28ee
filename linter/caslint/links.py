"""Where a path really leads: through symbolic links and junctions, in whatever capitals."""

from __future__ import annotations

import os
import stat

_MOUNT_POINT = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: a junction, Windows' other kind of link to a folder."""


def identity(path: str) -> str:
    """Give what two paths share when they lead to one file."""
    return os.path.normcase(os.path.realpath(path))


class Identities:
    """Identities of many paths; each folder on the way to them is looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The `identity` of a path to a file."""
        path = os.path.abspath(path)
        if os.name == "nt" or is_link(path):  # Windows also has two names for a file without links
            return identity(path)
        folder, name = os.path.split(path)
        return os.path.join(self._folder(folder), name)

    def _folder(self, folder: str) -> str:
        passed: list[str] = []
        while folder not in self._folders:
            if is_link(folder) or folder == os.path.dirname(folder):
                self._folders[folder] = identity(folder)
            else:
                passed.append(folder)
                folder = os.path.dirname(folder)
        found = self._folders[folder]
        for below in reversed(passed):
            found = os.path.join(found, os.path.basename(below))
            self._folders[below] = found
        return found


def stays_inside(path: str, folder: str) -> bool:
    """Whether a path, its links followed, ends in the folder or below it."""
    inner, outer = identity(path), identity(folder)
    return inner == outer or inner.startswith(os.path.join(outer, ""))


def is_link(path: str) -> bool:
    """Whether a symbolic link or a junction stands at the path."""
    try:
        return leads_elsewhere(os.lstat(path))
    except OSError:
        return False


def leads_elsewhere(status: os.stat_result) -> bool:
    """Whether this, from lstat, is a symbolic link or a junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def entry_is_link(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is a symbolic link or a junction."""
    return entry.is_symlink() or (os.name == "nt" and leads_elsewhere(entry.stat(follow_symlinks=False)))


def is_own_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder that stands here, and not a link to one."""
    return entry.is_dir(follow_symlinks=False) and not entry_is_link(entry)


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a regular file, or a link that leads to one."""
    try:
        return entry.is_file()
    except OSError:
        return False
