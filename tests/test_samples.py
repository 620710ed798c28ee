"""The sample topologies say what the files beside them say, and the healthy ones are healthy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from asking import router
from caslint.cli import main
from caslint.finding import Severity
from linting import findings

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "sample-topologies"
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
HEALTHY = ("figure", "coexistence")


def text(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_says_what_stands_beside_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "sample-topologies").mkdir()
    shutil.copy(FOLDER / f"{name}.yaml", tmp_path / "sample-topologies")
    monkeypatch.chdir(tmp_path)

    main(["check", f"sample-topologies/{name}.yaml", "--format", "concise"])

    said = capfdbinary.readouterr().out.decode()
    assert said.splitlines() == (FOLDER / f"{name}.out").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_organization_has_no_error_and_no_warning(name: str) -> None:
    assert [f.message for f in findings(text(name)) if f.severity > Severity.INFO] == []


@pytest.mark.parametrize("name", HEALTHY)
def test_every_client_of_a_healthy_organization_goes_the_way_that_it_is_meant_to_go(name: str) -> None:
    routes = router(text(name))

    for client in routes.organization.clients:
        found = {route.outcome for route in routes.routes_of(client)}
        assert found == set(client.expect), client.name


def test_the_branch_office_shows_a_dozen_different_findings() -> None:
    assert len({f.code for f in findings(text("branch-office"))}) >= 12


@pytest.mark.parametrize("name", SAMPLES)
def test_an_editor_finds_the_schema_of_a_sample(name: str) -> None:
    first = text(name).splitlines()[0]
    path = first.removeprefix("# yaml-language-server: $schema=")

    assert first != path
    assert (FOLDER / path).is_file()


def test_every_sample_is_described() -> None:
    described = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert [name for name in SAMPLES if f"[{name}.yaml]({name}.yaml)" not in described] == []
