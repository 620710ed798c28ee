"""Text from files, made harmless for Markdown and HTML as GitHub shows them."""

from __future__ import annotations

import re

from caslint.report.safe import visible

_BREAK = "<!-- -->"
"""Nothing to see, and the end of whatever GitHub would have read across it: mentions, references, addresses."""

_MARKUP = re.compile(r"[&<>\\`*_\[\]|~$#@]|:(?!\s|\d*$)|(?<=www)\.", re.IGNORECASE)
"""A colon acts where something follows it (`:warning:`, `https://`); the number of a line does not."""

_MORE = re.compile(r"&#(?:64|35|58);")


def inert(text: str) -> str:
    """The text as it reads, in a cell, an item or an HTML element; never at the beginning of a line.

    What could act is written as a character reference, which Markdown takes for
    text and nothing else.
    """
    shown = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", visible(text))
    return _MORE.sub(lambda found: found[0] + _BREAK, shown)


def row(*cells: str) -> str:
    """A line of a table; the cells are harmless already."""
    return f"| {' | '.join(cells)} |\n"


def table(*columns: str) -> str:
    """The head of a table; columns that begin with `>` hold numbers."""
    marks = ["---:" if column.startswith(">") else "---" for column in columns]
    return row(*[column.removeprefix(">") for column in columns]) + row(*marks)
