"""`caslint diff`: what is compared, what is told, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caslint.cli import main
from git_repository import Repo, needs_git
from reviewing import PROXIED as ORG

Run = Callable[..., tuple[int, str, str]]

BROKEN = ORG.replace("{windowsAuthEnabled: true}", "{windowsAuthEnabled: false}")
QUIET = ("--select", "CAS301")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs caslint in a folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def caslint(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return caslint


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def rows(out: str) -> dict[str, list[Any]]:
    report = json.loads(out)
    return {
        fate: [(row["protocol"], row["entry"], row["mailboxSite"]) for row in report["routes"][fate]]
        for fate in ("lost", "gained", "changed")
    }


def test_two_files(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"before.yaml": ORG, "after.yaml": BROKEN})

    code, out, _ = run("diff", "before.yaml", "after.yaml", *QUIET, "--format", "json")
    report = json.loads(out)

    assert code == 1
    assert list(report) == ["version", "findings", "routes"]
    assert [one["rule"] for one in report["findings"]["new"]] == ["CAS301"]
    (row,) = report["routes"]["lost"]
    assert {key: row[key] for key in row if key not in {"before", "after", "causes"}} == {
        "protocol": "activesync",
        "entry": "CAS01",
        "entrySite": "Redmond",
        "mailboxSite": "Kyoto",
        "mailboxVersion": "2010",
    }
    assert (row["before"]["outcome"], row["before"]["target"]) == ("proxy", "CAS03")
    assert (row["after"]["outcome"], row["after"]["code"]) == ("reject", "proxy-target-not-windows-auth")
    assert row["before"]["steps"][0]["file"] == "before.yaml"
    (cause,) = row["causes"]
    assert (cause["object"], cause["field"], cause["change"]) == (
        {"kind": "server", "name": "CAS03"},
        "virtualDirectories.activesync.windowsAuthEnabled",
        "changed",
    )
    assert [cause[side]["value"] for side in ("before", "after")] == ["true", "false"]
    assert [
        (cause[side]["file"], cause[side]["line"], cause[side]["column"]) for side in ("before", "after")
    ] == [
        ("before.yaml", 17, 40),
        ("after.yaml", 17, 40),
    ]
    assert report["routes"]["gained"] == report["routes"]["changed"] == []


def test_the_other_way_round(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"before.yaml": BROKEN, "after.yaml": ORG})

    code, out, _ = run("diff", "before.yaml", "after.yaml", *QUIET, "--format", "json")

    assert code == 0
    assert rows(out) == {"lost": [], "gained": [("activesync", "CAS01", "Kyoto")], "changed": []}
    assert [one["rule"] for one in json.loads(out)["findings"]["fixed"]] == ["CAS301"]


def test_text_for_a_terminal(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"before.yaml": ORG, "after.yaml": BROKEN})

    code, out, _ = run("diff", "before.yaml", "after.yaml", *QUIET)

    assert code == 1
    assert out.startswith("1 route lost\n")
    assert (
        "ActiveSync clients of Kyoto entering at CAS01: "
        "proxied to CAS03 → rejected (proxy-target-not-windows-auth)\n"
    ) in out
    assert "windowsAuthEnabled of CAS03 changed from true to false (after.yaml:17, was before.yaml:17)" in out
    assert "error[CAS301]" in out
    assert out.rstrip().endswith(
        "before.yaml → after.yaml: 1 route lost, 0 changed, 0 gained; findings: 1 new, 0 fixed, 0 kept"
    )


def test_new_findings_are_shown_in_their_source_where_asked_for(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"before.yaml": ORG, "after.yaml": BROKEN})
    words = ("diff", "before.yaml", "after.yaml", *QUIET)

    short, long = run(*words)[1], run(*words, "-v")[1]

    assert "  after.yaml:17:40: error[CAS301] CAS03/activesync " in short
    assert "    help: turn Windows authentication on" in short
    assert "^^^^^" not in short
    assert "^^^^^" in long


def test_nothing_to_tell(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"before.yaml": ORG, "after.yaml": "# the same\n" + ORG.replace("Redmond", '"Redmond"')})

    code, out, _ = run("diff", "before.yaml", "after.yaml", *QUIET)

    assert code == 0
    assert out == (
        "before.yaml → after.yaml: no client notices this change; findings: 0 new, 0 fixed, 0 kept\n"
    )


def test_every_request_is_shown_where_asked_for(run: Run, tmp_path: Path) -> None:
    more = ORG.replace(
        "  - name: CAS03",
        "  - {name: CAS02, site: Redmond, version: 2010 SP3, roles: [ClientAccess]}\n  - name: CAS03",
    )
    write(
        tmp_path,
        {"a.yaml": more, "b.yaml": more.replace("{windowsAuthEnabled: true}", "{windowsAuthEnabled: false}")},
    )

    short, long = (
        run("diff", "a.yaml", "b.yaml", *QUIET)[1],
        run("diff", "a.yaml", "b.yaml", *QUIET, "--all")[1],
    )

    assert "entering at CAS01" in short
    assert "2 routes like this: entering at CAS01 and CAS02" in short
    assert "entering at CAS02" not in short
    assert "entering at CAS01" in long
    assert "entering at CAS02" in long


@needs_git
def test_a_revision_against_the_working_tree(run: Run, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"org.yaml": ORG, "sub/notes.txt": "x"})
    repo.write({"org.yaml": BROKEN})

    code, out, _ = run("diff", "git:HEAD", *QUIET, "--format", "json")
    assert code == 1
    assert rows(out)["lost"] == [("activesync", "CAS01", "Kyoto")]
    assert json.loads(out)["routes"]["lost"][0]["causes"][0]["before"]["file"] == "org.yaml"

    for base in ("git:HEAD:org.yaml", "git:main:./org.yaml", "git:main..."):
        assert rows(run("diff", base, *QUIET, "--format", "json")[1]) == rows(out)
    assert "HEAD → the working tree" in run("diff", "git:HEAD", *QUIET)[1]
    assert "org.yaml at HEAD → org.yaml" in run("diff", "git:HEAD:org.yaml", *QUIET)[1]


@needs_git
def test_from_a_folder_below(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path)
    repo.commit({"deep/org.yaml": ORG, "other.yaml": ORG})
    repo.write({"deep/org.yaml": BROKEN, "other.yaml": BROKEN})
    monkeypatch.chdir(tmp_path / "deep")

    assert len(rows(run("diff", "git:HEAD", *QUIET, "--format", "json")[1])["lost"]) == 1
    for base in ("git:HEAD:deep/org.yaml", "git:HEAD:./org.yaml", "git:HEAD:../other.yaml"):
        code, out, _ = run("diff", base, *QUIET, "--format", "json")
        assert (code, len(rows(out)["lost"])) == (1, 1)
    assert run("diff", "git:HEAD:org.yaml", *QUIET)[0] == 3


@needs_git
def test_two_revisions_and_a_range(run: Run, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"org.yaml": ORG})
    repo.git("checkout", "-q", "-b", "feature")
    repo.commit({"org.yaml": BROKEN})
    repo.git("checkout", "-q", "main")
    repo.commit({"org.yaml": ORG.replace("Contoso", "Fabrikam")})

    for words in (["git:main", "git:feature"], ["git:main...feature"], ["git:main...feature", "git:feature"]):
        code, out, _ = run("diff", *words, *QUIET, "--format", "json")
        assert (code, rows(out)["lost"]) == (1, [("activesync", "CAS01", "Kyoto")])
    assert "the merge base of main and feature → feature" in run("diff", "git:main...feature", *QUIET)[1]


@needs_git
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["git:mian"], 2, "there is no revision mian here; the nearest is main"),
        (["git:--output=x"], 2, "none begins with -"),
        (["git:"], 2, "there is no revision"),
        (["git:HEAD", "git:nope"], 2, "there is no revision nope here"),
        (["git:HEAD:nope.yaml"], 3, "nope.yaml: there is no such file or folder"),
        (["nope.yaml", "org.yaml"], 3, "nope.yaml: there is no such file or folder"),
        (["org.yaml", "nope"], 3, "nope: there is no such file or folder"),
        (["org.yaml"], 2, "a revision such as git:HEAD:org.yaml"),
        ([], 2, "the following arguments are required: BASE"),
        (["git:HEAD", "--format", "yaml"], 2, "invalid choice"),
        (["git:HEAD", "--output", "jsn"], 2, "did you mean json?"),
        (["git:HEAD", "--output", "json=nowhere/x"], 2, "cannot write nowhere/x"),
        (["git:HEAD", "--select", "CAS1001"], 2, 'no rule is called "CAS1001"'),
        (["git:HEAD", "--today", "x"], 2, "is no day"),
        (["git:HEAD\x1b[31m"], 2, "a revision is one line"),
    ],
)
def test_what_cannot_be_compared(run: Run, tmp_path: Path, words: list[str], code: int, said: str) -> None:
    Repo(tmp_path).commit({"org.yaml": ORG})

    given = run("diff", *words)

    assert given[0] == code
    assert said in given[1] + given[2]
    assert "Traceback" not in given[2]
    assert "\x1b" not in given[2]


def test_outside_of_a_repository(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    code, _, err = run("diff", "git:HEAD")

    assert code == 2
    assert err.startswith("caslint diff: git ")
    assert err.count("\n") == 1


def test_without_git(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert run("diff", "git:HEAD") == (
        2,
        "",
        "caslint diff: git is not installed, or not in PATH: without it revisions cannot be read\n",
    )


def test_two_folders_with_renamed_files(run: Run, tmp_path: Path) -> None:
    other = ORG.replace("Contoso", "Fabrikam").replace("CAS0", "FAB0")
    write(tmp_path, {"a/org.yaml": ORG, "a/fab.yaml": other, "b/contoso.yaml": ORG, "b/deep/f.yaml": other})

    code, out, _ = run("diff", "a", "b", "--format", "json")

    assert code == 0
    assert rows(out) == {"lost": [], "gained": [], "changed": []}
    findings = json.loads(out)["findings"]
    assert (findings["new"], findings["fixed"]) == ([], [])
    assert findings["kept"]


def test_an_organization_that_comes_and_one_that_goes(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a/org.yaml": ORG, "b/org.yaml": ORG, "b/more.yaml": ORG.replace("Contoso", "Two")})

    there = run("diff", "a", "b", *QUIET, "--format", "json")
    back = run("diff", "b", "a", *QUIET, "--format", "json")

    assert (there[0], back[0]) == (0, 1)
    assert rows(there[1])["gained"] == rows(back[1])["lost"] != []
    assert all(row["after"] is None for row in json.loads(back[1])["routes"]["lost"])


def test_empty_sides(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a/notes.yaml": "x: 1\n", "b/org.yaml": ORG})

    assert run("diff", "a", "a", "-q")[0] == 4
    assert run("diff", "a", "a", "-q", "--allow-empty")[0] == 0
    assert run("diff", "a", "b", *QUIET)[0] == 0


def test_a_side_that_is_no_sound_declaration(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ORG, "b.yaml": ORG.replace("roles:", "rolls:"), "c.yaml": "sites: [\n"})

    for broken in ("b.yaml", "c.yaml"):
        code, out, _ = run("diff", "a.yaml", broken, "--format", "json")
        report = json.loads(out)
        assert code == 1
        assert report["routes"] == {"lost": [], "gained": [], "changed": []}
        assert report["findings"]["new"]
        assert report["unreadable"][0]["file"] == broken
        assert "its routes are not compared" in report["unreadable"][0]["reason"]
    assert run("diff", "b.yaml", "a.yaml", *QUIET)[0] == 0


def test_a_side_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ORG})
    (tmp_path / "odd.yaml").write_bytes(b"sites:\n  - name: \xff\n")

    assert run("diff", "a.yaml", "odd.yaml", "-q")[0] == 3
    assert run("diff", "odd.yaml", "a.yaml", *QUIET)[0] == 0


def test_findings_that_are_only_silenced(run: Run, tmp_path: Path) -> None:
    comment = '  # caslint: ignore[CAS301] reason="until the move"'
    silenced = BROKEN.replace("{windowsAuthEnabled: false}", "{windowsAuthEnabled: false}" + comment)
    write(tmp_path, {"bad.yaml": BROKEN, "silenced.yaml": silenced, "good.yaml": ORG})

    for base, lost in (("bad.yaml", 0), ("good.yaml", 1)):
        code, out, _ = run("diff", base, "silenced.yaml", *QUIET, "--format", "json")
        found = json.loads(out)["findings"]
        assert (code, len(rows(out)["lost"])) == (lost, lost)
        assert [len(found[key]) for key in ("new", "fixed", "kept", "suppressed")] == [0, 0, 0, 1]
    found = json.loads(run("diff", "silenced.yaml", "bad.yaml", *QUIET, "--format", "json")[1])["findings"]
    assert [len(found[key]) for key in ("new", "fixed", "kept", "suppressed")] == [1, 0, 0, 0]
    found = json.loads(run("diff", "silenced.yaml", "silenced.yaml", *QUIET, "--format", "json")[1])[
        "findings"
    ]
    assert [len(found[key]) for key in ("new", "fixed", "kept", "suppressed")] == [0, 0, 0, 0]


@needs_git
def test_settings_that_come_with_the_change(run: Run, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"org.yaml": BROKEN, ".caslint.yaml": "select: [CAS3]\n"})

    repo.write({".caslint.yaml": "select: [CAS3]\nignore: [CAS301]\n"})
    found = json.loads(run("diff", "git:HEAD", "--format", "json")[1])["findings"]
    assert [len(found[key]) for key in ("new", "fixed", "kept", "suppressed")] == [0, 0, 0, 1]

    repo.commit()
    repo.write({".caslint.yaml": "select: [CAS3]\n"})
    code, out, _ = run("diff", "git:HEAD", "--format", "json")
    found = json.loads(out)["findings"]
    assert code == 0
    assert [len(found[key]) for key in ("new", "fixed", "kept", "suppressed")] == [0, 0, 1, 0]


@needs_git
def test_a_baseline_that_comes_with_the_change(run: Run, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"org.yaml": ORG, ".caslint.yaml": "select: [CAS3]\n"})
    repo.write({"org.yaml": BROKEN})
    assert run("baseline")[0] == 0

    def numbers(*words: str) -> list[int]:
        found = json.loads(run("diff", *words, "--format", "json")[1])["findings"]
        return [len(found[key]) for key in ("new", "fixed", "kept", "suppressed")]

    assert numbers("git:HEAD") == [0, 0, 0, 1]
    repo.commit()
    assert numbers("git:HEAD") == [0, 0, 0, 0]
    assert numbers("git:HEAD~1", "git:HEAD") == [0, 0, 0, 1]
    assert numbers("git:HEAD", "git:HEAD~1") == [0, 0, 0, 0]
    (tmp_path / ".caslint-baseline.json").unlink()
    assert numbers("git:HEAD") == [1, 0, 0, 0]
    (tmp_path / ".caslint-baseline.json").write_text("{", encoding="utf-8")
    assert run("diff", "git:HEAD")[0] == 2
    repo.commit()
    (tmp_path / ".caslint-baseline.json").unlink()
    assert numbers("git:HEAD") == [0, 0, 1, 0]


@needs_git
def test_settings_of_the_past_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"org.yaml": ORG, ".caslint.yaml": "ignroe: [CAS1]\n"})
    repo.write({".caslint.yaml": "ignore: [CAS1]\n"})

    assert run("diff", "git:HEAD:org.yaml", "-q")[0] == 0


def test_the_failing_level(run: Run, tmp_path: Path) -> None:
    hubless = ORG.replace("roles: [ClientAccess, HubTransport, Mailbox]", "roles: [ClientAccess, Mailbox]", 1)
    settings = "select: [CAS1, CAS3]\nseverity: {site-mailbox-without-hub: warning}\n"
    write(tmp_path, {"a.yaml": ORG, "b.yaml": hubless, "lost.yaml": BROKEN, ".caslint.yaml": settings})

    new = json.loads(run("diff", "a.yaml", "b.yaml", "--format", "json")[1])["findings"]["new"]
    assert [one["severity"] for one in new] == ["warning"]
    assert run("diff", "a.yaml", "b.yaml")[0] == 0
    assert run("diff", "a.yaml", "b.yaml", "--fail-on", "warning")[0] == 1
    assert run("diff", "a.yaml", "lost.yaml", "--fail-on", "never")[0] == 0
    assert run("diff", "a.yaml", "lost.yaml", "--ignore", "CAS3")[0] == 1


def test_sarif_holds_what_is_new_and_nothing_else(run: Run, tmp_path: Path) -> None:
    both = BROKEN.replace("roles: [ClientAccess, HubTransport, Mailbox]", "roles: [ClientAccess, Mailbox]", 1)
    old = both.replace("{windowsAuthEnabled: false}", "{windowsAuthEnabled: true}")
    write(tmp_path, {"a.yaml": old, "b.yaml": both})

    report = json.loads(run("diff", "a.yaml", "b.yaml", "--format", "sarif")[1])

    assert {result["ruleId"] for result in report["runs"][0]["results"]} == {"CAS301"}


def test_a_console_that_has_no_arrow(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ORG, "b.yaml": BROKEN})
    out = subprocess.run(
        [sys.executable, "-m", "caslint", "diff", "a.yaml", "b.yaml", *QUIET],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
        timeout=120,
    ).stdout.decode("cp1252")

    assert "proxied to CAS03 -> rejected" in out
    assert "a.yaml -> b.yaml: 1 route lost" in out
    assert "u2192" not in out


def test_several_outputs(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ORG, "b.yaml": BROKEN})

    code, out, _ = run(
        "diff", "a.yaml", "b.yaml", *QUIET, "--output", "json=r.json", "--output", "markdown=r.md"
    )

    assert code == 1
    assert out.startswith("1 route lost")
    assert len(json.loads((tmp_path / "r.json").read_text())["routes"]["lost"]) == 1
    assert "#### 1 route lost" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_in_github_actions(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.yaml": ORG, "b.yaml": BROKEN, "summary.md": "before\n"})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    _, out, _ = run("diff", "a.yaml", "b.yaml", *QUIET)

    assert "::error title=CAS301" in out
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("before\n### caslint: a.yaml → b.yaml\n")
    assert (
        "| ActiveSync clients of Kyoto entering at CAS01 | proxied to CAS03 | rejected (proxy-target"
        in summary
    )


EVIL = "##[error]x ::error::y <img src=x> | `a` **b** \\u001b[31m"


def test_text_from_files_stays_text(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").touch()
    before, after = (
        text.replace("Kyoto", f'"{EVIL}"').replace("CAS03", '"CAS03\\n::error::z"') for text in (ORG, BROKEN)
    )
    write(tmp_path, {"a.yaml": before, "b.yaml": after})

    for words in ([], ["--all"], ["--format", "json"]):
        _, out, _ = run("diff", "a.yaml", "b.yaml", "--ignore", "CAS9", "--output", "markdown=r.md", *words)
        commands = [line for line in out.splitlines() if line.lstrip().startswith("::")]
        assert all(
            line.startswith(
                ("::error title=CAS", "::error title=1 client route lost", "::notice", "::warning title=CAS")
            )
            for line in commands
        )
        assert "##[" not in out
        assert "\x1b[31m" not in out
    for name in ("summary.md", "r.md"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "<img" not in text
        assert "**b**" not in text
        assert "\x1b" not in text


def test_a_file_name_with_a_line_break(run: Run, tmp_path: Path) -> None:
    name = "a\n::error::x.yaml"
    try:
        write(tmp_path, {name: ORG, "b.yaml": BROKEN})
    except OSError:
        pytest.skip("no file can have this name here")

    _, out, _ = run("diff", name, "b.yaml", *QUIET)

    assert "a\\n::error::x.yaml → b.yaml" in out


def test_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ORG, "b.yaml": BROKEN})
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "caslint", "diff", "a.yaml", "b.yaml", "--format", form],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
            timeout=120,
        ).stdout
        for form in ("json",)
        for seed in ("1", "2", "3")
    }

    assert len(outputs) == 1
