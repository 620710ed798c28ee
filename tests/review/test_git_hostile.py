"""Revisions of repositories as they are met, and as they are made by those who mean harm, by way of the command."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from caslint.cli import main
from git_repository import Repo, needs_git

pytestmark = needs_git

Diff = Callable[..., tuple[int, str, str]]

BEFORE = """\
sites: [{name: Redmond}, {name: Kyoto}]
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: CAS03
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync: {windowsAuthEnabled: true}
"""
AFTER = BEFORE.replace("windowsAuthEnabled: true", "windowsAuthEnabled: false")
LOST = [("activesync", "CAS01", "Kyoto")]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with two versions, which is the working directory."""
    made = Repo(tmp_path / "repo")
    made.commit({"org.yaml": BEFORE})
    made.commit({"org.yaml": AFTER})
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def diff(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Runs `caslint diff`."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["diff", *words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


def lost(given: tuple[int, str, str]) -> list[tuple[str, str, str]]:
    code, out, err = given
    assert (code, err) == (1, ""), err
    return [(row["protocol"], row["entry"], row["mailboxSite"]) for row in json.loads(out)["routes"]["lost"]]


JSON = ("--select", "CAS301", "--format", "json")


def loose(repo: Repo, name: str) -> Path:
    return repo.folder / ".git" / "objects" / name[:2] / name[2:]


def test_packed_refs_and_packed_objects(repo: Repo, diff: Diff) -> None:
    repo.git("tag", "v1", "HEAD~1")
    repo.git("pack-refs", "--all", "--prune")
    repo.git("gc", "-q", "--prune=now")
    assert not (repo.folder / ".git" / "refs" / "tags" / "v1").exists()

    assert lost(diff("git:v1", "git:main", *JSON)) == LOST


def test_objects_that_are_borrowed(
    repo: Repo, diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrower = tmp_path / "borrower"
    repo.git("clone", "-q", "--shared", str(repo.folder), str(borrower))
    monkeypatch.chdir(borrower)
    assert (borrower / ".git" / "objects" / "info" / "alternates").exists()

    assert lost(diff("git:HEAD~1", *JSON)) == LOST

    repo.folder.rename(tmp_path / "gone")
    code, _, err = diff("git:HEAD~1", *JSON)
    assert code in {2, 3}
    assert err.count("\n") == 1


def test_another_working_tree_of_the_repository(
    repo: Repo, diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    repo.git("worktree", "add", "-q", "--detach", str(other), "HEAD~1")
    (other / "deep").mkdir()
    monkeypatch.chdir(other / "deep")

    assert lost(diff("git:HEAD:org.yaml", "git:main:org.yaml", *JSON)) == LOST
    assert lost(diff("git:HEAD:../org.yaml", "git:main:../org.yaml", *JSON)) == LOST


def test_a_submodule_is_a_repository_of_its_own(
    repo: Repo, diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = Repo(tmp_path / "outer")
    outer.commit({"readme.yaml": "x: 1\n"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.folder), "exchange")
    outer.commit()

    monkeypatch.chdir(outer.folder)
    assert diff("git:HEAD:exchange/org.yaml", "git:HEAD:exchange/org.yaml", *JSON)[0] == 3
    assert diff("git:HEAD", "git:HEAD", *JSON)[0] == 4  # what the outer one holds is no topology
    monkeypatch.chdir(outer.folder / "exchange")
    assert lost(diff("git:HEAD~1", *JSON)) == LOST


def test_a_bare_repository(repo: Repo, diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("clone", "-q", "--bare", str(repo.folder), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")

    assert lost(diff("git:HEAD~1:org.yaml", "git:HEAD:org.yaml", *JSON)) == LOST
    assert lost(diff("git:HEAD~1", "git:HEAD", *JSON)) == LOST


def test_a_repository_of_sha_256(diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Repo(tmp_path / "first")
    made.folder = tmp_path / "second"
    made.folder.mkdir()
    made.git("init", "-q", "-b", "main", "--object-format=sha256")
    first = made.commit({"deep/org.yaml": BEFORE})
    made.commit({"deep/org.yaml": AFTER})
    monkeypatch.chdir(made.folder)

    assert len(first) == 64
    assert lost(diff(f"git:{first}", *JSON)) == LOST


def test_a_shallow_clone(repo: Repo, diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("clone", "-q", "--depth=1", repo.folder.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")

    code, _, err = diff("git:HEAD~1", *JSON)

    assert code == 2
    assert "this clone is shallow, so fetch what is missing first" in err
    assert diff("git:HEAD", *JSON)[0] == 0


@pytest.mark.parametrize("damage", [b"", b"no zlib at all", zlib.compress(b"blob 9\0short"), None])
@pytest.mark.parametrize("whose", ["HEAD~1:org.yaml", "HEAD~1^{tree}", "HEAD~1"])
def test_objects_that_are_broken_or_gone(repo: Repo, diff: Diff, whose: str, damage: bytes | None) -> None:
    path = loose(repo, repo.git("rev-parse", whose))
    path.chmod(0o644)
    path.unlink() if damage is None else path.write_bytes(damage)

    code, out, err = diff("git:HEAD~1", *JSON)

    assert code in {2, 3}, (code, out)
    assert out == "" or json.loads(out)["unreadable"]
    assert err.count("\n") <= 1


def test_a_name_in_a_tree_is_no_line(repo: Repo, diff: Diff) -> None:
    blob = repo.git("hash-object", "-w", "--stdin", data=BEFORE.encode())
    body = b"".join(
        b"100644 " + name + b"\0" + bytes.fromhex(blob)
        for name in (b"a\n::error::b.yaml", b"evil\x1b[31m.yaml")
    )
    tree = repo.git("hash-object", "-w", "--literally", "-t", "tree", "--stdin", data=body)

    code, out, err = diff(f"git:{tree}", "git:HEAD", "--select", "CAS3")

    assert code in {0, 1}
    assert "\x1b" not in out + err
    assert not [line for line in (out + err).splitlines() if line.startswith("::")]
    code, out, err = diff("git:HEAD:no\n::error::such.yaml", "git:HEAD")
    assert code == 3
    assert not [line for line in (out + err).splitlines() if line.startswith("::")]


def test_a_link_in_a_revision_leads_to_the_revision_only(repo: Repo, diff: Diff) -> None:
    for name, target in (("link.yaml", b"org.yaml"), ("etc", b"/etc"), ("loop", b"loop")):
        made = repo.git("hash-object", "-w", "--stdin", data=target)
        repo.git("update-index", "--add", "--cacheinfo", f"120000,{made},{name}")
    repo.git("commit", "-q", "-m", "Links")

    assert diff("git:HEAD:link.yaml", "git:HEAD:org.yaml", *JSON)[0] == 0
    for path in ("etc", "etc/passwd", "loop", "loop/x.yaml"):
        code, out, _ = diff(f"git:HEAD:{path}", "git:HEAD", "--format", "json")
        assert code == 3, path
        assert "root:" not in out
    assert lost(diff("git:HEAD~2", "git:HEAD", *JSON)) == LOST


@pytest.mark.skipif(os.name == "nt", reason="no file of a reference can have these names there")
@pytest.mark.parametrize(
    "name", ["a;touch${IFS}ran", "$(touch,ran)", "`touch,ran`", "größe", "a'b", 'a"b', "a|b", "a&b"]
)
def test_what_a_branch_is_called_runs_nothing(repo: Repo, diff: Diff, name: str) -> None:
    repo.git("branch", name, "HEAD~1")

    assert lost(diff(f"git:{name}", *JSON)) == LOST
    assert sorted(path.name for path in repo.folder.iterdir()) == [".git", "org.yaml"]


@pytest.mark.parametrize(
    "word",
    [
        "git:-h",
        "git:--git-dir=/tmp",
        "git:main...-n",
        "git:--upload-pack=touch ran",
        "git:HEAD\nHEAD",
        "git:HEAD\0",
        "git:HEAD..HEAD~1",
        "git:" + "a" * 100_000,
        "git:HEAD:" + "a/" * 5_000 + "x.yaml",
        "git:HEAD:../../../../etc/passwd",
        "git:HEAD:/etc/passwd",
        "git:refs/heads/main^{blob}",
        "git::org.yaml",
        "git:HEAD@{99}",
        "git:HEAD^{/no such message}",
    ],
)
def test_words_that_name_nothing(repo: Repo, diff: Diff, word: str) -> None:
    code, out, err = diff(word, "git:HEAD")

    assert code in {2, 3}
    assert len(err) < 2_000
    assert "root:" not in out
    assert not (repo.folder / "ran").exists()


def test_a_tag_of_a_file_is_no_revision(repo: Repo, diff: Diff) -> None:
    repo.git("tag", "file", "HEAD:org.yaml")

    code, _, err = diff("git:file", "git:HEAD")

    assert code == 2
    assert "there is no revision file here" in err


@pytest.mark.usefixtures("repo")
def test_a_repository_of_somebody_else(diff: Diff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    code, _, err = diff("git:HEAD~1")

    assert code == 2
    assert "dubious ownership" in err
    assert err.count("\n") == 1


def test_a_file_and_a_folder_that_are_too_large(
    repo: Repo, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"huge.yaml": "#" * 9_000, "small.yaml": "x: 1\n"})
    monkeypatch.setattr("caslint.files.git_objects.MAX_BYTES", 5_000)

    code, out, _ = diff("git:HEAD:small.yaml", "git:HEAD:huge.yaml", "--format", "json")
    assert code == 3
    assert "9,00" in out
    assert "at most" in out

    repo.commit({f"many/{number:03}.yaml": "x: 1\n" for number in range(200)})
    code, _, err = diff("git:HEAD:many", "git:HEAD:many")
    assert code == 3
    assert "too large" in err
