"""The `json` and `jsonl` outputs, version 1 of the contract in schemas/report.schema.json.

Both are pure ASCII, every other character escaped as JSON escapes it: so they
come whole through a console or a pipe of any code page, and nothing in them
can act on a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from caslint.finding import Edit, Finding, Fix, Related
from caslint.report.options import Options
from caslint.report.result import Result, StaleEntry
from caslint.text import Place

# What JSON says, a name to a value; Any, because the encoder takes any.
Object = dict[str, Any]


def render(result: Result, options: Options) -> Iterator[str]:
    """One document, one finding a line, so that a comparison of two reports reads well."""
    return without_commands(_document(result), options)


def render_lines(result: Result, options: Options) -> Iterator[str]:
    """One finding a line, as in `json`; then one last line with the rest of the document.

    The last line is the only one with the key `summary`.  Suppressed and
    baselined findings are counted there and not listed.
    """
    return without_commands(_lines(result), options)


def finding_object(finding: Finding) -> Object:
    """One finding as the contract has it."""
    return {
        "rule": finding.code,
        "name": finding.name,
        "severity": finding.severity.word,
        "message": finding.message,
        "subject": finding.subject.as_dict(),
        **_region(finding.place),
        "pointer": finding.place.pointer,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix) if finding.fix else None,
        "fingerprint": finding.fingerprint,
        "source": [{"title": citation.title, "url": citation.url} for citation in finding.citations],
        "help": finding.help,
    }


def _document(result: Result) -> Iterator[str]:
    yield "{\n"
    for key, value in _head(result).items():
        yield f"  {json.dumps(key)}: {json.dumps(value)},\n"
    yield from _list("findings", map(finding_object, result.findings))
    yield from _list("suppressed", map(finding_object, result.suppressed))
    yield from _list("baselined", map(finding_object, result.baselined))
    yield from _list("staleBaseline", map(_stale, result.stale_baseline))
    yield from _list("unreadable", map(_unreadable, result.unreadable), end="\n")
    yield "}\n"


def _lines(result: Result) -> Iterator[str]:
    for finding in result.findings:
        yield json.dumps(finding_object(finding)) + "\n"
    rest = {
        "staleBaseline": [_stale(entry) for entry in result.stale_baseline],
        "unreadable": [_unreadable(entry) for entry in result.unreadable],
    }
    yield json.dumps(_head(result) | rest) + "\n"


def _head(result: Result) -> Object:
    return {
        "version": 1,
        "tool": {"name": "caslint", "version": result.version},
        "outcome": result.outcome,
        "summary": result.summary,
    }


def _list(name: str, items: Iterable[Object], end: str = ",\n") -> Iterator[str]:
    yield f"  {json.dumps(name)}: ["
    between = "\n"
    for item in items:
        yield f"{between}    {json.dumps(item)}"
        between = ",\n"
    yield ("" if between == "\n" else "\n  ") + "]" + end


def _region(place: Place) -> Object:
    (line, column), (end_line, end_column) = place.source.locate(place.start), place.source.locate(place.end)
    return {"file": place.file, "line": line, "column": column, "endLine": end_line, "endColumn": end_column}


def _related(related: Related) -> Object:
    return _region(related.place) | {"message": related.message}


def _fix(fix: Fix) -> Object:
    return {"title": fix.title, "safe": fix.safe, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> Object:
    (line, column), (end_line, end_column) = edit.source.locate(edit.start), edit.source.locate(edit.end)
    return {
        "file": edit.source.path,
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "text": edit.text,
    }


def _stale(entry: StaleEntry) -> Object:
    return {
        "rule": entry.code,
        "subject": entry.subject.as_dict(),
        "file": entry.root,
        "fingerprint": entry.fingerprint,
    }


def _unreadable(entry: tuple[str, str]) -> Object:
    file, reason = entry
    return {"file": file, "reason": reason}


def without_commands(chunks: Iterable[str], options: Options) -> Iterator[str]:
    """Inside GitHub Actions the runner obeys `##[…]` wherever it stands; a JSON reader sees no difference."""
    for chunk in chunks:
        yield chunk.replace("##[", "\\u0023#[") if options.github else chunk
