"""The few events that need a closer look: anchors, tags, values left out, texts after | and >, odd keys."""

from __future__ import annotations

from caslint.node import Node, Scalar
from caslint.reading.events import ALIAS, Event
from caslint.reading.fault import Refused, refuse
from caslint.reading.names import Names
from caslint.reading.refusals import MAX_DEPTH, key_of_parts, no_key, no_tags, too_deep


class Unusual:
    """Looks closer at events of one text; every method raises Refused for what no topology file may hold."""

    __slots__ = ("_text", "names")

    def __init__(self, text: str) -> None:
        self._text = text
        self.names = Names(text)

    def marker(self, event: Event) -> None:
        """The marker with which a document begins or ends, where it has one."""
        if not event.explicit:
            return
        from caslint.reading.dialect import marker_fault

        fault = marker_fault(self._text)
        if fault:
            raise Refused(fault)

    def scalar(self, event: Event, key_end: int, *, root: bool = False) -> Scalar:
        """A scalar; `key_end` is where its key ends, -1 where it has none."""
        self._no_tag(event)
        start, end = event.start_mark.index, event.end_mark.index
        value, style, anchor = event.value, event.style or "", event.anchor
        scalar = Scalar(value, style)
        if anchor is not None:
            behind = self.names.define(anchor, start, scalar)
            start = min(behind, end) if value or style else start + 1 + len(anchor)
        elif not value and not style and key_end >= 0:
            start = self._after_colon(key_end)
        if style == "|" or style == ">":  # noqa: PLR1714 - two tests, no set
            end = self._block_text_end(start, end, root=root)
        scalar.start, scalar.end = start, end if value or style else start
        return scalar

    def _block_text_end(self, start: int, end: int, *, root: bool) -> int:
        from caslint.reading.block_text import head_fault

        fault = head_fault(self._text, start, root=root)
        if fault:
            raise Refused(fault)
        return start + len(self._text[start:end].rstrip(" \t\r\n"))

    def _after_colon(self, key_end: int) -> int:
        """Where a value would stand that is left out: parsers differ."""
        at = key_end
        while self._text[at : at + 1] in (" ", "\r", "\n"):
            at += 1
        return at + 1 if self._text[at : at + 1] == ":" else key_end

    def key_start(self, event: Event) -> int:
        """Where a key begins that has an anchor or a tag, or is left out."""
        self._no_tag(event)
        start, end = event.start_mark.index, event.end_mark.index
        if not event.value and not event.style:
            raise Refused(no_key(start))
        scalar = Scalar(event.value, event.style or "", start, end)
        scalar.start = self.names.define(event.anchor, start, scalar)
        return scalar.start

    def odd_key(self, event: Event) -> tuple[str, int, int]:
        """The text and place of a key that is no scalar: an alias of a scalar is as good."""
        start, end = event.start_mark.index, event.end_mark.index
        named = self.names.find(event.anchor, start, end) if type(event) is ALIAS else None
        if not isinstance(named, Scalar):
            raise Refused(key_of_parts(start))
        return named.text, start, end

    def alias(self, event: Event, depth: int) -> Node:
        """What an alias at this depth names."""
        start, end = event.start_mark.index, event.end_mark.index
        node = self.names.find(event.anchor, start, end)
        self.names.expand(node, start, end, depth)
        return node

    def collection_start(self, event: Event, depth: int, *, in_list: bool) -> int:
        """Where a collection begins, if it may stand here."""
        start: int = event.start_mark.index
        if depth >= MAX_DEPTH:
            raise Refused(too_deep(start))
        self._no_tag(event)
        if event.anchor is not None:
            return self.names.define(event.anchor, start, None)
        if in_list and event.flow_style and self._text[start] not in "[{":
            message = "a key and its value stand in a list here; put them between { }, or quote the text"
            raise refuse(start, start + 1, message)
        return start

    def _no_tag(self, event: Event) -> None:
        if event.ctag is not None:
            at = self._text.index("!", event.start_mark.index)
            raise Refused(no_tags(at, at + 1))
