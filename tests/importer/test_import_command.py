"""`caslint import` as a user meets it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from asking import facts
from caslint.cli import main
from caslint.importer.kinds import KINDS
from exporting import Exported, Uri, clixml
from importing import directory, import_objects, server, text_of


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of exports under the working directory."""
    folder = tmp_path / "exports"
    folder.mkdir()
    owa = directory(
        ExternalUrl=Uri("https://mail.contoso.com/owa"), FormsAuthentication=True, BasicAuthentication=True
    )
    (folder / "Get-ExchangeServer.xml").write_bytes(clixml([server("EX1"), server("EX2")]).encode("utf-16"))
    (folder / "Get-OwaVirtualDirectory.xml").write_bytes(clixml([owa, directory(of="EX2")]).encode("utf-16"))
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_new_user_exports_imports_and_checks(
    exports: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["import", "--commands"]) == 0
    assert b"Get-OwaVirtualDirectory | Export-Clixml" in capsysbinary.readouterr().out
    assert main(["import", str(exports), "-o", "topology.yaml"]) == 0
    assert main(["check", "topology.yaml", "--format", "concise"]) in {0, 1}
    found = capsysbinary.readouterr().out.decode()

    assert "error" not in [line.split(" ")[2] for line in found.splitlines() if " CAS0" in line]
    assert main(["trace", "topology.yaml", "--protocol", "owa", "--from", "EX1", "--mailbox", "Redmond"]) == 0


def test_without_an_output_the_file_goes_to_standard_output(
    exports: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["import", str(exports)]) == 0

    assert facts(capsysbinary.readouterr().out.decode())["formatVersion"] == 1


def test_the_same_exports_give_the_same_bytes(exports: Path) -> None:
    assert main(["import", str(exports), "-o", "a.yaml"]) == 0
    os.utime(exports / "Get-ExchangeServer.xml", (0, 0))
    assert main(["import", str(exports), "-o", "b.yaml"]) == 0

    assert Path("a.yaml").read_bytes() == Path("b.yaml").read_bytes()
    assert b"\r" not in Path("a.yaml").read_bytes()


@pytest.mark.parametrize(
    ("when", "head"),
    [
        ("Monday", "# Exported from Exchange on Monday: "),
        ("file", "# Exported from Exchange on 2001-09-09 01:46 UTC: "),
        ("", "# Exported from Exchange: "),
    ],
)
def test_the_time_is_what_the_user_tells(exports: Path, when: str, head: str) -> None:
    for file in exports.iterdir():
        os.utime(file, (10**9, 10**9))

    assert main(["import", str(exports), "-o", "a.yaml", "--collected", when]) == 0
    assert Path("a.yaml").read_text().splitlines()[2].startswith(head)


def test_a_file_that_is_there_stays_unless_it_may_go(
    exports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.yaml").write_text("mine\n")

    assert main(["import", str(exports), "-o", "a.yaml"]) == 2
    assert "a.yaml is there already" in capsys.readouterr().err
    assert Path("a.yaml").read_text() == "mine\n"
    assert main(["import", str(exports), "-o", "a.yaml", "--force"]) == 0
    assert Path("a.yaml").read_text() != "mine\n"


def test_nothing_imported_is_4_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("nothing of Exchange\n")

    assert main(["import", "notes.txt", "-o", "a.yaml"]) == 4
    assert not Path("a.yaml").exists()


def test_a_missing_path_is_3_and_does_not_stop_the_others(
    exports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "nosuch"]) == 3
    assert "nosuch: there is no such file" in capsys.readouterr().err
    assert main(["import", "nosuch", str(exports), "-o", "a.yaml"]) == 3
    assert Path("a.yaml").exists()


@pytest.mark.parametrize("words", [[], ["--split-by-site", "exports"]])
def test_misuse_is_2(words: list[str]) -> None:
    assert main(["import", *words]) == 2


