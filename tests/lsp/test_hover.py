"""Hover texts: keys as the schema describes them, values as the model resolves them, names, and rule pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.lsp.leaf import Leaf
from caslint.page import markdown
from caslint.schema_data import schema_bytes
from linting import RULES
from lsp_client import EVERYTHING, Editor, Message

SCHEMA: dict[str, Any] = json.loads(schema_bytes("topology"))
TEXT = """\
sites:
  - name: Redmond
    internetFacing: true
    loadBalancer: cas.contoso.com
  - name: Kyoto
servers:
  - name: CAS01
    fqdn: cas01.contoso.com
    site: Redmond
    version: 14.3.496.0
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        formsAuthentication: true
      ecp: absent
      ews: unknown
      oab:
        externalUrl: nonsense
        internalUrl: null
      activesync: {}
    imap4:
      externalConnectionSettings: [mail.contoso.com:993:SSL]
    outlookAnywhere:
      externalHostname: null
  - name: CAS07
    site: redmond
    version: "2007"
    roles: [ClientAccess]
    virtualDirectories: {owa: {internalUrl: https://cas07/owa}, ews: {}}
  - {name: EX03, version: 2003 SP2}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
mailboxDatabases:
  - name: DB01
    server: CAS01
    rpcClientAccessServer: outlook.contoso.com
clients:
  - {name: Users, protocol: owa, connectsTo: mail.contoso.com, mailbox: {database: DB01}}
"""


def hover(folder: Path, words: str, offset: int = 0, text: str = TEXT, *, plain: bool = False) -> str:
    can: Message = {**EVERYTHING, "textDocument": {}} if plain else EVERYTHING
    editor = Editor(folder, can=can)
    uri = editor.open(folder / "org.yaml", text)
    found = editor.at("hover", uri, words, offset)
    if found is None:
        return ""
    assert found["contents"]["kind"] == ("plaintext" if plain else "markdown")
    value: str = found["contents"]["value"]
    return value


def facts(text: str) -> dict[str, str]:
    """The facts of a hover text by label; quotes taken away."""
    own = text.split("\n\n---\n\n", maxsplit=1)[0].split("## ", maxsplit=1)[0]
    lines = [line[2:].split(": ", 1) for line in own.split("\n") if line.startswith("- ")]
    return {label: value.strip("`") for label, value in lines}


def described(*path: str) -> str:
    part: Any = SCHEMA
    for name in path:
        part = part[name]
    description: str = part["description"]
    return description


def test_a_key_is_described_in_the_words_of_the_schema(tmp_path: Path) -> None:
    shown = hover(tmp_path, "loadBalancer")

    assert described("$defs", "site", "properties", "loadBalancer") in shown
    assert "**Balanced name**" in shown
    assert described("properties", "clientAccessArrays") in hover(tmp_path, "clientAccessArrays")
    assert "One of: ClientAccess, Mailbox, " in hover(tmp_path, "HubTransport")
    assert described("$defs", "server", "properties", "roles") in hover(tmp_path, "HubTransport")


def test_a_directory_shows_what_its_fields_come_to(tmp_path: Path) -> None:
    assert facts(hover(tmp_path, "owa:")) == {
        "internalUrl": "https://cas01.contoso.com/owa (not declared: as Setup leaves it)",
        "externalUrl": "https://mail.contoso.com/owa (declared)",
        "basicAuthentication": "unknown (not declared)",
        "windowsAuthentication": "false (follows from what is declared)",
        "digestAuthentication": "false (follows from what is declared)",
        "formsAuthentication": "true (declared)",
        "internalAuthenticationMethods": "unknown (not declared)",
        "externalAuthenticationMethods": "unknown (not declared)",
        "requireSsl": "unknown (not declared)",
        "failbackUrl": "empty (not declared)",
        "exchange2003Url": "empty (not declared)",
        "crossSiteRedirectType": "Manual (not declared: as Setup leaves it)",
        "legacyRedirectType": "Silent (not declared: as Setup leaves it)",
        "redirectToOptimalOwaServer": "true (not declared: as Setup leaves it)",
    }


def test_fields_that_the_version_does_not_have_are_left_out(tmp_path: Path) -> None:
    shown = facts(hover(tmp_path, "owa: {internalUrl"))

    assert shown["internalUrl"] == "https://cas07/owa (declared)"
    assert not {"failbackUrl", "exchange2003Url", "crossSiteRedirectType", "legacyRedirectType"} & set(shown)
    assert "internalNlbBypassUrl" in facts(hover(tmp_path, "ews: {}"))  # 2007 alone does not tell


def test_states_and_odd_values(tmp_path: Path) -> None:
    assert set(facts(hover(tmp_path, "ews: unknown")).values()) == {"unknown (the file says so)"}
    assert facts(hover(tmp_path, "ecp: absent")) == {}
    oab = facts(hover(tmp_path, "oab:"))
    assert oab["externalUrl"] == "unknown (declared)"
    assert oab["internalUrl"] == "empty (declared)"
    assert (
        facts(hover(tmp_path, "activesync: {}"))["externalUrl"] == "empty (not declared: as Setup leaves it)"
    )
    imap = facts(hover(tmp_path, "imap4:"))
    assert imap["internalConnectionSettings"].startswith(
        "cas01.contoso.com:993:SSL, cas01.contoso.com:143:TLS (not"
    )
    assert imap["enabled"] == "unknown (not declared)"
    anywhere = facts(hover(tmp_path, "outlookAnywhere:"))
    assert anywhere["externalHostname"] == "empty (declared)"
    assert anywhere["sslOffloading"] == "unknown (not declared)"


def test_a_key_in_a_directory_shows_its_own_value(tmp_path: Path) -> None:
    assert facts(hover(tmp_path, "formsAuthentication")) == {"formsAuthentication": "true (declared)"}
    assert facts(hover(tmp_path, "https://mail"))["externalUrl"] == "https://mail.contoso.com/owa (declared)"


def test_several_directories_are_told_apart(tmp_path: Path) -> None:
    several = TEXT.replace(
        "      activesync: {}\n", "      activesync:\n        - {webSite: One}\n        - {webSite: Two}\n"
    )

    assert facts(hover(tmp_path, "webSite: Two", text=several))["webSite"] == "Two (declared)"


def test_a_version_is_told_in_words(tmp_path: Path) -> None:
    shown = hover(tmp_path, "version: 14")

    assert facts(shown)["means"].startswith("Exchange 2010 SP3 RU")
    assert facts(hover(tmp_path, 'version: "2007'))["means"] == "Exchange 2007 (the tables of builds)"


@pytest.mark.parametrize("words", ["name: CAS01", "server: CAS01"])
def test_a_server_is_portrayed_wherever_it_is_named(words: str, tmp_path: Path) -> None:
    shown = facts(hover(tmp_path, words, words.index("CAS01") + 2))

    assert shown["version"].startswith("Exchange 2010 SP3 RU")
    assert shown["build"] == "14.3.496.0"
    assert shown["site"] == "Redmond"
    assert shown["roles"] == "ClientAccess, HubTransport, Mailbox"
    assert shown["Internet-facing for"] == "OWA"
    assert shown["databases"] == "DB01"
    assert "CAS011 error" in shown
    assert shown["OWA"] == "serve for Redmond (2010); reject for EX03 (2003)"
    assert shown["POP3"].startswith("serve for Redmond (2010)")


def test_sites_arrays_and_databases_are_portrayed(tmp_path: Path) -> None:
    site = hover(tmp_path, "site: redmond", 6)
    assert site.startswith("**site** `Redmond`")
    assert "server: `CAS07: 2007, ClientAccess`" in site
    assert facts(site)["declared Internet-facing"] == "true"
    assert facts(site)["balanced as"] == "cas.contoso.com"
    assert facts(hover(tmp_path, "name: Kyoto", 6))["servers"] == "none declared"
    array = facts(hover(tmp_path, "rpcClientAccessServer: outlook", 25))
    assert array["members"] == "CAS01 (by its site)"
    database = facts(hover(tmp_path, "database: DB01", 10))
    assert database["server"].startswith("CAS01 (Redmond, 2010 SP3")
    assert facts(hover(tmp_path, "name: EX03", 6))["roles"] == "back end"


def test_a_name_in_a_broken_declaration_is_still_known(tmp_path: Path) -> None:
    broken = TEXT + "nonsense: 1\n"

    shown = hover(tmp_path, "server: CAS01", 9, broken)

    assert shown.startswith("**server** `CAS01`\n\nThe declaration is broken")


def test_a_finding_brings_the_page_of_its_rule(tmp_path: Path) -> None:
    (rule,) = [one for one in RULES if one.code == "CAS011"]

    assert markdown(rule).rstrip("\n") in hover(tmp_path, "nonsense", 3)
    assert markdown(rule).rstrip("\n") in hover(tmp_path, "nonsense", 3, plain=True)


def test_a_rule_in_a_comment_brings_its_page(tmp_path: Path) -> None:
    comment = '# caslint: ignore[CAS201, site-mailbox-without-cas] reason="x"\n'
    (rule,) = [one for one in RULES if one.code == "CAS101"]
    page = markdown(rule).rstrip("\n")

    assert hover(tmp_path, "site-mailbox", 3, text=comment) == page
    assert hover(tmp_path, "CAS201", 6, text=comment).startswith("## CAS201 ")
    assert hover(tmp_path, "reason", 3, text=comment) == ""
    assert hover(tmp_path, "CAS101", 3, text="# about CAS101\n") == ""


def test_a_rule_in_the_configuration_brings_its_page(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / ".caslint.yaml", "ignore: [CAS7]\nseverity: {CAS105: warning}\n")
    shown = editor.at("hover", uri, "CAS105", 2)

    assert shown["contents"]["value"].startswith("## CAS105 ")
    assert shown["range"]["start"] == {"line": 1, "character": 11}
    assert editor.at("hover", uri, "CAS7", 2) is None


def test_where_nothing_is_nothing_is_said(tmp_path: Path) -> None:
    assert hover(tmp_path, "x", text="# x\n") == ""
    assert hover(tmp_path, "x", text="servers: [x\n") == "" or "CAS001" in hover(
        tmp_path, "x", text="servers: [x\n"
    )
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "other.yaml", "services: {x: 1}\n")
    assert editor.at("hover", uri, "x") is None


def test_text_from_files_is_never_markup(tmp_path: Path) -> None:
    hostile = "[x](command:evil) `` <img src=x> \\u202e **b** ![y](http://z) \\n# h"
    text = TEXT.replace("name: Kyoto", f'name: "{hostile}"').replace("site: redmond", f'site: "{hostile}"')
    shown = hover(tmp_path, f'site: "{hostile[:5]}', 8, text)

    line = shown.split("\n")[0]
    assert line.startswith("**site** ```[x](command:evil) `` <img")
    assert line.endswith("```")
    assert "\u202e" not in shown
    plain = hover(tmp_path, f'site: "{hostile[:5]}', 8, text, plain=True)
    assert "\u202e" not in plain
    assert "**site**" not in plain


@given(st.text(st.sampled_from("`ab *_<\n\\[")))
def test_a_quotation_is_one_code_span(text: str) -> None:
    quoted = Leaf(is_markdown=True).quoted(text)
    fence = quoted[: len(quoted) - len(quoted.lstrip("`"))]
    inner = quoted[len(fence) : -len(fence)]

    assert fence
    assert quoted.endswith(fence)
    assert "\n" not in quoted
    assert fence not in inner.replace("`" * (len(fence) + 1), "") or not inner.strip("` ")
    assert inner == inner.strip("`")
