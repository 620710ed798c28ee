"""What an editor with yaml-language-server shows in the files that `caslint init` writes, by our JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caslint.cli import main
from language_client import Client
from outside_tools import node_package, program

SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {},
    "[yaml]": {},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor")
    assert main(["init", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Client]:
    server = node_package("yaml-language-server") / "bin" / "yaml-language-server"
    with Client(program("node"), str(server), "--stdio", folder=folder, settings=SETTINGS) as client:
        yield client


def starter(folder: Path, name: str = "topology.yaml") -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_the_starter_files_have_no_fault(editor: Client, folder: Path) -> None:
    for name in ("topology.yaml", ".caslint.yaml"):
        assert editor.diagnostics(editor.open(f"sound-{name}", starter(folder, name))) == []


def test_a_fault_is_underlined_where_it_stands(editor: Client, folder: Path) -> None:
    text = starter(folder).replace("internetFacing: false", "internetFacing: perhaps")
    text = text.replace("fqdn: ex02.contoso.com", "fqnd: ex02.contoso.com")
    found = editor.diagnostics(editor.open("faulty.yaml", text))
    lines = text.splitlines()
    numbers: list[int] = [one["range"]["start"]["line"] for one in found]
    underlined = {lines[number].split("#")[0].strip() for number in numbers}

    assert {"internetFacing: perhaps", "fqnd: ex02.contoso.com"} <= underlined
    assert any("boolean" in one["message"] for one in found)
    assert any("fqnd" in one["message"] for one in found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("externalUrl:", ("ExternalUrl", "OwaVirtualDirectory")),
        ("internetFacing:", ("Internet",)),
        ("version:", ("AdminDisplayVersion",)),
        ("roles:", ("ServerRole", "FrontEnd")),
    ],
)
def test_a_key_tells_what_it_means(editor: Client, folder: Path, words: str, told: tuple[str, ...]) -> None:
    text = starter(folder)
    uri = editor.open(f"hover-{words.strip(':')}.yaml", text)
    hover = editor.at("hover", uri, text, words)

    assert hover is not None
    for word in told:
        assert word in hover["contents"]["value"], hover["contents"]["value"]


def test_keys_and_values_are_completed(editor: Client, folder: Path) -> None:
    text = starter(folder) + "\nclients:\n  - name: phones\n    protocol: \n"
    uri = editor.open("values.yaml", text)
    values = editor.at("completion", uri, text, "protocol: \n", len("protocol: "))
    assert {"owa", "ecp", "activesync", "ews", "imap4"} <= {one["label"] for one in values["items"]}

    text = starter(folder) + "\nclients:\n  - name: phones\n    \n"
    uri = editor.open("keys.yaml", text)
    keys = editor.at("completion", uri, text, "phones\n    \n", len("phones\n    "))
    assert {"protocol", "connectsTo", "mailbox", "expect"} <= {one["label"] for one in keys["items"]}


def test_the_configuration_is_completed_and_held_to_its_schema(editor: Client, folder: Path) -> None:
    head = starter(folder, ".caslint.yaml")
    found = editor.diagnostics(editor.open("faulty.caslint.yaml", head + "fail-on: sometimes\n"))
    assert len(found) == 1
    assert "warning" in found[0]["message"]

    text = head + "fail-on: \n"
    uri = editor.open("complete.caslint.yaml", text)
    values = editor.at("completion", uri, text, "fail-on: \n", len("fail-on: "))
    assert {"error", "warning", "info", "never"} <= {one["label"] for one in values["items"]}
