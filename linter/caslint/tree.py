"""YAML as scalars, sequences and mappings that know where they stand.

Reads ruamel.yaml's stream of events, from libyaml where it is installed and from
the pure parser elsewhere, with the same result.  Scalars stay text: what a value
means is decided by the field that holds it.
"""

from __future__ import annotations

import gc

from caslint.decode import Undecodable, Unreadable, decode, read
from caslint.node import Mapping, Node, Scalar, Sequence, is_null
from caslint.reading.attempt import Parsed, attempt
from caslint.reading.events import has_libyaml
from caslint.reading.fault import Fault
from caslint.reading.glance import reads_alike, too_many

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


def parse(text: str, *, pure: bool = False) -> Parsed:
    """The tree of a text, and its faults; `pure` leaves libyaml aside.

    A CAS001 stands alone; every second key is a CAS003 and its value is left out.
    """
    collecting = gc.isenabled()
    gc.disable()  # a growing tree makes every collection dearer than the last
    try:
        return _parse(_without_directive(text), pure=pure or not has_libyaml())
    finally:
        if collecting:
            gc.enable()


def _without_directive(text: str) -> str:
    """The text with a comment of the same length for `%YAML 1.2`, which says what is so anyway."""
    return f"#{text[1:]}" if text.startswith(("%YAML 1.2\n---", "%YAML 1.2\r\n---")) else text


def _parse(text: str, *, pure: bool) -> Parsed:
    fault = too_many(text)
    if fault:
        return Parsed(None, (fault,))
    found = None if pure or not reads_alike(text) else attempt(text)
    if found and found.parsed:
        return found.parsed
    from caslint.reading.closely import closely

    return closely(text, found, pure=pure)
