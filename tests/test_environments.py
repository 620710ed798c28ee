"""Environments that lack something: room, rights, memory, readers, letters, columns, a home, a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caslint import lint
from caslint.cli import check, main
from exporting import clixml
from failing import Before, caslint, left_over, limited, linux, posix, powerless
from importing import server

SAMPLE = Path(__file__).parent.parent / "sample-topologies" / "branch-office.yaml"
FULL = Path("/dev/full")
full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "org.yaml").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "a.xml").write_text(clixml([server("EX1")]), encoding="utf-8")
    return tmp_path


# A disk that is full.


@full
@pytest.mark.parametrize(
    "words",
    [
        ("check", "org.yaml"),
        ("check", "org.yaml", "--format", "json"),
        ("check", "--help"),
        ("rules",),
        ("explain", "CAS101"),
        ("schema",),
        ("routes", "org.yaml"),
        ("impact", "org.yaml"),
        ("fix", "org.yaml", "--unsafe", "--diff"),
        ("import", "exports"),
        ("diff", "org.yaml", "org.yaml", "--format", "json"),
    ],
    ids=" ".join,
)
def test_standard_output_on_a_full_disk(words: tuple[str, ...], folder: Path) -> None:
    with FULL.open("w") as target:
        done = subprocess.run(
            [sys.executable, "-m", "caslint", *words],
            cwd=folder,
            stdout=target,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1] == b"caslint: cannot write: No space left on device"


@full
def test_standard_error_on_a_full_disk_changes_nothing(folder: Path) -> None:
    with FULL.open("w") as target:
        done = subprocess.run(
            [sys.executable, "-m", "caslint", "import", "exports", "-o", "new.yaml"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=target,
            check=False,
            timeout=120,
        )

    assert done.returncode == 0
    assert (folder / "new.yaml").exists()


@full
def test_an_output_on_a_full_disk_hides_no_other(folder: Path) -> None:
    done = caslint(
        "check",
        "org.yaml",
        "--output",
        "json=/dev/full",
        "--output",
        "sarif=out",
        "--format=concise",
        cwd=folder,
    )

    assert done.code == 2
    assert done.err.splitlines()[-1] == "caslint check: cannot write /dev/full: No space left on device"
    assert json.loads((folder / "out").read_bytes())
    assert "CAS101" in done.out


@linux
@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("check", "org.yaml", "--output", "json=out.json"), "out.json"),
        (("fix", "org.yaml", "--unsafe"), "org.yaml"),
        (("baseline", "org.yaml"), ".caslint-baseline.json"),
        (("import", "exports", "-o", "new.yaml"), "new.yaml"),
        (("init", "."), ".caslint.yaml"),
    ],
    ids=lambda words: words[0],
)
def test_no_file_may_be_longer_than_this(words: tuple[str, ...], file: str, folder: Path) -> None:
    before = (folder / "org.yaml").read_bytes()
    done = caslint(*words, cwd=folder, before=limited("RLIMIT_FSIZE", 300))

    assert done.code == 2
    assert "Traceback" not in done.err
    assert "cannot write" in done.err.splitlines()[-1]
    assert "File too large" in done.err.splitlines()[-1]
    assert left_over(folder) == []
    assert (folder / "org.yaml").read_bytes() == before
    assert file == "org.yaml" or not (folder / file).exists()


# Rights that are missing.


def sealed(folder: Path) -> Before:
    before = powerless()
    for path in (folder / "exports", folder):
        path.chmod(0o555)
    return before


@posix
@pytest.mark.parametrize(
    "words",
    [
        ("check", "org.yaml", "--output", "json=out.json"),
        ("fix", "org.yaml", "--unsafe"),
        ("baseline", "org.yaml"),
        ("import", "exports", "-o", "new.yaml"),
        ("import", "exports", "-o", "new", "--split-by-site"),
        ("init", "."),
    ],
    ids=lambda words: words[0],
)
def test_a_folder_that_may_only_be_read(words: tuple[str, ...], folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    done = caslint(*words, cwd=folder, before=sealed(folder))
    folder.chmod(0o755)

    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.err.splitlines()[-1].endswith(": Permission denied")
    assert sorted(path.name for path in folder.iterdir()) == before
    assert (folder / "org.yaml").read_bytes() == SAMPLE.read_bytes()


@posix
def test_a_folder_that_may_only_be_read_is_checked_like_any_other(folder: Path) -> None:
    done = caslint("check", ".", cwd=folder, before=sealed(folder))
    folder.chmod(0o755)

    assert (done.code, done.err) == (1, "")


@posix
@pytest.mark.parametrize(
    "words", [("fix", "org.yaml", "--unsafe"), ("check", "org.yaml", "--output", "json=org.yaml")]
)
def test_a_file_that_may_only_be_read_is_not_replaced(words: tuple[str, ...], folder: Path) -> None:
    (folder / "org.yaml").chmod(0o444)
    done = caslint(*words, cwd=folder, before=powerless())

    assert done.code == 2
    assert "cannot write org.yaml: Permission denied" in done.err
    assert (folder / "org.yaml").read_bytes() == SAMPLE.read_bytes()


@posix
def test_folders_and_files_that_may_not_be_read(folder: Path) -> None:
    for name in ("closed", "exports/closed"):
        (folder / name).mkdir()
        shutil.copy(SAMPLE, folder / name / "org.yaml")
        (folder / name).chmod(0)
    shutil.copy(SAMPLE, folder / "sealed.yaml")
    (folder / "sealed.yaml").chmod(0)
    checked = caslint("check", ".", "--format=concise", cwd=folder, before=powerless())
    imported = caslint("import", "exports", "-o", "new.yaml", cwd=folder, before=powerless())
    for name in ("closed", "exports/closed"):
        (folder / name).chmod(0o755)

    assert checked.code == 3
    assert "closed: cannot be read: the permission to read it is missing" in checked.out + checked.err
    assert "sealed.yaml: cannot be read: the permission to read it is missing" in checked.out + checked.err
    assert "org.yaml:12" in checked.out
    assert imported.code == 0


@posix
@pytest.mark.parametrize("name", [".caslint.yaml", ".caslint-baseline.json", ".gitignore"])
def test_settings_that_may_not_be_read(name: str, folder: Path) -> None:
    (folder / name).touch(mode=0)
    done = caslint("check", ".", cwd=folder, before=powerless())

    assert done.code == (1 if name == ".gitignore" else 2)
    assert "Traceback" not in done.err
    assert name == ".gitignore" or "the permission to read it is missing" in done.err


@posix
def test_owner_and_permissions_stay_and_nobody_reads_the_new_text_before(folder: Path) -> None:
    (folder / "org.yaml").chmod(0o600)
    if os.geteuid() == 0:
        os.chown(folder / "org.yaml", 65534, 65534)
    before = os.stat(folder / "org.yaml")
    done = caslint("fix", "org.yaml", "--unsafe", cwd=folder)
    after = os.stat(folder / "org.yaml")

    assert done.code in {0, 1}
    assert (folder / "org.yaml").read_bytes() != SAMPLE.read_bytes()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino


# Readers that are gone.


def piped(command: str, folder: Path, end: str) -> tuple[int, str]:
    """Run a shell's command line that ends in a pipe; the exit code of caslint, and what it said."""
    script = f'({sys.executable} -m caslint {command}; echo "code $?" >&3) {end}'
    done = subprocess.run(
        ["bash", "-c", f"exec 3>&2; {script}"],  # noqa: S607  whichever bash there is
        cwd=folder,
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = done.stderr.decode()
    return int(said.rpartition("code ")[2]), said


@posix
@pytest.mark.parametrize("end", ["| true", "2>&1 | head -n 1"])
@pytest.mark.parametrize(
    ("command", "code", "file"),
    [
        ("check org.yaml nope.yaml --output json=out.json", 3, "out.json"),
        ("check org.yaml --format full --output json=out.json", 1, "out.json"),
        ("check org.yaml --output full --output json=out.json -v --statistics", 1, "out.json"),
        ("import exports nope -o new.yaml", 3, "new.yaml"),
        ("import exports -o new --split-by-site", 0, "new/topology.yaml"),
        ("baseline org.yaml", 0, ".caslint-baseline.json"),
        ("init new", 0, "new/.caslint/config.schema.json"),
        ("routes org.yaml", 0, "org.yaml"),
        ("impact org.yaml --fail-on-loss", 1, "org.yaml"),
        ("rules", 0, "org.yaml"),
        ("--help", 0, "org.yaml"),
    ],
)
def test_nobody_reads_on_and_the_work_is_done_all_the_same(
    command: str, code: int, file: str, end: str, folder: Path
) -> None:
    found, said = piped(command, folder, end)

    assert "Traceback" not in said
    assert "Exception" not in said
    assert found == code
    assert (folder / file).exists()


@posix
def test_fixing_is_done_though_nobody_listens(folder: Path) -> None:
    piped("fix org.yaml --unsafe", folder, "2>&1 | true")

    assert (folder / "org.yaml").read_bytes() != SAMPLE.read_bytes()


# Letters, columns, a home.

HOSTILE_HOMES: tuple[dict[str, str], ...] = (
    {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
    {"HOME": "", "PATH": "", "TERM": "", "USER": ""},
    {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "xx_YY.nothing"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "utf-16"},
    {"TERM": "dumb", "COLUMNS": "10"},
    {"TERM": "nosuch", "COLUMNS": "-3", "FORCE_COLOR": "1"},
    {"COLUMNS": "9" * 30},
    {"PYTHONHASHSEED": "7", "TZ": "nowhere/at/all"},
)


@posix
@pytest.mark.parametrize("environ", HOSTILE_HOMES, ids=" ".join)
def test_whatever_the_environment_says(environ: dict[str, str], folder: Path) -> None:
    name = "\u00fc\u6771.yaml"
    text = SAMPLE.read_text(encoding="utf-8").replace("Lisbon", "Lisb\u014dn \u6771\u4eac")
    (folder / name).write_text(text, encoding="utf-8")
    outputs = [f"--output={each}={each}" for each in ("json", "github", "markdown", "full")]
    usual = caslint("check", name, *outputs, cwd=folder)
    reports = {each: (folder / each).read_bytes() for each in ("json", "github", "markdown", "full")}
    done = caslint("check", name, *outputs, cwd=folder, environ=environ)

    assert (done.code, done.err) == (usual.code, usual.err) == (1, "")
    if "PYTHONUTF8" not in environ:  # there the file has another name
        for each, report in reports.items():
            assert (folder / each).read_bytes() == report, each
    for words in (("routes", name), ("check", name, "--format=concise"), ("explain", "CAS101")):
        done = caslint(*words, cwd=folder, environ=environ)
        assert done.code in {0, 1}
        assert "Traceback" not in done.err


@posix
def test_no_environment_at_all(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "caslint", "check", "org.yaml"],
        cwd=folder,
        env={},
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert (done.returncode, done.stderr) == (1, b"")


@posix
@pytest.mark.parametrize("columns", [1, 10, 40])
def test_a_narrow_terminal(columns: int, folder: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environ = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "GITHUB_ACTIONS"}}
    with subprocess.Popen(
        [sys.executable, "-m", "caslint", "check", "org.yaml"],
        cwd=folder,
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as child:
        os.close(theirs)
        shown = bytearray()
        while part := _read(ours):
            shown += part
    os.close(ours)

    assert child.returncode == 1
    assert b"CAS101" in shown
    assert b"Traceback" not in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # what Linux says where the other end is closed
        return b""


# Memory, and folders that are gone or without end.

HUNGRY = """
import sys
from caslint.cli import entry
sys.argv[0] = "caslint"
import resource
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {more}, used + {more}))
entry()
"""


@linux
@pytest.mark.parametrize("more", [8_000_000, 20_000_000, 40_000_000])
def test_too_little_memory_is_told_in_a_paragraph(more: int, tmp_path: Path) -> None:
    servers = [f"- {{name: S{i}, site: R, version: 2010 SP3, roles: [ClientAccess]}}" for i in range(30_000)]
    (tmp_path / "org.yaml").write_text(
        "\n".join(["sites: [{name: R}]", "servers:", *servers]), encoding="utf-8"
    )
    done = caslint(
        "check", "org.yaml", "--output", "json=out", cwd=tmp_path, program=HUNGRY.format(more=more)
    )

    assert done.code == 70
    assert done.is_one_sentence()
    assert "not enough memory" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["org.yaml"]


def test_a_rule_that_finds_no_memory_is_no_mistake_of_the_rule(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hungry(*_: object) -> None:
        raise MemoryError

    assert callable(check.run)  # whoever imports `sign` has done so

    monkeypatch.chdir(folder)
    monkeypatch.setattr(lint, "sign", hungry)

    assert main(["check", "org.yaml"]) == 70
    assert "not enough memory" in capsys.readouterr().err


@pytest.mark.parametrize("error", [MemoryError(), SystemError("error return without exception set")])
def test_a_library_that_gets_no_memory(
    error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hungry(_: object) -> None:
        raise error

    monkeypatch.chdir(folder)
    monkeypatch.setattr(check, "run", hungry)

    assert main(["check", "org.yaml"]) == 70
    assert "not enough memory" in capsys.readouterr().err
    assert main(["check", "org.yaml", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


@posix
def test_the_current_folder_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = caslint("check", ".", cwd=gone, before=lambda: os.rmdir(gone))

    assert (done.code, done.err) == (2, "caslint: the current folder is gone; change to one that is there\n")


DEEP = """
import os
top = os.getcwd()
os.chdir("exports")
for _ in range(1100):
    os.mkdir("{name}")
    os.chdir("{name}")
os.chdir(top)
from caslint.cli import entry
entry()
"""


@posix
@pytest.mark.parametrize(("name", "code"), [("d", 1), ("deep", 3)])
def test_folders_1100_deep(name: str, code: int, folder: Path) -> None:
    """The paths of the longer names are longer than the system allows."""
    for words, expected in ((["check", "."], code), (["import", "exports", "-o", "new.yaml"], 0)):
        done = caslint(*words, cwd=folder, program=DEEP.format(name=name))
        subprocess.run(["rm", "-rf", name], cwd=folder / "exports", check=True)  # noqa: S607  whichever rm

        assert done.code == expected, done.err
        assert "internal error" not in done.err
        assert "Traceback" not in done.err


@posix
@pytest.mark.parametrize(
    "name", [".caslint.yaml", ".caslint-baseline.json", ".gitignore", "org.yaml", "more.yaml"]
)
def test_a_pipe_in_place_of_a_file_is_not_waited_for(name: str, folder: Path) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    done = caslint("check", ".", cwd=folder)

    expected = {
        ".caslint.yaml": 2,
        ".caslint-baseline.json": 2,
        ".gitignore": 1,
        "org.yaml": 4,
        "more.yaml": 1,
    }
    assert done.code == expected[name]
    assert "Traceback" not in done.err


REPLACED = """
import os, sys
from caslint.cli import entry, linting
real = linting.find
def find(*words, **more):
    found = real(*words, **more)
    os.unlink("org.yaml")
    {then}
    return found
linting.find = find
entry()
"""


@posix
@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("pass", "there is no such file"),
        ("os.mkdir('org.yaml')", "this is a folder, not a file"),
        ("os.mkfifo('org.yaml')", "this is no regular file but a pipe"),
        ("os.symlink('org.yaml', 'org.yaml')", "the symbolic links lead in a circle"),
        ("os.symlink('/dev/zero', 'org.yaml')", "this is no regular file but a pipe"),
        ("open('org.yaml', 'w').close()", ""),
        ("open('org.yaml', 'wb').write(b'sites: [\\xff')", "not UTF-8 text"),
    ],
)
def test_a_file_that_is_replaced_between_search_and_reading(then: str, said: str, folder: Path) -> None:
    done = caslint("check", ".", "--format=concise", cwd=folder, program=REPLACED.format(then=then))

    assert done.code == (3 if said else 4)
    assert said in done.out + done.err
    assert "Traceback" not in done.err
