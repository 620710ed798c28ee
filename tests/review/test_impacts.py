"""Organizations with servers down, each with what is lost in the files beside it.

`topology.yaml` says at its head why the result is right, `expected.yaml` was
written from the documents before the result was looked at: what is lost without
whom, and the single points of failure with the number of routes.  `impact.txt`
is what people read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from caslint.cli import main

Json = dict[str, Any]
Row = tuple[str, str, str]

FOLDER = Path(__file__).parent / "impacts"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def expected(name: str) -> Json:
    yaml = YAML(typ="safe", pure=True)
    found: Json = yaml.load(FOLDER / name / "expected.yaml")  # pyright: ignore[reportUnknownMemberType]  it is untyped
    return found


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GITHUB_ACTIONS", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)


def told(name: str, capfd: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["impact", str(FOLDER / name / "topology.yaml"), *expected(name)["arguments"], *words]) == 0
    return capfd.readouterr().out


def wanted_rows(listed: list[Json]) -> set[Row]:
    return {(protocol, row["at"], row["for"]) for row in listed for protocol in row["protocols"]}


def given_rows(scenario: Json) -> set[Row]:
    found = [
        (row["protocol"], row["entry"], f"{row['mailboxSite'] or '-'} {row['mailboxVersion']}")
        for row in scenario["lost"]
    ]
    assert len(found) == len(set(found))
    return set(found)


def points(listed: list[Json]) -> list[str]:
    return [f"{' '.join(one['without'])} {one['routes']}" for one in listed]


@pytest.mark.parametrize("name", CASES)
def test_what_is_lost(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    report = json.loads(told(name, capfd, "--format", "json"))
    scenarios = {" ".join(one["without"]): one for one in report["scenarios"]}
    wanted = expected(name)

    for without, listed in wanted["lost"].items():
        assert given_rows(scenarios[without]) == wanted_rows(listed), without
    assert sorted(points(report["singlePointsOfFailure"])) == sorted(wanted.get("points", []))
    assert points(report.get("minimalSets", [])) == wanted.get("minimal", [])
    for without, databases in wanted.get("databases", {}).items():
        assert scenarios[without]["databases"] == databases


@pytest.mark.parametrize("name", CASES)
def test_the_worst_stands_first(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    report = json.loads(told(name, capfd, "--format", "json"))
    routes = [one["routes"] for one in report["singlePointsOfFailure"]]

    assert routes == sorted(routes, reverse=True)


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_the_one_beside_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")

    assert told(name, capfd) == (FOLDER / name / "impact.txt").read_text(encoding="utf-8")
