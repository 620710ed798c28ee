"""`caslint baseline` and the checks that follow it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from caslint.cli import main

SITES = "sites: [{name: Redmond}, {name: Kyoto}, {name: Paris}]\n"
ROOT = """\
sites: [{name: Redmond}, {name: Kyoto}]
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""
SECOND = ROOT.replace("Kyoto}]", "Kyoto}, {name: Paris}]") + (
    "  - {name: MBX03, site: Paris, version: 2010 SP3, roles: [Mailbox, HubTransport]}\n"
)
MENDED = ROOT.replace("[Mailbox,", "[ClientAccess, Mailbox,")
FILE = ".caslint-baseline.json"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def plant(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def checked(run: Run, *words: str) -> tuple[int, list[str], int, list[str]]:
    """Exit code, subjects of the errors, findings that the baseline knows, subjects of stale entries."""
    code, out, _ = run("check", *words, "--format", "json", "--select", "CAS101")
    report = json.loads(out)
    return (
        code,
        [one["subject"]["name"] for one in report["findings"] if one["severity"] == "error"],
        report["summary"]["baselined"],
        [one["subject"]["name"] for one in report["staleBaseline"]],
    )


def test_only_what_is_new_fails(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    assert checked(run) == (1, ["Kyoto"], 0, [])

    code, out, _ = run("baseline")
    assert code == 0
    assert out.startswith(f"{FILE}: ")
    assert "0 removed" in out
    assert checked(run) == (0, [], 1, [])
    assert checked(run, "--no-baseline") == (1, ["Kyoto"], 0, [])

    plant(tmp_path, org=SECOND)
    assert checked(run) == (1, ["Paris"], 1, [])


def test_moves_change_nothing(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    run("baseline")
    (tmp_path / "org.yaml").unlink()
    sites, servers = ROOT.split("servers:\n")
    plant(
        tmp_path,
        renamed="# a comment\n\ninclude: [parts/*.yaml]\n",
    )
    (tmp_path / "parts").mkdir()
    plant(tmp_path / "parts", sites=sites, servers="servers:\n" + servers)

    assert checked(run) == (0, [], 1, [])
    before = json.loads((tmp_path / FILE).read_bytes())["organizations"]
    run("baseline")
    after = json.loads((tmp_path / FILE).read_bytes())["organizations"]
    assert after["renamed.yaml"] == [one for one in before["org.yaml"] if one in after["renamed.yaml"]]
    assert checked(run, "parts/sites.yaml") == (0, [], 1, [])


def test_what_was_mended_is_stale_and_pruned(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    run("baseline")
    plant(tmp_path, org=MENDED)

    assert checked(run) == (0, [], 0, ["Kyoto"])
    _, out, _ = run("check", "--select", "CAS101")
    assert "1 stale baseline entry: caslint baseline --prune removes what is no longer found" in out
    _, out, _ = run("check", "--select", "CAS101", "-v")
    assert "CAS101 site Kyoto (org.yaml): stale baseline entry" in out
    code, out, _ = run("baseline", "--prune")
    assert (code, "(0 added, " in out) == (0, True)
    assert checked(run) == (0, [], 0, [])
    plant(tmp_path, org=ROOT)
    assert checked(run) == (1, ["Kyoto"], 0, [])


def test_pruning_takes_nothing_new_in(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    run("baseline")
    plant(tmp_path, org=SECOND)
    run("baseline", "--prune")

    assert checked(run) == (1, ["Paris"], 1, [])


def test_two_organizations_with_equal_names(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, a=ROOT, b=MENDED)
    run("baseline")
    assert checked(run) == (0, [], 1, [])

    plant(tmp_path, a=MENDED, b=ROOT)
    assert checked(run) == (1, ["Kyoto"], 0, ["Kyoto"])


def test_checking_a_part_makes_nothing_stale(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, a=ROOT, b=ROOT)
    run("baseline")

    assert checked(run, "a.yaml") == (0, [], 1, [])
    code, out, _ = run("check", "a.yaml", "--format", "json", "--select", "CAS102")
    assert (code, json.loads(out)["staleBaseline"]) == (0, [])
    (tmp_path / "b.yaml").unlink()
    assert checked(run, "a.yaml")[3] == []
    assert "Kyoto" in checked(run)[3]


def test_the_file_is_the_same_in_every_run_and_has_no_lines(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=SECOND)
    run("baseline")
    first = (tmp_path / FILE).read_bytes()
    plant(tmp_path, org="# moved\n\n" + SECOND)
    run("baseline")

    assert (tmp_path / FILE).read_bytes() == first
    assert b'"line"' not in first
    assert first.endswith(b"}\n")


def test_one_more_fault_is_one_more_line(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    run("baseline")
    before = (tmp_path / FILE).read_text(encoding="ascii").splitlines()
    plant(tmp_path, org=SECOND)
    run("baseline")
    after = (tmp_path / FILE).read_text(encoding="ascii").splitlines()

    assert [line for line in before if line not in after] == []
    assert all("Paris" in line or "MBX03" in line for line in after if line not in before)


def test_the_configuration_and_the_command_line_name_the_file(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    (tmp_path / ".caslint.yaml").write_text("baseline: known/old.json\n", encoding="utf-8")
    code, _, err = run("check")
    assert code == 2
    assert err == (
        "caslint check: .caslint.yaml:1:11: the baseline known/old.json is not there; "
        "caslint baseline writes it\n"
    )

    (tmp_path / "known").mkdir()
    run("baseline")
    assert (tmp_path / "known" / "old.json").exists()
    assert checked(run) == (0, [], 1, [])

    run("baseline", "--baseline", "mine.json")
    assert checked(run, "--baseline", "mine.json") == (0, [], 1, [])
    code, _, err = run("check", "--baseline", "gone.json")
    assert (code, "the baseline gone.json is not there" in err) == (2, True)


def test_a_broken_baseline_is_a_configuration_error(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    (tmp_path / FILE).write_text('{"version": 1,\n', encoding="utf-8")

    for command in ("check", "baseline"):
        code, _, err = run(command)
        assert code == 2
        assert err.startswith(f"caslint {command}: the baseline {FILE} cannot be used: line 2, column 1")
    assert run("check", "--no-baseline", "--select", "CAS101")[0] == 1


def test_what_cannot_be_judged_keeps_its_entries(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    run("baseline")
    before = (tmp_path / FILE).read_bytes()
    plant(tmp_path, org=ROOT + "sites: []\n")

    code, _, err = run("baseline")
    assert code == 1
    assert "org.yaml: its declaration is broken, so its entries stay as they are" in err
    assert (tmp_path / FILE).read_bytes() == before
    code, out, _ = run("check", "--format", "json")
    assert (code, json.loads(out)["staleBaseline"]) == (1, [])


def test_nothing_found_writes_nothing(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org="sites: [{name: Redmond}]\nservers: []\n")
    code, out, _ = run("baseline")

    assert code == 0
    assert out == f"{FILE}: 0 findings (0 added, 0 removed)\n"
    assert not (tmp_path / FILE).exists()


def test_nothing_checked_and_nothing_readable(run: Run, tmp_path: Path) -> None:
    assert run("baseline")[0] == 4
    code, _, err = run("baseline", "gone.yaml")
    assert (code, "gone.yaml: cannot be read" in err) == (3, True)
    assert not (tmp_path / FILE).exists()


def test_a_baseline_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    code, _, err = run("baseline", "--baseline", "no/where.json")

    assert (code, "cannot write" in err) == (2, True)


def test_reports_say_what_the_baseline_knows(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    run("baseline")
    code, out, _ = run("check", "--select", "CAS101", "--format", "json")
    report = json.loads(out)

    assert code == 0
    assert report["outcome"] == "clean"
    assert [one["rule"] for one in report["baselined"]] == ["CAS101"]
    assert json.loads(run("check", "--select", "CAS101", "--format", "sarif")[1])["runs"][0]["results"] == []


def test_a_fragment_of_two_organizations_counts_where_it_is_new(run: Run, tmp_path: Path) -> None:
    sites, servers = ROOT.split("servers:\n")
    (tmp_path / "parts").mkdir()
    plant(tmp_path / "parts", sites=sites, servers="servers:\n" + servers)
    plant(tmp_path, a="include: [parts/*.yaml]\n")
    run("baseline")
    plant(tmp_path, b="include: [parts/*.yaml]\n")

    assert checked(run) == (1, ["Kyoto"], 0, [])
    run("baseline")
    assert checked(run) == (0, [], 1, [])


def test_fixing_ends_as_a_check_would(run: Run, tmp_path: Path) -> None:
    plant(tmp_path, org=ROOT)
    assert run("fix", "--select", "CAS101")[0] == 1
    run("baseline")
    assert run("fix", "--select", "CAS101")[0] == 0
