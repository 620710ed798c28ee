"""`caslint init`: starter files that hold what they promise, and nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caslint.cli import main

FILES = {
    "topology.yaml",
    ".caslint.yaml",
    ".pre-commit-config.yaml",
    ".github/workflows/caslint.yaml",
    ".caslint/topology.schema.json",
    ".caslint/config.schema.json",
}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_starter_files_are_written_and_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["init"]) == 0
    assert files(tmp_path) == FILES
    assert main(["check", "--fail-on", "info"]) == 0
    assert "no findings in 1 file (1 organization)" in capfd.readouterr().out


def test_what_is_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "topology.yaml").write_text("sites: []\n", encoding="utf-8")

    assert main(["init", "."]) == 0
    assert (tmp_path / "topology.yaml").read_text(encoding="utf-8") == "sites: []\n"
    assert "kept     topology.yaml (it is there already)" in capfd.readouterr().out
    assert files(tmp_path) == FILES


def test_the_schema_that_is_written_is_the_one_that_is_shipped(tmp_path: Path) -> None:
    main(["init", str(tmp_path / "new")])
    shipped = Path(__file__).parent.parent / "schemas" / "topology.schema.json"

    written = json.loads((tmp_path / "new" / ".caslint" / "topology.schema.json").read_bytes())
    assert written == json.loads(shipped.read_bytes())


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert main(["init", str(tmp_path / "file" / "below")]) == 2
    assert "cannot write" in capsys.readouterr().err
