"""How far up a search may go: to the root of the repository, or not at all."""

from __future__ import annotations

import os


class Repositories:
    """The repositories that folders are in; each folder is looked at once."""

    def __init__(self) -> None:
        self._roots: dict[str, str | None] = {}

    def root(self, folder: str) -> str | None:
        """The closest folder, this one or one above it, that holds a `.git`; None where there is none.

        `.git` is a folder, or a file in a worktree and in a submodule.  The
        path is absolute.
        """
        passed: list[str] = []
        above = folder
        while above not in self._roots:
            if os.path.lexists(os.path.join(above, ".git")):
                self._roots[above] = above
            elif above == os.path.dirname(above):
                self._roots[above] = None
            else:
                passed.append(above)
                above = os.path.dirname(above)
        self._roots |= dict.fromkeys(passed, self._roots[above])
        return self._roots[above]

    def is_top(self, folder: str) -> bool:
        """Whether a search upwards ends in this folder: at the repository's root, or for want of a repository."""
        return self.root(folder) in (folder, None)


def folders_up(folder: str) -> list[str]:
    """The folder, then those above it to the repository's root; without a repository the folder alone."""
    repositories = Repositories()
    folders = [os.path.abspath(folder)]
    while not repositories.is_top(folders[-1]):
        folders.append(os.path.dirname(folders[-1]))
    return folders
