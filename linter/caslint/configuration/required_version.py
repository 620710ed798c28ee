"""Whether this caslint is one of the versions that a configuration asks for, such as `>=0.1,<1`."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne

Numbers = tuple[int, ...]

_LONGEST = 500
_CLAUSE = re.compile(r"\s*(==|!=|~=|<=|>=|<|>|)\s*(\d{1,9}(?:\.\d{1,9}){0,5})(\.\*)?\s*")
_RELEASE = re.compile(r"\d+(?:\.\d+)*")
_ORDERINGS: dict[str, Callable[[Numbers, Numbers], bool]] = {
    "==": eq,
    "!=": ne,
    "<=": le,
    ">=": ge,
    "<": lt,
    ">": gt,
}


def accepts(specifier: str, version: str) -> bool | None:
    """Whether the version meets every clause, written as pip writes them; a bare version means `==`.

    Versions are numbers between points; `1.0` and `1` are the same, and what
    follows the numbers of `version` (`.dev1`) does not count.  None where the
    specifier cannot be read.
    """
    if len(specifier) > _LONGEST:
        return None
    own = _RELEASE.match(version)
    verdicts = [_meets(_numbers(own[0] if own else "0"), clause) for clause in specifier.split(",")]
    return None if None in verdicts else all(verdicts)


def _meets(own: Numbers, clause: str) -> bool | None:
    found = _CLAUSE.fullmatch(clause)
    if not found:
        return None
    operator, numbers, wildcard = found[1] or "==", found[2].split("."), bool(found[3])
    wanted = tuple(map(int, numbers))
    if operator == "~=":
        if wildcard or len(wanted) == 1:
            return None
        return own >= _trimmed(wanted) and _begins(own, wanted[:-1])
    if wildcard:
        return {"==": _begins(own, wanted), "!=": not _begins(own, wanted)}.get(operator)
    return _ORDERINGS[operator](own, _trimmed(wanted))


def _numbers(text: str) -> Numbers:
    return _trimmed(tuple(map(int, text.split("."))))


def _trimmed(numbers: Numbers) -> Numbers:
    """Without the zeros at the end, so that 1.0 is 1."""
    while numbers and not numbers[-1]:
        numbers = numbers[:-1]
    return numbers


def _begins(own: Numbers, wanted: Numbers) -> bool:
    return (own + (0,) * len(wanted))[: len(wanted)] == wanted
