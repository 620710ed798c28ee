"""The hooks as pre-commit installs and runs them: tried from a repository, and refusing a commit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outside_tools import ROOT, installs_allowed, program, run

SITES = "sites: [{name: Redmond}, {name: Kyoto}]\n"
SERVERS = """\
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""
BROKEN = "  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}\n"
WHO = {
    "GIT_AUTHOR_NAME": "test", "GIT_AUTHOR_EMAIL": "test@example.com", "GIT_COMMITTER_NAME": "test",
    "GIT_COMMITTER_EMAIL": "test@example.com", "GIT_CONFIG_GLOBAL": os.devnull,
}  # fmt: skip

Git = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs, for all tests here."""
    program("git")
    program("pre-commit")
    installs_allowed()
    return tmp_path_factory.mktemp("home")


def git_in(folder: Path, home: Path) -> Git:
    def call(*words: str) -> tuple[int, str]:
        done = run(program("git"), *words, cwd=folder, PRE_COMMIT_HOME=str(home), **WHO)
        return done.returncode, done.stdout

    return call


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    """The project as a repository of its own, as it stands in the working tree."""
    folder = tmp_path_factory.mktemp("hooks")
    git = git_in(folder, home)
    listed = run(program("git"), "ls-files", "--cached", "--others", "--exclude-standard").stdout
    for name in listed.splitlines():
        if (ROOT / name).is_file() and not name.startswith(("tests/", "sample-topologies/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git("init", "--quiet")
    git("add", "--all")
    assert git("commit", "--quiet", "--message", "hooks")[0] == 0
    return folder


@pytest.fixture
def repository(tmp_path: Path, home: Path, hooks: Path) -> Path:
    """A repository with an organization in fragments, files that are none, and the hook, installed."""
    git = git_in(tmp_path, home)
    git("init", "--quiet")
    revision = git_in(hooks, home)("rev-parse", "HEAD")[1].strip()
    files = {
        "org.yaml": "organization: {name: Contoso}\ninclude: [parts/*.yaml]\n",
        "parts/sites.yaml": SITES,
        "parts/servers.yaml": SERVERS,
        "manifest.yaml": "kind: A\n---\nkind: B\n",
        "chart/template.yaml": "{{- if .Values.x }}\nkind: A\n{{- end }}\n",
        ".caslint.yaml": "select: [CAS101]\n",
        ".pre-commit-config.yaml": (
            f"repos:\n  - repo: {hooks.as_posix()}\n    rev: {revision}\n"
            "    hooks: [{id: caslint}, {id: caslint-all}]\n"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    git("add", "--all")
    assert (
        run(program("pre-commit"), "install", cwd=tmp_path, PRE_COMMIT_HOME=str(home), **WHO).returncode == 0
    )
    return tmp_path


def test_a_commit_that_breaks_the_organization_is_refused(repository: Path, home: Path) -> None:
    git = git_in(repository, home)
    servers = repository / "parts" / "servers.yaml"
    code, said = git("commit", "--message", "first")
    assert code == 0, said
    assert "caslint..." in said

    servers.write_text(SERVERS + BROKEN, encoding="utf-8")
    code, said = git("commit", "--all", "--message", "breaks Kyoto")
    assert code == 1, said
    assert "--> parts/sites.yaml:1:27" in said
    # Both hooks say the same of the same organization.
    assert said.count("error[CAS101]") == 2
    assert git("log", "--format=%s")[1] == "first\n"

    git("reset", "--quiet", "--hard", "HEAD")
    (repository / "manifest.yaml").write_text("kind: C\n---\nkind: D\n", encoding="utf-8")
    code, said = git("commit", "--all", "--message", "something else")
    assert code == 0, said

    # Nobody passes a file that is gone: only the hook that checks everything sees it.
    git("rm", "--quiet", "parts/sites.yaml")
    code, said = git("commit", "--message", "takes the sites away")
    assert code == 1, said
    assert "CAS005" in said


def test_the_hook_can_be_tried(repository: Path, home: Path, hooks: Path) -> None:
    (repository / "parts" / "servers.yaml").write_text(SERVERS + BROKEN, encoding="utf-8")
    words = ("try-repo", str(hooks), "caslint", "--all-files", "--verbose", "--color", "never")
    done = run(program("pre-commit"), *words, cwd=repository, PRE_COMMIT_HOME=str(home), **WHO)

    assert done.returncode == 1, done.stdout
    assert done.stdout.count("error[CAS101]") == 1
    assert "1 finding in 3 files (1 organization): 1 error" in done.stdout


def test_a_commit_that_takes_something_from_clients_is_held_up(
    repository: Path, home: Path, hooks: Path
) -> None:
    """The hook of the README that compares the last commit with what is to be committed."""
    git = git_in(repository, home)
    assert git("commit", "--no-verify", "--message", "first")[0] == 0
    revision = git_in(hooks, home)("rev-parse", "HEAD")[1].strip()
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.as_posix()}\n    rev: {revision}\n    hooks:\n"
        "      - id: caslint-all\n        alias: caslint-diff\n        name: review\n"
        "        entry: caslint diff --allow-empty git:HEAD\n",
        encoding="utf-8",
    )
    (repository / "parts" / "servers.yaml").write_text(
        SERVERS.replace("ClientAccess, ", ""), encoding="utf-8"
    )
    git("add", "--all")

    code, said = git("commit", "--message", "takes the only Client Access server away")
    assert code == 1, said
    assert "OWA clients of Redmond entering at EX01: served → no such entry" in said

    done = run(
        program("git"), "commit", "--message", "meant so", cwd=repository,
        PRE_COMMIT_HOME=str(home), SKIP="caslint-diff", **WHO,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
