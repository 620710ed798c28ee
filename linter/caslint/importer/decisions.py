"""What an import decided about single facts, gathered so that a thousand servers are told of in one line."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.importer.document import Document, Entry, Section, text_of
from caslint.importer.emit import comment, remark_text
from caslint.words import and_list


def decisions(document: Document) -> list[str]:
    """`owa internalAuthenticationMethods of CAS01 and CAS02: the list is taken`, one line a decision."""
    found: dict[tuple[str, str], list[str]] = {}
    for sections in (document.sites, document.servers, document.arrays, document.databases):
        for section in sections:
            for path, words in _aloud(section, ()):
                found.setdefault((path, words), []).append(text_of(section, "name"))
    return [f"{path} of {comment(and_list(names))}: {words}" for (path, words), names in found.items()]


def _aloud(section: Section, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, entry in section.items():
        here = path if key == "virtualDirectories" else (*path, key)
        if entry.remark is not None and entry.remark.aloud:
            yield " ".join(here), remark_text(entry.remark)
        for inner in _inner(entry):
            yield from _aloud(inner, here)


def _inner(entry: Entry) -> list[Section]:
    if isinstance(entry.value, dict):
        return [entry.value]
    return entry.value if isinstance(entry.value, list) else []
