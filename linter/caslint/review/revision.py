"""The words that name a revision on the command line: `git:REV[:PATH]`, read from the object store."""

from __future__ import annotations

from typing import NamedTuple

PREFIX = "git:"


class Revision(NamedTuple):
    """A revision as git knows it, or `A...B` for a merge base; the path in it, None for the working directory."""

    name: str
    path: str | None

    @property
    def is_range(self) -> bool:
        """Whether both ends of `A...B` are named."""
        first, _, second = self.name.partition("...")
        return bool(first and second)

    @property
    def label(self) -> str:
        """What people call it."""
        return self.name_of if self.path is None else f"{self.path} at {self.name_of}"

    @property
    def name_of(self) -> str:
        """What people call the revision, whatever the path in it."""
        if "..." not in self.name:
            return self.name
        first, _, second = self.name.partition("...")
        return f"the merge base of {first or 'HEAD'} and {second or 'HEAD'}"

    def end(self) -> Revision:
        """The second end of a range."""
        return self._replace(name=self.name.partition("...")[2])


def revision(word: str) -> Revision | None:
    """The revision that a word of the command line names; None where it names a file or a folder.

    A file whose name begins with `git:` is written `./git:...`.  The first
    colon ends the revision, because no name of one holds a colon.
    """
    if not word.startswith(PREFIX):
        return None
    name, colon, path = word.removeprefix(PREFIX).partition(":")
    return Revision(name, (path.rstrip("/") or path) if colon and path else None)
