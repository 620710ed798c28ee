"""What the editor shows is what `caslint check` says, whatever stands only in buffers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint.cli import main
from caslint.report.safe import visible
from lsp_client import EVERYTHING, TODAY, Editor
from organizations import UNHURRIED, organizations

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample-topologies").glob("*.yaml")) + sorted(
    (ROOT / "tests/incidents").glob("*.yaml")
)
ORGANIZATION = """\
include: [sites/*.yaml]
sites: [{name: Redmond, globalCatalog: writable}]
"""
FRAGMENT = """\
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""
LOST = """\
servers:
  - {name: EX02, site: Redmnd, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""
SEVERITIES = {"error": 1, "warning": 2, "info": 3}


def checked(folder: Path, *paths: str) -> dict[str, list[Any]]:
    """What the command line says, as the protocol would; columns in ASCII files only."""
    out = folder.parent / f"{folder.name}.json"
    before = os.getcwd()
    os.chdir(folder)
    try:
        main(["check", *paths, "--allow-empty", "--today", TODAY, "--output", f"json={out}"])
    finally:
        os.chdir(before)
    found: dict[str, list[Any]] = {}
    for finding in json.loads(out.read_text(encoding="utf-8"))["findings"]:
        shown: dict[str, Any] = {
            "range": region(finding),
            "severity": SEVERITIES[finding["severity"]],
            "code": finding["rule"],
            "source": "caslint",
            "message": visible(finding["message"]),
            "data": {"fingerprint": finding["fingerprint"], "name": finding["name"]},
        }
        address = next((one["url"] for one in finding["source"] if one["url"]), None)
        if address:
            shown["codeDescription"] = {"href": address}
        if finding["related"]:
            shown["relatedInformation"] = [related(folder, one) for one in finding["related"]]
        found.setdefault((folder / finding["file"]).as_uri(), []).append(shown)
    return found


def region(place: Any) -> Any:  # noqa: ANN401  JSON
    start = {"line": place["line"] - 1, "character": place["column"] - 1}
    return {"start": start, "end": {"line": place["endLine"] - 1, "character": place["endColumn"] - 1}}


def related(folder: Path, one: Any) -> Any:  # noqa: ANN401  JSON
    location = {"uri": (folder / one["file"]).as_uri(), "range": region(one)}
    return {"location": location, "message": visible(one["message"])}


def shown(editor: Editor) -> dict[str, list[Any]]:
    editor.settle()
    return {uri: diagnostics for uri, diagnostics in editor.diagnostics.items() if diagnostics}


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files, in what a search for roots takes for a repository."""
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_shows_what_a_check_says(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    write(folder, {sample.name: sample.read_text(encoding="utf-8")})
    editor = Editor(folder, can={**EVERYTHING, "general": {"positionEncodings": ["utf-32"]}})
    editor.open(folder / sample.name)

    assert shown(editor) == checked(folder, sample.name)


@settings(max_examples=60, deadline=None, suppress_health_check=UNHURRIED)
@given(text=organizations(), cut=st.integers(0, 400))
def test_any_organization_shows_what_a_check_says(
    text: str, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("work")
    editor = Editor(folder)
    uri = editor.open(folder / "org.yaml", "sites: []\n")
    editor.settle()
    for written in (text, text[:-cut] if cut else text + "#"):
        editor.type(uri, written)
        (folder / "org.yaml").write_text(written, encoding="utf-8")

        assert shown(editor) == checked(folder, "org.yaml")


def test_the_whole_organization_of_a_fragment_is_shown(tmp_path: Path) -> None:
    write(
        tmp_path, {"org.yaml": ORGANIZATION, "sites/a.yaml": LOST, "sites/b.yaml": FRAGMENT + "sites: []\n"}
    )
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "sites" / "b.yaml")

    assert shown(editor) == checked(tmp_path, "org.yaml")
    assert "CAS005" in editor.codes((tmp_path / "sites" / "a.yaml").as_uri())

    editor.close(uri)

    assert shown(editor) == {}


def test_an_unsaved_buffer_counts_for_every_file_of_the_organization(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION, "sites/a.yaml": FRAGMENT})
    editor = Editor(tmp_path)
    fragment = editor.open(tmp_path / "sites" / "a.yaml")
    assert "CAS005" not in editor.codes(fragment)

    root = editor.open(tmp_path / "org.yaml")
    editor.type(root, ORGANIZATION.replace("Redmond", "Kyoto"))
    editor.settle()
    assert "CAS005" in editor.codes(fragment)

    editor.close(root)  # without having saved it
    editor.settle()
    assert "CAS005" not in editor.codes(fragment)


def test_a_fragment_that_was_never_saved_is_included(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION, "sites/a.yaml": FRAGMENT})
    editor = Editor(tmp_path)
    root = editor.open(tmp_path / "org.yaml")
    new = editor.open(tmp_path / "sites" / "new.yaml", LOST)
    deeper = editor.open(tmp_path / "sites" / "deep" / "x.yaml", LOST.replace("EX02", "EX03"))
    editor.settle()

    assert editor.codes(new) == ["CAS005"]
    assert "CAS005" in editor.codes(deeper)

    editor.type(root, ORGANIZATION.replace("sites/*.yaml", "sites/new.yaml"))
    editor.settle()
    assert editor.codes(new) == ["CAS005"]

    editor.type(root, ORGANIZATION.replace("sites/*.yaml", "'**'"))
    (tmp_path / "sites" / "a.yaml").unlink()
    editor.settle()
    assert editor.codes(deeper) == ["CAS005"]
    assert editor.codes(new) == ["CAS005"]

    editor.close(new)
    editor.settle()
    assert editor.codes(new) == []


def test_a_new_folder_of_fragments_is_looked_through(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION})
    editor = Editor(tmp_path)
    editor.open(tmp_path / "org.yaml")
    new = editor.open(tmp_path / "sites" / "new.yaml", LOST)
    editor.settle()

    assert editor.codes(new) == ["CAS005"]


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION.replace("*", "a"), "sites/a.yaml": LOST})
    editor = Editor(tmp_path)
    root = editor.open(tmp_path / "org.yaml")
    editor.settle()
    fragment = tmp_path / "sites" / "a.yaml"
    assert editor.codes(fragment.as_uri()) == ["CAS005"]

    fragment.unlink()
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": fragment.as_uri(), "type": 3}]})

    assert shown(editor) == checked(tmp_path, "org.yaml")
    assert editor.codes(root) == ["CAS005"]
    assert editor.codes(fragment.as_uri()) == []


def test_the_document_itself_may_vanish(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    write(folder, {"org.yaml": ORGANIZATION.replace("include: [sites/*.yaml]", "servers: []")})
    editor = Editor(folder)
    uri = editor.open(folder / "org.yaml")
    (folder / "org.yaml").unlink()
    (folder / ".git").rmdir()
    folder.rmdir()
    editor.type(uri, LOST + "sites: [{name: Redmond}]\n")
    editor.settle()

    assert "CAS005" in editor.codes(uri)


def test_silenced_and_baselined_findings_are_not_shown(tmp_path: Path) -> None:
    silenced = 'sites:\n  - name: Kyoto  # caslint: ignore[CAS101] reason="built next year"\n'
    server = "servers:\n  - {name: M1, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}\n"
    write(tmp_path, {"org.yaml": silenced + server})
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml")

    assert shown(editor) == checked(tmp_path, "org.yaml")
    assert "CAS101" not in editor.codes(uri)

    editor.type(uri, "sites:\n  - name: Kyoto\n" + server)
    editor.settle()
    assert "CAS101" in editor.codes(uri)

    write(tmp_path, {"org.yaml": "sites:\n  - name: Kyoto\n" + server})
    before = os.getcwd()
    os.chdir(tmp_path)
    try:
        main(["baseline", "org.yaml"])
    finally:
        os.chdir(before)
    editor.save(uri)
    assert shown(editor) == checked(tmp_path, "org.yaml") == {}


def test_a_configuration_counts_while_it_is_written(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": LOST + "sites: [{name: Redmond}]\n"})
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml")
    editor.settle()
    before = editor.codes(uri)
    assert "CAS103" in before

    config = editor.open(tmp_path / ".caslint.yaml", "ignore: [CAS1]\n")
    editor.settle()
    assert editor.codes(uri) == [code for code in before if not code.startswith("CAS1")]

    editor.type(config, "ignore: [CAS1, CAS999]\n")
    editor.settle()
    (fault,) = editor.diagnostics[config]
    assert fault["range"] == {"start": {"line": 0, "character": 15}, "end": {"line": 0, "character": 21}}
    assert fault["message"].startswith('no rule is called "CAS999"')
    assert editor.codes(uri) == []

    editor.type(config, "severity: [\n")
    editor.settle()
    assert editor.diagnostics[config]

    editor.close(config)
    editor.settle()
    assert editor.diagnostics[config] == []
    assert editor.codes(uri) == before


def test_one_broken_configuration_does_not_hide_another_organization(tmp_path: Path) -> None:
    broken = {"a/.caslint.yaml": "nonsense: 1\n", "a/org.yaml": LOST + "sites: []\n"}
    write(tmp_path, broken | {"b/org.yaml": LOST + "sites: []\n"})
    editor = Editor(tmp_path)
    first, second = editor.open(tmp_path / "a" / "org.yaml"), editor.open(tmp_path / "b" / "org.yaml")
    editor.settle()

    assert editor.codes(first) == []
    assert "CAS005" in editor.codes(second)
    assert len(editor.diagnostics[(tmp_path / "a" / ".caslint.yaml").as_uri()]) == 1


def test_a_pack_that_is_missing_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, {".caslint.yaml": "packs: [no_such_pack]\n", "org.yaml": LOST + "sites: []\n"})
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml")
    editor.settle()
    editor.type(uri, LOST)
    editor.settle()

    messages = [one["params"]["message"] for one in editor.told if one["method"] == "window/showMessage"]
    assert len(messages) == 1
    assert "no_such_pack is not installed" in messages[0]


def test_files_that_are_no_topology_or_are_excluded_show_nothing(tmp_path: Path) -> None:
    write(
        tmp_path,
        {".caslint.yaml": "exclude: [old/]\n", "old/org.yaml": LOST, "compose.yaml": "services: {\n"},
    )
    editor = Editor(tmp_path)
    editor.open(tmp_path / "old" / "org.yaml")
    editor.open(tmp_path / "compose.yaml")
    editor.open(tmp_path / "x.yaml", "")

    assert shown(editor) == {}


def test_two_folders_are_checked_each_from_its_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    fault = ORGANIZATION.replace("sites/*.yaml", "missing.yaml, sites/a.yaml, sites/a.yaml")
    for folder in (one, two):
        write(folder, {"org.yaml": fault, "sites/a.yaml": LOST})
    editor = Editor(one, two)
    uris = [editor.open(one / "org.yaml"), editor.open(two / "org.yaml")]

    assert shown(editor) == checked(one, "org.yaml") | checked(two, "org.yaml")
    assert editor.codes(uris[0]) == editor.codes(uris[1]) != []

    editor.tell(
        "workspace/didChangeWorkspaceFolders",
        {"event": {"added": [{"uri": tmp_path.as_uri(), "name": "x"}], "removed": [{"uri": one.as_uri()}]}},
    )
    editor.settle()
    assert shown(editor) == {
        **checked(tmp_path, "one/org.yaml"),
        **checked(two, "org.yaml"),
    }


def test_a_fragment_belongs_to_the_root_that_is_open_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION, "sites/x.yaml": LOST})
    (tmp_path / ".git").rmdir()
    editor = Editor(tmp_path)
    editor.open(tmp_path / "org.yaml")
    editor.open(tmp_path / "sites" / "x.yaml")

    assert shown(editor) == checked(tmp_path, "org.yaml", "sites/x.yaml") == checked(tmp_path, "org.yaml")


def test_a_configuration_shows_its_own_mistakes(tmp_path: Path) -> None:
    write(tmp_path, {})
    editor = Editor(tmp_path)
    for text, told in (("ignore: [CAS999]", 1), ("nonsense: 1", 1), ("ignore: [CAS1]", 0), ("a: [", 1)):
        uri = editor.open(tmp_path / ".caslint.yaml", text)
        editor.settle()

        assert len(editor.diagnostics.get(uri, [])) == told, text


def test_a_fragment_of_two_roots_is_checked_in_both(tmp_path: Path) -> None:
    other = ORGANIZATION.replace("Redmond", "Kyoto")
    write(tmp_path, {"a.yaml": ORGANIZATION, "b.yaml": other, "sites/x.yaml": FRAGMENT})
    editor = Editor(tmp_path)
    editor.open(tmp_path / "sites" / "x.yaml")

    assert shown(editor) == checked(tmp_path, "sites/x.yaml")
    assert len(editor.diagnostics) == 3


def test_without_a_folder_a_document_is_checked_alone(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": LOST + "sites: []\n"})
    editor = Editor()
    uri = editor.open(tmp_path / "org.yaml")

    assert shown(editor) == checked(tmp_path, "org.yaml")
    assert "CAS005" in editor.codes(uri)


def test_a_folder_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", {"org.yaml": ORGANIZATION, "sites/a.yaml": LOST})
    link = tmp_path / "link"
    link.symlink_to("real")
    editor = Editor(link)
    root = editor.open(link / "org.yaml")
    new = editor.open(link / "sites" / "new.yaml", LOST.replace("EX02", "EX03"))
    editor.settle()

    assert editor.codes((link / "sites" / "a.yaml").as_uri()) == ["CAS005"]
    assert editor.codes(new) == ["CAS005"]
    found = editor.at("definition", root, "sites/*", 1)
    assert [one["uri"] for one in found] == [(link / "sites" / "a.yaml").as_uri(), new]
    assert editor.at("hover", new, "EX03", 1)["contents"]["value"].startswith("**server**")
    (fix,) = [one for one in editor.actions(new, "Redmnd") if "write Redmond" in one["title"]]
    editor.apply(fix["edit"])
    editor.settle()
    assert "CAS005" not in editor.codes(new)


def test_a_folder_in_a_repository_sees_the_root_above_it(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION, "sites/a.yaml": LOST})
    link = tmp_path / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "sites")
    for folder in (tmp_path / "sites", link):
        editor = Editor(folder)
        fragment = editor.open(folder / "a.yaml")
        editor.settle()

        assert editor.codes((tmp_path / "org.yaml").as_uri()) == ["CAS103"]
        assert editor.codes(fragment if folder.name == "sites" else (link / "a.yaml").as_uri()) == ["CAS005"]


def test_a_new_root_above_the_folder_is_seen(tmp_path: Path) -> None:
    write(tmp_path, {"sites/a.yaml": FRAGMENT})
    editor = Editor(tmp_path / "sites")
    fragment = editor.open(tmp_path / "sites" / "a.yaml")
    editor.settle()
    assert "CAS005" in editor.codes(fragment)

    editor.open(tmp_path / "org.yaml", ORGANIZATION)
    editor.settle()
    assert "CAS005" not in editor.codes(fragment)


def test_what_was_shown_under_another_name_is_taken_back(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": LOST + "sites: []\n", "b.yaml": "include: [org.yaml]\n"})
    editor = Editor(tmp_path)
    odd = (tmp_path / "org.yaml").as_uri().replace("org", "%6Frg")
    opened = {"uri": odd, "languageId": "yaml", "version": 1, "text": LOST + "sites: []\n"}
    editor.tell("textDocument/didOpen", {"textDocument": opened})
    editor.open(tmp_path / "b.yaml")
    editor.settle()
    assert editor.codes(odd) == ["CAS005"]

    editor.close(odd)
    editor.settle()
    assert editor.diagnostics[odd] == []
    assert editor.codes((tmp_path / "org.yaml").as_uri()) == ["CAS005"]


def test_a_link_and_its_file_are_one(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": ORGANIZATION, "sites/a.yaml": FRAGMENT})
    (tmp_path / "link.yaml").symlink_to("sites/a.yaml")
    editor = Editor(tmp_path)
    editor.open(tmp_path / "org.yaml")
    editor.open(tmp_path / "link.yaml", LOST)
    editor.settle()

    assert editor.codes((tmp_path / "sites" / "a.yaml").as_uri()) == ["CAS005"]


def test_columns_are_utf_16_unless_agreed_otherwise(tmp_path: Path) -> None:
    text = "servers: [{name: EX😀1, site: Redmnd, version: 2010 SP3, roles: [ClientAccess]}]\nsites: []\n"
    before = text.index("Redmnd")
    for offered, more in ((["utf-8"], 3), (["utf-32", "utf-16"], 0), (["utf-7"], 1), (None, 1)):
        general = {"positionEncodings": offered} if offered else {}
        editor = Editor(tmp_path, can={"general": general})
        uri = editor.open(tmp_path / "org.yaml", text)
        editor.settle()
        (found,) = [one for one in editor.diagnostics[uri] if one["code"] == "CAS005"]

        assert found["range"]["start"] == {"line": 0, "character": before + more}
        assert set(found) == {"range", "severity", "code", "source", "message"}


def test_a_byte_order_mark_in_the_buffer_moves_the_first_line(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml", "\ufeffservers: 5\n")
    editor.settle()

    assert editor.diagnostics[uri][0]["range"]["start"] == {"line": 0, "character": 10}


@pytest.mark.parametrize("odd", ["\0", "\ud800"])
def test_what_no_file_may_hold_is_located(odd: str, tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml", f"servers:\n  - {odd}")
    editor.settle()

    assert editor.codes(uri) == ["CAS001"]
    assert editor.diagnostics[uri][0]["range"]["start"] == {"line": 1, "character": 4}
