"""Revisions are read from a repository's objects, whatever the repository's settings and files are like."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from caslint.configuration.file import Configs
from caslint.decode import Unreadable
from caslint.discovery.in_git import find_in
from caslint.files.disk import shown_path
from caslint.files.git import GitFiles
from caslint.files.git_objects import (
    ENVIRONMENT,
    GitError,
    MissingObjectError,
    Repository,
    UnknownRevisionError,
)
from caslint.files.include_walk import IncludeFault
from git_repository import Repo, needs_git

pytestmark = needs_git

ORG = "organization: {name: Contoso}\ninclude: [sites/*.yaml]\n"
SITES = "sites: []\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository, which is the working directory."""
    made = Repo(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    return made


opened: list[Repository] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while opened:
        opened.pop().close()


def files_at(revision: str, folder: Path) -> GitFiles:
    repository = Repository(str(folder))
    opened.append(repository)
    return GitFiles(repository, repository.tree(revision), str(folder), os.getcwd())


def text_of(files: GitFiles, name: str) -> str:
    source = files.read(os.path.join(files.top, name))
    return f"cannot be read: {source.reason}" if isinstance(source, Unreadable) else source.text


def test_a_file_of_a_revision_is_read_without_a_checkout(repo: Repo) -> None:
    repo.commit({"org.yaml": "old\n", "sites/kyoto.yaml": "k\n"})
    repo.commit({"org.yaml": "new\n"})
    (repo.folder / "org.yaml").unlink()

    assert text_of(files_at("HEAD", repo.folder), "org.yaml") == "new\n"
    assert text_of(files_at("HEAD~1", repo.folder), "org.yaml") == "old\n"
    assert text_of(files_at("main", repo.folder), "sites/kyoto.yaml") == "k\n"
    assert text_of(files_at("HEAD", repo.folder), "sites") == "cannot be read: this is a folder, not a file"
    assert text_of(files_at("HEAD", repo.folder), "nope") == (
        "cannot be read: there is no such file in this revision"
    )
    assert text_of(files_at("HEAD", repo.folder), "../org.yaml").startswith("cannot be read")


def test_a_merge_base(repo: Repo) -> None:
    base = repo.commit({"org.yaml": "base\n"})
    repo.git("checkout", "-q", "-b", "feature")
    repo.commit({"org.yaml": "feature\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"org.yaml": "main\n"})
    repo.git("checkout", "-q", "feature")

    assert text_of(files_at("main...", repo.folder), "org.yaml") == "base\n"
    assert text_of(files_at("main...feature", repo.folder), "org.yaml") == "base\n"
    assert text_of(files_at("...main", repo.folder), "org.yaml") == "base\n"
    assert text_of(files_at(base[:10], repo.folder), "org.yaml") == "base\n"


def test_a_tree_and_a_tag_are_revisions(repo: Repo) -> None:
    repo.commit({"org.yaml": "tagged\n"})
    repo.git("tag", "-a", "-m", "A tag", "v1")

    assert text_of(files_at("v1", repo.folder), "org.yaml") == "tagged\n"
    assert text_of(files_at(repo.git("rev-parse", "HEAD^{tree}"), repo.folder), "org.yaml") == "tagged\n"


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("mian", "there is no revision mian here; the nearest is main"),
        ("--help", "none begins with -"),
        ("-n", "none begins with -"),
        ("main...--all", "none begins with -"),
        ("main\nHEAD", "a revision is one line"),
        ("main\0", "a revision is one line"),
        ("m" * 5000, "at most 1000 characters"),
        ("^HEAD", "there is no revision ^HEAD here"),
        ("HEAD~1..HEAD", "name its ends as git:HEAD~1 git:HEAD"),
        ("", "there is no revision"),
        ("HEAD~99", "there is no revision HEAD~99 here"),
    ],
)
def test_what_is_no_revision(repo: Repo, revision: str, said: str) -> None:
    repo.commit({"org.yaml": "x\n"})
    repo.commit()

    with pytest.raises(UnknownRevisionError) as caught:
        Repository(str(repo.folder)).tree(revision)
    assert said in str(caught.value)


def test_histories_without_a_common_commit(repo: Repo) -> None:
    repo.commit({"org.yaml": "x\n"})
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit({"org.yaml": "y\n"})

    with pytest.raises(UnknownRevisionError, match="main and HEAD have no common history here"):
        Repository(str(repo.folder)).tree("main...")


def test_a_shallow_clone_says_what_to_fetch(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"org.yaml": "x\n"})
    repo.commit({"org.yaml": "y\n"})
    repo.git("clone", "-q", "--depth=1", repo.folder.as_uri(), str(tmp_path / "shallow"))

    with pytest.raises(UnknownRevisionError, match="this clone is shallow"):
        Repository(str(tmp_path / "shallow")).tree("HEAD~1")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(GitError, match="cannot read a repository here"):
        Repository(str(tmp_path))


