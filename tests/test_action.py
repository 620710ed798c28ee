"""The GitHub Action: its steps run as a runner runs them, and its files keep to what makes them safe."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hostile
from github_job import ROOT, Done, Job, document
from workflow_runner import commands

SAMPLE = ROOT / "sample-topologies" / "branch-office.yaml"
WORKFLOWS = (".github/workflows/ci.yaml", "linter/caslint/starter/workflow.yaml")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}\Z")
INSTALLED = {"install": {"programs": str(Path(sys.executable).parent)}}

with_bash = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="the action's steps need bash"
)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    workspace, temporary = tmp_path / "workspace", tmp_path / "temporary"
    temporary.mkdir()
    (workspace / ".git").mkdir(parents=True)
    (workspace / "org.yaml").write_bytes(SAMPLE.read_bytes())
    return Job(workspace, temporary)


def run(job: Job, **inputs: str) -> Done:
    return job.run({name.replace("_", "-"): value for name, value in inputs.items()}, INSTALLED)


@with_bash
def test_findings_fail_the_step_after_everything_is_written(job: Job) -> None:
    done = run(job, sarif_file="caslint.sarif")

    assert done.code == 1
    assert done.outputs["outcome"] == "findings"
    assert done.outputs["exit-code"] == "1"
    assert int(done.outputs["errors"]) > 5
    assert done.outputs["sarif-file"] == "caslint.sarif"
    results = json.loads((job.workspace / "caslint.sarif").read_bytes())["runs"][0]["results"]
    told = sum(int(done.outputs[name]) for name in ("errors", "warnings", "infos"))
    assert len(results) == told
    assert done.summary.startswith("## caslint: ")
    assert "error[CAS101]" in done.log
    assert set(commands(done.log)) == {"error", "warning", "notice"}


@with_bash
def test_annotations_and_summary_can_be_left_out(job: Job) -> None:
    done = run(job, annotations="false", summary="false")

    assert done.code == 1
    assert commands(done.log) == []
    assert done.summary == ""
    assert done.outputs["sarif-file"] == ""


@with_bash
def test_nothing_found(job: Job) -> None:
    text = "sites: [{name: R}]\nservers: [{name: M, site: R, version: 2010 SP3, roles: [UnifiedMessaging]}]\n"
    (job.workspace / "org.yaml").write_text(text, encoding="utf-8")
    done = run(job, fail_on="never")

    assert done.code == 0
    assert done.outputs["errors"] == "0"
    assert done.outputs["exit-code"] == "0"


@with_bash
def test_inputs_reach_the_command(job: Job) -> None:
    (job.workspace / "strict.yaml").write_text("select: [CAS101]\n", encoding="utf-8")
    (job.workspace / "a folder").mkdir()
    (job.workspace / "a folder" / "-odd name.yaml").write_bytes(SAMPLE.read_bytes())
    done = run(job, paths="a folder/-odd name.yaml\norg.yaml\n", config="strict.yaml", fail_on="never")

    assert (done.code, done.outputs["outcome"]) == (0, "findings")
    report = json.loads(next(job.temporary.glob("caslint-reports.*/report.json")).read_bytes())
    assert report["summary"]["files"] == 2
    assert {one["rule"] for one in report["findings"] if one["severity"] == "error"} >= {"CAS101"}


@with_bash
def test_a_baseline_that_is_not_there_is_an_error(job: Job) -> None:
    done = run(job, baseline="gone.json")

    assert done.code == 2
    assert done.outputs["outcome"] == "error"
    assert done.outputs["exit-code"] == "2"
    assert done.outputs["errors"] == ""
    assert "the baseline gone.json is not there" in done.log


@with_bash
def test_inputs_are_words_and_never_commands(job: Job) -> None:
    word = "$(touch owned) `touch owned` ; touch owned; \"; touch owned; '; touch owned; ' --help"
    for names in (("paths",), ("paths", "config", "fail_on", "baseline", "sarif_file", "summary")):
        run(job, **dict.fromkeys(names, word))

    assert not (job.workspace / "owned").exists()


@with_bash
def test_text_of_a_topology_does_nothing_in_the_log(job: Job) -> None:
    text = "sites:\n" + "".join(
        f"  - {{name: {json.dumps(name)}}}\n"
        for name in hostile.TEXTS.values()
        if name.isprintable() or "\n" in name
    )
    (job.workspace / "org.yaml").write_text(text + "servers: 1\n", encoding="utf-8")
    done = run(job)

    assert done.code == 1
    assert "owned" not in "".join(line for line in done.log.splitlines() if line.startswith("::set"))
    assert set(commands(done.log)) <= {"error", "warning", "notice"}


def steps(path: str) -> Iterator[dict[str, Any]]:
    loaded = document(path)
    if "runs" in loaded:
        yield from loaded["runs"]["steps"]
    for job in loaded.get("jobs", {}).values():
        yield from job["steps"]


@pytest.mark.parametrize("path", ["action.yml", *WORKFLOWS])
def test_scripts_hold_no_expression_and_actions_are_pinned(path: str) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        used = step.get("uses", "./")
        assert used.startswith("./") or PINNED.match(used), used
    text = (ROOT / path).read_text(encoding="utf-8")
    for line in text.splitlines():
        if "uses:" in line and "./" not in line:
            assert re.search(r"@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", WORKFLOWS)
def test_workflows_may_do_no_more_than_they_need(path: str) -> None:
    loaded = document(path)
    assert loaded["permissions"] in ({}, {"contents": "read"})
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_the_starter_does_what_the_action_does() -> None:
    used = [step.get("uses", "").split("@")[0] for step in steps(WORKFLOWS[1])]
    scripts = [step["run"] for step in steps(WORKFLOWS[1]) if "run" in step]

    assert "github/codeql-action/upload-sarif" in used
    assert any("caslint check --output sarif=caslint.sarif" in script for script in scripts)


def test_every_input_and_output_is_described() -> None:
    action = document("action.yml")

    assert set(action["inputs"]) == {
        "paths", "config", "fail-on", "baseline", "sarif-file", "annotations", "summary", "version",
    }  # fmt: skip
    for given in (*action["inputs"].values(), *action["outputs"].values()):
        assert given["description"]
