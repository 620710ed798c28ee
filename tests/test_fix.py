"""`caslint fix`: what is applied, what is refused, and what stays byte for byte."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caslint.checked import Checked
from caslint.cli import main
from caslint.compose import load
from caslint.configuration.config import Config
from caslint.files.disk import Disk
from caslint.finding import Edit, Fix, Problem, Severity
from caslint.mending import mend
from caslint.rule import Rule
from caslint.run import check
from caslint.topology import Topology
from linting import RULES, Texts

# Odd spacing, comments and quotes that no emitter would keep.
TEXT = """\
sites:   # where
  -   name: Redmond
      internetFacing:   true
  - {name: Kyoto,   internetFacing: false}   # not published
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ ClientAccess, HubTransport, Mailbox ]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: 'EX02'
    site: "Kyoto"
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        windowsAuthentication: true   # for the proxy
        externalUrl: https://kyoto.contoso.com/owa   # left over
"""
FIXED = TEXT.replace("https://kyoto.contoso.com/owa", "null")

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> int:
        try:
            return main(words)
        except SystemExit as left:
            return int(left.code or 0)

    return call


def test_only_the_value_changes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())

    assert run("fix", "org.yaml", "--unsafe", "--select", "CAS201") == 0
    assert (tmp_path / "org.yaml").read_bytes() == FIXED.encode()


def test_unsafe_fixes_need_to_be_asked_for(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())

    assert run("fix", "org.yaml", "--select", "CAS201") == 1
    assert (tmp_path / "org.yaml").read_bytes() == TEXT.encode()
    assert "1 more with --unsafe" in capsys.readouterr().err


def test_fixing_twice_is_fixing_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())

    run("fix", "org.yaml", "--unsafe")
    once = (tmp_path / "org.yaml").read_bytes()
    run("fix", "org.yaml", "--unsafe")

    assert (tmp_path / "org.yaml").read_bytes() == once


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encoding_and_line_ends_stay(run: Run, tmp_path: Path, encoding: str, line_end: str) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.replace("\n", line_end).encode(encoding))

    run("fix", "org.yaml", "--unsafe", "--select", "CAS201")

    assert (tmp_path / "org.yaml").read_bytes() == FIXED.replace("\n", line_end).encode(encoding)


def test_diff_shows_and_changes_nothing(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())

    run("fix", "org.yaml", "--unsafe", "--diff", "--select", "CAS201")

    assert (tmp_path / "org.yaml").read_bytes() == TEXT.encode()
    assert "-        externalUrl: https://kyoto.contoso.com/owa   # left over\n" in capsys.readouterr().out


def test_a_fix_lands_in_the_file_that_holds_the_text(run: Run, tmp_path: Path) -> None:
    sites, servers = TEXT.split("servers:\n")
    (tmp_path / "org.yaml").write_text("include: [servers.yaml]\n" + sites, encoding="utf-8")
    (tmp_path / "servers.yaml").write_text("servers:\n" + servers, encoding="utf-8")

    assert run("fix", "org.yaml", "--unsafe", "--select", "CAS201") == 0
    assert "externalUrl: null   # left over" in (tmp_path / "servers.yaml").read_text(encoding="utf-8")


def test_check_can_fix_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())

    assert run("check", "org.yaml", "--fix", "--unsafe", "--select", "CAS201", "--format", "concise") == 0
    assert (tmp_path / "org.yaml").read_bytes() == FIXED.encode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_mode_of_the_file_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())
    (tmp_path / "org.yaml").chmod(0o640)

    run("fix", "org.yaml", "--unsafe", "--select", "CAS201")

    assert stat.S_IMODE((tmp_path / "org.yaml").stat().st_mode) == 0o640


def test_a_missing_path(run: Run) -> None:
    assert run("fix", "nope.yaml") == 3


def fixing(text: str, new: str) -> Rule:
    """A rule that finds a site called like `text` and offers to write `new` in its place."""

    def check(topology: Topology) -> Iterator[Problem]:
        for site in topology.organization.sites:
            if site.name == text:
                place = site.at("name")
                fix = Fix("rename it", (Edit(place.source, place.start, place.end, new),))
                yield Problem(place, "a bad name", site.subject, fix=fix)

    return Rule(code="ACME001", name="acme", severity=Severity.ERROR, check=check, doc=None)


def test_a_version_is_quoted_whatever_is_then_said_about_its_server() -> None:
    text = TEXT.replace("2010 SP3", "14.3").replace("'EX02'", "EX02")

    def lint(changed: dict[str, str]) -> Checked:
        return check(load(Texts({"org.yaml": text} | changed), "org.yaml"), Config("."), RULES, "2026-11-22")

    mended = mend(lint({}), lint, unsafe=False)

    assert [f.code for f in mended.fixed] == ["CAS006", "CAS006"]
    assert mended.texts["org.yaml"].count('version: "14.3"') == 2
    assert "CAS201" in {f.code for f in mended.last.findings}


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("[", "the file would not be a topology any more"),
        ("Redmond", "it would not remove its finding"),
        ('""', "the file would not be a topology any more"),
        ("Kyoto", "it would add CAS005"),
        ("Kyoto # caslint: ignore[CAS9", "it would add"),
    ],
)
def test_a_fix_that_does_not_hold_is_refused(new: str, reason: str) -> None:
    kyoto = "  - {name: Kyoto,   internetFacing: false}   # not published\n"
    texts = {"org.yaml": TEXT.replace(kyoto, "").replace('"Kyoto"', "Redmond")}
    rules = (*RULES, fixing("Redmond", new))

    def lint(changed: dict[str, str]) -> Checked:
        return check(load(Texts(texts | changed), "org.yaml"), Config("."), rules, "2026-11-22")

    mended = mend(lint({}), lint, unsafe=True)

    refused = {finding.code: why for finding, why in mended.refused}
    assert refused["ACME001"].startswith(reason)
    assert "org.yaml" not in mended.texts or TEXT.split("\n")[1] in mended.texts["org.yaml"]


def many_sites(count: int, bad: int) -> tuple[str, Rule]:
    """Sites whose names a rule would have in small letters; in every `bad`th that breaks the file."""

    def check(topology: Topology) -> Iterator[Problem]:
        for site in topology.organization.sites:
            if site.name.isupper():
                place = site.at("name")
                number = int(site.name[1:])
                new = "[" if bad and number % bad == 0 else site.name.lower()
                fix = Fix("rename it", (Edit(place.source, place.start, place.end, new),))
                yield Problem(place, "a loud name", site.subject, fix=fix)

    text = "sites:\n" + "".join([f"- {{name: S{number}}}\n" for number in range(1, count + 1)])
    return text, Rule(code="ACME002", name="loud", severity=Severity.ERROR, check=check, doc=None)


@pytest.mark.parametrize(
    ("count", "bad", "most", "fixed"), [(64, 0, 1, 64), (64, 32, 60, 62), (64, 1, 400, 0), (3_000, 1, 400, 0)]
)
def test_fixes_that_do_not_hold_are_found_in_a_few_tries(count: int, bad: int, most: int, fixed: int) -> None:
    text, rule = many_sites(count, bad)
    tries: list[int] = []

    def lint(changed: dict[str, str]) -> Checked:
        tries.append(1)
        return check(
            load(Texts({"org.yaml": text} | changed), "org.yaml"), Config("."), (rule,), "2026-11-22"
        )

    mended = mend(lint({}), lint, unsafe=True)

    assert len(tries) <= most + 1
    assert len(mended.fixed) == fixed
    assert len(mended.fixed) + len(mended.refused) == count
    assert any("too many others" in reason for _, reason in mended.refused) == (count == 3_000)


def test_what_does_not_hold_at_first_may_hold_when_others_are_fixed() -> None:
    """B may be called Y as soon as there is no C, and C may be called Z as soon as there is no A."""

    def checks(topology: Topology) -> Iterator[Problem]:
        names = [site.name for site in topology.organization.sites]
        for site in topology.organization.sites:
            place, new = site.at("name"), {"A": "X", "B": "Y", "C": "Z"}.get(site.name)
            if site.name == "Y" and "C" in names:
                yield Problem(place, "a name too early", site.subject)
            elif new:
                edit = Edit(place.source, place.start, place.end, new)
                is_offered = site.name != "C" or "A" not in names
                fix = Fix("rename it", (edit,)) if is_offered else None
                yield Problem(place, "a bad name", site.subject, fix=fix)

    texts = {"org.yaml": "sites: [{name: A}, {name: B}, {name: C}]\n"}
    rules = (Rule(code="ACME003", name="odd", severity=Severity.ERROR, check=checks, doc=None),)

    def lint(changed: dict[str, str]) -> Checked:
        return check(load(Texts(texts | changed), "org.yaml"), Config("."), rules, "2026-11-22")

    assert mend(lint({}), lint, unsafe=True).texts["org.yaml"] == (
        "sites: [{name: X}, {name: Y}, {name: Z}]\n"
    )


def test_an_unwritable_file_is_told(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.name != "nt" and os.geteuid() == 0:
        pytest.skip("root may write what is protected")
    (tmp_path / "org.yaml").write_bytes(TEXT.encode())
    (tmp_path / "org.yaml").chmod(0o400)

    assert run("fix", "org.yaml", "--unsafe", "--select", "CAS201") == 2
    assert "cannot write" in capsys.readouterr().err


def test_every_sample_can_be_fixed_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = Path(__file__).parent.parent / "sample-topologies"
    monkeypatch.chdir(tmp_path)
    for sample in sorted(samples.glob("*.yaml")):
        copy = tmp_path / sample.name
        copy.write_bytes(sample.read_bytes())
        main(["fix", copy.name, "--unsafe"])
        once = copy.read_bytes()
        main(["fix", copy.name, "--unsafe"])
        assert copy.read_bytes() == once
        assert load(Disk(str(tmp_path)), copy.name).topology is not None
