"""What is wrong with a text as YAML, and where."""

from __future__ import annotations

from caslint.record import Record

Spot = tuple[int, int, str]
"""Another place that has to do with a fault: start, end, what is there."""


class Fault(Record):
    """CAS001, the text cannot be read as a topology file; or CAS003, a key that is there twice.

    `start` and `end` are offsets in code points, `end` excluded.
    """

    code: str
    start: int
    end: int
    message: str
    related: tuple[Spot, ...] = ()


def unreadable(start: int, end: int, message: str, *related: Spot) -> Fault:
    """A CAS001."""
    return Fault("CAS001", start, end, message, related)


class Refused(Exception):  # noqa: N818 - no error of the program: it carries a fault to where the reading began
    """A CAS001 that ends the reading of a text."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def refuse(start: int, end: int, message: str, *related: Spot) -> Refused:
    """The exception that carries a CAS001."""
    return Refused(unreadable(start, end, message, *related))
