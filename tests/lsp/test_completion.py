"""Values are completed where they are written, in texts that are no YAML yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.lsp.cursor import cursor
from caslint.lsp.protocol import INVALID_PARAMS, REQUEST_FAILED
from caslint.lsp.quoting import written
from caslint.node import Scalar
from caslint.tree import parse
from lsp_client import Editor, Message, Refused, applied

OTHER = """\
sites: [{name: Kyoto}, {name: "Site: B"}]
servers:
  - {name: CAS01, fqdn: cas01.contoso.com, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
mailboxDatabases: [{name: DB01, server: CAS01}]
clientAccessArrays: [{name: outlook, fqdn: outlook.contoso.com, site: Kyoto}]
"""
HEAD = "include: [other.yaml]\nsites:\n  - name: Redmond\nservers:\n  - name: CAS02\n"


def asked(folder: Path, text: str) -> tuple[Editor, str, list[Message]]:
    """The completions where `|` stands in a text."""
    (folder / "other.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "org.yaml").write_text("include: [other.yaml]\nsites: []\n", encoding="utf-8")
    editor = Editor(folder)
    uri = editor.open(folder / "org.yaml")
    editor.settle()
    editor.type(uri, text.replace("|", ""))
    before = text[: text.index("|")]
    position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
    found = editor.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
    return editor, uri, found


def words(folder: Path, text: str) -> list[str]:
    return [one["label"] for one in asked(folder, text)[2]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "    site: |\n", ["Redmond", "Kyoto", "Site: B"]),
        (HEAD + "    site: Ky|\n    version: 2010 SP3\n", ["Redmond", "Kyoto", "Site: B"]),
        (HEAD + "    site: 'K|'\n", ["Redmond", "Kyoto", "Site: B"]),
        (HEAD + "    autoDiscoverSiteScope: [Kyoto, |]\n", ["Redmond", "Kyoto", "Site: B"]),
        (HEAD + "    autoDiscoverSiteScope:\n      - |\n", ["Redmond", "Kyoto", "Site: B"]),
        (HEAD + "    site: |\n  - name: [broken\n    : :\n", ["Redmond", "Kyoto"]),
        (HEAD + "mailboxDatabases:\n  - {name: DB02, server: |}\n", ["CAS02", "CAS01"]),
        (HEAD + "proxying:\n  - from: CAS02\n    to: |\n", ["CAS02", "CAS01"]),
        (HEAD + "clientAccessArrays:\n  - members: [|]\n", ["CAS02", "CAS01"]),
        (HEAD + "clients:\n  - mailbox: {site: |}\n", ["Redmond", "Kyoto", "Site: B"]),
        (HEAD + "clients:\n  - mailbox:\n      database: |\n", ["DB01"]),
        (HEAD + "clients:\n  - expect: |\n", ["serve", "proxy", "redirect", "reject"]),
        (HEAD + "    planned: |\n", ["true", "false"]),
        (
            HEAD + "    virtualDirectories:\n      owa:\n        crossSiteRedirectType: |\n",
            ["Manual", "Silent"],
        ),
        (HEAD + "    virtualDirectories: {owa: {formsAuthentication: |}}\n", ["true", "false"]),
        (HEAD + "    virtualDirectories: {owa: |}\n", ["absent", "unknown"]),
        (HEAD + "    pop3: |\n", ["unknown"]),
        (HEAD + "# site: |\n", []),
        (HEAD + "    si|te: x\n", []),
        (HEAD + "    fqdn: |\n", []),
        ("|", []),
        ("- |", []),
        ("servers: |", []),
        ("x: {y: |}", []),
    ],
)
def test_values_are_completed(text: str, expected: list[str], tmp_path: Path) -> None:
    found = words(tmp_path, text)

    assert found[: len(expected)] == expected
    if "broken" not in text:
        assert found == expected


def test_lists_of_the_format_are_completed(tmp_path: Path) -> None:
    assert words(tmp_path, HEAD + "    roles: [ClientAccess, |]\n")[:2] == ["ClientAccess", "Mailbox"]
    assert "imap4" in words(tmp_path, HEAD + "clients:\n  - protocol: |\n")
    assert "imap4" in words(tmp_path, HEAD + "proxying:\n  - protocols: [owa, |]\n")
    assert "WindowsIntegrated" in words(
        tmp_path, HEAD + "    virtualDirectories: {ews: {internalAuthenticationMethods: [|]}}\n"
    )


def test_versions_are_completed_the_latest_first(tmp_path: Path) -> None:
    found = words(tmp_path, HEAD + "    version: |\n")

    assert found[0].startswith("2010 SP3 RU")
    assert {"2007 SP3", "2003 SP2", "2010 RTM"} <= set(found)


def test_hosts_are_completed(tmp_path: Path) -> None:
    url = "    virtualDirectories: {owa: {externalUrl: https://mail.contoso.com/owa}}\n"
    pop = "    pop3: {externalConnectionSettings: ['pop.contoso.com:995:SSL']}\n"
    found = words(tmp_path, HEAD + url + pop + "clients:\n  - connectsTo: |\n")

    assert found == [
        "CAS02",
        "CAS01",
        "outlook",
        "cas01.contoso.com",
        "mail.contoso.com",
        "outlook.contoso.com",
        "pop.contoso.com",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sites: []  # caslint: ignore[|]",
        "# caslint: ignore-file[CAS201, cas1|\nsites: []\n",
        "servers: [  # caslint: ignore[|",
    ],
)
def test_rules_are_completed_in_comments(text: str, tmp_path: Path) -> None:
    editor, uri, found = asked(tmp_path, text)
    (item,) = [one for one in found if one["label"] == "CAS101"]

    assert item["detail"] == "error: site-mailbox-without-cas"
    assert not [one for one in found if one["label"].startswith("CAS0")]
    expected = text.replace("cas1|", "CAS101").replace("|", "CAS101")
    assert applied(editor.texts[uri], [item["textEdit"]]) == expected


def test_rules_are_completed_in_lists_of_the_configuration(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / ".caslint.yaml", "ignore: [CAS101, ]\nexclude: []\n")

    assert "CAS102" in [one["label"] for one in editor.at("completion", uri, ", ]", 2)]
    assert editor.at("completion", uri, "[]", 1) == []
    assert words(tmp_path, "ignore: [|]") == []


@pytest.mark.parametrize(
    ("written_so_far", "label", "result"),
    [
        ("Ky|", "Kyoto", "Kyoto"),
        ("|", "Site: B", '"Site: B"'),
        ("'S|x'", "Site: B", "'Site: B'"),
        ('"|', "Kyoto", '"Kyoto"'),
        ("Red|mond", "Redmond", "Redmond"),
    ],
)
def test_what_is_chosen_takes_the_place_of_what_was_written(
    written_so_far: str, label: str, result: str, tmp_path: Path
) -> None:
    closed = written_so_far + ('"' if written_so_far == '"|' else "")
    editor, uri, found = asked(tmp_path, HEAD + f"    site: {closed}\n    version: 2010 SP3\n")
    (item,) = [one for one in found if one["label"] == label]
    after = applied(editor.texts[uri], [item["textEdit"]])

    assert f"    site: {result}\n    version" in after


NAMES = st.text(st.sampled_from("aB1 .-_:/#'\"\\{}[],&*!|>%@`é😀~?="), min_size=1, max_size=8).filter(
    lambda name: name == name.strip()
)


@given(NAMES | st.sampled_from(["null", "true", "No", "1.10", "1e5", "0x1F", "~", "-", "2010 SP3", "1_0"]))
def test_what_is_written_is_read_again(name: str) -> None:
    for style in ("", "'", '"'):
        for text in (
            f"a: {written(name, style)}",
            f"[{written(name, style)}, x]",
            f"{{a: {written(name, style)}}}",
        ):
            root = parse(text).root
            assert root is not None, text
            value = getattr(root, "entries", {}).get("a") or getattr(root, "items", [None])[0]
            assert isinstance(value, Scalar), text
            assert value.text == name


@given(st.text(st.sampled_from("ab: -[]{},\n'\"#|&*"), max_size=30), st.integers(0, 30))
def test_any_text_has_a_cursor_or_none(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    found = cursor(text, offset)

    assert found is None or found.start <= offset <= found.end <= len(text)


TRACE = OTHER.replace(
    "roles: [ClientAccess]", "roles: [ClientAccess, HubTransport, Mailbox], "
    "virtualDirectories: {owa: {externalUrl: https://mail.contoso.com/owa}}"
) + "clients:\n  - {name: Users, protocol: owa, connectsTo: mail.contoso.com, mailbox: {site: Kyoto}}\n"  # fmt: skip


def command(editor: Editor, name: str, **given: object) -> str:
    text: str = editor.ask("workspace/executeCommand", {"command": name, "arguments": [given]})
    return text


def test_routes_are_told(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml", TRACE)
    story = {"protocol": "OWA", "from": "mail.contoso.com", "mailbox": "Kyoto"}

    assert command(editor, "caslint.trace", uri=uri, **story).startswith(
        "OWA at CAS01 for mailboxes in Kyoto (2010)"
    )
    assert "CAS01 (site Kyoto, 2010)" in command(editor, "caslint.routes", uri=uri)
    assert command(editor, "caslint.routes", uri=uri, server="CAS01") == command(
        editor, "caslint.routes", uri=uri
    )
    phone = {"protocol": "eas", "from": "CAS01", "mailbox": "DB01", "device": "12.1"}
    assert "ActiveSync at CAS01" in command(editor, "caslint.trace", uri=uri, **phone)

    shown = editor.at("hover", uri, "name: Users", 8)["contents"]["value"]
    assert shown.startswith(
        "**clients** `Users`\n\n```text\nOWA at CAS01 for mailboxes in Kyoto (2010): serve"
    )


@pytest.mark.parametrize(
    ("given", "code", "reason"),
    [
        ({"protocol": "x", "from": "CAS01", "mailbox": "Kyoto"}, REQUEST_FAILED, "there is no protocol x"),
        (
            {"protocol": "owa", "from": "CAS9", "mailbox": "Kyoto"},
            REQUEST_FAILED,
            "there is no server or host name",
        ),
        (
            {"protocol": "owa", "from": "CAS01", "mailbox": "Kioto"},
            REQUEST_FAILED,
            "there is no site, server or",
        ),
        ({"protocol": "owa", "from": "CAS01"}, INVALID_PARAMS, "mailbox is missing"),
        ({"protocol": 5}, INVALID_PARAMS, "protocol must be a text"),
    ],
)
def test_a_question_without_an_answer_is_refused(
    given: Message, code: int, reason: str, tmp_path: Path
) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "org.yaml", TRACE)
    with pytest.raises(Refused) as refused:
        command(editor, "caslint.trace", uri=uri, **given)

    assert refused.value.code == code
    assert reason in str(refused.value)
    with pytest.raises(Refused, match="there is no such command; commands: "):
        command(editor, "caslint.format", uri=uri)
    editor.type(uri, TRACE + "x: 1\n")
    with pytest.raises(Refused, match="no part of an organization that can be read"):
        command(editor, "caslint.routes", uri=uri)
