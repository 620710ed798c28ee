"""What the client tells of its documents, its folders and the files below them."""

from __future__ import annotations

from caslint.lsp.desk import Desk
from caslint.lsp.documents import version_of
from caslint.lsp.protocol import Object, listed, mapping, maybe, text
from caslint.lsp.uris import path_of


def did_open(desk: Desk, params: Object) -> None:
    """A document is open: from now on its buffer counts."""
    desk.touch(desk.documents.open(params).path)


def did_change(desk: Desk, params: Object) -> None:
    """A buffer changed."""
    document = desk.documents.named(params)
    version = version_of(mapping(params, "textDocument"))
    document.change(listed(params, "contentChanges"), version, desk.client.encoding)
    desk.touch(document.path)


def did_save(desk: Desk, params: Object) -> None:
    """A file was written; others may have changed with it."""
    desk.touch(desk.documents.named(params).path)


def did_close(desk: Desk, params: Object) -> None:
    """A buffer is gone: from now on the file counts."""
    path = desk.documents.named(params).path
    desk.touch(path)
    desk.documents.close(params)
    desk.touch(path)


def did_change_files(desk: Desk, params: Object) -> None:
    """Files changed on disk."""
    for change in listed(params, "changes"):
        desk.touch(path_of(text(change, "uri")))


def did_change_folders(desk: Desk, params: Object) -> None:
    """Folders were opened or closed: what is checked from where may be another now."""
    desk.touch_all()
    desk.client.change_folders(maybe(params, "event"))
    desk.touch_all()
