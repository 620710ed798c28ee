"""Messages on a stream: a header with `Content-Length`, an empty line, the body.

Whatever arrives, the reader goes on: what is no message is told once, and the
next header is looked for, at the beginning of a line or behind what is left of
a body whose length was wrong.
"""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

MOST_BYTES = 256_000_000
"""The longest body that is taken; a file of 200 MB, the largest that is read, fits into it."""

_LONGEST_LINE = 4096
_PIECE = 1 << 20
_LENGTH = re.compile(rb"Content-Length:[ \t]*([0-9]{1,18})[ \t]*\r?\n?\Z", re.IGNORECASE)
_FIELD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n]*\r?\n\Z")
_CHARSET = re.compile(rb"Content-Type:.*charset=[\"']?(?!utf-?8\b)", re.IGNORECASE)


class Garbled(NamedTuple):
    """What arrived is no message, and why."""

    reason: str


class Reader:
    """Takes messages from a stream of bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._length: int | None = None
        self._is_lost = False

    def receive(self) -> bytes | Garbled | None:
        """The next body; Garbled where something else stands, None at the end of the stream."""
        while self._length is None:
            reason = self._header()
            if reason is None:
                return None
            if reason and not self._is_lost:
                self._is_lost = self._length is None
                return Garbled(reason)
        length, self._length, self._is_lost = self._length, None, False
        if length > MOST_BYTES:
            ended = self._take(length, keep=False) is None
            return (
                None
                if ended
                else Garbled(f"a message has at most {MOST_BYTES:,} bytes, and this one {length:,}")
            )
        return self._take(length, keep=True)

    def _header(self) -> str | None:
        """Read a header to its empty line; what is wrong with it, empty if nothing, None at the end."""
        reason = ""
        while True:
            line = self._stream.readline(_LONGEST_LINE)
            if not line:
                return None
            if not line.strip(b"\r\n"):
                return reason or ("" if self._length is not None else "a header without Content-Length")
            found = _LENGTH.search(line)
            if found:
                self._length = int(found[1])
            if (found and found.start()) or not _FIELD.match(line):
                reason = reason or "what stands before a message is no header"
            elif _CHARSET.match(line):
                reason = reason or "messages are written in UTF-8"

    def _take(self, length: int, *, keep: bool) -> bytes | None:
        """So many bytes; None where the stream ends before."""
        pieces: list[bytes] = []
        while length:
            piece = self._stream.read(min(length, _PIECE))
            if not piece:
                return None
            length -= len(piece)
            if keep:
                pieces.append(piece)
        return b"".join(pieces)


def send(stream: BinaryIO, body: bytes) -> None:
    """Write a message, whole."""
    stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    stream.flush()
