"""`caslint impact`: what is tried, what is lost, and how it is told."""

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
from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, server

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `caslint impact` on a text."""
    monkeypatch.chdir(tmp_path)

    def impact(text: str, *words: str) -> tuple[int, str, str]:
        (tmp_path / "org.yaml").write_text(text, encoding="utf-8")
        try:
            code = main(["impact", "org.yaml", *words])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return impact


def cas(name: str, site: str = "Redmond", **directories: Item) -> Item:
    return {**server(name, site=site, roles=CLIENT_ACCESS), "virtualDirectories": directories}


def mailboxes(name: str, site: str = "Redmond") -> Item:
    return server(name, site=site, roles=MAILBOX)


def lost(out: str) -> dict[tuple[str, ...], set[tuple[str, str, str]]]:
    """By what is down: protocol, entry and mailboxes of what is lost."""
    return {
        tuple(one["without"]): {(row["protocol"], row["entry"], row["mailboxSite"]) for row in one["lost"]}
        for one in json.loads(out)["scenarios"]
    }


ALONE = organization(cas("CAS01"), mailboxes("MBX01"))


def balanced(name: str, site: str = "Redmond", host: str = "mail.contoso.com") -> Item:
    """A Client Access server that has one name for every protocol."""
    mail: Item = {"internalConnectionSettings": [f"{host}:995:SSL"]}
    return {
        **cas(name, site, **external(host, "owa", "ecp", "activesync", "ews", "oab")),
        "autoDiscoverServiceInternalUri": f"https://{host}/autodiscover/autodiscover.xml",
        "outlookAnywhere": {"enabled": True, "externalHostname": host},
        "pop3": mail,
        "imap4": mail,
    }


TWINS = organization(balanced("CAS01"), balanced("CAS02"), mailboxes("MBX01"))
PROXIED = organization(
    cas("CAS01", **external("mail.contoso.com", "owa")),
    mailboxes("MBX01"),
    cas("CAS03", "Kyoto"),
    cas("CAS04", "Kyoto"),
    mailboxes("MBX03", "Kyoto"),
)


def test_the_json(run: Run) -> None:
    code, out, _ = run(ALONE, "--format", "json")
    report: dict[str, Any] = json.loads(out)

    assert code == 0
    assert list(report) == ["version", "scenarios", "singlePointsOfFailure"]
    assert [one["without"] for one in report["scenarios"]] == [["CAS01"], ["MBX01"], ["Redmond"]]
    scenario = report["scenarios"][0]
    assert list(scenario) == ["without", "lost", "mailboxSites"]
    assert scenario["mailboxSites"] == ["Redmond"]
    assert scenario["lost"][0] == {
        "protocol": "owa",
        "entry": "CAS01",
        "entrySite": "Redmond",
        "mailboxSite": "Redmond",
        "mailboxVersion": "2010",
        "outcome": "serve",
        "kind": None,
        "code": None,
        "status": None,
        "target": None,
        "url": None,
        "steps": [],
    }
    assert {tuple(one["without"]) for one in report["singlePointsOfFailure"]} == {
        ("CAS01",),
        ("MBX01",),
        ("Redmond",),
    }
    assert report["singlePointsOfFailure"][0]["routes"] == len(scenario["lost"])


def test_one_maintenance_is_told_step_by_step(run: Run) -> None:
    _, out, _ = run(PROXIED, "--without", "CAS03", "--without", "cas04", "--format", "json")
    report = json.loads(out)

    assert [one["without"] for one in report["scenarios"]] == [["CAS03", "CAS04"]]
    assert report["singlePointsOfFailure"] == []
    (owa,) = [
        row for row in report["scenarios"][0]["lost"] if row["protocol"] == "owa" and row["entry"] == "CAS01"
    ]
    assert (owa["outcome"], owa["mailboxSite"], owa["target"]) == ("proxy", "Kyoto", "CAS03")
    assert owa["steps"][0]["action"] == "enter"


def test_a_balanced_twin_takes_the_requests(run: Run) -> None:
    found = lost(run(TWINS, "--format", "json")[1])

    assert found["CAS01",] == found["CAS02",] == set()
    assert {protocol for protocol, _, _ in found["MBX01",]} >= {"owa", "ews"}
    assert {entry for _, entry, _ in found["Redmond",]} == {"CAS01", "CAS02"}


def test_a_name_is_balanced_for_the_protocols_that_have_it_on_both(run: Run) -> None:
    text = organization(
        balanced("CAS01"),
        {**balanced("CAS02"), "virtualDirectories": external("mail.contoso.com", "owa", "ecp")},
        mailboxes("MBX01"),
    )
    found = lost(run(text, "--format", "json")[1])

    assert {protocol for protocol, _, _ in found["CAS01",]} == {"activesync", "ews", "availability", "oab"}


def test_one_name_for_autodiscover_makes_twins_for_nothing_else(run: Run) -> None:
    """As nearly every organization has it: two sites with names of their own, and one SCP name."""
    uri = {"autoDiscoverServiceInternalUri": "https://autodiscover.contoso.com/autodiscover/autodiscover.xml"}
    text = organization(
        balanced("CAS01") | uri,
        balanced("CAS03", "Kyoto", "kyoto.contoso.com") | uri,
        mailboxes("MBX01"),
        mailboxes("MBX03", "Kyoto"),
    )
    (found,) = lost(run(text, "--without", "CAS03", "--format", "json")[1]).values()
    entering = {protocol for protocol, entry, _ in found if entry == "CAS03"}

    assert ("owa", "CAS03", "Redmond") in found
    assert {
        "owa",
        "ecp",
        "activesync",
        "ews",
        "availability",
        "oab",
        "outlookAnywhere",
        "pop3",
        "imap4",
    } == entering


def rows_of(scenario: dict[str, Any], protocol: str, entry: str) -> list[dict[str, Any]]:
    """What of a scenario's losses is of a protocol and enters at a server."""
    return [row for row in scenario["lost"] if row["protocol"] == protocol and row["entry"] == entry]


