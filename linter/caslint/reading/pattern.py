"""Regular expressions, compiled when they are first needed: a clean file needs none."""

from __future__ import annotations

import re
from functools import cache


@cache
def pattern(source: str) -> re.Pattern[str]:
    """An expression in verbose form; a dot takes line ends too."""
    return re.compile(source, re.VERBOSE | re.DOTALL)
