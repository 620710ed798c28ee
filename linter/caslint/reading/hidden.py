"""Colons and question marks in plain text between brackets, which libyaml must not see.

`{externalUrl: https://mail.contoso.com/owa}` is YAML 1.2; libyaml, which reads
YAML 1.1, refuses it.  It is given the text with another character in each such
place, so that all offsets stay, and the values are put right afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caslint.reading.events import SCALAR, Event, NextEvent, libyaml
from caslint.reading.pattern import pattern

_PRIVATE = [chr(code) for code in range(0xE000, 0xE010)]
_LIKELY = r"(?<=[A-Za-z0-9]):(?=[A-Za-z0-9/])"
_ESCAPED_PRIVATE = r"\\(?:u|U0000)[Ee]00"


def stand_ins(text: str) -> tuple[str, str] | None:
    """Two characters that the text does not hold; None where a text holds all that would do."""
    free = [character for character in _PRIVATE if character not in text]
    escaped = pattern(_ESCAPED_PRIVATE).search(text)
    return None if len(free) < 2 or escaped else (free[0], free[1])  # noqa: PLR2004 - two


def hide_likely(text: str) -> NextEvent:
    """The events of a text without the colons that no parser can take for anything but text."""
    found = stand_ins(text)
    return _shown(libyaml(re.sub(_LIKELY, found[0], text)), found) if found else libyaml(text)


def hide(text: str, marks: Sequence[int]) -> NextEvent:
    """The events of a text without the colons and question marks at these offsets."""
    found = stand_ins(text) if marks else None
    if not found:
        return libyaml(text)
    parts: list[str] = []
    at = 0
    for mark in marks:
        parts += (text[at:mark], found[text[mark] == "?"])
        at = mark + 1
    return _shown(libyaml("".join((*parts, text[at:]))), found)


def _shown(get_event: NextEvent, hidden: tuple[str, str]) -> NextEvent:
    """The same events with the true characters in their values."""
    colon, question = hidden

    def next_event() -> Event:
        event = get_event()
        if type(event) is SCALAR and (colon in event.value or question in event.value):
            event.value = event.value.replace(colon, ":").replace(question, "?")
        return event

    return next_event
