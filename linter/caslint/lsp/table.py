"""Who answers which request, and who takes note of what."""

from __future__ import annotations

from collections.abc import Callable

from caslint.lsp import synchronize
from caslint.lsp.actions import code_actions
from caslint.lsp.desk import Desk
from caslint.lsp.protocol import Object

REQUESTS: dict[str, Callable[[Desk, Object], object]] = {
    "textDocument/codeAction": code_actions,
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
