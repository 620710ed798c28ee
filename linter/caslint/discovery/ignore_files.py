"""What git ignores: `.gitignore` in each folder, and `.git/info/exclude` of the repository.

The user's own list outside the repository (`core.excludesFile`) is not read:
what is checked must not depend on whose machine it is.  Nor is the list of a
worktree, whose `.git` is a file.
"""

from __future__ import annotations

import os

from caslint.decode import read_bytes
from caslint.matching.patterns import Patterns
from caslint.repository import folders_up

_MOST_BYTES = 1_000_000
_MOST_LINES = 5_000
"""What goes on in an ignore file behind either is not read: every line is held against every name."""


class Ignored:
    """The ignore files that count in a folder: its own, then those of the folders above it."""

    __slots__ = ("_lists", "folder")

    def __init__(self, folder: str, lists: tuple[tuple[str, Patterns], ...]) -> None:
        self.folder = folder
        self._lists = lists

    @classmethod
    def at(cls, folder: str) -> Ignored:
        """Those that count in a folder, from the repository's root on; without a repository its own alone."""
        above, *below = reversed(folders_up(folder))
        ignored = cls(above, ()).inside(above)
        for one in below:
            ignored = ignored.inside(one)
        return ignored

    def inside(self, folder: str) -> Ignored:
        """Those that count in a folder of this one; a repository in it begins anew."""
        lists = self._lists
        git = os.path.join(folder, ".git")
        if os.path.lexists(git):
            lists = _list(folder, os.path.join(git, "info", "exclude"))
        return Ignored(folder, _list(folder, os.path.join(folder, ".gitignore")) + lists)

    def names(self, path: str, *, is_folder: bool) -> bool:
        """Whether a path in this folder is ignored; one in an ignored folder is not asked about."""
        for base, patterns in self._lists:
            verdict = patterns.verdict(path[len(base) :].replace(os.sep, "/").strip("/"), is_folder=is_folder)
            if verdict is not None:
                return verdict
        return False


def _list(base: str, path: str) -> tuple[tuple[str, Patterns], ...]:
    """The patterns of a file and the folder that they count from; nothing where it cannot be read."""
    data = read_bytes(path)
    if isinstance(data, str):
        return ()
    text = data[:_MOST_BYTES].decode("utf-8-sig", "surrogateescape")
    return ((base, Patterns(text.split("\n", _MOST_LINES)[:_MOST_LINES])),)
