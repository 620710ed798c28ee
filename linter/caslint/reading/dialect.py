"""The YAML that a topology file may use: what libyaml and ruamel.yaml's pure parser read alike.

They disagree about tabs, odd anchors, line separators of Unicode, colons in flow
collections and a few more constructs.  Those are refused, or put in a form that
both understand, so that a file has one meaning or one refusal everywhere.
"""

from __future__ import annotations

import re

from caslint.reading.fault import Fault, unreadable
from caslint.reading.glance import SEPARATORS
from caslint.reading.hidden import stand_ins
from caslint.reading.pattern import pattern
from caslint.reading.refusals import needs_quotes
from caslint.reading.structure import Structure, structure
from caslint.reading.walk import at_marker

_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_EMPTY = r"(?:\ *+(?:\#[^\r\n]*)?(?:\r\n?|\n|\Z))*+"
_BYTE_ORDER_MARK = 0xFEFF


def look(text: str) -> Structure:
    """A close look: the first thing that parsers read differently, or that is closed nowhere."""
    fault = _character(text) or marker_fault(text)
    if fault:
        return Structure(fault, None, ())
    found = structure(text)
    if found.fault or not found.marks or stand_ins(text):
        return found
    return Structure(needs_quotes(found.marks[0]), None, ())


def _character(text: str) -> Fault | None:
    """The first character that no topology file may hold."""
    found = re.search(_FORBIDDEN, text)
    if not found:
        return None
    at, code = found.start(), ord(found[0])
    if code == _BYTE_ORDER_MARK:
        message = "a byte order mark (U+FEFF) stands inside the text; remove it"
    elif found[0] in SEPARATORS:
        message = f"the line separator U+{code:04X} stands here; write an ordinary line end"
    elif "\ud800" <= found[0] <= "\udfff":
        message = f"half a character (U+{code:04X}) stands here; save the file as UTF-8"
    else:
        message = f"the control character U+{code:04X} stands here; remove it"
    return unreadable(at, at + 1, message)


def marker_fault(text: str) -> Fault | None:
    """A second document, or text where a document's marker stands alone."""
    for at in _markers(text):
        start = text[at] == "-"
        fault = (_before_start(text, at) or _after_start(text, at)) if start else _around_end(text, at)
        if fault:
            return fault
    return None


def _before_start(text: str, at: int) -> Fault | None:
    found = pattern(_EMPTY).match(text[:at])
    first = found.end() if found else 0
    if first == at:
        return None
    if text[first] == "%":
        return unreadable(first, first + 1, "a topology file needs no directives; remove this line")
    return unreadable(at, at + 3, "a second document begins here; a topology file holds one")


def _after_start(text: str, at: int) -> Fault | None:
    rest = pattern(r"[^\r\n]*").match(text, at + 3)
    if rest is None or pattern(_EMPTY).fullmatch(rest[0]):
        return None
    return unreadable(at, at + 3, "nothing may follow --- on its line")


def _around_end(text: str, at: int) -> Fault | None:
    if pattern(_EMPTY).fullmatch(text[:at]):
        return unreadable(at, at + 3, "no document has begun that this could end; remove the line")
    if pattern(_EMPTY).fullmatch(text, at + 3):
        return None
    return unreadable(at, at + 3, "the document ends here, and nothing may follow")


def _markers(text: str) -> list[int]:
    """Where --- and ... stand at the head of a line."""
    found = [0] if at_marker(text, 0) else []
    for head in ("\n---", "\n...", "\r---", "\r..."):
        at = text.find(head)
        while at >= 0:
            if at_marker(text, at + 1):
                found.append(at + 1)
            at = text.find(head, at + 1)
    return sorted(found)
