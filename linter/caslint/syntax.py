"""What is wrong with a text as YAML, in our own words."""

from __future__ import annotations

import re
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """What is wrong with a text as YAML: CAS001, or CAS003 for a key that is there twice.

    `related` holds other places that have to do with it: start, end, what is there.
    """

    code: str
    start: int
    end: int
    message: str
    related: tuple[tuple[int, int, str], ...] = ()


_FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


def forbidden(text: str) -> Fault | None:
    """The first character that no topology file may hold."""
    found = _FORBIDDEN.search(text)
    if not found:
        return None
    at = found.start()
    return Fault(
        "CAS001", at, at + 1, f"the character U+{ord(text[at]):04X} cannot stand in a YAML file; remove it"
    )


_SENTENCES = (
    ("unexpected end of stream", "this quoted text is not closed"),
    ("could not find expected ':'", "a colon and a space are missing after this key"),
    (
        "mapping values are not allowed",
        "a colon stands where no key can be; quote the text or mend the indentation",
    ),
    ("cannot start any token", "this character cannot begin a value; quote the text"),
)


def syntax_fault(text: str, error: Any) -> Fault:
    """A parser's error, in our words and at a place that both parsers share."""
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = min(mark.index if mark is not None else 0, len(text))
    message = next((ours for theirs, ours in _SENTENCES if theirs in problem), "this is not valid YAML here")
    return Fault("CAS001", at, min(at + 1, len(text)), message)