def test_git_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}bin")

    with pytest.raises(GitError, match="git is not installed, or not in PATH"):
        Repository(str(tmp_path))
    assert not (tmp_path / "ran").exists()


def expanded(files: GitFiles, pattern: str) -> list[str] | str:
    found = files.expand("org.yaml", pattern)
    return f"{found.kind}: {found.reason}" if isinstance(found, IncludeFault) else found


def test_includes_are_expanded_in_the_tree(repo: Repo) -> None:
    names = ("org.yaml", "sites/b.yaml", "sites/a.yaml", "sites/deep/c.yaml", ".hidden/d.yaml", "x/notes.txt")
    repo.commit(dict.fromkeys(names, "sites: []\n"))
    files = files_at("HEAD", repo.folder)

    assert expanded(files, "sites/*.yaml") == ["sites/a.yaml", "sites/b.yaml"]
    assert expanded(files, "**/*.yaml") == ["sites/a.yaml", "sites/b.yaml", "sites/deep/c.yaml"]
    assert expanded(files, "sites/../sites/a.yaml") == ["sites/a.yaml"]
    assert expanded(files, "x/**") == ["x/notes.txt"]
    assert expanded(files, "sites/a.yml") == (
        "missing: sites/a.yml does not exist; the nearest is sites/a.yaml"
    )
    assert expanded(files, "sites") == "folder: sites is a folder; write sites/*.yaml for the files in it"
    assert expanded(files, "*.txt") == "nothing: *.txt matches no file"
    assert str(expanded(files, "../x.yaml")).startswith("outside: ")
    assert str(expanded(files, "/etc/passwd")).startswith("outside: ")


def test_the_root_file_is_no_part_of_its_own_wildcard_only_in_its_own_folder(repo: Repo) -> None:
    repo.commit(dict.fromkeys(("org.yaml", "sub/org.yaml", "other.yaml"), "sites: []\n"))
    files = files_at("HEAD", repo.folder)

    assert expanded(files, "**/*.yaml") == ["other.yaml", "sub/org.yaml"]


def test_links_of_a_revision_lead_out_of_nothing(repo: Repo) -> None:
    repo.commit({"org.yaml": ORG, "sites/a.yaml": SITES})
    target = repo.git("hash-object", "-w", "--stdin", data=b"/etc/passwd")
    repo.git("update-index", "--add", "--cacheinfo", f"120000,{target},sites/evil.yaml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.git('rev-parse', 'HEAD')},sites/module")
    repo.git("commit", "-q", "-m", "A link")
    files = files_at("HEAD", repo.folder)

    leaves = "outside: sites/evil.yaml is a link that leaves the folder of org.yaml"
    assert expanded(files, "sites/*.yaml") == leaves
    assert expanded(files, "sites/evil.yaml") == leaves
    assert "leads to nothing" in text_of(files, "sites/evil.yaml")
    assert expanded(files, "sites/module/x.yaml") == "missing: sites/module/x.yaml does not exist"
    assert "submodule" in text_of(files, "sites/module")


def test_a_tree_made_by_hand_leads_nowhere(repo: Repo) -> None:
    """Trees may hold names that no working tree can hold; git refuses them only when it checks them out."""
    blob = repo.git("hash-object", "-w", "--stdin", data=b"sites: []\n")
    body = b"".join(
        b"100644 " + name + b"\0" + bytes.fromhex(blob)
        for name in (b"..", b"a/b.yaml", b"line\nend.yaml", b"odd\xff.yaml", b"sound.yaml")
    )
    tree = repo.git("hash-object", "-w", "--literally", "-t", "tree", "--stdin", data=body)
    files = files_at(tree, repo.folder)

    assert expanded(files, "*.yaml") == ["line\nend.yaml", "odd\udcff.yaml", "sound.yaml"]
    assert text_of(files, "odd\udcff.yaml") == "sites: []\n"
    broken = repo.git("hash-object", "-w", "--literally", "-t", "tree", "--stdin", data=b"100644 cut")
    with pytest.raises(MissingObjectError, match="broken"):
        files_at(broken, repo.folder).holds(str(repo.folder / "x"))


