"""Words in YAML: in quotes where they had some or need them."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*(?: [A-Za-z0-9._/-]+)*\Z")
_NUMBER = re.compile(r"[0-9][0-9._]*(?:[eE][0-9]+)?\Z|0[box]")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What some reader of YAML takes for something else than text."""


def written(word: str, style: str) -> str:
    """A word as it is written in place of a scalar of this style."""
    if style == "'":
        return "'" + word.replace("'", "''") + "'"
    if style != '"' and _PLAIN.match(word) and not _NUMBER.match(word) and word.lower() not in _WORDS:
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
