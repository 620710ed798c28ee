"""What the patterns of an `include` mean, wherever the files stand: on disk, or in a revision of a repository.

A pattern is relative to the root file's folder and written with `/` (a
backslash is read as `/`, because that is what people on Windows type).  In a name `*` is any
run of characters and `?` any one; `**` alone between slashes is any number of
folders.  Brackets stand for themselves.  Wildcards pass over names that begin
with a dot, over the root file itself, and do not go into linked folders.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from caslint.matching.wildcard import NamePattern, Token, Wild
from caslint.record import Record

Kind = Literal["invalid", "outside", "missing", "nothing", "folder", "unreadable"]

_WILDCARDS = {"*": Wild.RUN, "?": Wild.ONE}

_MOST_STEPS = 64
"""More folders than this in a pattern are refused: each costs a look at every folder below."""

_MOST_NAMES = 2000
"""Among how many names of a folder the nearest is looked for."""

Names = tuple[str, ...]
"""A path below the root file's folder, taken apart."""

Step = str | NamePattern | Wild
"""A part of a pattern: a name as it stands, a pattern for a name, or any number of folders."""


class IncludeFault(Record):
    """Why an include gives no files: the kind of fault, and one sentence for people."""

    kind: Kind
    reason: str


class FaultError(Exception):
    """Carries a fault to the head of the search."""

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.fault = IncludeFault(kind, reason)


class Hints:
    """How many more times a name is looked for that may have been meant: the first faults are enough to help."""

    def __init__(self) -> None:
        self.left = 20

    def taken(self) -> bool:
        """Whether there was one left."""
        self.left -= 1
        return self.left >= 0


class Walk(ABC):
    """Follows the steps of one pattern from the root file's folder; what stands there, a subclass says.

    The path of a root file that ends in a separator asks for the files only.
    """

    def __init__(self, root_path: str, pattern: str, hints: Hints | None = None) -> None:
        self.hints = hints or Hints()
        self.folder = os.path.dirname(root_path)
        self.root_name = os.path.basename(root_path)
        self.pattern = pattern

    @abstractmethod
    def names_in(self, names: Names) -> Iterable[str]:
        """Every name in a folder that is not hidden; raises FaultError where it cannot be looked into."""

    @abstractmethod
    def files_in(self, names: Names) -> Iterable[str]:
        """The files in a folder for a wildcard: neither hidden nor the root file; FaultError for one that leads out."""

    @abstractmethod
    def folders_in(self, names: Names) -> Iterable[str]:
        """The folders in a folder that a wildcard goes into."""

    @abstractmethod
    def stands(self, names: Names) -> bool:
        """Whether anything stands there."""

    @abstractmethod
    def is_file(self, names: Names) -> bool:
        """Whether a file stands there; FaultError where it is outside."""

    @abstractmethod
    def is_folder(self, names: Names) -> bool:
        """Whether a folder stands there; FaultError where it is outside."""

    @abstractmethod
    def must_be_file(self, names: Names) -> None:
        """Raise FaultError with what is wrong with a pattern that has no wildcards."""

    def expand(self) -> list[str] | IncludeFault:
        """The paths of the files that the pattern names, sorted by their names below the folder."""
        try:
            steps = _steps(self.pattern, self.root_name)
            found = sorted(set(self._files(steps)))
        except FaultError as error:
            return error.fault
        if not found:
            return IncludeFault("nothing", f"{self.pattern} matches no file")
        return [os.path.join(self.folder, *names) for names in found]

    def _files(self, steps: Sequence[Step]) -> Iterator[Names]:
        """Go from the folder to each file; give the names on the way."""
        names = tuple(step for step in steps if isinstance(step, str))
        if len(names) == len(steps):
            self.must_be_file(names)
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
            if self.is_file(inner) if last else self.is_folder(inner):
                yield inner, index + 1
        elif isinstance(step, Wild):
            yield names, index + 1
            yield from (((*names, name), index) for name in self.folders_in(names))
        else:
            found = self.files_in(names) if last else self.folders_in(names)
            yield from (((*names, name), index + 1) for name in found if step.matches(name))

    def missing(self, names: Names) -> FaultError:
        """The fault of a file that is not there, with one that may have been meant."""
        return FaultError("missing", f"{self.pattern} does not exist{self._nearest(names)}")

    def is_a_folder(self, names: Names) -> FaultError:
        """The fault of a pattern that names a folder."""
        words = f"{self.pattern} is a folder; write {'/'.join(names)}/*.yaml for the files in it"
        return FaultError("folder", words)

    def _nearest(self, names: Names) -> str:
        """Suggest a file whose path has one part like the one that is missing."""
        if not self.root_name or not self.hints.taken():
            return ""
        from difflib import get_close_matches

        for index, name in enumerate(names):
            if self.stands(names[: index + 1]):
                continue
            others = list(self.names_in(names[:index]))[:_MOST_NAMES]
            for other in get_close_matches(name, others, n=3):
                nearest = (*names[:index], other, *names[index + 1 :])
                if self.is_file(nearest):
                    return f"; the nearest is {'/'.join(nearest)}"
            return ""
        return ""


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
        raise FaultError(
            "invalid", f'an include names a file, such as sites/*.yaml, and "{pattern}" names none'
        )
    if len(names) > _MOST_STEPS:
        raise FaultError(
            "invalid", f"an include goes through at most {_MOST_STEPS} folders, and this one through more"
        )
    return [_step(name) for name in names] + ([NamePattern([Wild.RUN])] if names[-1] == "**" else [])


def _outside(pattern: str, root_name: str) -> FaultError:
    return FaultError(
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
