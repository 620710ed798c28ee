"""A side of a comparison: what a word of the command line names, with the organizations that are there."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import NamedTuple

from caslint.compose import Loaded, load
from caslint.configuration.config import Config
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


class Side(NamedTuple):
    """One side: what people call it, and what was found there.

    `is_file` says that a file was named.  `folder` is the absolute path from
    which the names of roots count when two sides are held against each other.
    `missing` are paths that could not be looked at, with the reason.  `shelf` is
    where other files of this side stand, None for the disk.
    """

    label: str
    organizations: tuple[Loaded, ...]
    missing: tuple[tuple[str, str], ...]
    config_of: Callable[[str], Config]
    folder: str
    is_file: bool
    shelf: Shelf | None = None


class OneSideError(Exception):
    """There is nothing to compare with; the message is for people."""


class Opening(NamedTuple):
    """What opening a side needs to know: the working directory, and --config."""

    cwd: str
    config: str | None


@contextmanager
def sides(base: str, head: str | None, opening: Opening) -> Generator[tuple[Side, Side]]:
    """Open both sides; without HEAD the working tree is the other one.

    Raises OneSideError, GitError and what it is based on, ConfigError, and
    MissingObjectError where a clone lacks what is asked for.
    """
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
        yield (
            _side(repository, first, base, opening),
            _side(
                repository, second, _in_working_tree(first, opening.cwd) if head is None else head, opening
            ),
        )
    finally:
        if repository is not None:
            repository.close()


def _side(repository: Repository | None, at: Revision | None, path: str, opening: Opening) -> Side:
    if repository is not None and at is not None:
        return _in_revision(repository, at, opening)
    return _on_disk(path, opening)


def _on_disk(path: str, opening: Opening) -> Side:
    disk = Disk(opening.cwd)
    configs = Configs(lambda each: shown_path(each, opening.cwd), opening.config)
    found = find([path], disk, configs)
    is_file = os.path.isfile(path)
    absolute = os.path.abspath(path)
    label = WORKING_TREE if absolute == opening.cwd else shown_path(path, opening.cwd)
    return _opened(label, disk, configs, found, absolute, is_file=is_file)


def _in_revision(repository: Repository, at: Revision, opening: Opening) -> Side:
    top = _top(opening.cwd)
    files = GitFiles(repository, repository.tree(at.name), top, opening.cwd)
    configs = Configs(lambda each: shown_path(each, opening.cwd), opening.config, files)
    path = os.path.abspath(_path(at, opening.cwd))
    is_file = files.holds(path) and not files.found(path).is_folder
    found = find_in(files, path, configs)
    side = _opened(at.label, files, configs, found, path, is_file=is_file)
    return side._replace(shelf=files, missing=(*side.missing, *files.broken.items()))


def _opened(
    label: str, files: Library, configs: Configs, found: Discovered, path: str, *, is_file: bool
) -> Side:
    organizations = tuple([load(files, root) for root in found.roots])
    known = tuple([one for one in organizations if one.is_topology])
    folder = os.path.dirname(path) if is_file else path
    return Side(label, known, found.missing, configs.of, folder, is_file)


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