def evil_settings(repo: Repo) -> Path:
    """Settings that run a program wherever git lets them; gives the file that it would make."""
    mark = repo.folder / "ran"
    script = repo.folder.parent / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "pager.cat-file",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "core.editor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "filter.evil.process",
        "credential.helper",
        "gpg.program",
    ):
        repo.git("config", key, str(script))
    for alias in ("cat-file", "rev-parse", "merge-base", "for-each-ref"):
        repo.git("config", f"alias.{alias}", f"!{script}")
    repo.git("config", "protocol.ext.allow", "always")
    repo.git("config", "protocol.allow", "always")
    repo.git("config", "remote.origin.url", f"ext::{script}")
    repo.git("config", "remote.origin.promisor", "true")
    repo.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "core.repositoryFormatVersion", "1")
    repo.git("config", "core.hooksPath", str(script.parent))
    repo.git("config", "core.worktree", "/")
    repo.write({".gitattributes": "*.yaml diff=evil filter=evil\n"})
    return mark


def missing_object(repo: Repo) -> Path:
    """A commit whose file is not there, in a clone that would fetch it; gives the file that the trap makes."""
    repo.commit({"org.yaml": "one\n"})
    repo.commit({"org.yaml": "two\n"})
    gone = repo.git("rev-parse", "HEAD:org.yaml")
    mark = evil_settings(repo)
    (repo.folder / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
    return mark


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
@pytest.mark.parametrize("unheard", ["", "GIT_NO_LAZY_FETCH", "GIT_ALLOW_PROTOCOL"])
def test_settings_of_the_repository_run_nothing(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, unheard: str
) -> None:
    monkeypatch.delitem(ENVIRONMENT, unheard, raising=False)
    mark = missing_object(repo)

    assert text_of(files_at("HEAD~1...", repo.folder), "org.yaml") == "one\n"
    assert "is not in this clone" in text_of(files_at("HEAD", repo.folder), "org.yaml")
    with pytest.raises(UnknownRevisionError):
        Repository(str(repo.folder)).tree("origin/nope")
    assert not mark.exists()


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_the_trap_of_the_test_above_works(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caslint.files.git_objects.ENVIRONMENT", {})
    mark = missing_object(repo)

    text_of(files_at("HEAD", repo.folder), "org.yaml")

    assert mark.exists()


def test_an_object_that_is_too_large_is_not_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"org.yaml": "x" * 5000, "small.yaml": "small\n"})
    monkeypatch.setattr("caslint.files.git_objects.MAX_BYTES", 1000)
    files = files_at("HEAD", repo.folder)

    assert "5,000 bytes" in text_of(files, "org.yaml")
    assert text_of(files, "small.yaml") == "small\n"


def roots(folder: Path, path: str = ".") -> list[str]:
    cwd = os.getcwd()
    files = files_at("HEAD", folder)
    configs = Configs(lambda each: shown_path(each, cwd), None, files)
    found = find_in(files, os.path.abspath(path), configs)
    assert not found.missing
    return list(found.roots)


def test_the_roots_of_a_revision(repo: Repo) -> None:
    repo.commit(
        {
            "org.yaml": ORG,
            "sites/kyoto.yaml": SITES,
            "other/two.yml": SITES,
            "notes.yaml": "nothing: here\n",
            ".hidden/x.yaml": SITES,
            "build/x.yaml": SITES,
            "old/x.yaml": SITES,
            ".gitignore": "build/\n",
            ".caslint.yaml": "exclude: [old]\n",
        }
    )

    assert roots(repo.folder) == ["org.yaml", os.path.join("other", "two.yml")]
    assert roots(repo.folder, "sites/kyoto.yaml") == ["org.yaml"]
    assert roots(repo.folder, "sites") == ["org.yaml"]


def test_the_settings_of_the_revision_count_in_it(repo: Repo) -> None:
    repo.commit({"org.yaml": SITES, "old/x.yaml": SITES, ".caslint.yaml": "exclude: [old]\n"})
    (repo.folder / ".caslint.yaml").unlink()

    assert roots(repo.folder) == ["org.yaml"]


def test_a_bare_repository(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"org.yaml": SITES})
    bare = tmp_path / "bare.git"
    repo.git("clone", "-q", "--bare", str(repo.folder), str(bare))
    monkeypatch.chdir(bare)

    assert roots(bare, "org.yaml") == ["org.yaml"]


def test_a_repository_with_long_object_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "first")
    folder = tmp_path / "sha256"
    folder.mkdir()
    monkeypatch.chdir(folder)
    repo.folder = folder
    repo.git("init", "-q", "--object-format=sha256")
    repo.commit({"org.yaml": ORG, "sites/a.yaml": SITES})

    assert roots(folder) == ["org.yaml"]
