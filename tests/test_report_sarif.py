"""SARIF as GitHub's code scanning reads it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import hostile
from caslint.finding import Edit, Fix, Related, Severity, Step, Subject
from caslint.report.checkout import Checkout, checkout
from caslint.report.line_hash import line_hashes
from caslint.report.options import Options
from caslint.report.result import Result, StaleEntry
from caslint.report.sarif import MOST_RESULTS
from caslint.ruleset import load
from caslint.text import Place, Source
from linting import lint_texts
from report_sample import KYOTO, ORG, QUOTE, finding, place, shown
from workflow_runner import commands

Object = dict[str, Any]


def sarif(result: Result, options: Options | None = None) -> Object:
    document: Object = json.loads(shown(result, "sarif", options))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return dict(run)


def only(result: Result) -> Object:
    (found,) = sarif(result)["results"]
    return dict(found)


def test_a_result_is_this() -> None:
    assert only(Result([KYOTO])) == {
        "ruleId": "CAS101",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client Access server. "
            "See: [MBX03 is declared here](1)."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "org.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 6, "startColumn": 11, "endLine": 6, "endColumn": 16},
                }
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": line_hashes(ORG, [6])[6],
            "caslintSubject/v1": "CAS101-Kyoto",
        },
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "org.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 12, "startColumn": 12, "endLine": 12, "endColumn": 17},
                },
                "message": {"text": "MBX03 is declared here."},
            }
        ],
    }


def test_a_fix_replaces_what_it_replaces() -> None:
    (fix,) = only(Result([QUOTE]))["fixes"]

    assert fix["description"] == {"text": "quote the version."}
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "org.yaml"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 10, "startColumn": 14, "endLine": 10, "endColumn": 19},
            "insertedContent": {"text": '"14.10"'},
        }
    ]


def test_edits_of_several_files_stand_with_their_files() -> None:
    other = Source("other.yaml", "x: y\n")
    fix = Fix("both", (Edit(ORG, 0, 0, "a"), Edit(other, 0, 1, "b"), Edit(ORG, 5, 6, "c")))
    changes = only(Result([KYOTO.replaced(fix=fix)]))["fixes"][0]["artifactChanges"]

    assert [change["artifactLocation"]["uri"] for change in changes] == ["org.yaml", "other.yaml"]
    assert [len(change["replacements"]) for change in changes] == [2, 1]


def test_columns_are_utf_16_units() -> None:
    source = Source("org.yaml", "sites:\n  - {n: 😀é, name: Kyōto}\n")
    run = sarif(Result([finding(place(source, "Kyōto"))]))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]

    assert run["columnKind"] == "utf16CodeUnits"
    assert (region["startColumn"], region["endColumn"]) == (20, 25)


def test_a_place_of_several_lines_is_shown_by_its_first() -> None:
    source = Source("org.yaml", "name: >\r\n  one\r\n  two\r\n")
    for start, end in ((6, 17), (7, 9)):
        found = only(Result([finding(Place(source, start, end))]))
        region = found["locations"][0]["physicalLocation"]["region"]

        assert region == {"startLine": 1, "startColumn": start + 1, "endLine": 1, "endColumn": 8}


def test_a_trace_is_a_code_flow_and_every_step_has_a_place() -> None:
    steps = (Step("enters at CAS01", place(ORG, "CAS01")), Step("what the user sees: HTTP 451", None))
    (flow,) = only(Result([KYOTO.replaced(trace=steps)]))["codeFlows"]
    first, second = flow["threadFlows"][0]["locations"]

    assert first["location"]["message"] == {"text": "enters at CAS01."}
    assert first["location"]["physicalLocation"]["region"]["startLine"] == 8
    assert second["location"]["physicalLocation"]["region"]["startLine"] == KYOTO.place.line


def test_levels_are_those_of_the_findings() -> None:
    severities = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    run = sarif(Result([KYOTO.replaced(severity=severity) for severity in severities]))

    assert sorted(found["level"] for found in run["results"]) == ["error", "note", "warning"]


def test_what_is_silenced_is_left_out_because_github_would_open_it() -> None:
    run = sarif(Result([KYOTO], suppressed=[QUOTE], baselined=[QUOTE]))

    assert [found["ruleId"] for found in run["results"]] == ["CAS101"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["CAS101"]


def test_what_could_not_be_read_and_stale_entries_are_notifications() -> None:
    result = Result(
        stale_baseline=[StaleEntry("CAS201", "0f", Subject("site", "Kyoto"), "org.yaml")],
        unreadable=[("old.yaml", "denied")],
    )
    (invocation,) = sarif(result)["invocations"]

    assert invocation["executionSuccessful"] is False
    unreadable, stale = invocation["toolExecutionNotifications"]
    assert unreadable["message"] == {"text": "old.yaml cannot be read: denied."}
    assert stale["message"] == {"text": "Stale baseline entry: CAS201 site Kyoto (org.yaml)."}
    assert sarif(Result(organizations=1))["invocations"][0]["executionSuccessful"] is True


def test_rules_are_described_by_their_pages() -> None:
    rules = load()
    text = "sites: [{name: Kyoto}]\nservers: [{name: A, site: Kyoto, version: 2010 SP3, roles: [Mailbox]}]\n"
    run = sarif(Result(lint_texts({"org.yaml": text}).findings, rules=rules))
    described = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}

    assert list(described) == sorted(described)
    for found in run["results"]:
        assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
    rule = described["CAS101"]
    assert rule["name"] == "SiteMailboxWithoutCas"
    assert rule["shortDescription"]["text"].startswith("Every site that holds an Exchange 2010 Mailbox")
    assert rule["fullDescription"]["text"].startswith("A client never opens a mailbox itself.")
    assert "Understanding Proxying and Redirection" in rule["help"]["text"]
    assert rule["help"]["markdown"].startswith("## CAS101 site-mailbox-without-cas\n")
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_every_rule_keeps_to_the_limits_of_github() -> None:
    found = [KYOTO.replaced(code=rule.code, name=rule.name) for rule in load()]
    for rule in sarif(Result(found, rules=load()))["tool"]["driver"]["rules"]:
        assert 0 < len(rule["name"]) <= 255
        assert rule["name"] != rule["id"]
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024
            assert text.endswith((".", "!", "?", "…"))
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]


def test_paths_are_those_of_the_repository(tmp_path: Path) -> None:
    folder = tmp_path / "exchange orgs"
    folder.mkdir()
    (tmp_path / ".git").mkdir()
    options = Options(checkout=checkout(str(folder), {}))

    def uri(path: str) -> str:
        at = Place(Source(path, "a"), 0, 1)
        found = sarif(Result([finding(at)]), options)["results"][0]
        return str(found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])

    assert uri("org.yaml") == "exchange%20orgs/org.yaml"
    assert uri("../Zürich: #1?.yaml") == "Z%C3%BCrich%3A%20%231%3F.yaml"
    assert uri("../../elsewhere.yaml") == "../../elsewhere.yaml"


def test_without_a_repository_the_workspace_counts(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)

    assert checkout(str(folder), {"GITHUB_WORKSPACE": str(tmp_path)}).path("org.yaml") == "a/b/org.yaml"
    assert checkout(str(folder), {}).path("org.yaml") == "org.yaml"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    assert Checkout(str(tmp_path), str(tmp_path)).path("link/org.yaml") == "real/org.yaml"


def test_text_makes_no_link() -> None:
    told = KYOTO.replaced(
        message="[click](https://evil.example) and [this](1)",
        related=(Related(place(ORG, "MBX03"), "a [b](c) \\ ]"),),
    )

    assert only(Result([told]))["message"]["text"] == (
        r"[click\](https://evil.example) and [this\](1). See: [a \[b\](c) \\ \]](1)."
    )


def test_more_results_than_github_takes_are_cut_to_the_worst() -> None:
    source = Source("org.yaml", "a\n" * (MOST_RESULTS + 2))
    found = [
        finding(Place(source, 2 * index, 2 * index + 1), severity=Severity.INFO, related=())
        for index in range(MOST_RESULTS + 1)
    ]
    worst = finding(Place(source, 2 * MOST_RESULTS + 2, 2 * MOST_RESULTS + 3))
    run = sarif(Result([*found, worst]))

    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][-1]["level"] == "error"
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("2 more findings are left out")


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_hostile_text_acts_nowhere(text: str) -> None:
    written = shown(hostile.result(text), "sarif", Options(github=True))

    assert commands(written) == []
    assert written.replace("\n", "").isascii()
    assert written.replace("\n", "").isprintable()
    run = json.loads(written)["runs"][0]
    messages = [
        run["results"][0]["message"]["text"],
        run["results"][0]["relatedLocations"][0]["message"]["text"],
    ]
    assert all(message.isprintable() or message == "…" for message in messages)
    assert (
        run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
        == text * 2
    )
