"""An include names files of the root file's folder, and nothing outside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from caslint.files.includes import IncludeFault, expand


def plant(folder: Path, *names: str) -> str:
    """Make the files and give the path of the root file."""
    for name in ("org.yaml", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("sites: []\n", encoding="utf-8")
    return str(folder / "org.yaml")


def names(root: str, pattern: str) -> list[str] | IncludeFault:
    found = expand(root, pattern)
    if isinstance(found, IncludeFault):
        return found
    return [os.path.relpath(path, os.path.dirname(root)).replace(os.sep, "/") for path in found]


def fault(root: str, pattern: str) -> IncludeFault:
    found = expand(root, pattern)
    assert isinstance(found, IncludeFault)
    return found


def link(path: Path, target: Path | str) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("links cannot be made here")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("sites/kyoto.yaml", ["sites/kyoto.yaml"]),
        ("./sites//kyoto.yaml", ["sites/kyoto.yaml"]),
        ("sites\\kyoto.yaml", ["sites/kyoto.yaml"]),
        ("sites/../sites/kyoto.yaml", ["sites/kyoto.yaml"]),
        ("sites/*.yaml", ["sites/basel.yaml", "sites/kyoto.yaml"]),
        ("sites/?yoto.yaml", ["sites/kyoto.yaml"]),
        ("*/basel.yaml", ["sites/basel.yaml"]),
        ("**/*.yaml", ["sites/basel.yaml", "sites/deep/er/osaka.yaml", "sites/kyoto.yaml"]),
        ("**/**/deep/**/osaka.yaml", ["sites/deep/er/osaka.yaml"]),
        ("sites/deep/**", ["sites/deep/er/osaka.yaml", "sites/deep/er/notes.txt"]),
        ("org.yaml", ["org.yaml"]),
    ],
)
def test_a_pattern_gives_its_files_sorted(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    root = plant(
        tmp_path,
        "sites/kyoto.yaml",
        "sites/basel.yaml",
        "sites/deep/er/osaka.yaml",
        "sites/deep/er/notes.txt",
        "sites/.hidden.yaml",
        ".git/config.yaml",
    )

    assert names(root, pattern) == sorted(expected)


def test_a_root_file_without_a_folder_counts_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "sites/kyoto.yaml")
    monkeypatch.chdir(tmp_path)

    assert expand("org.yaml", "sites/*.yaml") == [os.path.join("sites", "kyoto.yaml")]


def test_brackets_are_part_of_a_name(tmp_path: Path) -> None:
    root = plant(tmp_path, "sites/[a].yaml", "sites/a.yaml")

    assert names(root, "sites/[a]*") == ["sites/[a].yaml"]
    assert names(root, "sites/[a].yaml") == ["sites/[a].yaml"]


@pytest.mark.parametrize(
    "pattern",
    [
        "../other.yaml",
        "sites/../../other.yaml",
        "..",
        "/etc/passwd",
        "C:/Windows/win.ini",
        "C:secret.yaml",
        "\\\\server\\share\\org.yaml",
        "//server/share/org.yaml",
        "..\\other.yaml",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "other.yaml").write_text("sites: []\n", encoding="utf-8")
    root = plant(tmp_path / "here", "sites/kyoto.yaml")

    assert fault(root, pattern) == (
        "outside",
        f"{pattern} leaves the folder of org.yaml; what is included stands in that folder or below",
    )


@pytest.mark.parametrize(
    "pattern", ["sites/out.yaml", "sites/*.yaml", "linked/secret.yaml", "linked/*", "*/x/y"]
)
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path, pattern: str) -> None:
    root = plant(tmp_path / "here", "sites/kyoto.yaml")
    (tmp_path / "away" / "x").mkdir(parents=True)
    (tmp_path / "away" / "secret.yaml").write_text("secret", encoding="utf-8")
    (tmp_path / "away" / "x" / "y").write_text("secret", encoding="utf-8")
    link(tmp_path / "here" / "sites" / "out.yaml", tmp_path / "away" / "secret.yaml")
    link(tmp_path / "here" / "linked", tmp_path / "away")
    link(tmp_path / "here" / "sites" / "x", tmp_path / "away" / "x")

    assert fault(root, pattern).kind == "outside"
    assert "is a link that leaves the folder of org.yaml" in fault(root, pattern).reason


def test_a_link_inside_the_folder_is_a_way_like_any_other(tmp_path: Path) -> None:
    root = plant(tmp_path, "sites/kyoto.yaml")
    link(tmp_path / "sites" / "alias.yaml", "kyoto.yaml")
    link(tmp_path / "places", "sites")

    assert names(root, "sites/*.yaml") == ["sites/alias.yaml", "sites/kyoto.yaml"]
    assert names(root, "places/kyoto.yaml") == ["places/kyoto.yaml"]
    assert names(root, "**/kyoto.yaml") == ["sites/kyoto.yaml"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    root = plant(tmp_path, "sites/kyoto.yaml")
    for name in "abcdefghij":
        link(tmp_path / name, ".")
    link(tmp_path / "sites" / "loop.yaml", "loop.yaml")

    assert names(root, "*/" * 30 + "kyoto.yaml") == ("nothing", "*/" * 30 + "kyoto.yaml matches no file")
    assert names(root, "**/*.yaml") == ["sites/kyoto.yaml"]
    assert fault(root, "sites/loop.yaml").kind in {"unreadable", "missing"}


@pytest.mark.parametrize(
    ("pattern", "kind", "reason"),
    [
        ("sites/kyotp.yaml", "missing", "sites/kyotp.yaml does not exist; the nearest is sites/kyoto.yaml"),
        ("site/kyoto.yaml", "missing", "site/kyoto.yaml does not exist; the nearest is sites/kyoto.yaml"),
        ("nowhere/at/all.yaml", "missing", "nowhere/at/all.yaml does not exist"),
        ("sites/*.yml", "nothing", "sites/*.yml matches no file"),
        ("nowhere/*.yaml", "nothing", "nowhere/*.yaml matches no file"),
        ("*.yaml", "nothing", "*.yaml matches no file"),
        ("sites", "folder", "sites is a folder; write sites/*.yaml for the files in it"),
        ("", "invalid", 'an include names a file, such as sites/*.yaml, and "" names none'),
        ("./", "invalid", 'an include names a file, such as sites/*.yaml, and "./" names none'),
        ("a\0b", "invalid", "no file can have the name a\0b"),
    ],
)
def test_an_include_that_finds_nothing_says_why(tmp_path: Path, pattern: str, kind: str, reason: str) -> None:
    root = plant(tmp_path, "sites/kyoto.yaml")

    assert fault(root, pattern) == (kind, reason)


def test_a_pattern_of_a_thousand_folders_is_refused(tmp_path: Path) -> None:
    root = plant(tmp_path)

    assert fault(root, "**/" * 1000 + "x.yaml").kind == "invalid"
    assert fault(root, "x" * 100_000).kind in {"unreadable", "missing"}


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = plant(tmp_path, "sites/kyoto.yaml")
    (tmp_path / "sites").chmod(0)
    try:
        if os.access(tmp_path / "sites", os.R_OK):
            pytest.skip("this user can read every folder")
        assert fault(root, "sites/*.yaml").kind == "unreadable"
        assert fault(root, "sites/kyoto.yaml").kind == "unreadable"
    finally:
        (tmp_path / "sites").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    root = plant(tmp_path, "sites/kyoto.yaml")
    os.mkfifo(tmp_path / "sites" / "pipe.yaml")

    assert names(root, "sites/*.yaml") == ["sites/kyoto.yaml"]
    assert fault(root, "sites/pipe.yaml") == ("unreadable", "sites/pipe.yaml is no regular file")


def test_ten_thousand_files_are_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant(tmp_path)
    (tmp_path / "sites").mkdir()
    for number in range(10_000):
        (tmp_path / "sites" / f"{number:05}.yaml").touch()
    looks: list[str] = []
    scandir = os.scandir

    def looking(path: str) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        looks.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", looking)

    found = expand(root, "sites/**/**/*.yaml")

    assert len(found) == 10_000
    assert len(looks) == 1
