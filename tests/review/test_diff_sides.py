"""`caslint diff` where a side is broken, absent, renamed or reached through a link: what is compared with what."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caslint.cli import main
from git_repository import Repo, needs_git
from reviewing import PROXIED

Diff = Callable[..., tuple[int, str, str]]

ORG = """\
organization: {name: Contoso}
sites:
  - {name: Redmond}
servers:
  - {name: CAS01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX01, site: Nowhere, version: 2010 SP3, roles: [Mailbox]}
"""


def named(name: str, text: str = ORG) -> str:
    """The same organization under another name, with servers of other names."""
    return text.replace("Contoso", name).replace("CAS01", f"{name}-CAS").replace("MBX01", f"{name}-MBX")


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Diff:
    """Runs `caslint diff` in a folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(("diff", *words))
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return run


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def findings(out: str) -> dict[str, int]:
    return {kind: len(found) for kind, found in json.loads(out)["findings"].items()}


def routes(out: str) -> dict[str, int]:
    return {fate: len(rows) for fate, rows in json.loads(out)["routes"].items()}


def reasons(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out).get("unreadable", [])
    return found


def test_what_breaks_a_file_is_new_and_nothing_is_fixed(diff: Diff, tmp_path: Path) -> None:
    write(tmp_path, {"good.yaml": ORG, "broken.yaml": ORG + "\t- x\n"})

    code, out, _ = diff("good.yaml", "broken.yaml", "--format", "json")
    assert (code, findings(out)) == (1, {"new": 1, "fixed": 0, "kept": 0, "suppressed": 0})
    assert "nor the findings of its other side (2)" in reasons(out)[0]["reason"]

    code, out, _ = diff("broken.yaml", "good.yaml", "--format", "json")
    assert (code, findings(out)) == (0, {"new": 0, "fixed": 1, "kept": 0, "suppressed": 0})
    assert "before the change" in reasons(out)[0]["reason"]


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    "words", [("a.yaml", "b.yaml"), ("b.yaml", "a.yaml"), ("a.yaml", "none.yaml"), ("none1", "none2")]
)
def test_nobody_is_said_to_notice_nothing_where_nothing_was_compared(
    diff: Diff, tmp_path: Path, words: tuple[str, str], form: str
) -> None:
    write(
        tmp_path,
        {"a.yaml": "# nothing yet\nsites: [\n", "b.yaml": ORG.replace("site: Redmond", "sit: Redmond")},
    )

    _, out, _ = diff(*words, "--format", form)

    assert "o client notices" not in out
    assert "routes could not be compared" in out


def test_the_organizations_that_could_be_compared_are_told_apart(diff: Diff, tmp_path: Path) -> None:
    write(tmp_path, {"old/a.yaml": ORG, "old/b.yaml": named("Fabrikam")})
    write(tmp_path, {"new/a.yaml": ORG, "new/b.yaml": "sites: [\n"})

    _, out, _ = diff("old", "new")

    assert "no client notices this change where routes could be compared, which is not so for 1 org" in out


