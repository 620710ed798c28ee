"""What was found in organizations of which nothing has changed, so that only the others are looked at again."""

from __future__ import annotations

import os
from typing import NamedTuple

from caslint.checked import Checked
from caslint.configuration.config import Config
from caslint.decode import Unreadable
from caslint.files.includes import IncludeFault
from caslint.lsp.overlay import Overlay, Trace
from caslint.rule import Rule
from caslint.run import Settings, examine
from caslint.text import Source

_Expanded = list[str] | IncludeFault


class _Watched:
    """Files that note what is read of them and what their folders were asked for."""

    def __init__(self, files: Overlay) -> None:
        self.files = files
        self.traces: dict[str, Trace] = {}
        self.expansions: dict[tuple[str, str], _Expanded] = {}

    def read(self, path: str) -> Source | Unreadable:
        """The text of a file."""
        self.traces[path] = self.files.trace(path)
        return self.files.read(path)

    def expand(self, root: str, pattern: str) -> _Expanded:
        """The files that a pattern names."""
        found = self.expansions[root, pattern] = self.files.expand(root, pattern)
        return found


class _Known(NamedTuple):
    """An organization as it was found, and everything that this followed from."""

    asked: tuple[object, ...]
    watched: _Watched
    checked: Checked

    def holds(self, files: Overlay, asked: tuple[object, ...]) -> bool:
        """Whether nothing of it has changed."""
        return (
            self.asked == asked
            and all(files.trace(path) == trace for path, trace in self.watched.traces.items())
            and all(files.expand(*about) == found for about, found in self.watched.expansions.items())
        )


class Memory:
    """The organizations of one folder, by root; what was not asked for in a run is forgotten with the next."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._known: dict[str, _Known] = {}
        self._before: dict[str, _Known] = {}

    def forget(self, path: str) -> None:
        """Look again at what has read a file, however alike it seems: somebody says that it changed."""
        for root, known in list(self._known.items()):
            if any(os.path.normpath(os.path.join(self.folder, one)) == path for one in known.watched.traces):
                del self._known[root]

    def begin(self) -> None:
        """Begin a run."""
        self._before, self._known = self._before | self._known, {}

    def end(self) -> None:
        """End a run: what it did not ask for is forgotten."""
        self._before = {}

    def examine(self, root: str, config: Config, rules: tuple[Rule, ...], settings: Settings) -> Checked:
        """What is found in an organization, now or before."""
        files = settings.files
        assert isinstance(files, Overlay)  # noqa: S101  the server's runs read nothing else
        asked = (settings.today, rules, *_settings(files, config))
        known = self._known.get(root) or self._before.get(root)
        if known is None or not known.holds(files, asked):
            watched = _Watched(files)
            known = _Known(asked, watched, examine(root, config, rules, settings.replaced(files=watched)))
        self._known[root] = known
        return known.checked


def _settings(files: Overlay, config: Config) -> tuple[object, ...]:
    """What a configuration follows from: its folder and its file."""
    return config.folder, config.file, files.trace(config.file) if config.file else None
