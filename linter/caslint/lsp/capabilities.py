"""What the server says that it can do."""

from __future__ import annotations

from caslint import __version__
from caslint.lsp.actions import KINDS
from caslint.lsp.client import Client
from caslint.lsp.commands import COMMANDS
from caslint.lsp.protocol import Object

_INCREMENTAL = 2


def capabilities(client: Client) -> Object:
    """The answer to `initialize`."""
    return {
        "capabilities": {
            "positionEncoding": client.encoding,
            "textDocumentSync": {
                "openClose": True,
                "change": _INCREMENTAL,
                "save": {"includeText": False},
            },
            "codeActionProvider": {"codeActionKinds": list(KINDS)},
            "hoverProvider": True,
            "definitionProvider": True,
            "referencesProvider": True,
            "documentHighlightProvider": True,
            "documentSymbolProvider": True,
            "workspaceSymbolProvider": True,
            "renameProvider": {"prepareProvider": True} if client.prepares_renames else True,
            "completionProvider": {"triggerCharacters": [" ", "[", ","]},
            "executeCommandProvider": {"commands": list(COMMANDS)},
            "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        },
        "serverInfo": {"name": "caslint", "version": __version__},
    }


def watching() -> Object:
    """What the client is asked to watch: topologies and settings that other programs change."""
    patterns = ("**/*.{yaml,yml}", "**/.caslint.yaml", "**/.caslint-baseline.json", "**/.gitignore")
    watchers = [{"globPattern": pattern} for pattern in patterns]
    return {
        "registrations": [
            {
                "id": "caslint-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            }
        ]
    }
