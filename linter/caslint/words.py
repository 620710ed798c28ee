"""Words for messages: lists of names, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_NAMES = 5
_MOST_WORDS = 200
_LONGEST = 100


def and_list(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; past five names the rest is counted."""
    if len(names) > MOST_NAMES:
        shown = list(names[: MOST_NAMES - 1])
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    if len(names) < 2:  # noqa: PLR2004  one name stands alone
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def or_list(names: Sequence[str]) -> str:
    """`A`, `A or B`, `A, B or C`; every name, because a choice needs all of them."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def listed(noun: str, names: Sequence[str]) -> str:
    """`server MBX01`, `servers MBX01 and MBX02`."""
    plural = noun if len(names) == 1 else f"{noun}s"
    return f"{plural} {and_list(names)}"


class Nearest:
    """Which of some names was probably meant by a word that is none of them.

    Gives up after 200 words, because a file of nonsense must not take minutes.
    """

    __slots__ = ("_left", "_spelled")

    def __init__(self, names: Iterable[str]) -> None:
        self._spelled = {name.casefold(): name for name in names}
        self._left = _MOST_WORDS

    def to(self, word: str) -> str | None:
        """The nearest name as it is spelled; None where none is near."""
        from difflib import get_close_matches

        self._left -= 1
        found = get_close_matches(word.casefold()[:_LONGEST], self._spelled, n=1) if self._left >= 0 else []
        return self._spelled[found[0]] if found else None

    def hint(self, word: str) -> str:
        """`; the nearest is London`, or nothing."""
        name = self.to(word)
        return f"; the nearest is {name}" if name else ""
