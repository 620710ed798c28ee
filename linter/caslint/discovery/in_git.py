"""From a path in a revision to the roots of organizations, by the rules that hold on disk.

What git ignores is asked of the working tree, as far as there is one: so a file
that is passed over there is passed over in every revision.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from caslint.configuration.file import Configs
from caslint.discovery.discover import Discovered, could_be_topology
from caslint.discovery.ignore_files import Ignored
from caslint.discovery.inclusion import Inclusions, is_topology_name
from caslint.files.disk import shown_path
from caslint.files.git import GitFiles
from caslint.files.git_objects import Entry


def find_in(files: GitFiles, path: str, configs: Configs) -> Discovered:
    """Find the roots that an absolute path stands for; raises ConfigError and MissingObjectError."""
    there = files.found(path)
    shown = shown_path(path, files.cwd)
    if files.entry(path) is None:
        return Discovered((), (), ((shown, "there is no such file or folder in this revision"),))
    inclusions = Inclusions(files)
    if not there.is_folder:
        found, passed_over = [path], list[str]()
    else:
        found, passed_over = _topologies(files, path, configs, inclusions)
    roots = [shown_path(root, files.cwd) for root in inclusions.roots(found)]
    return Discovered(tuple([root.replace("/", os.sep) for root in sorted(roots)]), tuple(passed_over), ())


def _topologies(
    files: GitFiles, top: str, configs: Configs, inclusions: Inclusions
) -> tuple[list[str], list[str]]:
    """The files below a folder that could be topologies, and the YAML files that are none."""
    found: list[str] = []
    passed_over: list[str] = []
    below = sorted([(is_link, path) for path, is_link in _below(files, top, configs)])
    for _, path in below:  # what a link names comes last, as on disk
        source = files.read(path)
        if could_be_topology(source):
            inclusions.learn(path, source)
            found.append(path)
        else:
            passed_over.append(shown_path(path, files.cwd))
    return found, passed_over


def _below(files: GitFiles, top: str, configs: Configs) -> Iterator[tuple[str, bool]]:
    """The YAML files below a folder that are neither hidden nor ignored nor excluded; which of them are links."""
    todo = [Ignored.at(top)]
    while todo:
        ignored = todo.pop()
        config = configs.of(ignored.folder)
        for name, entry in files.inside(ignored.folder).items():
            path, is_folder = os.path.join(ignored.folder, name), entry.kind == "folder"
            if name.startswith(".") or not (is_folder or is_topology_name(name)):
                continue
            if not is_folder and not _is_file_inside(files, path, entry, top):
                continue
            excluded = config.exclude and config.excluded.verdict(config.relative(path), is_folder=is_folder)
            if excluded or ignored.names(path, is_folder=is_folder):
                continue
            if is_folder:
                todo.append(ignored.inside(path))
            else:
                yield path, entry.kind == "link"


def _is_file_inside(files: GitFiles, path: str, entry: Entry, top: str) -> bool:
    """Whether a file stands there, or a link to one that stays below the folder that is searched."""
    if entry.kind != "link":
        return entry.kind == "file"
    return files.found(path).is_file and files.stays_inside(path, top)
