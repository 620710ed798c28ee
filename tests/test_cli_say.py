"""What commands say beside their reports: no text of a file, a path or a setting does anything in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import hostile
from caslint.cli import main
from caslint.cli.say import complain, say
from workflow_runner import commands

Said = Callable[[], str]


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return lambda: "".join(capfd.readouterr())


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_a_sentence_does_nothing(said: Said, text: str) -> None:
    say(text)
    complain(text)
    say(f"{text}: written")
    log = said()

    assert commands(log) == []
    assert log.replace("\n", "").isprintable()


def test_outside_of_github_a_sentence_stays_as_it_is(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    say("##[x] ::error:: CONTOSO\\one")

    assert said() == "##[x] ::error:: CONTOSO\\one\n"


EVIL = "##[error]x\\e[31m"


@pytest.mark.parametrize(
    "config",
    [
        f'"{EVIL}": 1\n',
        f'ignore: ["{EVIL}"]\n',
        f'select: ["\\n::error::{EVIL}"]\n',
        'baseline: "##[error]y.json"\n',
        f'packs: ["{EVIL}"]\n',
        f'required-version: "{EVIL}"\n',
        f'per-file-ignores: {{"{EVIL}": [CAS1]}}\n',
        f'exclude: ["{EVIL}"]\n',
    ],
)
@pytest.mark.parametrize("command", ["check", "baseline", "fix"])
def test_a_configuration_does_nothing_in_a_log(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".caslint.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "org.yaml").write_text("sites: [{name: A}]\nservers: []\n", encoding="utf-8")
    main([command])
    if command == "check":
        main([command, "--show-config"])
    log = said()

    assert set(commands(log)) <= {"notice"}
    assert "##[" not in log
    assert log.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", ["##[error]x.yaml", "::error::x.yaml"])
@pytest.mark.parametrize("command", ["check", "baseline", "fix", "routes", "trace", "import"])
def test_a_name_on_the_command_line_does_nothing_in_a_log(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["--protocol", "owa", "--from", name, "--mailbox", name] if command == "trace" else []
    assert main([command, name, *words]) != 0
    log = said().replace("::error title=caslint,file=", "")

    assert commands(log) == []


@pytest.mark.parametrize(
    "words", [["##[error]x"], ["check", "--format", "##[error]x"], ["check", "--##[error]x"]]
)
def test_a_mistake_on_the_command_line_does_nothing_in_a_log(said: Said, words: list[str]) -> None:
    with suppress(SystemExit):
        assert main(words) == 2
    log = said()

    assert "#\\x23[error]x" in log
    assert commands(log) == []