SAMPLE = Path(__file__).parents[2] / "sample-topologies" / "coexistence.yaml"


@pytest.mark.parametrize(
    ("down", "whose"),
    [
        (("RED-CAS1", "RED-CAS2"), {("Kyoto", "2010"), ("Munich", "2010"), (None, "2003")}),
        (("MUC-EX1",), {("Kyoto", "2010"), ("Redmond", "2010"), ("Redmond", "2007"), (None, "2003")}),
    ],
)
def test_the_only_servers_behind_a_name(run: Run, down: tuple[str, ...], whose: set[tuple[str, str]]) -> None:
    words = [word for name in down for word in ("--without", name)]
    (scenario,) = json.loads(run(SAMPLE.read_text(encoding="utf-8"), *words, "--format", "json")[1])[
        "scenarios"
    ]

    assert {(row["mailboxSite"], row["mailboxVersion"]) for row in rows_of(scenario, "owa", down[0])} >= whose
    # The servers of the other sites have the name for Autodiscover, too.
    assert not [row for row in rows_of(scenario, "autodiscover", down[0]) if row["mailboxSite"] == "Kyoto"]


def test_servers_that_share_no_name_are_no_twins(run: Run) -> None:
    text = organization(cas("CAS01"), cas("CAS02"), mailboxes("MBX01"))
    found = lost(run(text, "--format", "json")[1])

    assert {entry for _, entry, _ in found["CAS01",]} == {"CAS01"}
    assert ("owa", "CAS01", "Redmond") in found["CAS01",]


@pytest.mark.parametrize(
    "more",
    [
        {"sites": [{"name": "Redmond", "loadBalancer": "cas.contoso.com"}]},
        {"clientAccessArrays": [{"name": "outlook", "fqdn": "outlook.contoso.com", "site": "Redmond"}]},
    ],
)
def test_a_balancer_and_an_array_live_while_a_member_does(run: Run, more: dict[str, object]) -> None:
    text = organization(cas("CAS01"), cas("CAS02"), mailboxes("MBX01"), **more)
    found = lost(run(text, "--any", "2", "--format", "json")[1])

    assert found["CAS01",] == found["CAS02",] == set()
    assert {entry for _, entry, _ in found["CAS01", "CAS02"]} == {"CAS01", "CAS02"}


