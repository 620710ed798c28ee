"""A file that is written: whole, or as it was before."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO


class UnwritableError(Exception):
    """A file cannot be written to `path`; `reason` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}")
        self.path = path
        self.reason = reason


@contextmanager
def whole_file(path: str) -> Generator[BinaryIO]:
    """Open `path` for bytes that take its place only when the block ends well.

    Until then they stand in a temporary file in the same folder, which goes
    when the block raises.  A symbolic link stays and its target is replaced; a
    file keeps its owner and permissions, and one that may not be written is
    left alone; a device or a pipe is written as the bytes come, because it
    cannot be replaced.  Raises UnwritableError.
    """
    try:
        if _is_replaceable(path):
            yield from _replaced(path)
        else:
            with open(path, "wb") as stream:
                yield stream
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error


def write_whole(contents: Mapping[str, bytes]) -> None:
    """Write several files that belong together: none takes its place before all of them stand on the disk.

    Folders that are missing are made.  Raises UnwritableError.
    """
    asides: list[_Aside] = []
    path = ""
    try:
        for path, data in contents.items():
            os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
            if _is_replaceable(path):
                asides.append(_Aside(path))
            with asides[-1].opened() if _is_replaceable(path) else open(path, "wb") as stream:
                stream.write(data)
        for aside in asides:
            path = aside.path
            aside.take_place()
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error
    finally:
        for aside in asides:
            aside.discard()


def _is_replaceable(path: str) -> bool:
    """Whether a regular file stands there, or nothing."""
    return os.path.isfile(path) or not os.path.exists(path)


def _replaced(path: str) -> Generator[BinaryIO]:
    aside = _Aside(path)
    try:
        with aside.opened() as stream:
            yield stream
        aside.take_place()
    finally:
        aside.discard()


class _Aside:
    """A temporary file in the folder of the one whose place it is to take; every method raises OSError."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.file = os.path.realpath(path)
        self.before = _status(self.file)
        self.temporary = os.path.join(os.path.dirname(self.file), f".caslint-{os.urandom(6).hex()}")

    @contextmanager
    def opened(self) -> Generator[BinaryIO]:
        """For bytes, which stand on the disk when the block has ended."""
        with open(self.temporary, "xb") as stream:
            if self.before is not None:
                _make_alike(self.temporary, self.before)
            yield stream
            stream.flush()
            _synchronize(stream.fileno())

    def take_place(self) -> None:
        """Replace the file."""
        os.replace(self.temporary, self.file)

    def discard(self) -> None:
        """Take the temporary file away, where it has not taken its place."""
        with suppress(OSError):
            os.unlink(self.temporary)


def _synchronize(number: int) -> None:
    """Wait until the disk has it, where the file system knows how to."""
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
            raise


def _status(file: str) -> os.stat_result | None:
    """What the system says of a file, None without one; OSError where it may not be written."""
    try:
        with open(file, "r+b") as stream:
            return os.fstat(stream.fileno())
    except FileNotFoundError:
        return None


def _make_alike(file: str, other: os.stat_result) -> None:
    """Give a file the owner, where we may, and the permissions of another one."""
    if hasattr(os, "chown") and os.stat(file)[stat.ST_UID : stat.ST_GID + 1] != (other.st_uid, other.st_gid):
        with suppress(OSError):
            os.chown(file, other.st_uid, other.st_gid)
    os.chmod(file, stat.S_IMODE(other.st_mode))
