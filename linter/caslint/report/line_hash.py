"""GitHub's `primaryLocationLineHash`: what stands at the beginning of a line, as a number.

GitHub knows an alert again, when the text around it moves, by this hash of the
line.  Its upload action works the same value out for itself, and warns of every
result whose value differs, so it is worked out here from what that action reads:
the file's bytes as UTF-8, whatever their encoding is.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from functools import lru_cache
from operator import mul

from caslint.decode import encode
from caslint.text import Source

_BLOCK = 100
"""As many UTF-16 units, from the line's first on, are hashed; blanks and tabs do not count."""

_MODULUS = 1 << 64
_POWERS = [pow(37, _BLOCK - 1 - index, _MODULUS) for index in range(_BLOCK)]
_END = 0xFFFF
"""The unit that stands for the end of the file; zeros fill the last blocks up behind it."""

_NATIVE = f"utf-16-{'le' if sys.byteorder == 'little' else 'be'}"


def line_hashes(source: Source, lines: Iterable[int]) -> dict[int, str]:
    """The hash of each of these lines, counted from 1: hexadecimal digits, a colon, and a number.

    The number tells lines with the same hash apart: 1 for the first of them.
    """
    wanted = set(lines)
    text = _read_as_utf8(source).replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    units = array("H", text.encode(_NATIVE, "surrogatepass"))
    units.extend((_END, *[0] * _BLOCK))
    found: dict[int, str] = {}
    seen: dict[int, int] = {}
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if len(found) == len(wanted):
            break
        value = _hash(units[start : start + _BLOCK].tobytes())
        seen[value] = seen.get(value, 0) + 1
        if number in wanted:
            found[number] = f"{value:x}:{seen[value]}"
        start += _length(line) + 1
    return found


def _read_as_utf8(source: Source) -> str:
    if source.encoding == "utf-8":
        return source.text
    if source.encoding == "utf-8-sig":
        return "\ufeff" + source.text
    return encode(source.text, source.encoding).decode("utf-8", "replace")


@lru_cache(maxsize=4096)
def _hash(block: bytes) -> int:
    total: int = sum(map(mul, array("H", block), _POWERS))
    return total % _MODULUS


def _length(line: str) -> int:
    """The number of UTF-16 units."""
    return len(line) if line.isascii() else len(line.encode(_NATIVE, "surrogatepass")) // 2
