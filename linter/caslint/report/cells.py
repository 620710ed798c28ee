"""How wide text stands on a terminal, and where it breaks into lines."""

from __future__ import annotations

_MARKS = frozenset({"Mn", "Me"})
# The vowels and finals of a Hangul syllable that is written in parts stand inside its first part.
_HANGUL_PARTS = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))


class _Widths(dict[str, int]):
    """The cells of a character, worked out when it is first met."""

    def __missing__(self, char: str) -> int:
        self[char] = width = _width(char)
        return width


_WIDTHS = _Widths()


def _width(char: str) -> int:
    from unicodedata import category, east_asian_width

    if category(char) in _MARKS or any(ord(char) in part for part in _HANGUL_PARTS):
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1


def cells(text: str) -> int:
    """Return the number of terminal cells that harmless text takes: 0, 1 or 2 a character."""
    return len(text) if text.isascii() else sum(_WIDTHS[char] for char in text)


def wrapped(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Return start and end of each line, at most `first` cells wide and then `rest`.

    Lines end at blanks; a word is broken only where it is wider than a line.
    """
    lines: list[tuple[int, int]] = []
    start, room = 0, first
    while (end := _fitting(text, start, room)) < len(text):
        blank = text.rfind(" ", start + 1, end + 1)
        end = blank if blank > 0 else max(end, start + 1)
        lines.append((start, end))
        start, room = _after_blanks(text, end), rest
    if start < len(text) or not lines:
        lines.append((start, len(text)))
    return lines


def _fitting(text: str, start: int, room: int) -> int:
    """Return the end of what fits into the room."""
    if text.isascii():
        return min(start + room, len(text))
    used = 0
    for end in range(start, len(text)):
        used += _WIDTHS[text[end]]
        if used > room:
            return end
    return len(text)


def _after_blanks(text: str, start: int) -> int:
    while text.startswith(" ", start):
        start += 1
    return start
