"""Which findings stand on both sides of a comparison, and which on one: told by what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from caslint.finding import Finding, Severity


def surplus(
    first: Iterable[Finding], second: Iterable[Finding]
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """What stands only among the first, only among the second, and the first's of those that stand in both.

    Findings are the same when their fingerprints are and they are as severe; an
    information that becomes an error is new.  Where several share a fingerprint,
    those that say the same go together before the others do.
    """
    left = list(second)
    open_, kept = _taken(list(first), left, lambda one: (one.fingerprint, one.severity, one.message))
    only, more = _taken(open_, left, lambda one: (one.fingerprint, one.severity, ""))
    return only, left, [*kept, *more]


Meaning = tuple[str, Severity, str]
"""A fingerprint, how severe the finding is, and what it says or nothing."""


def _taken(
    first: list[Finding], second: list[Finding], key: Callable[[Finding], Meaning]
) -> tuple[list[Finding], list[Finding]]:
    """Take from the second what answers to the first by a key; gives the first's without and with an answer."""
    waiting: dict[Meaning, list[Finding]] = {}
    for other in second:
        waiting.setdefault(key(other), []).append(other)
    without: list[Finding] = []
    answered: list[Finding] = []
    gone: set[int] = set()
    for one in first:
        others = waiting.get(key(one))
        (answered if others else without).append(one)
        if others:
            gone.add(id(others.pop(0)))
    second[:] = [other for other in second if id(other) not in gone]
    return without, answered