def test_a_twin_that_does_not_let_it_through_does_not_help(run: Run) -> None:
    # A 2007 server behind the same name refuses 2010 mailboxes.
    text = organization(
        cas("CAS01", **external("mail.contoso.com", "owa")),
        server("CAS07", "2007 SP3", roles=CLIENT_ACCESS, **external("mail.contoso.com", "owa")),
        mailboxes("MBX01"),
    )
    found = lost(run(text, "--format", "json")[1])

    assert ("owa", "CAS01", "Redmond") in found["CAS01",]


ARRAYS = organization(
    cas("CAS01"),
    mailboxes("MBX01"),
    cas("CAS03", "Kyoto"),
    cas("CAS04", "Kyoto"),
    mailboxes("MBX03", "Kyoto"),
    clientAccessArrays=[{"name": "outlook", "fqdn": "rpc.contoso.com", "site": "Kyoto"}],
    mailboxDatabases=[
        {"name": "DB03", "server": "MBX03", "rpcClientAccessServer": "rpc.contoso.com"},
        {"name": "DB01", "server": "MBX01", "rpcClientAccessServer": "CAS03"},
    ],
)


def passed_on(run: Run, *down: str) -> set[tuple[str, str, str]]:
    """What is lost of Outlook Anywhere at servers that are up."""
    words = [word for name in down for word in ("--without", name)]
    (found,) = lost(run(ARRAYS, *words, "--format", "json")[1]).values()
    return {row for row in found if row[0] == "outlookAnywhere" and row[1] not in down}


def test_outlook_anywhere_ends_at_the_array_or_server_of_the_database(run: Run) -> None:
    """Whichever site it is of; one member is enough, and within the mailboxes' site none is needed."""
    assert passed_on(run, "CAS04") == set()
    assert passed_on(run, "CAS03") == {("outlookAnywhere", "CAS04", "Redmond")}
    assert passed_on(run, "CAS03", "CAS04") == {("outlookAnywhere", "CAS01", "Kyoto")}

    out = run(ARRAYS, "--without", "CAS03", "--without", "CAS04")[1]
    assert "the RPC of DB03 ends at outlook, of which no member is left\n" in out
    assert "the RPC of DB01 ends at CAS03, which is down\n" in run(ARRAYS, "--without", "CAS03")[1]


def test_a_database_whose_end_is_left_keeps_the_mailboxes_of_its_site(run: Run) -> None:
    text = ARRAYS.replace(
        '"CAS03"}]', '"CAS03"}, {"name": "DB00", "server": "MBX01", "rpcClientAccessServer": "CAS01"}]'
    )
    (found,) = lost(run(text, "--without", "CAS03", "--format", "json")[1]).values()

    assert text != ARRAYS
    assert ("outlookAnywhere", "CAS04", "Redmond") not in found


def test_a_proxy_target_has_a_stand_in(run: Run) -> None:
    found = lost(run(PROXIED, "--any", "2", "--format", "json")[1])

    assert ("owa", "CAS01", "Kyoto") not in found["CAS03",]
    assert ("owa", "CAS01", "Kyoto") not in found["CAS04",]
    assert ("owa", "CAS01", "Kyoto") in found["CAS03", "CAS04"]


def test_pairs_are_told_that_break_what_neither_breaks_alone(run: Run) -> None:
    found = lost(run(PROXIED, "--any", "2", "--format", "json")[1])
    pairs = [names for names in found if len(names) == 2]

    assert pairs == [("CAS03", "CAS04")]


