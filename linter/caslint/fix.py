"""Edits applied to a text: everything outside them stays byte for byte."""

from __future__ import annotations

from bisect import bisect_left, insort
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
                insort(taken.setdefault(edit.source.path, []), (edit.start, edit.end))
    return chosen


def _touches(taken: list[tuple[int, int]], edit: Edit) -> bool:
    """Whether an edit touches one of the ranges, which are in order and lie apart."""
    before = bisect_left(taken, (edit.end + 1, 0))
    return before > 0 and taken[before - 1][1] >= edit.start


def edited(source: Source, edits: Iterable[Edit]) -> str:
    """The source's text with the edits, which must not touch one another, in the line ends that it has."""
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    pieces: list[str] = []  # from the end of the text to its beginning
    end = len(source.text)
    for edit in sorted(edits, key=lambda edit: -edit.start):
        pieces.append(source.text[edit.end : end])
        pieces.append(edit.text.replace("\r\n", "\n").replace("\n", line_end))
        end = edit.start
    return "".join([source.text[:end], *reversed(pieces)])
