"""`.caslint.yaml`: found, read strictly, and turned into a Config.

The file counts for the topology roots in its folder and below, as far as no
closer one does.  The search goes from the root file's folder upwards and ends
at the repository's root; without a repository it does not leave the folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from caslint import __version__
from caslint.configuration.config import Config, ConfigError, ConfigFault
from caslint.node import Mapping, Node, Scalar
from caslint.repository import Repositories
from caslint.text import Place, Source
from caslint.tree import Unreadable, parse, read

NAME = ".caslint.yaml"


class Shelf(Protocol):
    """Where configuration files stand, if not on disk: in a revision of a repository."""

    def holds(self, path: str) -> bool:
        """Whether anything stands at a path."""
        ...

    def read(self, path: str) -> Source | Unreadable:
        """The text of a file."""
        ...

    def is_top(self, folder: str) -> bool:
        """Whether a search upwards ends in this folder."""
        ...


class Configs:
    """The configurations of one run, by folder; each file is read once.

    `explicit` is a file on disk that the command line names: it counts for
    every folder.  `shown` gives the path under which people know a file.
    """

    def __init__(
        self, shown: Callable[[str], str], explicit: str | None = None, shelf: Shelf | None = None
    ) -> None:
        self._shown = shown
        self._known: dict[str, Config] = {}
        self._repositories = Repositories()
        self._shelf = shelf
        self._explicit = load(explicit, shown(explicit)) if explicit else None

    def of(self, folder: str) -> Config:
        """The configuration for the topology roots of a folder; ConfigError where it cannot be used."""
        if self._explicit:
            return self._explicit
        passed: list[str] = []
        above = os.path.abspath(folder)
        while above not in self._known:
            path = os.path.join(above, NAME)
            if self._holds(path):
                self._known[above] = self._load(path)
            elif self._is_top(above):
                self._known[above] = Config(above)
            else:
                passed.append(above)
                above = os.path.dirname(above)
        self._known |= dict.fromkeys(passed, self._known[above])
        return self._known[above]

    def _holds(self, path: str) -> bool:
        return self._shelf.holds(path) if self._shelf else os.path.lexists(path)

    def _is_top(self, folder: str) -> bool:
        return (self._shelf or self._repositories).is_top(folder)

    def _load(self, path: str) -> Config:
        return _loaded(path, self._shelf.read(path)) if self._shelf else load(path, self._shown(path))


def load(path: str, shown_path: str) -> Config:
    """Read a configuration file; raises ConfigError, with every mistake that it holds."""
    return _loaded(path, read(path, shown_path))


def _loaded(path: str, source: Source | Unreadable) -> Config:
    if isinstance(source, Unreadable):
        place = source.place or Place(Source(source.path, ""), 0, 0)
        raise ConfigError(ConfigFault(source.reason, place))
    parsed = parse(source.text)
    if parsed.faults:
        faults = [
            ConfigFault(fault.message, Place(source, fault.start, fault.end)) for fault in parsed.faults
        ]
        raise ConfigError(*faults)
    folder = os.path.dirname(os.path.abspath(path))
    if parsed.root is None:
        return Config(folder, source.path)
    _check_version(source, parsed.root)
    from caslint.configuration.keys import Reading  # most folders have no configuration

    return Reading(source, folder, parsed.root).config()


def _check_version(source: Source, root: Node) -> None:
    """A file for another version may hold keys that this one does not know, so this is asked first."""
    node = root.entries.get("required-version") if isinstance(root, Mapping) else None
    if not isinstance(node, Scalar):
        return
    from caslint.configuration.required_version import accepts

    verdict = accepts(node.text, __version__)
    place = Place(source, node.start, node.end)
    if verdict is None:
        words = f'"{node.text}" is no version and no list of comparisons such as >=0.1,<1'
        raise ConfigError(ConfigFault(words, place))
    if not verdict:
        words = f"this configuration is for caslint {node.text}, and this is caslint {__version__}"
        raise ConfigError(ConfigFault(words, place))
