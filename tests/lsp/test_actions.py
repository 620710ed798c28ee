"""Fixes and comments from the editor do what the command line does."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint.cli import main
from caslint.fix import edited
from caslint.lsp.edits import difference
from caslint.lsp.protocol import INVALID_PARAMS
from caslint.page import page
from caslint.rule import Rule
from caslint.text import Source
from linting import RULES
from lsp_client import EVERYTHING, TODAY, Editor, Message, Refused, applied
from organizations import UNHURRIED, design, organizations, text_of

BROKEN = """\
sites: [{name: London}]
servers:
  - {name: EX01, site: Londn, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""
KYOTO = """\
sites:
  - name: Redmond
  - name: Kyoto
    loadBalancer: >-
      cas.kyoto.contoso.com
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""
BAD = [(rule, example.text) for rule in RULES for example in page(rule).examples if example.kind == "bad"]


def named(actions: list[Message], words: str) -> Message:
    (found,) = [action for action in actions if words in action["title"]]
    return found


def opened(folder: Path, text: str) -> tuple[Editor, str]:
    editor = Editor(folder)
    uri = editor.open(folder / "org.yaml", text)
    editor.settle()
    return editor, uri


def command(folder: Path, *words: str) -> None:
    before = os.getcwd()
    os.chdir(folder)
    try:
        main([*words, "--today", TODAY])
    finally:
        os.chdir(before)


def test_a_fix_that_changes_what_is_declared_says_so(tmp_path: Path) -> None:
    editor, uri = opened(tmp_path, BROKEN)
    action = named(editor.actions(uri, "Londn"), "write London")

    assert action["title"] == "caslint: write London (CAS005, unsafe: changes what is declared)"
    assert (action["kind"], action["isPreferred"]) == ("quickfix", False)
    assert action["diagnostics"] == [one for one in editor.diagnostics[uri] if one["code"] == "CAS005"]

    editor.apply(action["edit"])
    editor.settle()
    assert editor.texts[uri] == BROKEN.replace("Londn", "London")
    assert "CAS005" not in editor.codes(uri)


@pytest.mark.parametrize(("rule", "text"), BAD, ids=[rule.code for rule, _ in BAD])
def test_every_finding_of_every_page_can_be_fixed_or_silenced(rule: Rule, text: str, tmp_path: Path) -> None:
    del rule
    editor, uri = opened(tmp_path, text)
    for diagnostic in editor.diagnostics[uri]:
        start = diagnostic["range"]["start"]
        params: Message = {
            "textDocument": {"uri": uri},
            "range": diagnostic["range"],
            "context": {"diagnostics": []},
        }
        actions = [
            one for one in editor.ask("textDocument/codeAction", params) if one["diagnostics"] == [diagnostic]
        ]
        for action in actions:
            changed = text
            for change in action["edit"]["documentChanges"]:
                assert change["textDocument"] == {"uri": uri, "version": editor.versions[uri]}
                changed = applied(text, change["edits"])
            assert changed != text
            if "with a reason" in action["title"]:
                silences(tmp_path, changed, diagnostic, editor.codes(uri))
        can_be_silenced = not diagnostic["code"].startswith("CAS0")
        assert any("with a reason" in one["title"] for one in actions) == can_be_silenced, start


def silences(folder: Path, text: str, diagnostic: Message, before: list[str]) -> None:
    """A check of the new text must have lost the finding, and say nothing new of comments."""
    editor, uri = opened(folder, text)
    fingerprints = [one["data"]["fingerprint"] for one in editor.diagnostics[uri]]

    assert diagnostic["data"]["fingerprint"] not in fingerprints
    said = [code for code in editor.codes(uri) if code.startswith("CAS09")]
    assert sorted(said) == sorted(code for code in before if code.startswith("CAS09"))


@settings(max_examples=25, deadline=None, suppress_health_check=UNHURRIED)
@given(text=organizations())
def test_a_quick_fix_says_where_the_command_line_refuses_it(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    quick_fixes_hold(tmp_path_factory.mktemp("work"), text)


def test_a_quick_fix_that_would_add_a_finding_says_so(tmp_path: Path) -> None:
    titles = quick_fixes_hold(tmp_path, text_of(design(Random(16))))  # noqa: S311  an organization like any other

    (refused,) = [title for title in titles if "refuses" in title]
    assert refused.startswith(
        "caslint: set ECP like OWA (CAS303; caslint fix refuses it: it would add CAS301: "
    )


def quick_fixes_hold(folder: Path, text: str) -> list[str]:
    """What is offered without a warning takes its finding away and adds none but questions; gives all titles."""
    titles: list[str] = []
    editor, uri = opened(folder, text)
    before = {one["data"]["fingerprint"] for one in editor.diagnostics[uri]}
    for diagnostic in editor.diagnostics[uri]:
        params: Message = {"textDocument": {"uri": uri}, "range": diagnostic["range"], "context": {}}
        for action in editor.ask("textDocument/codeAction", params):
            if action["diagnostics"] != [diagnostic] or "with a reason" in action["title"]:
                continue
            fixed, where = opened(folder, applied(text, action["edit"]["documentChanges"][0]["edits"]))
            after = {one["data"]["fingerprint"]: one["code"] for one in fixed.diagnostics[where]}
            new = {after[one] for one in set(after) - before} - {"CAS012", "CAS013"}
            holds = not new and diagnostic["data"]["fingerprint"] not in after

            assert holds == ("caslint fix refuses it" not in action["title"]), action["title"]
            titles.append(action["title"])
    return titles


def test_a_comment_joins_the_one_that_is_there(tmp_path: Path) -> None:
    there = KYOTO.replace("name: Kyoto\n", 'name: Kyoto  # caslint: ignore[CAS102] reason="soon"\n')
    editor, uri = opened(tmp_path, there)
    editor.apply(named(editor.actions(uri, "name: Kyoto"), "ignore CAS101")["edit"])
    editor.settle()

    assert '# caslint: ignore[CAS102, CAS101] reason="soon"' in editor.texts[uri]
    assert "CAS101" not in editor.codes(uri)


def test_a_comment_keeps_line_ends_and_other_comments(tmp_path: Path) -> None:
    editor, uri = opened(
        tmp_path, KYOTO.replace("name: Kyoto\n", "name: Kyoto # new 😀\n").replace("\n", "\r\n")
    )
    editor.apply(named(editor.actions(uri, "name: Kyoto"), "ignore CAS101")["edit"])
    editor.settle()

    expected = 'name: Kyoto # new 😀  # caslint: ignore[CAS101] reason="say why this may stay"\r\n'
    assert expected in editor.texts[uri]
    assert "CAS101" not in editor.codes(uri)


def test_nothing_silences_what_may_not_be_silenced(tmp_path: Path) -> None:
    (tmp_path / ".caslint.yaml").write_text("unsuppressable: [CAS101]\n", encoding="utf-8")
    editor, uri = opened(tmp_path, KYOTO)

    assert not [one for one in editor.actions(uri, "name: Kyoto") if "ignore CAS101" in one["title"]]


def test_fix_all_is_what_the_command_does(tmp_path: Path) -> None:
    texts = {
        "org.yaml": "include: [more.yaml]\nsites: [{Name: London}]\n",
        "more.yaml": "servers:\r\n  - {name: EX01, site: London, Version: 2010 SP3, roles: [clientaccess]}\r\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "more.yaml")
    editor.settle()
    assert not [one for one in editor.actions(uri) if one["kind"] != "quickfix"]

    (action,) = editor.actions(uri, only=["source.fixAll"])
    assert action["kind"] == "source.fixAll.caslint"
    editor.apply(action["edit"])
    here = {"more.yaml": editor.texts[uri], "org.yaml": (tmp_path / "org.yaml").read_bytes().decode()}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    command(tmp_path, "fix", "org.yaml")

    assert here == {name: (tmp_path / name).read_bytes().decode() for name in texts}
    assert here["more.yaml"] != texts["more.yaml"]
    assert editor.actions(uri, only=["source.fixAll.caslint"]) == []


def test_only_what_is_asked_for_is_offered(tmp_path: Path) -> None:
    editor, uri = opened(tmp_path, BROKEN)

    assert editor.actions(uri, "Londn", only=["refactor"]) == []
    assert editor.actions(uri, "Londn", only=["quickfix"]) == editor.actions(uri, "Londn")
    assert editor.actions(uri, "servers", only=["quickfix"]) == []


def test_clients_that_know_less_get_less(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(BROKEN, encoding="utf-8")
    editor = Editor(tmp_path, can={})
    uri = editor.open(tmp_path / "org.yaml")
    assert editor.actions(uri, "Londn") == []

    can: Message = {**EVERYTHING, "workspace": {}}
    editor = Editor(tmp_path, can=can)
    uri = editor.open(tmp_path / "org.yaml")
    edit = named(editor.actions(uri, "Londn"), "write London")["edit"]
    assert applied(BROKEN, edit["changes"][uri]) == BROKEN.replace("Londn", "London")


def test_actions_for_no_document_are_refused(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    span = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    bad: list[Message] = [
        {},
        {"textDocument": 5},
        {"textDocument": {"uri": 5}, "range": span},
        {"textDocument": {"uri": "file:///not/open"}, "range": span},
    ]
    for params in bad:
        with pytest.raises(Refused) as refused:
            editor.ask("textDocument/codeAction", params)

        assert refused.value.code == INVALID_PARAMS


LINES = st.lists(st.sampled_from(["a\n", "b\r\n", "😀\n", "\n", "a\u2028", "x"]), max_size=12).map("".join)


@settings(max_examples=200)
@given(LINES, LINES)
def test_a_difference_makes_the_new_text(old: str, new: str) -> None:
    source = Source("a", old)
    text = old
    for edit in reversed(list(difference(source, new))):
        text = text[: edit.start] + edit.text + text[edit.end :]

    assert text == new
    assert edited(source, []) == old
