"""Edits of texts as the protocol's edits of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from caslint.finding import Edit
from caslint.lsp.desk import Desk
from caslint.lsp.diagnostics import Diagnoses
from caslint.lsp.protocol import Object
from caslint.text import Source

_MOST_LINES = 2000
"""Where more lines than this lie between the first change and the last, they are replaced as a whole."""


def workspace_edit(desk: Desk, diagnoses: Diagnoses, edits: Iterable[Edit]) -> Object:
    """Edits of any files as one change, each file's in the order of its text; open ones with their versions."""
    by_path: dict[str, list[Object]] = {}
    for edit in sorted(edits, key=lambda edit: (edit.source.path, edit.start)):
        by_path.setdefault(diagnoses.path(edit.source), []).append(_text_edit(diagnoses, edit))
    if not desk.client.takes_versioned_edits:
        return {"changes": {desk.client.uri(path): changes for path, changes in by_path.items()}}
    return {"documentChanges": [_document_edit(desk, path, changes) for path, changes in by_path.items()]}


def _document_edit(desk: Desk, path: str, changes: list[Object]) -> Object:
    document = desk.documents.at(path)
    version = document.version if document else None
    return {"textDocument": {"uri": desk.client.uri(path), "version": version}, "edits": changes}


def _text_edit(diagnoses: Diagnoses, edit: Edit) -> Object:
    line_end = "\r\n" if "\r\n" in edit.source.text else "\n"
    new = edit.text.replace("\r\n", "\n").replace("\n", line_end)
    return {"range": diagnoses.ruler(edit.source).range(edit.start, edit.end), "newText": new}


def difference(source: Source, new: str) -> Iterator[Edit]:
    """The edits, by lines, that make a new text of a source's."""
    old_lines, new_lines = source.text.splitlines(keepends=True), new.splitlines(keepends=True)
    head = _alike(old_lines, new_lines)
    tail = _alike(old_lines[head:][::-1], new_lines[head:][::-1])
    olds, news = old_lines[head : len(old_lines) - tail], new_lines[head : len(new_lines) - tail]
    starts = [sum(map(len, old_lines[:head]))]
    for line in olds:
        starts.append(starts[-1] + len(line))
    for first, last, new_first, new_last in _changes(olds, news):
        yield Edit(source, starts[first], starts[last], "".join(news[new_first:new_last]))


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines are the same from the beginning on."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _changes(olds: list[str], news: list[str]) -> Iterator[tuple[int, int, int, int]]:
    if max(len(olds), len(news)) > _MOST_LINES:
        yield 0, len(olds), 0, len(news)
        return
    for tag, *span in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag != "equal":
            first, last, new_first, new_last = span
            yield first, last, new_first, new_last
