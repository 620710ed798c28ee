"""The summary of a job: what it tells, what it leaves out, and that no text of a file is markup in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hostile
from caslint.compose import load
from caslint.finding import Finding, Severity, Subject
from caslint.lint import lint
from caslint.report.by_site import OTHER, WHOLE, by_organization, by_site
from caslint.report.markdown_text import inert
from caslint.report.options import Options
from caslint.report.result import Examined, Result, StaleEntry
from caslint.text import Place, Source
from linting import RULES, Texts
from report_sample import KYOTO, finding, shown
from workflow_runner import commands

ORGANIZATION = """\
organization: {name: Contoso, externalProtocols: [owa, activesync]}
sites:
  - {name: Redmond, internetFacing: true}
  - {name: Kyoto}
  - {name: Paris}
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories: {owa: {externalUrl: "https://mail.contoso.com/owa"}}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX03, site: Paris, version: 2010 SP3, roles: [Mailbox, HubTransport]}
clientAccessArrays: [{name: outlook, fqdn: outlook.contoso.com, site: Kyoto}]
mailboxDatabases: [{name: DB1, server: MBX03}]
clients:
  - {name: travellers, protocol: owa, connectsTo: mail.contoso.com, mailbox: {database: DB1}}
"""


def examined(text: str = ORGANIZATION, root: str = "org.yaml") -> tuple[Examined, list[Finding]]:
    loaded = load(Texts({root: text}), root)
    assert loaded.topology is not None, loaded.problems
    return Examined(root, (root,), loaded.topology), list(lint(loaded, RULES).findings)


def result(text: str = ORGANIZATION) -> Result:
    one, findings = examined(text)
    return Result(findings, files=1, organizations=1, examined=[one], rules=RULES)


def test_it_begins_with_the_counts() -> None:
    text = shown(Result([KYOTO], suppressed=[KYOTO], files=1, organizations=1), "markdown")

    assert text.startswith(
        "## caslint: 1 error\n\n1 finding in 1 file (1 organization): 1 error; 1 suppressed.\n\n"
    )


def test_what_is_no_finding_is_told_first() -> None:
    stale = StaleEntry("CAS201", "0f", Subject("site", "Kyoto"), "org.yaml")
    text = shown(Result(stale_baseline=[stale], unreadable=[("old.yaml", "denied")], files=1), "markdown")

    assert "| old.yaml | denied |" in text
    assert "| CAS201 site Kyoto (org.yaml) |" in text


def test_nothing_found() -> None:
    text = shown(Result(files=1, organizations=1), "markdown")

    assert text == "## caslint: no findings\n\nno findings in 1 file (1 organization).\n\n"


@pytest.mark.parametrize(
    ("subject", "site"),
    [
        (Subject("site", "kyoto"), "Kyoto"),
        (Subject("server", "EX02"), "Kyoto"),
        (Subject("virtualDirectory", "EX02/owa"), "Kyoto"),
        (Subject("virtualDirectory", "EX02/owa (Default Web Site)"), "Kyoto"),
        (Subject("clientAccessArray", "outlook"), "Kyoto"),
        (Subject("mailboxDatabase", "DB1"), "Paris"),
        (Subject("client", "travellers"), "Paris"),
        (Subject("organization", "Contoso"), WHOLE),
        (Subject("proxying", "CAS01 -> EX02"), WHOLE),
        (Subject("server", "nobody"), WHOLE),
    ],
)
def test_a_finding_belongs_to_the_site_of_its_subject(subject: Subject, site: str) -> None:
    one, _ = examined()
    found = KYOTO.replaced(subject=subject)

    assert by_site([found], one) == {site: [found]}


def test_sites_stand_in_the_order_of_the_file_and_the_organization_first() -> None:
    one, _ = examined()
    subjects = [Subject("site", "Paris"), Subject("organization", ""), Subject("site", "Redmond")]

    assert list(by_site([KYOTO.replaced(subject=subject) for subject in subjects], one)) == [
        WHOLE,
        "Redmond",
        "Paris",
    ]


def test_files_of_no_organization_come_last() -> None:
    one, findings = examined()
    stray = finding(Place(Source("odd.yaml", "x"), 0, 1))
    groups = list(by_organization(Result([*findings, stray], examined=[one])))

    assert [group for group, _ in groups] == [one, None]
    assert by_site(groups[1][1], None) == {OTHER: [stray]}


def test_findings_stand_by_site_worst_first() -> None:
    text = shown(result(), "markdown")
    rows = re.findall(r"^\| (error|warning|info) \| (CAS\d+)", text, re.MULTILINE)

    assert len(rows) == len(result().findings)
    paris = text[text.index("<details><summary>Paris") :].split("</details>")[0]
    severities = re.findall(r"^\| (error|warning|info) ", paris, re.MULTILINE)
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert "CAS101 site-mailbox-without-cas" in paris


def test_the_matrix_tells_what_becomes_of_clients_from_outside() -> None:
    text = shown(result(), "markdown")

    assert "### What becomes of clients from outside" in text
    assert "| OWA | CAS01 | serve | proxy → EX02 | **reject** (no-cas-in-mailbox-site) |" in text, text


def test_the_picture_has_sites_servers_and_arrows() -> None:
    picture = shown(result(), "markdown").split("```mermaid\n")[1].split("```")[0]

    assert '  subgraph site2["Kyoto"]\n    server2["EX02<br>2010"]\n  end\n' in picture
    assert '  clients -->|"OWA"| server1\n' in picture
    assert '  site1 -->|"OWA, proxy"| server2\n' in picture
    assert '  site1 --x|"OWA, no-cas-in-mailbox-site"| site3\n' in picture


def test_a_legacy_name_is_no_entry_for_newer_mailboxes() -> None:
    legacy = """\
  - name: LEG01
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories: {owa: {externalUrl: "https://legacy.contoso.com/owa"}}
clientAccessArrays:"""
    text = shown(result(ORGANIZATION.replace("clientAccessArrays:", legacy)), "markdown")
    (line,) = [line for line in text.splitlines() if line.startswith("| OWA | LEG01 |")]

    assert "newer" not in line
    assert line.count("–") == 3


def test_several_organizations_are_told_apart() -> None:
    one, _ = examined()
    other, _ = examined(root="other.yaml")
    text = shown(Result(files=2, organizations=2, examined=[one, other]), "markdown")

    assert "### Sites and servers: org.yaml" in text
    assert "### Sites and servers: other.yaml" in text


def large(count: int) -> Result:
    source = Source("org.yaml", "a\n" * count)
    found = [
        finding(Place(source, 2 * at, 2 * at + 1), "x" * 100, severity=Severity.ERROR) for at in range(count)
    ]
    one, _ = examined()
    return Result(found, examined=[one], files=1, organizations=1)


@pytest.mark.parametrize("room", [0, 500, 5_000, 100_000, 1_000_000])
def test_it_is_cut_at_a_row_below_its_room(room: int) -> None:
    count = 12_000
    text = shown(large(count), "markdown", Options(room=room))
    rows = len(re.findall(r"^\| error \| .*\|$", text, re.MULTILINE))

    assert len(text.encode()) <= room
    assert text.count("<details>") == text.count("</details>")
    if room >= 5_000:
        assert f"**{count - rows} more findings left out for want of room.**" in text
        assert 0 < rows < count
        assert "```mermaid" in text


def test_what_fits_is_not_cut() -> None:
    text = shown(large(100), "markdown")

    assert "left out" not in text
    assert len(re.findall(r"^\| error ", text, re.MULTILINE)) == 100


def test_a_large_organization_is_drawn_in_part_and_that_is_said() -> None:
    sites = "".join(f"  - {{name: S{at}}}\n" for at in range(100))
    servers = "".join(
        f"  - {{name: EX{at}, site: S{at % 100}, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox],"
        f" virtualDirectories: {{owa: {{externalUrl: 'https://mail{at}.contoso.com/owa'}}}}}}\n"
        for at in range(300)
    )
    text = shown(result(f"sites:\n{sites}servers:\n{servers}"), "markdown")
    picture = text.split("```mermaid\n")[1].split("```")[0]

    assert len(picture) < 50_000
    assert len(re.findall(r"-->|-\.->|--x", picture)) <= 500
    assert "Left out of the picture: 70 sites, " in text
    assert "more groups of mailboxes" in text


MARKUP = ("]]", "](https://evil.example)", "`", "|", "<img src=x onerror=alert(1)>", "@maintainers", "#1", "$x$", ":warning:", "**", "~~", "https://evil.example", "www.evil.example", "a@evil.example", "\\", "&lt;", "<!-- ", "-->", "</details>", "![x](y)", "owner/repo#1", "```", "\n# x", "end", '"]')  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("text", [*hostile.TEXTS.values(), *MARKUP])
def test_text_is_no_markup(text: str) -> None:
    written = inert(text)
    bare = re.sub(r"&#\d+;|<!-- -->", "", written)

    assert not re.search(r"[<>`*_\[\]|~$#@\\&]|://|:\w+:|www\.", bare)
    assert written.isprintable() or not written


def _skeleton(text: str) -> list[str]:
    """Everything that Markdown, HTML or Mermaid could read as structure."""
    bare = re.sub(r"&#\d+;|<!-- -->|#\d+;", "", text)
    return re.findall(r"^[-+#>`|].|[<>`*\[\]|~$@\\]|://|:\w+:|www\.|^\s*\w+", bare, re.MULTILINE)


@pytest.mark.parametrize("text", [*hostile.TEXTS.values(), *MARKUP])
def test_hostile_text_changes_nothing_in_the_structure(text: str) -> None:
    written = shown(hostile.result(text), "markdown", Options(github=True))

    assert commands(written) == []
    assert written.replace("\n", "").isprintable()
    assert _skeleton(written) == _skeleton(shown(hostile.result("x"), "markdown"))


@pytest.mark.parametrize("name", [*MARKUP, *hostile.TEXTS.values()])
def test_names_of_a_topology_change_nothing_in_the_structure(name: str) -> None:
    def told(site: str) -> str:
        topology = examined()[0].topology
        assert topology
        for declared in (*topology.organization.sites, *topology.organization.servers):
            declared.name = site
        one = Examined(site, (site,), topology)
        return shown(Result(examined=[one, one], files=1, organizations=2), "markdown")

    assert _skeleton(told(name)) == _skeleton(told("x"))


def test_the_same_bytes_for_the_same_files(tmp_path: Path) -> None:
    del tmp_path
    assert shown(result(), "markdown") == shown(result(), "markdown")