def test_a_pair_is_tried_whichever_of_the_two_stands_first(run: Run) -> None:
    """What RED1 hands to LON2 its older twin KYO1 cannot hand to LON1: only RED1 knows that it needs LON2."""
    red = cas("RED1", "Redmond", **external("mail.contoso.com", "activesync"))
    kyo = {**cas("KYO1", "Kyoto", **external("mail.contoso.com", "activesync")), "version": "2007 SP3"}
    london = cas("LON1", "London"), mailboxes("MBX1", "London")
    second = cas("LON2", "London", **external("london.contoso.com", "activesync"))

    for order in (
        (cas("PAR1", "Paris"), *london, second, red, kyo),
        (kyo, red, second, *london, cas("PAR1", "Paris")),
    ):
        found = lost(run(organization(*order), "--any", "2", "--format", "json")[1])
        assert any(set(names) == {"LON2", "RED1"} for names in found)


def test_a_server_of_a_site_that_is_down_is_told_with_its_site(run: Run) -> None:
    both = run(PROXIED, "--without", "site:Kyoto", "--without", "CAS03")

    assert (
        both == run(PROXIED, "--without", "CAS03", "--without", "Kyoto") == run(PROXIED, "--without", "Kyoto")
    )
    assert both[1].startswith("without the site Kyoto: ")
    assert "alone" not in both[1]

    more = run(PROXIED, "--without", "CAS03", "--any", "1")[1]
    assert "  the site Kyoto: " in more
    assert "CAS03 and the site Kyoto" not in more
    assert "  CAS03 and CAS04: " in more


def test_a_site_without_servers_is_told_though_nothing_is_lost(run: Run) -> None:
    text = organization(cas("CAS01"), mailboxes("MBX01"), sites=[{"name": "Redmond"}, {"name": "Empty"}])

    assert "without CAS01 and the site Empty: " in run(text, "--without", "CAS01", "--without", "Empty")[1]


MARKDOWN = """\
### caslint: 1 outage considered

#### Without CAS03: 17 routes lost

- OWA, ECP, ActiveSync, EWS, the Availability service, Autodiscover and Outlook Anywhere for mailboxes of \
Redmond (2010), entering at CAS03
- every protocol for mailboxes of Kyoto (2010), entering at CAS03

"""


def test_markdown(run: Run) -> None:
    assert run(PROXIED, "--without", "CAS03", "--format", "markdown")[1] == MARKDOWN

    out = run(PROXIED, "--without", "CAS03", "--any", "1", "--format", "markdown")[1]
    assert "#### 6 single points of failure on top of that, worst first\n" in out
    assert "| CAS03 and MBX03 | 17 | no server for the mailboxes of Kyoto (2010) is left |\n" in out


def test_a_server_and_the_site_that_has_no_other_are_one_line(run: Run) -> None:
    text = organization(cas("CAS01"), mailboxes("MBX01"), mailboxes("MBX03", "Kyoto"))

    for words in ([], ["--format", "markdown"]):
        out = run(text, *words)[1]
        assert "5 single points of failure" in out
        assert "MBX03, and with it the site Kyoto" in out
        assert out.count("mailboxes of Kyoto (2010) is left") == 1


def test_in_github_actions_the_summary_has_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "summary.md").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    _, out, _ = run(ALONE, "--output", "json=impact.json")

    assert out.startswith("3 single points of failure")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("before\n### caslint: 3 outages")
    assert json.loads((tmp_path / "impact.json").read_bytes())["version"] == 1


def test_text(run: Run) -> None:
    code, out, _ = run(PROXIED, "--any", "2")

    assert code == 0
    assert out.startswith("7 single points of failure, worst first\n")
    assert "  MBX03: " in out
    assert "no server for the mailboxes of Kyoto (2010) is left" in out
    assert "1 pair breaks what neither breaks alone, worst first\n  CAS03 and CAS04: 5 routes lost\n" in out
    assert "the Availability service for mailboxes of Kyoto (2010), entering at CAS01\n" in out
    assert out.endswith("28 scenarios considered\n")


def test_a_maintenance_and_what_may_go_down_meanwhile(run: Run) -> None:
    _, out, _ = run(PROXIED, "--without", "CAS03", "--any", "1", "--format", "json")
    report = json.loads(out)

    assert [one["without"] for one in report["scenarios"]][:2] == [["CAS03"], ["CAS03", "CAS01"]]
    text = run(PROXIED, "--without", "CAS03", "--any", "1")[1]
    assert text.startswith("without CAS03: ")
    assert "single points of failure on top of that" in text


