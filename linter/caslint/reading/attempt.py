"""An attempt to read a text."""

from __future__ import annotations

from caslint.node import Node
from caslint.reading.events import NextEvent, YAMLError, libyaml
from caslint.reading.fault import Fault, Refused
from caslint.reading.growth import grow
from caslint.record import Record


class Parsed(Record):
    """The tree of a text and what is wrong with it.

    With a CAS001 there is no tree.  A text that holds nothing but comments has
    neither tree nor faults.
    """

    root: Node | None
    faults: tuple[Fault, ...]


class Attempt:
    """What came of the events of a text: `parsed`, or the `trouble` that stood against it."""

    __slots__ = ("get_event", "parsed", "trouble")

    def __init__(self, text: str, get_event: NextEvent) -> None:
        self.get_event = get_event
        self.parsed: Parsed | None = None
        self.trouble: Refused | YAMLError | None = None
        try:
            self.parsed = Parsed(*grow(get_event, text))
        except (Refused, YAMLError) as trouble:
            self.trouble = trouble


def attempt(text: str) -> Attempt | None:
    """What libyaml makes of a text that nobody has looked at; None when it cannot take it at all."""
    try:
        found = Attempt(text, libyaml(text))
    except UnicodeEncodeError:
        return None
    if "unexpected ':'" in str(getattr(found.trouble, "problem", "")):
        from caslint.reading.hidden import hide_likely

        return Attempt(text, hide_likely(text))
    return found
