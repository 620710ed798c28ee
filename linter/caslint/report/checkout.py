"""Where files stand in a repository: what GitHub and GitLab call a file, wherever caslint was run."""

from __future__ import annotations

import os
from collections.abc import Mapping

from caslint.repository import Repositories


class Checkout:
    """A repository's root, and the working directory from which outputs print paths; both absolute."""

    __slots__ = ("_cwd", "_known", "_root")

    def __init__(self, root: str, cwd: str) -> None:
        self._root = os.path.realpath(root)
        self._cwd = cwd
        self._known: dict[str, str] = {}

    def path(self, file: str) -> str:
        """The path from the root, with `/`, links followed; as it is where the file stands outside."""
        if file not in self._known:
            self._known[file] = self._path(file)
        return self._known[file]

    def _path(self, file: str) -> str:
        try:
            path = os.path.relpath(os.path.realpath(os.path.join(self._cwd, file)), self._root)
        except ValueError:  # another drive, or a name that no file can have
            return file
        path = path.replace(os.sep, "/")
        return file if path.startswith("../") else path


def checkout(cwd: str, environ: Mapping[str, str]) -> Checkout:
    """The repository that the working directory is in; else the workspace of the job; else the directory."""
    root = Repositories().root(cwd)
    workspace = environ.get("GITHUB_WORKSPACE") or environ.get("CI_PROJECT_DIR") or cwd
    return Checkout(root or workspace, cwd)
