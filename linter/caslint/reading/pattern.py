"""Regular expressions, compiled when they are first needed: a clean file needs none."""

from __future__ import annotations

import re
from functools import cache


@cache
def pattern(source: str) -> re.Pattern[str]:
    """An expression in verbose form; a dot takes line ends too."""
    return re.compile(source, re.VERBOSE | re.DOTALL)


def spaces(text: str, at: int) -> int:
    """How many spaces stand at an offset."""
    found = pattern(r"\ *+").match(text, at)
    return len(found[0]) if found else 0


def rest_of_line(text: str, start: int) -> str:
    """The rest of the line, without a comment and white space at its end."""
    found = pattern(r"(?:[^\r\n\#]++|(?<!\ )\#)*+").match(text, start)
    return found[0].rstrip(" \t") if found else ""
