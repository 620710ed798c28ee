"""A job of GitHub Actions, as far as the shell steps of our own action need one."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


class Done(NamedTuple):
    """What a run of the action leaves behind."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def document(path: str) -> Any:  # noqa: ANN401  whatever YAML holds
    """A YAML file of the project."""
    loader: Any = YAML(typ="safe", pure=True)
    return loader.load(ROOT / path)


class Job:
    """Runs the steps of a composite action in a folder, with the files that the runner gives a step."""

    def __init__(self, workspace: Path, temporary: Path, action: str = "action.yml") -> None:
        self.workspace = workspace
        self.temporary = temporary
        self.action = document(action)
        self.values: dict[str, str] = {"github.action_path": str(ROOT)}

    def run(self, inputs: Mapping[str, str], skip: Mapping[str, Mapping[str, str]] | None = None) -> Done:
        """Run the action; steps in `skip`, by their ids, are not run and have these outputs."""
        defaults = {name: str(given.get("default", "")) for name, given in self.action["inputs"].items()}
        assert set(inputs) <= set(defaults), "an input that the action does not declare"
        self.values |= {f"inputs.{name}": value for name, value in (defaults | dict(inputs)).items()}
        code, log = 0, ""
        for step in self.action["runs"]["steps"]:
            outputs = (skip or {}).get(step["id"])
            if not self._wanted(step):
                outputs = {}
            elif outputs is None:
                code, text, outputs = self._step(step)
                log += text
            self.values |= {f"steps.{step['id']}.outputs.{name}": value for name, value in outputs.items()}
            if code:
                break
        told = {name: self._filled(given["value"]) for name, given in self.action["outputs"].items()}
        summary = self.temporary / "summary"
        return Done(code, log, told, summary.read_text(encoding="utf-8") if summary.exists() else "")

    def _wanted(self, step: Mapping[str, Any]) -> bool:
        """Whether the runner would run a step; the only condition that our action knows is an input."""
        if "if" not in step:
            return True
        asked = re.fullmatch(r"(inputs\.[\w-]+) != ''", step["if"])
        assert asked, step["if"]
        return self.values[asked[1]] != ""

    def _step(self, step: Mapping[str, Any]) -> tuple[int, str, dict[str, str]]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an expression in a script is an injection"
        output = self.temporary / f"output-{step['id']}"
        script = self.temporary / f"{step['id']}.sh"
        output.touch()
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        environ = {name: self._filled(str(value)) for name, value in step.get("env", {}).items()}
        runner = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],  # noqa: S607  the user's bash
            cwd=self.workspace,
            env=clean | runner | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout.decode(), _outputs(output.read_text(encoding="utf-8"))

    def _filled(self, text: str) -> str:
        """The text with the expressions' values; one that has none is empty, as the runner has it."""
        return _EXPRESSION.sub(lambda found: self.values.get(found[1], ""), text)


def _outputs(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())
