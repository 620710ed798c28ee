"""The wheel installs one name, `caslint`, with every sub-package, rule and schema."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import caslint

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_listed() -> None:
    folders = {path.parent for path in (ROOT / "linter").rglob("__init__.py")}
    found = {".".join(folder.relative_to(ROOT / "linter").parts) for folder in folders}

    assert {*found, "caslint.rules", "caslint.schemas", "caslint.starter"} == set(
        PYPROJECT["tool"]["setuptools"]["packages"]
    )


def test_the_top_level_is_as_it_was_decided() -> None:
    rooms = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith((".", "_")) and not path.name.endswith(".egg-info")
    } - {"build", "dist"}

    assert rooms == {"linter", "rules", "schemas", "tests", "sample-topologies"}


def test_the_version_stands_in_two_places_and_is_one() -> None:
    assert PYPROJECT["project"]["version"] == caslint.__version__ == version("caslint")


def test_every_data_file_of_the_package_is_shipped() -> None:
    data = PYPROJECT["tool"]["setuptools"]["package-data"]

    assert {path.suffix for path in (ROOT / "schemas").iterdir() if path.suffix == ".json"} == {".json"}
    assert data["caslint.schemas"] == ["*.json"]
    assert data["caslint.starter"] == ["*.yaml"]
    package = ROOT / "linter" / "caslint"
    assert data["caslint.report.html"] == ["*.css", "*.js"]
    page = package / "report" / "html"
    shipped = {
        package / "py.typed",
        *(package / "starter").glob("*.yaml"),
        *page.glob("*.css"),
        *page.glob("*.js"),
    }
    others = {
        path for path in package.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc", ".md"}
    }
    assert others == shipped
