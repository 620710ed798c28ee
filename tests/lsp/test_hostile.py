"""Whatever a client sends, the server answers or passes on, and lives."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint.lsp.protocol import INTERNAL_ERROR
from caslint.lsp.session import Session
from caslint.lsp.table import NOTIFICATIONS, REQUESTS

Message = dict[str, Any]

METHODS = [*NOTIFICATIONS, *REQUESTS, "initialize", "initialized", "$/cancelRequest", "$/setTrace", "exit?"]
URIS = ["file:///nowhere/org.yaml", "file:///nowhere/sites/a.yaml", "untitled:x", "file:///%00", "", "\ud800"]
KEYS = [
    "textDocument", "uri", "text", "version", "contentChanges", "range", "start", "end", "line", "character",
    "position", "context", "diagnostics", "only", "changes", "event", "added", "removed", "newName", "command",
    "arguments", "capabilities", "general", "positionEncodings", "workspaceFolders", "rootUri", "id",
]  # fmt: skip
TEXTS = [
    "servers:\n  - {name: EX02, site: Redmnd, version: 2010 SP3, roles: [ClientAccess]}\nsites: []\n",
    "sites: [{name: ü😀}, {name: *x}]",
    "include: ['../**', 'sites/*.yaml']\nservers: [",
    "a: &a [*a]",
    "servers: 5\r\nsites:\r- name: \ud800",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 2**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(URIS + TEXTS),
    st.text(max_size=5),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
        st.dictionaries(st.text(max_size=3), inner, max_size=2),
    ),
    max_leaves=12,
)
POSITIONS = st.fixed_dictionaries({"line": st.integers(0, 4), "character": st.integers(0, 60)})
RANGES = st.fixed_dictionaries({"start": POSITIONS, "end": POSITIONS})


def nearly(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What belongs there, and now and then what does not."""
    return st.one_of(kind, kind, kind, kind, kind, ANYTHING)


DOCUMENT = st.fixed_dictionaries(
    {
        "uri": nearly(st.sampled_from(URIS)),
        "version": nearly(st.integers(0, 5)),
        "text": st.sampled_from(TEXTS),
    }
)
CHANGE = st.fixed_dictionaries({"text": nearly(st.sampled_from(["", "x", "\n", ":", "[", *TEXTS]))}).flatmap(
    lambda change: st.one_of(st.just(change), RANGES.map(lambda span: {**change, "range": span}))
)
PARAMS = st.fixed_dictionaries(
    {
        "textDocument": nearly(DOCUMENT),
        "position": nearly(POSITIONS),
        "range": nearly(RANGES),
        "contentChanges": nearly(st.lists(nearly(CHANGE), max_size=2)),
        "context": nearly(st.just({"diagnostics": [], "only": ["source.fixAll", "quickfix"]})),
        "changes": nearly(st.just([{"uri": URIS[0], "type": 1}])),
        "event": nearly(st.just({"added": [{"uri": "file:///nowhere"}], "removed": []})),
        "newName": nearly(st.sampled_from(["x", "a: b", ""])),
        "command": nearly(st.sampled_from(["caslint.trace", "caslint.routes"])),
        "arguments": nearly(
            st.lists(nearly(st.fixed_dictionaries({"uri": st.sampled_from(URIS)})), max_size=1)
        ),
    }
)
MESSAGES = st.fixed_dictionaries(
    {"method": nearly(st.sampled_from(METHODS)), "params": nearly(PARAMS)}
).flatmap(lambda one: st.one_of(st.just(one), SCALARS.map(lambda number: {**one, "id": number})))


def survives(messages: list[Message]) -> None:
    """Send messages between an initialize and a request; the request must be answered."""
    out = io.BytesIO()
    session = Session(io.BytesIO(), out, today=None, config=None)
    session.take({"id": 0, "method": "initialize", "params": {"capabilities": {}}})
    for message in messages:
        if message.get("method") not in ("exit", "shutdown"):
            session.take(message)
            if not len(str(message)) % 3:
                session.work()
    while session.has_work:
        session.work()
    session.take({"id": "last", "method": "shutdown"})
    said = out.getvalue()

    assert b'"id":"last","result":null' in said
    assert str(INTERNAL_ERROR).encode() not in said
    assert b"internal error" not in said


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGES, max_size=6))
def test_messages_nearly_right_never_break_it(messages: list[Message]) -> None:
    survives(messages)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["method", "id", "params", "result"]), ANYTHING), max_size=4))
def test_random_json_never_breaks_it(messages: list[Message]) -> None:
    survives(messages)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.lists(MESSAGES, max_size=2), st.randoms(use_true_random=False))
def test_random_bytes_never_break_it(data: bytes, messages: list[Message], random: Random) -> None:
    stream = b""
    hello: Message = {"id": 0, "method": "initialize", "params": {}}
    for message in [hello, *messages]:
        body = json.dumps(message).encode()
        stream += b"Content-Length: %d\r\n\r\n" % len(body) + body
    at = random.randrange(len(stream) + 1)
    out = io.BytesIO()

    code = Session(io.BytesIO(stream[:at] + data + stream[at:]), out, today=None, config=None).run()

    assert code in {0, 1}
    assert b"internal error" not in out.getvalue()


@pytest.mark.parametrize("method", [*REQUESTS, *NOTIFICATIONS])
@pytest.mark.parametrize("text", TEXTS)
def test_every_method_takes_every_text_at_every_place(method: str, text: str, tmp_path: Path) -> None:
    uri = (tmp_path / "org.yaml").as_uri()
    item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    messages: list[Message] = [{"method": "textDocument/didOpen", "params": {"textDocument": item}}]
    for line in range(text.count("\n") + 1):
        for character in range(0, 60, 7):
            position = {"line": line, "character": character}
            params: Message = {
                "textDocument": {"uri": uri, "version": 2},
                "position": position,
                "range": {"start": position, "end": position},
                "context": {"diagnostics": []},
                "newName": "x",
                "contentChanges": [],
            }
            messages.append({"id": 1, "method": method, "params": params})
    survives(messages)
