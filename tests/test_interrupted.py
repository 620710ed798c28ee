"""Stopped in the middle: the code that shells report, one line, whole files, and nothing left lying about."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest

from caslint.cli import main
from caslint.report import target
from exporting import clixml
from failing import caslint, left_over, posix, stopped_at
from importing import server

SAMPLE = Path(__file__).parent.parent / "sample-topologies" / "branch-office.yaml"
WRITING = {
    "check": (
        "check",
        "org.yaml",
        "--output",
        "json=out.json",
        "--output",
        "sarif=out.sarif",
        "--fail-on=never",
    ),
    "check --fix": ("check", "org.yaml", "--fix", "--unsafe", "--fail-on=never"),
    "fix": ("fix", "org.yaml", "two.yaml", "--unsafe"),
    "baseline": ("baseline", "org.yaml"),
    "import": ("import", "exports", "-o", "new.yaml"),
    "split": ("import", "exports", "-o", "new", "--split-by-site"),
    "update": ("import", "exports", "--update", "imported.yaml"),
    "init": ("init", "started"),
}
"""Command lines that write files."""

Files = dict[str, bytes]


def plant(folder: Path) -> None:
    for name in ("org.yaml", "two.yaml"):
        (folder / name).write_bytes(SAMPLE.read_bytes())
    (folder / "exports").mkdir()
    (folder / "exports" / "a.xml").write_text(clixml([server("EX1"), server("EX2")]), encoding="utf-8")
    assert main(["import", str(folder / "exports"), "-o", str(folder / "imported.yaml")]) == 0
    more = [server("EX1"), server("EX2"), server("EX3")]
    (folder / "exports" / "a.xml").write_text(clixml(more), encoding="utf-8")


def files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("before")
    plant(folder)
    return folder


@pytest.fixture
def folder(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, data in files(before).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def finished(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Files]:
    """What there is when a command ends well."""
    known: dict[str, Files] = {}

    def of(command: str) -> Files:
        if command not in known:
            folder = tmp_path_factory.mktemp("after")
            plant(folder)
            caslint(*WRITING[command], cwd=folder)
            known[command] = files(folder)
            assert known[command] != files(before)
        return known[command]

    return of


def hold(folder: Path, before: Path, after: Files) -> None:
    """Every file is as it was, or as it becomes."""
    assert left_over(folder) == []
    old = files(before)
    for name, data in files(folder).items():
        assert data in (old.get(name), after.get(name)), name


@posix
@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 7, 9])
def test_ctrl_c_in_the_middle_of_writing(
    command: str, step: int, folder: Path, before: Path, finished: Callable[[str], Files]
) -> None:
    done = caslint(*WRITING[command], cwd=folder, program=stopped_at(step, "SIGINT"))

    hold(folder, before, finished(command))
    assert done.code in {130, 0, 1}
    if done.code == 130:
        assert done.err.splitlines()[-1] == "caslint: interrupted"
        assert "Traceback" not in done.err
    else:
        assert files(folder) == finished(command)


@posix
@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("SIGTERM", 143, "terminated"), ("SIGHUP", 129, "its terminal is gone"), ("SIGINT", 130, "interrupted")],
)
def test_every_signal_is_obeyed_with_its_own_code(
    name: str, code: int, said: str, folder: Path, before: Path
) -> None:
    done = caslint(*WRITING["check"], cwd=folder, program=stopped_at(3, name))

    assert (done.code, done.err) == (code, f"caslint: {said}\n")
    assert done.is_one_sentence()
    assert files(folder) == files(before)


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_it_reads(number: int, code: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "caslint", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as child:
        assert child.stdin is not None
        child.stdin.write(b"# more than a pipe holds\n" * 20_000)  # so it reads, and waits for the end
        child.send_signal(number)
        _, err = child.communicate(timeout=120)

    assert child.returncode == code
    assert err.count(b"\n") == 1


@posix
def test_what_whoever_started_us_ignores_stays_ignored(folder: Path) -> None:
    def ignore() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    done = caslint(*WRITING["baseline"], cwd=folder, before=ignore, program=stopped_at(2, "SIGHUP"))

    assert done.code == 0


@posix
def test_a_second_signal_does_not_end_the_clearing_away(folder: Path, before: Path) -> None:
    again = stopped_at(3, "SIGINT").replace(
        "entry()", "real = os.unlink\nos.unlink = lambda path: (os.kill(os.getpid(), 2), real(path))\nentry()"
    )
    done = caslint(*WRITING["baseline"], cwd=folder, program=again)

    assert (done.code, done.err) == (130, "caslint: interrupted\n")
    assert files(folder) == files(before)


def test_ctrl_c_where_caslint_is_no_program_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)

    assert main(WRITING["baseline"]) == 130
    assert capsys.readouterr().err == "caslint: interrupted\n"
    assert left_over(folder) == []


class Steps:
    """Counts the calls with which files are written, and makes one of them fail."""

    def __init__(self, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.failing = failing
        self.count = 0
        for name in ("fsync", "replace", "chmod"):
            monkeypatch.setattr(os, name, self.counted(getattr(os, name)))
        monkeypatch.setattr(target, "open", self.opened, raising=False)

    def counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:  # noqa: ANN401  whatever the real one takes
            self.count += 1
            if self.count == self.failing:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*words, **more)

        return call

    def opened(self, path: str, mode: str) -> Any:  # noqa: ANN401  a file of either kind
        stream = self.counted(open)(path, mode)
        return Stream(stream, self) if mode != "r+b" else stream


class Stream:
    """A file that may fail to be written."""

    def __init__(self, stream: Any, steps: Steps) -> None:  # noqa: ANN401  any file
        self.stream = stream
        self.write = steps.counted(stream.write)
        self.writelines = steps.counted(stream.writelines)
        self.flush = steps.counted(stream.flush)
        self.fileno = stream.fileno

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()


@pytest.mark.parametrize("command", WRITING)
def test_a_disk_that_is_full_at_any_step(
    command: str,
    folder: Path,
    before: Path,
    finished: Callable[[str], Files],
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing = 0
    while True:
        failing += 1
        with pytest.MonkeyPatch.context() as patch:
            steps = Steps(failing, patch)
            code = main(WRITING[command])
        hold(folder, before, finished(command))
        if steps.count < failing:
            break
        assert code == 2
        assert "No space left on device" in capsys.readouterr().err
        for name in files(folder).keys() - files(before).keys():
            (folder / name).unlink()
        for name, data in files(before).items():
            (folder / name).write_bytes(data)

    assert failing > 4
    assert files(folder) == finished(command)


def test_files_that_belong_together_change_together(folder: Path, before: Path) -> None:
    """The second root cannot be written: the first stays as it was."""
    (folder / "sites").mkdir()
    (folder / "sites" / "a.yaml").write_bytes(b"sites: [{name: R, x: 1}]\n")
    del before
    contents = {str(folder / "one"): b"1", str(folder / "sites"): b"2"}
    with pytest.raises(target.UnwritableError, match="sites"):
        target.write_whole(contents)

    assert not (folder / "one").exists()
    assert left_over(folder) == []


def test_a_file_that_changes_while_it_is_fixed_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from caslint.cli import fix

    real = fix.mend_root

    def edited_meanwhile(*words: Any, **more: Any) -> Any:  # noqa: ANN401  whatever the real one takes
        mended = real(*words, **more)
        Path("org.yaml").write_bytes(b"# mine\n" + SAMPLE.read_bytes())
        return mended

    monkeypatch.setattr(fix, "mend_root", edited_meanwhile)

    assert main(["fix", "org.yaml", "--unsafe"]) == 2
    assert "cannot write org.yaml: it changed while it was fixed" in capsys.readouterr().err
    assert (folder / "org.yaml").read_bytes().startswith(b"# mine\n")


def test_signals_are_left_alone_outside_of_a_program() -> None:
    """Editors and tests call `main` in threads of their own, where no signal can be caught."""
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main(["--version"])))
    thread.start()
    thread.join()

    assert codes == [0]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
