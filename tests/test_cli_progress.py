"""What a person at a terminal sees of long work, and that nobody else sees any of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caslint.cli.progress import Teller, is_watched, progress

posix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX systems")

SLOW = """\
import sys, time
from caslint.cli import linting, main, progress
progress.PATIENCE = 0.2
real = linting.run_linter
def slow(roots, settings, missing):
    roots = list(roots)
    time.sleep({seconds})
    return real(roots, settings, missing)
linting.run_linter = slow
sys.exit(main(sys.argv[1:]))
"""
TOPOLOGY = """\
sites: [{name: Redmond, globalCatalog: writable}]
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""


def at_terminal(folder: Path, *words: str, seconds: float = 1.5, **environ: str) -> tuple[int, str, str]:
    """The exit code, standard output, and what a terminal at standard error was sent."""
    import pty

    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR", "COLUMNS"}}
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", SLOW.format(seconds=seconds), *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=theirs,
            timeout=120,
            check=False,
            env=clean | {"TERM": "xterm"} | environ,
        )
        os.write(theirs, b"\0")
        shown = b""
        while not shown.endswith(b"\0"):
            shown += os.read(ours, 65536)
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stdout.decode(), shown[:-1].decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "[bold]org{0}.yaml").write_text(TOPOLOGY, encoding="utf-8")
    return tmp_path


@posix
def test_long_work_is_told_at_a_terminal_and_taken_away_again(folder: Path) -> None:
    code, out, shown = at_terminal(folder, "check", "--format", "json")

    assert code == 0
    assert "checking [bold]org{0}.yaml" in shown
    assert "\x1b[2K" in shown.rsplit("checking", 1)[1]  # the line is cleared after it was last drawn
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") == 1
    assert out.startswith("{")


@posix
@pytest.mark.parametrize(
    ("words", "environ", "seconds"),
    [
        (["-q"], {}, 0.5),
        ([], {"CI": "true"}, 0.5),
        ([], {"TERM": "dumb"}, 0.5),
        ([], {}, 0.0),
    ],
    ids=["quiet", "a build", "a dumb terminal", "short work"],
)
def test_nothing_is_told_where_nobody_asks(
    folder: Path, words: list[str], environ: dict[str, str], seconds: float
) -> None:
    code, _, shown = at_terminal(folder, "check", "--format", "json", *words, seconds=seconds, **environ)

    assert (code, shown) == (0, "")


@posix
def test_a_failure_takes_the_line_away_too(folder: Path) -> None:
    code, _, shown = at_terminal(folder, "check", "--today", "never", seconds=1.0)

    assert code == 2
    assert "--today never is no day" in shown
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h")


def test_the_line_is_told_as_it_may_be_shown() -> None:
    teller = Teller("checking")
    files = ["a.yaml", "b\x1b[31m\n.yaml", "c" * 200]
    told = [teller.line("ascii") for _ in teller.each(files)]

    assert told[0] == "checking a.yaml (1 of 3), 0 s"
    assert told[1] == "checking b\\x1b[31m\\n.yaml (2 of 3), 0 s"
    assert len(told[2]) < 80
    assert [Teller("x").line("utf-8"), [*Teller("x").each(["a"])]] == ["x, 0 s", ["a"]]


def test_who_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = sys.stderr
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert is_watched(stream, {"TERM": "xterm"})
    assert is_watched(stream, {"CI": ""})
    assert not is_watched(stream, {"CI": "true"})
    assert not is_watched(stream, {"TERM": "dumb"})
    monkeypatch.setattr(stream, "isatty", lambda: False, raising=False)
    assert not is_watched(stream, {})


def test_nobody_looks_on_and_nothing_is_loaded(folder: Path) -> None:
    program = (
        "import sys; from caslint.cli import main; code = main(['check']); "
        "sys.exit(9 if {'threading', 'rich'} & set(sys.modules) else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr


def test_the_block_is_run_and_its_errors_pass() -> None:
    with pytest.raises(KeyError), progress("x"):
        raise KeyError
