"""`caslint check` as a person or a program runs it: what is printed where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from caslint.cli import main

GOOD = """\
organization:
  externalProtocols: []
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""
BAD = """\
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_clean(run: Run) -> None:
    code, out, err = run("check", "good.yaml", "--select", "CAS101", "--format", "concise")

    assert (code, out) == (0, "")
    assert err == "no findings in 1 file (1 organization)\n"


def test_findings(run: Run) -> None:
    code, out, err = run("check", "bad.yaml", "--select", "CAS101", "--format", "concise")

    assert code == 1
    assert out == (
        "bad.yaml:3:5: CAS101 error Kyoto has the Mailbox server MBX02 but no Exchange 2010 Client Access "
        "server: no client reaches its mailboxes\n"
    )
    assert err == "1 finding in 1 file (1 organization): 1 error\n"


def test_the_full_format_is_the_usual_one(run: Run) -> None:
    code, out, _ = run("check", "bad.yaml", "--select", "CAS101")

    assert code == 1
    assert out.startswith("error[CAS101] site-mailbox-without-cas: Kyoto has")
    assert "--> bad.yaml:3:5" in out


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_failing_level(run: Run, level: str, code: int) -> None:
    assert run("check", "bad.yaml", "--select", "CAS101", "--fail-on", level)[0] == code


def test_the_configuration_sets_the_failing_level(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".caslint.yaml").write_text("select: [CAS101]\nfail-on: never\n", encoding="utf-8")

    assert run("check", "bad.yaml")[0] == 0
    assert run("check", "bad.yaml", "--fail-on", "error")[0] == 1


def test_a_changed_severity(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".caslint.yaml").write_text(
        "select: [CAS101]\nseverity: {CAS101: warning}\n", encoding="utf-8"
    )

    code, out, _ = run("check", "bad.yaml", "--format", "concise")

    assert code == 0
    assert "CAS101 warning" in out


def test_a_folder_is_searched(run: Run) -> None:
    code, out, _ = run("check", "--select", "CAS101", "--format", "json")
    report = json.loads(out)

    assert code == 1
    assert report["summary"]["organizations"] == 2
    assert [finding["file"] for finding in report["findings"]] == ["bad.yaml"]


def test_a_missing_file_does_not_stop_the_others(run: Run) -> None:
    code, out, _ = run("check", "nope.yaml", "bad.yaml", "--select", "CAS101", "--format", "json")
    report = json.loads(out)

    assert code == 3
    assert len(report["findings"]) == 1
    assert report["unreadable"] == [{"file": "nope.yaml", "reason": "there is no such file or folder"}]


def test_nothing_was_checked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("some: thing\n", encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")

    assert run("check", "other.yaml", "empty.yaml", "--format", "concise")[0] == 4
    assert run("check", "other.yaml", "--allow-empty", "--format", "concise")[0] == 0
    assert run("check", "other.yaml", "good.yaml", "--select", "CAS101", "--format", "concise")[0] == 0
    assert json.loads(run("check", "other.yaml", "--format", "json")[1])["outcome"] == "empty"


def test_undecodable_text_is_located_and_unreadable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"sites:\n  - name: \xff\n")

    code, out, _ = run("check", "odd.yaml", "--format", "json")
    report = json.loads(out)

    assert code == 3
    assert [(f["rule"], f["line"], f["column"]) for f in report["findings"]] == [("CAS001", 2, 11)]
    assert [one["file"] for one in report["unreadable"]] == ["odd.yaml"]


def test_utf_16_and_crlf_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wide.yaml").write_bytes(BAD.replace("\n", "\r\n").encode("utf-16"))

    code, out, _ = run("check", "wide.yaml", "--select", "CAS101", "--format", "json")
    finding = json.loads(out)["findings"][0]

    assert code == 1
    assert (finding["line"], finding["column"], finding["endColumn"]) == (3, 5, 16)


def test_outputs(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(
        "check",
        "bad.yaml",
        "--select",
        "CAS101",
        "--format",
        "concise",
        "--output",
        "json=a.json",
        "--output",
        "jsonl=b.jsonl",
    )

    assert code == 1
    assert out.startswith("bad.yaml:3:5: CAS101")
    assert json.loads((tmp_path / "a.json").read_bytes())["outcome"] == "findings"
    assert len((tmp_path / "b.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--output", "jsn"], "there is no format jsn; did you mean json?"),
        (["--output", "json="], "the file's name is missing"),
        (["--format", "full", "--output", "json"], "two outputs for standard output"),
        (["--output", "json=nowhere/x.json"], "cannot write nowhere/x.json"),
        (["--select", "CAS1001"], 'no rule is called "CAS1001"; the nearest is CAS101'),
        (["--ignore", "site-mailbox-without-csa"], "the nearest is CAS101 (site-mailbox-without-cas)"),
        (["--ignore", "CAS001"], "cannot be ignored"),
        (["--today", "tomorrow"], "is no day"),
        (["--config", "nope.yaml"], "nope.yaml"),
        (["--fail-on", "warn"], "invalid choice"),
        (["--colour"], "unrecognized arguments"),
    ],
)
def test_usage_errors(run: Run, words: list[str], said: str) -> None:
    code, _, err = run("check", "bad.yaml", *words)

    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_the_highest_code_wins(run: Run) -> None:
    assert run("check", "bad.yaml", "nope.yaml", "--output", "json=nowhere/x.json")[0] == 3
    assert run("check", "bad.yaml", "--output", "json=nowhere/x.json")[0] == 2


def test_a_configuration_with_a_mistake(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".caslint.yaml").write_text("ignroe: [CAS1]\n", encoding="utf-8")

    code, _, err = run("check", "bad.yaml")

    assert code == 2
    assert ".caslint.yaml:1:1" in err
    assert "ignore" in err


def test_show_config(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".caslint.yaml").write_text("ignore:\n  - CAS1\n", encoding="utf-8")

    code, out, _ = run("check", "bad.yaml", "--show-config", "--fail-on", "info")

    assert code == 0
    assert "ignore: CAS1  (.caslint.yaml:2)" in out
    assert "fail-on: info  (command line)" in out
    assert "packs: none  (default)" in out


def test_a_comment_silences_and_is_counted(run: Run, tmp_path: Path) -> None:
    comment = '# caslint: ignore[CAS101] reason="closed in May" until=2027-05-31'
    silenced = BAD.replace("- name: Kyoto", f"- name: Kyoto  {comment}")
    (tmp_path / "bad.yaml").write_text(silenced, encoding="utf-8")

    code, out, _ = run("check", "bad.yaml", "--select", "CAS101", "--format", "json", "--today", "2027-05-31")
    assert code == 0
    assert json.loads(out)["summary"]["suppressed"] == 1

    code, out, _ = run("check", "bad.yaml", "--select", "CAS101", "--format", "json", "--today", "2027-06-01")
    assert code == 1
    assert [finding["rule"] for finding in json.loads(out)["findings"]] == ["CAS101", "CAS093"]


def test_a_fragment_brings_its_whole_organization(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "org.yaml").write_text(
        "include: [parts/*.yaml]\norganization: {name: Contoso}\n", encoding="utf-8"
    )
    parts = tmp_path / "parts"
    parts.mkdir()
    sites, servers = BAD.split("servers:")
    (parts / "sites.yaml").write_text(sites, encoding="utf-8")
    (parts / "servers.yaml").write_text("servers:" + servers, encoding="utf-8")

    outputs = {
        run("check", *words, "--select", "CAS101", "--format", "json")[1]
        for words in (
            ["parts/sites.yaml"],
            ["parts/servers.yaml"],
            ["org.yaml"],
            ["parts/servers.yaml", "org.yaml"],
        )
    }

    assert len(outputs) == 1
    report = json.loads(outputs.pop())
    assert report["summary"]["organizations"] == 1
    assert [(f["file"], f["line"]) for f in report["findings"]] == [("parts/sites.yaml", 3)]


def test_the_same_bytes_in_every_run(run: Run) -> None:
    assert run("check", "--format", "json") == run("check", "--format", "json")


def caslint(*words: str, cwd: Path, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "caslint", *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, **environ},
    )


def test_standard_input(tmp_path: Path) -> None:
    done = caslint(
        "check", "-", "--stdin-filename", "new.yaml", "--select", "CAS101", "--format", "concise",
        cwd=tmp_path, stdin=BAD.encode(),
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stdout.startswith(b"new.yaml:3:5: CAS101 error")


def test_a_console_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD.replace("Kyoto", "Kyōto"), encoding="utf-8")

    done = caslint(
        "check", "bad.yaml", "--select", "CAS101", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    assert done.returncode == 1
    assert b"Ky\\u014dto" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe looks otherwise on Windows")
def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    command = f'"{sys.executable}" -m caslint check bad.yaml --format json; echo "code $?" >&2'

    done = subprocess.run(  # noqa: S602  the pipe is the point
        f"({command}) | true", shell=True, cwd=tmp_path, capture_output=True, timeout=120, check=False
    )

    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_pack_is_never_taken_from_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "evil_pack.py").write_text("open('ran', 'w').close()\nRULES = ()\n", encoding="utf-8")
    (tmp_path / ".caslint.yaml").write_text("packs: [evil_pack]\n", encoding="utf-8")
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")

    done = caslint("check", "good.yaml", cwd=tmp_path)

    assert done.returncode == 2
    assert b"the pack evil_pack is not installed" in done.stderr
    assert not (tmp_path / "ran").exists()


def test_a_page_on_a_console_that_is_not_utf_8(tmp_path: Path) -> None:
    done = caslint("explain", "CAS802", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert done.returncode == 0
    assert b"Severity: warning \\xb7 Versions" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize(
    ("command", "code"), [("check bad.yaml", 1), ("check -", 4), ("explain CAS101", 0), ("nope", 2)]
)
def test_closed_streams_are_no_error_of_their_own(tmp_path: Path, command: str, code: int) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")

    done = subprocess.run(  # noqa: S602  the shell closes the streams
        f'"{sys.executable}" -m caslint {command} <&- >&- 2>&-',
        shell=True,
        cwd=tmp_path,
        timeout=120,
        check=False,
    )

    assert done.returncode == code
