"""What an `include` names: the other files of an organization, never outside the root file's folder.

A pattern is relative to the root file's folder and written with `/` (a
backslash is read as `/`, because that is what people on Windows type).  In a name `*` is any
run of characters and `?` any one; `**` alone between slashes is any number of
folders.  Brackets stand for themselves.  Wildcards pass over names that begin
with a dot, over the root file itself, and do not go into linked folders, so
that no loop of links is ever walked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from caslint.links import entry_is_link, is_file, is_link, is_own_folder, stays_inside
from caslint.wildcard import NamePattern, Token, Wild

Kind = Literal["invalid", "outside", "missing", "nothing", "folder", "unreadable"]

_WILDCARDS = {"*": Wild.RUN, "?": Wild.ONE}

_MOST_STEPS = 64
"""More folders than this in a pattern are refused: each costs a look at every folder below."""

_MOST_NAMES = 2000
"""Among how many names of a folder the nearest is looked for."""

Names = tuple[str, ...]
"""A path, taken apart."""

Step = str | NamePattern | Wild
"""A part of a pattern: a name as it stands, a pattern for a name, or any number of folders."""


class IncludeFault(NamedTuple):
    """Why an include gives no files: the kind of fault, and one sentence for people."""

    kind: Kind
    reason: str


class _Fault(Exception):  # noqa: N818 - no error of the program: it carries the fault to the head of expand
    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.fault = IncludeFault(kind, reason)


def expand(root_path: str, pattern: str) -> list[str] | IncludeFault:
    """Find the files that an include of the file at `root_path` names.

    The paths begin with the root file's folder as `root_path` writes it, end in
    regular files and are sorted by their names from there; the same file may be
    there twice under two names, see `identity`.
    """
    try:
        steps = _steps(pattern, os.path.basename(root_path))
        found = sorted(set(_Walk(root_path, pattern).files(steps)))
    except _Fault as fault:
        return fault.fault
    if not found:
        return IncludeFault("nothing", f"{pattern} matches no file")
    folder = os.path.dirname(root_path)
    return [os.path.join(folder, *names) for names in found]


def _steps(pattern: str, root_name: str) -> list[Step]:
    text = pattern.replace("\\", "/")
    if text.startswith("/") or text[1:2] == ":":
        raise _outside(pattern, root_name)
    names: list[str] = []
    for name in text.split("/"):
        if name == ".." and not names:
            raise _outside(pattern, root_name)
        if name == "..":
            names.pop()
        elif name not in ("", "."):
            names.append(name)
    if not names or text.endswith("/"):
        raise _Fault("invalid", f'an include names a file, such as sites/*.yaml, and "{pattern}" names none')
    if len(names) > _MOST_STEPS:
        raise _Fault(
            "invalid", f"an include goes through at most {_MOST_STEPS} folders, and this one through more"
        )
    return [_step(name) for name in names] + ([NamePattern([Wild.RUN])] if names[-1] == "**" else [])


def _outside(pattern: str, root_name: str) -> _Fault:
    return _Fault(
        "outside",
        f"{pattern} leaves the folder of {root_name}; what is included stands in that folder or below",
    )


def _step(name: str) -> Step:
    if name == "**":
        return Wild.RUN
    if not _WILDCARDS.keys() & name:
        return name
    tokens: list[Token] = [_WILDCARDS.get(character, character) for character in name]
    return NamePattern(tokens, ignore_case=os.name == "nt")


class _Walk:
    """Follows the steps of one pattern from the root file's folder."""

    def __init__(self, root_path: str, pattern: str) -> None:
        self.folder = os.path.dirname(root_path) or os.curdir
        self.root_name = os.path.basename(root_path)
        self.pattern = pattern
        self.listings: dict[Names, list[os.DirEntry[str]]] = {}

    def files(self, steps: Sequence[Step]) -> Iterator[Names]:
        """Go from the folder to each file; give the names on the way."""
        names = tuple(step for step in steps if isinstance(step, str))
        if len(names) == len(steps):
            self._must_be_file(names)
        todo: list[tuple[Names, int]] = [((), 0)]
        seen = set(todo)
        while todo:
            names, index = todo.pop()
            if index == len(steps):
                yield names
                continue
            following = {state for state in self._step(names, index, steps) if state not in seen}
            seen |= following
            todo += following

    def _step(self, names: Names, index: int, steps: Sequence[Step]) -> Iterator[tuple[Names, int]]:
        step, last = steps[index], index + 1 == len(steps)
        if isinstance(step, str):
            inner = (*names, step)
            if self._is_file(inner) if last else self._is_folder(inner):
                yield inner, index + 1
        elif isinstance(step, Wild):
            yield names, index + 1
            yield from (((*names, entry.name), index) for entry in self._folders(names))
        else:
            entries = self._files(names) if last else self._folders(names)
            yield from (((*names, entry.name), index + 1) for entry in entries if step.matches(entry.name))

    def _files(self, names: Names) -> Iterator[os.DirEntry[str]]:
        for entry in self._listing(names):
            if is_file(entry) and self._path((*names, entry.name)) != self._path((self.root_name,)):
                if entry_is_link(entry):
                    self._must_stay((*names, entry.name))
                yield entry

    def _folders(self, names: Names) -> Iterator[os.DirEntry[str]]:
        return (entry for entry in self._listing(names) if is_own_folder(entry))

    def _listing(self, names: Names) -> list[os.DirEntry[str]]:
        """List what stands in a folder, but for hidden names."""
        if names not in self.listings:
            try:
                with os.scandir(self._path(names)) as entries:
                    self.listings[names] = [entry for entry in entries if not entry.name.startswith(".")]
            except OSError as error:
                raise self._unreadable(names, error) from None
        return self.listings[names]

    def _is_file(self, names: Names) -> bool:
        return self._mode(names, stat.S_ISREG)

    def _is_folder(self, names: Names) -> bool:
        return self._mode(names, stat.S_ISDIR)

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
        if not stays_inside(self._path(names), self.folder):
            raise _Fault("outside", f"{'/'.join(names)} is a link that leaves the folder of {self.root_name}")

    def _must_be_file(self, names: Names) -> None:
        """Say what is wrong with a pattern that has no wildcards."""
        try:
            mode = os.stat(self._path(names)).st_mode
        except FileNotFoundError:
            raise _Fault("missing", f"{self.pattern} does not exist{self._nearest(names)}") from None
        except ValueError:
            raise _Fault("invalid", f"no file can have the name {self.pattern}") from None
        except OSError as error:
            raise self._unreadable(names, error) from None
        if stat.S_ISDIR(mode):
            words = f"{self.pattern} is a folder; write {'/'.join(names)}/*.yaml for the files in it"
            raise _Fault("folder", words)
        if not stat.S_ISREG(mode):
            raise _Fault("unreadable", f"{self.pattern} is no regular file")

    def _nearest(self, names: Names) -> str:
        """Suggest a file whose path has one part like the one that is missing."""
        from difflib import get_close_matches

        for index, name in enumerate(names):
            if os.path.lexists(self._path(names[: index + 1])):
                continue
            others = [entry.name for entry in self._listing(names[:index])][:_MOST_NAMES]
            for other in get_close_matches(name, others, n=3):
                nearest = (*names[:index], other, *names[index + 1 :])
                if os.path.isfile(self._path(nearest)):
                    return f"; the nearest is {'/'.join(nearest)}"
            return ""
        return ""

    def _unreadable(self, names: Names, error: OSError) -> _Fault:
        reason = error.strerror or type(error).__name__
        return _Fault("unreadable", f"{'/'.join(names) or 'the folder'} cannot be read: {reason}")

    def _path(self, names: Names) -> str:
        return os.path.join(self.folder, *names)
