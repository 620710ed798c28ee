"""A walk over a text that knows just enough of YAML to tell text from structure.

It is made only for a text that a parser has refused, for one that holds something
suspicious, and for the pure parser, which is a hundred times slower anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from caslint.reading import block_text
from caslint.reading.fault import Fault, unreadable
from caslint.reading.pattern import pattern, rest_of_line, spaces
from caslint.reading.refusals import (
    MAX_DEPTH,
    bad_escape,
    goes_on,
    needs_quotes,
    no_key,
    no_quote,
    no_tags,
    not_closed,
    too_deep,
)
from caslint.reading.tokens import (
    BLANKS,
    BLOCK,
    FLOW,
    GOOD_ESCAPES,
    LOOKS_LIKE_BLOCK,
    NAME,
)
from caslint.reading.walk import Walk, at_marker


class Structure(NamedTuple):
    """What a walk over a text has found.

    `fault` is the first thing that parsers read differently or that is closed
    nowhere.  `suspect` is what has probably been forgotten, if a parser refuses
    the text.  `marks` are the colons and question marks in plain scalars of flow
    collections: part of the text, but libyaml does not know that.
    """

    fault: Fault | None
    suspect: Fault | None
    marks: tuple[int, ...]


def structure(text: str) -> Structure:
    """Walk over a whole text, or to its first fault."""
    walk = _Tokens(text)
    fault = walk.fault()
    return Structure(fault and (walk.suspect or fault), walk.suspect, tuple(walk.marks))


class _Tokens(Walk):
    """The steps of a walk: one for each kind of token."""

    __slots__ = ()

    def fault(self) -> Fault | None:
        """Walk on to the first fault, or to the end."""
        block, flow = pattern(BLOCK), pattern(FLOW)
        text, size = self.text, len(self.text)
        while self.at < size:
            start = self.at
            found = (flow if self.brackets else block).match(text, start)
            kind = (found and found.lastgroup) or "plain"
            self.at = found.end() if found else start + 1
            step = _STEPS.get(kind)
            if step is None:
                continue
            if kind != "line" and not self.brackets:
                self.dedent(start - self.line_start)
            fault = step(self, start)
            if fault is not None:
                return fault
        return not_closed(text, self.brackets[-1]) if self.brackets else None

    def line(self, start: int) -> None:
        self.line_start = self.at
        self.went_on = -1
        if not self.brackets:
            self.keyed = False
            self.column = -1
            return
        if self.text[start - 1] not in ",[{:":
            self.suspect_bracket(self.at)

    def tab(self, start: int) -> Fault:
        message = "a tab stands here; YAML is indented and separated with spaces only"
        return unreadable(start, start + 1, message)

    def double(self, start: int) -> Fault | None:
        quoted = self.text[start : self.at]
        inner = pattern(GOOD_ESCAPES).match(quoted)
        if not pattern(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"').fullmatch(quoted):
            return no_quote(self.text, start)
        if inner and inner.end() < len(quoted):
            return bad_escape(quoted, inner.end(), start)
        self._quoted(start, quoted)
        return None

    def single(self, start: int) -> Fault | None:
        quoted = self.text[start : self.at]
        if quoted.count("'") % 2:
            return no_quote(self.text, start)
        self._quoted(start, quoted)
        return None

    def _quoted(self, start: int, quoted: str) -> None:
        self.begin(start)
        self.keyed = True
        for line in pattern(r"\r\n?|\n").finditer(quoted):
            self.line_start = start + line.end()
            if self.suspect is None and pattern(LOOKS_LIKE_BLOCK).match(quoted, line.end()):
                self.suspect = no_quote(self.text, start)
            self.keyed = bool(self.brackets)

    def open(self, start: int) -> Fault | None:
        if len(self.brackets) >= MAX_DEPTH:
            return too_deep(start)
        self.begin(start)
        self.brackets.append(start)
        self.keyed = False
        return None

    def close(self, start: int) -> Fault | None:
        bracket = self.text[start]
        opening = "[" if bracket == "]" else "{"
        if not self.brackets:
            return unreadable(start, start + 1, f"there is no {opening} that this {bracket} closes")
        at = self.brackets.pop()
        if self.text[at] != opening:
            message = f"a {self.text[at]} is not closed by {bracket}"
            return unreadable(start, start + 1, message, (at, at + 1, "opened here"))
        self.keyed = True
        return None

    def name(self, start: int) -> Fault | None:
        name, kind = self.text[start : self.at], "an alias" if self.text[start] == "*" else "an anchor"
        if not pattern(NAME).fullmatch(name) or self.text[self.at : self.at + 1] in ("[", "{"):
            message = f"a text that begins with {name[0]} must be quoted; {name[0]} begins {kind}"
            return unreadable(start, self.at, message)
        self.begin(start)
        self.keyed = kind == "an alias"
        return None

    def tag(self, start: int) -> Fault:
        return no_tags(start, self.at)

    def dash(self, start: int) -> Fault | None:
        self.column = -1
        return self.indent(start - self.line_start, start)

    def comma(self, _start: int) -> None:
        self.keyed = False

    def odd(self, start: int) -> Fault:
        end = start + len(rest_of_line(self.text, start))
        return unreadable(start, end, f"a text that begins with {self.text[start]} must be quoted")

    def ask(self, start: int) -> Fault:
        message = "a ? here begins a key of several parts; a key must be one piece of text, quoted if ? belongs to it"
        return unreadable(start, start + 1, message)

    def colon(self, start: int) -> Fault | None:
        following = self.text[self.at : self.at + 1]
        in_list = bool(self.brackets) and self.text[self.brackets[-1]] == "["
        if in_list and not self.keyed and following not in (*BLANKS, *",[]{}"):
            self.marks.append(start)
            return self.plain(start)
        if not self.keyed:
            return self._no_key(start)
        if in_list and following not in BLANKS:
            return needs_quotes(start)
        column, self.column = self.column, -1
        return self.indent(column, start)

    def _no_key(self, start: int) -> Fault:
        if self.went_on < 0:
            return no_key(start)
        return goes_on(self.text, self.line_start + spaces(self.text, self.line_start), start, self.went_on)

    def block_text(self, start: int) -> Fault | None:
        fault = block_text.head_fault(self.text, start, root=self.indents[-1] < 0)
        if fault is not None:
            return fault
        self.at, tab = block_text.skip(self.text, start, self.indents[-1])
        if tab >= 0:
            return self.tab(tab)
        self.line_start = self.at
        self.keyed = False
        self.column = -1
        return None

    def plain(self, start: int) -> Fault | None:
        if at_marker(self.text, start):
            self.at = start + 3
            return None
        self.begin(start)
        self.keyed = True
        fault = self.run(self.at)
        while fault is None and self.goes_on():
            self.went_on = start
            self.keyed = bool(self.brackets)
            fault = self.run(self.at)
        return fault


_STEPS: dict[str, Callable[[_Tokens, int], Fault | None]] = {
    "line": _Tokens.line,
    "tab": _Tokens.tab,
    "double": _Tokens.double,
    "single": _Tokens.single,
    "open": _Tokens.open,
    "close": _Tokens.close,
    "name": _Tokens.name,
    "tag": _Tokens.tag,
    "dash": _Tokens.dash,
    "comma": _Tokens.comma,
    "odd": _Tokens.odd,
    "odder": _Tokens.odd,
    "ask": _Tokens.ask,
    "colon": _Tokens.colon,
    "text": _Tokens.block_text,
    "plain": _Tokens.plain,
}
