"""Messages cut out of a stream of bytes, and what stands between them."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.lsp import transport
from caslint.lsp.protocol import INVALID_REQUEST, PARSE_ERROR, ProtocolError, decoded, encoded
from caslint.lsp.transport import Garbled, Reader, send


def received(data: bytes) -> list[bytes | Garbled]:
    reader = Reader(io.BytesIO(data))
    found: list[bytes | Garbled] = []
    while (one := reader.receive()) is not None:
        found.append(one)
    return found


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


@given(st.lists(st.binary(max_size=200)))
def test_what_is_sent_is_received(bodies: list[bytes]) -> None:
    stream = io.BytesIO()
    for body in bodies:
        send(stream, body)

    assert received(stream.getvalue()) == bodies


@pytest.mark.parametrize(
    "head",
    [
        b"content-length: 2\r\n\r\n",
        b"Content-Length:2\n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
    ],
)
def test_headers_as_clients_write_them(head: bytes) -> None:
    assert received(head + b"{}") == [b"{}"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\r\n", "a header without Content-Length"),
        (b"Content-Length: -2\r\n\r\n", "a header without Content-Length"),
        (b"Content-Length: two\r\n\r\n", "a header without Content-Length"),
        (b"Content-Length: 99999999999999999999\r\n\r\n", "a header without Content-Length"),
        (b"hello\r\n\r\n", "what stands before a message is no header"),
        (b"x" * 20_000 + b"\r\n\r\n", "what stands before a message is no header"),
    ],
)
def test_what_is_no_header_is_told_once_and_the_next_message_is_found(data: bytes, reason: str) -> None:
    assert received(data * 3 + framed(b"{}")) == [Garbled(reason), b"{}"]


@pytest.mark.parametrize("stated", [1, 4])
def test_a_wrong_length_costs_one_message(stated: int) -> None:
    wrong = b"Content-Length: %d\r\n\r\n{ok}" % stated
    found = received(wrong + framed(b'{"b":1}') + framed(b'{"c":1}'))

    assert b'{"c":1}' in found[-2:]


def test_another_charset_is_refused() -> None:
    head = b"Content-Type: text/plain; charset=utf-16\r\nContent-Length: 2\r\n\r\n"

    assert received(head + b"{}") == [Garbled("messages are written in UTF-8"), b"{}"]


def test_a_message_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 10)

    found = received(framed(b"x" * 11) + framed(b"{}"))

    assert found == [Garbled("a message has at most 10 bytes, and this one 11"), b"{}"]


def test_the_end_within_a_message_is_the_end() -> None:
    assert received(b"Content-Length: 10\r\n\r\n{}") == []
    assert received(b"Content-Length: 10") == []


@given(st.binary(max_size=300))
def test_random_bytes_end(data: bytes) -> None:
    assert all(isinstance(one, bytes | Garbled) for one in received(data))


@given(st.binary(max_size=60).filter(lambda data: b"ength" not in data))
def test_after_random_bytes_a_message_is_found(data: bytes) -> None:
    assert received(data + b"\r\n\r\n" + framed(b"{}"))[-1] == b"{}"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", PARSE_ERROR),
        (b"{", PARSE_ERROR),
        (b'{"a": NaN}', PARSE_ERROR),
        (b'{"a": 1e}', PARSE_ERROR),
        (b"\xff{}", PARSE_ERROR),
        (b"[" * 100_000, PARSE_ERROR),
        (b'{"a": ' + b"9" * 5000 + b"}", PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b"1", INVALID_REQUEST),
        (b"null", INVALID_REQUEST),
    ],
)
def test_a_body_that_is_no_message_is_refused(body: bytes, code: int) -> None:
    with pytest.raises(ProtocolError) as refused:
        decoded(body)

    assert refused.value.code == code


@given(st.text(st.characters()))
def test_any_text_comes_through(text: str) -> None:
    assert decoded(encoded({"method": text}))["method"] == text
    assert json.loads(encoded({"method": text}).decode("ascii"))["jsonrpc"] == "2.0"


def test_half_a_character_comes_through() -> None:
    assert decoded(encoded({"method": "\ud800"}))["method"] == "\ud800"
