"""Every format in one run: the same findings, the same order, the same exit code; and what GitHub Actions gets."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from caslint.cli import main
from caslint.report import FORMATS
from workflow_runner import annotated, commands

SAMPLE = Path(__file__).parent.parent / "sample-topologies" / "branch-office.yaml"
Told = list[tuple[str, int]]
"""Rule and line of each finding, in the order of a report."""


def caslint(*words: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return subprocess.run(
        [sys.executable, "-m", "caslint", *words],
        cwd=cwd,
        capture_output=True,
        timeout=120,
        check=False,
        env=clean | environ,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "org.yaml").write_bytes(SAMPLE.read_bytes())
    return tmp_path


def from_json(text: str) -> Told:
    return [(one["rule"], one["line"]) for one in json.loads(text)["findings"]]


def from_lines(text: str) -> Told:
    return [(one["rule"], one["line"]) for line in text.splitlines() if "rule" in (one := json.loads(line))]


def from_concise(text: str) -> Told:
    return [
        (code, int(line)) for line, code in re.findall(r"^org\.yaml:(\d+):\d+: (\w+) ", text, re.MULTILINE)
    ]


def from_full(text: str) -> Told:
    return [
        (code, int(line))
        for code, line in re.findall(r"^\w+\[(\w+)\].*?--> org\.yaml:(\d+):", text, re.MULTILINE | re.DOTALL)
    ]


def from_sarif(text: str) -> Told:
    return [
        (one["ruleId"], one["locations"][0]["physicalLocation"]["region"]["startLine"])
        for one in json.loads(text)["runs"][0]["results"]
    ]


def from_junit(text: str) -> Told:
    names = [case.get("name", "") for case in ET.fromstring(text).iter("testcase")]  # noqa: S314  our own bytes
    return [(name.split()[0], int(name.split("line ")[1][:-1])) for name in names]


def from_gitlab(text: str) -> Told:
    return [(one["check_name"].split("-")[0], one["location"]["lines"]["begin"]) for one in json.loads(text)]


def from_rdjson(text: str) -> Told:
    return [
        (one["code"]["value"], one["location"]["range"]["start"]["line"])
        for one in json.loads(text)["diagnostics"]
    ]


def from_html(text: str) -> Told:
    head = r'<span class="code">(\w+)</span><span class="message">[^<]*</span><span class="where">org\.yaml:(\d+):'
    return [(code, int(line)) for code, line in re.findall(head, text)]


READERS: dict[str, Callable[[str], Told]] = {
    "concise": from_concise,
    "full": from_full,
    "json": from_json,
    "jsonl": from_lines,
    "sarif": from_sarif,
    "junit": from_junit,
    "gitlab": from_gitlab,
    "rdjson": from_rdjson,
}
BY_WEIGHT = {"github", "markdown", "html"}
"""Formats that put the worst first, and group by site."""


def test_all_formats_in_one_run_tell_the_same(folder: Path) -> None:
    outputs = [word for name in FORMATS for word in ("--output", f"{name}=out.{name}")]
    done = caslint("check", "org.yaml", *outputs, cwd=folder)
    files = {name: (folder / f"out.{name}").read_bytes().decode() for name in FORMATS}
    expected = from_json(files["json"])

    assert done.returncode == 1
    assert len(expected) > 10
    for name, read in READERS.items():
        assert read(files[name]) == expected, name
    codes = re.findall(r"^\| (?:error|warning|info) \| (\w+) .*:(\d+) \|$", files["markdown"], re.MULTILINE)
    assert sorted((code, int(line)) for code, line in codes) == sorted(expected)
    assert sorted(from_html(files["html"])) == sorted(expected)
    assert {one.properties.get("title", "").split()[0] for one in annotated(files["github"])} <= {
        *(code for code, _ in expected),
        "caslint",
    }
    assert {*READERS, *BY_WEIGHT} == set(FORMATS)


def test_the_bytes_are_the_same_in_every_run(folder: Path) -> None:
    for seed in ("1", "2"):
        outputs = [word for name in FORMATS for word in ("--output", f"{name}={seed}.{name}")]
        caslint("check", "org.yaml", *outputs, cwd=folder, PYTHONHASHSEED=seed)

    for name in FORMATS:
        assert (folder / f"1.{name}").read_bytes() == (folder / f"2.{name}").read_bytes(), name


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_code_is_the_same_in_every_format(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(folder)
    words = ("--output", f"{name}=out", "--format", "concise")

    assert main(["check", "org.yaml", *words]) == 1
    assert main(["check", "org.yaml", *words, "--fail-on", "never"]) == 0
    assert main(["check", "gone.yaml", *words]) == 3


def test_github_actions_get_text_annotations_and_a_summary(folder: Path) -> None:
    summary = folder / "summary.md"
    summary.write_bytes(b"before\n")
    done = caslint("check", "org.yaml", cwd=folder, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    text, _, log = done.stdout.decode().partition("\n::")

    assert done.returncode == 1
    assert text.startswith(("warning[", "error[", "info["))
    assert commands(text) == []
    found = annotated("::" + log)
    assert [one.level for one in found] == sorted(
        [one.level for one in found], key=["error", "warning", "notice"].index
    )
    assert summary.read_bytes().startswith(b"before\n## caslint: ")
    assert done.stderr == b""


def test_a_format_or_a_summary_that_is_asked_for_takes_the_place_of_the_usual_ones(folder: Path) -> None:
    summary = folder / "summary.md"
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}

    plain = caslint("check", "org.yaml", "--format", "concise", cwd=folder, **github)
    assert commands(plain.stdout.decode()) == []
    assert not summary.exists()
    caslint("check", "org.yaml", "--output", "markdown=own.md", cwd=folder, **github)
    assert not summary.exists()
    assert (folder / "own.md").exists()
    both = caslint("check", "org.yaml", "--output", "sarif=out.sarif", cwd=folder, **github)
    assert commands(both.stdout.decode())
    assert summary.exists()


def test_a_summary_that_is_full_is_left_alone(folder: Path) -> None:
    summary = folder / "summary.md"
    summary.write_bytes(b"x" * 999_990)
    caslint("check", "org.yaml", cwd=folder, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))

    assert summary.stat().st_size == 999_990


def test_a_summary_that_cannot_be_written_changes_no_result(folder: Path) -> None:
    done = caslint(
        "check", "org.yaml", cwd=folder, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(folder / "no" / "where.md")
    )  # fmt: skip

    assert done.returncode == 1
    assert b"the job summary cannot be written" in done.stderr
