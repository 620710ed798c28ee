"""What the comments of one file ask to be silenced, and what is wrong with how they ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from caslint.configuration.selector import DECLARATION, Selector
from caslint.finding import Edit, Fix, Problem, Subject
from caslint.node import Node
from caslint.outline import Outline
from caslint.silencing.directive import Directive, Malformed, Word, directives
from caslint.text import Place, Source

_CONTENT = re.compile(r"[^ \t\r\n]")


class Claim(NamedTuple):
    """One rule that one comment silences for findings that begin in a range of offsets."""

    source: Source
    directive: Directive
    word: Word
    code: str
    start: int
    end: int


Flaw = tuple[str, Problem]
"""What is wrong with a comment, with CAS091 to CAS094."""


class Claims:
    """The claims of one file, in the order of the text, and the flaws of those that are none."""

    def __init__(self, source: Source, root: Node, rules: Selector, unsuppressable: Collection[str]) -> None:
        self.source = source
        self.rules = rules
        self.unsuppressable = unsuppressable
        self.outline = Outline(root, source.text)
        self.claims: list[Claim] = []
        self.flaws: list[Flaw] = []
        self._contents: dict[int, int | None] = {}
        self._scopes: dict[int, tuple[int, int] | None] = {}
        for found in directives(source.text):
            if self.outline.in_scalar(found.start):
                continue
            if isinstance(found, Malformed):
                self._mend(found)
            else:
                self._take(found)

    def _take(self, directive: Directive) -> None:
        words = list(self._known(directive))
        if not directive.reason:
            words_missing = 'without a reason this comment silences nothing; add reason="…"'
            self._flaw("CAS091", directive.start, directive.end, words_missing)
            return
        scope = self._file(directive) if directive.whole_file else self._scope(directive)
        if scope:
            self.claims += [Claim(self.source, directive, word, code, *scope) for word, code in words]

    def _known(self, directive: Directive) -> Iterator[tuple[Word, str]]:
        """The words that name a rule which a comment may silence."""
        for word in directive.words:
            code = self.rules.code(word.text)
            refusal = self._refusal(word.text, code)
            if code and not refusal:
                yield word, code
                continue
            near = None if code or self.rules.codes(word.text) else self.rules.nearest(word.text)
            fix = self._fix(f"write {near}", word.start, word.start + len(word.text), near) if near else None
            self._flaw("CAS094", word.start, word.start + len(word.text), refusal, fix)

    def _refusal(self, word: str, code: str | None) -> str:
        if code is None:
            group = self.rules.codes(word)
            if not group:
                return self.rules.unknown(word)
            return f"{word} is a group of rules, and a comment names each rule that it silences, such as {group[0]}"
        if code.startswith(DECLARATION):
            return f"{self.rules.title(code)} cannot be silenced: it is about the declaration itself"
        if code in self.unsuppressable:
            return f"no comment silences {self.rules.title(code)}: the configuration lists it under unsuppressable"
        return ""

    def _file(self, directive: Directive) -> tuple[int, int] | None:
        if directive.start < self.outline.root.start:
            return 0, len(self.source.text) + 1
        message = (
            "ignore-file stands at the head of a file, before its first key; further down it silences nothing"
        )
        self._flaw("CAS094", directive.start, directive.end, message)
        return None

    def _scope(self, directive: Directive) -> tuple[int, int] | None:
        line = self.source.locate(directive.start)[0]
        start = self.source.starts[line - 1]
        before = self.source.text[start : directive.start].strip()
        if before and not before.startswith("#"):
            return start, self._line_start(line + 1)
        below = self._next(line + 1)
        scope = None if below is None else self._begins(below)
        if scope is None:
            message = "no item and no key begins on the line below this comment, so that it silences nothing"
            self._flaw("CAS092", directive.start, directive.end, message)
        return scope

    def _begins(self, offset: int) -> tuple[int, int] | None:
        """What begins at an offset; asked of the outline once, however many comments stand above it."""
        if offset not in self._scopes:
            self._scopes[offset] = self.outline.begins(offset)
        return self._scopes[offset]

    def _next(self, line: int) -> int | None:
        """Where the next line begins to say something; further comments are passed over, empty lines are not."""
        passed: list[int] = []
        found: int | None = None
        while line <= len(self.source.starts):
            if line in self._contents:
                found = self._contents[line]
                break
            passed.append(line)
            content = _CONTENT.search(
                self.source.text, self.source.starts[line - 1], self._line_start(line + 1)
            )
            if not content or content[0] != "#":
                found = content.start() if content else None
                break
            line += 1
        self._contents |= dict.fromkeys(passed, found)
        return found

    def _line_start(self, line: int) -> int:
        """Where a line begins; past the last one, behind the end of the text."""
        starts = self.source.starts
        return starts[line - 1] if line <= len(starts) else len(self.source.text) + 1

    def _mend(self, found: Malformed) -> None:
        fix = None
        if found.complete and all(map(self.rules.code, found.words)):
            fix = self._fix("write the comment so that it works", found.start, found.end, found.proposal)
        message = f"as it is written this comment silences nothing; the form is {found.proposal}"
        self._flaw("CAS094", found.start, found.end, message, fix)

    def _fix(self, title: str, start: int, end: int, text: str) -> Fix:
        """A fix that is not safe: afterwards something is silenced."""
        return Fix(title, (Edit(self.source, start, end, text),), safe=False)

    def _flaw(self, code: str, start: int, end: int, message: str, fix: Fix | None = None) -> None:
        self.flaws.append((code, flaw(self.source, start, end, message, fix)))


def flaw(source: Source, start: int, end: int, message: str, fix: Fix | None = None) -> Problem:
    """A problem of a comment."""
    return Problem(Place(source, start, end), message, Subject("file", source.path), fix=fix)