def test_a_file_that_cannot_be_written_is_2(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("x")

    assert main(["import", str(exports), "-o", "file/a.yaml"]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_a_stray_file_is_told_in_one_line(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (exports / "\x1b[31mstray\n.txt").write_text("hello\n")

    assert main(["import", str(exports), "-o", "a.yaml"]) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("skipped")]
    assert "\x1b" not in line
    assert "no export" in line


def test_what_was_not_exported_is_listed_with_the_way_to_get_it(
    exports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(exports), "-o", "a.yaml"]) == 0
    told = capsys.readouterr().err

    assert "not exported: Get-ClientAccessServer" in told
    assert "caslint import --commands" in told
    assert "ecp: unknown  # not exported" in Path("a.yaml").read_text()


def test_split_by_site_checks_like_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    objects = [
        server("EX1"),
        server("EX2", Site="x.example/Configuration/Sites/CON"),
        server("EX3", Site="x.example/Configuration/Sites/Con"),
    ]
    old = Exported(
        "server", {"Name": "EX03", "AdminDisplayVersion": "Version 6.5 (Build 7638.2: Service Pack 2)"}
    )
    Path("s.xml").write_text(
        clixml([*objects, server("EX4", Site="x.example/Configuration/Sites/São\\/Paulo"), old])
    )

    assert main(["import", "s.xml", "--split-by-site", "-o", "org"]) == 0
    assert sorted(os.listdir("org/sites")) == ["redmond.yaml", "sao-paulo.yaml", "site-con.yaml"]
    assert main(["check", "org/topology.yaml", "--fail-on", "never"]) == 0
    root = facts(Path("org/topology.yaml").read_text())
    assert root["include"] == ["sites/*.yaml"]
    assert [each["name"] for each in root["servers"]] == ["EX03"]
    Path("org/sites/old.yaml").write_text("sites: []\n")
    assert main(["import", "s.xml", "--split-by-site", "-o", "org", "--force"]) == 2


@pytest.mark.parametrize("version", ["2007", "2010"])
def test_the_lines_for_the_shell_hold_every_cmdlet_of_the_version(
    version: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["import", "--commands", version]) == 0
    lines = capsysbinary.readouterr().out.decode()

    only_2010 = {"Get-EcpVirtualDirectory", "Get-ClientAccessArray", "Get-Command ExSetup.exe"}
    for kind in KINDS.values():
        assert (kind.cmdlet in lines) == (version == "2010" or kind.cmdlet not in only_2010), kind.cmdlet
    assert "-ADPropertiesOnly" not in lines
    assert "Get-PopSettings -Server $_.Name" in lines
    assert lines.isascii()


def test_redaction_leaves_no_name_and_keeps_what_rules_look_at(tmp_path: Path) -> None:
    from caslint.importer.work import Order

    objects = (
        server(
            "SECRET1",
            Fqdn="secret1.corp.hush.local",
            DistinguishedName="CN=x,CN=Hushorg,CN=Microsoft Exchange,CN=Services,CN=y",
        ),
        server("SECRET2", Fqdn="secret2.corp.hush.local"),
        directory(
            of="SECRET1",
            InternalUrl=Uri("https://secret1.corp.hush.local/owa"),
            ExternalUrl=Uri("https://mail.hush.com/hidden"),
        ),
        directory(
            of="SECRET1",
            InternalUrl=Uri("https://secret1.corp.hush.local/owa"),
            ExternalUrl=Uri("https://other.hush.com/owa"),
        ),
        directory("ews", of="SECRET2", ExternalUrl=Uri("https://mail.hush.com/EWS/Exchange.asmx")),
        server("SECRET3", AdminDisplayVersion="unheard of"),
    )
    made = import_objects(tmp_path, *objects, order=Order(redact=True))
    text = text_of(made)
    found = facts(text)

    for word in ("secret", "hush", "redmond", "hidden", "contoso"):
        assert word not in text.lower(), word
    first, second = found["servers"]
    owa, ews = first["virtualDirectories"]["owa"], second["virtualDirectories"]["ews"]
    assert first["fqdn"] == "srv01.sub1.domain1.local"
    assert "internalUrl" not in owa
    assert owa["externalUrl"].split("/")[2] == ews["externalUrl"].split("/")[2]
    assert owa["externalUrl"].split("/")[3] == "path1"
    assert ews["externalUrl"].endswith("/EWS/Exchange.asmx")


def test_decisions_are_told_once_for_all_servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    off = ("FormsAuthentication", "BasicAuthentication", "WindowsAuthentication", "DigestAuthentication")
    facts: dict[str, Any] = {"InternalAuthenticationMethods": ["Basic"], **dict.fromkeys(off, False)}
    owa = [directory(of=name, **facts) for name in ("EX1", "EX2")]
    Path("a.xml").write_text(clixml([server("EX1"), server("EX2"), *owa]))

    assert main(["import", "a.xml", "-o", "a.yaml"]) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("decided")]
    assert line.startswith(
        "decided  owa internalAuthenticationMethods of EX1 and EX2: the switches were all false"
    )
