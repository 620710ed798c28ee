"""Patterns that name files, with the meaning that `.gitignore` gives them (gitignore(5)).

Paths are relative to the folder that the patterns count from and written with
`/`.  Two things differ from git on purpose: `?` is one character, not one byte,
and `**` beside other characters in a name is always a plain `*`, as the manual
says (git itself forgets that after a literal beginning).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from caslint.matching.bracket import bracket
from caslint.matching.wildcard import NamePattern, PatternError, Token, Wild, aligned

FOLDS_CASE = os.name == "nt"
"""Whether file names here are the same in capitals, so that patterns must not tell them apart."""

Part = NamePattern | Wild


class Pattern:
    """One line, compiled."""

    __slots__ = ("_parts", "folder_only", "negated")

    def __init__(self, parts: Sequence[Part], *, negated: bool, folder_only: bool) -> None:
        self._parts = tuple(parts)
        self.negated = negated
        self.folder_only = folder_only

    def matches(self, names: Sequence[str], *, is_folder: bool) -> bool:
        """Tell whether the path made of these names is meant itself (not only a folder above it)."""
        if self.folder_only and not is_folder:
            return False
        return aligned(self._parts, names, _part_fits)


class Patterns:
    """Lines of patterns; the last that matches decides.  Compiled when first asked.

    Lines that say nothing (empty ones, comments) and lines that can match
    nothing (`[a`) are passed over, as git does; `compiled` tells about the latter.
    """

    __slots__ = ("_compiled", "_ignore_case", "lines")

    def __init__(self, lines: Iterable[str], *, ignore_case: bool = FOLDS_CASE) -> None:
        self.lines = tuple(lines)
        self._ignore_case = ignore_case
        self._compiled: tuple[Pattern, ...] | None = None

    def __bool__(self) -> bool:
        return bool(self._all())

    def verdict(self, path: str, *, is_folder: bool = False) -> bool | None:
        """Tell whether the last line that speaks of the path itself names it; None where none does."""
        names = path.split("/")
        for pattern in reversed(self._all()):
            if pattern.matches(names, is_folder=is_folder):
                return not pattern.negated
        return None

    def cover(self, path: str, *, is_folder: bool = False) -> bool:
        """Whether the path or a folder above it is named.

        What stands in a named folder cannot be taken out again by a `!` line.
        """
        if path.startswith(("../", "/")) or not self:
            return False
        end = path.find("/")
        while end >= 0:
            if self.verdict(path[:end], is_folder=True):
                return True
            end = path.find("/", end + 1)
        return bool(self.verdict(path, is_folder=is_folder))

    def _all(self) -> tuple[Pattern, ...]:
        if self._compiled is None:
            self._compiled = tuple(self._working())
        return self._compiled

    def _working(self) -> Iterable[Pattern]:
        for line in self.lines:
            try:
                pattern = compiled(line, ignore_case=self._ignore_case)
            except PatternError:
                continue
            if pattern is not None:
                yield pattern


_LONGEST = 4_096
"""No path is longer, so that a longer pattern can match none."""


def compiled(line: str, *, ignore_case: bool = FOLDS_CASE) -> Pattern | None:
    """Give the pattern of a line, or None where the line is empty or a comment.

    Raises PatternError for a line that could match nothing.
    """
    text = _without_trailing_spaces(line.rstrip("\r\n"))
    if not text or text.startswith("#"):
        return None
    if len(text) > _LONGEST:
        raise PatternError(f"it is longer than {_LONGEST:,} characters")
    negated = text.startswith("!")
    text = text[1:] if negated else text
    folder_only = text.endswith("/")
    text = text[:-1] if folder_only else text
    anchored = "/" in text
    names = _split(tokens(text.removeprefix("/")))
    if [] in names:
        raise PatternError("no file has an empty name")
    parts = list(_parts(names, ignore_case=ignore_case))
    if not anchored:
        parts.insert(0, Wild.RUN)
    return Pattern(parts, negated=negated, folder_only=folder_only)


def _part_fits(part: Part, name: str) -> bool:
    return isinstance(part, NamePattern) and part.matches(name)


def _without_trailing_spaces(text: str) -> str:
    """Spaces at the end do not count, unless a backslash stands before them."""
    bare = text.rstrip(" ")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return text[: len(bare) + 1] if slashes % 2 else bare


def _split(pieces: Sequence[Token]) -> list[list[Token]]:
    names: list[list[Token]] = [[]]
    for piece in pieces:
        if piece == "/":
            names.append([])
        else:
            names[-1].append(piece)
    return names


def _parts(names: Sequence[list[Token]], *, ignore_case: bool) -> Iterable[Part]:
    """`**` alone between slashes is any number of folders; at the end it is everything inside."""
    last = len(names) - 1
    for index, name in enumerate(names):
        if len(name) == 1 or any(piece is not Wild.RUN for piece in name):
            yield NamePattern(name, ignore_case=ignore_case)
            continue
        yield Wild.RUN
        if index == last:
            yield NamePattern([Wild.RUN])


def tokens(text: str) -> list[Token]:
    """Take a pattern apart; raises PatternError where a bracket or a backslash stands open."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        piece, at = _next(text, at)
        found.append(piece)
    return found


def _next(text: str, at: int) -> tuple[Token, int]:
    character = text[at]
    match character:
        case "*":
            return Wild.RUN, at + 1
        case "?":
            return Wild.ONE, at + 1
        case "\\":
            return _escaped(text, at)
        case "[":
            return bracket(text, at)
        case _:
            return character, at + 1


def _escaped(text: str, at: int) -> tuple[str, int]:
    if at + 1 >= len(text):
        raise PatternError("the backslash at its end has nothing to escape")
    return text[at + 1], at + 2
