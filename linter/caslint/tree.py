"""YAML as scalars, sequences and mappings that know where they stand.

Reads ruamel.yaml's stream of events, from libyaml where it is installed and from
the pure parser elsewhere, with the same result.  Scalars stay text: what a value
means is decided by the field that holds it.
"""

from __future__ import annotations

import gc
from typing import NamedTuple

from caslint.decode import Undecodable, Unreadable, decode, read
from caslint.node import Mapping, Node, Scalar, Sequence, is_null
from caslint.reading.dialect import look, reads_alike, too_many
from caslint.reading.events import NextEvent, YAMLError, has_libyaml, libyaml
from caslint.reading.events import pure as pure_events
from caslint.reading.fault import Fault, Refused
from caslint.reading.growth import grow
from caslint.reading.hidden import hide, hide_likely
from caslint.reading.syntax import syntax_fault

__all__ = [
    "Fault",
    "Mapping",
    "Node",
    "Parsed",
    "Scalar",
    "Sequence",
    "Undecodable",
    "Unreadable",
    "decode",
    "is_null",
    "parse",
    "read",
]


class Parsed(NamedTuple):
    """The tree of a text and what is wrong with it.

    With a CAS001 there is no tree.  A text that holds nothing but comments has
    neither tree nor faults.
    """

    root: Node | None
    faults: tuple[Fault, ...]


def parse(text: str, *, pure: bool = False) -> Parsed:
    """The tree of a text, and its faults; `pure` leaves libyaml aside.

    A CAS001 stands alone; every second key is a CAS003 and its value is left out.
    """
    collecting = gc.isenabled()
    gc.disable()  # a growing tree makes every collection dearer than the last
    try:
        return _parse(text, pure=pure or not has_libyaml())
    finally:
        if collecting:
            gc.enable()


def _parse(text: str, *, pure: bool) -> Parsed:
    """What parsers read differently is told first, then errors of YAML, then what caslint itself refuses."""
    fault = too_many(text)
    if fault:
        return Parsed(None, (fault,))
    reading = None if pure or not reads_alike(text) else _quickly(text)
    if reading and reading.parsed:
        return reading.parsed
    found = look(text)
    if found.fault:
        return Parsed(None, (found.fault,))
    if reading is None or found.marks:
        reading = _Reading(text, pure_events(text) if pure else hide(text, found.marks))
    return reading.parsed or Parsed(None, (reading.fault(found.suspect),))


def _quickly(text: str) -> _Reading | None:
    """What libyaml makes of a text that nobody has looked at; None when it cannot take it at all."""
    try:
        reading = _Reading(text, libyaml(text))
    except UnicodeEncodeError:
        return None
    if "unexpected ':'" in str(getattr(reading.trouble, "problem", "")):
        return _Reading(text, hide_likely(text))
    return reading


class _Reading:
    """An attempt to read a text: a tree, or what stood against it."""

    __slots__ = ("_get_event", "_text", "parsed", "trouble")

    def __init__(self, text: str, get_event: NextEvent) -> None:
        self._text = text
        self._get_event = get_event
        self.parsed: Parsed | None = None
        self.trouble: Refused | YAMLError | None = None
        try:
            self.parsed = Parsed(*grow(get_event, text))
        except (Refused, YAMLError) as trouble:
            self.trouble = trouble

    def fault(self, suspect: Fault | None) -> Fault:
        """What to tell: an error of YAML before a refusal, though it come later, for parsers look ahead."""
        error = self.trouble
        if isinstance(error, Refused):
            try:
                for _ in iter(self._get_event, None):
                    pass
            except YAMLError as later:
                return suspect or syntax_fault(self._text, later)
            return error.fault
        return suspect or syntax_fault(self._text, error or YAMLError())
