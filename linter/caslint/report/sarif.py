"""The `sarif` output: SARIF 2.1.0 as GitHub's code scanning reads it.

GitHub shows the first location of a result, related locations that the message
links to, and the rule's help; it opens an alert for whatever stands in the file,
so suppressed and baselined findings do not.  A file beyond its limits is
refused whole, so that the worst findings are kept where there are too many.

Like `json`, the bytes are pure ASCII.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from caslint.exchange.sources import SOURCES
from caslint.finding import Edit, Finding, Fix, Step
from caslint.report.json import without_commands
from caslint.report.line_hash import line_hashes
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import visible
from caslint.report.sarif_rule import LEVELS, driver_rules
from caslint.report.units import Span, first_line, utf16
from caslint.report.worst import worst
from caslint.text import Place, Source

Object = dict[str, Any]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
_MOST_RELATED = 100
_MOST_STEPS = 1_000
_MOST_LINKS = 10
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def render(result: Result, options: Options) -> Iterator[str]:
    """One run in one document, one result a line."""
    return without_commands(_Log(result, options).pieces(), options)


class _Log:
    """One document; knows what GitHub calls each file and what its lines' hashes are."""

    def __init__(self, result: Result, options: Options) -> None:
        self.result = result
        self.path = options.in_repository
        self.findings = worst(result.findings, MOST_RESULTS)
        self.rules = driver_rules(result, self.findings)
        self.rule_index = {rule["id"]: index for index, rule in enumerate(self.rules)}
        self.hashes: dict[tuple[Source, int], str] = {}
        for source, lines in _lines(self.findings).items():
            self.hashes |= {(source, line): value for line, value in line_hashes(source, lines).items()}

    def pieces(self) -> Iterator[str]:
        head = {"version": "2.1.0", "$schema": SCHEMA}
        yield json.dumps(head)[:-1] + ', "runs": [{\n'
        yield f'"tool": {json.dumps(self._tool())},\n'
        yield f'"columnKind": "utf16CodeUnits",\n"originalUriBaseIds": {json.dumps(_BASES)},\n'
        yield f'"invocations": [{json.dumps(self._invocation())}],\n"results": ['
        between = "\n"
        for finding in self.findings:
            yield between + json.dumps(self._result(finding))
            between = ",\n"
        yield "\n]}]}\n"

    def _tool(self) -> Object:
        return {
            "driver": {
                "name": "caslint",
                "semanticVersion": self.result.version,
                "informationUri": SOURCES["TN10RTM"].url,
                "rules": self.rules,
            }
        }

    def _invocation(self) -> Object:
        """Whether everything could be read, and what else is no result."""
        return {
            "executionSuccessful": not self.result.unreadable,
            "toolExecutionNotifications": [*self._unreadable(), *self._notes()],
        }

    def _unreadable(self) -> Iterator[Object]:
        for file, reason in self.result.unreadable:
            words = sentence(visible(f"{file} cannot be read: {reason}"))
            where = {"physicalLocation": {"artifactLocation": self._artifact(file)}}
            yield {"level": "error", "message": {"text": words}, "locations": [where]}

    def _notes(self) -> Iterator[Object]:
        for entry in self.result.stale_baseline:
            words = visible(f"Stale baseline entry: {entry.described}.")
            yield {"level": "note", "message": {"text": words}}
        cut = len(self.result.findings) - len(self.findings)
        if cut:
            words = f"{cut} more findings are left out: code scanning takes {MOST_RESULTS}."
            yield {"level": "warning", "message": {"text": words}}

    def _result(self, finding: Finding) -> Object:
        place = first_line(finding.place)
        code = visible(finding.code)
        return {
            "ruleId": code,
            "ruleIndex": self.rule_index[code],
            "level": LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [{"physicalLocation": self._physical(place)}],
            "partialFingerprints": {
                "primaryLocationLineHash": self.hashes[place.source, place.line],
                "caslintSubject/v1": visible(finding.fingerprint),
            },
            **self._related(finding),
            **self._flow(finding),
            **self._fixes(finding.fix),
        }

    def _related(self, finding: Finding) -> Object:
        locations = [
            {
                "id": number,
                "physicalLocation": self._physical(related.place),
                "message": {"text": sentence(_plain(related.message))},
            }
            for number, related in enumerate(finding.related[:_MOST_RELATED], 1)
        ]
        return {"relatedLocations": locations} if locations else {}

    def _flow(self, finding: Finding) -> Object:
        """The route of a declared client, step by step."""
        steps = [self._step(step, finding.place) for step in finding.trace[:_MOST_STEPS]]
        return {"codeFlows": [{"threadFlows": [{"locations": steps}]}]} if steps else {}

    def _step(self, step: Step, owner: Place) -> Object:
        """A step that no declaration decided stands where the client is declared, because each needs a place."""
        where = self._physical(step.place or owner)
        return {"location": {"physicalLocation": where, "message": {"text": sentence(_plain(step.message))}}}

    def _fixes(self, fix: Fix | None) -> Object:
        if fix is None:
            return {}
        by_source: dict[Source, list[Edit]] = {}
        for edit in fix.edits:
            by_source.setdefault(edit.source, []).append(edit)
        changes = [
            {"artifactLocation": self._artifact(source.path), "replacements": list(map(_replacement, edits))}
            for source, edits in by_source.items()
        ]
        return {
            "fixes": [{"description": {"text": sentence(visible(fix.title))}, "artifactChanges": changes}]
        }

    def _physical(self, place: Place) -> Object:
        region = _region(utf16(place.source, place.start, place.end))
        return {"artifactLocation": self._artifact(place.file), "region": region}

    def _artifact(self, file: str) -> Object:
        return {"uri": _uri(self.path(file)), "uriBaseId": "%SRCROOT%"}


_BASES = {"%SRCROOT%": {"description": {"text": "The root of the repository."}}}


def _lines(findings: Iterable[Finding]) -> dict[Source, list[int]]:
    found: dict[Source, list[int]] = {}
    for finding in findings:
        found.setdefault(finding.place.source, []).append(finding.place.line)
    return found


def _message(finding: Finding) -> str:
    """The finding's sentence, then links to the related places, without which GitHub does not show them."""
    links = [
        f"[{_linked(related.message)}]({number})"
        for number, related in enumerate(finding.related[:_MOST_LINKS], 1)
    ]
    text = sentence(_plain(finding.message))
    return f"{text} See: {', '.join(links)}." if links else text


def sentence(text: str) -> str:
    """The text with a full stop; SARIF's messages are sentences."""
    text = text.strip() or "…"
    return text if text.endswith((".", "!", "?")) else text + "."


def _plain(text: str) -> str:
    r"""The text where a link may stand, with none of its own: `[a](b)` is written `[a\](b)`."""
    return visible(text).replace("](", "\\](")


def _linked(text: str) -> str:
    r"""The text inside of a link, where SARIF wants backslashes and brackets escaped."""
    text = visible(text).strip() or "…"
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _region(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _replacement(edit: Edit) -> Object:
    region = _region(utf16(edit.source, edit.start, edit.end))
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _uri(path: str) -> str:
    """A path as a relative reference: everything but letters, digits and `-._~/` is written as `%20`."""
    data = path.encode("utf-8", "surrogatepass")
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)
