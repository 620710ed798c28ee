"""A session from its beginning to its end, over streams and over the pipes of a real process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import caslint.lsp.table
from caslint.lsp.protocol import (
    INTERNAL_ERROR,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    REQUEST_CANCELLED,
)
from caslint.lsp.session import Session
from language_client import Client
from lsp_client import Editor, Refused

Message = dict[str, Any]
LOST = "servers:\n  - {name: EX02, site: Redmnd, version: 2010 SP3, roles: [ClientAccess]}\nsites: []\n"
HELLO: Message = {"id": 1, "method": "initialize", "params": {"capabilities": {}}}
BYE: list[Message] = [{"id": 99, "method": "shutdown"}, {"method": "exit"}]


def framed(*messages: object) -> bytes:
    bodies = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def heard(data: bytes) -> list[Message]:
    found: list[Message] = []
    while data:
        head, _, data = data.partition(b"\r\n\r\n")
        length = int(head.removeprefix(b"Content-Length: "))
        found.append(json.loads(data[:length]))
        data = data[length:]
    return found


def session(data: bytes) -> tuple[int, list[Message]]:
    """The exit code of a session with these bytes, and what the server said."""
    out = io.BytesIO()
    code = Session(io.BytesIO(data), out, today=None, config=None).run()
    return code, heard(out.getvalue())


def errors(found: list[Message]) -> list[tuple[Any, int]]:
    return [(one["id"], one["error"]["code"]) for one in found if "error" in one]


def test_a_session_ends_as_the_protocol_says() -> None:
    code, found = session(framed(HELLO, {"method": "initialized", "params": {}}, *BYE))

    assert code == 0
    assert found[0]["result"]["serverInfo"]["name"] == "caslint"
    assert found[0]["result"]["capabilities"]["positionEncoding"] == "utf-16"
    assert found[-1] == {"jsonrpc": "2.0", "id": 99, "result": None}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (framed({"method": "exit"}), 1),
        (framed(HELLO, {"method": "exit"}), 1),
        (framed(HELLO), 1),
        (b"", 1),
        (framed(HELLO, BYE[0]), 0),
        (framed(HELLO, *BYE, {"id": 5, "method": "never"}), 0),
    ],
)
def test_exit_codes(data: bytes, code: int) -> None:
    assert session(data)[0] == code


def test_what_cannot_be_asked_is_refused() -> None:
    _, found = session(
        framed(
            {"id": "early", "method": "textDocument/hover", "params": {}},
            HELLO,
            {"id": 2, "method": "initialize", "params": {}},
            {"id": 3, "method": "no/such", "params": {}},
            {"id": 4, "method": "$/no", "params": {}},
            {"id": 5, "method": 5},
            {"id": [], "method": "shutdown"},
            {"id": 6},
            {"id": 7, "result": None},
            {"id": 8, "error": {}},
            {"method": "no/such", "params": {}},
            b"{",
            b"[]",
            BYE[0],
            {"id": 9, "method": "textDocument/hover", "params": {}},
        )
    )

    assert errors(found) == [
        ("early", NOT_INITIALIZED),
        (2, INVALID_REQUEST),
        (3, METHOD_NOT_FOUND),
        (4, METHOD_NOT_FOUND),
        (5, INVALID_REQUEST),
        (None, INVALID_REQUEST),
        (6, INVALID_REQUEST),
        (None, -32700),
        (None, INVALID_REQUEST),
        (9, INVALID_REQUEST),
    ]


def test_a_request_that_is_cancelled_before_its_turn_is_not_worked_on() -> None:
    cancel = {"method": "$/cancelRequest", "params": {"id": 2}}
    data = framed(HELLO, {"id": 2, "method": "shutdown"}, cancel, {"id": 3, "method": "no/such"})
    inbox_first = session(data)[1]

    assert (2, REQUEST_CANCELLED) in errors(inbox_first)


def test_a_mistake_of_ours_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    monkeypatch.setitem(caslint.lsp.table.REQUESTS, "test/fail", fail)
    monkeypatch.setitem(caslint.lsp.table.NOTIFICATIONS, "test/failed", fail)
    editor = Editor()
    with pytest.raises(Refused, match="internal error: KeyError in") as refused:
        editor.ask("test/fail", {})
    editor.tell("test/failed", {})

    assert refused.value.code == INTERNAL_ERROR
    assert "internal error: KeyError" in editor.told[-1]["params"]["message"]


def test_nothing_is_said_to_a_client_that_is_gone() -> None:
    closed = io.BytesIO()
    closed.close()

    assert Session(io.BytesIO(framed(HELLO, *BYE)), closed, today=None, config=None).run() == 1


def test_files_are_watched_where_the_client_can() -> None:
    editor = Editor()
    (asked,) = editor.told

    assert asked["method"] == "client/registerCapability"
    assert not Editor(can={}).told


def test_documents_that_are_not_open_are_refused() -> None:
    editor = Editor()
    editor.tell("textDocument/didClose", {"textDocument": {"uri": "file:///nowhere"}})

    assert editor.told[-1]["method"] == "window/logMessage"
    assert "not open" in editor.told[-1]["params"]["message"]


def server(folder: Path) -> Client:
    return Client(sys.executable, "-m", "caslint", "lsp", "--stdio", folder=folder, settings={})


def test_over_pipes_only_the_last_of_many_changes_is_checked(tmp_path: Path) -> None:
    with server(tmp_path) as client:
        uri = client.open("org.yaml", LOST)
        assert "CAS005" in [one["code"] for one in client.diagnostics(uri)]
        for version in range(2, 400):
            text = LOST if version % 2 else LOST.replace("Redmnd", "Kyoto")
            item = {"uri": uri, "version": version}
            client.tell("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": text}]})
        assert client.ask("shutdown", {}) is None
        told = client.diagnostics_so_far()

    assert len(told) < 200


def test_over_pipes_the_process_ends_with_the_code_of_the_protocol(tmp_path: Path) -> None:
    for data, code in (
        (framed(HELLO, *BYE), 0),
        (framed(HELLO), 1),
        (b"nonsense\n\n" + framed(HELLO, *BYE), 0),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "caslint", "lsp"],
            input=data,
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )

        assert done.returncode == code
        assert done.stderr == b""
        assert any("serverInfo" in one.get("result", {}) for one in heard(done.stdout) if one.get("result"))


def test_over_pipes_only_the_protocol_reaches_the_editor(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    pack = "import os\nprint('printed')\nos.write(1, b'written')\nRULES = ()\n"
    (tmp_path / "packs" / "noisy_pack.py").write_text(pack, encoding="utf-8")
    (tmp_path / ".caslint.yaml").write_text("packs: [noisy_pack]\n", encoding="utf-8")
    opened = {"uri": (tmp_path / "org.yaml").as_uri(), "languageId": "yaml", "version": 1, "text": LOST}
    process = subprocess.Popen(
        [sys.executable, "-m", "caslint", "lsp"],
        cwd="/",
        env={"PYTHONPATH": str(tmp_path / "packs"), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(framed(HELLO, {"method": "textDocument/didOpen", "params": {"textDocument": opened}}))
    process.stdin.flush()
    said = b""
    while b"CAS005" not in said:
        said += os.read(process.stdout.fileno(), 65536)
    out, err = process.communicate(framed(*BYE), timeout=60)

    assert [one["id"] for one in heard(said + out) if "id" in one] == [1, 99]
    assert b"printed" in err
    assert b"written" in err


def test_an_editor_that_is_gone_ends_the_process(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "caslint", "lsp"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdout.close()
    process.stdin.write(framed(HELLO))
    process.stdin.flush()

    assert process.wait(60) == 1
    assert process.stderr
    assert process.stderr.read() == b""
    process.stdin.close()
    process.stderr.close()


def test_the_traceback_of_a_mistake_is_for_those_who_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    monkeypatch.setitem(caslint.lsp.table.REQUESTS, "test/fail", fail)
    for debug in (False, True):
        out = io.BytesIO()
        one = Session(io.BytesIO(), out, today=None, config=None, debug=debug)
        one.take(HELLO)
        one.take({"id": 2, "method": "test/fail"})

        assert errors(heard(out.getvalue())) == [(2, INTERNAL_ERROR)]
        assert ("Traceback" in capsys.readouterr().err) == debug


def test_code_beside_the_topology_is_never_imported(tmp_path: Path) -> None:
    (tmp_path / "evil_pack.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    (tmp_path / ".caslint.yaml").write_text("packs: [evil_pack]\n", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    for folder in (tmp_path, tmp_path / "inner"):
        client = Client(sys.executable, "-m", "caslint", "lsp", folder=tmp_path, settings={})
        client.folder = folder
        with client:
            client.folder = tmp_path
            client.open("org.yaml", LOST)
            message = client.notification("window/showMessage")

        assert "evil_pack is not installed" in message["message"]
