"""Bracket expressions in patterns: `[a-z]`, `[!0-9]`, `[[:digit:]_]`, as git's wildmatch reads them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from caslint.matching.wildcard import Characters, PatternError


def bracket(text: str, at: int) -> tuple[Characters, int]:
    """Read the expression whose `[` stands at `at`, and tell where it ends.

    Raises PatternError where it is not closed or names a class of characters that does not exist.
    """
    return _Reader(text, at + 1).read()


class _Reader:
    """Goes through one expression; `at` is the next character to read."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.ranges: list[tuple[str, str]] = []
        self.classes: list[Callable[[str], bool]] = []

    def read(self) -> tuple[Characters, int]:
        negated = self._peek() in ("!", "^")
        self.at += negated
        previous = ""
        first = True
        while first or self._peek() != "]":
            previous = self._member(previous)
            first = False
        return Characters(self.ranges, self.classes, negated=negated), self.at + 1

    def _peek(self) -> str:
        if self.at >= len(self.text):
            raise PatternError("its bracket [ is not closed")
        return self.text[self.at]

    def _take(self) -> str:
        """One character, without its backslash."""
        if self._peek() == "\\":
            self.at += 1
        character = self._peek()
        self.at += 1
        return character

    def _member(self, previous: str) -> str:
        """Read what stands here; the character that a following `-` would start from."""
        if self.text.startswith("[:", self.at) and self._class():
            return ""
        if self._peek() == "-" and previous and self.text[self.at + 1 : self.at + 2] not in ("", "]"):
            self.at += 1
            self.ranges.append((previous, self._take()))
            return ""
        character = self._take()
        self.ranges.append((character, character))
        return character

    def _class(self) -> bool:
        """`[:digit:]` and its kind; False where the `[:` is only two characters."""
        end = self.text.find("]", self.at + 2)
        if end < 0:
            raise PatternError("its bracket [ is not closed")
        if end == self.at + 2 or self.text[end - 1] != ":":
            return False
        name = self.text[self.at + 2 : end - 1]
        if name not in _CLASSES:
            raise PatternError(f"[:{name}:] is no class of characters; there are {', '.join(_CLASSES)}")
        self.classes.append(_CLASSES[name])
        self.at = end + 1
        return True


def _plain(test: Callable[[str], bool], character: str) -> bool:
    return character.isascii() and test(character)


def _visible(character: str) -> bool:
    return "!" <= character <= "~"


_CLASSES: dict[str, Callable[[str], bool]] = {
    "alnum": partial(_plain, str.isalnum),
    "alpha": partial(_plain, str.isalpha),
    "blank": " \t".__contains__,
    "cntrl": lambda character: character < " " or character == "\x7f",
    "digit": partial(_plain, str.isdigit),
    "graph": _visible,
    "lower": partial(_plain, str.islower),
    "print": lambda character: " " <= character <= "~",
    "punct": lambda character: _visible(character) and not character.isalnum(),
    "space": " \t\n\r\f\v".__contains__,
    "upper": partial(_plain, str.isupper),
    "xdigit": "0123456789abcdefABCDEF".__contains__,
}
