"""JUnit, GitLab's code quality report and reviewdog's diagnostics: what each reader gets, and nothing else."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

import hostile
from caslint.finding import Edit, Fix, Severity
from caslint.report.checkout import checkout
from caslint.report.options import Options
from caslint.report.result import Examined, Result
from caslint.text import Place, Source
from report_sample import KYOTO, ORG, QUOTE, finding, place, shown
from workflow_runner import commands

Object = dict[str, Any]
INFO = KYOTO.replaced(severity=Severity.INFO)


def junit(result: Result) -> ET.Element:
    return ET.fromstring(shown(result, "junit"))  # noqa: S314  our own bytes


def test_junit_has_a_case_for_every_finding() -> None:
    report = junit(Result([KYOTO, QUOTE, INFO], unreadable=[("old.yaml", "denied")]))
    suite, unreadable = report.findall("testsuite")

    assert dict(report.attrib) == {
        "name": "caslint", "tests": "4", "failures": "2", "errors": "1",
    }  # fmt: skip
    assert [(suite.get(key)) for key in ("name", "tests", "failures", "skipped")] == [
        "org.yaml",
        "3",
        "2",
        "1",
    ]
    error, info, warning = suite.findall("testcase")
    assert error.get("name") == "CAS101 site-mailbox-without-cas (Kyoto, line 6)"
    failure = error.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("error", KYOTO.message)
    assert failure.text == f"org.yaml:6:11: CAS101 error {KYOTO.message}"
    assert [child.tag for case in (info, warning) for child in case] == ["skipped", "failure"]
    (case,) = unreadable.findall("testcase/error")
    assert case.get("message") == "cannot be read: denied"


JENKINS = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "file", "hostname", "timestamp"},
    "testcase": {"name", "classname", "time", "group"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
}
"""The attributes that the JUnit schema of Jenkins takes."""


def test_junit_keeps_to_the_schema_of_jenkins() -> None:
    for element in junit(Result([KYOTO, QUOTE, INFO], unreadable=[("old.yaml", "denied")])).iter():
        assert set(element.attrib) <= JENKINS[element.tag]


def test_junit_has_a_case_for_a_file_without_findings() -> None:
    result = Result(examined=[Examined("a.yaml", ("a.yaml", "b.yaml"), None)], files=2, organizations=1)

    assert [len(suite.findall("testcase")) for suite in junit(result)] == [1, 1]
    assert junit(result).get("tests") == "2"


@pytest.mark.parametrize("text", [*hostile.TEXTS.values(), "]]>", "<!--", "&amp;", '"/><x>', "\ufffe\uffff"])
def test_junit_is_xml_whatever_the_text(text: str) -> None:
    written = shown(hostile.result(text), "junit", Options(github=True))
    report = ET.fromstring(written)  # noqa: S314  our own bytes

    assert commands(written) == []
    assert written.replace("\n", "").isprintable()
    tags = [element.tag for element in report.iter()]
    assert tags == [
        element.tag
        for element in ET.fromstring(shown(hostile.result("x"), "junit")).iter()  # noqa: S314
    ]


def gitlab(result: Result, options: Options | None = None) -> list[Object]:
    issues: list[Object] = json.loads(shown(result, "gitlab", options))
    return issues


def test_gitlab_gets_this() -> None:
    assert gitlab(Result([KYOTO])) == [
        {
            "description": f"CAS101 {KYOTO.message}",
            "check_name": "CAS101-site-mailbox-without-cas",
            "fingerprint": "CAS101-Kyoto",
            "severity": "major",
            "location": {"path": "org.yaml", "lines": {"begin": 6, "end": 6}},
        }
    ]
    assert gitlab(Result()) == []


def test_gitlab_does_not_take_two_findings_for_one() -> None:
    other = finding(place(Source("other.yaml", "Kyoto"), "Kyoto"))
    prints = [issue["fingerprint"] for issue in gitlab(Result([KYOTO, INFO, other]))]

    assert prints == ["CAS101-Kyoto", "CAS101-Kyoto-2", "CAS101-Kyoto-3"]


def test_gitlab_names_files_from_the_repositorys_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "exchange").mkdir()
    options = Options(checkout=checkout(str(tmp_path / "exchange"), {}))

    assert gitlab(Result([KYOTO]), options)[0]["location"]["path"] == "exchange/org.yaml"


def rdjson(result: Result) -> Object:
    document: Object = json.loads(shown(result, "rdjson"))
    return document


def test_reviewdog_gets_this() -> None:
    document = rdjson(Result([KYOTO]))

    assert document["source"] == {"name": "caslint"}
    assert document["diagnostics"] == [
        {
            "message": KYOTO.message,
            "location": {
                "path": "org.yaml",
                "range": {"start": {"line": 6, "column": 11}, "end": {"line": 6, "column": 16}},
            },
            "severity": "ERROR",
            "code": {"value": "CAS101", "url": "https://example.com/proxying"},
            "suggestions": [],
            "related_locations": [
                {
                    "message": "MBX03 is declared here",
                    "location": {
                        "path": "org.yaml",
                        "range": {"start": {"line": 12, "column": 12}, "end": {"line": 12, "column": 17}},
                    },
                }
            ],
        }
    ]


def test_reviewdogs_columns_count_bytes_of_utf_8() -> None:
    source = Source("org.yaml", "sites:\n  - {n: 😀é, name: Kyōto}\n")
    found = rdjson(Result([finding(place(source, "Kyōto"))]))["diagnostics"][0]["location"]["range"]

    assert (found["start"]["column"], found["end"]["column"]) == (23, 29)


def test_reviewdog_gets_a_fix_as_one_suggestion() -> None:
    edits = (Edit(ORG, 20, 25, "B"), Edit(ORG, 10, 12, "A"))
    (suggestion,) = rdjson(Result([KYOTO.replaced(fix=Fix("both", edits))]))["diagnostics"][0]["suggestions"]

    assert suggestion["text"] == "A" + ORG.text[12:20] + "B"
    assert ORG.locate(10) == (suggestion["range"]["start"]["line"], suggestion["range"]["start"]["column"])
    assert ORG.locate(25) == (suggestion["range"]["end"]["line"], suggestion["range"]["end"]["column"])


def test_reviewdog_gets_no_fix_that_it_could_only_half_apply() -> None:
    other = Source("other.yaml", "x")
    fix = Fix("both", (Edit(ORG, 0, 1, "A"), Edit(other, 0, 1, "B")))

    assert rdjson(Result([KYOTO.replaced(fix=fix)]))["diagnostics"][0]["suggestions"] == []


def test_reviewdog_is_told_what_could_not_be_read() -> None:
    (one,) = rdjson(Result(unreadable=[("old.yaml", "denied")]))["diagnostics"]

    assert (one["location"], one["message"]) == ({"path": "old.yaml"}, "old.yaml cannot be read: denied")


@pytest.mark.parametrize("format", ["gitlab", "rdjson"])
@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_hostile_text_acts_nowhere(text: str, format: str) -> None:  # noqa: A002
    written = shown(hostile.result(text), format, Options(github=True))
    document = json.loads(written)

    assert commands(written) == []
    assert written.replace("\n", "").isascii()
    assert written.replace("\n", "").isprintable()
    issues = document if format == "gitlab" else document["diagnostics"]
    assert all(not re.search(r"[\x00-\x1f\x7f-\x9f]", str(issue.get("description"))) for issue in issues)


def test_a_place_at_the_end_of_a_long_line() -> None:
    source = Source("org.yaml", "é" * 1000)
    found = rdjson(Result([finding(Place(source, 999, 1000))]))["diagnostics"][0]["location"]["range"]

    assert found["end"] == {"line": 1, "column": 2001}
