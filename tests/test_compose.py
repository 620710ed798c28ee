"""One organization in several files."""

from __future__ import annotations

from pathlib import Path

import pytest

from caslint.compose import Loaded, load
from caslint.files.disk import Disk
from linting import Texts

ROOT = "include: [sites.yaml, servers.yaml]\norganization: {name: Contoso}\n"
SITES = "sites:\n  - name: Redmond\n"
SERVERS = "servers:\n  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess]}\n"


def loaded(**texts: str) -> Loaded:
    return load(Texts({f"{name}.yaml": text for name, text in texts.items()}), f"{next(iter(texts))}.yaml")


def said(result: Loaded) -> list[tuple[str, str, int, int, str]]:
    return [(code, p.place.file, p.place.line, p.place.column, p.message) for code, p in result.problems]


def test_the_lists_of_the_files_are_joined() -> None:
    result = loaded(org=ROOT, sites=SITES, servers=SERVERS)

    assert result.topology is not None
    organization = result.topology.organization
    assert organization.name == "Contoso"
    assert organization.servers[0].site is organization.sites[0]
    assert organization.servers[0].place.file == "servers.yaml"
    assert organization.servers[0].pointer == "/servers/0"


def test_a_missing_include_is_told_at_its_line() -> None:
    result = loaded(org="include:\n  - sites.yaml\n  - nope.yaml\n", sites=SITES)

    assert said(result) == [("CAS005", "org.yaml", 3, 5, "include: nope.yaml matches no file")]
    assert result.topology is None


def test_a_file_included_twice() -> None:
    result = loaded(org="include: [sites.yaml, sites.yaml]\nsites: []\n", sites=SITES)

    assert said(result) == [("CAS005", "org.yaml", 1, 23, "include sites.yaml: sites.yaml is included twice")]


def test_a_root_that_includes_itself() -> None:
    result = loaded(org="include: [org.yaml]\nsites: []\n")

    assert said(result) == [("CAS005", "org.yaml", 1, 11, "include org.yaml names the root file itself")]


def test_organization_and_include_stand_in_the_root_file_only() -> None:
    result = loaded(
        org="include: [sites.yaml]\n", sites="organization: {name: X}\ninclude: [org.yaml]\n" + SITES
    )

    assert said(result) == [
        (
            "CAS002",
            "sites.yaml",
            1,
            1,
            "organization stands only in the root file, and org.yaml includes this one",
        ),
        (
            "CAS005",
            "sites.yaml",
            2,
            1,
            "include stands only in the root file, and org.yaml includes this one",
        ),
    ]


def test_a_fault_in_a_fragment_stands_in_the_fragment() -> None:
    result = loaded(org=ROOT, sites="sites:\n  - nme: Redmond\n", servers=SERVERS)

    assert {(code, file, line, column) for code, file, line, column, _ in said(result)} == {
        ("CAS002", "sites.yaml", 2, 5)
    }


def test_an_included_file_that_is_no_topology() -> None:
    result = loaded(org="include: [sites.yaml]\nservers: []\n", sites="# nothing\n")

    assert said(result) == [
        ("CAS005", "org.yaml", 1, 11, "the included file sites.yaml holds no part of a topology")
    ]


def test_files_that_are_no_topology_are_told_apart_from_broken_ones() -> None:
    assert not loaded(org="").is_topology
    assert not loaded(org="# only a comment\n").is_topology
    assert not loaded(org="other: thing\n").is_topology
    assert not loaded(org="- a list\n").is_topology
    assert not loaded(org="just a word\n").is_topology
    assert loaded(org="sites: [\n").is_topology
    assert loaded(org="sites: []\n").is_topology


@pytest.mark.parametrize(
    "text",
    [
        "include: [ci/build.yml]\nstages: [build]\nbuild: {script: make}\n",
        "include: [other.yaml]\nservices: {web: {image: nginx}}\n",
        "formatVersion: 2\nparameters: {}\n",
        "formatVersion: 1\ninclude: []\nvolumes: {}\n",
    ],
)
def test_keys_that_other_formats_have_make_no_topology(text: str) -> None:
    result = loaded(org=text)

    assert not result.is_topology
    assert said(result) == []


@pytest.mark.parametrize(
    "text", ["include: []\n", "formatVersion: 1\n", "include: []\norganisation: {name: Contoso}\n"]
)
def test_such_keys_alone_or_beside_a_misspelled_one_are_meant(text: str) -> None:
    assert loaded(org=text).is_topology


def test_the_disk_gives_files_below_the_working_directory(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    folder.mkdir()
    (folder / "org.yaml").write_text("include: [more/*.yaml]\n" + SITES, encoding="utf-8")
    (folder / "more").mkdir()
    (folder / "more" / "x.yaml").write_text(SERVERS, encoding="utf-8")

    result = load(Disk(str(tmp_path)), str(folder / "org.yaml"))

    assert result.topology is not None
    assert [source.path for source, _ in result.trees] == ["a b/org.yaml", "a b/more/x.yaml"]


def test_bytes_stand_in_for_a_file(tmp_path: Path) -> None:
    path = tmp_path / "org.yaml"
    path.write_text("broken: [", encoding="utf-8")

    result = load(Disk(str(tmp_path), {str(path): SITES.encode("utf-16")}), str(path))

    assert result.topology is not None
    assert result.topology.organization.sites[0].name == "Redmond"
