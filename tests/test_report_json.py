from __future__ import annotations

import json
import pkgutil

import jsonschema
import pytest

import hostile
from caslint import __version__
from caslint.finding import Subject
from caslint.report.options import Options
from caslint.report.result import Result, StaleEntry
from report_sample import KYOTO, QUOTE, shown
from workflow_runner import commands

RESULT = Result(
    [QUOTE, KYOTO],
    suppressed=[KYOTO],
    stale_baseline=[StaleEntry("CAS201", "0f", Subject("site", "Kyoto"), "org.yaml")],
    unreadable=[("old.yaml", "permission denied")],
    files=1,
    organizations=1,
    version="1.2.3",
)


def test_document_is_this() -> None:
    expected = """\
{
  "version": 1,
  "tool": {"name": "caslint", "version": "1.2.3"},
  "outcome": "findings",
  "summary": {"files": 1, "organizations": 1, "error": 1, "warning": 1, "info": 0, \
"suppressed": 0, "baselined": 0},
  "findings": [
    {"rule": "CAS101", "name": "site-mailbox-without-cas", "severity": "error", \
"message": "Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client Access server", \
"subject": {"kind": "site", "name": "Kyoto"}, \
"file": "org.yaml", "line": 6, "column": 11, "endLine": 6, "endColumn": 16, "pointer": "/sites/1", \
"related": [{"file": "org.yaml", "line": 12, "column": 12, "endLine": 12, "endColumn": 17, \
"message": "MBX03 is declared here"}], \
"fix": null, "fingerprint": "CAS101-Kyoto", \
"source": [{"title": "Understanding Proxying and Redirection", "url": "https://example.com/proxying"}], \
"help": "rules/README.md#cas101-site-mailbox-without-cas"},
    {"rule": "CAS011", "name": "version-not-text", "severity": "warning", \
"message": "version 14.10 of CAS01 is a number, which YAML reads as 14.1", \
"subject": {"kind": "server", "name": "CAS01"}, \
"file": "org.yaml", "line": 10, "column": 14, "endLine": 10, "endColumn": 19, "pointer": "/sites/1", \
"related": [], \
"fix": {"title": "quote the version", "safe": true, "edits": [{"file": "org.yaml", \
"startLine": 10, "startColumn": 14, "endLine": 10, "endColumn": 19, "text": "\\"14.10\\""}]}, \
"fingerprint": "CAS011-CAS01", "source": [], "help": "rules/README.md#cas011-version-not-text"}
  ],
  "suppressed": [],
  "baselined": [],
  "staleBaseline": [],
  "unreadable": []
}
"""

    assert shown(Result([QUOTE, KYOTO], files=1, organizations=1, version="1.2.3"), "json") == expected


def test_lines_are_one_finding_each_and_then_the_rest() -> None:
    *findings, last = [json.loads(line) for line in shown(RESULT, "jsonl").splitlines()]

    document = json.loads(shown(RESULT, "json"))
    assert findings == document["findings"]
    assert last == {
        key: document[key] for key in ("version", "tool", "outcome", "summary", "staleBaseline", "unreadable")
    }


def _schema() -> dict[str, object]:
    text = pkgutil.get_data("caslint.schemas", "report.schema.json")
    assert text
    schema: dict[str, object] = json.loads(text)
    return schema


@pytest.mark.parametrize("result", [Result(), RESULT, Result(unreadable=[("a", "b")])])
def test_document_is_valid(result: Result) -> None:
    jsonschema.validate(json.loads(shown(result, "json")), _schema())


def test_version_is_caslints_own() -> None:
    assert json.loads(shown(Result(), "json"))["tool"] == {"name": "caslint", "version": __version__}


@pytest.mark.parametrize("format", ["json", "jsonl"])
@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_hostile_text_comes_through_whole_and_acts_nowhere(text: str, format: str) -> None:  # noqa: A002
    written = shown(hostile.result(text), format, Options(github=True))

    assert commands(written) == []
    assert written.replace("\n", "").isascii()
    assert written.replace("\n", "").isprintable()
    first = json.loads(written)["findings"][0] if format == "json" else json.loads(written.splitlines()[0])
    assert (first["message"], first["file"], first["fix"]["title"]) == (text, text, text)


def test_old_command_is_escaped_only_inside_github_actions() -> None:
    result = Result([KYOTO.replaced(message="##[error]x")])

    assert '"message": "##[error]x"' in shown(result, "json")
    assert '"message": "\\u0023#[error]x"' in shown(result, "json", Options(github=True))
