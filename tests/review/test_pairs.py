"""Changes that administrators make, each with the review that it should get in the files beside it.

`after.yaml` says at its head what is changed and why the result is right.
`expected.yaml` was written from the documents, before the review was looked at:
the exit code, the findings by rule and subject, and every row, where one line
stands for several protocols.  `review.txt` is what people read.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from caslint.cli import main

Json = dict[str, Any]
Key = tuple[str, ...]

FOLDER = Path(__file__).parent / "pairs"
PAIRS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
FATES = ("lost", "gained", "changed")
FINDINGS = ("new", "fixed", "suppressed")


def reviewed(name: str, capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    sides = [side if (FOLDER / name / side).exists() else f"{side}.yaml" for side in ("before", "after")]
    code = main(["diff", *sides, *words])
    return code, capfd.readouterr().out


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)


def expected(name: str) -> Json:
    yaml = YAML(typ="safe", pure=True)
    found: Json = yaml.load(FOLDER / name / "expected.yaml")  # pyright: ignore[reportUnknownMemberType]  it is untyped
    return found


def wanted_rows(wanted: Json) -> dict[Key, tuple[str, str, list[str]]]:
    """Each row that is expected: how the request ends before and after, and because of what."""
    return {
        (fate, protocol, row["at"], row["for"], row.get("database", ""), row.get("client", "")): (
            row["before"],
            row["after"],
            row["because"],
        )
        for fate in FATES
        for row in _listed(wanted, "routes", fate)
        for protocol in row["protocols"]
    }


def _listed(wanted: Json, section: str, name: str) -> list[Any]:
    """What stands there; nothing where it is left out."""
    found: list[Any] = wanted.get(section, {}).get(name, [])
    return found


def key_of(fate: str, row: Json) -> Key:
    whose = f"{row['mailboxSite'] or '-'} {row['mailboxVersion']}"
    return fate, row["protocol"], row["entry"], whose, row.get("database", ""), row.get("client", "")


def ending(route: Json | None) -> tuple[str, str]:
    """`proxy CAS03`, and the same with the address, for where only that differs."""
    if route is None:
        return "none", ""
    words = {
        "proxy": route["target"],
        "redirect": f"{route['kind']} {route['url']}",
        "reject": route["code"],
    }
    short = f"{route['outcome']} {words.get(route['outcome'], '')}".strip()
    return short, f"{short} at {route['url']}"


def cause(one: Json) -> str:
    """`server CAS03 removed`, `server CAS03 virtualDirectories.owa.externalUrl changed`."""
    field = [one["field"]] if one["field"] else []
    return " ".join([one["object"]["kind"], one["object"]["name"], *field, one["change"]])


@pytest.mark.parametrize("name", PAIRS)
def test_the_routes_are_those_that_the_documents_give(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FOLDER / name)
    routes = json.loads(reviewed(name, capfd, "--format", "json")[1])["routes"]
    rows = [(key_of(fate, row), row) for fate in FATES for row in routes[fate]]
    wanted = wanted_rows(expected(name))

    assert sorted(key for key, _ in rows) == sorted(wanted)
    for key, row in rows:
        before, after, because = wanted[key]
        assert before in ending(row["before"]), key
        assert after in ending(row["after"]), key
        assert sorted(cause(one) for one in row["causes"]) == sorted(because), key


@pytest.mark.parametrize("name", PAIRS)
def test_the_findings_and_the_exit_code(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FOLDER / name)
    code, out = reviewed(name, capfd, "--format", "json")
    found = json.loads(out)["findings"]
    wanted = expected(name)

    told = {
        list_: sorted(f"{one['rule']} {one['subject']['name']}" for one in found[list_]) for list_ in FINDINGS
    }
    assert told == {list_: sorted(_listed(wanted, "findings", list_)) for list_ in FINDINGS}
    assert code == expected(name)["exit"]


@pytest.mark.parametrize("name", PAIRS)
def test_the_text_is_the_one_beside_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FOLDER / name)
    monkeypatch.setenv("COLUMNS", "120")

    out = reviewed(name, capfd, "--color", "never")[1]

    assert out == (FOLDER / name / "review.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAIRS)
def test_the_way_back_gains_what_was_lost(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FOLDER / name)
    there = json.loads(reviewed(name, capfd, "--format", "json")[1])["routes"]
    sides = [side if os.path.exists(side) else f"{side}.yaml" for side in ("after", "before")]
    main(["diff", *sides, "--format", "json"])
    back = json.loads(capfd.readouterr().out)["routes"]

    for fate, opposite in (("lost", "gained"), ("gained", "lost"), ("changed", "changed")):
        first = {(row["protocol"], row["entry"], row.get("client")) for row in there[fate]}
        second = {(row["protocol"], row["entry"], row.get("client")) for row in back[opposite]}
        assert (len(there[fate]), first) == (len(back[opposite]), second)


def test_every_pair_says_what_it_is_about() -> None:
    assert len(PAIRS) >= 20
    for name in PAIRS:
        after = FOLDER / name / "after.yaml"
        roots = [after] if after.exists() else list((FOLDER / name / "after").rglob("org*.yaml"))
        assert any(root.read_text(encoding="utf-8").startswith("# ") for root in roots), name
