"""Edits applied to a text: everything outside them stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable

from caslint.finding import Edit, Finding
from caslint.text import Source


def compatible(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose fixes can be applied together: the first of those that touch the same text."""
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen: list[Finding] = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix is not None else ()
        if edits and not any(_touches(taken.get(edit.source.path, []), edit) for edit in edits):
            chosen.append(finding)
            for edit in edits:
                taken.setdefault(edit.source.path, []).append((edit.start, edit.end))
    return chosen


def _touches(taken: list[tuple[int, int]], edit: Edit) -> bool:
    return any(start <= edit.end and edit.start <= end for start, end in taken)


def edited(source: Source, edits: Iterable[Edit]) -> str:
    """The source's text with the edits, which must not touch one another, in the line ends that it has."""
    text = source.text
    line_end = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(edits, key=lambda edit: -edit.start):
        new = edit.text.replace("\r\n", "\n").replace("\n", line_end)
        text = text[: edit.start] + new + text[edit.end :]
    return text
