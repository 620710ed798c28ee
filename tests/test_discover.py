"""From paths to the roots of organizations, each once, however the list of paths was cut."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from caslint.configuration.config import ConfigError
from caslint.configuration.file import Configs
from caslint.discovery.discover import Discovered, find
from caslint.discovery.inclusion import Inclusions, included
from caslint.files.disk import Disk, shown_path
from caslint.text import Source

ORG = "organization: {name: Contoso}\nsites: []\n"
FRAGMENT = "servers: []\n"
GIT = shutil.which("git")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, which is the working directory."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plant(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def link(path: Path, target: Path | str) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("links cannot be made here")


def discovered(*paths: str, overlay: dict[str, bytes] | None = None) -> Discovered:
    cwd = os.getcwd()
    return find(paths, Disk(cwd, overlay), Configs(lambda path: shown_path(path, cwd)))


def roots(*paths: str) -> list[str]:
    found = discovered(*paths)
    assert not found.missing
    return [root.replace(os.sep, "/") for root in found.roots]


ORGANIZATION = {
    "org.yaml": ORG + "include: [sites/*.yaml, servers/all.yml]\n",
    "sites/kyoto.yaml": FRAGMENT,
    "sites/basel.yaml": FRAGMENT,
    "servers/all.yml": FRAGMENT,
}


def test_a_folder_stands_for_every_root_below(folder: Path) -> None:
    plant(folder, ORGANIZATION)
    plant(folder, {"lab/lab.yml": ORG, "lab/notes.yaml": "words: 1\n", "lab/servers.txt": ORG, "x.YAML": ORG})

    assert roots() == ["lab/lab.yml", "org.yaml", "x.YAML"]
    assert roots(".") == roots()
    assert roots("lab") == ["lab/lab.yml"]
    assert discovered("lab").passed_over == ("lab/notes.yaml",)


def test_the_same_organization_is_found_however_the_list_is_cut(folder: Path) -> None:
    plant(folder, ORGANIZATION)
    names = list(ORGANIZATION)

    for size in range(1, len(names) + 1):
        for cut in combinations(names, size):
            assert roots(*cut) == ["org.yaml"], cut
    assert roots("sites") == ["org.yaml"]
    assert roots("sites/kyoto.yaml", ".", "sites") == ["org.yaml"]


def test_paths_are_given_from_the_working_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(folder, ORGANIZATION)
    monkeypatch.chdir(folder / "sites")

    assert roots("kyoto.yaml") == ["../org.yaml"]
    assert roots(str(folder / "sites" / "kyoto.yaml"), "../org.yaml", "../sites/../org.yaml") == [
        "../org.yaml"
    ]


def test_the_root_may_stand_anywhere_up_to_the_repository(folder: Path) -> None:
    plant(folder, {"deep/er/still/a.yaml": FRAGMENT, "b.yaml": "include: [deep/**/*.yaml]\n"})

    assert roots("deep/er/still/a.yaml") == ["b.yaml"]


def test_the_search_does_not_leave_the_repository(folder: Path) -> None:
    plant(folder, {"inner/a.yaml": FRAGMENT, "b.yaml": "include: [inner/*.yaml]\n"})
    plant(folder, {"inner/.git": "gitdir: elsewhere\n"})

    assert roots("inner/a.yaml") == ["inner/a.yaml"]


def test_without_a_repository_the_search_stays_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plant(
        tmp_path,
        {"a.yaml": ORG + "include: [b.yaml, sub/c.yaml]\n", "b.yaml": FRAGMENT, "sub/c.yaml": FRAGMENT},
    )

    assert roots("b.yaml") == ["a.yaml"]
    assert roots("sub/c.yaml") == ["sub/c.yaml"]
    assert roots("sub/c.yaml", "a.yaml") == ["a.yaml"]
    assert roots(".") == ["a.yaml"]


def test_a_fragment_without_a_root_is_its_own(folder: Path) -> None:
    plant(folder, {"sites/kyoto.yaml": FRAGMENT, "org.yaml": ORG})

    assert roots("sites/kyoto.yaml") == ["sites/kyoto.yaml"]


def test_a_fragment_of_two_roots_belongs_to_both(folder: Path) -> None:
    plant(folder, {"a.yaml": "include: [c.yaml]\n", "b.yaml": "include: ['c.*']\n", "c.yaml": FRAGMENT})

    assert roots("c.yaml") == ["a.yaml", "b.yaml"]


def test_a_circle_is_represented_by_its_first_file(folder: Path) -> None:
    plant(
        folder,
        {
            "a-fragment.yaml": FRAGMENT,
            "b.yaml": "include: [c.yaml, a-fragment.yaml]\n",
            "c.yaml": "include: [b.yaml]\n",
            "self.yaml": ORG + "include: [self.yaml]\n",
            "glob.yaml": "include: ['glob*']\n",
        },
    )

    for path in ("a-fragment.yaml", "b.yaml", "c.yaml"):
        assert roots(path) == ["b.yaml"]
    assert roots("self.yaml") == ["self.yaml"]
    assert roots("glob.yaml") == ["glob.yaml"]
    assert roots() == ["b.yaml", "glob.yaml", "self.yaml"]


def test_a_root_above_a_circle_stands_for_it(folder: Path) -> None:
    plant(
        folder,
        {"a.yaml": "include: [b.yaml]\n", "b.yaml": "include: [c.yaml]\n", "c.yaml": "include: [b.yaml]\n"},
    )

    for path in ("a.yaml", "b.yaml", "c.yaml", "."):
        assert roots(path) == ["a.yaml"]


def test_a_pattern_that_covers_its_own_file_makes_no_circle(folder: Path) -> None:
    plant(folder, {"b.yaml": "include: ['*.yaml']\n", "a.yaml": "include: [x.yaml]\n", "x.yaml": FRAGMENT})

    for path in ("a.yaml", "b.yaml", "x.yaml", "."):
        assert roots(path) == ["b.yaml"]


def test_a_faulty_include_hides_nothing(folder: Path) -> None:
    plant(folder, {"a.yaml": "include: [../out.yaml, gone.yaml, '*.yml', b.yaml]\n", "b.yaml": FRAGMENT})

    assert roots("b.yaml") == ["a.yaml"]


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("include: [a, b]\nsites: []\n", ["a", "b"]),
        ("sites: []\ninclude:\n- a\n# words\n- b\nservers:\n  - c\n", ["a", "b"]),
        ("sites: []\r\ninclude:\r\n  - a\r\n\r\n  - b\r\n", ["a", "b"]),
        ("sites: []\rinclude:\r  - a\r", ["a"]),
        ("include: [\n  a,\n  b\n]\nsites: []\n", ["a", "b"]),
        ("x: &x [a]\ninclude: *x\n", ["a"]),
        ("{sites: [], include: [a]}\n", ["a"]),
        ('{"include": ["a"]}\n', ["a"]),
        ("'include': [a]\n", ["a"]),
        ("--- \n  include: [a]\n", ["a"]),
        ("include: a\n", []),
        ("include:\n", []),
        ("include: [{local: a}]\n", []),
        ("sites: [{include: [a]}]\n", []),
        ("words: to include: [a\n", []),
        ("includes: [a]\n", []),
    ],
)
def test_includes_are_read_without_the_rest(text: str, patterns: list[str]) -> None:
    assert included(Source("x", text)) == patterns


def test_only_the_include_of_a_large_file_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse: Callable[[str], object] = __import__("caslint.discovery.inclusion", fromlist=["parse"]).parse

    def parsing(text: str) -> object:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr("caslint.discovery.inclusion.parse", parsing)
    servers = "servers:\n" + "  - name: includes\n" * 1000

    assert included(Source("x", ORG + "include:\n  - a\n" + servers)) == ["a"]
    assert included(Source("x", ORG + servers)) == []
    assert parsed == ["include:\n  - a\n"]


IGNORING = {
    ".gitignore": "build/\n*.draft.yaml\n!keep.draft.yaml\n/top.yaml\n",
    "sub/.gitignore": "!other.draft.yaml\nlocal.yaml\n",
    ".git/info/exclude": "excluded.yaml\nother.draft.yaml\n",
    "build/a.yaml": ORG,
    "sub/build/b.yaml": ORG,
    "x.draft.yaml": ORG,
    "keep.draft.yaml": ORG,
    "sub/other.draft.yaml": ORG,
    "other.draft.yaml": ORG,
    "sub/local.yaml": ORG,
    "local.yaml": ORG,
    "excluded.yaml": ORG,
    "top.yaml": ORG,
    "sub/top.yaml": ORG,
}


def test_what_git_ignores_is_passed_over_in_folders(folder: Path) -> None:
    plant(folder, IGNORING)

    assert roots() == ["keep.draft.yaml", "local.yaml", "sub/other.draft.yaml", "sub/top.yaml"]
    assert roots("sub") == ["sub/other.draft.yaml", "sub/top.yaml"]


def test_a_file_that_is_named_is_taken_although_git_ignores_it(folder: Path) -> None:
    plant(folder, IGNORING)

    assert roots("build/a.yaml", "x.draft.yaml") == ["build/a.yaml", "x.draft.yaml"]
    assert roots("build") == ["build/a.yaml"]


@pytest.mark.skipif(GIT is None, reason="git is not here")
def test_git_lists_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert GIT is not None
    subprocess.run([GIT, "init", "-q", str(tmp_path)], check=True)
    plant(tmp_path, IGNORING)
    monkeypatch.chdir(tmp_path)
    command = [GIT, "ls-files", "--others", "--exclude-standard", "*.yaml"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert roots() == sorted(answer.stdout.split())


def test_what_the_configuration_excludes_is_passed_over_in_folders(folder: Path) -> None:
    plant(
        folder,
        {
            ".caslint.yaml": "exclude: [archive/, '*.old.yaml', '!new.old.yaml']\n",
            "archive/a.yaml": ORG,
            "b.old.yaml": ORG,
            "new.old.yaml": ORG,
            "sub/.caslint.yaml": "exclude: [here.yaml]\n",
            "sub/here.yaml": ORG,
            "sub/c.old.yaml": ORG,
            "here.yaml": ORG,
        },
    )

    assert roots() == ["here.yaml", "new.old.yaml", "sub/c.old.yaml"]
    assert roots("archive/a.yaml", "b.old.yaml") == ["archive/a.yaml", "b.old.yaml"]


def test_a_configuration_that_cannot_be_used_is_an_error(folder: Path) -> None:
    plant(folder, {"sub/.caslint.yaml": "exclud: []\n", "sub/a.yaml": ORG})

    with pytest.raises(ConfigError, match=r"^sub/\.caslint\.yaml:1:1: unknown key"):
        discovered(".")


def test_hidden_names_are_passed_over_unless_they_are_named(folder: Path) -> None:
    plant(folder, {".hidden.yaml": ORG, ".github/workflows/a.yaml": ORG, "a.yaml": ORG})

    assert roots() == ["a.yaml"]
    assert roots(".hidden.yaml") == [".hidden.yaml"]


def test_links_that_leave_and_loops_of_links_are_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    plant(elsewhere, {"secret.yaml": ORG})
    plant(folder, {"sub/a.yaml": ORG, "data/b.txt": ORG})
    link(folder / "sub" / "loop", folder)
    link(folder / "out", elsewhere)
    link(folder / "out.yaml", elsewhere / "secret.yaml")
    link(folder / "self.yaml", "self.yaml")
    link(folder / "again.yaml", "sub/a.yaml")
    link(folder / "only.yaml", "data/b.txt")

    assert roots() == ["only.yaml", "sub/a.yaml"]
    assert roots("out.yaml") == ["out.yaml"]


def test_a_path_that_is_not_there_hides_no_other(folder: Path) -> None:
    plant(folder, {"a.yaml": ORG})
    found = discovered("gone.yaml", "a.yaml", "a.yaml/b", "nul\0.yaml", "x" * 5000)

    assert found.roots == ("a.yaml",)
    assert dict(found.missing)["gone.yaml"] == "there is no such file or folder"
    assert dict(found.missing)["a.yaml/b"] == "there is no such file or folder"
    assert dict(found.missing)["nul\0.yaml"] == "no file can have this name"
    assert len(found.missing) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_never_opened(folder: Path) -> None:
    plant(folder, {"a.yaml": ORG})
    os.mkfifo(folder / "pipe.yaml")

    assert roots() == ["a.yaml"]
    assert discovered("pipe.yaml").missing[0][1].startswith("this is no regular file")


def test_a_folder_that_cannot_be_read_is_told(folder: Path) -> None:
    plant(folder, {"a.yaml": ORG, "closed/b.yaml": ORG, "sealed.yaml": ORG})
    (folder / "closed").chmod(0)
    (folder / "sealed.yaml").chmod(0)
    try:
        if os.access(folder / "closed", os.R_OK):
            pytest.skip("this user can read every folder")
        found = discovered(".")
        assert found.roots == ("a.yaml", "sealed.yaml")
        assert found.missing == (("closed", "the permission to read it is missing"),)
    finally:
        (folder / "closed").chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_strange_names_are_names_like_any_other(folder: Path) -> None:
    names = [
        "new\nline.yaml",
        "esc\x1b[31m.yaml",
        "back\\slash.yaml",
        " space .yaml",
        "[a].yaml",
        "日本.yaml",
    ]
    plant(folder, dict.fromkeys(names, ORG))
    undecodable = os.path.join(os.fsencode(folder), b"latin-\xfc.yaml")
    try:
        with open(undecodable, "wb") as file:
            file.write(ORG.encode())
        names.append("latin-\udcfc.yaml")
    except OSError:  # a file system that takes only Unicode
        pass

    assert discovered(".").roots == tuple(sorted(names))
    assert discovered(*names).roots == tuple(sorted(names))


def test_what_is_no_text_or_no_yaml_is_left_to_the_reading(folder: Path) -> None:
    (folder / "latin.yaml").write_bytes(b"# B\xfcro\nservers: []\n")
    (folder / "utf16.yaml").write_text(ORG, encoding="utf-16")
    plant(folder, {"broken.yaml": "servers: [\n", "empty.yaml": "", "list.yaml": "- a\n"})

    assert roots() == ["broken.yaml", "latin.yaml", "utf16.yaml"]
    assert discovered(".").passed_over == ("empty.yaml", "list.yaml")
    assert roots("empty.yaml") == ["empty.yaml"]


def test_a_text_that_stands_in_for_a_file_is_the_one_that_counts(folder: Path) -> None:
    plant(folder, {"a.yaml": ORG, "b.yaml": FRAGMENT})

    assert discovered("a.yaml", "b.yaml", overlay={"a.yaml": b"include: [b.yaml]\n"}).roots == ("a.yaml",)
    assert discovered("new.yaml", overlay={"new.yaml": ORG.encode()}).roots == ("new.yaml",)


def test_ten_thousand_files_are_read_once_each(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sites").mkdir()
    for number in range(10_000):
        (folder / "sites" / f"{number:05}.yaml").write_bytes(b"servers: []\n")
    plant(folder, {"org.yaml": ORG + "include: [sites/*.yaml]\n"})
    reads: list[str] = []
    read = Disk.read

    def reading(disk: Disk, path: str) -> object:
        reads.append(path)
        return read(disk, path)

    monkeypatch.setattr(Disk, "read", reading)

    assert roots() == ["org.yaml"]
    assert len(reads) == 10_001


def test_files_that_all_include_one_another_are_expanded_once(folder: Path) -> None:
    plant(folder, {f"{number:04}.yaml": "include: ['*.yaml']\n" for number in range(1500)})
    expansions: list[str] = []

    class Counting(Disk):
        def expand(self, root: str, pattern: str) -> object:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] - it only counts
            expansions.append(pattern)
            return super().expand(root, pattern)

    inclusions = Inclusions(Counting(str(folder)))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] - see above

    assert inclusions.roots([str(folder / "0007.yaml")]) == [str(folder / "0000.yaml")]
    assert expansions == ["*.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for longer paths to be switched on")
def test_a_deep_folder_is_gone_through_with_a_few_looks_a_level(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "/".join("d" * 200)
    plant(folder, {f"{deep[: 2 * level + 1]}/x.yaml": ORG for level in range(200)})
    looks: list[str] = []
    lstat = os.lstat

    def looking(path: str) -> os.stat_result:
        looks.append(path)
        return lstat(path)

    monkeypatch.setattr(os, "lstat", looking)

    assert len(roots()) == 200
    assert len(looks) < 200 * 12


def lenient(*paths: str) -> list[str]:
    cwd = os.getcwd()
    found = find(paths, Disk(cwd), Configs(lambda path: shown_path(path, cwd)), lenient=True)
    return [root.replace(os.sep, "/") for root in found.roots]


def test_a_lenient_search_passes_over_named_files_that_are_no_topology(folder: Path) -> None:
    plant(
        folder,
        {
            "org.yaml": ORG + "include: [parts/*.yaml]\n",
            "parts/empty.yaml": "# nothing yet\n",
            "chart/template.yaml": "{{- if .Values.x }}\nkind: A\n{{- end }}\n",
            "manifest.yaml": "kind: A\n---\nkind: B\n",
        },
    )
    named = ["chart/template.yaml", "manifest.yaml"]

    assert roots(*named) == named
    assert lenient(*named) == []
    assert lenient(*named, "parts/empty.yaml") == ["org.yaml"]


def test_a_lenient_search_passes_over_named_files_that_are_excluded(folder: Path) -> None:
    plant(folder, {".caslint.yaml": "exclude: [archive/]\n", "archive/old.yaml": ORG, "org.yaml": ORG})

    assert roots("archive/old.yaml", "org.yaml") == ["archive/old.yaml", "org.yaml"]
    assert lenient("archive/old.yaml", "org.yaml") == ["org.yaml"]
