"""Wildcards in names: `*`, `?` and `[…]` against one name, and `**` against a path of names.

No regular expression is built from what users write, so that no pattern can
make matching slow: what stands between two `*` is looked for once, from left to
right, because the first place where it fits leaves the most room for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TypeVar

P = TypeVar("P")
T = TypeVar("T")


class Wild(Enum):
    """What stands for something else."""

    ONE = "?"
    """Any one character."""
    RUN = "*"
    """Any run of characters, or (as a part of a path) of names; also none at all."""


class PatternError(ValueError):
    """A pattern that could never match anything; the words say why."""


class Characters:
    """A bracket expression: ranges of characters and classes such as `[:digit:]`, or all but them."""

    __slots__ = ("classes", "negated", "ranges")

    def __init__(
        self, ranges: Sequence[tuple[str, str]], classes: Sequence[Callable[[str], bool]], *, negated: bool
    ) -> None:
        self.ranges = tuple(ranges)
        self.classes = tuple(classes)
        self.negated = negated

    def holds(self, character: str, *, ignore_case: bool) -> bool:
        """Whether the character is one of those meant; never `/`."""
        forms = (character.lower(), character.upper()) if ignore_case else (character,)
        return any(map(self._names, forms)) is not self.negated

    def _names(self, character: str) -> bool:
        in_range = any(low <= character <= high for low, high in self.ranges)
        return in_range or any(belongs(character) for belongs in self.classes)


Token = str | Characters | Wild
"""A piece of a pattern for a name; a `str` is one character that stands for itself."""


Segment = str | tuple[Token, ...]
"""What stands between two runs, one token a character; a `str` where every character stands for itself."""


class NamePattern:
    """A pattern for one name, a part of a path without `/`."""

    __slots__ = ("_least", "_segments", "_tokens", "ignore_case")

    def __init__(self, tokens: Sequence[Token], *, ignore_case: bool = False) -> None:
        self.ignore_case = ignore_case
        self._tokens = tuple(self._folded(token) for token in tokens)
        self._segments = tuple(map(_segment, _between_runs(self._tokens)))
        self._least = sum(map(len, self._segments))

    def _folded(self, token: Token) -> Token:
        return token.lower() if self.ignore_case and isinstance(token, str) else token

    def matches(self, name: str) -> bool:
        """Whether the whole name fits."""
        folded = name.lower() if self.ignore_case else name
        if len(folded) != len(name):  # a capital that is two characters in lower case
            return aligned(self._tokens, name, self._fits)
        if len(self._segments) == 1:
            return len(name) == self._least and self._stands(self._segments[0], folded, 0)
        first, *inner, last = self._segments
        at, end = len(first), len(name) - len(last)
        if len(name) < self._least or not (
            self._stands(first, folded, 0) and self._stands(last, folded, end)
        ):
            return False
        for segment in inner:
            at = self._find(segment, folded, at, end) + len(segment)
            if at < len(segment):
                return False
        return True

    def _stands(self, segment: Segment, name: str, at: int) -> bool:
        if isinstance(segment, str):
            return name.startswith(segment, at)
        return all(map(self._fits, segment, name[at : at + len(segment)]))

    def _find(self, segment: Segment, name: str, start: int, end: int) -> int:
        """The first place between two offsets where a segment stands; -1 where it stands nowhere."""
        if isinstance(segment, str):
            return name.find(segment, start, end)
        places = range(start, end - len(segment) + 1)
        return next((at for at in places if self._stands(segment, name, at)), -1)

    def _fits(self, token: Token, character: str) -> bool:
        if isinstance(token, Characters):
            return token.holds(character, ignore_case=self.ignore_case)
        if isinstance(token, Wild):
            return True
        return token == (character.lower() if self.ignore_case else character)


def _between_runs(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens before the first run, between each two, and after the last; runs side by side are one."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token is not Wild.RUN:
            found[-1].append(token)
        elif found[-1] or len(found) == 1:
            found.append([])
    return found


def _segment(tokens: list[Token]) -> Segment:
    plain = [token for token in tokens if isinstance(token, str)]
    return (
        "".join(plain) if len(plain) == len(tokens) and all(len(one) == 1 for one in plain) else tuple(tokens)
    )


def aligned(parts: Sequence[P], things: Sequence[T], fits: Callable[[P, T], bool]) -> bool:
    """Whether the parts cover the things from first to last, where `Wild.RUN` covers any number of them.

    It is enough to go back to the last run: what an earlier one could take
    instead, the last one can take too.
    """
    part = thing = resume = 0
    run = -1
    while thing < len(things):
        if part < len(parts) and parts[part] is Wild.RUN:
            run, resume = part, thing
            part += 1
        elif part < len(parts) and fits(parts[part], things[thing]):
            part, thing = part + 1, thing + 1
        elif run >= 0:
            resume += 1
            part, thing = run + 1, resume
        else:
            return False
    return all(left is Wild.RUN for left in parts[part:])
