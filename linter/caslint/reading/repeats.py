"""Keys that stand twice in one mapping."""

from __future__ import annotations

from caslint.node import Mapping
from caslint.reading.fault import Fault
from caslint.words import shortened

MAX_FAULTS = 10_000
"""How many second keys are told of; a file with more of them is broken as a whole."""


class _Second(str):
    """The text of a second key, equal to no other: its value has a place until the mapping is settled."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


class Seconds:
    """The second keys of a text; the first value counts, the others are left out."""

    __slots__ = ("_faults", "waiting")

    def __init__(self) -> None:
        self.waiting: list[tuple[Mapping, _Second, int, int]] = []
        self._faults: list[Fault] = []

    def add(self, mapping: Mapping, key: str, start: int, end: int) -> str:
        """Note a second key; the key under which its value may be kept meanwhile."""
        second = _Second(key)
        self.waiting.append((mapping, second, start, end))
        return second

    def settle(self, node: object) -> None:
        """Leave out what stands under second keys of a mapping that has come to its end."""
        first: int = len(self.waiting)
        while first and self.waiting[first - 1][0] is node:
            first -= 1
        here = self.waiting[first:]
        del self.waiting[first:]
        if not isinstance(node, Mapping) or not here:
            return
        for _, second, _, _ in here:
            del node.entries[second]
        keys = node.keys
        places = {key: (keys[2 * index], keys[2 * index + 1]) for index, key in enumerate(node.entries)}
        room = MAX_FAULTS - len(self._faults)
        self._faults += [
            _fault(second, start, end, *places[str(second)]) for _, second, start, end in here[:room]
        ]

    def faults(self) -> tuple[Fault, ...]:
        """CAS003 for each, in the order of the text."""
        return tuple(sorted(self._faults))


def _fault(key: str, start: int, end: int, first: int, first_end: int) -> Fault:
    message = f'the key "{shortened(key)}" is there twice; only the first is read'
    return Fault("CAS003", start, end, message, ((first, first_end, "the first stands here"),))
