"""Patterns mean what git's manual says, and no pattern makes matching slow."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caslint.matching.patterns import Patterns, compiled
from caslint.matching.wildcard import PatternError

GIT = shutil.which("git")


def covers(pattern: str, path: str, *, is_folder: bool = False) -> bool:
    return Patterns(pattern.split("\n"), ignore_case=False).cover(path, is_folder=is_folder)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("org.yaml", "org.yaml"),
        ("org.yaml", "a/b/org.yaml"),
        ("/org.yaml", "org.yaml"),
        ("a/*.yaml", "a/org.yaml"),
        ("legacy/", "legacy/a/b.yaml"),
        ("legacy", "a/legacy/b.yaml"),
        ("**/legacy/*.yaml", "legacy/b.yaml"),
        ("**/legacy/*.yaml", "x/y/legacy/b.yaml"),
        ("a/**/b.yaml", "a/b.yaml"),
        ("a/**/b.yaml", "a/x/y/b.yaml"),
        ("a/**", "a/x/y/b.yaml"),
        ("**", "a/b"),
        ("***/b", "x/b"),
        ("[a-c]?[!0-9].yaml", "bxx.yaml"),
        ("[]]", "]"),
        ("[^]a]", "b"),
        ("[[:digit:][:upper:]]x", "7x"),
        ("[[:digit:][:upper:]]x", "Qx"),
        ("a[-z]", "a-"),
        ("a[\\]]", "a]"),
        ("[[:]x", ":x"),
        ("\\#notes", "#notes"),
        ("\\!important", "!important"),
        ("ends\\ ", "ends "),
        ("spaces   ", "spaces"),
        ("x\\*", "x*"),
        ("carriage\r", "carriage"),
        ("日?.yaml", "日本.yaml"),
        ("*\n!keep.yaml\nkeep.yaml", "keep.yaml"),
    ],
)
def test_a_pattern_covers_what_the_manual_says(pattern: str, path: str) -> None:
    assert covers(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("", "a"),
        ("# a", "# a"),
        ("/org.yaml", "a/org.yaml"),
        ("a/*.yaml", "a/b/org.yaml"),
        ("a/*.yaml", "x/a/org.yaml"),
        ("a?b", "a/b"),
        ("a[/]b", "a/b"),
        ("org.yaml/", "org.yaml"),
        ("a/**", "a"),
        ("a/b**/c", "a/bx/y/c"),
        ("x\\*", "xy"),
        ("spaces\\   ", "spaces"),
        ("[[:digit:]]", "d"),
        ("[a", "[a"),
        ("a\\", "a\\"),
        ("[[:nonsense:]]", "n"),
        ("*.yaml\n!keep.yaml", "keep.yaml"),
        ("*", "../outside"),
        ("ORG.yaml", "org.yaml"),
    ],
)
def test_a_pattern_leaves_alone_what_the_manual_does_not_say(pattern: str, path: str) -> None:
    assert not covers(pattern, path)


def test_what_stands_in_a_named_folder_cannot_be_taken_out_again() -> None:
    assert covers("build/\n!build/org.yaml", "build/org.yaml")
    assert not covers("build/*\n!build/org.yaml", "build/org.yaml")


def test_capitals_count_only_where_the_file_system_tells_them_apart() -> None:
    assert Patterns(["Sites/[A-C]*.YAML"], ignore_case=True).cover("sites/boston.yaml")
    assert not Patterns(["Sites/[A-C]*.YAML"], ignore_case=False).cover("sites/boston.yaml")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("[a", "its bracket [ is not closed"),
        ("[[:digit:", "its bracket [ is not closed"),
        ("a\\", "the backslash at its end has nothing to escape"),
        ("[[:letters:]]", "[:letters:] is no class of characters; there are alnum, alpha"),
        ("a" * 4_097, "it is longer than 4,096 characters"),
        ("a//b", "no file has an empty name"),
        ("/", "no file has an empty name"),
    ],
)
def test_a_pattern_that_can_match_nothing_says_why(pattern: str, words: str) -> None:
    with pytest.raises(PatternError, match="^" + words.replace("[", "\\[")):
        compiled(pattern)


def test_nothing_is_compiled_before_it_is_needed() -> None:
    assert Patterns(["[a"]).lines == ("[a",)
    assert not Patterns(["[a", "# only words", ""])
    assert Patterns(["a"])


class CountingName(str):  # noqa: SLOT000  the count is kept on the name
    """A name that counts how many of its characters are looked at one by one."""

    looks = 0

    def __getitem__(self, key: object) -> str:
        taken = super().__getitem__(key)  # type: ignore[index] # pyright: ignore[reportArgumentType, reportCallIssue] - str takes any index here
        self.looks += len(taken)
        return taken


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 120 + "b", "*" * 4000 + "b", "*[ab]" * 120 + "c", "*?" * 200 + "b", "*" + "a" * 120 + "b"],
)
def test_the_work_grows_with_the_square_of_the_name_at_most(pattern: str) -> None:
    one = compiled(pattern, ignore_case=False)
    assert one is not None
    name = CountingName("a" * 255)

    assert not one.matches([name], is_folder=False)
    assert name.looks <= 255 * 255


def test_many_double_stars_do_not_multiply() -> None:
    deep = ["a"] * 400
    pattern = compiled("**/a/" * 60 + "**/*a*a*a*b", ignore_case=False)

    assert pattern is not None
    assert not pattern.matches(deep, is_folder=False)


LETTERS = st.sampled_from("ab.-!#]\\ ")
WILDCARDS = st.sampled_from(
    ["*", "**", "?", "/", "[ab]", "[!a]", "[^b-]", "[a-b]", "[]-a]", "[[:alpha:]]", "["]
)
PIECES = st.one_of(LETTERS, WILDCARDS)
LINES = st.lists(PIECES, max_size=7).map("".join)
PATHS = st.lists(st.text("ab.-[]", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


def git_forgets_the_manual(line: str) -> bool:
    """`a**/b`: git reads the stars as if they stood alone (see caslint.matching.patterns)."""
    return "**" in line.replace("/**", "").lstrip("!").removeprefix("**")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if GIT is None:
        pytest.skip("git is not here")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run([GIT, "init", "-q", str(folder)], check=True)
    return folder


def git_covers(repository: Path, lines: list[str], paths: list[str]) -> set[str]:
    assert GIT is not None
    (repository / ".gitignore").write_bytes("\n".join(lines).encode() + b"\n")
    command = [GIT, "-c", "core.ignorecase=false", "check-ignore", "--no-index", "-z", "--stdin"]
    answer = subprocess.run(
        command, cwd=repository, input="\0".join(paths).encode(), capture_output=True, check=False
    )
    return {path for path in answer.stdout.decode().split("\0") if path}


@given(st.lists(LINES, min_size=1, max_size=3), st.lists(PATHS, min_size=1, max_size=25, unique=True))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_says_the_same(repository: Path, lines: list[str], paths: list[str]) -> None:
    lines = [line for line in lines if not git_forgets_the_manual(line)]
    paths = [path for path in paths if not {".", "..", ".git", ".gitignore"} & set(path.split("/"))]
    patterns = Patterns(lines, ignore_case=False)

    assert {path for path in paths if patterns.cover(path)} == git_covers(repository, lines, paths)
