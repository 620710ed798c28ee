from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from caslint.report.target import UnwritableError, whole_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions, links and devices as POSIX has them")


def _write(path: Path, data: bytes = b"new") -> None:
    with whole_file(str(path)) as stream:
        stream.write(data)


def test_file_is_made_or_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    _write(file, b"one")
    _write(file, b"two")

    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]


def _write_half(stream: BinaryIO) -> None:
    stream.write(b"half")
    raise ZeroDivisionError


def test_failure_while_writing_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole_file(str(file)) as stream:
        _write_half(stream)

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_disk_that_is_full_is_told_with_the_path(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    with pytest.raises(UnwritableError) as caught, whole_file(str(file)):
        raise OSError(28, "No space left on device")

    assert str(caught.value) == f"cannot write {file}: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_and_folder_in_its_place(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "report.json", tmp_path):
        with pytest.raises(UnwritableError) as caught:
            _write(path)
        assert caught.value.path == str(path)
        assert caught.value.reason


@posix
def test_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(UnwritableError, match="link"):
        _write(link)


@posix
def test_link_stays_and_permissions_are_kept(tmp_path: Path) -> None:
    file, link = tmp_path / "report.json", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    _write(link)

    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix
def test_new_file_has_the_permissions_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    _write(tmp_path / "report.json")

    assert (tmp_path / "report.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write what is protected")
def test_protected_file_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(UnwritableError, match="ermission denied"):
        _write(file)

    assert file.read_bytes() == b"old"


@posix
def test_device_is_written_and_stays_a_device() -> None:
    _write(Path("/dev/null"))

    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