def test_databases_on_what_is_down(run: Run) -> None:
    text = organization(
        cas("CAS01"),
        mailboxes("MBX01"),
        mailboxes("MBX02"),
        mailboxDatabases=[{"name": "DB01", "server": "MBX01"}],
    )
    scenarios = json.loads(run(text, "--format", "json")[1])["scenarios"]

    assert {one["without"][0]: one.get("databases") for one in scenarios} == {
        "CAS01": None,
        "MBX01": ["DB01"],
        "MBX02": None,
        "Redmond": ["DB01"],
    }


def test_nothing_to_lose(run: Run) -> None:
    text = organization(cas("CAS01"))

    said = "nothing is lost without any one of CAS01 and the site Redmond\n2 scenarios considered\n"
    assert run(text) == (0, said, "")
    assert run(text, "--fail-on-loss")[0] == 0


def test_fail_on_loss(run: Run) -> None:
    assert run(ALONE, "--fail-on-loss")[0] == 1
    assert run(PROXIED, "--without", "CAS04", "--fail-on-loss")[0] == 1  # who enters there is lost
    assert run(TWINS, "--without", "CAS02", "--fail-on-loss")[0] == 0


def test_names(run: Run) -> None:
    text = organization(cas("Redmond", "Redmond"), cas("A, B", "A, B"), mailboxes("MBX01"))

    def without(*words: str) -> list[str]:
        listed = [word for each in words for word in ("--without", each)]
        report: dict[str, Any] = json.loads(run(text, *listed, "--format", "json")[1])
        names: list[str] = report["scenarios"][0]["without"]
        return names

    assert without("redmond") == ["Redmond"]
    assert without("site:Redmond") == without("server:Redmond") == ["Redmond"]
    assert without("A, B") == ["A, B"]
    assert without("MBX01,Redmond") == ["MBX01", "Redmond"]
    assert len(lost(run(text, "--without", "site:Redmond", "--format", "json")[1])["Redmond",]) > len(
        lost(run(text, "--without", "server:Redmond", "--format", "json")[1])["Redmond",]
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ["--without", "MBX1"],
            2,
            "there is no server or site MBX1; did you mean MBX01? choices: CAS01, MBX01",
        ),
        (["--without", ""], 2, "--without names nothing; choices: CAS01, MBX01, Redmond\n"),
        (["--without", " , "], 2, "--without names nothing; choices: CAS01"),
        (["--without", "site:CAS01"], 2, "there is no server or site"),
        (["--without", "\x1b[31m"], 2, "there is no server or site \\x1b[31m"),
        (["--any", "3"], 2, "invalid choice"),
    ],
)
def test_mistakes(run: Run, words: list[str], code: int, said: str) -> None:
    given = run(ALONE, *words)

    assert given[0] == code
    assert said in given[2]


def test_a_file_that_is_missing_or_broken(run: Run) -> None:
    assert run("sites: [\n")[0] == 1
    assert run("nothing: here\n")[0] == 4
    assert main(["impact", "nope.yaml"]) == 3


def test_text_from_files_stays_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    evil = "x\n::error::y ##[error]z \x1b[31m"
    text = organization(cas(evil, evil), mailboxes("MBX01", evil))

    for words in (
        [],
        ["--any", "2", "--all"],
        ["--format", "json"],
        ["--without", "MBX01"],
        ["--format", "markdown"],
    ):
        out = run(text, *words)[1]
        assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]
        assert "##[" not in out
        assert "\x1b" not in out


def test_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(PROXIED, encoding="utf-8")
    for words in (["--format", "json", "--any", "2"], ["--any", "2"]):
        outputs = {
            subprocess.run(
                [sys.executable, "-m", "caslint", "impact", "org.yaml", *words],
                cwd=tmp_path,
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=False,
                timeout=120,
            ).stdout
            for seed in ("1", "2", "3", "4")
        }
        assert len(outputs) == 1
