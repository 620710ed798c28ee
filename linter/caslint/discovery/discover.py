"""From the paths of a command line to the roots of organizations, each once.

A folder stands for every YAML file below it that could be a topology: hidden
names are passed over, as are what git ignores and what the configuration
excludes, and no link is followed into a folder.  A file that is named is taken
as it is.  Either way a fragment gives way to the roots that include it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence

from caslint.compose import TOP_LEVEL
from caslint.configuration.file import Configs
from caslint.discovery.ignore_files import Ignored
from caslint.discovery.inclusion import Inclusions, is_topology_name
from caslint.files.disk import Disk, shown_path
from caslint.links import entry_is_link, is_file, is_own_folder, stays_inside
from caslint.record import Record
from caslint.text import Source
from caslint.tree import Unreadable

_KEY = rf"(?:^|[\s{{,\"'])(?:{'|'.join(TOP_LEVEL)})[\"']?\s*:"
"""Left for `re` to compile and keep: a file that is named is read without it."""


class Discovered(Record):
    """What a command line names.

    `roots` are paths from the working directory, sorted.  `passed_over` are
    YAML files in folders that hold none of the format's keys.  `missing` are
    paths that could not be looked at, with the reason; both are written as
    outputs print paths.
    """

    roots: tuple[str, ...]
    passed_over: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def find(paths: Sequence[str], disk: Disk, configs: Configs, *, lenient: bool = False) -> Discovered:
    """Find the roots; without a path, those in the working directory.

    A `lenient` search takes a file that is named as one that it came upon: a
    list of changed files is not all topologies, and was not made by a person.
    Raises ConfigError where the configuration of a folder that is gone through
    cannot be used.
    """
    return _Search(disk, configs, lenient=lenient).find(paths or [disk.cwd])


class _Search:
    def __init__(self, disk: Disk, configs: Configs, *, lenient: bool) -> None:
        self.disk = disk
        self.configs = configs
        self.lenient = lenient
        self.inclusions = Inclusions(disk)
        self.passed_over: list[str] = []
        self.missing: dict[str, str] = {}

    def find(self, paths: Sequence[str]) -> Discovered:
        files: list[str] = []
        for path in paths:
            files += self._files(path)
        found = self.inclusions.roots(files)
        if self.lenient:
            found = [root for root in found if self._could_be_topology(root)]
        roots = {shown_path(root, self.disk.cwd) for root in found}
        return Discovered(
            tuple([root.replace("/", os.sep) for root in sorted(roots)]),
            tuple(sorted(set(self.passed_over))),
            tuple(sorted(self.missing.items())),
        )

    def _files(self, path: str) -> Iterable[str]:
        """The file, or the files in the folder; nothing, and a reason, where there is neither."""
        if os.path.abspath(path) in self.disk.overlay:
            return [path]
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            return self._miss(path, _reason(error))
        except ValueError:
            return self._miss(path, "no file can have this name")
        if stat.S_ISDIR(mode):
            return self._walk(os.path.abspath(path))
        if stat.S_ISREG(mode):
            return [] if self.lenient and self._is_excluded(path) else [path]
        return self._miss(path, "this is no regular file but a pipe, a socket or a device, and is not read")

    def _is_excluded(self, path: str) -> bool:
        config = self.configs.of(os.path.dirname(os.path.abspath(path)))
        return config.excluded.cover(config.relative(path))

    def _miss(self, path: str, reason: str) -> list[str]:
        self.missing[shown_path(path, self.disk.cwd)] = reason
        return []

    def _walk(self, top: str) -> list[str]:
        """Every file below a folder that could be a topology; what a link names comes last."""
        own: list[str] = []
        linked: list[str] = []
        todo = [Ignored.at(top)]
        while todo:
            ignored = todo.pop()
            for entry in self._entries(ignored):
                if is_own_folder(entry):
                    todo.append(ignored.inside(entry.path))
                elif not entry_is_link(entry):
                    own.append(entry.path)
                elif stays_inside(entry.path, top):
                    linked.append(entry.path)
        return [path for path in (*sorted(own), *sorted(linked)) if self._could_be_topology(path)]

    def _entries(self, ignored: Ignored) -> Iterator[os.DirEntry[str]]:
        """The folders and YAML files of a folder that are neither hidden nor ignored nor excluded."""
        config = self.configs.of(ignored.folder)
        try:
            with os.scandir(ignored.folder) as entries:
                listed = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            self._miss(ignored.folder, _reason(error))
            return
        for entry in listed:
            is_folder = is_own_folder(entry)
            if not is_folder and not (is_topology_name(entry.name) and is_file(entry)):
                continue
            if ignored.names(entry.path, is_folder=is_folder):
                continue
            if not config.exclude or not config.excluded.verdict(
                config.relative(entry.path), is_folder=is_folder
            ):
                yield entry

    def _could_be_topology(self, path: str) -> bool:
        """Whether it could; then its includes are learned."""
        source = self.disk.read(path)
        if could_be_topology(source):
            self.inclusions.learn(path, source)
            return True
        self.passed_over.append(shown_path(path, self.disk.cwd))
        return False


def could_be_topology(source: Source | Unreadable) -> bool:
    """Whether a key of the format stands anywhere in a file; one that cannot be read may hold one."""
    return isinstance(source, Unreadable) or re.search(_KEY, source.text) is not None


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "the permission to read it is missing"
    return f"the operating system could not read it: {error.strerror or type(error).__name__}"
