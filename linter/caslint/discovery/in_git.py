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


def find_in(files: GitFiles, path: str, configs: Configs) -> Discovered:
    """Find the roots that an absolute path stands for; raises ConfigError and MissingObjectError."""
    entry = files.entry(path)
    shown = shown_path(path, files.cwd)
    if entry is None:
        return Discovered((), (), ((shown, "there is no such file or folder in this revision"),))
    inclusions = Inclusions(files)
    if entry.kind != "folder":
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
    for path in sorted(_below(files, top, configs)):
        source = files.read(path)
        if could_be_topology(source):
            inclusions.learn(path, source)
            found.append(path)
        else:
            passed_over.append(shown_path(path, files.cwd))
    return found, passed_over


def _below(files: GitFiles, top: str, configs: Configs) -> Iterator[str]:
    """The YAML files below a folder that are neither hidden nor ignored nor excluded."""
    todo = [Ignored.at(top)]
    while todo:
        ignored = todo.pop()
        config = configs.of(ignored.folder)
        for name, entry in files.inside(ignored.folder).items():
            path, is_folder = os.path.join(ignored.folder, name), entry.kind == "folder"
            if name.startswith(".") or not (is_folder or (entry.kind == "file" and is_topology_name(name))):
                continue
            excluded = config.exclude and config.excluded.verdict(config.relative(path), is_folder=is_folder)
            if excluded or ignored.names(path, is_folder=is_folder):
                continue
            if is_folder:
                todo.append(ignored.inside(path))
            else:
                yield path
