"""A run judges every organization, and what several of them share but once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caslint.configuration.file import Configs
from caslint.discovery.discover import find
from caslint.files.disk import Disk, shown_path
from caslint.run import Run, Settings
from caslint.run import run as run_linter

SERVERS = """\
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""
ROOT = "organization: {name: Contoso}\nsites: [{name: Redmond}]\ninclude: [kyoto.yaml, %s]\n"
KYOTO = 'sites:\n  - name: Kyoto  # caslint: ignore[CAS101] reason="moves in March"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plant(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def run(*paths: str) -> Run:
    cwd = os.getcwd()
    configs = Configs(lambda path: shown_path(path, cwd))
    disk = Disk(cwd)
    found = find(paths, disk, configs)
    return run_linter(found.roots, Settings(disk, configs.of, "2026-01-31"), found.missing)


def codes(done: Run) -> list[str]:
    return [finding.code for finding in done.result.findings if finding.severity.word != "info"]


def test_a_comment_that_one_of_two_organizations_needs_is_not_unused(folder: Path) -> None:
    with_cas = SERVERS.replace("[Mailbox,", "[ClientAccess, Mailbox,")
    plant(
        folder,
        {
            "one.yaml": ROOT % "servers.yaml",
            "two.yaml": ROOT % "mended.yaml",
            "kyoto.yaml": KYOTO,
            "servers.yaml": SERVERS,
            "mended.yaml": with_cas,
        },
    )

    assert "CAS092" not in codes(run("kyoto.yaml"))
    assert [one.code for one in run("kyoto.yaml").result.suppressed] == ["CAS101"]


def test_a_comment_that_no_organization_needs_is_unused_once(folder: Path) -> None:
    with_cas = SERVERS.replace("[Mailbox,", "[ClientAccess, Mailbox,")
    plant(
        folder,
        {
            "one.yaml": ROOT % "servers.yaml",
            "two.yaml": ROOT % "servers.yaml",
            "kyoto.yaml": KYOTO,
            "servers.yaml": with_cas,
        },
    )

    assert codes(run("kyoto.yaml")).count("CAS092") == 1


def test_settings_reach_the_findings(folder: Path) -> None:
    plant(folder, {"one.yaml": ROOT % "servers.yaml", "kyoto.yaml": KYOTO, "servers.yaml": SERVERS})

    plant(folder, {".caslint.yaml": "unsuppressable: [CAS1]\n"})
    assert {"CAS094", "CAS101"} <= set(codes(run()))
    plant(folder, {".caslint.yaml": "ignore: [CAS101]\n"})
    assert not {"CAS092", "CAS101"} & set(codes(run()))
    plant(
        folder,
        {
            ".caslint.yaml": "per-file-ignores: {kyoto.yaml: [CAS101]}\n",
            "kyoto.yaml": KYOTO.split("#", maxsplit=1)[0],
        },
    )
    assert "CAS101" not in codes(run())
    plant(folder, {".caslint.yaml": ""})
    assert "CAS101" in codes(run())
