"""An editor for tests: documents, what the server says of them, and questions, without pipes in between."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

from caslint.lsp.session import Session
from caslint.lsp.uris import path_of

Message = dict[str, Any]

EVERYTHING: Message = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "versionSupport": True,
        },
        "codeAction": {"codeActionLiteralSupport": {}, "isPreferredSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "rename": {"prepareSupport": True},
    },
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}
TODAY = "2026-01-31"


class Refused(Exception):  # noqa: N818  an answer of the server's, and no error of the test's
    """The server answered with an error."""

    def __init__(self, error: Message) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]


class Editor:
    """A client that has some folders open; `diagnostics` is what it shows, by address."""

    def __init__(self, *folders: Path, can: Message | None = None) -> None:
        self._out = io.BytesIO()
        self.session = Session(io.BytesIO(), self._out, today=TODAY, config=None)
        self.diagnostics: dict[str, list[Message]] = {}
        self.versions: dict[str, int] = {}
        self.told: list[Message] = []
        self.texts: dict[str, str] = {}
        self._number = 0
        given = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        params: Message = {"processId": None, "rootUri": None, "workspaceFolders": given or None}
        params["capabilities"] = EVERYTHING if can is None else can
        self.capabilities: Message = self.ask("initialize", params)["capabilities"]
        self.tell("initialized", {})

    def ask(self, method: str, params: Message) -> Any:  # noqa: ANN401  whatever a server answers
        """The answer to a request; raises Refused."""
        self._number += 1
        answers = self._send({"id": self._number, "method": method, "params": params})
        assert [answer["id"] for answer in answers] == [self._number]
        if "error" in answers[0]:
            raise Refused(answers[0]["error"])
        return answers[0]["result"]

    def tell(self, method: str, params: Message) -> None:
        """Send a notification."""
        assert not self._send({"method": method, "params": params})

    def _send(self, message: Message) -> list[Message]:
        """What answers come at once; what else the server says is taken note of."""
        self.session.take(json.loads(json.dumps({"jsonrpc": "2.0", **message})))
        return self._heard()

    def settle(self) -> None:
        """Let the server do what can wait."""
        self.session.work()
        while self.session.has_work:
            self.session.work()
        assert not self._heard()

    def _heard(self) -> list[Message]:
        data = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        answers: list[Message] = []
        while data:
            head, _, data = data.partition(b"\r\n\r\n")
            length = int(head.removeprefix(b"Content-Length: "))
            message, data = json.loads(data[:length]), data[length:]
            if "method" not in message:
                answers.append(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self._shown(message["params"])
            else:
                self.told.append(message)
        return answers

    def _shown(self, params: Message) -> None:
        self.diagnostics[params["uri"]] = params["diagnostics"]
        if "version" in params:
            self.versions[params["uri"]] = params["version"]

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, or a text that was not saved in its place; gives the address."""
        uri = path.as_uri()
        self.texts[uri] = path.read_bytes().decode() if text is None else text
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": self.texts[uri]}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def type(self, uri: str, text: str) -> None:
        """Replace a document's text."""
        self.change(uri, [{"text": text}])
        self.texts[uri] = text

    def change(self, uri: str, changes: list[Message]) -> None:
        """Send changes."""
        self.versions[uri] = self.versions.get(uri, 0) + 1
        item = {"uri": uri, "version": self.versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": item, "contentChanges": changes})

    def close(self, uri: str) -> None:
        """Close a document."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def save(self, uri: str) -> None:
        """Say that a document was saved."""
        self.tell("textDocument/didSave", {"textDocument": {"uri": uri}})

    def at(self, method: str, uri: str, words: str, offset: int = 0, **more: Any) -> Any:  # noqa: ANN401  the same
        """Ask about the place where words stand in a document; ASCII texts only."""
        position = self.position(uri, words, offset)
        return self.ask(
            f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position, **more}
        )

    def position(self, uri: str, words: str, offset: int = 0) -> Message:
        """Where words stand in a document."""
        before = self.texts[uri][: self.texts[uri].index(words) + offset]
        return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}

    def actions(self, uri: str, words: str = "", **context: object) -> list[Message]:
        """The code actions where words stand, or for a whole document."""
        start = self.position(uri, words)
        params = {"textDocument": {"uri": uri}, "range": {"start": start, "end": start}}
        found: list[Message] = self.ask(
            "textDocument/codeAction", {**params, "context": {"diagnostics": [], **context}}
        )
        return found

    def apply(self, edit: Message) -> None:
        """Apply a change to open documents and to files; UTF-16 columns."""
        for change in edit["documentChanges"]:
            uri, version = change["textDocument"]["uri"], change["textDocument"]["version"]
            assert version == (self.versions[uri] if uri in self.texts else None)
            path = path_of(uri) or ""
            before = self.texts[uri] if uri in self.texts else Path(path).read_bytes().decode()
            after = applied(before, change["edits"])
            if uri in self.texts:
                self.type(uri, after)
            else:
                Path(path).write_bytes(after.encode())
                self.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 2}]})

    def codes(self, uri: str) -> list[str]:
        """The codes of the diagnostics that a document shows, in order."""
        return [one.get("code", "") for one in self.diagnostics.get(uri, [])]


def applied(text: str, edits: list[Message]) -> str:
    """A text with edits, which must not overlap, as a client would apply them."""
    wide = text.encode("utf-16-le", "surrogatepass")
    starts = [0]
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)[:-1]:
        starts.append(starts[-1] + len(line.encode("utf-16-le", "surrogatepass")))
    ends = len(wide)

    def offset(position: Message) -> int:
        return starts[int(position["line"])] + 2 * int(position["character"])

    for edit in reversed(edits):
        span: Message = edit["range"]
        start, end = offset(span["start"]), offset(span["end"])
        assert start <= end <= ends
        ends = start
        wide = wide[:start] + edit["newText"].encode("utf-16-le", "surrogatepass") + wide[end:]
    return wide.decode("utf-16-le", "surrogatepass")
