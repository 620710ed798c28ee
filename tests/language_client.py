"""The least that a language server needs of an editor: requests, answers, and what the server sends by itself."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Message = dict[str, Any]

_PATIENCE = 60.0


class Client:
    """An editor that talks to a language server over standard input and output."""

    def __init__(self, *command: str, folder: Path, settings: Message) -> None:
        self.folder = folder
        self.settings = settings
        self._server = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._incoming: queue.Queue[Message | None] = queue.Queue()
        self._passed: list[Message] = []
        self._last = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "publishDiagnostics": {},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "completion": {
                    "completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}
                },
            },
        }
        folders = [{"uri": self.folder.as_uri(), "name": "test"}]
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": self.folder.as_uri(),
                "capabilities": capabilities,
                "workspaceFolders": folders,
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, error, trace
        self._server.kill()
        self._server.wait()
        for stream in (self._server.stdin, self._server.stdout):
            if stream:
                stream.close()

    def open(self, name: str, text: str) -> str:
        """Open a document that need not be saved; its address."""
        uri = (self.folder / name).as_uri()
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        return uri

    def diagnostics(self, uri: str) -> list[Message]:
        """The next diagnostics that the server publishes for a document."""
        while True:
            message = self._next()
            params: Message = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                return list(params["diagnostics"])

    def diagnostics_so_far(self) -> list[Message]:
        """What was published and nobody has looked at."""
        return [one for one in self._passed if one.get("method") == "textDocument/publishDiagnostics"]

    def notification(self, method: str) -> Message:
        """The parameters of the next notification of a method."""
        while True:
            message = self._next()
            if message.get("method") == method:
                return dict(message["params"])

    def at(self, what: str, uri: str, text: str, words: str, offset: int = 1) -> Any:  # noqa: ANN401  JSON
        """Ask for a hover or a completion where words stand in a text."""
        before = text[: text.index(words) + offset]
        line = before.count("\n")
        position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        return self.ask(f"textDocument/{what}", {"textDocument": {"uri": uri}, "position": position})

    def ask(self, method: str, params: Message) -> Any:  # noqa: ANN401  whatever a server answers
        """The answer to a request."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._passed.append(message)

    def tell(self, method: str, params: Message) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _next(self) -> Message:
        """The next message; what the server asks of us is answered on the way."""
        while True:
            message = self._incoming.get(timeout=_PATIENCE)
            assert message is not None, "the server has ended"
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            else:
                return message

    def _answer(self, message: Message) -> Any:  # noqa: ANN401  whatever a server asks for
        if message["method"] != "workspace/configuration":
            return None
        return [self.settings.get(item.get("section", "")) for item in message["params"]["items"]]

    def _send(self, message: Message) -> None:
        assert self._server.stdin
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._server.stdin.flush()

    def _listen(self) -> None:
        stream = self._server.stdout
        assert stream
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            if length:
                self._incoming.put(json.loads(stream.read(length)))
        self._incoming.put(None)
