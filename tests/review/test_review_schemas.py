"""The JSON of reviews and of outages is what its schema says, and the schemas agree about what they share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from caslint.cli import main
from caslint.schema_data import schema_bytes

Json = dict[str, Any]

FOLDER = Path(__file__).parent
PAIRS = sorted((FOLDER / "pairs").iterdir())
IMPACTS = sorted((FOLDER / "impacts").iterdir())


def schema(which: str) -> Json:
    found: Json = json.loads(schema_bytes(which))
    return found


@pytest.mark.parametrize("folder", PAIRS, ids=lambda path: path.name)
def test_a_review(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sides = [
        str(folder / side if (folder / side).exists() else folder / f"{side}.yaml")
        for side in ("before", "after")
    ]
    main(["diff", *sides, "--format", "json"])

    jsonschema.validate(json.loads(capfd.readouterr().out), schema("diff"))


def test_a_review_that_compares_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"sites: [\xff]\n")
    main(["diff", str(PAIRS[0] / "before.yaml"), str(tmp_path / "odd.yaml"), "--format", "json"])

    report = json.loads(capfd.readouterr().out)
    assert report["unreadable"]
    jsonschema.validate(report, schema("diff"))


@pytest.mark.parametrize("words", [(), ("--any", "2"), ("--without",), ("--without", "--any")])
@pytest.mark.parametrize("folder", IMPACTS, ids=lambda path: path.name)
def test_an_impact(folder: Path, words: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    spoken = {
        "--without": ("--without", "site:Redmond", "--without", "MBX03,MBX10,CAS07"),
        "--any": ("--any", "1"),
    }
    asked = (
        [each for word in words for each in spoken.get(word, (word,))] if "2" not in words else list(words)
    )
    names = (folder / "topology.yaml").read_text(encoding="utf-8")
    known = [word for word in ("MBX03", "MBX10", "CAS07") if f"name: {word}\n" in names]
    asked = [",".join(known) if word == "MBX03,MBX10,CAS07" else word for word in asked]

    main(["impact", str(folder / "topology.yaml"), *asked, "--format", "json"])

    report = json.loads(capfd.readouterr().out)
    jsonschema.validate(report, schema("impact"))
    # All that is planned in that one is part of the site, which is planned as a whole.
    several = "--without" in words and folder.name != "the-legacy-name"
    assert ("minimalSets" in report) == several


def test_what_several_schemas_define_is_the_same_in_all() -> None:
    routes, report = schema("routes")["$defs"], schema("report")["$defs"]

    for which in ("diff", "impact"):
        for name, said in schema(which)["$defs"].items():
            for other in (routes, report):
                assert other.get(name, said) == said, (which, name)
