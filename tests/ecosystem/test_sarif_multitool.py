"""Microsoft's SARIF Multitool with GitHub's rules reads what caslint writes, and works out the same hashes."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

import hostile
from caslint.cli import main
from caslint.report import write
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.ruleset import load
from outside_tools import ROOT, node_package, run
from report_sample import KYOTO

Object = dict[str, Any]


@pytest.fixture(scope="module")
def multitool() -> str:
    path = node_package("@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def complaints(multitool: str, report: Path) -> list[str]:
    """The rules of SARIF and of GitHub that a report breaks, errors and warnings."""
    verdict = report.with_suffix(".verdict")
    done = run(
        multitool, "validate", str(report), "--rule-kind", "Sarif;Ghas", "--output", str(verdict),
        "--log", "ForceOverwrite",
    )  # fmt: skip
    assert verdict.exists(), done.stdout
    (found,) = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"]
    assert "results" in found
    return [f"{one['ruleId']} {one.get('level', 'warning')}: {one['message']}" for one in found["results"]]


def results(report: Path) -> list[Object]:
    return list(json.loads(report.read_text(encoding="utf-8-sig"))["runs"][0]["results"])


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the samples, one of them with CRLF and letters beyond ASCII, and its report."""
    (tmp_path / ".git").mkdir()
    for path in sorted((ROOT / "sample-topologies").glob("*.yaml")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    odd = (ROOT / "sample-topologies" / "branch-office.yaml").read_text(encoding="utf-8")
    (tmp_path / "Ödd näme #1.yaml").write_bytes(odd.replace("Faro", "Färo😀").replace("\n", "\r\n").encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    main(["check", "--output", "sarif=report.sarif", "--format", "concise"])
    return tmp_path / "report.sarif"


def test_samples_are_reported_without_error_or_warning(multitool: str, samples: Path) -> None:
    assert len(results(samples)) > 30
    assert complaints(multitool, samples) == []


def test_every_rule_is_described_without_error_or_warning(multitool: str, tmp_path: Path) -> None:
    rules = load()
    found = [KYOTO.replaced(code=rule.code, name=rule.name) for rule in rules]
    report = tmp_path / "rules.sarif"
    with report.open("wb") as file:
        write(Result(found, rules=rules, unreadable=[("a.yaml", "gone")]), "sarif", file, Options())

    assert complaints(multitool, report) == []


def test_hostile_text_breaks_nothing(multitool: str, tmp_path: Path) -> None:
    texts = [
        *hostile.TEXTS.values(),
        "{0}",
        "{1} {",
        "[click](https://evil.example)",
        "[x](1)",
        "a#b?c:d e%20",
    ]
    found = [
        KYOTO.replaced(
            message=one.message, related=one.related, fix=one.fix, trace=one.trace, place=one.place
        )
        for text in texts
        for one in hostile.result(text).findings
    ]
    report = tmp_path / "hostile.sarif"
    with report.open("wb") as file:
        write(Result(found), "sarif", file, Options(github=True))

    assert complaints(multitool, report) == []


def test_the_hash_of_the_line_is_the_multitools_own(multitool: str, samples: Path) -> None:
    """The Multitool hashes files only that it finds under absolute addresses."""
    document = json.loads(samples.read_bytes())
    for one in document["runs"][0]["results"]:
        one["partialFingerprints"].pop("primaryLocationLineHash")
        where = one["locations"][0]["physicalLocation"]["artifactLocation"]
        where["uri"] = f"{samples.parent.as_uri()}/{where.pop('uri')}"
        where.pop("uriBaseId")
    bare, hashed = samples.with_name("bare.sarif"), samples.with_name("hashed.sarif")
    bare.write_text(json.dumps(document), encoding="utf-8")
    done = run(
        multitool, "rewrite", str(bare), "--insert", "RollingHashPartialFingerprints", "--output", str(hashed)
    )

    assert hashed.exists(), done.stdout
    ours = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results(samples)]
    theirs = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results(hashed)]
    assert ours == theirs
