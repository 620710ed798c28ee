"""Whatever happens to buffers and files, what is shown is what a server that has just started would show."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lsp_client import Editor, Message

NAMES = ("org.yaml", "other.yaml", "sites/a.yaml", "sites/b.yaml", ".caslint.yaml")
TEXTS = {
    "org.yaml": (
        "include: [sites/*.yaml]\nsites: [{name: Redmond}]\n",
        "include: [sites/a.yaml]\nsites: [{name: Kyoto}]\n",
        "include: [sites/*.yaml\n",
        "services: {}\n",
        "",
    ),
    "other.yaml": ("include: [sites/b.yaml]\nsites: [{name: Kyoto, name: x}]\n", "sites: []\n", "x: 1\n"),
    ".caslint.yaml": ("ignore: [CAS1]\n", "ignore: [CAS999]\n", "exclude: [sites/b.yaml]\n", "", "a: [\n"),
}
FRAGMENTS = (
    "servers:\n  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, Mailbox]}\n",
    "servers:\n  - {name: EX01, site: Kyoto, version: 2010 SP3, roles: [Mailbox]}\n",
    'sites:\n  - name: Paris  # caslint: ignore[CAS101] reason="x"\n',
    "servers: [{name: EX02, site: Paris, version: 14.3, roles: [Mailbox]}]\n",
    "servers: {\n",
    "# nothing\n",
)
name = st.sampled_from(NAMES)
number = st.integers(0, 5)


def text(name: str, number: int) -> str:
    texts = TEXTS.get(name, FRAGMENTS)
    return texts[number % len(texts)]


class Editing(RuleBasedStateMachine):
    """One organization or two, of several files, and a person who edits them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / ".git").mkdir()
        (self.folder / "sites").mkdir()
        self.editor = Editor(self.folder)
        self.opened: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(numbers=st.tuples(number, number, number))
    def begin(self, numbers: tuple[int, int, int]) -> None:
        for one, chosen in zip(("org.yaml", "sites/a.yaml", "sites/b.yaml"), numbers, strict=True):
            (self.folder / one).write_text(text(one, chosen), encoding="utf-8")

    def _disk_changed(self, name: str) -> None:
        change: Message = {"uri": (self.folder / name).as_uri(), "type": 2}
        self.editor.tell("workspace/didChangeWatchedFiles", {"changes": [change]})

    @rule(name=name, number=number)
    def open(self, name: str, number: int) -> None:
        if name not in self.opened:
            path = self.folder / name
            is_there = path.exists() and number % 2
            self.opened[name] = self.editor.open(path, None if is_there else text(name, number))

    @rule(name=name, number=number)
    def edit(self, name: str, number: int) -> None:
        if name in self.opened:
            self.editor.type(self.opened[name], text(name, number))

    @rule(name=name)
    def save(self, name: str) -> None:
        if name in self.opened:
            uri = self.opened[name]
            (self.folder / name).write_text(self.editor.texts[uri], encoding="utf-8")
            self.editor.save(uri)

    @rule(name=name)
    def close(self, name: str) -> None:
        if name in self.opened:
            self.editor.close(self.opened.pop(name))

    @rule(name=name, number=number)
    def write(self, name: str, number: int) -> None:
        (self.folder / name).write_text(text(name, number), encoding="utf-8")
        self._disk_changed(name)

    @rule(name=name)
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self._disk_changed(name)

    @rule(name=name)
    def ask(self, name: str) -> None:
        """A question in between must not make the server forget to tell what changed."""
        if name in self.opened:
            uri = self.opened[name]
            position = {"line": 0, "character": 3}
            self.editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})

    @invariant()
    def shows_what_a_new_server_shows(self) -> None:
        self.editor.settle()
        fresh = Editor(self.folder)
        for name, uri in self.opened.items():
            fresh.open(self.folder / name, self.editor.texts[uri])
        fresh.settle()

        assert shown(self.editor) == shown(fresh)


def shown(editor: Editor) -> dict[str, list[Message]]:
    return {uri: found for uri, found in editor.diagnostics.items() if found}


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
