"""The first comment of a file: where it comes from, when that was collected, and what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from caslint.importer.document import Document
from caslint.importer.emit import remark_text
from caslint.importer.gather import Harvest

ORIGIN = "Exported from Exchange"
"""How the line begins that tells origin and time; an update writes it anew."""

_WIDTH = 98
_MOST_NAMES = 60


def head(document: Document, origin: str, *, verbatim: bool) -> list[str]:
    """The lines of the comment, without their marks."""
    lines = [origin]
    if not verbatim:
        lines.append("A key that is left out stands for what Exchange Setup gives.")
    if document.not_exported:
        lines += _wrapped(f"Not exported, and so unknown here: {', '.join(document.not_exported)}.")
    for note in document.notes:
        lines += _wrapped(f"{remark_text(note)}.")
    return lines


def origin_line(harvest: Harvest, collected: str | None, *, names: bool = True) -> str:
    """Where and when the exports were made, as far as they or the user tell; `names` tells the files."""
    when = f" on {collected}" if collected else ""
    files = list(dict.fromkeys([file.rpartition("/")[2] for file in harvest.files]))
    if not names or len(", ".join(files)) > _MOST_NAMES:
        return f"{ORIGIN}{when}: {len(files)} file{'' if len(files) == 1 else 's'}."
    return f"{ORIGIN}{when}: {', '.join(files)}."


def _wrapped(sentence: str) -> Iterator[str]:
    found = wrap(sentence[0].upper() + sentence[1:], _WIDTH, break_long_words=False, break_on_hyphens=False)
    yield from [line if index == 0 else f"  {line}" for index, line in enumerate(found)]
