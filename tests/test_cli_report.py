"""`caslint report`: one page, and exit codes that tell whether it was written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caslint.cli import main
from html_page import parsed

SAMPLE = Path(__file__).parent.parent / "sample-topologies" / "branch-office.yaml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "org.yaml").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def caslint(*words: str, cwd: Path, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "caslint", *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env=os.environ | environ,
    )


def codes(page: str) -> set[str]:
    found = (one for finding in parsed(page).all("details", "finding") for one in finding.all("span", "code"))
    return {one.text for one in found}


def test_the_page_is_written_and_that_is_success(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "org.yaml", "-o", "page.html"]) == 0
    said = capsys.readouterr()

    assert said.out == "page.html: 19 findings in 1 file (1 organization): 10 errors, 8 warnings, 1 info\n"
    assert said.err == ""
    assert "CAS101" in codes((folder / "page.html").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.iterdir()) == [".git", "org.yaml", "page.html"]
    assert main(["report", "org.yaml", "-o", "page.html", "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_check_writes_the_same_page(folder: Path) -> None:
    assert main(["report", "-o", "one.html"]) == 0
    assert main(["check", "--output", "html=two.html", "--format", "concise"]) == 1

    assert (folder / "one.html").read_bytes() == (folder / "two.html").read_bytes()


def test_standard_output_gets_the_page_where_no_file_is_named(folder: Path) -> None:
    assert main(["report", "org.yaml", "-o", "page.html"]) == 0
    for words in (["org.yaml"], ["org.yaml", "-o", "-"]):
        done = caslint("report", *words, cwd=folder, GITHUB_ACTIONS="true")

        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == (folder / "page.html").read_bytes()


def test_standard_input_is_read(folder: Path) -> None:
    done = caslint("report", "-", "--stdin-filename", "org.yaml", cwd=folder, stdin=SAMPLE.read_bytes())

    assert done.returncode == 0
    assert "CAS101" in codes(done.stdout.decode())


def test_settings_are_those_of_a_check(folder: Path) -> None:
    (folder / ".caslint.yaml").write_text("ignore: [CAS101]\n", encoding="utf-8")

    assert main(["report", "-o", "page.html"]) == 0
    found = codes((folder / "page.html").read_text(encoding="utf-8"))
    assert "CAS101" not in found
    assert len(found) > 5
    assert main(["report", "-o", "page.html", "--select", "CAS107,CAS2", "--ignore", "CAS201"]) == 0
    assert codes((folder / "page.html").read_text(encoding="utf-8")) == {
        "CAS107",
        "CAS204",
        "CAS212",
        "CAS217",
    }


def test_what_is_silenced_stands_there_with_its_reason(folder: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace(
        "  - name: Funchal\n",
        '  - name: Funchal  # caslint: ignore[CAS101] until=2027-03-31 reason="next <quarter>"\n',
    )
    (folder / "org.yaml").write_text(text, encoding="utf-8")
    assert main(["baseline", "org.yaml", "--today", "2026-11-22"]) == 0
    known = folder / ".caslint-baseline.json"
    entries = known.read_text(encoding="utf-8").replace(
        '"rule": "CAS107"', '"rule": "CAS107", "reason": "bought, not delivered"'
    )
    known.write_text(entries, encoding="utf-8")

    assert main(["report", "org.yaml", "--today", "2026-11-22", "-o", "page.html"]) == 0
    told = parsed((folder / "page.html").read_text(encoding="utf-8")).named("silenced").text
    assert "next <quarter> (until 2027-03-31)" in told
    assert "bought, not delivered" in told
    assert main(["report", "org.yaml", "--today", "2027-11-22", "--no-baseline", "-o", "page.html"]) == 0
    assert "CAS093" in codes((folder / "page.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["gone.yaml"], 3, "gone.yaml: cannot be read: "),
        (["notes.yaml"], 4, "nothing was checked"),
        (["org.yaml", "--select", "CAS999"], 2, "CAS999"),
        (["org.yaml", "--today", "tomorrow"], 2, "--today"),
        (["org.yaml", "--config", "gone"], 2, "gone"),
    ],
)
def test_a_page_that_stands_there_stays_where_nothing_was_checked(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, told: str
) -> None:
    (folder / "notes.yaml").write_text("# nothing yet\n", encoding="utf-8")
    (folder / "page.html").write_bytes(b"yesterday")

    assert main(["report", *words, "-o", "page.html"]) == code
    assert told in capsys.readouterr().err
    assert (folder / "page.html").read_bytes() == b"yesterday"


def test_one_bad_input_does_not_stop_the_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "org.yaml", "gone.yaml", "-o", "page.html"]) == 3
    assert "gone.yaml: cannot be read" in capsys.readouterr().err
    assert "gone.yaml" in parsed((folder / "page.html").read_text(encoding="utf-8")).named("unreadable").text


def test_a_folder_without_a_topology_may_be_meant_so(folder: Path) -> None:
    (folder / "org.yaml").unlink()

    assert main(["report", "--allow-empty", "-o", "page.html"]) == 0
    assert "Nothing was checked" in (folder / "page.html").read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "org.yaml", "-o", "no/such/page.html"]) == 2
    assert "cannot write no/such/page.html" in capsys.readouterr().err


def test_a_broken_declaration_is_reported_too(folder: Path) -> None:
    (folder / "org.yaml").write_text("sites: [{name: Kyoto, global: 1}]\n", encoding="utf-8")

    assert main(["report", "org.yaml", "-o", "page.html"]) == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert codes(page) == {"CAS002"}
    assert "the declaration is broken" in page
