"""The desk: open documents, what is known of their organizations, and what the client was shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from caslint.lsp.analysis import Analysis, Asked, analyse
from caslint.lsp.client import Client, is_below
from caslint.lsp.diagnostics import Diagnoses
from caslint.lsp.documents import Document, Documents
from caslint.lsp.memory import Memory
from caslint.lsp.proof import Benches
from caslint.lsp.protocol import REQUEST_FAILED, Object, ProtocolError
from caslint.report.safe import visible

Tell = Callable[[str, Object], None]
"""Send a notification: a method and its parameters."""

WARNING = 2
"""The protocol's number for what a person should know of."""


class _Shown(NamedTuple):
    """Diagnostics as the client is told them; `version` is that of the document, None where it is not open."""

    uri: str
    version: int | None
    diagnostics: list[Object]


class Desk:
    """What the server works on.

    Nothing is checked when a document changes: its folder becomes stale, and is
    looked at again when somebody asks, or when there is nothing else to do.
    """

    def __init__(self, client: Client, tell: Tell, *, today: str | None, config: str | None) -> None:
        self.client = client
        self.documents = Documents()
        self._tell = tell
        self._today = today
        self._config = config
        self._analyses: dict[str, Analysis] = {}
        self._benches: Benches | None = None
        self._memories: dict[str, Memory] = {}
        self._stale: set[str] = set()
        self._is_published = True
        self._published: dict[str, _Shown] = {}
        self._told: set[str] = set()
        client.spelled = self._spelled

    def _spelled(self, path: str) -> str | None:
        document = self.documents.at(path)
        return document.uri if document else None

    def touch(self, path: str | None) -> None:
        """Note that a file, or what stands in for it, may have changed."""
        if path is not None:
            for memory in self._memories.values():
                memory.forget(path)
            reading = {folder for folder, known in self._analyses.items() if path in known.paths()}
            self._mark({folder for folder in self._folders() if _may_concern(path, folder)} | reading)

    def touch_all(self) -> None:
        """Note that anything may have changed."""
        self._mark({*self._folders(), *self._analyses})

    def _mark(self, folders: set[str]) -> None:
        self._stale |= folders
        self._is_published = self._is_published and not folders

    def _folders(self) -> set[str]:
        return {self.client.folder_of(one.path) for one in self.documents if one.path is not None}

    @property
    def has_work(self) -> bool:
        """Whether something is to be checked or told."""
        return not self._is_published

    def work(self) -> None:
        """Check one stale folder; when none is left, tell the client what changed."""
        if self._stale:
            self._look_at(min(self._stale))
        if not self._stale:
            self._is_published = True
            self._publish()

    def analysis(self, document: Document) -> Analysis:
        """What is found now in a document's folder; ProtocolError for one that is no file."""
        if document.path is None:
            raise ProtocolError(REQUEST_FAILED, "this document is no file, and belongs to no organization")
        folder = self.client.folder_of(document.path)
        if folder in self._stale or folder not in self._analyses:
            self._look_at(folder)
        return self._analyses[folder]

    def analyses(self) -> list[Analysis]:
        """What is found now in every folder with an open document."""
        for folder in sorted(self._folders()):
            if folder in self._stale or folder not in self._analyses:
                self._look_at(folder)
        return [known for _, known in sorted(self._analyses.items())]

    def last_analysis(self, document: Document) -> Analysis | None:
        """What was found when the folder was last looked at; for questions that cannot wait."""
        return self._analyses.get(self.client.folder_of(document.path)) if document.path is not None else None

    def diagnoses(self, analysis: Analysis) -> Diagnoses:
        """The findings of an analysis as the client is to see them."""
        marked = [one.path for one in self.documents if one.path is not None and one.lead]
        return Diagnoses(analysis, self.client, marked)

    def benches(self, analysis: Analysis) -> Benches:
        """Where fixes of an analysis are tried; kept as long as nothing changes."""
        if self._benches is None or self._benches.asked is not analysis.asked:
            self._benches = Benches(analysis.asked)
        return self._benches

    def asked(self, folder: str) -> Asked:
        """What is to be analysed in a folder now."""
        files = {one.path: one for one in self.documents if one.path is not None}
        mine = tuple(sorted(path for path in files if self.client.folder_of(path) == folder))
        buffers = {path: one.data for path, one in files.items()}
        today = self._today or date.today().isoformat()  # noqa: DTZ011  a comment expires on the user's own day
        return Asked(folder, mine, buffers, today, self._config)

    def _look_at(self, folder: str) -> None:
        self._stale.discard(folder)
        asked = self.asked(folder)
        self._analyses.pop(folder, None)
        self._benches = None
        if not asked.documents:
            self._memories.pop(folder, None)
        else:
            self._analyses[folder] = analyse(asked, self._memories.setdefault(folder, Memory(folder)))

    def _publish(self) -> None:
        now = self._wanted()
        for path in sorted({*now, *self._published}):
            old = self._published.get(path, _Shown("", None, []))
            new = now.get(path) or _Shown(self.client.uri(path), None, [])
            if old.diagnostics and old.uri != new.uri:
                self._show(_Shown(old.uri, None, []))  # the client calls it otherwise now
            if new[1:] != old[1:] or (new.diagnostics and new.uri != old.uri):
                self._show(new)
        self._published = now
        self._tell_troubles()

    def _show(self, shown: _Shown) -> None:
        said: Object = {"uri": shown.uri, "diagnostics": shown.diagnostics}
        if shown.version is not None and self.client.tells_versions:
            said["version"] = shown.version
        self._tell("textDocument/publishDiagnostics", said)

    def _wanted(self) -> dict[str, _Shown]:
        """What the client should see by path; what two analyses say of one file is said once."""
        found: dict[str, list[Object]] = {}
        for folder in sorted(self._analyses):
            for path, diagnostics in self.diagnoses(self._analyses[folder]).all().items():
                shown = found.setdefault(path, [])
                shown += [one for one in diagnostics if one not in shown]
        return {path: self._shown(path, diagnostics) for path, diagnostics in found.items()}

    def _shown(self, path: str, diagnostics: list[Object]) -> _Shown:
        document = self.documents.at(path)
        return _Shown(self.client.uri(path), document.version if document else None, diagnostics)

    def _tell_troubles(self) -> None:
        """Say what has no place in a file, once as long as it lasts."""
        troubles = dict.fromkeys(self._troubles())
        for words in troubles:
            if words not in self._told:
                self._tell("window/showMessage", {"type": WARNING, "message": f"caslint: {visible(words)}"})
        self._told = set(troubles)

    def _troubles(self) -> Iterator[str]:
        for analysis in self._analyses.values():
            yield from analysis.troubles
            yield from [fault.message for fault in analysis.faults if fault.place is None]


def _may_concern(path: str, folder: str) -> bool:
    """Whether a file stands in a folder, or above it, where roots and settings are looked for."""
    return is_below(path, folder) or is_below(folder, os.path.dirname(path))
