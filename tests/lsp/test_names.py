"""From names to declarations and uses; renaming; the outline of a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_client import EVERYTHING, Editor, Message, Refused
from organizations import UNHURRIED, Facts, organization_facts, text_of
from strategies import Json

ROOT = """\
include: [sites/*.yaml, one.yaml]
sites:
  - name: Redmond
  - {name: 'Ky:oto'}
servers:
  - {name: CAS01, fqdn: cas01.contoso.com, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport]}
clientAccessArrays:
  - name: outlook
    fqdn: outlook.contoso.com
    site: redmond
    members: [CAS01, cas02]
proxying:
  - {from: CAS01, to: CAS02, protocols: [owa]}
"""
FRAGMENT = """\
servers:
  - name: CAS02
    site: &where "Ky:oto"
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverSiteScope: [Redmond, *where]
    virtualDirectories:
      owa: &owa
        externalUrl: https://mail.contoso.com/owa
      ecp: absent
mailboxDatabases:
  - {name: DB01, server: cas02, rpcClientAccessServer: cas01.contoso.com}
clients:
  - {name: Users, protocol: owa, connectsTo: mail.contoso.com, mailbox: {database: DB01}}
  - {name: More, protocol: owa, connectsTo: outlook.contoso.com, mailbox: {server: CAS02}}
"""


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sites").mkdir()
    (tmp_path / "org.yaml").write_text(ROOT, encoding="utf-8")
    (tmp_path / "one.yaml").write_text("clients: []\n", encoding="utf-8")
    (tmp_path / "sites" / "a.yaml").write_text(FRAGMENT, encoding="utf-8")
    made = Editor(tmp_path)
    made.open(tmp_path / "org.yaml")
    made.open(tmp_path / "sites" / "a.yaml")
    return made


def uris(editor: Editor) -> tuple[str, str]:
    root, fragment = editor.texts
    return root, fragment


def at(editor: Editor, location: Message) -> str:
    """The file's name and the text of a location."""
    uri, span = location["uri"], location["range"]
    line: str = editor.texts[uri].split("\n")[int(span["start"]["line"])]
    return f"{uri.rsplit('/', 1)[1]}: {line[span['start']['character'] : span['end']['character']]}"


@pytest.mark.parametrize(
    ("where", "words", "offset", "target"),
    [
        (1, '&where "Ky', 9, "org.yaml: 'Ky:oto'"),
        (1, "[Redmond", 1, "org.yaml: Redmond"),
        (0, "site: redmond", 13, "org.yaml: Redmond"),
        (0, "cas02]", 1, "a.yaml: CAS02"),
        (0, "to: CAS02", 5, "a.yaml: CAS02"),
        (0, "from: CAS01", 6, "org.yaml: CAS01"),
        (1, "server: cas02", 9, "a.yaml: CAS02"),
        (1, "rpcClientAccessServer: cas01", 25, "org.yaml: CAS01"),
        (1, "connectsTo: mail", 14, "a.yaml: name: CAS02"),
        (1, "connectsTo: outlook", 14, "org.yaml: outlook"),
        (1, "database: DB01", 11, "a.yaml: DB01"),
        (0, "name: CAS01", 8, "org.yaml: CAS01"),
    ],
)
def test_a_name_leads_to_its_declaration(
    editor: Editor, where: int, words: str, offset: int, target: str
) -> None:
    found = editor.at("definition", uris(editor)[where], words, offset)

    assert [at(editor, one) for one in found] == [target]


def test_an_include_leads_to_its_files(editor: Editor) -> None:
    root, fragment = uris(editor)

    assert [one["uri"] for one in editor.at("definition", root, "sites/*", 2)] == [fragment]
    assert [one["uri"].rsplit("/", 1)[1] for one in editor.at("definition", root, "one.yaml", 2)] == [
        "one.yaml"
    ]


@pytest.mark.parametrize("words", ["roles:", "version: 2010", "protocols", "x"])
def test_what_names_nothing_leads_nowhere(editor: Editor, words: str) -> None:
    root, _ = uris(editor)

    assert editor.at("definition", root, words) == []
    assert editor.at("references", root, words) == []


def test_references_are_everywhere(editor: Editor) -> None:
    root, fragment = uris(editor)
    found = editor.at("references", root, "name: Redmond", 8, context={"includeDeclaration": True})
    assert sorted(at(editor, one) for one in found) == [
        "a.yaml: Redmond",
        "org.yaml: Redmond",
        "org.yaml: Redmond",
        "org.yaml: redmond",
    ]

    found = editor.at("references", fragment, "cas02", context={"includeDeclaration": False})
    assert sorted(at(editor, one) for one in found) == [
        "a.yaml: CAS02",
        "a.yaml: cas02",
        "org.yaml: CAS02",
        "org.yaml: cas02",
    ]


def test_a_site_gets_a_new_name_in_every_file(editor: Editor) -> None:
    root, fragment = uris(editor)
    prepared = editor.at("prepareRename", fragment, "[Redmond", 3)
    assert prepared["placeholder"] == "Redmond"
    editor.settle()
    before = [one["code"] for uri in (root, fragment) for one in editor.diagnostics[uri]]

    editor.apply(editor.at("rename", fragment, "[Redmond", 3, newName="São Paulo"))
    editor.settle()

    assert "redmond" not in (editor.texts[root] + editor.texts[fragment]).lower()
    assert editor.texts[root].count('"São Paulo"') == 3
    assert "[ClientAccess" in editor.texts[root]
    assert [one["code"] for uri in (root, fragment) for one in editor.diagnostics[uri]] == before


def test_a_renamed_server_keeps_its_host_names(editor: Editor) -> None:
    root, fragment = uris(editor)
    editor.apply(editor.at("rename", root, "from: CAS01", 6, newName="EX-01"))

    assert "name: EX-01, fqdn: cas01.contoso.com" in editor.texts[root]
    assert "members: [EX-01, cas02]" in editor.texts[root]
    assert "from: EX-01" in editor.texts[root]
    assert "rpcClientAccessServer: cas01.contoso.com" in editor.texts[fragment]


def test_quotes_stay_what_they_are(editor: Editor) -> None:
    root, fragment = uris(editor)
    editor.apply(editor.at("rename", root, "'Ky", 2, newName='O\'Hare "x"'))

    assert "{name: 'O''Hare \"x\"'}" in editor.texts[root]
    assert '&where "O\'Hare \\"x\\""' in editor.texts[fragment]
    editor.apply(editor.at("rename", fragment, "DB01", 1, newName="no"))
    assert '{name: "no", server: cas02' in editor.texts[fragment]
    assert '{database: "no"}' in editor.texts[fragment]


@pytest.mark.parametrize(
    ("words", "offset", "new", "reason"),
    [
        ("from: CAS01", 6, "Cas02", "there is a server Cas02 already (sites/a.yaml)"),
        ("name: Redmond", 8, "ky:oto", "there is a site ky:oto already (org.yaml)"),
        ("name: Redmond", 8, "", "a name has 1 to 200 characters"),
        ("name: Redmond", 8, " x", "a name has 1 to 200 characters"),
        ("name: Redmond", 8, "a\nb", "a name has 1 to 200 characters"),
        ("name: Redmond", 8, "x" * 201, "a name has 1 to 200 characters"),
        ("name: outlook", 8, "x", "no site, server or database is named here"),
        ("version", 1, "x", "no site, server or database is named here"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    editor: Editor, words: str, offset: int, new: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        editor.at("rename", uris(editor)[0], words, offset, newName=new)

    assert reason in str(refused.value)
    if "named here" in reason:
        assert editor.at("prepareRename", uris(editor)[0], words, offset) is None


def test_capitals_may_change(editor: Editor) -> None:
    editor.apply(editor.at("rename", uris(editor)[0], "from: CAS01", 6, newName="Cas01"))

    assert "from: Cas01" in editor.texts[uris(editor)[0]]


def test_what_is_not_clear_is_refused(editor: Editor, tmp_path: Path) -> None:
    root, fragment = uris(editor)
    (tmp_path / "one.yaml").write_text("sites: [{name: REDMOND}]\n", encoding="utf-8")
    with pytest.raises(Refused, match="Redmond is declared 2 times"):
        editor.at("rename", root, "name: Redmond", 8, newName="x")

    (tmp_path / "one.yaml").write_text("sites: [\n", encoding="utf-8")
    editor.save(root)
    with pytest.raises(Refused, match="cannot be read"):
        editor.at("rename", root, "name: Redmond", 8, newName="x")

    (tmp_path / "one.yaml").write_text("sites: []\n", encoding="utf-8")
    editor.type(
        fragment,
        FRAGMENT.replace("name: CAS02", "name: &cas CAS02")
        .replace("'*where", "*cas")
        .replace("*where", "*cas"),
    )
    with pytest.raises(Refused, match="an alias uses the text CAS02 for a site, too"):
        editor.at("rename", fragment, "CAS02", 1, newName="x")


def test_the_outline_has_what_is_declared(editor: Editor) -> None:
    root, fragment = uris(editor)
    sections = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": fragment}})

    assert [one["name"] for one in sections] == ["servers", "mailboxDatabases", "clients"]
    (server,) = sections[0]["children"]
    assert (server["name"], server["detail"]) == ("CAS02", "2010 SP3")
    assert [one["name"] for one in server["children"]] == ["owa", "ecp"]
    assert [one["name"] for one in sections[2]["children"]] == ["Users", "More"]
    assert (
        editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": root}})[-1]["children"][0]["name"]
        == "CAS01 -> CAS02"
    )


def nested(symbols: list[Message], outer: Message | None) -> None:
    for one in symbols:
        span, selected = one["range"], one["selectionRange"]
        assert key(span["start"]) <= key(selected["start"]) <= key(selected["end"]) <= key(span["end"])
        if outer is not None:
            assert key(outer["start"]) <= key(span["start"]) <= key(span["end"]) <= key(outer["end"])
        nested(one.get("children", []), span)


def key(position: Message) -> tuple[int, int]:
    return position["line"], position["character"]


@settings(max_examples=30, deadline=None, suppress_health_check=UNHURRIED)
@given(facts=organization_facts())
def test_outlines_are_nested_as_the_protocol_demands(
    facts: Facts, tmp_path_factory: pytest.TempPathFactory
) -> None:
    editor = Editor(tmp_path_factory.mktemp("work"))
    uri = editor.open(tmp_path_factory.mktemp("x") / "org.yaml", text_of(facts))
    found = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})

    nested(found, None)
    assert sum(len(one["children"]) for one in found) == sum(
        len(facts[section]) for section in facts if section != "organization"
    )


def test_aliases_and_nonsense_have_outlines(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    for text in (
        "sites: &s [{name: a}, {}, &x {name: b}, *x, 5]\nservers: *s\n",
        "servers: [&a {virtualDirectories: &v {owa: &o {}, ecp: *o}}, {<<: *a, virtualDirectories: *v}]\n",
        "servers: [{virtualDirectories: {owa: }}, {name: }]",
    ):
        uri = editor.open(tmp_path / "org.yaml", text)
        nested(editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}}), None)


def test_older_clients_get_a_flat_outline(tmp_path: Path) -> None:
    can: Message = {**EVERYTHING, "textDocument": {}}
    editor = Editor(tmp_path, can=can)
    uri = editor.open(tmp_path / "org.yaml", FRAGMENT)
    found = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})

    assert [(one["name"], one.get("containerName")) for one in found][:4] == [
        ("servers", None),
        ("CAS02", "servers"),
        ("owa", "CAS02"),
        ("ecp", "CAS02"),
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=UNHURRIED)
@given(facts=organization_facts(), data=st.data())
def test_renaming_changes_nothing_but_the_name(
    facts: Facts, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What an organization with another name in it gives is what renaming gives."""
    kind = data.draw(
        st.sampled_from([one for one in ("sites", "servers", "mailboxDatabases") if facts.get(one)])
    )
    old = data.draw(st.sampled_from([one["name"] for one in facts[kind]]))
    editor = Editor(tmp_path_factory.mktemp("work"))
    uri = editor.open(tmp_path_factory.mktemp("x") / "org.yaml", text_of(facts))
    section = editor.texts[uri].index(f'"{kind}"')
    offset = editor.texts[uri].index(f'"name": "{old}"', section) - section + 10
    editor.apply(editor.at("rename", uri, f'"{kind}"', offset, newName="Néw 1"))

    assert json.loads(editor.texts[uri]) == renamed(facts, kind, old, "Néw 1")


def renamed(facts: Json, kind: str, old: str, new: str) -> Json:
    by_kind: dict[str, set[tuple[str, ...]]] = {
        "sites": {("servers", "site"), ("clients", "mailbox", "site")},
        "servers": {
            ("mailboxDatabases", "server"),
            ("mailboxDatabases", "rpcClientAccessServer"),
            ("clients", "connectsTo"),
            ("clients", "mailbox", "server"),
        },
        "mailboxDatabases": {("clients", "mailbox", "database")},
    }
    keys = by_kind[kind] | {(kind, "name")}

    def walk(value: Json, path: tuple[str, ...]) -> Json:
        if isinstance(value, dict):
            return {key: walk(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [walk(inner, path) for inner in value]
        return new if value == old and path in keys else value

    return walk(facts, ())


def test_what_is_named_is_highlighted_in_its_document(editor: Editor) -> None:
    root, fragment = uris(editor)

    assert len(editor.at("documentHighlight", root, "from: CAS01", 6)) == 3
    assert len(editor.at("documentHighlight", fragment, "rpcClientAccessServer: cas01", 25)) == 1
    assert editor.at("documentHighlight", root, "roles") == []


def test_symbols_of_all_files_are_found_by_a_part_of_their_names(editor: Editor) -> None:
    def named(query: str) -> list[str]:
        return [one["name"] for one in editor.ask("workspace/symbol", {"query": query})]

    assert named("cas") == ["CAS01", "CAS02"]
    assert named("OTO") == ["Ky:oto"]
    assert set(named("")) == {"Redmond", "Ky:oto", "CAS01", "CAS02", "outlook", "DB01", "Users", "More"}
    assert named("nothing") == []