@needs_git
def test_a_clone_without_the_file_tells_no_findings(
    diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "whole")
    repo.commit({"org.yaml": ORG})
    repo.commit({"org.yaml": ORG + "# more\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    partial = str(tmp_path / "partial")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.folder}", partial)
    monkeypatch.chdir(partial)

    code, out, _ = diff("git:HEAD^1", "--format", "json")

    assert code == 3
    assert findings(out) == {"new": 0, "fixed": 0, "kept": 0, "suppressed": 0}
    assert "fetch it first" in reasons(out)[0]["reason"]


def linked(folder: Path, name: str, target: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    try:
        (folder / name).symlink_to(target)
    except OSError:
        pytest.skip("no links can be made here")


@needs_git
@pytest.mark.parametrize(
    "word", ["git:HEAD", "git:HEAD:current.yaml", "git:HEAD:real", "git:HEAD:way/org.yaml"]
)
def test_a_revision_with_links_is_what_is_checked_out(diff: Diff, tmp_path: Path, word: str) -> None:
    repo = Repo(tmp_path)
    more = "servers:\n  - {name: CAS02, site: Redmond, version: 2010 SP3, roles: [ClientAccess]}\n"
    linked(tmp_path, "current.yaml", "real/org.yaml")
    linked(tmp_path, "way", "./real/../real")
    linked(tmp_path, "real/sites/more.yaml", "../shared/more.yaml")
    repo.commit({"real/org.yaml": ORG + "include: [sites/*.yaml]\n", "real/shared/more.yaml": more})
    linked(tmp_path, "sites", "real/sites")
    repo.commit()

    code, out, _ = diff(word, "--format", "json")
    found = findings(out)
    assert (code, reasons(out)) == (0, [])
    assert (found["new"], found["fixed"]) == (0, 0)
    assert found["kept"] > 0


@needs_git
def test_what_a_link_leads_to_is_compared(diff: Diff, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    linked(tmp_path, "current.yaml", "real/org.yaml")
    repo.commit({"real/org.yaml": ORG})
    repo.write({"real/org.yaml": ORG.replace("site: Nowhere", "site: Redmond")})

    code, out, _ = diff("git:HEAD:current.yaml", "--format", "json")

    assert code == 0
    assert findings(out)["fixed"] > 0


A, B = named("Alpha"), named("Beta")


@pytest.mark.parametrize(
    ("after", "gained"),
    [
        ({"b.yaml": A, "c.yaml": B}, 0),
        ({"b.yaml": A + "# moved\n", "c.yaml": B + "# moved\n"}, 0),
        (
            {
                "b.yaml": A.replace("name: Alpha}", "name: Gamma}"),
                "a.yaml": B.replace("name: Beta}", "name: Delta}"),
            },
            0,
        ),
        ({"z.yaml": A, "b.yaml": B, "a.yaml": named("Gamma")}, 20),
        ({"a.yaml": A + "# edited\n", "copy.yaml": A, "b.yaml": B}, 20),
    ],
)
def test_files_that_take_the_names_of_others_are_no_change(
    diff: Diff, tmp_path: Path, after: dict[str, str], gained: int
) -> None:
    write(
        tmp_path, {"old/a.yaml": A, "old/b.yaml": B} | {f"new/{name}": text for name, text in after.items()}
    )

    code, out, _ = diff("old", "new", "--format", "json")

    there = routes(out)
    assert (there["lost"], there["changed"], bool(there["gained"])) == (0, 0, bool(gained))
    assert code in {0, 1}


TWO = PROXIED.replace("Contoso", "Prod")


def test_servers_of_one_name_in_two_organizations_are_told_apart(diff: Diff, tmp_path: Path) -> None:
    lab = "# the laboratory\n\n" + TWO.replace("Prod", "Lab")
    write(tmp_path, {"old/prod.yaml": TWO, "old/lab.yaml": lab})
    lost = "{windowsAuthEnabled: false}"
    for name, text in (("prod", TWO), ("lab", lab)):
        write(tmp_path, {f"new/{name}.yaml": text.replace("{windowsAuthEnabled: true}", lost)})

    code, out, _ = diff("old", "new", "--select", "CAS301")

    assert code == 1
    for name, line in (("prod", 17), ("lab", 19)):
        assert f"entering at CAS01 in new/{name}.yaml: proxied to CAS03" in out
        assert (
            f"of CAS03 changed from true to false (new/{name}.yaml:{line}, was old/{name}.yaml:{line})" in out
        )
    assert "like this" not in out
    assert "2 routes lost" in out


def test_fail_on_never_is_the_same_in_the_settings(diff: Diff, tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.yaml": TWO, "b.yaml": TWO.replace("{windowsAuthEnabled: true}", "{windowsAuthEnabled: false}")},
    )
    words = ("a.yaml", "b.yaml")

    assert diff(*words)[0] == 1
    assert diff(*words, "--fail-on", "never")[0] == 0
    write(tmp_path, {".caslint.yaml": "fail-on: never\n"})
    assert diff(*words)[0] == 0
    assert diff(*words, "--fail-on", "error")[0] == 1


@needs_git
def test_a_path_that_comes_or_goes_is_an_empty_side(diff: Diff, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"readme.md": "x\n"})
    repo.commit({"exchange/org.yaml": TWO})

    for words in (("git:HEAD^1:./exchange", "exchange"), ("git:HEAD^1", "exchange/org.yaml")):
        code, out, _ = diff(*words, "--format", "json")
        assert (code, routes(out)["lost"], reasons(out)) == (0, 0, [])
        assert routes(out)["gained"] > 0
    repo.git("rm", "-q", "-r", "exchange")
    code, out, _ = diff("git:HEAD:./exchange", "--format", "json")
    assert (code, reasons(out)) == (1, [])
    assert routes(out)["lost"] > 0
    assert diff("git:HEAD:./exchnage")[0] == 3
    assert diff("git:HEAD:exchnage/org.yaml", "git:HEAD:exchange/org.yaml")[0] == 3


@needs_git
def test_before_the_first_commit(diff: Diff, tmp_path: Path) -> None:
    Repo(tmp_path).write({"org.yaml": TWO})

    code, out, err = diff("git:HEAD")
    assert (code, out) == (2, "")
    assert "there is no commit here yet; --allow-empty" in err
    code, out, _ = diff("--allow-empty", "git:HEAD", "--format", "json")
    assert code == 0
    assert routes(out)["gained"] > 0


@needs_git
def test_a_revision_without_a_path_has_that_of_head(diff: Diff, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": A, "b.yaml": B})
    repo.commit({"a.yaml": A + "# edited\n"})

    for words in (("git:HEAD", "a.yaml"), ("git:HEAD^1", "git:HEAD:a.yaml"), ("git:HEAD", ".")):
        code, out, _ = diff(*words, "--format", "json")
        assert code == 0
        assert routes(out) == {"lost": 0, "gained": 0, "changed": 0}
        assert findings(out)["fixed"] == 0


@needs_git
def test_settings_of_base_that_are_broken_are_told_and_mended(diff: Diff, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({".caslint.yaml": "exclud: [old/]\n", "org.yaml": TWO, "old/org.yaml": A})
    repo.write({".caslint.yaml": "exclude: [old/]\n"})

    code, out, err = diff("git:HEAD")
    assert (code, err) == (0, "")
    assert ".caslint.yaml: at HEAD: line 1, unknown key 'exclud'" in out
    assert "no client notices this change" in out
    assert "passed over" in diff("git:HEAD:org.yaml", "--format", "json")[1]

    repo.commit()
    repo.write({".caslint.yaml": "exclud: [old/]\n"})
    assert diff("git:HEAD")[0] == 2


@needs_git
def test_words_that_name_no_side(diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "whole")
    repo.commit({"a.yaml": TWO})
    monkeypatch.chdir(repo.folder)

    assert "standard input is no side" in diff("a.yaml", "-")[2]
    assert "standard input is no side" in diff("-", "a.yaml")[2]
    assert "there is no revision without a name; write" in diff("git::a.yaml")[2]
    assert "try 'caslint diff --help'" in diff("git:HEAD", "a.yaml", "b")[2]
    assert diff("git:HEAD:a.yaml/")[:1] == (0,)
    repo.git("clone", "-q", "--bare", ".", "../bare")
    monkeypatch.chdir(tmp_path / "bare")
    code, _, err = diff("git:HEAD")
    assert (code, "a bare repository has no working tree" in err) == (2, True)


@needs_git
def test_a_place_in_base_is_told_once(diff: Diff, tmp_path: Path) -> None:
    Repo(tmp_path).commit({"a.yaml": TWO})
    write(tmp_path, {"a.yaml": TWO.replace("name: CAS03", "name: CAS04")})

    assert "server CAS03 removed (a.yaml:12 at HEAD)" in diff("git:HEAD:a.yaml")[1]


COEXISTENCE = Path(__file__).parents[2] / "sample-topologies" / "coexistence.yaml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("connectsTo: eu.contoso.com", "connectsTo: eu.contso.com", "→ a name that leads to no server"),
        (
            "https://legacy.contoso.com/exchange",
            "https://legcy.contoso.com/exchange",
            "→ sent on to https://legcy.contoso.com/exchange, a name that no server has",
        ),
        (
            "ews: {externalUrl: null, windowsAuthentication: true}",
            "ews: unknown",
            "changed from settings of its own to unknown",
        ),
    ],
)
def test_what_is_said_of_a_name_and_of_settings(
    diff: Diff, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = COEXISTENCE.read_text(encoding="utf-8")
    assert old in text
    write(tmp_path, {"a.yaml": text, "b.yaml": text.replace(old, new)})

    assert said in diff("a.yaml", "b.yaml")[1]


@needs_git
def test_an_organization_that_is_excluded_is_not_told_as_removed(diff: Diff, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": A, "archive/b.yaml": TWO})
    repo.write({".caslint.yaml": "exclude: [archive/]\n"})

    code, out, _ = diff("git:HEAD")
    assert code == 1
    assert "because archive/b.yaml is excluded by .caslint.yaml now" in out
    assert "removed" not in out
    repo.git("rm", "-q", "archive/b.yaml")
    out = diff("git:HEAD")[1]
    assert "because the organization of archive/b.yaml is not declared any more\n" in out
    assert out.count("because") == 1, "it is one cause, and not one for each of its objects"


def test_an_organization_that_is_new_is_one_cause(diff: Diff, tmp_path: Path) -> None:
    write(tmp_path, {"before/a.yaml": A, "after/a.yaml": A, "after/b.yaml": TWO})

    out = diff("before", "after")[1]
    assert "because after/b.yaml declares an organization that was not there before\n" in out
    assert out.count("because") == 1

    report = json.loads(diff("before", "after", "--format", "json")[1])
    assert report["routes"]["gained"]
    assert all(row["causes"] for row in report["routes"]["gained"]), (
        "the objects stand in the JSON all the same"
    )
