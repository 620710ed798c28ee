"""Words for messages: lists of names, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_NAMES = 5
_MOST_WORDS = 200
_MOST_PAIRS = 200_000
_LIKELY = 0.8
_LONGEST = 100


def and_list(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """`A`, `A and B`, `A, B and C`; past so many names the rest is counted."""
    if len(names) > most:
        shown = list(names[: most - 1])
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


def shortened(text: str, most: int = 60) -> str:
    """A text from a file as a message shows it: on one line, not longer than needed to know it again."""
    shown = (
        text
        if text.isprintable()
        else "".join([c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: most + 1]])
    )
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


class Nearest:
    """Which of some names was probably meant by a word that is none of them.

    Gives up after 200 words, sooner where the names are many, because a file of
    nonsense must not take minutes.
    """

    __slots__ = ("_left", "_spelled")

    def __init__(self, names: Iterable[str]) -> None:
        self._spelled = {name.casefold(): name for name in names}
        self._left = max(1, min(_MOST_WORDS, _MOST_PAIRS // (len(self._spelled) or 1)))

    def to(self, word: str) -> str | None:
        """The nearest name as it is spelled; None where none is near."""
        return self.guess(word)[0]

    def guess(self, word: str) -> tuple[str | None, bool]:
        """The nearest name, and whether it is near enough, and nearer than all others, to be what was meant."""
        from difflib import SequenceMatcher, get_close_matches

        self._left -= 1
        word = word.casefold()[:_LONGEST]
        found = get_close_matches(word, self._spelled, n=2) if self._left >= 0 else []
        likeness = [SequenceMatcher(None, name, word).ratio() for name in found]
        if not found:
            return None, False
        return self._spelled[found[0]], likeness[0] >= _LIKELY and likeness[0] > max(likeness[1:], default=0)

    def hint(self, word: str) -> str:
        """`; the nearest is London`, or nothing."""
        name = self.to(word)
        return f"; the nearest is {name}" if name else ""
