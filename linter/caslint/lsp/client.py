"""The client: what it can do, which folders it has open, and what its documents are called."""

from __future__ import annotations

import os
from collections.abc import Callable

from caslint.lsp.protocol import Object, items, maybe, words
from caslint.lsp.ruler import ENCODINGS
from caslint.lsp.uris import path_of, uri_of
from caslint.repository import folders_up


class Client:
    """What the client said of itself in `initialize`; whatever it left out it cannot do."""

    def __init__(self, params: Object) -> None:
        can = maybe(params, "capabilities")
        offered = [word for word in words(maybe(can, "general", "positionEncodings")) if word in ENCODINGS]
        self.encoding = offered[0] if offered else ENCODINGS[0]
        diagnostics = maybe(can, "textDocument", "publishDiagnostics")
        self.shows_related = maybe(diagnostics, "relatedInformation") is True
        self.shows_addresses = maybe(diagnostics, "codeDescriptionSupport") is True
        self.keeps_data = maybe(diagnostics, "dataSupport") is True
        self.tells_versions = maybe(diagnostics, "versionSupport") is True
        self.takes_versioned_edits = maybe(can, "workspace", "workspaceEdit", "documentChanges") is True
        self.takes_actions = maybe(can, "textDocument", "codeAction", "codeActionLiteralSupport") is not None
        self.takes_preferences = maybe(can, "textDocument", "codeAction", "isPreferredSupport") is True
        formats = words(maybe(can, "textDocument", "hover", "contentFormat"))
        self.reads_markdown = "markdown" in formats
        symbols = maybe(can, "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport")
        self.takes_trees = symbols is True
        self.prepares_renames = maybe(can, "textDocument", "rename", "prepareSupport") is True
        watching = maybe(can, "workspace", "didChangeWatchedFiles", "dynamicRegistration")
        self.can_watch = watching is True
        self.folders = _folders(params)
        self.spelled: Callable[[str], str | None] = lambda _: None

    def uri(self, path: str) -> str:
        """The address of a path: as the client spells it where it has the document open."""
        return self.spelled(path) or uri_of(path)

    def change_folders(self, event: object) -> None:
        """Add and remove folders, as `workspace/didChangeWorkspaceFolders` tells."""
        removed, added = _paths(maybe(event, "removed")), _paths(maybe(event, "added"))
        kept = [folder for folder in self.folders if folder not in removed]
        self.folders = list(dict.fromkeys([*kept, *added]))

    def folder_of(self, path: str) -> str:
        """Where a person would stand to check a file: in the innermost open folder, else at its repository's root."""
        around = [folder for folder in self.folders if is_below(path, folder)]
        found = max(around, key=len) if around else folders_up(os.path.dirname(path))[-1]
        while not os.path.isdir(found) and found != os.path.dirname(found):
            found = os.path.dirname(found)
        return found


def is_below(path: str, folder: str) -> bool:
    """Whether a path lies in a folder or further down."""
    return path.startswith(os.path.join(folder, ""))


def _folders(params: Object) -> list[str]:
    folders = _paths(maybe(params, "workspaceFolders"))
    if folders:
        return folders
    root = maybe(params, "rootUri")
    path = path_of(root) if isinstance(root, str) else maybe(params, "rootPath")
    return [os.path.normpath(path)] if isinstance(path, str) and os.path.isabs(path) else []


def _paths(folders: object) -> list[str]:
    uris = [maybe(folder, "uri") for folder in items(folders)]
    found = [path_of(uri) for uri in uris if isinstance(uri, str)]
    return [path for path in dict.fromkeys(found) if path is not None]
