"""Who answers which request, and who takes note of what."""

from __future__ import annotations

from collections.abc import Callable

from caslint.lsp import synchronize
from caslint.lsp.actions import code_actions
from caslint.lsp.commands import execute_command
from caslint.lsp.completion import completion
from caslint.lsp.desk import Desk
from caslint.lsp.hover import hover
from caslint.lsp.navigation import definition, highlights, references, workspace_symbols
from caslint.lsp.protocol import Object
from caslint.lsp.rename import prepare_rename, rename
from caslint.lsp.symbols import document_symbols

REQUESTS: dict[str, Callable[[Desk, Object], object]] = {
    "textDocument/codeAction": code_actions,
    "textDocument/hover": hover,
    "textDocument/definition": definition,
    "textDocument/references": references,
    "textDocument/documentHighlight": highlights,
    "workspace/symbol": workspace_symbols,
    "textDocument/documentSymbol": document_symbols,
    "textDocument/prepareRename": prepare_rename,
    "textDocument/rename": rename,
    "textDocument/completion": completion,
    "workspace/executeCommand": execute_command,
}
"""What gives a result."""

NOTIFICATIONS: dict[str, Callable[[Desk, Object], None]] = {
    "textDocument/didOpen": synchronize.did_open,
    "textDocument/didChange": synchronize.did_change,
    "textDocument/didSave": synchronize.did_save,
    "textDocument/didClose": synchronize.did_close,
    "workspace/didChangeWatchedFiles": synchronize.did_change_files,
    "workspace/didChangeWorkspaceFolders": synchronize.did_change_folders,
}
"""What gives none."""
