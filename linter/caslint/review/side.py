"""A side of a comparison: what a word of the command line names, with the organizations that are there."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import NamedTuple

from caslint.compose import Loaded, load
from caslint.configuration.config import Config, ConfigError
from caslint.configuration.file import Configs, Shelf
from caslint.discovery.discover import Discovered, find
from caslint.discovery.in_git import find_in
from caslint.discovery.inclusion import Library
from caslint.files.disk import Disk, shown_path
from caslint.files.git import GitFiles
from caslint.files.git_objects import Repository
from caslint.repository import Repositories
from caslint.review.revision import Revision, revision

WORKING_TREE = "the working tree"
STANDARD_INPUT = "-"


class Side(NamedTuple):
    """One side: what people call it, and what was found there.

    `is_file` says that a file was named.  `folder` is the absolute path from
    which the names of roots count when two sides are held against each other.
    `missing` are paths that could not be looked at, with the reason.  `shelf` is
    where other files of this side stand, None for the disk.  `at` is the
    revision, empty for the disk.  `named` is the absolute path that was named;
    `absent` is the same where nothing stands there.  `passed_over` are settings that could not be used,
    with the reason.
    """

    label: str
    organizations: tuple[Loaded, ...]
    missing: tuple[tuple[str, str], ...]
    config_of: Callable[[str], Config]
    folder: str
    is_file: bool
    shelf: Shelf | None = None
    at: str = ""
    named: str = ""
    absent: str = ""
    passed_over: tuple[tuple[str, str], ...] = ()


class OneSideError(Exception):
    """There is nothing to compare with; the message is for people."""


class Opening(NamedTuple):
    """What opening a side needs to know: the working directory, --config and --allow-empty."""

    cwd: str
    config: str | None
    allow_empty: bool = False


class _Settings(Configs):
    """The settings for a search in BASE.

    Those that cannot be used are told and passed over for HEAD's: how else could
    the change that mends them be reviewed?
    """

    def __init__(self, opening: Opening, at: str, shelf: Shelf | None, head: Side | None) -> None:
        super().__init__(lambda each: shown_path(each, opening.cwd), opening.config, shelf)
        self._at = f"at {at}: " if at else ""
        self._head = head
        self.passed_over: dict[tuple[str, str], None] = {}

    def of(self, folder: str) -> Config:
        """The settings of a folder, or what stands in for them; ConfigError in HEAD."""
        try:
            return super().of(folder)
        except ConfigError as error:
            if self._head is None:
                raise
            self._note(error)
            return self._instead(self._head, folder)

    def strictly(self, folder: str) -> Config:
        """The settings of a folder; raises ConfigError."""
        return super().of(folder)

    def _note(self, error: ConfigError) -> None:
        for fault in error.faults:
            file = fault.place.file if fault.place else ""
            line = f"line {fault.place.line}, " if fault.place else ""
            words = f"{self._at}{line}{fault.message}; these settings are passed over"
            self.passed_over[file, words] = None

    def _instead(self, head: Side, folder: str) -> Config:
        try:
            return head.config_of(folder)
        except ConfigError:
            return Config(folder)


@contextmanager
def sides(base: str, head: str | None, opening: Opening) -> Generator[tuple[Side, Side]]:
    """Open both sides; without HEAD the working tree is the other one.

    Raises OneSideError, GitError and what it is based on, ConfigError, and
    MissingObjectError where a clone lacks what is asked for.
    """
    if STANDARD_INPUT in (base, head):
        raise OneSideError(
            "standard input is no side of a comparison: name a file, a folder or git:REV[:PATH]"
        )
    first, second = revision(base), None if head is None else revision(head)
    if head is None and first is None:
        raise OneSideError(
            "name what to compare with: a second file or folder, or a revision such as "
            f"git:HEAD:{shown_path(base, opening.cwd)}"
        )
    if head is None and first is not None and first.is_range:
        second = first.end()
    repository = Repository(opening.cwd) if first or second else None
    try:
        yield _opened_sides(repository, first, second, (base, head), opening)
    finally:
        if repository is not None:
            repository.close()


def _opened_sides(
    repository: Repository | None,
    first: Revision | None,
    second: Revision | None,
    words: tuple[str, str | None],
    opening: Opening,
) -> tuple[Side, Side]:
    base, head = words
    if head is None and second is None and repository is not None and repository.is_bare():
        raise OneSideError("a bare repository has no working tree to compare with: name two revisions")
    path = _in_working_tree(first, opening.cwd) if head is None else head
    if first is not None and first.path is None and head is not None:
        first = first._replace(path=_path_of(second, head, opening.cwd))
    after = _side(repository, second, path, opening, None)
    before = _side(repository, first, base, opening, after)
    if (first or second) and bool(before.absent) != bool(after.absent):
        return _or_empty(before, after), _or_empty(after, before)
    return before, after


def _path_of(second: Revision | None, head: str, cwd: str) -> str | None:
    """Where HEAD stands, for a revision that names no path; None where that is not in the repository."""
    if second is not None:
        return second.path
    there = os.path.abspath(head)
    below = shown_path(there, _top(cwd))
    if there == cwd or below.startswith(os.pardir):
        return None
    return f"./{shown_path(there, cwd)}" if below == os.curdir else below


def _or_empty(side: Side, other: Side) -> Side:
    """A side that has nothing at the path where the other has something is empty."""
    return side._replace(missing=()) if side.absent and side.absent == other.named else side


def _side(
    repository: Repository | None, at: Revision | None, path: str, opening: Opening, head: Side | None
) -> Side:
    if repository is not None and at is not None:
        return _in_revision(repository, at, opening, head)
    return _on_disk(path, opening, head)


def _on_disk(path: str, opening: Opening, head: Side | None) -> Side:
    disk = Disk(opening.cwd)
    settings = _Settings(opening, "", None, head)
    found = find([path], disk, settings)
    is_file = os.path.isfile(path)
    absolute = os.path.abspath(path)
    label = WORKING_TREE if absolute == opening.cwd else shown_path(path, opening.cwd)
    side = _opened(label, disk, settings, found, absolute, is_file=is_file)
    return side if os.path.lexists(path) else side._replace(absent=absolute)


def _in_revision(repository: Repository, at: Revision, opening: Opening, head: Side | None) -> Side:
    top = _top(opening.cwd)
    is_base = head is not None
    tree = repository.tree(at.name, or_nothing=opening.allow_empty and is_base)
    files = GitFiles(repository, tree, top, opening.cwd)
    settings = _Settings(opening, at.name_of, files, head)
    path = os.path.abspath(_path(at, opening.cwd))
    is_file = files.holds(path) and not files.found(path).is_folder
    found = find_in(files, path, settings)
    side = _opened(at.label, files, settings, found, path, is_file=is_file)
    is_absent = not files.holds(path) and not files.is_outside(path)
    return side._replace(
        shelf=files,
        missing=(*side.missing, *files.broken.items()),
        at=at.name_of,
        absent=path if is_absent else "",
    )


def _opened(
    label: str, files: Library, settings: _Settings, found: Discovered, path: str, *, is_file: bool
) -> Side:
    organizations = tuple([load(files, root) for root in found.roots])
    for one in organizations:
        settings.of(os.path.dirname(os.path.abspath(one.path)))  # notes what cannot be used
    known = tuple([one for one in organizations if one.is_topology])
    folder = os.path.dirname(path) if is_file else path
    return Side(
        label,
        known,
        found.missing,
        settings.strictly,
        folder,
        is_file,
        named=path,
        passed_over=tuple(settings.passed_over),
    )


def _top(cwd: str) -> str:
    """The folder of the working tree; where there is none, as in a bare repository, the working directory."""
    return Repositories().root(cwd) or cwd


def _path(at: Revision, cwd: str) -> str:
    """A path counts from the repository's top, as git has it; one that begins with a dot from the working directory."""
    if at.path is None:
        return cwd
    relative = at.path in {os.curdir, os.pardir} or at.path.startswith(("./", "../"))
    return os.path.join(cwd if relative else _top(cwd), *at.path.split("/"))


def _in_working_tree(at: Revision | None, cwd: str) -> str:
    return cwd if at is None else _path(at, cwd)
