"""A session of the language server on topologies that are nearly valid: edits and questions, anywhere."""

from __future__ import annotations

from pathlib import Path

from caslint.lsp.documents import Document
from caslint.lsp.protocol import INTERNAL_ERROR, as_object, items
from caslint.lsp.ruler import ENCODINGS
from caslint.lsp.table import REQUESTS
from caslint.report.safe import visible
from fuzz import builder
from fuzz.choices import Choices
from fuzz.documents import topology
from lsp_client import EVERYTHING, Editor, Message, Refused

SEEDS = tuple(seed[1:120] + bytes(range(number, 200, 3)) for number, seed in enumerate(builder.SEEDS))
WORDS: tuple[str, ...] = ()
_PATH = Path("/nowhere/org.yaml")
_METHODS = sorted(method for method in REQUESTS if method.startswith("textDocument/"))
_PIECES = (
    "",
    " ",
    "\n",
    "\r\n",
    ":",
    "- ",
    "x",
    "[",
    "}",
    '"',
    "#",
    "😀",
    "&a",
    "*a",
    "CAS101",
    "site: ",
    "\0",
    "\ud800",
)
_MOST_STEPS = 12
_WRITTEN = {"newText", "filterText", "placeholder", "uri"}
"""What a client writes into a document, or compares with it, and does not show."""


def run(data: bytes) -> None:
    """Open a text, edit it and ask about it; then what is shown must be what a new session shows."""
    choices = Choices(data)
    text = topology(choices)
    encoding = choices.pick(ENCODINGS)
    can: Message = {**EVERYTHING, "general": {"positionEncodings": [encoding]}}
    editor = Editor(can=can)
    document = Document(editor.open(_PATH, text), text, 1)
    for _ in range(_MOST_STEPS):
        if choices.left:
            _step(editor, document, choices, encoding)
    editor.settle()
    fresh = Editor(can=can)
    fresh.open(_PATH, document.source.text)
    fresh.settle()

    assert fresh.diagnostics == editor.diagnostics
    assert not [one for one in editor.told if one["method"] == "window/logMessage"], editor.told


def _step(editor: Editor, document: Document, choices: Choices, encoding: str) -> None:
    lines = document.source.text.split("\n")
    line = choices.below(min(len(lines) + 1, 256))
    length = len(lines[line]) if line < len(lines) else 0
    place: Message = {"line": line, "character": choices.below(min(length + 2, 256))}
    if choices.below(4) == 1:
        span = {"start": place, "end": {**place, "character": place["character"] + choices.below(4)}}
        changes: list[Message] = [{"range": span, "text": choices.pick(_PIECES)}]
        editor.change(document.uri, changes)
        document.change(changes, 2, encoding)
        return
    params: Message = {
        "textDocument": {"uri": document.uri},
        "position": place,
        "range": {"start": place, "end": {"line": place["line"] + 5, "character": 0}},
        "context": {"diagnostics": [], "only": choices.pick(([], ["quickfix"], ["source.fixAll"]))},
        "newName": choices.pick(_PIECES) + "n",
    }
    try:
        answer = editor.ask(choices.pick(_METHODS), params)
    except Refused as refused:
        if refused.code == INTERNAL_ERROR:
            raise
        return
    _hold(answer)


def _hold(answer: object) -> None:
    """No text of an answer acts: it shows as it is, line by line."""
    todo = [answer]
    while todo:
        one = todo.pop()
        todo += [value for key, value in as_object(one).items() if key not in _WRITTEN]
        todo += items(one)
        if isinstance(one, str):
            assert all(visible(line) == line for line in one.split("\n")), one
