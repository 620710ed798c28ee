"""Files that are no text, no files, or not there: told in a sentence, and never waited for."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from caslint import decode as decoding
from caslint.decode import Undecodable, Unreadable, decode, encode, read, source
from caslint.text import Source

TEXT = "name: Zürich 東京 😀\r\nsite: x\n"


def always(status: os.stat_result) -> Callable[[object], os.stat_result]:
    """What the system says of any file."""
    return lambda _file: status


def text_of(path: Path) -> Source:
    found = read(path, path.name)
    assert isinstance(found, Source)
    return found


def reason(path: Path | str) -> str:
    found = read(path, "org.yaml")
    assert isinstance(found, Unreadable)
    assert found.path == "org.yaml"
    return found.reason


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-32-be", b"\x00\x00\xfe\xff"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_comes_back(
    encoding: str, mark: bytes, tmp_path: Path
) -> None:
    data = mark + TEXT.encode(encoding.removesuffix("-sig"))
    (tmp_path / "org.yaml").write_bytes(data)
    found = text_of(tmp_path / "org.yaml")

    assert (found.path, found.text, found.encoding) == ("org.yaml", TEXT, encoding)
    assert encode(found.text, found.encoding) == data


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_an_empty_text(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_bytes(data)

    assert text_of(tmp_path / "org.yaml").text == ""


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"a: 1\nb: Z\xfcrich\n", 2, 5, "byte 0xFC at offset 9 is not UTF-8 text; save the file as UTF-8"),
        (b"\xef\xbb\xbfa: \xff", 1, 4, "byte 0xFF at offset 6 is not UTF-8 text"),
        ("ü: ".encode() + b"\xc3", 1, 4, "byte 0xC3 at offset 4 is not UTF-8 text"),
        (b"a: \xed\xa0\x80", 1, 4, "byte 0xED at offset 3 is not UTF-8 text"),
        (b"\xff\xfea\x00\x00\xd8", 1, 2, "byte 0x00 at offset 4 is not UTF-16 text"),
        (b"\xfe\xff\x00a\x00", 1, 2, "byte 0x00 at offset 4 is not UTF-16 text"),
        (b"\xff\xfe\x00\x00\xff\xff\xff\xff", 1, 1, "byte 0xFF at offset 4 is not UTF-32 text"),
        (
            b"a: 1\nb: \x00\n",
            2,
            4,
            "a NUL byte stands here: a binary file, or UTF-16 without a byte order mark",
        ),
        ("a: 1\n".encode("utf-16-le"), 1, 2, "a NUL byte stands here"),
        (b"a\x00\xff", 1, 2, "a NUL byte stands here"),
        (b"\xff\xfea\x00\x00\x00", 1, 2, "a NUL character stands here: this is no text file"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", 1, 8, "a NUL byte stands here"),
        (b"\x89PNG\r\n\x1a\n\x00", 1, 1, "byte 0x89 at offset 0 is not UTF-8 text"),
    ],
)
def test_what_is_no_text_is_told_where(data: bytes, line: int, column: int, message: str) -> None:
    found = source(data, "org.yaml")

    assert isinstance(found, Unreadable)
    assert found.reason.startswith(message)
    assert found.place is not None
    assert (found.place.file, found.place.line, found.place.column) == ("org.yaml", line, column)


def test_decode_gives_text_and_encoding_or_what_is_wrong() -> None:
    assert decode(b"a: 1") == ("a: 1", "utf-8")
    assert isinstance(decode(b"\xff"), Undecodable)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert reason(tmp_path / "none.yaml") == "there is no such file"


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert reason(tmp_path / "file" / "org.yaml").startswith("there is no such file")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert reason(tmp_path) == "this is a folder, not a file"


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000])
def test_an_impossible_name_is_told(path: str) -> None:
    assert reason(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    getattr(os, "mkfifo")(tmp_path / "pipe")  # noqa: B009 - not there on every system

    assert reason(tmp_path / "pipe").startswith("this is no regular file but a pipe, a socket or a device")


@pytest.mark.skipif(
    not hasattr(socket, "AF_UNIX") or sys.platform == "win32", reason="no sockets in folders here"
)
def test_a_socket_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert reason("socket").startswith("this is no regular file")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_a_device_without_end_is_not_read() -> None:
    assert reason("/dev/zero").startswith("this is no regular file")


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    try:
        (tmp_path / "one").symlink_to(tmp_path / "two")
        (tmp_path / "two").symlink_to(tmp_path / "one")
    except OSError:
        pytest.skip("links need a right here")

    assert "circle" in reason(tmp_path / "one") or sys.platform == "win32"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user can read every file")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").touch(mode=0)

    assert reason(tmp_path / "org.yaml") == "the permission to read it is missing"


def test_an_error_that_nobody_foresaw_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: object) -> os.stat_result:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "stat", broken)

    assert reason(tmp_path / "org.yaml") == "the operating system could not read it: Input/output error"


def test_a_file_over_the_budget_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org.yaml").write_bytes(b"x" * 1_001)
    monkeypatch.setattr(decoding, "MAX_BYTES", 1_000)

    assert reason(tmp_path / "org.yaml").startswith("the file has 1,001 bytes and at most 1,000 are read")


@pytest.mark.parametrize(
    ("more", "said"), [(1, "changed while it was read"), (2_000, "at most 1,000 are read")]
)
def test_a_file_that_grows_is_told(
    more: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "org.yaml"
    path.write_bytes(b"x" * 10)
    stat = os.fstat

    def grow_once(number: int) -> os.stat_result:
        before = stat(number)
        with path.open("ab") as file:
            file.write(b"x" * more)
        monkeypatch.setattr(os, "fstat", stat)
        return before

    monkeypatch.setattr(decoding, "MAX_BYTES", 1_000)
    monkeypatch.setattr(os, "fstat", grow_once)

    assert said in reason(path)


def test_a_file_that_is_replaced_by_a_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org.yaml").touch()
    folder = os.stat(tmp_path)
    monkeypatch.setattr(os, "fstat", always(folder))

    assert reason(tmp_path / "org.yaml") == "this is a folder, not a file"


def test_a_file_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org.yaml").touch()
    status = os.stat(tmp_path / "org.yaml")
    (tmp_path / "org.yaml").unlink()
    monkeypatch.setattr(os, "stat", always(status))

    assert reason(tmp_path / "org.yaml") == "there is no such file"
