"""How far up a search may go: to the root of the repository, or not at all."""

from __future__ import annotations

import os


def repository_root(folder: str) -> str | None:
    """The closest folder, this one or one above it, that holds a `.git`; None where there is none.

    `.git` is a folder, or a file in a worktree and in a submodule.
    """
    above = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(above, ".git")):
        if above == os.path.dirname(above):
            return None
        above = os.path.dirname(above)
    return above


def folders_up(folder: str) -> list[str]:
    """The folder, then those above it to the repository's root; without a repository the folder alone."""
    here = os.path.abspath(folder)
    top = repository_root(here)
    folders = [here]
    while top is not None and folders[-1] != top:
        folders.append(os.path.dirname(folders[-1]))
    return folders
