"""The `rdjson` output: reviewdog's diagnostic format; columns count bytes of UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from caslint.finding import Finding, Fix
from caslint.report.json import without_commands
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import visible
from caslint.report.units import Span, utf8
from caslint.text import Place, Source

Object = dict[str, Any]


def render(result: Result, options: Options) -> Iterator[str]:
    """One document in pure ASCII, one finding a line; what could not be read comes first."""
    return without_commands(_pieces(result), options)


def _pieces(result: Result) -> Iterator[str]:
    yield '{"source": {"name": "caslint"}, "severity": "ERROR", "diagnostics": ['
    between = "\n"
    for file, reason in result.unreadable:
        words = visible(f"{file} cannot be read: {reason}")
        unreadable = {"message": words, "location": {"path": file}, "severity": "ERROR"}
        yield between + json.dumps(unreadable)
        between = ",\n"
    for finding in result.findings:
        yield between + json.dumps(_diagnostic(finding))
        between = ",\n"
    yield "\n]}\n"


def _diagnostic(finding: Finding) -> Object:
    place = finding.place
    url = next((citation.url for citation in finding.citations if citation.url), "")
    return {
        "message": visible(finding.message),
        "location": _location(place),
        "severity": finding.severity.name,
        "code": {"value": visible(finding.code)} | ({"url": visible(url)} if url else {}),
        "suggestions": _suggestions(finding.fix, place.source),
        "related_locations": [
            {"message": visible(related.message), "location": _location(related.place)}
            for related in finding.related
        ],
    }


def _location(place: Place) -> Object:
    return {"path": place.file, "range": _range(utf8(place.source, place.start, place.end))}


def _range(span: Span) -> Object:
    return {
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }


def _suggestions(fix: Fix | None, source: Source) -> list[Object]:
    """The fix as one replacement, because each suggestion is applied by itself; none across files."""
    if fix is None or any(edit.source is not source for edit in fix.edits):
        return []
    edits = sorted(fix.edits, key=lambda edit: (edit.start, edit.end))
    start, end = edits[0].start, max(edit.end for edit in edits)
    text, at = "", start
    for edit in edits:
        text += source.text[at : edit.start] + edit.text
        at = edit.end
    return [{"range": _range(utf8(source, start, end)), "text": text}]
