"""Who includes whom, found without reading organizations: from fragments to the roots they belong to.

What a root includes stands in its folder or below.  So the roots of a fragment
stand in its own folder or above, as far as the repository goes.  A file there
is only parsed where it has an `include`, and then no more of it than that.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Protocol

from caslint.compose import Files
from caslint.files.include_walk import IncludeFault
from caslint.node import Mapping, Scalar, Sequence
from caslint.text import Source
from caslint.tree import Unreadable, parse

SUFFIXES = (".yaml", ".yml")

# Left for `re` to compile and keep, because most organizations are one file.
_MARGIN = r"(?m)^include[ \t]*:"
_AFTER = r"(?m)^[^\s#\-\]},]"
_ANYWHERE = r"include[\"']?\s*:"

Pattern = tuple[str, str]
"""An include pattern and the folder that it counts from."""


def is_topology_name(name: str) -> bool:
    """Whether a file of this name is looked at without being named: YAML, and not hidden."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def included(source: Source) -> list[str]:
    """The patterns of a text's top-level `include`; none where it has no sound one."""
    if "include" not in source.text:
        return []
    found = re.search(_MARGIN, source.text)
    if found:
        end = re.compile(_AFTER).search(source.text, found.end())
        patterns = _listed(source.text[found.start() : end.start() if end else len(source.text)])
        if patterns:
            return patterns
    return _listed(source.text) if re.search(_ANYWHERE, source.text) else []


def _listed(text: str) -> list[str]:
    root = parse(text).root
    value = root.entries.get("include") if isinstance(root, Mapping) else None
    items = value.items if isinstance(value, Sequence) else []
    return [item.text for item in items if isinstance(item, Scalar)]


class Library(Files, Protocol):
    """Files with the folders in which they stand."""

    def identity(self, path: str) -> str:
        """What two paths share when they lead to one file."""
        ...

    def is_top(self, folder: str) -> bool:
        """Whether a search upwards ends in this folder."""
        ...

    def files_in(self, folder: str) -> list[str]:
        """The names of a folder's files, sorted; none where it cannot be looked into."""
        ...


class Inclusions:
    """The includes of some files, and of all files in which the roots of these could be.

    Files are known by their identity, so that two names of one file count once;
    the first name that was learned is the one that is given back.
    """

    def __init__(self, files: Library) -> None:
        self._files = files
        self._paths: dict[str, str] = {}
        self._uses: dict[str, list[Pattern]] = {}
        self._users: dict[Pattern, list[str]] = {}
        self._holds: dict[Pattern, list[str]] = {}
        self._held_by: dict[str, list[Pattern]] = {}
        self._searched: set[str] = set()

    def learn(self, path: str, source: Source | Unreadable | None = None) -> str:
        """Read what a file includes; `source` spares the reading where it was read.  Gives the file's identity."""
        known = self._files.identity(path)
        if known in self._paths:
            return known
        self._paths[known] = path
        source = source or self._files.read(path)
        listed = [] if isinstance(source, Unreadable) else included(source)
        folder = os.path.dirname(os.path.abspath(path))
        self._uses[known] = [(folder, pattern) for pattern in dict.fromkeys(listed)]
        for pattern in self._uses[known]:
            self._users.setdefault(pattern, []).append(known)
            self._expand(pattern)
        return known

    def _expand(self, pattern: Pattern) -> None:
        """Note which files a pattern names; once, however many files of a folder have it."""
        if pattern in self._holds:
            return
        folder, words = pattern
        found = self._files.expand(os.path.join(folder, ""), words)
        self._holds[pattern] = (
            [] if isinstance(found, IncludeFault) else list(map(self._files.identity, found))
        )
        for one in self._holds[pattern]:
            self._held_by.setdefault(one, []).append(pattern)

    def roots(self, paths: Iterable[str]) -> list[str]:
        """The roots of the organizations that some files belong to; what no other file includes is its own.

        Of files that include one another in a circle with no root above, the
        first stands for all.
        """
        asked = [self.learn(path) for path in paths]
        for one in asked:
            self._search_up(os.path.dirname(os.path.abspath(self._paths[one])))
        above = self._reached(asked, self._held, self._user)
        fragments = {one for one in above if self._is_fragment(one)}
        roots = above - fragments
        covered = self._reached(roots, self._use, self._hold)
        for one in sorted(fragments - covered, key=self._importance):
            if one not in covered:
                roots.add(one)
                covered |= self._reached([one], self._use, self._hold)
        return [self._paths[root] for root in roots]

    def _search_up(self, folder: str) -> None:
        """Learn the YAML files of a folder and of those above it; of one that was searched, all above were."""
        while folder not in self._searched:
            self._searched.add(folder)
            self._search(folder)
            if self._files.is_top(folder):
                break
            folder = os.path.dirname(folder)

    def _search(self, folder: str) -> None:
        for name in self._files.files_in(folder):
            if is_topology_name(name):
                self.learn(os.path.join(folder, name))

    def _is_fragment(self, file: str) -> bool:
        return any(user != file for pattern in self._held(file) for user in self._users[pattern][:2])

    def _importance(self, file: str) -> tuple[bool, str]:
        return not self._uses.get(file), file

    def _held(self, file: str) -> list[Pattern]:
        return self._held_by.get(file, [])

    def _user(self, pattern: Pattern) -> list[str]:
        return self._users[pattern]

    def _use(self, file: str) -> list[Pattern]:
        return self._uses.get(file, [])

    def _hold(self, pattern: Pattern) -> list[str]:
        return self._holds[pattern]

    def _reached(
        self,
        start: Iterable[str],
        patterns_of: Callable[[str], list[Pattern]],
        files_of: Callable[[Pattern], list[str]],
    ) -> set[str]:
        """Every file on a way from the start over patterns; each pattern is walked once."""
        reached = set(start)
        passed: set[Pattern] = set()
        todo = list(reached)
        while todo:
            for pattern in patterns_of(todo.pop()):
                if pattern in passed:
                    continue
                passed.add(pattern)
                fresh = [one for one in files_of(pattern) if one not in reached]
                reached.update(fresh)
                todo += fresh
        return reached
