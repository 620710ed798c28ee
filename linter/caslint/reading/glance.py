"""What a quick look at a text tells before any parser: all that a clean file is charged."""

from __future__ import annotations

from caslint.reading.fault import Fault, unreadable
from caslint.reading.refusals import MAX_NODES

SEPARATORS = "\x85\u2028\u2029\ufeff"
"""Characters that are a line end, or nothing, to libyaml, and a character like others to the pure parser."""


def reads_alike(text: str) -> bool:
    """Whether libyaml refuses, or tells in its events, all that the pure parser reads differently: a quick look."""
    if "\t" in text:
        return False
    at = text.find("?")
    while at >= 0:
        if at == 0 or text[at - 1] in " \r\n[{,":
            return False
        at = text.find("?", at + 1)
    return text.isascii() or not any(character in text for character in SEPARATORS)


def too_many(text: str) -> Fault | None:
    """More nodes than are read: in YAML without complex keys, each takes a line, a comma, a bracket or a dash."""
    if len(text) < 2 * MAX_NODES:
        return None
    pieces = sum(map(text.count, ("\n", "\r", ",", "[", "{", "- "))) - text.count("\r\n")
    if pieces < MAX_NODES:
        return None
    message = (
        f"the file may hold more than {MAX_NODES:,} values; cut it into several and list them under include"
    )
    return unreadable(0, 0, message)
