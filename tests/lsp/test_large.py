"""Large organizations: a keystroke costs about what a check costs, and nothing piles up."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import caslint.lsp.desk
import caslint.lsp.memory
from big import big
from caslint.checked import Checked
from caslint.configuration.config import Config
from caslint.lsp.analysis import Analysis, Asked, analyse
from caslint.lsp.memory import Memory
from caslint.rule import Rule
from caslint.run import Settings, examine
from linting import lint_texts
from lsp_client import Editor

SERVERS = 1_000


@pytest.fixture(scope="module")
def text() -> str:
    return big(SERVERS, 100).text


def seconds(editor: Editor, uri: str) -> float:
    """How long it takes from a keystroke to what it changes."""
    end = {"line": 10**6, "character": 0}
    begin = time.perf_counter()
    editor.change(uri, [{"range": {"start": end, "end": end}, "text": "#"}])
    editor.settle()
    return time.perf_counter() - begin


def test_a_keystroke_costs_about_a_check(text: str, tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml", text)
    editor.settle()
    begin = time.perf_counter()
    found = lint_texts({"org.yaml": text}).findings
    check = time.perf_counter() - begin

    assert len(editor.diagnostics[uri]) == len(found)
    assert min(seconds(editor, uri) for _ in range(3)) < 3 * check + 0.5


def test_questions_take_no_check_and_many_keystrokes_one(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: list[Asked] = []

    def counted(asked: Asked, memory: Memory) -> Analysis:
        checks.append(asked)
        return analyse(asked, memory)

    monkeypatch.setattr(caslint.lsp.desk, "analyse", counted)
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml", text)
    for _ in range(20):
        editor.type(uri, editor.texts[uri] + "#")
    editor.settle()
    assert len(checks) == 1

    for method in ("hover", "definition", "references", "prepareRename", "completion", "documentSymbol"):
        editor.at(method, uri, "site: Site00005", 8)
    editor.actions(uri)
    editor.settle()
    assert len(checks) == 1

    editor.type(uri, text)
    editor.at("completion", uri, "site: Site00005", 8)
    assert len(checks) == 1
    editor.at("hover", uri, "site: Site00005", 8)
    editor.settle()
    assert len(checks) == 2


def test_only_the_organization_that_changed_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def noted(root: str, config: Config, rules: tuple[Rule, ...], settings: Settings) -> Checked:
        looked_at.append(root)
        return examine(root, config, rules, settings)

    monkeypatch.setattr(caslint.lsp.memory, "examine", noted)
    editor = Editor(tmp_path)
    uris: list[str] = []
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("include: [c.yaml]\nsites: [{name: Kyoto}]\n", encoding="utf-8")
        uris.append(editor.open(tmp_path / name))
    (tmp_path / "c.yaml").write_text("servers: []\n", encoding="utf-8")
    editor.settle()
    assert looked_at == ["a.yaml", "b.yaml"]

    editor.type(uris[1], "include: [c.yaml]\nsites: []\n")
    editor.settle()
    assert looked_at[2:] == ["b.yaml"]

    (tmp_path / "c.yaml").write_text("sites: []\n", encoding="utf-8")
    editor.save(uris[0])
    editor.settle()
    assert looked_at[3:] == ["a.yaml", "b.yaml"]

    (tmp_path / ".caslint.yaml").write_text("ignore: [CAS1]\n", encoding="utf-8")
    editor.type(uris[0], "sites: []\n")
    editor.settle()
    assert looked_at[5:] == ["a.yaml", "b.yaml"]


def test_many_files_are_one_organization(text: str, tmp_path: Path) -> None:
    head, *servers = text.split("  - name: CAS")
    sites, *mailbox = head.split("servers:\n")
    assert not "".join(mailbox).strip()
    (tmp_path / ".git").mkdir()
    (tmp_path / "servers").mkdir()
    (tmp_path / "org.yaml").write_text("include: [servers/*.yaml]\n" + sites, encoding="utf-8")
    for number in range(50):
        part = "".join("  - name: CAS" + one for one in servers[number::50])
        (tmp_path / "servers" / f"{number:02}.yaml").write_text("servers:\n" + part, encoding="utf-8")
    editor = Editor(tmp_path)
    editor.open(tmp_path / "servers" / "07.yaml")
    editor.settle()

    planted = [one for shown in editor.diagnostics.values() for one in shown if one["code"] != "CAS013"]
    assert len(planted) == 100
    assert len(editor.diagnostics) > 10
