"""A page of words for an editor, as Markdown or as plain text; what files hold is quoted, and never markup."""

from __future__ import annotations

import re

from caslint.lsp.protocol import Object
from caslint.report.safe import visible

_TICKS = re.compile(r"`+")


class Leaf:
    """Collects lines; `is_markdown` where the client reads that."""

    def __init__(self, *, is_markdown: bool) -> None:
        self.is_markdown = is_markdown
        self._parts: list[str] = []

    def quoted(self, text: str) -> str:
        """Text from a file, in which nothing acts."""
        shown = visible(text)
        if not self.is_markdown:
            return shown
        longest = max([len(ticks) for ticks in _TICKS.findall(shown)], default=0)
        fence = "`" * (longest + 1)
        pad = " " if not shown.strip() or shown[0] in " `" or shown[-1] in " `" else ""
        return f"{fence}{pad}{shown}{pad}{fence}"

    def head(self, word: str, name: str) -> None:
        """A headline: our word, and a name from a file."""
        self.text(f"**{word}** {self.quoted(name)}" if self.is_markdown else f"{word} {self.quoted(name)}")

    def strong(self, word: str) -> None:
        """A headline of our own words."""
        self.text(f"**{word}**" if self.is_markdown else word)

    def text(self, words: str) -> None:
        """A paragraph, in which everything from files is quoted already."""
        self._parts.append(words)

    def facts(self, pairs: list[tuple[str, str]]) -> None:
        """A list of labels and values from files."""
        if pairs:
            self._parts.append("\n".join(f"- {label}: {self.quoted(value)}" for label, value in pairs))

    def block(self, lines: list[str]) -> None:
        """Lines that are shown as they are, each made of words from files, too."""
        shown = "\n".join(map(visible, lines))
        longest = max([len(ticks) for ticks in _TICKS.findall(shown)], default=0)
        fence = "`" * max(3, longest + 1)
        self._parts.append(f"{fence}text\n{shown}\n{fence}" if self.is_markdown else shown)

    def rule(self) -> None:
        """A line between two things."""
        self._parts.append("---")

    def contents(self) -> Object:
        """The page as the protocol's `MarkupContent`."""
        kind = "markdown" if self.is_markdown else "plaintext"
        return {"kind": kind, "value": "\n\n".join(self._parts)}

    def __bool__(self) -> bool:
        return bool(self._parts)
