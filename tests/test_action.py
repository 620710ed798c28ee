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
from git_repository import Repo, needs_git
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


@pytest.fixture
def change(job: Job) -> Job:
    """A checkout of a change that takes Windows authentication from EWS in Porto."""
    (job.workspace / ".git").rmdir()
    repo = Repo(job.workspace)
    text = SAMPLE.read_text(encoding="utf-8")
    repo.commit({"org.yaml": text})
    repo.commit(
        {
            "org.yaml": text.replace(
                "ews: {windowsAuthentication: true}", "ews: {windowsAuthentication: false}"
            )
        }
    )
    return job


@with_bash
@needs_git
def test_with_a_base_the_summary_begins_with_the_change(change: Job) -> None:
    done = run(change, base="HEAD^1", fail_on="never", sarif_file="caslint.sarif")

    assert done.code == 0
    assert done.summary.startswith("### caslint: HEAD^1 → the working tree\n")
    assert "#### 3 routes lost" in done.summary
    assert "## caslint: " in done.summary
    assert done.summary.index("routes lost") < done.summary.index("## caslint: ", 5)
    assert {
        name: done.outputs[name] for name in done.outputs if "-routes" in name or "-findings" in name
    } == {
        "new-findings": "1",
        "fixed-findings": "0",
        "lost-routes": "3",
        "changed-routes": "0",
        "gained-routes": "0",
    }
    assert done.outputs["sarif-file"] == "caslint.sarif"


@with_bash
@needs_git
def test_with_a_base_annotations_are_about_the_change(change: Job) -> None:
    done = run(change, base="HEAD^1")
    lines = [line for line in done.log.splitlines() if line.startswith("::")]

    assert done.code == 1
    assert [line.partition("title=")[2].partition(",")[0] for line in lines] == [
        "3 client routes lost",
        "CAS301 proxy-target-no-windows-auth",
    ]


@with_bash
@needs_git
def test_lost_routes_fail_the_step_where_the_check_does_not(change: Job) -> None:
    (change.workspace / ".caslint.yaml").write_text("select: [CAS706]\n", encoding="utf-8")
    done = run(change, base="HEAD^1")

    assert (done.code, done.outputs["exit-code"]) == (1, "1")
    assert done.outputs["new-findings"] == "0"


@with_bash
@needs_git
def test_every_path_is_compared_with_itself(change: Job) -> None:
    (change.workspace / "a folder").mkdir()
    (change.workspace / "a folder" / "-odd name.yaml").write_bytes(SAMPLE.read_bytes())
    done = run(change, base="HEAD^1", paths="a folder/-odd name.yaml\n\norg.yaml", summary="false")

    assert done.outputs["lost-routes"] == "3"
    assert done.summary == ""
    assert "a folder/-odd name.yaml at HEAD^1" in done.log


@with_bash
@needs_git
def test_paths_may_end_in_a_carriage_return_and_begin_at_the_workspace(change: Job) -> None:
    for paths in ("org.yaml\r\n", str(change.workspace / "org.yaml")):
        done = run(change, base="HEAD^1", paths=paths, annotations="false")

        assert (done.code, done.outputs["lost-routes"], done.outputs["gained-routes"]) == (1, "3", "0"), paths


@with_bash
@needs_git
def test_counts_of_several_paths_are_added_up(change: Job) -> None:
    done = run(change, base="HEAD^1", paths="org.yaml\norg.yaml", summary="false")

    assert done.outputs["lost-routes"] == "6"
    assert done.outputs["new-findings"] == "2"


@with_bash
@needs_git
def test_no_program_of_the_checkout_is_run(change: Job) -> None:
    for name in ("json", "glob", "sys", "venv", "argparse", "caslint", "sitecustomize", "usercustomize"):
        (change.workspace / f"{name}.py").write_text("open('owned', 'w')\n", encoding="utf-8")
    done = run(change, base="HEAD^1")

    assert done.outputs["lost-routes"] == "3"
    assert not (change.workspace / "owned").exists()


@with_bash
@needs_git
def test_a_base_that_is_not_there_fails_and_says_so(change: Job) -> None:
    done = run(change, base="nowhere")

    assert done.code == 2
    assert "there is no revision nowhere here" in done.log
    assert done.outputs["outcome"] == "error"
    assert int(done.outputs["errors"]) > 5, "the check was made all the same"
    assert done.outputs["lost-routes"] == ""


@with_bash
@needs_git
def test_a_base_is_a_word_and_never_a_command(change: Job) -> None:
    for word in (
        "$(touch owned)",
        "`touch owned`",
        "--output=owned",
        '"; touch owned; "',
        "HEAD^1\ntouch owned",
    ):
        assert run(change, base=word).code == 2

    assert not (change.workspace / "owned").exists()


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
        "paths", "config", "fail-on", "baseline", "base", "sarif-file", "annotations", "summary", "version",
    }  # fmt: skip
    for given in (*action["inputs"].values(), *action["outputs"].values()):
        assert given["description"]
