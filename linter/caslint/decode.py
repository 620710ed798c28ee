"""From a path to text: bounded reading, and bytes to text in a known encoding."""

from __future__ import annotations

import errno
import io
import os
import stat

from caslint.record import Record
from caslint.text import Place, Source

MAX_BYTES = 200_000_000
"""The largest file that is read; an organization of 100,000 servers takes about 75 MB."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)


class Undecodable(Record):
    """Bytes that are no text in a known encoding.

    `text` is what could be made of them, so that `start` and `end`, offsets in
    code points, have a line and a column.
    """

    text: str
    start: int
    end: int
    message: str


class Unreadable(Record):
    """A file that could not be read: why, in one sentence, and where if a place in it is to blame."""

    path: str
    reason: str
    place: Place | None = None


def decode(data: bytes) -> tuple[str, str] | Undecodable:
    """Text and the name of its encoding: `encode` gives the bytes back.

    Without a byte order mark the text is UTF-8.
    """
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            return _decoded(data, len(mark), name, codec)
    return _decoded(data, 0, "utf-8", "utf-8")


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in an encoding that `decode` named, with its byte order mark."""
    if encoding in {"utf-8", "utf-8-sig"}:
        return text.encode(encoding)
    return ("\ufeff" + text).encode(encoding)


def _decoded(data: bytes, skip: int, name: str, codec: str) -> tuple[str, str] | Undecodable:
    try:
        text = str(memoryview(data)[skip:], codec)
    except UnicodeDecodeError as error:
        return _undecodable(data, skip, codec, error)
    at = text.find("\0")
    if at >= 0:
        return Undecodable(text, at, at + 1, _nul(name))
    return text, name


def _undecodable(data: bytes, skip: int, codec: str, error: UnicodeDecodeError) -> Undecodable:
    good = str(memoryview(data)[skip : skip + error.start], codec)
    at = good.find("\0")
    if at >= 0:
        return Undecodable(good, at, at + 1, _nul(codec))
    offset = skip + error.start
    shown = codec.upper().removesuffix("-LE").removesuffix("-BE")
    message = f"byte 0x{data[offset]:02X} at offset {offset} is not {shown} text; save the file as UTF-8"
    return Undecodable(good + "\ufffd", len(good), len(good) + 1, message)


def _nul(name: str) -> str:
    if name.startswith("utf-8"):
        return "a NUL byte stands here: a binary file, or UTF-16 without a byte order mark; save the file as UTF-8"
    return "a NUL character stands here: this is no text file"


def read(path: str | os.PathLike[str], shown_path: str) -> Source | Unreadable:
    """The text of a file, or why there is none.

    Only regular files up to MAX_BYTES are read; nothing blocks, and nothing is
    raised for what a file system may hold.
    """
    data = read_bytes(path)
    return Unreadable(shown_path, data) if isinstance(data, str) else source(data, shown_path)


def read_bytes(path: str | os.PathLike[str]) -> bytes | str:
    """The bytes of a file under the same bounds, or why it is not read; never waits for a pipe."""
    try:
        return _bytes(path)
    except OSError as error:
        return _reason(error)
    except ValueError:
        return "the path holds a character that no file name can hold"


def source(data: bytes, shown_path: str) -> Source | Unreadable:
    """The text of bytes that were read elsewhere: standard input, an object of git."""
    if len(data) > MAX_BYTES:
        return Unreadable(shown_path, _too_large(len(data)))
    decoded = decode(data)
    if isinstance(decoded, Undecodable):
        place = Place(Source(shown_path, decoded.text), decoded.start, decoded.end)
        return Unreadable(shown_path, decoded.message, place)
    return Source(shown_path, *decoded)


def _bytes(path: str | os.PathLike[str]) -> bytes | str:
    """What the file holds, or why it is not read."""
    refused = _refused(os.stat(path))
    if refused:
        return refused
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    )
    with open(os.open(path, flags), "rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        refused = _refused(before)
        if refused:
            return refused
        data = _bounded(file, before.st_size)
        after = os.fstat(file.fileno())
    if len(data) > MAX_BYTES:
        return _too_large(len(data))
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return "the file changed while it was read; run caslint again when it is complete"
    return data


def _bounded(file: io.FileIO, size: int) -> bytes:
    """All of a file that had `size` bytes a moment ago, but never much over MAX_BYTES."""
    parts: list[bytes] = []
    read = 0
    while read <= MAX_BYTES and (part := file.read(max(size - read, 0) + 1)):
        parts.append(part)
        read += len(part)
    return b"".join(parts)


def _refused(status: os.stat_result) -> str:
    """Why a file of this kind or size is not read; empty when it is."""
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        return "this is a folder, not a file"
    if not stat.S_ISREG(mode):
        return "this is no regular file but a pipe, a socket or a device, and is not read"
    return _too_large(status.st_size) if status.st_size > MAX_BYTES else ""


def _too_large(size: int) -> str:
    return (
        f"the file has {size:,} bytes and at most {MAX_BYTES:,} are read; "
        "cut it into several files and list them under include"
    )


_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file: a part of its path is not a folder",
    errno.EACCES: "the permission to read it is missing",
    errno.EPERM: "the permission to read it is missing",
    errno.ELOOP: "the symbolic links lead in a circle",
    errno.ENAMETOOLONG: "the name is longer than the file system allows",
    errno.EISDIR: "this is a folder, not a file",
}


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    return known or f"the operating system could not read it: {error.strerror or type(error).__name__}"
