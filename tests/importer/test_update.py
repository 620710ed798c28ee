"""An export merged into an existing file: the facts change, everything else stays."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asking import topology
from caslint.cli import main
from caslint.decode import encode
from exchange_objects import objects
from exporting import Exported, Property, Uri, Ver, clixml, methods
from importable import as_text, facts, importable
from importing import directory, server
from strategies import emit

SWITCHES = ("FormsAuthentication", "BasicAuthentication", "WindowsAuthentication", "DigestAuthentication")
FILE = """\
# The organization, with care.  # not a comment of its own

organization: {name: Contoso}   # ours
sites:
- name: Redmond   # the main site
- {name: Kyoto}
servers:

  # the entry
  - name: EX1
    fqdn: ex1.contoso.example
    site: Redmond
    version: Exchange 2010 SP3   # as people say it
    build: "14.3.496.0"
    roles: [Mailbox, ClientAccess, HubTransport]
    internetFacing: true
    autoDiscoverServiceInternalUri: unknown
    virtualDirectories:
      owa: {externalUrl: 'https://old.contoso.com/owa', formsAuthentication: true, basicAuthentication: true}
      ecp: unknown  # not exported
      ews:
        # the balancer's name
        internalUrl: https://cas.contoso.example/EWS/Exchange.asmx

  # planned for spring
  - {name: EX9, planned: true, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
clients:
  - {name: all, protocol: owa, connectsTo: old.contoso.com, mailbox: {site: Redmond}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def update(capsys: pytest.CaptureFixture[str], *exported: Exported, options: tuple[str, ...] = ()) -> str:
    """What an update of org.yaml with these objects tells."""
    Path("export.xml").write_text(clixml(exported), encoding="utf-8")
    assert main(["import", "export.xml", "--update", "org.yaml", *options]) == 0
    return capsys.readouterr().out


def test_what_changed_is_told_and_written_in_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "org.yaml").write_text(FILE)
    told = update(
        capsys,
        server("EX1"),
        directory(
            ExternalUrl=Uri("https://mail.contoso.com/owa"),
            FormsAuthentication=True,
            BasicAuthentication=True,
        ),
        directory("ecp", ExternalUrl=Uri("https://mail.contoso.com/ecp")),
        directory("ews", WindowsAuthentication=True),
        server("EX2", AdminDisplayVersion=Ver(14, 2, 247, 5)),
    )
    expected = (
        FILE.replace("'https://old.contoso.com/owa'", '"https://mail.contoso.com/owa"')
        .replace(
            "      ecp: unknown  # not exported\n",
            "      ecp:\n        externalUrl: https://mail.contoso.com/ecp\n",
        )
        .replace(
            "internalUrl: https://cas.contoso.example/EWS/Exchange.asmx\n",
            "internalUrl: https://ex1.contoso.example/EWS/Exchange.asmx\n        windowsAuthentication: true\n",
        )
    )
    written = (folder / "org.yaml").read_text()

    assert (
        "changed  EX1/owa externalUrl: https://old.contoso.com/owa -> https://mail.contoso.com/owa\n" in told
    )
    assert "changed  EX1/ecp is: unknown -> externalUrl https://mail.contoso.com/ecp\n" in told
    assert "learned  EX1/ews windowsAuthentication: not declared -> true\n" in told
    assert "new      server EX2\n" in told
    assert "EX9" not in told
    start, _, added = written.partition("\n  - name: EX2\n")
    assert start == expected.partition("clients:")[0].rstrip("\n") + "\n"
    assert written.endswith(FILE.partition("clients:")[1] + FILE.partition("clients:")[2])
    assert "version: Version 14.2 (Build 247.5)" in added


def test_the_same_export_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "org.yaml").write_text(FILE)
    exported = (server("EX1"), directory(FormsAuthentication=True, BasicAuthentication=True))
    update(capsys, *exported)
    before = (folder / "org.yaml").read_bytes()

    assert "nothing has changed" in update(capsys, *exported)
    assert (folder / "org.yaml").read_bytes() == before


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "org.yaml").write_text(FILE)

    assert "changed" in update(capsys, server("EX1"), directory(), options=("--dry-run",))
    assert (folder / "org.yaml").read_text() == FILE


