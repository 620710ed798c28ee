"""A file that a report is written to: whole, or as it was before."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import BinaryIO


class UnwritableError(Exception):
    """A report cannot be written to `path`; `reason` is the system's word for why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}")
        self.path = path
        self.reason = reason


@contextmanager
def whole_file(path: str) -> Generator[BinaryIO]:
    """Open `path` for bytes that take its place only when the block ends well.

    Until then they stand in a temporary file in the same folder, which goes
    when the block raises.  A symbolic link stays and its target is replaced; a
    file keeps its permissions, and one that may not be written is left alone;
    a device or a pipe is written as the bytes come, because it cannot be
    replaced.  Raises UnwritableError.
    """
    try:
        file = os.path.realpath(path)
        if os.path.exists(file) and not os.path.isfile(file):
            with open(file, "wb") as stream:
                yield stream
        else:
            yield from _replaced(file)
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error


def _replaced(file: str) -> Generator[BinaryIO]:
    mode = _mode(file)
    temporary = os.path.join(os.path.dirname(file), f".caslint-{os.urandom(6).hex()}")
    try:
        with open(temporary, "xb") as stream:
            yield stream
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, file)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _mode(file: str) -> int | None:
    """Return the permissions that the file has, None without a file; OSError where it may not be written."""
    try:
        with open(file, "r+b") as stream:
            return stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
    except FileNotFoundError:
        return None
