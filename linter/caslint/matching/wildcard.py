"""Wildcards in names: `*`, `?` and `[…]` against one name, and `**` against a path of names.

No regular expression is built from what users write, so that no pattern can
make matching slow: a name of n characters costs at most n² steps, whatever the
pattern says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


class NamePattern:
    """A pattern for one name, a part of a path without `/`."""

    __slots__ = ("ignore_case", "literal", "tokens")

    def __init__(self, tokens: Sequence[Token], *, ignore_case: bool = False) -> None:
        self.ignore_case = ignore_case
        self.tokens = tuple(self._folded(token) for token in tokens)
        plain = [token for token in self.tokens if isinstance(token, str)]
        self.literal = "".join(plain) if len(plain) == len(self.tokens) else None

    def _folded(self, token: Token) -> Token:
        return token.lower() if self.ignore_case and isinstance(token, str) else token

    def matches(self, name: str) -> bool:
        """Whether the whole name fits."""
        if self.literal is not None:
            return (name.lower() if self.ignore_case else name) == self.literal
        return aligned(self.tokens, name, self._fits)

    def _fits(self, token: Token, character: str) -> bool:
        if isinstance(token, Characters):
            return token.holds(character, ignore_case=self.ignore_case)
        if isinstance(token, Wild):
            return True
        return token == (character.lower() if self.ignore_case else character)


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