def test_line_ends_and_encoding_stay(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "org.yaml").write_bytes(encode(FILE.replace("\n", "\r\n"), "utf-16-le"))
    update(
        capsys,
        server("EX1"),
        directory("ecp", ExternalUrl=Uri("https://mail.contoso.com/ecp")),
        server("EX3"),
    )
    written = (folder / "org.yaml").read_bytes()

    assert written.startswith(b"\xff\xfe")
    text = written.decode("utf-16")
    assert text.count("\n") == text.count("\r\n")
    assert "name: EX3" in text


def test_a_server_that_is_gone_stays_and_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "org.yaml").write_text(FILE)

    assert "gone     server EX1 is not in the export" in update(capsys, server("EX7"))
    assert "name: EX1" in (folder / "org.yaml").read_text()


def test_a_planned_server_that_is_there_is_planned_no_more(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "org.yaml").write_text(FILE)
    told = update(
        capsys,
        server(
            "EX9", Site="x.y/Configuration/Sites/Kyoto", IsMailboxServer=False, IsHubTransportServer=False
        ),
    )

    assert "changed  EX9 planned: true -> false" in told
    assert "planned: false" in (folder / "org.yaml").read_text()


@pytest.mark.usefixtures("folder")
def test_files_that_are_included_are_updated_where_their_servers_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("all.xml").write_text(
        clixml([server("EX1"), server("EX2", Site="a.b/Configuration/Sites/Kyoto"), directory()])
    )
    assert main(["import", "all.xml", "--split-by-site", "-o", "org"]) == 0
    capsys.readouterr()
    exported = [
        server("EX1"),
        server("EX2", Site="a.b/Configuration/Sites/Kyoto"),
        server("EX3", Site="a.b/Configuration/Sites/Kyoto"),
    ]
    Path("all.xml").write_text(
        clixml([*exported, directory(ExternalUrl=Uri("https://mail.contoso.com/owa"))])
    )

    assert main(["import", "all.xml", "--update", "org/topology.yaml"]) == 0
    assert "https://mail.contoso.com/owa" in Path("org/sites/redmond.yaml").read_text()
    assert "name: EX3" in Path("org/sites/kyoto.yaml").read_text()


@pytest.mark.usefixtures("folder")
def test_the_line_of_origin_is_renewed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("first.xml").write_text(clixml([server("EX1")]))
    assert main(["import", "first.xml", "-o", "org.yaml", "--collected", "Monday"]) == 0
    update(capsys, server("EX1"), server("EX2"), options=("--collected", "Tuesday"))

    assert "# Exported from Exchange on Tuesday: export.xml.\n" in Path("org.yaml").read_text()
    assert "Monday" not in Path("org.yaml").read_text()


def test_what_an_anchor_brings_in_is_told_and_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "org.yaml").write_text(
        "sites: [{name: Redmond}]\n"
        "servers:\n"
        "  - &one\n    name: EX1\n    fqdn: ex1.contoso.example\n    site: Redmond\n    version: 2010 SP3\n"
        "    roles: [ClientAccess, Mailbox, HubTransport]\n"
        "    virtualDirectories: &vd {owa: {externalUrl: 'https://old.contoso.com/owa'}}\n"
        "  - {name: EX2, fqdn: ex2.contoso.example, site: Redmond, version: 2010 SP3,\n"
        "     roles: [ClientAccess, Mailbox, HubTransport], virtualDirectories: *vd}\n"
    )
    url = Uri("https://old.contoso.com/owa")
    told = update(capsys, server("EX1"), server("EX2"), directory(ExternalUrl=url), directory(of="EX2"))

    assert "by hand  EX2/owa externalUrl" in told
    assert "old.contoso.com" in (folder / "org.yaml").read_text()


