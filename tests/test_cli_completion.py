"""`caslint completion`: scripts for shells, asked as the shells ask them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from caslint.cli import COMMANDS, main
from caslint.cli.completion import SHELLS
from caslint.cli.shells.table import table
from linting import RULES
from outside_tools import program

ASK_BASH = """\
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_caslint
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell: str, capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    """The path of the script, as it is printed."""
    assert main(["completion", shell]) == 0
    path = folder / f"caslint.{shell}"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return str(path)


def said(*words: str) -> list[str]:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


ASKED = [
    (["re"], ["report"]),
    (["check", "--form"], ["--format"]),
    (["check", "--format", "h"], ["html"]),
    (["check", "--fail-on", ""], ["error", "warning", "info", "never"]),
    (["check", "--select", "CAS90"], ["CAS901", "CAS902"]),
    (["explain", "site-mailbox"], ["site-mailbox-without-cas", "site-mailbox-without-hub"]),
    (["trace", "--protocol", "pop"], ["pop3"]),
    (["schema", "top"], ["topology"]),
    (["completion", "power"], ["powershell"]),
]


@pytest.mark.parametrize(("words", "expected"), ASKED, ids=" ".join)
def test_bash_is_offered_what_there_is(
    words: list[str], expected: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = script("bash", capsys, tmp_path)

    assert said(program("bash"), "-c", ASK_BASH, "bash", path, "caslint", *words) == expected


def test_bash_completes_files_by_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = script("bash", capsys, tmp_path)

    for words in (["check", "org"], ["report", "-o", ""], ["check", "--config", ""], ["nothing", "x"]):
        assert said(program("bash"), "-c", ASK_BASH, "bash", path, "caslint", *words) == [""]
    assert "complete -o bashdefault -o default -F _caslint caslint" in Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "expected"), ASKED, ids=" ".join)
def test_fish_is_offered_what_there_is(
    words: list[str], expected: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = script("fish", capsys, tmp_path)
    line = f"source {path}; complete -C 'caslint {' '.join(words)}'"
    found = [one.partition("\t")[0] for one in said(program("fish"), "--no-config", "-c", line)]

    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_reads_the_script(shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = script(shell, capsys, tmp_path)

    assert said(program(shell), "-n", path) == []


def test_every_command_and_option_is_known() -> None:
    found = table()
    options = {name for command in found.commands for one in command.options for name in one.names}

    assert [command.name for command in found.commands] == list(COMMANDS)
    assert {"--format", "--output", "--select", "--protocol", "--device", "--debug", "--without"} <= options
    assert set(found.rules) == {word for rule in RULES for word in (rule.code, rule.name)}


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_are_plain_text_that_names_everything(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    text = capsys.readouterr().out

    assert text.isascii()  # whatever the shell takes the bytes for
    for command in table().commands:
        assert re.search(rf"\b{command.name}\b", text)
        for option in command.options:
            for name in option.names:
                assert name.lstrip("-") in text
    assert not re.search(r"\bcurl\b|\bwget\b|https?:", text)


def test_powershell_gets_pairs_of_quotes_and_braces(capsys: pytest.CaptureFixture[str]) -> None:
    """No PowerShell is needed: outside of its quoted texts every bracket must have its other half."""
    assert main(["completion", "powershell"]) == 0
    bare = re.sub(r"'(?:[^']|'')*'", "", capsys.readouterr().out)

    assert "'" not in bare
    for pair in ("{}", "()", "[]"):
        assert bare.count(pair[0]) == bare.count(pair[1]) > 3


def test_a_shell_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["completion", "cmd"])

    assert left.value.code == 2
    assert "powershell" in capsys.readouterr().err
