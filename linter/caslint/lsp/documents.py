"""The documents that the client has open, as they stand in its buffers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from caslint.lsp.protocol import INVALID_PARAMS, Object, ProtocolError, mapping, maybe, text, whole
from caslint.lsp.ruler import MARK, Ruler
from caslint.lsp.uris import path_of
from caslint.text import Source


class Document:
    """One open document; `path` is None where it is no file, as a new one that was never saved."""

    __slots__ = ("path", "source", "uri", "version")

    def __init__(self, uri: str, content: str, version: int) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.version = version
        self.source = Source(uri, content)

    @property
    def lead(self) -> int:
        """1 where the text begins with a byte order mark."""
        return int(self.source.text.startswith(MARK))

    @property
    def data(self) -> bytes:
        """The text as a file would hold it; half a character stays what it is, and no reader takes it."""
        return self.source.text.encode("utf-8", "surrogatepass")

    def change(self, changes: Iterable[Any], version: int, encoding: str) -> None:
        """Apply changes one after another, all or none; ProtocolError where one is malformed."""
        source = self.source
        for change in changes:
            source = Source(self.uri, _changed(source, change, encoding))
        self.source, self.version = source, version


def _changed(source: Source, change: object, encoding: str) -> str:
    new = text(change, "text")
    span = maybe(change, "range")
    if span is None:
        return new
    start, end = Ruler(source, encoding).offsets(mapping(change, "range"))
    return source.text[:start] + new + source.text[end:]


class Documents:
    """Every open document, by address."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(self._open.values())

    def open(self, params: Object) -> Document:
        """Take a document that the client opens; one that it opens a second time replaces the first."""
        item = mapping(params, "textDocument")
        document = Document(text(item, "uri"), text(item, "text"), version_of(item))
        self._open[document.uri] = document
        return document

    def named(self, params: Object) -> Document:
        """The document that a message is about; ProtocolError where it is not open."""
        uri = text(mapping(params, "textDocument"), "uri")
        if uri not in self._open:
            raise ProtocolError(INVALID_PARAMS, "this document is not open")
        return self._open[uri]

    def close(self, params: Object) -> Document:
        """Forget a document; gives it."""
        return self._open.pop(self.named(params).uri)

    def at(self, path: str) -> Document | None:
        """The open document of a path."""
        return next((one for one in self._open.values() if one.path == path), None)


def version_of(item: Object) -> int:
    """A document's version; 0 where a client counts none."""
    return whole(item, "version") if maybe(item, "version") is not None else 0