def test_a_file_that_is_not_there_is_3(folder: Path) -> None:
    (folder / "export.xml").write_text(clixml([server("EX1")]))

    assert main(["import", "export.xml", "--update", "nosuch.yaml"]) == 3
    assert not Path("nosuch.yaml").exists()


@pytest.mark.parametrize("words", [["-o", "x.yaml"], ["--redact"], ["--split-by-site"]])
def test_an_update_takes_no_other_output(folder: Path, words: list[str]) -> None:
    (folder / "org.yaml").write_text(FILE)

    assert main(["import", "x", "--update", "org.yaml", *words]) == 2


def test_a_file_that_is_no_topology_is_not_updated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "org.yaml").write_text("servers: [{name: EX1}]\n")
    Path("export.xml").write_text(clixml([server("EX1")]))

    assert main(["import", "export.xml", "--update", "org.yaml"]) == 2
    assert "no sound topology" in capsys.readouterr().err
    assert (folder / "org.yaml").read_text() == "servers: [{name: EX1}]\n"


def test_a_list_of_methods_alone_changes_nothing_that_agrees(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "org.yaml").write_text(FILE)
    off: dict[str, Property] = dict.fromkeys(SWITCHES, False)
    owa = directory(
        ExternalUrl=Uri("https://old.contoso.com/owa"),
        InternalAuthenticationMethods=methods(["Basic", "Fba"]),
    )
    owa.properties.update(off)

    assert "EX1/owa" not in update(capsys, server("EX1"), owa)


EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def exported_to(path: Path, declared: dict[str, Any]) -> None:
    found = objects(topology(as_text(declared)).organization)
    path.write_text(clixml([each for kind in found.values() for each in kind]), encoding="utf-8")


@EXAMPLES
@given(one=importable(), other=importable(), seed=st.integers(0, 2**32))
def test_afterwards_the_file_says_what_the_export_says(
    one: dict[str, Any], other: dict[str, Any], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("update")
    (folder / "org.yaml").write_text(emit(one, Random(seed)), encoding="utf-8")  # noqa: S311  no secret
    exported_to(folder / "all.xml", other)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["import", "all.xml", "--update", "org.yaml"]) == 0
        first = (folder / "org.yaml").read_text(encoding="utf-8")
        assert main(["import", "all.xml", "--update", "org.yaml"]) == 0
    (folder / "all.xml").unlink()

    assert (folder / "org.yaml").read_text(encoding="utf-8") == first
    found = facts(topology(first).organization)["servers"]
    expected = facts(topology(as_text(other)).organization)["servers"]
    for name in expected:
        assert _told(found[name], expected[name]) == _told(expected[name], expected[name])


def _told(server_: dict[str, Any], by: dict[str, Any]) -> dict[str, Any]:
    """What the second server tells, of the first: facts that it does not know are left out."""
    of_entries = ("scp", "pop3", "imap4") if "ClientAccess" in by["roles"] else ()
    kept: dict[str, Any] = {key: server_[key] for key in ("fqdn", "site", "version", "roles", *of_entries)}
    kept["directories"] = {
        kind: [
            _of_directory(each, other) for each, other in zip(found, by["directories"][kind], strict=False)
        ]
        for kind, found in server_["directories"].items()
        if by["directories"].get(kind) and not by["directories"][kind][0]["unknown"]
    }
    return kept


def _of_directory(each: dict[str, Any], by: dict[str, Any]) -> dict[str, Any]:
    known = [
        mine if theirs is not None else None
        for mine, theirs in zip(each["switches"], by["switches"], strict=True)
    ]
    known[3] = known[3] or None
    return {"switches": known, **{key: each[key] for key in ("internal", "external", "bypass", "webSite")}}
