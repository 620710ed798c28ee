"""Programs that are no part of caslint: a test that lacks one is skipped, and says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def program(name: str) -> str:
    """The path of a program."""
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def installs_allowed() -> None:
    """Skip a test that installs caslint with pip, where nobody said that the package index is at hand."""
    if not os.environ.get("CASLINT_MAY_INSTALL"):
        pytest.skip("CASLINT_MAY_INSTALL=1 allows to install from the package index")


def node_package(name: str) -> Path:
    """The folder of an npm package: below CASLINT_NODE_MODULES, or below node_modules at the project's root."""
    modules = Path(os.environ.get("CASLINT_NODE_MODULES") or ROOT / "node_modules")
    if not (modules / name).is_dir():
        pytest.skip(f"the npm package {name} is not installed (CASLINT_NODE_MODULES names the folder)")
    return modules / name


def run(*words: str, cwd: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        words,
        cwd=cwd,
        env=os.environ | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=180,
        check=False,
    )


def node(script: str, *words: str, cwd: Path) -> str:
    """What a script for Node prints; the script stands beside the tests."""
    modules = os.environ.get("CASLINT_NODE_MODULES") or str(ROOT / "node_modules")
    done = run(
        program("node"),
        str(ROOT / "tests" / "ecosystem" / script),
        *words,
        cwd=cwd,
        CASLINT_NODE_MODULES=modules,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
