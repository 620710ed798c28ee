"""One comment that silences findings, as it is written: `# caslint: ignore[CAS201] until=2027-03-31 reason="why"`.

`ignore` or `ignore-file`, the rules in brackets and separated by commas, then
`until` and `reason` in either order.  Such a comment may follow other words of
the same comment after a `#` of its own, and others may follow it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 5000
"""Characters of a line in which a comment for caslint must end."""

_BEGINNING = re.compile(r"(?<!\S)#[ \t]*caslint(?::|(?= (?:ignore|disable)\b[^\[\r\n]{0,20}\[))")
_LINE_END = re.compile(r"[\r\n]")
_DIRECTIVE = re.compile(r"#[ \t]*caslint:[ \t]*(ignore(?:-file)?)\[([^\[\]]*)\]")
_OPTION = re.compile(r"""[ \t]+(?:until=(\d{4}-\d\d-\d\d)(?=\s|$)|reason="((?:[^"\\]|\\.)*)"(?=\s|$))""")
_WORD = re.compile(r"[^\s,]+")

# What people write instead, read generously.
_VERB = re.compile(r"(?:ignore|disable|suppress|silence|skip|allow|noqa|nolint)(?:-\w+)*", re.IGNORECASE)
_RULE = re.compile(r"[A-Za-z][A-Za-z0-9*-]*")
_OTHER = re.compile(r"\b(?:until|reason)\b", re.IGNORECASE)
_DAY = re.compile(r"\buntil\b[^0-9a-zA-Z]*(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_REASON = re.compile(r"\breason\b[ \t]*[:=]?(.*)", re.IGNORECASE)
_QUOTES = " \t\"'`“”„‟‘’‚«»"


class Word(NamedTuple):
    """A word between the brackets, and its offset in the text."""

    text: str
    start: int


class Directive(NamedTuple):
    """A comment in the right form; `start` and `end` are its offsets in the text, from its `#`."""

    start: int
    end: int
    whole_file: bool
    words: tuple[Word, ...]
    until: str
    reason: str


class Malformed(NamedTuple):
    """A comment that is not in the right form, and as much of the right form as can be made of it.

    `complete` says that `proposal` leaves nothing to be filled in.
    """

    start: int
    end: int
    words: tuple[str, ...]
    proposal: str
    complete: bool


def directives(text: str) -> list[Directive | Malformed]:
    """What the text may say to caslint; whether each stands in a comment is for the tree to tell."""
    found: list[Directive | Malformed] = []
    at = 0
    while beginning := _BEGINNING.search(text, at):
        found.append(_read(text, beginning.start()))
        at = max(found[-1].end, beginning.end())
    return found


def _read(text: str, start: int) -> Directive | Malformed:
    line_end = _end(_LINE_END, text, start, min(start + LONGEST, len(text)))
    head = _DIRECTIVE.match(text, start, line_end)
    words = _words(text, *head.span(2)) if head else ()
    if not head or not words:
        return _malformed(text, start, line_end)
    until: list[str] = []
    reason: list[str] = []
    end = head.end()
    while option := _OPTION.match(text, end, line_end):
        end = option.end()
        (until if option[1] else reason).append(option[1] or option[2])
    rest = text[end:line_end].strip()
    if (rest and not rest.startswith("#")) or len(until) > 1 or len(reason) > 1:
        return _malformed(text, start, line_end)
    why = re.sub(r"\\(.)", r"\1", "".join(reason)).strip()
    return Directive(start, end, head[1] == "ignore-file", words, "".join(until), why)


def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple([Word(word[0], word.start()) for word in _WORD.finditer(text, start, end)])


def _end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.search(text, start, end)
    return found.start() if found else end


def _malformed(text: str, start: int, line_end: int) -> Malformed:
    said = text[start : _end(_BEGINNING, text, start + 1, line_end)].rstrip()
    body = _BEGINNING.sub("", said, 1).strip()
    named = body[: _end(_OTHER, body, 0, len(body))]
    verb = _VERB.match(named)
    words = tuple(dict.fromkeys(_RULE.findall(named, verb.end() if verb else 0)))
    day, why = _DAY.search(body), _REASON.search(body)
    dated = "until" in body.lower()
    reason = _DAY.sub("", why[1]).strip(_QUOTES).replace('"', "'").replace("\\", "/") if why else ""
    whole_file = verb is not None and verb[0].lower().endswith("-file")
    return Malformed(
        start,
        start + len(said),
        words,
        _proposal(words, day[1] if day else "2027-03-31" if dated else "", reason, whole_file=whole_file),
        complete=bool(words and reason and (day or not dated)),
    )


def _proposal(words: tuple[str, ...], day: str, reason: str, *, whole_file: bool) -> str:
    verb = "ignore-file" if whole_file else "ignore"
    until = f" until={day}" if day else ""
    return f'# caslint: {verb}[{", ".join(words) or "CAS201"}]{until} reason="{reason or "why"}"'
