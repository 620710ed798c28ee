"""The words people use for rules: a code (CAS101), a name (site-mailbox-without-cas) or a group (CAS1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

DECLARATION = "CAS0"
"""The group of rules about the declaration itself, which nobody can ignore."""


class Named(Protocol):
    """What has a rule's code and name."""

    @property
    def code(self) -> str:
        """CAS101: letters and three digits, the first of which is the group's."""
        ...

    @property
    def name(self) -> str:
        """site-mailbox-without-cas."""
        ...


class Selector:
    """Turns words into codes; capitals do not count."""

    __slots__ = ("_codes", "_groups", "_near", "names")

    def __init__(self, rules: Iterable[Named]) -> None:
        self.names = {rule.code: rule.name for rule in rules}
        self._codes = {code.lower(): code for code in self.names}
        self._codes |= {name.lower(): code for code, name in self.names.items()}
        self._near: dict[str, str | None] = {}
        self._groups: dict[str, list[str]] = {}
        for code in self.names:
            for group in {code[:-2], code.rstrip("0123456789")}:
                self._groups.setdefault(group.lower(), []).append(code)

    def code(self, word: str) -> str | None:
        """The code of one rule; None for a group and for a word that nothing is called."""
        return self._codes.get(word.lower())

    def codes(self, word: str) -> tuple[str, ...]:
        """Every code that a word stands for; none where nothing is called so."""
        code = self.code(word)
        return (code,) if code else tuple(self._groups.get(word.lower(), ()))

    def weight(self, word: str) -> int:
        """How exactly a word speaks: 3 for a rule, 2 for a group such as CAS1, 1 for all of a pack such as CAS."""
        if self.code(word):
            return 3
        return 2 if word[-1:].isdigit() else 1

    def title(self, code: str) -> str:
        """Both words for a rule: `CAS101 (site-mailbox-without-cas)`."""
        return f"{code} ({self.names[code]})"

    def unknown(self, word: str) -> str:
        """A sentence that says no rule is called so, with the nearest that is."""
        code = self.nearest(word)
        hint = f"; the nearest is {self.title(code)}" if code else "; caslint rules lists them all"
        return f'no rule is called "{word}"{hint}'

    def nearest(self, word: str) -> str | None:
        """The code of the rule whose code or name is most like the word; None where none is like it."""
        word = word[:_LONGEST].strip().lower()
        if word not in self._near and len(self._near) < _MOST_WORDS:
            self._near[word] = self._codes.get(word[:-3] + word[-3:].translate(_LOOKALIKES)) or self._close(
                word
            )
        return self._near.get(word)

    def _close(self, word: str) -> str | None:
        from difflib import get_close_matches

        near = get_close_matches(word, self._codes, n=1)
        return self._codes[near[0]] if near else None


_LOOKALIKES = str.maketrans("oil", "011")
"""Letters that are taken for digits; `word[-3:]` are the digits of a code."""


_LONGEST = 100
"""No rule has a longer name; what goes on is cut off before it is compared."""

_MOST_WORDS = 200
"""For so many unknown words the nearest rule is looked for; a file of nonsense must not take minutes."""
